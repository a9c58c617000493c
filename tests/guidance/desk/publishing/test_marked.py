"""The words in which two wordings differ."""

import pytest

from guidance.desk.publishing.marked import MOST_WORDS, marked


def shown(words: str, other: str) -> str:
    return "".join(f"[{part.words}]" if part.is_hit else part.words for part in marked(words, other))


@pytest.mark.parametrize(
    ("before", "after", "before_shown", "after_shown"),
    [
        ("Hyvä hetki on nyt.", "Oma hetki on nyt.", "[Hyvä] hetki on nyt.", "[Oma] hetki on nyt."),
        ("Kysy lupa\n\nensin.", "Kysy lupa ensin.", "Kysy lupa[\n\n]ensin.", "Kysy lupa[ ]ensin."),
        ("Sano hänelle nyt.", "Sano nyt.", "Sano [hänelle] nyt.", "Sano nyt."),
        ("0800 05058", "0800 05059", "0800 [05058]", "0800 [05059]"),
        ("Aivan muuta", "Soita heti", "Aivan muuta", "Soita heti"),
        ("", "Uusi", "", "Uusi"),
    ],
)
def test_what_the_other_has_not_is_marked_on_either_side(before, after, before_shown, after_shown):
    assert (shown(before, after), shown(after, before)) == (before_shown, after_shown)


def test_of_a_very_long_text_nothing_is():
    long = "sana " * MOST_WORDS
    assert shown(f"{long}yksi", f"{long}kaksi") == f"{long}yksi"
