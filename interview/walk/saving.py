"""Saving: what a form brought, onto the sheet, all in one go or with a sentence on why not.

Every form carries ``version``, the version of the sheet its page was made from; ``version-<field>`` says so
for one field that was seen later, and ``mine-<field>`` is the sender's value in a choice between two that is
still open. A page that is about to close cannot wait for the answer to what it has just sent:
``sent-<field>`` are the values that may or may not have come, ``heard`` the newest version it has heard of.
Any page may bring any field that the guidance knows. Nothing here knows a page, or where a sheet is kept.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from guidance.rules.conditions import Answers
from guidance.rules.shapes import Guidance
from interview.sheet.answers import AnswerSheet
from interview.sheet.earlier import tick_named, told
from interview.sheet.fields import Row, field_named
from interview.sheet.ticks import along, ticks_that_stay, without_contradicted

NOT_ANSWERS = frozenset(
    {
        *("csrfmiddlewaretoken", "version", "heard", "shown"),
        *("go", "leave", "language", "read", "finish", "edition"),
    }
)
VERSION_OF, MINE, SENT = "version-", "mine-", "sent-"


@dataclass(frozen=True)
class Saved:
    """What became of a form.

    ``brought``: the fields it brought -> the value, but for those of which the sheet said the same already.
    ``faults``: fields that could not be taken -> sentences on why; then nothing was saved.
    ``clashes``: fields that changed on another device meanwhile -> the value that stands; the rest was saved.
    ``mine``: the same fields -> the value that was sent.
    ``seen``: the version of the sheet that its page was made from.
    ``given``: answers that a tick gave or took back -> how they stand now.
    ``unticked``: steps whose ticks fell, since they have left or since somebody answered otherwise.
    ``answers_before``, ``done_before``: the answers and the ticked steps as they stood until then.
    ``no_longer_earlier``: fields beside which something was said of an earlier interview until then -> what.
    ``changed``: the sheet is another one now.
    ``up_to_date``: the page that sent this has now seen everything up to the sheet's version.
    """

    seen: int = 0
    brought: dict[str, str] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    clashes: dict[str, str] = field(default_factory=dict)
    mine: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    unticked: list[str] = field(default_factory=list)
    answers_before: Answers = Answers()
    done_before: frozenset[str] = frozenset()
    no_longer_earlier: dict[str, str] = field(default_factory=dict)
    changed: bool = False
    up_to_date: bool = False


def save(sheet: AnswerSheet, guidance: Guidance, posted: Mapping[str, str]) -> Saved:
    """Write ``posted`` onto ``sheet`` and nowhere else; raises BadRequest for what no page sends."""
    before = sheet.version
    page_seen = _version(posted, "version", before)
    heard = _version(posted, "heard", before, page_seen)
    answers = {name: value for name, value in posted.items() if _is_answer(name)}
    left_open = {name.removeprefix(MINE): value for name, value in posted.items() if name.startswith(MINE)}
    fields = _fields(guidance, sheet, [*answers, *left_open])
    brought = {name: value for name, value in answers.items() if not _as_it_stands(sheet, name, value)}
    cleaned, faults = _clean(fields, brought)
    if faults:
        return Saved(page_seen, brought, faults)

    # A field's own version may be older than its page's: under the cover it waited for a fresh page.
    seen = {name: _version(posted, f"{VERSION_OF}{name}", before, page_seen) for name in brought}
    cleaned = without_contradicted(guidance, cleaned)
    answers_before, done_before, told_before = sheet.answers(), frozenset(sheet.done()), told(sheet)
    seen |= {name: before for name in brought if _is_own(sheet, name, _sent(posted, name), heard)}
    outcome = sheet.write(cleaned, seen, timezone.now(), along(guidance, sheet, cleaned))
    sheet.touch(name for name in {*answers} - {*brought} if _may_come_late(sheet, name, posted, heard))
    clashes = outcome.clashes | _still_to_choose(sheet, answers, left_open)
    unticked = _untick(sheet, guidance)
    return Saved(
        page_seen,
        brought,
        clashes=clashes,
        mine={name: answers.get(name, left_open.get(name, "")) for name in clashes},
        given={name: value for name, value in outcome.changed.items() if name not in cleaned},
        unticked=unticked,
        answers_before=answers_before,
        done_before=done_before,
        no_longer_earlier=_no_longer(told_before, told(sheet)),
        changed=sheet.version != before,
        up_to_date=page_seen == before and not clashes and not unticked,
    )


def _is_answer(name: str) -> bool:
    return name not in NOT_ANSWERS and not name.startswith((VERSION_OF, MINE, SENT))


def _fields(guidance: Guidance, sheet: AnswerSheet, names: Iterable[str]) -> dict[str, Row]:
    fields: dict[str, Row] = {}
    unknown = []
    for name in names:
        if field := field_named(guidance, name) or tick_named(sheet, name):
            fields[name] = field
        else:
            unknown.append(name)
    if unknown:
        raise BadRequest(
            _("Tätä kohtaa ei ole tässä ohjeistossa: %(names)s.") % {"names": ", ".join(unknown)}
        )
    return fields


def _clean(
    fields: Mapping[str, Row], brought: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Values as the sheet keeps them, and sentences on those that cannot be taken."""
    cleaned, faults = {}, {}
    for name, value in brought.items():
        try:
            cleaned[name] = fields[name].clean(value)
        except ValidationError as refusal:
            faults[name] = refusal.messages
    return cleaned, faults


