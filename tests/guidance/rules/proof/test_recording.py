"""Phrases for the client's record that are not to be published."""

import pytest

from guidance.rules.proof.reasons import publish_problems
from guidance.rules.proof.recording import passages_amiss
from guidance.rules.reading import read_guidance

from ..examples import ALWAYS, built_in, small_pack, text

NEVER = [
    {"id": "never", "origin": "addition", "topic": "never-said", "short": {"fi": "väitti", "sv": "påstod"}},
    {"id": "heads", "origin": "addition", "topic": "never-in-headings", "short": {"fi": "poliisi"}},
]


def amiss(**fields) -> list[tuple[str, str]]:
    """(kind, place) of all that is amiss with one phrase in the small guidance."""
    texts = dict.fromkeys(("heading", "phrase", "why"), text("Sana."))
    own = {"id": "one", "origin": "addition", "advice": "record", "show": [{"consent": ["yes"]}]}
    pack = small_pack() | {"passages": [own | texts | fields], "recording_points": NEVER}
    guidance = read_guidance(pack)
    assert {*passages_amiss(guidance)} <= {*publish_problems(guidance)}
    return [(problem.kind, str(problem.place)) for problem in passages_amiss(guidance)]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"phrase": text("Asiakas väitti.")}, [("word-never-recorded", "passages/one/phrase/fi")]),
        ({"phrase": text("Ei Väittikään.")}, [("word-never-recorded", "passages/one/phrase/fi")]),
        ({"phrase": {"fi": "Asiakas kertoi.", "sv": "Klienten påstod."}},
         [("word-never-recorded", "passages/one/phrase/sv")]),
        ({"phrase": {"fi": "Påstod on ruotsia."}}, []),
        ({"heading": text("Poliisiasia")}, [("word-never-recorded", "passages/one/heading/fi")]),
        ({"heading": text("Hän väitti")}, [("word-never-recorded", "passages/one/heading/fi")]),
        ({"phrase": text("Poliisille tehtiin ilmoitus.")}, []),
        ({"show": []}, [("never-recorded", "passages/one")]),
        ({"show": ALWAYS}, []),  # offered, and picked by nobody but a worker
        ({"show": [{"consent": ["yes", "unanswered"]}]}, [("recorded-of-nothing", "passages/one/show/1")]),
        ({"show": ALWAYS + [{"nervous": ["not-gone-through"]}]},
         [("recorded-of-nothing", "passages/one/show/2")]),
        ({"show": [{"no-sign-noticed": True}]}, [("recorded-of-nothing", "passages/one/show/1")]),
        ({"show": [{"consent": ["unanswered"]}], "steps": ["propose"]}, []),  # the tick says it
        ({"show": [{"consent": ["yes"], "nervous": ["not-gone-through"]}]}, []),
    ],
)  # fmt: skip
def test_a_phrase_says_what_somebody_answered_without_the_words_that_never_appear(fields, found):
    assert amiss(**fields) == found


def test_too_many_rows_are_told():
    problems = publish_problems(
        read_guidance(
            small_pack()
            | {
                "passages": [
                    {"id": "one", "origin": "card", "advice": "record", "show": [{"consent": ["yes"]}] * 41}
                    | dict.fromkeys(("heading", "phrase", "why"), text("Sana."))
                ]
            }
        )
    )
    assert ("too-many-rows", "passages/one") in [(each.kind, str(each.place)) for each in problems]


def test_the_built_in_phrases_may_be_published():
    assert built_in().passages
    assert list(passages_amiss(built_in())) == []
