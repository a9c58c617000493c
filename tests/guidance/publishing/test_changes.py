"""What changes between two packs: each mutation of the built-in one is told as exactly that change."""

import copy

import pytest

from guidance.publishing.changes import (
    FIELD,
    ROWS,
    SWAPPED,
    TEXT,
    WHOLE,
    below,
    changes,
    entries_of,
    fields_of,
)
from guidance.rules.schema import ENTRIES

EXAMPLE = {
    "id": "example",
    "title": {"fi": "Esimerkki"},
    "checks": {"threat": "yes"},
    "steps": ["call-emergency"],
}
OTHERWISE = {  # another value of the same type
    bool: lambda value: not value,
    str: lambda value: f"{value} toisin",
    list: lambda value: value[1:],
    dict: lambda value: {},
    type(None): lambda value: "2026-11-25",
}


@pytest.fixture(scope="module")
def pack(built_in_pack):
    return copy.deepcopy(built_in_pack) | {"expectations": [EXAMPLE]}


@pytest.fixture
def after(pack):
    return copy.deepcopy(pack)


def told(before, after):
    found = ((change.what, change.place) for change in changes(before, after))
    return [(what, str(place.entry), place.field, place.language) for what, place in found]


def test_a_pack_beside_itself_has_no_changes(pack, after):
    assert changes(pack, after) == ()


def first_of_each_kind(pack):
    met = {}
    for found in entries_of(pack).values():
        met.setdefault(found.kind, found)
    assert set(met) == set(ENTRIES)
    return met.values()


@pytest.mark.heavy
def test_every_single_change_of_a_text_a_rule_or_a_field_is_told_as_itself(pack, after):
    """Tried in the first entry of each kind, in the whole, in each field and each language."""
    entries = [
        (WHOLE, "", after),
        *((each.kind, str(each.place), each.entry) for each in first_of_each_kind(after)),
    ]
    tried = set()
    for kind, place, entry in entries:
        for name, shape in fields_of(kind).items():
            if shape == TEXT:
                for code in [*entry.get(name, {"fi": ""})]:
                    with_text = copy.deepcopy(entry.get(name)) or {}
                    entry[name] = {**with_text, code: "Aivan toista."}
                    assert told(pack, after) == [(TEXT, place, name, code)]
                    entry[name] = with_text
            else:
                value = entry.get(name)
                entry[name] = [{"always": True}] if shape == ROWS else OTHERWISE[type(value)](value)
                if not entry[name] and not value:
                    entry[name] = "propose"
                assert told(pack, after) == [(shape, place, name, "")]
                entry[name] = value
            tried.add((kind, name))
    assert changes(pack, after) == ()
    assert {(kind, name) for kind in (WHOLE, *ENTRIES) for name in fields_of(kind)} == tried


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("kind", ENTRIES)
def test_an_entry_that_comes_or_goes_is_one_change_whatever_stands_in_it(pack, after, kind):
    found = next(each for each in entries_of(after).values() if each.kind == kind)
    siblings = (found.parent.entry if found.parent else after)[kind]
    siblings.remove(found.entry)
    assert told(pack, after) == [("removed", str(found.place), "", "")]
    assert told(after, pack) == [("added", str(found.place), "", "")]
    assert changes(after, pack)[0].after == found.entry


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("kind", ENTRIES)
def test_an_entry_is_retired_and_brought_back(pack, after, kind):
    found = next(each for each in entries_of(after).values() if each.kind == kind)
    found.entry["retired"] = True
    assert told(pack, after) == [("retired", str(found.place), "", "")]
    assert told(after, pack) == [("brought-back", str(found.place), "", "")]


@pytest.mark.parametrize("kind", [kind for kind in ENTRIES if kind not in ("checklists", "expectations")])
def test_an_entry_carried_past_many_is_one_change(pack, after, kind):
    families = [
        (each.entry if each.kind else after)[kind]
        for each in [*entries_of(after).values(), type("Whole", (), {"kind": "", "entry": after})]
        if kind in below(each.kind)
    ]
    family = next(family for family in families if len(family) > 2)
    family.append(family.pop(0))
    (change,) = changes(pack, after)
    assert (change.what, change.before, change.after) == ("reordered", 1, len(family))
    assert change.place.ids[-1] == family[-1]["id"]


def test_where_an_entry_that_is_retired_went_to_rest_is_not_told(pack, after):
    step = after["steps"].pop(0)
    after["steps"].append({**step, "retired": True})
    assert [(each.what, each.place.ids[-1]) for each in changes(pack, after)] == [("retired", step["id"])]


def test_an_entry_under_another_parent_has_moved_and_its_old_siblings_have_not(pack, after):
    moved = after["stages"][0]["points"].pop(0)
    after["stages"][2]["points"].insert(0, moved)
    (change,) = changes(pack, after)
    assert (change.what, str(change.before), str(change.after)) == (
        "moved",
        "stages/pace",
        f"stages/{after['stages'][2]['id']}",
    )
    assert str(change.place) == f"stages/{after['stages'][2]['id']}/points/{moved['id']}"


