"""Reading a pack: whole, or refused with everything that is wrong with it."""

import json
from contextlib import suppress
from datetime import date

import pytest

from guidance.rules import schema
from guidance.rules.places import Place
from guidance.rules.problems import KINDS, PackRefused
from guidance.rules.reading import named_rows, read_guidance
from guidance.rules.shapes import Area, Term, Text
from tests.growth import LINEAR, growth_of
from tests.guidance.rules.examples import (
    ALWAYS,
    built_in,
    built_in_pack,
    check,
    entry,
    sign,
    small,
    small_pack,
    step,
    text,
)


def refusal(pack):
    """(kind, place) of every problem with a pack."""
    with pytest.raises(PackRefused) as refused:
        read_guidance(pack)
    return [(problem.kind, str(problem.place)) for problem in refused.value.problems]


def at(pack, way):
    """What lies at the end of a way through keys, numbers and ids."""
    for key in way:
        pack = pack[key] if isinstance(pack, dict) or isinstance(key, int) else entry(pack, key)
    return pack


def put(*way, value):
    """A change to a pack: puts a value where the way ends."""
    *above, key = way
    return lambda pack: at(pack, above).update({key: value})


def drop(*way):
    *above, key = way
    return lambda pack: at(pack, above).pop(key)


def add(*way, value):
    return lambda pack: at(pack, way).append(value)


PACE = ("stages", "pace")
PROPOSE = ("steps", "propose")
CALL = ("steps", "call-emergency")
EMERGENCY = ("contacts", "emergency-112")
SECOND = {"id": "later", "title": text("x"), "label": text("x"), "points": [], "areas": [], "checks": []}


def passage(**fields):
    texts = dict.fromkeys(("heading", "phrase", "why"), text("x"))
    own = {"id": "one", "origin": "addition", "advice": "record", "show": [{"always": True}]}
    return own | texts | fields


