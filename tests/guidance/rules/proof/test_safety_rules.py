"""The six safety rules: kept by the built-in guidance for any answers, and no change that breaks one gets by.

`broken_by` says the rules anew, from the content brief and for one set of answers; the proof is held
against it.
"""

import copy
import random
from dataclasses import replace
from itertools import combinations, islice

import pytest
from hypothesis import given

from guidance.rules.additions import without_additions
from guidance.rules.conditions import Answers
from guidance.rules.next_steps import company_holds, next_steps
from guidance.rules.problems import PackRefused
from guidance.rules.proof import claims, search
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.proof.safety_rules import RULES, broken_rules
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import UNANSWERED, Guidance, Term

from ...large import large_pack
from ..examples import ALWAYS, built_in, built_in_pack, check, entry, sign, small, small_pack, step
from ..strategies import SMALL, all_answers, answers_to, changed, thorough

BUILT_IN = built_in()
WITHOUT_ADDITIONS = without_additions(BUILT_IN)
LARGE = read_guidance(large_pack(built_in_pack()))


def broken_by(guidance: Guidance, answers: Answers) -> set[int]:
    """The safety rules that these answers break."""

    def answer(check):
        return answers.checks.get(check, UNANSWERED)

    steps = next_steps(guidance, answers)
    shown = {step.id for step in steps}
    at_hand = {step.id for step in steps if not step.held}
    emergency = guidance.contacts_by_id.get("emergency-112")
    first_number = [(phone.number, phone.tel) for phone in emergency.phones[:1]] if emergency else []
    calls = {
        step.id
        for step in guidance.steps
        if step.contacts[:1] == ("emergency-112",) and not dict(step.contacts_when).get("emergency-112")
    }
    calls = calls if first_number == [("112", "112")] else set()
    alone = {step.id for step in guidance.steps if step.alone}
    perhaps_minor = answer("minor") in ("yes", "unsure")
    companion = answer("interpreter") == "companion"
    in_company = (
        answer("alone") in ("no", "unsure")
        or companion
        or (answer("escort") == "insists" and answer("alone") == UNANSWERED)
    )
    company = bool(company_holds(guidance, answers))
    urgencies = {step.urgency for step in steps if not step.held}
    broken = {
        1: "propose" in shown and (answer("consent") != "yes" or in_company or perhaps_minor),
        2: answer("threat") == "yes" and not (steps and steps[0].id in calls and steps[0].id in at_hand),
        3: companion and not {"change-interpreter", "see-alone"} <= at_hand,
        4: (in_company and not company) or (company and bool(alone & at_hand)),
        5: not ("self" in urgencies and urgencies - {"self"}),
        6: perhaps_minor and "child-welfare" not in at_hand,
    }
    return {rule for rule, is_broken in broken.items() if is_broken}


# The built-in guidance


@pytest.mark.parametrize("guidance", [BUILT_IN, WITHOUT_ADDITIONS, SMALL])
def test_the_guidance_keeps_all_six_rules_and_can_be_published(guidance):
    assert broken_rules(guidance) == []
    assert publish_problems(guidance) == []


@given(answers_to(BUILT_IN))
@thorough(400)
def test_no_answers_break_a_safety_rule_of_the_built_in_guidance(answers):
    assert broken_by(BUILT_IN, answers) == set()


@given(answers_to(WITHOUT_ADDITIONS))
@thorough(80)
def test_no_answers_break_a_safety_rule_without_the_additions(answers):
    assert broken_by(WITHOUT_ADDITIONS, answers) == set()


def test_the_built_in_guidance_is_proved_row_by_row():
    """Nothing has to be gone through: quick, and the editor sees which row to mend."""
    for rule in RULES.values():
        assert all(claim.shown for claim in rule.claims(BUILT_IN))


def test_there_are_six_rules():
    assert list(RULES) == [1, 2, 3, 4, 5, 6]


# The proof against going through everything