def test_a_stage_that_goes_leaves_what_moved_out_of_it(pack, after):
    gone = after["stages"].pop(0)
    after["stages"][0]["points"].append(gone["points"][0])
    assert {(what, place) for what, place, _field, _language in told(pack, after)} == {
        ("removed", "stages/pace"),
        ("moved", f"stages/{after['stages'][0]['id']}/points/{gone['points'][0]['id']}"),
    }


def test_a_text_tells_the_old_words_the_new_ones_and_whose_they_are(pack, after):
    after["steps"][0]["title"]["sv"] = "Be om hjälp nu"
    (change,) = changes(pack, after)
    assert (change.before, change.after) == ("Be om hjälp genast", "Be om hjälp nu")
    assert change.name["fi"] == "Pyydä apua heti"


def test_a_translation_marked_as_up_to_date_is_told_and_a_changed_source_is_told_once(pack, after):
    pack = copy.deepcopy(pack)
    pack["steps"][0]["made_from"] = {"title": {"sv": "000000000000"}}
    assert told(pack, after) == [("translated", "steps/call-emergency", "title", "sv")]
    assert changes(pack, after)[0].after is True
    after["steps"][0]["title"]["fi"] = "Soita heti"
    after["steps"][0]["made_from"] = {"title": {"sv": "1", "en": "1"}}
    assert told(pack, after) == [("text", "steps/call-emergency", "title", "fi")]


def test_an_older_pack_without_newer_keys_says_what_they_meant_then(pack, after):
    older = {key: value for key, value in after.items() if key not in ("required_languages", "expectations")}
    found = changes(older, pack)
    assert {(change.what, str(change.place.entry), change.place.field) for change in found} == {
        ("field", "", "required_languages"),
        ("added", "expectations/example", ""),
    }
    assert next(change.before for change in found if change.place.field) == ["fi"]
    assert changes(older, older | {"required_languages": ["fi"], "expectations": []}) == ()


def test_the_order_of_answers_in_an_example_does_not_count_but_that_of_contacts_does(pack, after):
    after["expectations"][0]["checks"] = dict(reversed(after["expectations"][0]["checks"].items()))
    assert changes(pack, after) == ()
    named = next(step for step in after["steps"] if len(step["contacts"]) > 1)
    named["contacts"].reverse()
    assert told(pack, after) == [(FIELD, f"steps/{named['id']}", "contacts", "")]


def test_all_that_an_entry_says_can_be_told():
    assert fields_of("steps")["show"] == fields_of(WHOLE)["company"] == ROWS
    assert fields_of("contacts")["phones"] == FIELD
    assert fields_of("checks")["hint"] == TEXT


# --- Two that changed places -----------------------------------------------------------------------------


def checks_of(pack):
    return {check["id"]: check for stage in pack["stages"] for check in stage["checks"]}


def test_two_ids_that_were_swapped_are_told_as_that(pack, after):
    one, other = (checks_of(after)[name] for name in ("threat", "police"))
    one["id"], other["id"] = other["id"], one["id"]
    place = next(
        str(each.place) for each in entries_of(after).values() if each.key.path == ("checks", "police")
    )
    assert told(pack, after) == [(SWAPPED, place, "", "")]


def test_two_that_exchanged_their_words_are_told_as_that(pack, after):
    signs = after["checklists"][0]["signs"]
    first, last = signs[0], signs[-1]
    for name in {*first} - {"id"}:
        first[name], last[name] = last[name], first[name]
    [(what, place, *_rest)] = told(pack, after)
    assert what == SWAPPED
    [change] = changes(pack, after)
    assert {place, str(change.after)} == {f"checklists/card/signs/{each['id']}" for each in (first, last)}


def test_what_changed_besides_is_told_too_and_rules_that_followed_are_not(pack, after):
    one, other = (checks_of(after)[name] for name in ("threat", "police"))
    one["id"], other["id"] = other["id"], one["id"]
    one["hint"] = {"fi": "Uusi vihje"} | {"sv": "Ny", "en": "New"}
    for step in after["steps"]:
        for kind in ("show", "but_not", "stress"):
            step[kind] = [
                {{"threat": "police", "police": "threat"}.get(name, name): row[name] for name in row}
                for row in step[kind]
            ]
    found = {(what, field) for what, _place, field, _language in told(pack, after)}
    assert (SWAPPED, "") in found
    assert not {field for what, field in found if what == ROWS} & {"show", "but_not", "stress"}


def test_two_titles_put_right_are_no_swap(pack, after):
    one, other = (checks_of(after)[name] for name in ("threat", "police"))
    one["short"], other["short"] = other["short"], one["short"]
    assert {what for what, *_rest in told(pack, after)} == {TEXT}
