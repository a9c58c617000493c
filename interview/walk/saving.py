"""Saving: what a form brought, onto the sheet, all in one go or with a sentence on why not.

Every form carries ``version``, the version of the sheet its page was made from; ``version-<field>`` says so
for one field that was seen later. Every page of an interview saves any field the edition knows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from guidance.rules.shapes import Guidance
from interview.models import Interview
from interview.sheet.answers import AnswerSheet
from interview.sheet.fields import field_named
from interview.sheet.forms import AnswersForm

from .plan import Plan

NOT_ANSWERS = frozenset(
    {"csrfmiddlewaretoken", "version", "shown", "leave", "language", "read", "finish", "edition"}
)
BESIDE_A_FIELD = ("version-", "mine-")


@dataclass
class Saved:
    """The outcome of a save.

    ``refused``: something in ``form`` could not be taken, and nothing was saved.
    ``clashes``: fields that changed on another device meanwhile -> the value that stands; the rest was saved.
    ``up_to_date``: the page that sent this has now seen everything up to the sheet's version.
    """

    sheet: AnswerSheet
    plan: Plan
    form: AnswersForm
    refused: bool = False
    clashes: dict[str, str] = field(default_factory=dict)
    up_to_date: bool = False


def save(interview: Interview, guidance: Guidance, live: Guidance, posted: Mapping[str, str]) -> Saved:
    """Write ``posted`` into ``interview``, whose row the caller holds; BadRequest for what no page sends."""
    sheet = interview.open_sheet()
    before = sheet.version
    saved = write_onto(sheet, guidance, posted, lambda: Plan(guidance, live, sheet, interview.pk))
    if sheet.version != before:
        interview.keep(sheet)
        interview.save(update_fields=["sealed", "last_active_at"])
    return saved


def write_onto(
    sheet: AnswerSheet, guidance: Guidance, posted: Mapping[str, str], plan_now: Callable[[], Plan]
) -> Saved:
    """Write ``posted`` onto ``sheet`` and nowhere else; ``plan_now`` gives the plan as the sheet then stands.

    Raises BadRequest for what no page sends.
    """
    before = sheet.version
    page_version = _version(posted, "version", before)
    names = [name for name in posted if name not in NOT_ANSWERS and not name.startswith(BESIDE_A_FIELD)]
    left_open = [name.removeprefix("mine-") for name in posted if name.startswith("mine-")]
    _refuse_unknown(guidance, [*names, *left_open])
    brought = {name: posted[name] for name in names if not _as_it_stands(sheet, name, posted[name])}
    form = AnswersForm(guidance, brought, data=brought)
    if not form.is_valid():
        return Saved(sheet, plan_now(), form, refused=True)

    # A field's own version may be older than its page's: under the cover it waited for a fresh page.
    seen = {name: _version(posted, f"version-{name}", before, page_version) for name in brought}
    outcome = sheet.write(form.cleaned_data, seen, timezone.now())
    clashes = outcome.clashes | _still_to_choose(sheet, posted)
    plan = plan_now()
    unticked = sheet.untick_all_but(plan.listed)
    if unticked:
        plan = plan_now()
    up_to_date = page_version == before and not clashes and not unticked
    return Saved(sheet, plan, form, clashes=clashes, up_to_date=up_to_date)


def _refuse_unknown(guidance: Guidance, names: list[str]) -> None:
    unknown = [name for name in names if field_named(guidance, name) is None]
    if unknown:
        raise BadRequest(
            _("Tätä kohtaa ei ole tässä ohjeistossa: %(names)s.") % {"names": ", ".join(unknown)}
        )


def _version(posted: Mapping[str, str], name: str, newest: int, default: int | None = None) -> int:
    given = posted.get(name)
    if given is None and default is not None:
        return default
    if not given or not given.isascii() or not given.isdigit() or len(given) > 9 or int(given) > newest:
        raise BadRequest(_("Lomakkeen versio puuttuu tai on väärä. Lataa sivu uudelleen."))
    return int(given)


def _still_to_choose(sheet: AnswerSheet, posted: Mapping[str, str]) -> dict[str, str]:
    """Choices between two values that the page held open and nobody has made in this post."""
    open_choices = [name.removeprefix("mine-") for name in posted if name.startswith("mine-")]
    return {
        name: sheet.value(name)
        for name in open_choices
        if name not in posted and posted[f"mine-{name}"] != sheet.value(name)
    }


def _as_it_stands(sheet: AnswerSheet, name: str, value: str) -> bool:
    """What the sheet holds already needs no second look: a day agreed on last week may be past by now."""
    return value.replace("\r\n", "\n") == sheet.value(name)
