"""Saving: what a form brought, onto the sheet, all in one go or with a sentence on why not.

Every form carries ``version``, the version of the sheet its page was made from; ``version-<field>`` says so
for one field that was seen later. Every page of an interview saves any field the edition knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from guidance.rules.content import Guidance

from .answers import AnswerSheet
from .fields import field_named
from .forms import AnswersForm
from .models import Interview
from .plan import Plan

WHAT_NEXT = frozenset({"leave", "language", "read", "finish", "edition"})
NOT_ANSWERS = WHAT_NEXT | {"csrfmiddlewaretoken", "version", "shown"}


@dataclass
class Saved:
    """The outcome of a save. ``refused`` is the form when something in it could not be taken; then nothing was saved."""

    sheet: AnswerSheet
    plan: Plan
    form: AnswersForm
    refused: bool = False
    clashes: dict[str, str] = field(default_factory=dict)
    up_to_date: bool = True


def save(interview: Interview, guidance: Guidance, live: Guidance, posted: Mapping[str, str]) -> Saved:
    """Write ``posted`` into ``interview``; the caller holds its row. Raises BadRequest for what no page sends."""
    sheet = interview.open_sheet()
    names = [name for name in posted if name not in NOT_ANSWERS and not name.startswith("version-")]
    _refuse_unknown(guidance, names)
    seen = {name: _version(posted, name, sheet.version) for name in names}
    brought = {name: posted[name] for name in names if not _as_it_stands(sheet, name, posted[name])}
    form = AnswersForm(guidance, brought, data=brought)
    if not form.is_valid():
        return Saved(sheet, Plan(guidance, live, sheet, interview.pk), form, refused=True)

    outcome = sheet.write(form.cleaned_data, {name: seen[name] for name in brought}, timezone.now())
    up_to_date = outcome.up_to_date and all(
        version >= sheet.version - outcome.changed for version in seen.values()
    )
    plan = Plan(guidance, live, sheet, interview.pk)
    unticked = sheet.untick_all_but(plan.listed)
    if outcome.changed or unticked:
        interview.keep(sheet)
        interview.save(update_fields=["sealed", "last_active_at"])
        plan = Plan(guidance, live, sheet, interview.pk) if unticked else plan
    return Saved(sheet, plan, form, clashes=outcome.clashes, up_to_date=up_to_date and not unticked)


def _refuse_unknown(guidance: Guidance, names: list[str]) -> None:
    unknown = [name for name in names if field_named(guidance, name) is None]
    if unknown:
        raise BadRequest(
            _("Tätä kohtaa ei ole tässä ohjeistossa: %(names)s.") % {"names": ", ".join(unknown)}
        )


def _version(posted: Mapping[str, str], name: str, newest: int) -> int:
    given = posted.get(f"version-{name}") or posted.get("version", "")
    if not given.isascii() or not given.isdigit() or len(given) > 9 or int(given) > newest:
        raise BadRequest(_("Lomakkeen versio puuttuu tai on väärä. Lataa sivu uudelleen."))
    return int(given)


def _as_it_stands(sheet: AnswerSheet, name: str, value: str) -> bool:
    """What the sheet holds already needs no second look: a day agreed on last week may be past by now."""
    return value.replace("\r\n", "\n") == sheet.value(name)