BROKEN = [
    # types
    (put("title", value="Kun huoli herää"), "wrong-type", "title"),
    (put("title", value={"fi": 5}), "wrong-type", "title/fi"),
    (put("with_additions", value="yes"), "wrong-type", "with_additions"),
    (put("with_additions", value=1), "wrong-type", "with_additions"),
    (put("stages", value={}), "wrong-type", "stages"),
    (put(*PACE, "points", value=None), "wrong-type", "stages/pace/points"),
    (put(*PROPOSE, "alone", value="yes"), "wrong-type", "steps/propose/alone"),
    (put(*PROPOSE, "show", value="always"), "wrong-type", "steps/propose/show"),
    (put(*PROPOSE, "show", value=["always"]), "wrong-type", "steps/propose/show/1"),
    (put(*PROPOSE, "show", value=[{"consent": "yes"}]), "wrong-type", "steps/propose/show/1/consent"),
    (put(*PROPOSE, "show", value=[{"consent": [True]}]), "wrong-type", "steps/propose/show/1/consent/1"),
    (put(*PROPOSE, "contacts", value=[112]), "wrong-type", "steps/propose/contacts/1"),
    (add("steps", value="propose"), "wrong-type", "steps/9"),
    (put(*EMERGENCY, "phones", 0, "number", value=112),
     "wrong-type", "contacts/emergency-112/phones/1/number"),
    (put(*EMERGENCY, "seen_on", value=20261124), "wrong-type", "contacts/emergency-112/seen_on"),
    # keys
    (put("colour", value="red"), "unknown-key", ""),
    (put(*PROPOSE, "score", value=7), "unknown-key", "steps/propose"),
    (put(*PACE, "points", 0, "reason", value=text("x")), "unknown-key", "stages/pace/points/pace-alone"),
    (put(*EMERGENCY, "phones", 0, "fax", value="1"), "unknown-key", "contacts/emergency-112/phones/1"),
    (put(*PROPOSE, 5, value=7), "unknown-key", "steps/propose"),
    (drop("company"), "missing-key", ""),
    (drop("contacts", "emergency-112", "stand_in"), "missing-key", "contacts/emergency-112"),
    (drop(*PROPOSE, "urgency"), "missing-key", "steps/propose"),
    (drop(*PACE, "checks", "minor", "reason"), "missing-key", "stages/pace/checks/minor"),
    # values
    (put("format", value=schema.FORMAT + 1), "unknown-format", "format"),
    (put("format", value="1"), "unknown-format", "format"),
    (put("format", value=True), "unknown-format", "format"),
    (put(*PROPOSE, "urgency", value="later"), "unknown-value", "steps/propose/urgency"),
    (put(*PROPOSE, "origin", value="addon"), "unknown-value", "steps/propose/origin"),
    (put("title", value={"suomi": "x"}), "bad-language", "title"),
    (put("title", value={"fi": "x", 5: "y"}), "bad-language", "title"),
    (put("title", value={"fi": "kaksi\nriviä"}), "not-one-line", "title"),
    (put("title", value={"fi": "x", "sv": " y"}), "not-one-line", "title"),
    (put(*EMERGENCY, "phones", 0, "tel", value="09 123"), "bad-phone", "contacts/emergency-112/phones/1/tel"),
    (put(*EMERGENCY, "seen_on", value="24.11.2026"), "bad-date", "contacts/emergency-112/seen_on"),
    (put(*EMERGENCY, "verified_on", value="20261124"), "bad-date", "contacts/emergency-112/verified_on"),
    # ids
    (put(*PACE, "checks", "minor", "id", value="Minor"), "bad-id", "stages/pace/checks/Minor/id"),
    (put(*PACE, "id", value="pace_1"), "bad-id", "stages/pace_1/id"),
    (put(*PACE, "id", value="-pace"), "bad-id", "stages/-pace/id"),
    (put(*PACE, "id", value=""), "bad-id", "stages//id"),
    (add(*PACE, "checks", value=check("always", "yes")), "reserved-id", "stages/pace/checks/always"),
    (add("checklists", "card", "signs", value=sign("no-sign-noticed")), "reserved-id",
     "checklists/card/signs/no-sign-noticed"),
    (add(*PACE, "checks", value=check("new", "unanswered")), "reserved-id",
     "stages/pace/checks/new/answers/unanswered"),
    (add("steps", value=step("propose", "soon", ALWAYS)), "doubled-id", "steps/propose"),
    (add(*PACE, "checks", value=check("nervous", "yes")), "doubled-id", "checklists/card/signs/nervous"),
    (add("steps", value=step("pace", "soon", ALWAYS)), "doubled-id", "steps/pace"),
    (add("steps", value=step("nervous", "soon", ALWAYS)), "doubled-id", "steps/nervous"),
    (add("checklists", "card", "signs", value=sign("pace")), "doubled-id", "checklists/card/signs/pace"),
    (add(*PACE, "checks", value=check("new", "yes", "yes")),
     "doubled-id", "stages/pace/checks/new/answers/yes"),
    (add(*PACE, "areas", value={"id": "days", "title": text("x"),
     "questions": [{"id": "home-lives", "text": text("x")}]}), "doubled-id",
     "stages/pace/areas/days/questions/home-lives"),
    (add("stages", value=SECOND | {"areas": [{"id": "home", "title": text("x"), "questions": []}]}),
     "doubled-id", "stages/later/areas/home"),
    (add("stages", value=SECOND | {"points": [at(small_pack(), (*PACE, "points", "pace-alone"))]}),
     "doubled-id", "stages/later/points/pace-alone"),
    # rows
    (put(*PROPOSE, "show", value=[{}]), "empty-row", "steps/propose/show/1"),
    (put(*PROPOSE, "show", value=[{"consent": []}]), "empty-term", "steps/propose/show/1"),
    (put(*PROPOSE, "show", value=[{"always": False}]), "always-not-true", "steps/propose/show/1"),
    (put(*PROPOSE, "show", value=[{"no-sign-noticed": ["noticed"]}]),
     "always-not-true", "steps/propose/show/1"),
    (put(*PROPOSE, "show", value=[{"consent": ["yes", "yes"]}]),
     "doubled-value", "steps/propose/show/1/consent"),
    (put(*PROPOSE, "contacts", value=["emergency-112"] * 2), "doubled-value", "steps/propose/contacts"),
    (add(*PROPOSE, "show", value={"consnet": ["yes"]}), "unknown-subject", "steps/propose/show/2"),
    (add(*PROPOSE, "but_not", value={"gone": ["noticed"]}), "unknown-subject", "steps/propose/but_not/5"),
    (add(*PROPOSE, "stress", value={"consent": ["perhaps"]}), "unknown-answer", "steps/propose/stress/1"),
    (add(*PROPOSE, "stress", value={"nervous": ["yes"]}), "unknown-answer", "steps/propose/stress/1"),
    (add(*PROPOSE, "stress", value={"consent": ["noticed"]}), "unknown-answer", "steps/propose/stress/1"),
    (add("company", value={"friend": ["yes"]}), "unknown-subject", "company/4"),
    # contacts
    (put(*CALL, "contacts", value=["emergency-113"]), "unknown-contact", "steps/call-emergency/contacts"),
    (put(*EMERGENCY, "stand_in", value="sos"), "unknown-contact", "contacts/emergency-112/stand_in"),
    (put(*CALL, "contacts_when", value={"sopu": []}), "not-named", "steps/call-emergency/contacts_when"),
    (put(*EMERGENCY, "stand_in", value="emergency-112"), "stands-in-for-itself",
     "contacts/emergency-112/stand_in"),
    # phrases for the record
    (put("passages", value=[passage(steps=["propose", "gone"])]), "unknown-step", "passages/one/steps"),
    (put("passages", value=[passage(advice="hide")]), "unknown-value", "passages/one/advice"),
    (put("passages", value=[passage(show=[{"friend": ["yes"]}])]), "unknown-subject", "passages/one/show/1"),
    # expectations and required languages
    (put("required_languages", value=["Suomi"]), "bad-language", "required_languages/1"),
    (put("expectations", value=[{"id": "one", "title": text("x"), "checks": ["threat"]}]),
     "wrong-type", "expectations/one/checks"),
    (put("expectations", value=[{"id": "one", "title": text("x"), "signs": {"nervous": True}}]),
     "wrong-type", "expectations/one/signs/nervous"),
    (put(*PROPOSE, "contacts_when", value={"emergency-112": []}), "not-named", "steps/propose/contacts_when"),
    # what a step leads to and what its tick answers
    *((put(*PROPOSE, "link", value=link), "bad-link", "steps/propose/link") for link in (
        "http://example.org/", "javascript:alert(1)", "//example.org/", "https://", "https://a b",
        "/contacts", "/../admin/", "contacts/", "https://example.org/\n",
    )),
    (put(*PROPOSE, "link", value=5), "wrong-type", "steps/propose/link"),
    *((put(*PROPOSE, "settles", value=value), kind, "steps/propose/settles") for value, kind in (
        ({"nervous": "noticed"}, "settles-no-check"),
        ({"always": "yes"}, "settles-no-check"),
        ({"gone": "yes"}, "unknown-subject"),
        ({"consent": "no"}, "unknown-answer"),
        (["consent"], "wrong-type"),
    )),
    # what an editor's row may carry besides
    (put(*PROPOSE, "retired", value="yes"), "wrong-type", "steps/propose/retired"),
    (put(*PROPOSE, "made_from", value={"short": "abc"}), "wrong-type", "steps/propose/made_from/short"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "kind", "place"), BROKEN, ids=[f"{kind}-{place or 'pack'}" for _, kind, place in BROKEN]
)
def test_a_pack_with_one_fault_is_refused_for_that_fault_at_its_place(change, kind, place):
    pack = small_pack()
    change(pack)
    assert (kind, place) in refusal(pack)


