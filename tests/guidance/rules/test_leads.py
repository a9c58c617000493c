"""What leads to what: a few rows by hand; the built-in guidance and any rows whatever as a property."""

from dataclasses import replace

import pytest
from hypothesis import given

from guidance.rules.conditions import Answers
from guidance.rules.leads import COMPANY, DOES, Lead, asked_in, leads, read_as_unanswered, told_apart
from guidance.rules.next_steps import next_steps
from guidance.rules.shapes import ALWAYS, NO_SIGN, Term

from .examples import ALWAYS as ALWAYS_SHOWN
from .examples import built_in, small, step
from .strategies import SMALL, answers_to, changed, thorough


def leads_of(*steps, company=()):
    return leads(small(steps=list(steps), company=list(company)))


def helpers_of(found) -> set[tuple[str, str, str, str, str]]:
    return {
        (lead.rule, lead.subject, lead.relation, " ".join(sorted(lead.answers)), " ".join(lead.helpers))
        for lead in found.all
        if lead.helpers
    }


def told(found) -> set[tuple[str, str, str, str]]:
    return {
        (lead.rule, lead.subject, lead.relation, " ".join(sorted(lead.answers)))
        for lead in (found if isinstance(found, tuple) else found.all)
    }


# --- A few rows ------------------------------------------------------------------------------------------


def test_a_term_alone_in_its_row_is_told_apart_from_one_beside_others():
    rows = [{"threat": ["yes"]}, {"minor": ["yes"], "nervous": ["noticed"]}]
    assert told(leads_of(step("a", "now", rows))) == {
        ("a", "threat", "brings-up", "yes"),
        ("a", "minor", "brings-up-together", "yes"),
        ("a", "nervous", "brings-up-together", "noticed"),
    }


def test_every_kind_of_rows_has_its_own_relation():
    row = [{"threat": ["yes"]}]
    both = [{"threat": ["yes"], "minor": ["yes"]}]
    one = leads_of(step("a", "now", row, but_not=row, stress=row), company=row)
    assert [lead.relation for lead in one.by_subject["threat"]] == [
        "brings-up",
        "prevents",
        "stresses",
        "holds",
    ]
    two = leads_of(step("a", "now", both, but_not=both, stress=both), company=both)
    assert [lead.relation for lead in two.by_subject["threat"]] == [
        "brings-up-together",
        "prevents-together",
        "stresses-together",
        "holds-together",
    ]


def test_answers_of_several_rows_come_together_where_they_do_the_same():
    rows = [{"minor": ["yes"]}, {"minor": ["unsure"]}, {"minor": ["unanswered"], "threat": ["yes"]}]
    assert told(leads_of(step("a", "now", rows)).by_subject["minor"]) == {
        ("a", "minor", "brings-up", "unsure yes"),
        ("a", "minor", "brings-up-together", "unanswered"),
    }


def test_always_is_told_where_a_row_asks_nothing_else_and_is_no_company_for_another_term():
    rows = [{"always": True}, {"always": True, "threat": ["yes"]}]
    assert told(leads_of(step("a", "now", rows))) == {
        ("a", ALWAYS, "brings-up", ""),
        ("a", "threat", "brings-up", "yes"),
    }


def test_that_no_sign_was_noticed_leads_somewhere_like_a_sign():
    rows = [{"no-sign-noticed": True}, {"no-sign-noticed": True, "threat": ["yes"]}]
    found = leads_of(step("a", "now", rows))
    assert [lead.relation for lead in found.by_subject[NO_SIGN]] == ["brings-up", "brings-up-together"]


def test_what_decides_whom_a_step_names_says_which_helpers_with_which_answers():
    when = {"emergency-112": [{"threat": ["yes"]}, {"minor": ["yes"], "nervous": ["noticed"]}]}
    found = leads_of(step("a", "now", ALWAYS_SHOWN, contacts=["emergency-112"], contacts_when=when))
    assert helpers_of(found) == {
        ("a", "threat", "names", "yes", "emergency-112"),
        ("a", "minor", "names-together", "yes", "emergency-112"),
        ("a", "nervous", "names-together", "noticed", "emergency-112"),
    }


def test_helpers_that_the_same_answers_name_are_told_together_and_others_apart():
    with_others = [
        replace(built_in().contacts_by_id["nollalinja"], id=name) for name in ("first", "second", "third")
    ]
    when = {"first": ["yes"], "second": ["yes"], "third": ["unsure"]}
    named = replace(
        small().steps_by_id["record-safely"],
        contacts=tuple(when),
        contacts_when=tuple(
            (helper, ((Term("minor", frozenset(answers)),),)) for helper, answers in when.items()
        ),
    )
    guidance = replace(small(), steps=(named,), contacts=tuple(with_others))
    assert helpers_of(leads(guidance)) == {
        ("record-safely", "minor", "names", "yes", "first second"),
        ("record-safely", "minor", "names", "unsure", "third"),
    }