# One sign less, so that there is less of everything.
SMALLER = small(checklists=[small_pack()["checklists"][0] | {"signs": [sign("nervous")]}])
EVERYTHING = all_answers(SMALLER)


@given(changed(SMALLER))
@thorough(40)
def test_the_proof_agrees_with_going_through_everything(guidance):
    broken = broken_rules(guidance)
    assert {each.rule for each in broken} == set().union(
        *(broken_by(guidance, answers) for answers in EVERYTHING)
    )
    for each in broken:
        if "rule-needs" not in each.problem.kind:
            assert each.rule in broken_by(guidance, each.answers)


@given(changed(SMALLER), answers_to(SMALLER))
@thorough(60)
def test_what_answers_break_the_proof_finds(guidance, answers):
    assert broken_by(guidance, answers) <= {each.rule for each in broken_rules(guidance)}


# Changes to the built-in guidance that break a rule

COMPANION_ALONE = {"interpreter": ["companion"], "alone": ["yes"]}
COMPANION_LATER = {"interpreter": ["companion"], "still-worried": ["no"], "wants-to-talk": ["not-now"]}


def row_gone(step, kind, number):
    return lambda pack: entry(pack["steps"], step)[kind].pop(number - 1)


def row_added(step, kind, row):
    return lambda pack: entry(pack["steps"], step)[kind].append(row)


def with_values(step, **values):
    return lambda pack: entry(pack["steps"], step).update(values)


def company(*rows):
    return lambda pack: pack.update(company=list(rows))


def first(name):
    def change(pack):
        pack["steps"].sort(key=lambda step: step["id"] != name)

    return change


def numbers(*phones):
    """The numbers of the emergency contact, each as it is shown and as it is dialled."""
    said = [{"number": number, "tel": tel} for number, tel in phones]
    return lambda pack: entry(pack["contacts"], "emergency-112").update(phones=said)


COMPANY_ROWS = built_in_pack()["company"]
ALONE, INTERPRETER, ESCORT = COMPANY_ROWS