@pytest.mark.parametrize("pack", [None, [], "guidance", 5, {}])
def test_what_is_no_pack_is_refused(pack):
    assert refusal(pack)


def test_every_fault_is_told_at_once():
    pack = small_pack()
    for change in (
        put("title", value=5),
        put("colour", value=5),
        drop("checklists"),
        put(*CALL, "contacts", value=["emergency-113"]),
    ):
        change(pack)
    add(*PROPOSE, "show", value={"gone": ["yes"]})(pack)

    assert set(refusal(pack)) >= {
        ("wrong-type", "title"),
        ("unknown-key", ""),
        ("missing-key", ""),
        ("unknown-contact", "steps/call-emergency/contacts"),
        ("unknown-subject", "steps/propose/show/2"),
    }


@pytest.mark.parametrize(
    "link", ["", "/", "/contacts/", "https://migri.fi", "https://migri.fi/ihmiskauppa?a=1#b"]
)
def test_a_link_leads_to_a_page_of_ours_or_to_a_secure_address(link):
    pack = small_pack()
    put(*PROPOSE, "link", value=link)(pack)
    assert read_guidance(pack).steps_by_id["propose"].link == link


RETIRED_KINDS = {"retired-subject", "retired-answer", "retired-contact", "retired-step"}


def test_every_kind_of_refusal_is_tried_here():
    reading = list(KINDS)[: list(KINDS).index("missing-text")]
    tried = {kind for _, kind, _ in BROKEN} | RETIRED_KINDS
    assert tried == set(reading)


