"""What if: the same made-up answers on the draft and on the live edition, side by side.

The answers stand in the address, so that a case can be linked: they are an editor's, never a client's.
"""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.desk.kit.fields.answers_field import picks_by_group, unknown_in, without_untouched
from guidance.desk.kit.finding.places import form_of
from guidance.desk.kit.finding.reasons import ReasonInWords, reason_in_words
from guidance.draft import read_draft
from guidance.models import URGENCY_NAMES, Edition, Expectation
from guidance.publishing.editions import guidance_of
from guidance.publishing.legible import Legible, as_far_as_it_holds
from guidance.rules.conditions import Answers, holds
from guidance.rules.next_steps import NextStep, next_steps
from guidance.rules.places import Place
from guidance.rules.problems import PackRefused
from guidance.rules.proof.safety_rules import broken_rules
from guidance.rules.schema import STEP
from guidance.rules.shapes import ALWAYS, NO_SIGN, Guidance, Rows
from guidance.rules.side_by_side import Compared, side_by_side
from guidance.wording.names import Naming
from guidance.wording.subjects import Subjects, subjects_of_draft

MAY_ASK_WHAT_IF = "guidance.view_step"
OF_STEP = "of_step"  # in the address beside the answers; no id has an underscore

DIFFERENCES = {
    "only-new": gettext_lazy("Tulee esiin vain luonnoksessa."),
    "only-old": gettext_lazy("Ei tule enää esiin."),
    "other-tier": gettext_lazy("Kiireellisyys muuttuu."),
    "stressed": gettext_lazy("Korostetaan luonnoksessa."),
    "not-stressed": gettext_lazy("Ei enää korosteta."),
    "held": gettext_lazy("Odottaa luonnoksessa kahdenkeskistä hetkeä."),
    "not-held": gettext_lazy("Ei enää odota kahdenkeskistä hetkeä."),
    "other-helpers": gettext_lazy("Yhteystiedot muuttuvat."),
}
CANNOT = gettext_lazy("Ei voi päätellä, ennen kuin luonnos on korjattu.")
CANNOT_BE_WORKED_OUT = {"differences": [CANNOT], "is_uncertain": True}
NOT_SHOWN = gettext_lazy("Ei tule esiin näillä vastauksilla: mikään ”Näytä, kun” -rivi ei täyty.")
PREVENTED = gettext_lazy("Ei tule esiin näillä vastauksilla: jokin ”Mutta ei, kun” -rivi täyttyy.")


def what_if(request, desk):
    """What follows from the answers in the address, on the draft and on the live edition."""
    given = request.GET.dict()
    of_step = given.pop(OF_STEP, "")
    if "" in given.values():
        return redirect(address_of_case(without_untouched(given), of_step))
    subjects = subjects_of_draft()
    picked, unknown = answers_in(given, subjects)
    legible, reasons = draft_or_reasons()
    live_edition = Edition.objects.live()
    live = guidance_of(live_edition) if live_edition else None
    rows = _rows(legible, live, picked, of_step)
    context = desk.page_context(request, Expectation, _("Kokeile vastauksia")) | {
        "groups": picks_by_group(subjects.values(), picked),
        "unknown": unknown,
        "reasons": reasons,
        "can_be_tried": legible is not None,
        "live": live_edition,
        "rows": sorted(rows, key=lambda row: (row["id"] != of_step, not row["differences"])),
        "differs": any(row["differences"] and not row.get("is_uncertain") for row in rows),
        "of_step": next((row for row in rows if row["id"] == of_step), None),
        "broken": _broken_rules(legible) if legible and not reasons else [],
        "walk_fields": _fields_of_walk(picked, subjects),
        "example_url": f"{reverse('admin:guidance_expectation_add')}?{urlencode(picked)}",
        "may_add": request.user.has_perm("guidance.add_expectation"),
    }
    return TemplateResponse(request, "admin/guidance/what_if.html", context)


def answers_in(given: Mapping[str, str], subjects: Subjects) -> tuple[dict[str, str], list[str]]:
    """The answers in an address that the draft's rows know, and a sentence for each of the others."""
    sent = {name: given[name] for name in given}
    unknown = unknown_in(sent, subjects)
    known = {name: answer for name, answer in sent.items() if not unknown_in({name: answer}, subjects)}
    return without_untouched(known), unknown


def draft_or_reasons() -> tuple[Legible | None, list[ReasonInWords]]:
    """The draft as far as it holds together, and why that is not the whole."""
    pack = read_draft()
    names = Naming(pack)
    try:
        draft = as_far_as_it_holds(pack)
    except PackRefused as refusal:
        return None, [reason_in_words(problem, names) for problem in refusal.problems]
    return draft, [reason_in_words(problem, names) for problem in draft.amiss]


def steps_on(guidance: Guidance, picked: Mapping[str, str]) -> list[NextStep]:
    """What follows from picked answers; what the guidance does not know is left aside."""
    return next_steps(guidance, Answers(picked, picked))