BREAKING = {
    "propose also when not asked": (1, row_added("propose", "show", {"consent": ["yes", "not-asked"]})),
    "propose when the police is wanted": (1, row_added("propose", "show", {"police": ["yes"]})),
    "propose always": (1, with_values("propose", show=ALWAYS)),
    "propose with somebody in the room": (1, row_gone("propose", "but_not", 1)),
    "propose with a companion who interprets": (1, row_gone("propose", "but_not", 2)),
    "propose while the escort insists": (1, row_gone("propose", "but_not", 3)),
    "propose to a child": (1, row_gone("propose", "but_not", 4)),
    "propose when perhaps a child": (
        1,
        lambda pack: entry(pack["steps"], "propose")["but_not"].__setitem__(3, {"minor": ["yes"]}),
    ),
    "propose with a companion, other answers given": (
        1,
        lambda pack: entry(pack["steps"], "propose")["but_not"].__setitem__(1, COMPANION_ALONE),
    ),
    "an emergency that a calm mind hides": (
        2,
        row_added("call-emergency", "but_not", {"still-worried": ["no"]}),
    ),
    "an emergency that waits for privacy": (2, with_values("call-emergency", alone=True)),
    "an emergency that is not urgent": (2, with_values("call-emergency", urgency="soon")),
    "an emergency only at night": (
        2,
        with_values("call-emergency", show=[{"threat": ["yes"], "safe-tonight": ["no"]}]),
    ),
    "an emergency behind the child": (2, first("child-now")),
    "an emergency behind meeting alone": (2, first("see-alone")),
    "an emergency with another helper first, where a later step calls": (
        2,
        lambda pack: (
            entry(pack["steps"], "call-emergency").update(contacts=["nollalinja", "emergency-112"]),
            entry(pack["steps"], "safe-place").update(contacts=["emergency-112"], contacts_when={}),
        ),
    ),
    "an emergency without a helper, where a later step calls": (
        2,
        lambda pack: (
            entry(pack["steps"], "call-emergency").update(contacts=[]),
            entry(pack["steps"], "safe-place").update(contacts=["emergency-112"], contacts_when={}),
        ),
    ),
    "an emergency number that dials another": (2, numbers(("112", "113"))),
    "an emergency number that dials another, and shows it": (2, numbers(("116 006", "116006"))),
    "an emergency number behind another": (2, numbers(("116 006", "116006"), ("112", "112"))),
    "an emergency number that is shown as another": (2, numbers(("113", "112"))),
    "an emergency number that is not shown": (2, numbers(("", "112"))),
    "an emergency number for calls from abroad": (2, numbers(("112", "+358112"))),
    "an emergency contact without a number": (2, numbers()),
    "an emergency contact whose stand-in is called": (
        2,
        lambda pack: entry(pack["contacts"], "emergency-112").update(phones=[], stand_in="nollalinja"),
    ),
    "a companion goes on interpreting": (3, with_values("change-interpreter", show=[COMPANION_ALONE])),
    "the interpreter is changed later": (3, row_added("change-interpreter", "but_not", {"threat": ["yes"]})),
    "the interpreter is changed when alone": (3, with_values("change-interpreter", alone=True)),
    "no meeting alone for a companion": (3, row_gone("see-alone", "show", 2)),
    "no meeting alone once calm": (3, row_added("see-alone", "but_not", COMPANION_LATER)),
    "company without the room": (4, company(INTERPRETER, ESCORT)),
    "company only when sure": (4, company({"alone": ["no"]}, INTERPRETER, ESCORT)),
    "company without the interpreter": (4, company(ALONE, ESCORT)),
    "company without the insisting escort": (4, company(ALONE, INTERPRETER)),
    "company only when all at once": (4, company({**ALONE, **INTERPRETER})),
    "no company rule": (4, company()),
    "nothing always for the worker": (5, with_values("take-a-moment", show=[{"still-worried": ["yes"]}])),
    "nothing for the worker in company": (5, with_values("take-a-moment", alone=True)),
    "nothing for the worker when calm": (5, row_added("take-a-moment", "but_not", {"still-worried": ["no"]})),
    "no child welfare in between": (6, with_values("child-welfare", show=[{"minor": ["yes"]}])),
    "no child welfare without a yes": (6, row_added("child-welfare", "but_not", {"consent": ["no"]})),
    "child welfare waits for privacy": (6, with_values("child-welfare", alone=True)),
    "child welfare only with a sign": (
        6,
        with_values("child-welfare", show=[{"minor": ["yes", "unsure"], "repeated-reports": ["noticed"]}]),
    ),
    "child welfare only without a sign": (
        6,
        with_values("child-welfare", show=[{"minor": ["yes", "unsure"], "no-sign-noticed": True}]),
    ),
}


def changed_pack(change):
    pack = built_in_pack()
    change(pack)
    return read_guidance(pack)


@pytest.mark.parametrize(("rule", "change"), list(BREAKING.values()), ids=list(BREAKING))
def test_a_change_that_breaks_a_rule_is_refused_with_answers_that_break_it(rule, change):
    guidance = changed_pack(change)
    broken = broken_rules(guidance)

    assert rule in {each.rule for each in broken}
    assert {each.problem for each in broken} <= set(publish_problems(guidance))
    for each in broken:
        assert each.answers is not None
        assert each.rule in broken_by(guidance, each.answers)