# Retired rows


def retire(*way):
    return put(*way, "retired", value=True)


def test_a_retired_row_never_enters_the_guidance():
    pack = small_pack()
    for way in (
        ("steps", "tell-rights"),
        (*PACE, "points", "pace-alone"),
        ("checklists", "card", "signs", "clothing"),
    ):
        retire(*way)(pack)
    guidance = read_guidance(pack)

    assert "tell-rights" not in guidance.steps_by_id
    assert "clothing" not in guidance.signs
    assert guidance.stages[0].points == ()


@pytest.mark.parametrize(
    ("way", "kind", "place"),
    [
        ((*PACE, "checks", "consent"), "retired-subject", "steps/propose/show/1"),
        (("checklists", "card", "signs", "nervous"), "retired-subject", "steps/record-safely/stress/1"),
        ((*PACE, "checks", "consent", "answers", "yes"), "retired-answer", "steps/propose/show/1"),
        (EMERGENCY, "retired-contact", "steps/call-emergency/contacts"),
        (CALL, "retired-step", "passages/one/steps"),
    ],
)
def test_a_row_that_speaks_of_something_retired_is_told(way, kind, place):
    pack = small_pack() | {"passages": [passage(steps=["call-emergency"])]}
    retire(*way)(pack)
    assert (kind, place) in refusal(pack)


def test_a_retired_step_may_speak_of_something_retired():
    pack = small_pack()
    retire(*PROPOSE)(pack)
    retire(*PACE, "checks", "consent")(pack)
    assert "consent" not in read_guidance(pack).checks


def test_a_retired_id_stays_taken():
    pack = small_pack()
    retire(*PROPOSE)(pack)
    add("steps", value=step("propose", "soon", ALWAYS))(pack)
    assert refusal(pack) == [("doubled-id", "steps/propose")]


# What is read


def test_the_built_in_pack_is_read_the_same_from_yaml_and_from_json():
    as_json = json.loads(json.dumps(built_in_pack(), default=date.isoformat))
    assert read_guidance(as_json) == built_in()


def test_additions_are_left_out_when_the_pack_says_so():
    pack = built_in_pack() | {"with_additions": False}
    guidance = read_guidance(pack)
    assert "child-now" not in guidance.steps_by_id
    assert "still-worried" not in guidance.checks
    assert [checklist.id for checklist in guidance.checklists] == ["card"]


def test_entries_keep_the_editors_order_and_are_found_by_their_ids():
    guidance = small()
    assert list(guidance.steps_by_id) == [step.id for step in guidance.steps]
    assert list(guidance.checks) == ["alone", "escort", "interpreter", "minor", "threat", "consent"]
    assert list(guidance.signs) == ["nervous", "clothing"]
    assert guidance.contacts_by_id["emergency-112"].seen_on == date(2026, 11, 24)
    assert guidance.stage_of("minor") is guidance.stages_by_id["pace"]
    assert guidance.checklist_of("nervous").id == "card"
    assert isinstance(guidance.stages[0].areas[0], Area)
    with pytest.raises(KeyError):
        guidance.stage_of("nervous")


