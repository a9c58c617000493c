"""The sentences for problems."""

import re

import pytest

from guidance.rules.places import Place
from guidance.rules.problems import KINDS, Problem, problem
from guidance.wording.problems import SENTENCES, say, say_all, where


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_problem_has_a_sentence_that_names_its_details(kind):
    named = set(re.findall(r"%\((\w+)\)s", str(SENTENCES[kind])))
    assert named == set(KINDS[kind])


def test_no_sentence_is_left_over():
    assert set(SENTENCES) == set(KINDS)


def test_a_problem_is_said_with_its_place_in_words():
    found = problem("unknown-subject", Place.parse("steps/propose/show/2"), subject="consnet")
    assert say(found) == (
        "askel propose › ”näytä, kun”, rivi 2: Ehto koskee kohtaa ”consnet”, mutta sen nimistä kysymystä tai"
        " merkkiä ei ole."
    )


def test_a_problem_of_the_whole_is_said_without_a_place():
    assert say(problem("unknown-key", Place(), key="colour")) == "Kohtaa ”colour” ei tunneta."


def test_problems_are_said_one_a_line():
    problems = [problem("no-stages", Place.parse("stages")), problem("empty-row", Place.parse("company/1"))]
    assert say_all(problems).splitlines() == [
        "vaiheet: Ohjeistossa ei ole yhtään vaihetta.",
        "läsnäolosäännön rivi 1: Rivillä ei ole yhtään ehtoa.",
    ]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("title", "otsikko"),
        ("company", "läsnäolosääntö"),
        ("steps/propose/contacts", "askel propose › yhteystiedot"),
        ("steps/propose/contacts/2", "askel propose › yhteystieto 2"),
        ("steps/propose/show/2/threat/1", "askel propose › ”näytä, kun”, rivi 2 › threat › 1"),
        ("checks/threat", "kysymys threat"),
        ("steps//title", "askeleet › otsikko"),
        ("expectations/example/checks/threat", "esimerkki example › kysymys threat"),
        ("stages/pace/areas/contacts/questions/contacts-friends/text",
         "vaihe pace › arjen alue contacts › avoin kysymys contacts-friends › teksti"),
        ("checklists/card/signs/nervous/full/sv", "merkkilista card › merkki nervous › koko teksti › sv"),
    ],
)  # fmt: skip
def test_a_place_is_told_in_words(place, words):
    assert where(Place.parse(place)) == words


def test_types_and_rows_are_told_in_words_too():
    wrong = problem("wrong-type", Place.parse("stages"), expected="list", found="mapping")
    assert "pitäisi olla luettelo, mutta tässä on kohtia nimineen" in say(wrong)
    assert where(Place.parse("steps/a/show/1")) == "askel a › ”näytä, kun”, rivi 1"
    assert where(Place.parse("company/2")) == "läsnäolosäännön rivi 2"


def test_answers_that_break_a_rule_with_nothing_marked_are_said_so():
    found = problem("nothing-for-client", Place.parse("steps"), rule="5", answers="")
    assert "mihinkään ei ole vastattu" in say(found)


def test_a_percent_sign_in_a_pack_is_only_a_percent_sign():
    assert "100 %(x)s" in say(problem("unknown-key", Place(), key="100 %(x)s"))


def test_a_kind_without_a_sentence_is_an_error_and_not_silence():
    with pytest.raises(KeyError):
        say(Problem("new-kind", Place()))