HARMLESS = {
    "child welfare in two rows": with_values(
        "child-welfare",
        show=[
            {"minor": ["yes", "unsure"], "children": ["yes", "no"]},
            {"minor": ["yes", "unsure"], "children": ["unsure", "unanswered"]},
        ],
    ),
    "propose with a stricter show row": with_values(
        "propose",
        show=[{"consent": ["yes"], "minor": ["no"], "alone": ["yes"], "interpreter": ["professional"]}],
        but_not=[],
    ),
    "the escort first, who is away in danger": lambda pack: (
        entry(pack["steps"], "escort-outside").update(but_not=[{"threat": ["yes"]}]),
        first("escort-outside")(pack),
    ),
    "a second step that calls": lambda pack: pack["steps"].insert(
        0, step("call-again", "now", [{"threat": ["yes"], "alone": ["no"]}], contacts=["emergency-112"])
    ),
    "an emergency with a second helper and a second number": lambda pack: (
        entry(pack["steps"], "call-emergency").update(contacts=["emergency-112", "nollalinja"]),
        numbers(("112", "112"), ("116 006", "116006"))(pack),
    ),
    "a company rule in single answers": company(
        {"alone": ["no"]}, {"alone": ["unsure"]}, INTERPRETER, ESCORT, {"escort": ["insists"]}
    ),
    "two moments for the worker": with_values(
        "take-a-moment", show=[{"own-support": ["yes"]}, {"own-support": ["not-yet", "unanswered"]}]
    ),
    "child welfare with a sign or without": with_values(
        "child-welfare",
        show=[
            {"minor": ["yes", "unsure"], "no-sign-noticed": True},
            *({"minor": ["yes", "unsure"], sign: ["noticed"]} for sign in BUILT_IN.signs if sign < "d"),
            {"minor": ["yes", "unsure"]},
        ],
    ),
}


@pytest.mark.parametrize("change", list(HARMLESS.values()), ids=list(HARMLESS))
def test_a_change_that_breaks_no_rule_is_let_by(change):
    assert broken_rules(changed_pack(change)) == []


# What the rules speak of


def without_answer(check_name, answer):
    def change(pack):
        for stage in pack["stages"]:
            for each in stage["checks"]:
                if each["id"] == check_name:
                    each["answers"] = [known for known in each["answers"] if known["id"] != answer]

    return change


def missing(change):
    """(rule, kind, last detail) of what is broken after a change to the small guidance, here without rows."""
    pack = small_pack(company=[])
    pack["steps"] = [each | {"show": ALWAYS, "but_not": [], "stress": []} for each in pack["steps"]]
    change(pack)
    found = broken_rules(read_guidance(pack))
    assert all(each.answers is None for each in found if "needs" in each.problem.kind)
    return {(each.rule, each.problem.kind, each.problem.details[-1][1]) for each in found}


def check_gone(name):
    def change(pack):
        stage = pack["stages"][0]
        stage["checks"] = [each for each in stage["checks"] if each["id"] != name]

    return change


def step_gone(name):
    return lambda pack: pack.update(steps=[each for each in pack["steps"] if each["id"] != name])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (check_gone("consent"), {(1, "rule-needs-check", "consent")}),
        (check_gone("minor"), {(1, "rule-needs-check", "minor"), (6, "rule-needs-check", "minor")}),
        (check_gone("threat"), {(2, "rule-needs-check", "threat")}),
        (check_gone("alone"), {(1, "rule-needs-check", "alone"), (4, "rule-needs-check", "alone")}),
        (
            check_gone("interpreter"),
            {(rule, "rule-needs-check", "interpreter") for rule in (1, 3, 4)},
        ),
        (without_answer("consent", "yes"), {(1, "rule-needs-answer", "yes")}),
        (without_answer("alone", "unsure"), {(rule, "rule-needs-answer", "unsure") for rule in (1, 4)}),
        (without_answer("escort", "insists"), {(rule, "rule-needs-answer", "insists") for rule in (1, 4)}),
        (without_answer("minor", "unsure"), {(rule, "rule-needs-answer", "unsure") for rule in (1, 6)}),
        (step_gone("propose"), {(1, "rule-needs-step", "propose")}),
        (step_gone("see-alone"), {(3, "rule-needs-step", "see-alone")}),
        (step_gone("change-interpreter"), {(3, "rule-needs-step", "change-interpreter")}),
        (step_gone("child-welfare"), {(6, "rule-needs-step", "child-welfare")}),
        (step_gone("take-a-moment"), {(5, "rule-needs-urgency", "self")}),
        (step_gone("call-emergency"), {(2, "rule-needs-caller", "emergency-112")}),
        (
            lambda pack: entry(pack["steps"], "call-emergency").update(contacts=[]),
            {(2, "rule-needs-caller", "emergency-112")},
        ),
        (
            lambda pack: (step_gone("call-emergency")(pack), pack.update(contacts=[])),
            {(2, "rule-needs-contact", "emergency-112")},
        ),
        (
            lambda pack: pack.update(steps=[each for each in pack["steps"] if each["urgency"] == "self"]),
            {(5, "rule-needs-urgency", "now, before-leaving, soon")},
        ),
    ],
)
def test_what_a_rule_speaks_of_has_to_exist(change, expected):
    assert missing(change) >= expected


