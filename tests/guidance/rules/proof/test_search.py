"""The search finds answers when there are any, proves that there are none when not, and always ends.

How much it does is told by the states that it tries, never by the clock.
"""

import inspect
import random
import sys
from itertools import combinations, count, islice, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.rules.conditions import row_holds
from guidance.rules.proof import search
from guidance.rules.proof.search import Demand, look_for, one_holds
from guidance.rules.shapes import ALWAYS, NO_SIGN, NOTICED, SIGN_STATES, Term

from ..strategies import thorough

STATES = {
    "alone": ("unanswered", "yes", "no", "unsure"),
    "minor": ("unanswered", "yes", "no"),
    "nervous": SIGN_STATES,
    "clothing": SIGN_STATES,
}
EVERYTHING = [dict(zip(STATES, states, strict=True)) for states in product(*STATES.values())]
SIGNS = ("nervous", "clothing")

terms = st.one_of(
    *(
        st.sets(st.sampled_from(states), min_size=1).map(
            lambda chosen, subject=subject: Term(subject, frozenset(chosen))
        )
        for subject, states in STATES.items()
    ),
    st.sampled_from([Term(ALWAYS), Term(NO_SIGN)]),
)
rows = st.lists(terms, max_size=3, unique_by=lambda term: term.subject).map(tuple)
demands = st.builds(
    Demand, st.lists(rows, max_size=3).map(tuple), st.lists(rows, max_size=3).map(tuple)
) | st.lists(rows, max_size=3).map(tuple).map(one_holds)


def only(subject, *states):
    return Term(subject, frozenset(states))


def holds(row, marked):
    no_sign = not any(marked.get(sign) == NOTICED for sign in SIGNS)
    return row_holds(row, marked | ({NO_SIGN: NO_SIGN} if no_sign else {}))


def are_met(those, marked):
    return all(
        any(holds(row, marked) for row in demand.unless)
        or not any(holds(row, marked) for row in demand.none_of)
        for demand in those
    )


@given(st.lists(demands, max_size=6))
@thorough(400)
def test_the_search_agrees_with_going_through_everything(those):
    found = look_for(those, STATES).answers

    if found is None:
        assert not any(are_met(those, marked) for marked in EVERYTHING)
    else:
        assert are_met(those, found)


@given(st.lists(demands, max_size=4))
@thorough(200)
def test_nothing_is_touched_in_what_is_found_that_need_not_be(those):
    found = look_for(those, STATES).answers or {}
    for subject, state in found.items():
        untouched = found | {subject: STATES[subject][0]}
        assert state == STATES[subject][0] or not are_met(those, untouched)


def test_what_was_touched_for_the_sake_of_something_that_goes_back_goes_back_too():
    ways = (
        (only("alone", "yes"), only("nervous", "noticed")),
        (only("nervous", "not-noticed"),),
        (only("nervous", "not-gone-through", "not-noticed"),),
    )
    assert look_for([Demand(((),), ways)], STATES).answers == {name: of[0] for name, of in STATES.items()}


def test_the_search_agrees_with_going_through_everything_where_it_has_to_try_much():
    """So many rows that about half of these have answers, few of them, and hardly any is found at once."""
    draw = random.Random(7)
    found_any = [tries_agree(draw) for _ in range(150)]
    assert 40 <= sum(found_any) <= 110


def tries_agree(draw):
    states = {f"sign-{number}": ("first", "second") for number in range(9)}

    def some_row():
        return tuple(only(name, draw.choice(states[name])) for name in draw.sample(list(states), 3))

    those = [
        Demand(tuple(some_row() for _ in range(10)), (some_row(),) if draw.random() < 0.5 else ())
        for _ in range(5)
    ]
    found = look_for(those, states).answers
    everything = (dict(zip(states, marked, strict=True)) for marked in product(*states.values()))
    assert (found is not None) == any(are_met(those, marked) for marked in everything)
    assert found is None or are_met(those, found)
    return found is not None


def test_what_asks_nothing_is_met_with_nothing_touched():
    assert look_for([], STATES).answers == {subject: states[0] for subject, states in STATES.items()}
    assert look_for([], {}).answers == {}


def test_one_of_no_rows_never_holds():
    assert look_for([one_holds(())], STATES).answers is None


# Much, and entangled


