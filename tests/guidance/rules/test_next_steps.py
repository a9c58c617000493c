"""The engine on a small guidance; the built-in one is in the worked cases and in the proof's tests."""

import json

import pytest

from guidance.rules.conditions import Answers
from guidance.rules.next_steps import as_json, company_holds, next_steps, perhaps_not_alone
from guidance.rules.shapes import NOTICED

from .examples import ALWAYS, small, step


def found(steps, checks=None, signs=None, **other):
    """What comes up in the small guidance when these are its steps."""
    return next_steps(small(steps=steps, **other), Answers(checks or {}, signs or {}))


def ids(steps):
    return [step.id for step in steps]


def test_steps_come_by_urgency_and_then_in_the_editors_order():
    steps = [
        step("b-self", "self", ALWAYS),
        step("b-soon", "soon", ALWAYS),
        step("a-soon", "soon", ALWAYS),
        step("a-now", "now", ALWAYS),
        step("c-before", "before-leaving", ALWAYS),
    ]
    assert ids(found(steps)) == ["a-now", "c-before", "b-soon", "a-soon", "b-self"]


def test_what_is_held_comes_last_whatever_its_urgency():
    steps = [
        step("rights", "soon", ALWAYS, alone=True),
        step("threat", "now", ALWAYS, alone=True),
        step("moment", "self", ALWAYS),
    ]
    assert ids(found(steps)) == ["threat", "rights", "moment"]
    assert ids(found(steps, {"alone": "no"})) == ["moment", "threat", "rights"]


@pytest.mark.parametrize(
    ("checks", "because"),
    [
        ({"alone": "no"}, ("alone",)),
        ({"alone": "unsure"}, ("alone",)),
        ({"interpreter": "companion", "alone": "yes"}, ("interpreter",)),
        ({"escort": "insists"}, ("escort", "alone")),
        ({"escort": "insists", "alone": "no"}, ("alone",)),
        ({"interpreter": "companion", "alone": "no"}, ("alone", "interpreter")),
    ],
)
def test_a_step_spoken_about_alone_is_held_in_company(checks, because):
    (held,) = found([step("rights", "soon", ALWAYS, alone=True)], checks)
    assert held.held
    assert held.held_because == because


@pytest.mark.parametrize("checks", [{}, {"alone": "yes"}, {"alone": "yes", "escort": "insists"}])
def test_a_step_spoken_about_alone_is_not_held_without_company(checks):
    (free,) = found([step("rights", "soon", ALWAYS, alone=True)], checks)
    assert not free.held
    assert free.held_because == ()


def test_a_step_that_is_not_spoken_about_alone_is_never_held():
    (free,) = found([step("call", "now", ALWAYS)], {"alone": "no"})
    assert not free.held
    assert free.held_by == ()


def test_the_company_rule_tells_which_of_its_rows_hold():
    assert company_holds(small(), Answers()) == ()
    assert company_holds(small(), Answers({"alone": "no"})) == small().company[:1]


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ({}, []),
        ({"minor": "yes"}, ["welfare"]),
        ({"minor": "yes", "threat": "yes"}, []),
        ({"threat": "yes"}, []),
    ],
)
def test_not_beats_show(checks, expected):
    welfare = step("welfare", "soon", [{"minor": ["yes"]}], but_not=[{"threat": ["yes"]}])
    assert ids(found([welfare], checks)) == expected


def test_a_step_without_show_rows_does_not_come_up():
    assert found([step("never", "soon", [])]) == []


def test_stress_makes_a_shown_step_stand_out_and_shows_none():
    steps = [
        step("record", "soon", ALWAYS, stress=[{"minor": ["yes"]}, {"nervous": ["noticed"]}]),
        step("hidden", "soon", [{"threat": ["yes"]}], stress=ALWAYS),
    ]
    (plain,) = found(steps)
    (stressed,) = found(steps, {"minor": "yes"}, {"nervous": NOTICED})

    assert (plain.stressed, plain.stressed_because) == (False, ())
    assert (stressed.stressed, stressed.stressed_because) == (True, ("minor", "nervous"))


def test_because_holds_the_checks_and_signs_of_every_row_that_held_once_each_in_order():
    rows = [
        {"threat": ["yes"], "minor": ["yes"]},
        {"consent": ["yes"]},
        {"nervous": ["noticed"], "threat": ["yes"]},
        {"minor": ["yes"], "no-sign-noticed": True},
    ]
    (shown,) = found([step("call", "now", rows)], {"minor": "yes", "threat": "yes"}, {"nervous": NOTICED})

    assert shown.because == ("threat", "minor", "nervous")
    assert len(shown.shown_by) == 2


@pytest.mark.parametrize("row", ["always", "no-sign-noticed"])
def test_always_and_no_sign_noticed_give_no_reason(row):
    (shown,) = found([step("record", "soon", [{row: True}])])
    assert shown.because == ()


def test_an_unanswered_check_is_a_reason_too():
    (shown,) = found([step("ask", "soon", [{"threat": ["unanswered"]}])])
    assert shown.because == ("threat",)


def test_the_same_answers_lead_to_the_same_steps_and_stay_as_they_were():
    checks, signs = {"alone": "no", "threat": "yes", "lost": "yes"}, {"nervous": NOTICED}
    guidance, answers = small(), Answers(checks, signs)

    assert next_steps(guidance, answers) == next_steps(guidance, answers)
    assert checks == {"alone": "no", "threat": "yes", "lost": "yes"}
    assert signs == {"nervous": NOTICED}
    assert guidance == small()


def test_the_answer_of_the_command_line_has_reasons_only_where_there_are_any():
    steps = [
        step("call", "now", [{"threat": ["yes"]}]),
        step("rights", "soon", ALWAYS, alone=True, stress=[{"nervous": ["noticed"]}]),
    ]
    answer = as_json(found(steps, {"threat": "yes", "alone": "no"}, {"nervous": NOTICED}))

    assert json.loads(json.dumps(answer)) == [
        {
            "id": "call",
            "urgency": "now",
            "stressed": False,
            "held": False,
            "helpers": [],
            "because": ["threat"],
        },
        {
            "id": "rights",
            "urgency": "soon",
            "stressed": True,
            "held": True,
            "helpers": [],
            "because": [],
            "stressed_because": ["nervous"],
            "held_because": ["alone"],
        },
    ]


def test_whether_anyone_is_there_is_to_be_asked_until_something_tells_of_it():
    assert perhaps_not_alone(small(), Answers())
    for answers in ({"alone": "yes"}, {"alone": "no"}, {"interpreter": "companion"}, {"escort": "insists"}):
        assert not perhaps_not_alone(small(), Answers(answers))