def helper_retired(pack):
    entry(pack["contacts"], "emergency-112")["retired"] = True
    for name in ("call-emergency", "before-journey"):
        entry(pack["steps"], name).update(contacts=[], contacts_when={})


def another_calls_instead(pack):
    entry(pack["steps"], "call-emergency").update(contacts=["nollalinja"])
    entry(pack["steps"], "see-alone").update(contacts=["emergency-112"], contacts_when={})


@pytest.mark.variants(stay=7)
@pytest.mark.parametrize(
    ("change", "kind", "place"),
    [
        (numbers(("112", "113")), "emergency-number-not-first", "contacts/emergency-112/phones/1"),
        (numbers(("113", "112")), "emergency-number-not-first", "contacts/emergency-112/phones/1"),
        (numbers(), "emergency-number-not-first", "contacts/emergency-112/phones"),
        (
            with_values("call-emergency", contacts=["riku-116006", "emergency-112"]),
            "rule-needs-caller",
            "steps/call-emergency/contacts",
        ),
        (with_values("call-emergency", contacts=[]), "rule-needs-caller", "steps/call-emergency/contacts"),
        (
            with_values("call-emergency", contacts_when={"emergency-112": [{"minor": ["yes"]}]}),
            "rule-needs-caller",
            "steps/call-emergency/contacts",
        ),
        (step_gone("call-emergency"), "rule-needs-caller", "steps"),
        (BREAKING["an emergency without a helper, where a later step calls"][1], "emergency-not-first",
         "steps/call-emergency/contacts"),
        (first("child-now"), "emergency-not-first", "steps"),
        (row_added("call-emergency", "but_not", {"minor": ["yes"]}), "emergency-not-first",
         "steps/call-emergency/but_not"),
        (with_values("call-emergency", show=[{"threat": ["yes"], "minor": ["no"]}]), "emergency-not-first",
         "steps/call-emergency/show"),
        (with_values("call-emergency", urgency="soon"), "emergency-not-first",
         "steps/call-emergency/urgency"),
        (another_calls_instead, "emergency-not-first", "steps/call-emergency/contacts"),
        (helper_retired, "rule-needs-contact", "contacts/emergency-112"),
    ],
)  # fmt: skip
def test_a_threat_that_calls_no_emergency_number_is_refused_where_it_is_mended(change, kind, place):
    pack = built_in_pack()
    pack["contacts"].append(copy.deepcopy(entry(pack["contacts"], "emergency-112")) | {"id": "spare"})
    for each in pack["contacts"]:  # nobody else needs the contact that is retired or changed here
        each["stand_in"] = "spare" if each["stand_in"] else ""
    change(pack)
    guidance = read_guidance(pack)
    found = [(each.rule, each.problem.kind, str(each.problem.place)) for each in broken_rules(guidance)]

    assert found == [(2, kind, place)]
    assert 2 in broken_by(guidance, Answers({"threat": "yes", "minor": "yes"}, {}))
    assert kind in {each.kind for each in publish_problems(guidance)}


