"""Which rows hold, and which cases are read."""

import pytest

from guidance.rules.conditions import Answers, holds, read_case, situation
from guidance.rules.problems import CaseRefused
from guidance.rules.shapes import ALWAYS, NO_SIGN, NOT_GONE_THROUGH, NOT_NOTICED, NOTICED, UNANSWERED, Term

from .examples import small

GUIDANCE = small()


def row(**terms: str):
    """A row; alternatives of one term are split by a bar."""
    return tuple(Term(subject, frozenset(answers.split("|"))) for subject, answers in terms.items())


@pytest.mark.parametrize(
    ("alternatives", "checks", "signs", "expected"),
    [
        (row(minor="yes"), {"minor": "yes"}, {}, True),
        (row(minor="yes"), {"minor": "unsure"}, {}, False),
        (row(minor="yes"), {}, {}, False),
        (row(minor="yes|unsure"), {"minor": "unsure"}, {}, True),
        (row(minor="unanswered"), {}, {}, True),
        (row(minor="unanswered"), {"minor": "unanswered"}, {}, True),
        (row(minor="unanswered"), {"minor": "yes"}, {}, False),
        (row(minor="yes", threat="yes"), {"minor": "yes"}, {}, False),
        (row(minor="yes", threat="yes"), {"minor": "yes", "threat": "yes"}, {}, True),
        (row(nervous="noticed"), {}, {"nervous": NOTICED}, True),
        (row(nervous="noticed"), {}, {"nervous": NOT_NOTICED}, False),
        (row(nervous="not-noticed"), {}, {"nervous": NOT_NOTICED}, True),
        (row(nervous="not-noticed"), {}, {}, False),
        (row(nervous="not-gone-through"), {}, {}, True),
        (row(nervous="not-gone-through"), {}, {"nervous": NOT_NOTICED}, False),
        ((Term(ALWAYS),), {}, {}, True),
        ((Term(NO_SIGN),), {}, {}, True),
        ((Term(NO_SIGN),), {}, {"nervous": NOT_NOTICED, "clothing": NOT_GONE_THROUGH}, True),
        ((Term(NO_SIGN),), {}, {"nervous": NOT_NOTICED, "clothing": NOTICED}, False),
        ((Term(NO_SIGN), *row(minor="yes")), {}, {}, False),
        ((), {}, {}, False),
        ((row(minor="yes"), row(threat="yes")), {"threat": "yes"}, {}, True),
        ((row(minor="yes"), row(threat="yes")), {"alone": "yes"}, {}, False),
    ],
)
def test_a_row_holds_when_all_its_terms_do_and_rows_when_one_does(alternatives, checks, signs, expected):
    assert holds(alternatives, GUIDANCE, Answers(checks, signs)) is expected


@pytest.mark.parametrize(
    "answers",
    [
        Answers({"gone": "yes"}, {"gone-too": NOTICED}),
        Answers({"minor": "perhaps"}, {"nervous": "perhaps"}),
        Answers({"nervous": NOTICED}, {"minor": "yes"}),
    ],
    ids=["ids that are gone", "answers that are gone", "a sign among the checks"],
)
def test_what_the_guidance_does_not_know_is_left_aside(answers):
    assert situation(GUIDANCE, answers) == situation(GUIDANCE, Answers())


@pytest.mark.parametrize(
    ("case", "checks", "signs"),
    [
        ({}, {}, {}),
        ({"checks": {"minor": "yes"}}, {"minor": "yes"}, {}),
        ({"signs": {"nervous": "not-noticed"}}, {}, {"nervous": "not-noticed"}),
        ({"checks": {"minor": "unanswered"}, "signs": {}}, {"minor": UNANSWERED}, {}),
    ],
)
def test_either_part_of_a_case_may_be_absent(case, checks, signs):
    assert read_case(GUIDANCE, case) == Answers(checks, signs)


@pytest.mark.parametrize(
    ("case", "kind", "detail"),
    [
        ([], "wrong-type", "list"),
        (None, "wrong-type", "nothing"),
        ({"checks": []}, "wrong-type", "list"),
        ({"signs": None}, "wrong-type", "nothing"),
        ({"answers": {}}, "case-unknown-part", "answers"),
        ({"checks": {"gone": "yes"}}, "case-unknown-check", "gone"),
        ({"checks": {"nervous": "noticed"}}, "case-unknown-check", "nervous"),
        ({"signs": {"minor": "yes"}}, "case-unknown-sign", "minor"),
        ({"checks": {"minor": "perhaps"}}, "case-unknown-answer", "perhaps"),
        ({"checks": {"minor": None}}, "case-unknown-answer", "None"),
        ({"checks": {"minor": True}}, "case-unknown-answer", "True"),
        ({"checks": {"minor": ["yes"]}}, "case-unknown-answer", "['yes']"),
        ({"checks": {"minor": "noticed"}}, "case-unknown-answer", "noticed"),
        ({"signs": {"nervous": "yes"}}, "case-unknown-answer", "yes"),
        ({"signs": {"nervous": ""}}, "case-unknown-answer", ""),
    ],
)
def test_a_case_that_names_what_is_not_there_is_refused_by_its_id(case, kind, detail):
    with pytest.raises(CaseRefused) as refusal:
        read_case(GUIDANCE, case)

    (problem,) = refusal.value.problems
    assert problem.kind == kind
    assert detail in problem.known.values()


def test_a_case_is_refused_with_everything_that_is_wrong_with_it():
    with pytest.raises(CaseRefused) as refusal:
        read_case(GUIDANCE, {"checks": {"gone": "yes", "minor": "perhaps"}, "signs": {"lost": "noticed"}})

    assert [problem.kind for problem in refusal.value.problems] == [
        "case-unknown-check",
        "case-unknown-answer",
        "case-unknown-sign",
    ]


def test_no_answer_is_in_the_words_of_the_refusal():
    """What an exception says may end in a log."""
    with pytest.raises(CaseRefused) as refusal:
        read_case(GUIDANCE, {"checks": {"minor": "kitten"}, "signs": {"kitten": "noticed"}})

    assert "kitten" not in str(refusal.value) + repr(refusal.value)
