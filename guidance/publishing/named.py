"""Where a pack names one of its entries: what would speak of nothing, were that entry retired."""

from collections.abc import Iterator, Mapping
from typing import Any

from guidance.rules.places import Place
from guidance.rules.schema import ANSWER, CHECK, CONTACT, EXPECTATION, PASSAGE, SIGN, STEP

from .changes import EntryInPack, Pack, entries_of

RULES = ("show", "but_not", "stress")


def places_that_name(pack: Pack, entry: Place) -> list[Place]:
    """Every place in use that names an entry, or one that stands in it; in the order of the pack."""
    key = entry.alone
    gone = {each.key for each in entries_of(pack).values() if _is_in(each.key, key, each.parent)} | {key}
    return [place for place in dict.fromkeys(_naming(pack, gone)) if place.entry.alone not in gone]


def _is_in(key: Place, above: Place, parent: EntryInPack | None) -> bool:
    return key == above or (parent is not None and _is_in(parent.key, above, parent.parent))


def _naming(pack: Pack, gone: set[Place]) -> Iterator[Place]:
    yield from _rows(pack.get("company"), Place() / "company", gone)
    for contact in _in_use(pack["contacts"]):
        if Place.of(CONTACT, contact.get("stand_in") or "") in gone:
            yield Place.of(CONTACT, contact["id"]) / "stand_in"
    for step in _in_use(pack["steps"]):
        yield from _in_step(step, Place.of(STEP, step["id"]), gone)
    for case in _in_use(pack.get("expectations") or []):
        yield from _in_case(case, Place.of(EXPECTATION, case["id"]), gone)
    for passage in _in_use(pack.get("passages") or []):
        place = Place.of(PASSAGE, passage["id"])
        if any(Place.of(STEP, step) in gone for step in passage.get("steps") or ()):
            yield place / "steps"
        yield from _rows(passage["show"], place / "show", gone)


def _in_step(step: Pack, place: Place, gone: set[Place]) -> Iterator[Place]:
    for name in RULES:
        yield from _rows(step[name], place / name, gone)
    if any(Place.of(CONTACT, contact) in gone for contact in step["contacts"]):
        yield place / "contacts"
    for contact, rows in (step.get("contacts_when") or {}).items():
        if any(_rows(rows, place, gone)):
            yield place / "contacts_when" / contact
    if _names(step.get("settles") or {}, gone):
        yield place / "settles"


def _in_case(case: Pack, place: Place, gone: set[Place]) -> Iterator[Place]:
    for name in ("checks", "signs"):
        if _names(case.get(name) or {}, gone):
            yield place / name
    for name in ("steps", "not_steps", "in_order", "held"):
        if any(Place.of(STEP, step) in gone for step in case.get(name) or ()):
            yield place / name
    if Place.of(STEP, case.get("first_step") or "") in gone:
        yield place / "first_step"
    for step, contacts in (case.get("helpers") or {}).items():
        if gone & {Place.of(STEP, step), *(Place.of(CONTACT, contact) for contact in contacts)}:
            yield place / "helpers"


def _rows(rows: Any, place: Place, gone: set[Place]) -> Iterator[Place]:
    for number, row in enumerate(rows or (), start=1):
        if _names(row, gone):
            yield place / number


def _names(terms: Mapping[str, Any], gone: set[Place]) -> bool:
    """Whether checks or signs, each with one answer or several, are among what goes."""
    return any(_speaks_of(subject, answers, gone) for subject, answers in terms.items())


def _speaks_of(subject: str, answers: Any, gone: set[Place]) -> bool:
    check = Place.by_id(CHECK, subject)
    those = answers if isinstance(answers, list) else [answers]
    return (
        check in gone
        or Place.by_id(SIGN, subject) in gone
        or any(check / ANSWER.name / str(answer) in gone for answer in those)
    )


def _in_use(entries: list[Pack]) -> Iterator[Pack]:
    return (entry for entry in entries if not entry.get("retired"))