def test_a_step_that_names_the_retired_emergency_contact_is_refused_when_it_is_read():
    pack = built_in_pack()
    entry(pack["contacts"], "emergency-112")["retired"] = True
    with pytest.raises(PackRefused) as refused:
        read_guidance(pack)
    assert ("retired-contact", "steps/call-emergency/contacts") in {
        (each.kind, str(each.place)) for each in refused.value.problems
    }


# Rows that cover everything between them


def covering(signs):
    """Whatever is said of the signs, one of these rows holds: the first that was touched tells."""
    untouched, rows = {}, []
    for each in signs:
        rows.append({**untouched, each: ["noticed", "not-noticed"]})
        untouched[each] = ["not-gone-through"]
    return [*rows, untouched]


def test_rows_that_cover_everything_between_them_are_accepted():
    """Child welfare always comes up, but it takes twelve rows and eleven signs to see."""
    pack = built_in_pack()
    for_children = [{"minor": ["yes", "unsure"], **row} for row in covering(list(BUILT_IN.signs)[:11])]
    step = entry(pack["steps"], "child-welfare")
    step["show"] = [{"minor": ["no"]}, *for_children]
    assert broken_rules(read_guidance(pack)) == []

    step["show"].pop()
    guidance = read_guidance(pack)
    broken = broken_rules(guidance)
    assert {(each.rule, each.problem.kind) for each in broken} == {(6, "child-step-missing")}
    assert broken[0].answers == Answers({"minor": "yes"}, {})
    assert broken_by(guidance, broken[0].answers) == {6}


def test_the_company_rule_may_cover_its_answers_row_by_row():
    """No row follows from the room alone; with the sign, one or the other does."""
    pack = small_pack()
    pack["company"][:1] = [{"alone": ["no", "unsure"], **row} for row in covering(["nervous", "clothing"])]
    assert broken_rules(read_guidance(pack)) == []


def test_a_threat_may_be_covered_by_several_steps_that_call():
    pack = small_pack()
    call = entry(pack["steps"], "call-emergency")
    calls = [
        call | {"id": f"call-{number}", "show": [{"threat": ["yes"], **row}]}
        for number, row in enumerate(covering(["nervous", "clothing"]))
    ]
    pack["steps"][:1] = calls
    assert broken_rules(read_guidance(pack)) == []

    pack["steps"].insert(0, pack["steps"].pop(2))  # the last of them comes first, and another is left out
    pack["steps"].pop(2)
    guidance = read_guidance(pack)
    (broken,) = broken_rules(guidance)
    assert broken_by(guidance, broken.answers) == {2}


def test_what_keeps_steps_away_counts_in_what_covers_everything():
    """For the worker one of two moments is always there: what keeps one away brings the other."""
    pack = small_pack()
    moment = entry(pack["steps"], "take-a-moment")
    pack["steps"].append(moment | {"id": "debrief", "show": [{"alone": ["no"], "minor": ["yes"]}]})
    moment["but_not"] = [{"alone": ["no"], "minor": ["yes"]}]
    assert broken_rules(read_guidance(pack)) == []

    moment["but_not"].append({"alone": ["no"], "consent": ["yes"]})
    guidance = read_guidance(pack)
    (broken,) = broken_rules(guidance)
    assert broken.answers == Answers({"alone": "no", "consent": "yes"}, {})
    assert broken_by(guidance, broken.answers) == {5}


# As large as a guidance may be: 300 steps of 40 rows of 30 terms


@pytest.fixture
def tried(monkeypatch):
    """How many states each search for answers tried."""
    found = []

    def look_for(demands, states):
        outcome = search.look_for(demands, states)
        found.append(outcome.tried)
        return outcome

    monkeypatch.setattr(claims, "look_for", look_for)
    return found


