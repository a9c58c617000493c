"""Publishing the draft: what it changes, why it cannot be published or what is worth looking at, and the
buttons, for one person or for two.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.desk.kit.finding.places import form_of
from guidance.desk.kit.finding.reasons import OTHERS_MAY_FOLLOW, ReasonInWords, reason_in_words
from guidance.models import Edition
from guidance.publishing.editions import DraftChanged, NothingToPublish, PublishRefused, hash_of
from guidance.publishing.proposals import (
    CannotPublishAlone,
    ProposalIsVoid,
    approve,
    propose,
    publish_alone,
    standing,
    turn_down,
    withdraw,
)
from guidance.rules.places import Place
from guidance.rules.problems import PackRefused, Problem
from guidance.rules.proof.reasons import reasons_not_to_publish
from guidance.rules.reading import read_guidance
from guidance.rules.warnings import warnings
from guidance.wording.names import Naming
from guidance.wording.problems import say, where

from .changes import draft_beside_live

MAY_PUBLISH = "guidance.add_edition"
FEW_CHANGES = 10  # on the page itself, so that nobody publishes unseen for want of a press
LONGEST_NOTE = Edition._meta.get_field("note").max_length


class PublishForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Mikä muuttui"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy("Yksi lause, joka näkyy painosten luettelossa. Sen voi jättää tyhjäksi."),
        widget=forms.Textarea({"rows": 2}),
    )


def _answers(form: PublishForm) -> None:
    """Whoever looks at another's proposal writes to them, and no note on the edition."""
    note = form.fields["note"]
    note.label = gettext_lazy("Viesti ehdottajalle")
    note.help_text = gettext_lazy("Jos palautat ehdotuksen: mitä pitää vielä muuttaa.")


@dataclass(frozen=True)
class WarningsInWords:
    """What is worth looking at for one reason. ``those``: a line each, one for all languages of a text."""

    title: str
    count: int
    those: list[ReasonInWords]


WARNINGS = {
    "sign-leads-nowhere": gettext_lazy("Merkit, jotka eivät vaikuta mihinkään"),
    "telling-strip": gettext_lazy("Rivit vaiheiden alussa, joista aiheen voi arvata"),
    "contact-never-verified": gettext_lazy("Yhteystiedot, joita ei ole tarkistettu"),
    "contact-overdue": gettext_lazy("Yhteystiedot, joiden tarkistuspäivä on mennyt"),
    "not-confirmed": gettext_lazy("Kenelle saa kertoa: mitä kukaan ei ole vahvistanut"),
    "older-translation": gettext_lazy("Käännökset, jotka ovat vanhempia kuin suomenkielinen teksti"),
}


def publish_view(request, desk):
    """Ask for a note; publish, propose, approve or take back; or say every reason why not. The note stays."""
    if not request.user.has_perm(MAY_PUBLISH):
        raise PermissionDenied
    form = PublishForm(request.POST if request.method == "POST" else None)
    outcome = {}
    if request.method == "POST" and form.is_valid():
        done, outcome = _done(request, form.cleaned_data["note"])
        if done:
            return done
    draft = _draft_as_it_stands(request)
    if form.errors:
        outcome = {"changed_meanwhile": _seen(request) != draft["seen"]}
    if draft["may_approve"]:
        _answers(form)
    outcome["not_done"] = bool(form.errors or outcome) and "unchanged" not in outcome
    context = desk.page_context(request, Edition, _("Julkaise luonnos"), form=form, **draft)
    return TemplateResponse(request, "admin/guidance/edition/publish.html", context | outcome)


# --- What was asked for ----------------------------------------------------------------------------------


def _done(request, note: str):
    """The way on when what was asked for was done, or what to say in its place."""
    do = ACTIONS.get(request.POST.get("action", "publish"), _publish)
    try:
        return do(request, note), {}
    except (PackRefused, PublishRefused):
        return None, {"refused": True}
    except NothingToPublish:
        return None, {"unchanged": True}
    except DraftChanged:
        return None, {"changed_meanwhile": True}
    except ProposalIsVoid:
        return None, {"void": True}
    except CannotPublishAlone:
        return None, {"alone": True}