def test_rows_are_terms_with_sets_of_answers_and_have_places():
    guidance = small()
    row = guidance.company[2]
    assert row == (Term("escort", frozenset({"insists"})), Term("alone", frozenset({"unanswered"})))
    assert (Place.parse("company/3"), row) in list(named_rows(guidance))
    assert guidance.steps_by_id["tell-rights"].show == ((Term("always"),),)


def test_what_may_be_left_out_is_read_where_it_is_there():
    pack = small_pack()
    put(*PACE, "checks", "minor", "hint", value=text("Jos et tiedä, toimi kuin olisi."))(pack)
    put(*EMERGENCY, "phones", 0, "label", value=text("suomeksi"))(pack)
    put(*EMERGENCY, "web", value="112.fi")(pack)
    put(*EMERGENCY, "note", value="Tarkista\nkerran vuodessa.")(pack)
    put(*PROPOSE, "made_from", value={"short": {"sv": "abc"}})(pack)
    guidance = read_guidance(pack)

    assert str(guidance.checks["minor"].hint) == "Jos et tiedä, toimi kuin olisi."
    assert not guidance.checks["alone"].hint
    assert str(guidance.contacts[0].phones[0].label) == "suomeksi"
    assert guidance.contacts[0].web == "112.fi"


@pytest.mark.parametrize(
    ("languages", "asked", "expected"),
    [
        ({"fi": "hei", "sv": "hej"}, "sv", ("hej", "sv")),
        ({"fi": "hei", "sv": "hej"}, "en", ("hei", "fi")),
        ({"fi": "hei", "sv": ""}, "sv", ("hei", "fi")),
        ({"sv": "hej"}, "sv", ("hej", "sv")),
        ({"sv": "hej"}, "en", ("", "fi")),
        ({}, "fi", ("", "fi")),
    ],
)
def test_a_text_falls_back_to_finnish_and_says_so(languages, asked, expected):
    assert Text(tuple(languages.items())).in_language(asked) == expected


def test_a_text_is_its_finnish_and_false_when_there_is_nothing():
    assert str(Text((("sv", "hej"), ("fi", "hei")))) == "hei"
    assert Text((("sv", "hej"),))
    assert not Text((("fi", ""),))
    assert not Text()


# --- A great deal of it ----------------------------------------------------------------------------------


MUCH = [
    lambda size: put(*CALL, "contacts", value=[f"nobody-{number}" for number in range(size)]),
    lambda size: put(*CALL, "contacts", value=["emergency-112"] * size),
    lambda size: put(*CALL, "show", value=[{"threat": ["maybe"]}] * size),
    lambda size: put(*CALL, "show", value=[{"threat": [f"x-{number}" for number in range(size)]}]),
    lambda size: put(*CALL, "show", value=[{f"nobody-{number}": ["yes"] for number in range(size)}]),
    lambda size: put(*CALL, "title", value={f"x-{number}": "x" for number in range(size)}),
    lambda size: put("stages", value=["x"] * size),
    lambda size: put("checklists", "card", "signs", value=[sign("same")] * size),
    lambda size: put("checklists", "card", "signs", value=[sign(f"s-{number}") for number in range(size)]),
]


@pytest.mark.heavy
@pytest.mark.parametrize("much", MUCH)
def test_twice_the_pack_is_twice_the_work(much):
    def read(size):
        pack = built_in_pack()
        much(size)(pack)
        with suppress(PackRefused):
            read_guidance(pack)

    assert growth_of(read, 500) < LINEAR


def test_the_answers_of_a_question_are_listed_once_for_all_rows_that_name_another():
    pack = built_in_pack()
    at(pack, CALL)["show"] = [{"threat": ["maybe", "perhaps"]}, {"threat": ["never"]}]
    with pytest.raises(PackRefused) as refused:
        read_guidance(pack)
    lists = [each.known["known"] for each in refused.value.problems if each.kind == "unknown-answer"]
    assert lists == ["unanswered, yes, no, unsure"] * 3
    assert len({id(each) for each in lists}) == 1


def test_a_pack_of_an_older_format_is_read():
    pack = small_pack() | {"format": 1}
    assert read_guidance(pack).format == 1


def test_all_rules_of_a_step_are_declared():
    (step, *_) = read_guidance(small_pack()).steps
    assert tuple(step.rules) == schema.STEP.rules