def address_of_case(picked: Mapping[str, str], step: str = "") -> str:
    """The page with these answers picked; with a step, at what follows from them, the step first."""
    query = urlencode({**picked, OF_STEP: step} if step else picked)
    address = reverse("admin:guidance_try_answers")
    return f"{address}{'?' if query else ''}{query}{'#follows' if step else ''}"


def _fields_of_walk(picked: Mapping[str, str], subjects: Subjects) -> list[tuple[str, str]]:
    """The answers as the walk names them."""
    return [
        (f"{'sign' if subjects[name].is_sign else 'check'}-{name}", answer) for name, answer in picked.items()
    ]


def _broken_rules(draft: Legible) -> list[ReasonInWords]:
    """The safety rules that the draft does not keep, each with the case that breaks it."""
    names = Naming(draft.pack)
    return [reason_in_words(each.problem, names, each.answers) for each in broken_rules(draft.guidance)]


# --- The table --------------------------------------------------------------------------------------------


def _rows(
    legible: Legible | None, live: Guidance | None, picked: Mapping[str, str], of_step: str
) -> list[dict]:
    """Every step that comes up on either side, the step that was asked about even where it does not, and
    those of which the draft does not say whether they do."""
    draft = legible.guidance if legible else None
    new = steps_on(draft, picked) if draft else []
    old = steps_on(live, picked) if live else []
    rows = [_row(each, draft, live, picked) for each in side_by_side(new, old)]
    there = {row["id"] for row in rows}
    if draft and of_step in draft.steps_by_id.keys() - there and not legible.is_uncertain(of_step):
        rows.append(_absent(draft, of_step, picked))
    if legible is None:
        return [row | CANNOT_BE_WORKED_OUT for row in rows]
    rows += [_absent(draft, step, picked) for step in legible.uncertain if step not in there]
    return [row | CANNOT_BE_WORKED_OUT if legible.is_uncertain(row["id"]) else row for row in rows]


def _absent(draft: Guidance, step: str, picked: Mapping[str, str]) -> dict:
    """The row of a step that comes up on neither side, which says why."""
    shape = draft.steps_by_id[step]
    is_shown = holds(shape.show, draft, Answers(picked, picked))
    return {
        "id": step,
        "title": shape.title,
        "form": form_of(Place.of(STEP, step)),
        "sides": [None, None],
        "differences": [],
        "why_not": PREVENTED if is_shown else NOT_SHOWN,
    }


def _row(each: Compared, draft: Guidance | None, live: Guidance | None, picked: Mapping[str, str]) -> dict:
    newest = draft if each.new else live
    compared = draft is not None and live is not None
    return {
        "id": each.id,
        "title": newest.steps_by_id[each.id].title,
        "form": form_of(Place.of(STEP, each.id)),
        "sides": [_side(draft, each.new, picked), _side(live, each.old, picked)],
        "differences": [DIFFERENCES[kind] for kind in each.differences] if compared else [],
    }


def _side(guidance: Guidance | None, step: NextStep | None, picked: Mapping[str, str]) -> dict | None:
    """How a step comes up on one side: None where it does not."""
    if step is None:
        return None
    return {
        "tier": capfirst(URGENCY_NAMES[step.urgency]),
        "marks": [_("korostettu")] * step.stressed + [_("odottaa kahdenkeskistä hetkeä")] * step.held,
        "whys": [(words, list(_reasons(guidance, rows, picked))) for words, rows in _whys(step)],
        "helpers": [guidance.contacts_by_id[helper].short_name for helper in step.helpers],
    }


def _whys(step: NextStep) -> Iterator[tuple[str, Rows]]:
    """How each reason begins, and the rows that give it."""
    yield _("Koska:"), step.shown_by
    if step.stressed:
        yield _("Korostettu, koska:"), step.stressed_by
    if step.held:
        yield _("Odottaa, koska:"), step.held_by


def _reasons(guidance: Guidance, rows: Rows, picked: Mapping[str, str]) -> Iterable[tuple]:
    """The reason of each check and sign in rows that hold, and the words of its answer."""
    subjects = dict.fromkeys(term.subject for row in rows for term in row)
    for subject in subjects:
        if subject in SPECIAL:
            yield SPECIAL[subject], None
        elif check := guidance.checks.get(subject):
            answer = check.answers_by_id.get(picked.get(subject))
            yield check.reason, answer.text if answer else _("vastaamatta")
        else:
            yield guidance.signs[subject].reason, STATES[picked.get(subject, "")]


SPECIAL = {ALWAYS: gettext_lazy("aina"), NO_SIGN: gettext_lazy("yhtään merkkiä ei ole huomattu")}
STATES = {
    "": gettext_lazy("ei käyty läpi"),
    "noticed": gettext_lazy("huomattu"),
    "not-noticed": gettext_lazy("ei huomattu"),
}