def test_the_company_rule_is_told_as_a_rule_of_its_own():
    found = leads(small())
    assert told(found.by_rule[COMPANY]) == {
        (COMPANY, "alone", "holds", "no unsure"),
        (COMPANY, "interpreter", "holds", "companion"),
        (COMPANY, "escort", "holds-together", "insists"),
        (COMPANY, "alone", "holds-together", "unanswered"),
    }


def test_what_no_rule_names_leads_nowhere():
    found = leads_of(step("a", "now", ALWAYS_SHOWN))
    assert found.by_subject.keys() == {ALWAYS}
    assert found.by_rule.keys() == {"a"}


# --- Any rows whatever -----------------------------------------------------------------------------------


def holds_nothing_back(guidance):
    found = leads(guidance)
    for rule, kind, rows, helpers in all_rules(guidance):
        for row in rows:
            asked = asked_in(row)
            relation = DOES[kind][len(asked) > 1]
            for term in asked:
                (lead,) = [
                    each
                    for each in found.by_rule[rule]
                    if (each.subject, each.relation) == (term.subject, relation)
                    and helpers <= {*each.helpers}
                ]
                assert term.answers <= lead.answers
    assert both_directions(found)


def all_rules(guidance):
    rules = [(COMPANY, "company", guidance.company, set())]
    for each in guidance.steps:
        rules += [(each.id, kind, getattr(each, kind), set()) for kind in ("show", "but_not", "stress")]
        rules += [(each.id, "contacts_when", rows, {helper}) for helper, rows in each.contacts_when]
    return rules


def both_directions(found) -> bool:
    ways = [found.by_rule, found.by_subject]
    return all({lead for group in way.values() for lead in group} == set(found.all) for way in ways)


def test_every_row_of_the_built_in_guidance_is_told_and_both_directions_agree():
    holds_nothing_back(built_in())


@thorough(60)
@given(changed(SMALL))
def test_every_row_of_any_guidance_is_told_and_both_directions_agree(guidance):
    holds_nothing_back(guidance)


@thorough(60)
@given(changed(SMALL), answers_to(SMALL), answers_to(SMALL))
def test_a_step_stays_as_it_is_when_only_what_does_not_lead_to_it_changes(guidance, before, after):
    found = leads(guidance)
    for each in guidance.steps:
        named = {lead.subject for lead in (*found.by_rule.get(each.id, ()), *found.by_rule.get(COMPANY, ()))}
        kept = named | (set(guidance.signs) if NO_SIGN in named else set())
        mixed = Answers(
            {name: (before if name in kept else after).checks[name] for name in before.checks},
            {name: (before if name in kept else after).signs[name] for name in before.signs},
        )
        only = replace(guidance, steps=(each,))
        assert next_steps(only, mixed) == next_steps(only, before)


def test_a_lead_is_a_plain_value():
    assert (
        Lead("a", "threat", "brings-up", frozenset({"yes"}))
        in leads_of(step("a", "now", [{"threat": ["yes"]}])).all
    )


# --- What is read as if nobody had answered --------------------------------------------------------------


def read_alike(*steps, company=()):
    guidance = small(steps=list(steps), company=list(company))
    return read_as_unanswered(guidance, [guidance.checks["alone"]])


def test_an_answer_that_brings_the_same_steps_as_none_is_found():
    rows = [{"alone": ["unsure", "unanswered"]}]
    assert read_alike(step("tell", "soon", rows)).id == "unsure"


def test_an_answer_that_a_row_tells_from_none_is_not():
    told_apart = [{"alone": ["unsure"], "nervous": ["noticed"]}]
    both = [{"alone": ["unsure", "unanswered"]}]
    assert read_alike(step("tell", "soon", both), step("other", "soon", told_apart)) is None
    assert read_alike(step("tell", "soon", both), step("other", "soon", both, but_not=told_apart)) is None
    assert read_alike(step("tell", "soon", both), company=[{"alone": ["unanswered"]}]) is None


def test_an_answer_that_brings_nothing_up_is_not_read_as_none():
    assert read_alike(step("tell", "soon", [{"alone": ["yes"]}])) is None


def test_in_the_built_in_guidance_it_is_what_has_not_been_done_yet():
    guidance = built_in()
    alike = {check: read_as_unanswered(guidance, [guidance.checks[check]]) for check in guidance.checks}
    assert {check: answer.id for check, answer in alike.items() if answer} == {
        "rights-told": "not-yet",
        "consent": "not-asked",
        "contacts-given": "not-yet",
        "meeting": "not-yet",
        "consulted": "not-yet",
        "own-support": "not-yet",
    }


# --- What the rules tell apart ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "one", "other", "apart"),
    [
        ("threat", "yes", "no", True),
        ("threat", "yes", "yes", False),
        ("threat", "no", "unanswered", False),
        ("nervous", "not-noticed", "not-gone-through", False),
        ("nervous", "noticed", "not-gone-through", True),
        ("minor", "yes", "no", False),
    ],
)
def test_two_states_are_told_apart_where_a_row_asks_for_one_of_them_alone(subject, one, other, apart):
    shown = [{"threat": ["yes"]}, {"nervous": ["noticed"]}]
    assert told_apart(small(steps=[step("one", "now", shown)], company=[]), subject, one, other) == apart