def all_refusals_can_be_seen(guidance):
    """Whether every rule that is refused comes with answers that break it; gives back the rules."""
    broken = broken_rules(guidance)
    assert all(each.rule in broken_by(guidance, each.answers) for each in broken)
    return {each.rule for each in broken}


def largest(of_row):
    """The built-in checks, 200 signs, and 300 steps around the built-in ones, with rows as they are drawn."""
    known = {*BUILT_IN.steps_by_id} - {"take-a-moment", "debrief", "consult", "child-welfare"}
    steps = (
        each
        if each.id in known
        else replace(each, show=rows_as(of_row, 30), but_not=rows_as(of_row, 10), stress=())
        for each in LARGE.steps
    )
    return replace(LARGE, steps=tuple(steps))


def rows_as(of_row, number):
    return tuple(of_row() for _ in range(number))


@pytest.mark.heavy
@pytest.mark.parametrize("wide", [True, False], ids=["rows that often hold", "rows of any kind"])
def test_the_largest_guidance_is_decided_whatever_its_rows(wide, tried):
    draw = random.Random(3)

    def any_row():
        subjects = draw.sample(list(LARGE.states), 30 if wide else draw.randint(1, 30))
        return tuple(Term(subject, frozenset(some_of(LARGE.states[subject]))) for subject in subjects)

    def some_of(states):
        return draw.sample(states, len(states) - 1 if wide else draw.randint(1, len(states)))

    assert all_refusals_can_be_seen(largest(any_row)) >= {6}
    assert sum(tried) <= 500


def parts_of(rows, size):
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def pigeonholes(pigeons, holes):
    """Checks, and rows one of which always holds when there are more pigeons than holes."""
    names = [f"pigeon-{number}" for number in range(pigeons)]
    shared = [
        {one: [f"hole-{hole}"], other: [f"hole-{hole}"]}
        for one, other in combinations(names, 2)
        for hole in range(holes)
    ]
    unanswered = [{name: ["unanswered"]} for name in names]
    return [check(name, *(f"hole-{hole}" for hole in range(holes))) for name in names], unanswered + shared


def test_what_takes_the_pigeonhole_principle_to_see_is_decided(tried):
    """Eight pigeons in seven holes: 204 rows over six moments for the worker, wide ones beside them."""
    checks, rows = pigeonholes(8, 7)
    pack = large_pack(built_in_pack())
    pack["stages"][0]["checks"] += checks
    moment = entry(pack["steps"], "take-a-moment")
    others = [step for step in pack["steps"] if step["urgency"] != "self"]
    wide = {name: [LARGE.untouched[name]] for name in islice(LARGE.states, 29)}
    moments = [
        moment | {"id": f"moment-{number}", "show": [*part, part[0] | wide]}
        for number, part in enumerate(parts_of(rows, 39))
    ]
    pack["steps"], pack["passages"] = others + moments, []
    assert broken_rules(read_guidance(pack)) == []
    assert 0 < sum(tried) <= 1_000

    moments[-1]["show"].pop(0)
    assert all_refusals_can_be_seen(read_guidance(pack)) == {5}


def test_the_answers_that_break_a_rule_are_told_with_the_problem():
    guidance = replace(SMALL, company=SMALL.company[:2])
    (broken,) = broken_rules(guidance)

    assert broken.answers == Answers({"escort": "insists"}, {})
    assert str(broken.problem.place) == "company"
    assert broken.problem.known == {"rule": "4", "answers": "escort: insists, alone: unanswered"}


def test_a_sign_can_be_what_breaks_a_rule():
    pack = small_pack()
    pack["checklists"][0]["signs"].append(sign("escort-always"))
    entry(pack["steps"], "child-welfare")["show"][0]["no-sign-noticed"] = True
    broken = broken_rules(read_guidance(pack))

    assert {each.rule for each in broken} == {6}
    assert broken[0].answers == Answers({"minor": "yes"}, {"nervous": "noticed"})
