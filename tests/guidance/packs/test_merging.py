"""Another's guidance and one's own in one: nobody's words are lost, and what both changed is asked."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.packs.files import read_pack, write_pack
from guidance.packs.merging import ORDER, RETIRED, THEIRS, merge
from guidance.publishing.changes import changes, entries_of
from guidance.rules.schema import KINDS
from guidance.texts import source_hash
from tests.guidance.rules.examples import built_in_pack, entry, sign, small_pack, step, text
from tests.guidance.rules.strategies import thorough

WORDS = ["Yksi.", "Kaksi.", "Kolme."]


def with_two_lists() -> dict:
    pack = small_pack()
    pack["checklists"].append(
        {**pack["checklists"][0], "id": "more", "signs": [sign("alone-never"), sign("debt")]}
    )
    pack["stages"][0]["areas"][0]["questions"] += [
        {"id": "home-who", "text": text("Ketkä asuvat kotona?")},
        {"id": "home-key", "text": text("Kenellä on avain?")},
    ]
    for each in entries_of(pack).values():
        title = each.entry.get(KINDS[each.kind].title)
        if isinstance(title, dict):
            title["sv"] = f"{title['fi']} (sv)"
    return pack


BEFORE = with_two_lists()


# --- Edits -----------------------------------------------------------------------------------------------


def of(pack: dict, name: str) -> tuple[list, int]:
    """The list in which an entry stands, and its number there."""
    for each in entries_of(pack).values():
        if each.id == name:
            above = each.parent.entry if each.parent else pack
            return above[each.kind], each.number - 1
    raise KeyError(name)


def apply(pack: dict, edits: list[tuple]) -> dict:
    pack = copy.deepcopy(pack)
    for number, (what, name, more) in enumerate(edits):
        try:
            siblings, at = of(pack, name)
        except KeyError:
            continue  # an edit before took it away
        EDITS[what](pack, siblings, at, more, number)
    return pack


def reword(pack, siblings, at, more, number):
    title = next(name for name in ("short", "title", "text", "name") if name in siblings[at])
    siblings[at][title][["fi", "sv", "en"][more % 3]] = WORDS[more % 7 % 3]


def set_field(pack, siblings, at, more, number):
    if "urgency" in siblings[at]:
        siblings[at]["urgency"] = ["now", "soon", "self"][more % 3]
        siblings[at]["show"] = [{"threat": ["yes"]}, {"always": True}][: more % 3]
    else:
        siblings[at][RETIRED] = bool(more % 2)


def add(pack, siblings, at, more, number):
    new = copy.deepcopy(siblings[at])
    new["id"] = f"new-{new['id'].removeprefix('new-')[:20]}-{more}"
    if all(each["id"] != new["id"] for each in siblings) and not any(below_of(new)):
        siblings.insert(at + more % 2, new)


def below_of(new: dict):
    return [new.get(name) for name in ("answers", "signs", "questions", "points", "checks", "areas")]


def take_away(pack, siblings, at, more, number):
    if not any(below_of(siblings[at])):
        del siblings[at]


def carry(pack, siblings, at, more, number):
    siblings.insert(more % (len(siblings)), siblings.pop(at))


def carry_elsewhere(pack, siblings, at, more, number):
    lists = [each["signs"] for each in pack["checklists"]]
    for here, there in zip(lists, reversed(lists), strict=True):
        if siblings is here:
            there.insert(more % (len(there) + 1), siblings.pop(at))
            return


EDITS = {each.__name__: each for each in (reword, set_field, add, take_away, carry, carry_elsewhere)}
NAMES = [each.id for each in entries_of(BEFORE).values() if not (each.kind == "answers" and each.id == "yes")]
edits = st.lists(st.tuples(st.sampled_from([*EDITS]), st.sampled_from(NAMES), st.integers(0, 11)), max_size=6)


def parted(these: list[tuple], half: int) -> list[tuple]:
    """Only edits of one half of the entries, and none that touches where others stand."""
    own = {name for number, name in enumerate(sorted(set(NAMES))) if number % 2 == half}
    return [each for each in these if each[1] in own and each[0] in ("reword", "set_field")]


def same(one: dict, other: dict) -> bool:
    return changes(one, other) == () and changes(other, one) == ()


# --- Whatever was edited -----------------------------------------------------------------------------------


@given(edits)
@thorough(60)
def test_merging_nothing_changes_nothing(ours):
    mine = apply(BEFORE, ours)
    merged = merge(BEFORE, mine, BEFORE)
    assert (merged.pack, merged.questions) == (mine, ())


@given(edits)
@thorough(60)
def test_theirs_alone_comes_through_whole(theirs):
    new = apply(BEFORE, theirs)
    merged = merge(BEFORE, BEFORE, new)
    assert merged.questions == ()
    assert same(merged.pack, new)


@given(edits)
@thorough(40)
def test_what_both_have_is_not_asked(both):
    new = apply(BEFORE, both)
    merged = merge(BEFORE, new, new)
    assert (merged.pack, merged.questions) == (new, ())


@given(edits, edits)
@thorough(60)
def test_edits_of_different_entries_are_both_there_whoever_made_them(one, other):
    one, other = parted(one, 0), parted(other, 1)
    mine, new = apply(BEFORE, one), apply(BEFORE, other)
    merged, swapped = merge(BEFORE, mine, new), merge(BEFORE, new, mine)
    assert merged.questions == swapped.questions == ()
    assert same(merged.pack, swapped.pack)
    assert same(merged.pack, apply(mine, other))


@given(edits, edits)
@thorough(60)
def test_choosing_theirs_is_the_same_as_being_them(one, other):
    mine, new = apply(BEFORE, one), apply(BEFORE, other)
    asked = merge(BEFORE, mine, new).questions
    theirs = {str(question.place): THEIRS for question in asked}
    for _ in range(3):  # what is chosen may bring up a question further in
        asked = merge(BEFORE, mine, new, theirs).questions
        theirs |= {str(question.place): THEIRS for question in asked}
    assert same(merge(BEFORE, mine, new, theirs).pack, merge(BEFORE, new, mine).pack)


@given(edits, edits)
@thorough(40)
def test_no_entry_of_either_is_lost_that_the_other_did_not_take_away(one, other):
    mine, new = apply(BEFORE, one), apply(BEFORE, other)
    kept = entries_of(merge(BEFORE, mine, new).pack)
    before, ours, theirs = map(entries_of, (BEFORE, mine, new))
    assert kept.keys() >= ours.keys() - before.keys()
    assert kept.keys() >= theirs.keys() - before.keys()
    assert kept.keys() >= ours.keys() & theirs.keys()


@given(edits, edits)
@thorough(50)
def test_what_comes_of_it_travels_in_a_file(one, other):
    merged = merge(BEFORE, apply(BEFORE, one), apply(BEFORE, other)).pack
    assert read_pack(write_pack(merged).encode()) == merged


# --- Case by case ------------------------------------------------------------------------------------------


def edited(**words) -> dict:
    """BEFORE with other words in the title of *propose*, by language."""
    pack = copy.deepcopy(BEFORE)
    entry(pack["steps"], "propose")["title"].update(words)
    return pack


def test_a_text_that_both_changed_is_asked_with_all_three_wordings():
    merged = merge(BEFORE, edited(fi="Meidän"), edited(fi="Heidän"))
    (question,) = merged.questions
    assert str(question.place) == "steps/propose/title/fi"
    assert (question.before, question.ours, question.theirs) == ("Askel propose", "Meidän", "Heidän")
    assert entry(merged.pack["steps"], "propose")["title"]["fi"] == "Meidän"
    chosen = merge(BEFORE, edited(fi="Meidän"), edited(fi="Heidän"), {"steps/propose/title/fi": THEIRS})
    assert entry(chosen.pack["steps"], "propose")["title"]["fi"] == "Heidän"


def test_two_languages_of_one_text_are_two_things():
    merged = merge(BEFORE, edited(fi="Meidän"), edited(en="Theirs"))
    assert merged.questions == ()
    step = entry(merged.pack["steps"], "propose")
    assert (step["title"]["fi"], step["title"]["en"]) == ("Meidän", "Theirs")


def test_a_translation_made_from_another_source_is_known_as_older():
    """Ours changed the Finnish, theirs the Swedish that goes with the Finnish of before."""
    merged = merge(BEFORE, edited(fi="Meidän"), edited(sv="Deras"))
    made_from = entry(merged.pack["steps"], "propose")["made_from"]["title"]
    assert made_from == {"sv": source_hash({"fi": "Askel propose"})}


def test_a_source_and_its_translation_that_come_together_are_up_to_date():
    merged = merge(BEFORE, copy.deepcopy(BEFORE), edited(fi="Heidän", sv="Deras"))
    assert "made_from" not in entry(merged.pack["steps"], "propose")


def test_what_they_took_away_goes_unless_it_was_changed_here():
    without = copy.deepcopy(BEFORE)
    without["steps"] = [each for each in BEFORE["steps"] if each["id"] != "propose"]
    assert "propose" not in [each["id"] for each in merge(BEFORE, BEFORE, without).pack["steps"]]
    asked = merge(BEFORE, edited(fi="Meidän"), without)
    (question,) = asked.questions
    assert (str(question.place), question.theirs) == ("steps/propose", None)
    assert entry(asked.pack["steps"], "propose")["title"]["fi"] == "Meidän"
    gone = merge(BEFORE, edited(fi="Meidän"), without, {"steps/propose": THEIRS}).pack
    assert "propose" not in [each["id"] for each in gone["steps"]]


def test_what_both_added_stands_behind_what_it_came_behind():
    mine, new = copy.deepcopy(BEFORE), copy.deepcopy(BEFORE)
    mine["steps"].insert(1, step("b-ours", "now", []))
    new["steps"].insert(1, step("a-theirs", "now", []))
    assert [each["id"] for each in merge(BEFORE, mine, new).pack["steps"]][:4] == [
        "call-emergency", "a-theirs", "b-ours", "see-alone",
    ]  # fmt: skip


def test_an_order_that_both_changed_is_asked_once():
    mine, new = copy.deepcopy(BEFORE), copy.deepcopy(BEFORE)
    mine["steps"].insert(0, mine["steps"].pop())
    new["steps"].reverse()
    merged = merge(BEFORE, mine, new)
    assert [str(question.place) for question in merged.questions] == [f"steps/{ORDER}"]
    assert [each["id"] for each in merged.pack["steps"]] == [each["id"] for each in mine["steps"]]


def test_without_anything_taken_before_what_both_say_otherwise_is_asked_and_ours_stays():
    merged = merge({}, edited(fi="Meidän"), edited(fi="Heidän", en="Theirs"))
    assert [str(question.place) for question in merged.questions] == ["steps/propose/title/fi"]
    propose = entry(merged.pack["steps"], "propose")
    assert (propose["title"]["fi"], propose["title"]["en"]) == ("Meidän", "Theirs")
    assert propose["made_from"]["title"] == {"en": source_hash({"fi": "Heidän"})}


def test_the_built_in_guidance_merged_with_itself_is_itself():
    pack = built_in_pack()
    assert merge(pack, pack, pack).pack == pack
    assert merge({}, pack, pack) == merge(pack, pack, pack)


def with_card(fields: dict) -> dict:
    pack = built_in_pack()
    entry(pack["card_texts"], "card-ar").update(fields)
    return pack


def merged_card(ours: dict, theirs: dict) -> dict:
    return entry(merge(built_in_pack(), with_card(ours), with_card(theirs)).pack["card_texts"], "card-ar")


CHECKED = {"checked_by": "Kaija Kääntäjä", "checked_on": "2026-11-01"}


def test_a_mark_that_a_card_was_checked_is_none_of_words_that_the_other_side_changed():
    changed = {"free": "المساعدة مجانا."}
    for ours, theirs in ((CHECKED, changed), (changed, CHECKED)):
        card = merged_card(ours, theirs)
        assert card["free"] == changed["free"]
        assert not card.keys() & CHECKED.keys()


def test_a_mark_stays_with_the_words_that_were_checked():
    for ours, theirs in ((CHECKED, {}), ({}, CHECKED), (CHECKED, CHECKED)):
        card = merged_card(ours, theirs)
        assert card.items() >= CHECKED.items()


@pytest.mark.parametrize("name", ["contacts", "show", "urgency", "alone"])
def test_each_field_of_a_step_is_one_thing(name):
    values = {"contacts": ["emergency-112"], "show": [{"always": True}], "urgency": "now", "alone": True}
    mine, new = copy.deepcopy(BEFORE), edited(fi="Heidän")
    entry(mine["steps"], "propose")[name] = values[name]
    merged = merge(BEFORE, mine, new)
    result = entry(merged.pack["steps"], "propose")
    assert (result[name], result["title"]["fi"], merged.questions) == (values[name], "Heidän", ())