def pigeons(number, holes, name="pigeon"):
    """States and rows that cover everything between them exactly when there are more pigeons than holes.

    Each pigeon is in some hole, so two share one: the dread of every search that goes row by row.
    """
    states = {f"{name}-{one}": tuple(f"hole-{hole}" for hole in range(holes)) for one in range(number)}
    shared = [
        (only(one, hole), only(other, hole)) for one, other in combinations(states, 2) for hole in states[one]
    ]
    return states, shared


def pigeons_as_signs(number, holes):
    states = {f"{one}-{hole}": SIGN_STATES for one in range(number) for hole in range(holes)}
    nowhere = [
        tuple(only(f"{one}-{hole}", *set(SIGN_STATES) - {NOTICED}) for hole in range(holes))
        for one in range(number)
    ]
    shared = [
        (only(f"{one}-{hole}", NOTICED), only(f"{other}-{hole}", NOTICED))
        for one, other in combinations(range(number), 2)
        for hole in range(holes)
    ]
    return states, [*nowhere, *shared]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("making", "most"), [(pigeons, 300), (pigeons_as_signs, 800)])
def test_seven_pigeons_in_six_holes_are_proved_to_share_one(making, most, seed):
    states, rows = making(7, 6)
    random.Random(seed).shuffle(rows)
    outcome = look_for([Demand(tuple(rows))], states)

    assert outcome.answers is None
    assert outcome.tried <= most


@pytest.mark.parametrize("making", [pigeons, pigeons_as_signs])
def test_seven_pigeons_find_seven_holes(making):
    states, rows = making(7, 7)
    outcome = look_for([Demand(tuple(rows))], states)

    assert are_met_by_rows(rows, outcome.answers)
    assert outcome.tried <= 100


def are_met_by_rows(rows, marked):
    return not any(all(marked[term.subject] in term.answers for term in row) for row in rows)


def test_what_shares_no_check_or_sign_is_looked_at_apart():
    """Otherwise the tries would multiply: each of twenty groups can be settled in many ways."""
    states, those = {}, []
    for number in range(20):
        group, rows = pigeons(4, 5, f"group-{number}")
        states |= group
        those.append(Demand(tuple(rows)))
    crowded, rows = pigeons(5, 4, "crowded")
    outcome = look_for([*those, Demand(tuple(rows))], states | crowded)

    assert outcome.answers is None
    assert outcome.tried <= 20 * 4 + 40


def test_the_search_ends_also_when_little_is_remembered(monkeypatch):
    monkeypatch.setattr(search, "MOST_REMEMBERED", 2)
    states, rows = pigeons(6, 5)
    assert look_for([Demand(tuple(rows))], states).answers is None


def test_the_search_goes_deeper_than_the_stack_of_python():
    """No three signs in a row alike: every try leaves the rest of the chain open."""
    names = [f"sign-{number:03}" for number in range(150)]
    unnoticed = set(SIGN_STATES) - {NOTICED}
    rows = [
        tuple(only(name, *states) for name in names[start : start + 3])
        for start in range(len(names) - 2)
        for states in ((NOTICED,), unnoticed)
    ]
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 40)
    try:
        outcome = look_for([Demand(tuple(rows))], dict.fromkeys(names, SIGN_STATES))
    finally:
        sys.setrecursionlimit(limit)

    assert are_met_by_rows(rows, outcome.answers)
    assert outcome.tried >= 40


@pytest.mark.parametrize("seed", range(6))
def test_answers_hidden_behind_many_rows_are_found(seed):
    """As many rows as make it hardest to say, and none of them holds with the answers that are hidden."""
    draw = random.Random(seed)
    names = [f"sign-{number}" for number in range(60)]
    hidden = {name: draw.choice(SIGN_STATES) for name in names}
    noticed_or_not = ({NOTICED}, set(SIGN_STATES) - {NOTICED})
    drawn = (
        tuple(only(name, *draw.choice(noticed_or_not)) for name in draw.sample(names, 3)) for _ in count()
    )
    rows = list(islice((row for row in drawn if are_met_by_rows([row], hidden)), 256))
    outcome = look_for([Demand(tuple(rows))], dict.fromkeys(names, SIGN_STATES))

    assert are_met_by_rows(rows, outcome.answers)
    assert outcome.tried <= 300