def _publish(request, note: str):
    return _published(request, publish_alone(request.user, note, _seen(request)))


def _approve(request, note: str):
    return _published(request, approve(request.user, _seen(request)))


def _seen(request) -> str:
    """The draft as the page showed it; "" from a form that does not say, and then nothing is as it was."""
    return request.POST.get("seen", "")


def _published(request, edition: Edition):
    LogEntry.objects.log_actions(request.user.pk, [edition], ADDITION, [{"added": {}}], single_object=True)
    sentence = _("%(edition)s on julkaistu. Uudet keskustelut käyttävät sitä.") % {"edition": edition}
    messages.success(request, sentence)
    return redirect("admin:guidance_edition_changelist")


def _propose(request, note: str):
    propose(request.user, note, _seen(request))
    messages.success(request, _("Ehdotus on tehty. Joku toinen katsoo muutokset ja julkaisee."))
    return redirect("admin:guidance_edition_publish")


def _turn_down(request, note: str):
    if not turn_down(request.user, note, _seen(request)):
        raise ProposalIsVoid
    messages.success(request, _("Ehdotus on palautettu. Ehdottaja näkee sen ja viestisi etusivulla."))
    return redirect("admin:guidance_edition_publish")


def _withdraw(request, note: str):
    if withdraw():
        messages.success(request, _("Ehdotus on peruttu. Luonnos on ennallaan."))
    return redirect("admin:guidance_edition_publish")


ACTIONS: dict[str, Callable] = {
    "publish": _publish,
    "propose": _propose,
    "approve": _approve,
    "turn-down": _turn_down,
    "withdraw": _withdraw,
}


# --- How the draft stands --------------------------------------------------------------------------------


def _draft_as_it_stands(request) -> dict:
    """What publishing changes, what stands against it, what is worth looking at, and who may do it."""
    live, changes_in_words = draft_beside_live()
    pack = changes_in_words.after
    draft_hash = hash_of(pack)
    stands = standing(draft_hash)
    return {
        "live": live,
        "changes_in_words": changes_in_words,
        "changed": live is None or live.content_hash != draft_hash,
        "seen": draft_hash,
        "standing": stands,
        "may_approve": stands.may_approve(request.user),
        "few_changes": 0 < changes_in_words.count <= FEW_CHANGES,
        **_judged(pack),
    }


def _judged(pack: dict) -> dict:
    names = Naming(pack)
    try:
        guidance = read_guidance(pack)
    except PackRefused as refusal:
        reasons = [reason_in_words(problem, names) for problem in refusal.problems]
        return {"reasons": reasons, "warnings": [], "others_may_follow": OTHERS_MAY_FOLLOW}
    reasons = [
        reason_in_words(reason.problem, names, reason.answers) for reason in reasons_not_to_publish(guidance)
    ]
    worth_a_look = warnings(guidance, pack, timezone.localdate())
    return {"reasons": reasons, "warnings": _warned(worth_a_look, names)}


def _warned(problems: Iterable[Problem], names: Naming) -> list[WarningsInWords]:
    by_kind = sorted(problems, key=lambda problem: list(WARNINGS).index(problem.kind))
    found = []
    for kind, of_a_kind in groupby(by_kind, key=lambda problem: problem.kind):
        those = list(of_a_kind)
        found.append(
            WarningsInWords(str(WARNINGS[kind]), len(those), [*_below_their_title(kind, those, names)])
        )
    return found


def _below_their_title(kind: str, those: list[Problem], names: Naming) -> Iterator[ReasonInWords]:
    """Of what the title has said, nothing once more: whose it is, and what differs from one to the next."""
    for place, at_it in groupby(those, key=lambda problem: problem.place):
        first, *_others = problems = [*at_it]
        if kind == "telling-strip":
            yield reason_in_words(first, names)
            continue
        words = names.of(place.entry) or where(place.entry, names)
        if kind == "older-translation":
            languages = ", ".join(names.detail("language", each.known["language"]) for each in problems)
            words = f"{where(place, names)}: {languages}"
        elif kind == "contact-overdue":
            words = f"{words}: {say(replace(first, place=Place()), names)}"
        yield ReasonInWords(words, form_of(place))
