"""How many rows a step may have, and how many terms a row."""

import pytest

from guidance.rules.limits import MOST_ROWS, MOST_TERMS, beyond_limits
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.reading import read_guidance

from .examples import built_in, entry, sign, small_pack

SIGNS = [f"sign-{number}" for number in range(MOST_TERMS + 1)]


def beyond(change):
    pack = small_pack()
    pack["checklists"][0]["signs"] += map(sign, SIGNS)
    change(entry(pack["steps"], "record-safely"), pack)
    guidance = read_guidance(pack)
    found = list(beyond_limits(guidance))
    assert {*found} <= {*publish_problems(guidance)}
    return [(each.kind, str(each.place), *each.known.values()) for each in found]


def rows(number):
    return [{"nervous": ["noticed"]}] * number


def terms(number):
    return {name: ["noticed"] for name in SIGNS[:number]}


def test_the_limits_are_forty_rows_and_thirty_terms():
    assert (MOST_ROWS, MOST_TERMS) == (40, 30)


def test_the_built_in_guidance_stays_within_them():
    assert list(beyond_limits(built_in())) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda step, pack: step.update(show=rows(10), but_not=rows(20), stress=rows(10)), []),
        (lambda step, pack: step.update(show=rows(10), but_not=rows(20), stress=rows(11)),
         [("too-many-rows", "steps/record-safely", "41", "40")]),
        (lambda step, pack: pack.update(company=rows(40)), []),
        (lambda step, pack: pack.update(company=rows(41)), [("too-many-rows", "company", "41", "40")]),
        (lambda step, pack: step["but_not"].append(terms(30)), []),
        (lambda step, pack: step["but_not"].append(terms(31)),
         [("too-many-terms", "steps/record-safely/but_not/1", "31", "30")]),
        (lambda step, pack: pack["company"].append(terms(31)),
         [("too-many-terms", "company/4", "31", "30")]),
    ],
)  # fmt: skip
def test_what_goes_beyond_is_told_with_its_place(change, expected):
    assert beyond(change) == expected