def _version(posted: Mapping[str, str], name: str, newest: int, default: int | None = None) -> int:
    given = posted.get(name)
    if given is None and default is not None:
        return default
    if not given or not given.isascii() or not given.isdigit() or len(given) > 9 or int(given) > newest:
        raise BadRequest(_("Lomakkeen versio puuttuu tai on väärä. Lataa sivu uudelleen."))
    return int(given)


def _sent(posted: Mapping[str, str], name: str) -> list[str]:
    """What the sender sent of a field before and has no answer to."""
    given = posted.get(f"{SENT}{name}")
    try:
        values = json.loads(given) if given else []
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadRequest(_("Lomakkeen versio puuttuu tai on väärä. Lataa sivu uudelleen."))
    return values


def _is_own(sheet: AnswerSheet, name: str, sent: Iterable[str], heard: int) -> bool:
    """What stands there came from the sender, who then has seen it.

    It can only be the very next change since they last heard of any: whatever came later they may not know,
    even if it says the same.
    """
    return sheet.changed(name) <= heard + 1 and any(sheet.holds(name, value) for value in sent)


def _may_come_late(sheet: AnswerSheet, name: str, posted: Mapping[str, str], heard: int) -> bool:
    """It stands as it should, yet an earlier value may still be on its way, and would be taken for news."""
    return bool(_sent(posted, name)) and sheet.changed(name) <= heard


def _still_to_choose(
    sheet: AnswerSheet, answers: Mapping[str, str], left_open: Mapping[str, str]
) -> dict[str, str]:
    """Choices between two values that the page held open and nobody has made in this post."""
    return {
        name: sheet.value(name)
        for name, value in left_open.items()
        if name not in answers and value != sheet.value(name)
    }


def _as_it_stands(sheet: AnswerSheet, name: str, value: str) -> bool:
    """What the sheet holds already needs no second look: a day agreed on last week may be past by now."""
    return value.replace("\r\n", "\n") == sheet.value(name)


def _no_longer(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    return {name: said for name, said in before.items() if name not in now}


def _untick(sheet: AnswerSheet, guidance: Guidance) -> list[str]:
    """Clear the ticks that no longer stand; the rules are asked only where there is a tick."""
    return sheet.untick_all_but(ticks_that_stay(guidance, sheet)) if sheet.done() else []
