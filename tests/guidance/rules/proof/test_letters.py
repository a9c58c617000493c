"""Letters that nobody sees keep a guidance from being published; those that languages need do not."""

import pytest

from guidance.rules.places import Place
from guidance.rules.proof.completeness import lacking
from guidance.rules.proof.letters import MOST_LETTERS, text_amiss
from guidance.rules.reading import read_guidance
from tests.guidance.rules.examples import built_in, entry, small_pack


def amiss(words: str) -> str:
    found = text_amiss(words, Place())
    return found.kind if found else ""


@pytest.mark.parametrize(
    "letter", ["\u202a", "\u202e", "\u2066", "\u2069", "\0", "\x07", "\x1b", "\x7f", "\x9b", "\t"]
)
def test_what_turns_or_controls_a_page_is_named_with_the_words_before_it(letter):
    found = text_amiss(f"Soita apua, {letter}kun voit", Place())
    assert found.kind == "unseen-letter"
    assert found.known == {"letter": f"U+{ord(letter):04X}", "before": "Soita apua,"}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Kaksi\nriviä.\n\n- **ja** luettelo",
        "می\u200cتوانید بمانید",  # Persian: a non-joiner inside a word
        "क्\u200dष",  # Nepali: a joiner
        "ภาษา\u200bไทย",  # Thai: where a line may break
        "هاتف \u200e112\u200f",  # Arabic: marks of direction round a number
        "Pitkä sana\u00adkatkaisu, sitova\u00a0väli, 🙂 ja kansi – ”näin”",
    ],
)
def test_what_languages_and_paragraphs_need_stays(words):
    assert amiss(words) == ""


@pytest.mark.parametrize(
    "words", ["\u200b", "\u200e\u200f", "\u00ad \u2060", "\u3164", "\u2800\u00a0", "\ufeff", "\u0301"]
)
def test_a_text_of_nothing_that_is_seen_is_none(words):
    assert amiss(words) == "unseen-text"


def test_a_text_has_so_many_letters_and_no_more():
    assert amiss("a" * MOST_LETTERS) == ""
    found = text_amiss("a" * (MOST_LETTERS + 1), Place())
    assert (found.kind, found.known) == ("long-text", {"letters": "5001", "most": "5000"})


def test_a_guidance_with_such_a_text_is_not_published_and_its_place_is_told():
    pack = small_pack()
    entry(pack["steps"], "propose")["title"]["sv"] = "Föreslå \u202ehjälp"
    (found,) = lacking(read_guidance(pack))
    assert (found.kind, str(found.place)) == ("unseen-letter", "steps/propose/title/sv")


def test_the_built_in_guidance_has_none():
    assert [
        each for each in lacking(built_in()) if each.kind in ("unseen-letter", "unseen-text", "long-text")
    ] == []
