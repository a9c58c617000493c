"""Papers: what is written on one is read as it was typed, and does nothing."""

import threading
from pathlib import Path

import pytest
import typst

from interview.outputs import typeset as room
from interview.outputs.typeset import PAPERS, Busy, typeset

from .papers import Read

TITLE = {"words": "Kortti", "lang": "fi"}


def card_with(*lines: str) -> Read:
    nothing = {"words": "", "lang": "fi"}
    part = {"title": TITLE, "intro": nothing, "lines": [{"words": line, "lang": "fi"} for line in lines]}
    empty = {"numbers": [], "advice": "", "stages": [], "edition": ""}
    return Read(
        typeset("card", {"lang": "fi", "title": TITLE, "principle": nothing, "lists": [part], **empty})
    )


@pytest.mark.parametrize(
    "typed",
    [
        '#read("/etc/passwd") #let x = 1',
        "*lihava* _vino_ = otsikko `koodi` $x^2$ <viite> @viite // huomautus",
        '<script>alert("1")</script> &amp; <b>',
        "**lihava** [linkki](https://example.org) # otsikko",
        "\\u{1F600} \\n C:\\kansio",
    ],
)
def test_what_is_written_is_no_markup(typed):
    assert card_with(typed).says(typed)


def test_marks_without_a_form_are_left_out():
    assert "ennen jälkeen" in card_with("en\x07nen\u202e jäl\x00keen\u2069").words


def test_a_mark_that_comes_along_with_what_is_copied_costs_nothing():
    paper = card_with("en\ufeffnen")
    assert paper.is_universally_accessible
    assert "ennen" in paper.words


@pytest.mark.variants
@pytest.mark.parametrize("letter", ["𝕏", "\U00012000", "ä", "漢", "\u0301"])
def test_a_word_without_an_end_is_set_as_any_other(letter):
    assert card_with(letter * 20_000).sides > 1


def test_where_typst_itself_breaks_that_is_an_error_like_any_other_and_quotes_nothing(monkeypatch):
    """A panic is no Exception to Python: no page would answer, and all of it be logged."""
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})

    def breaks(*arguments, **options):
        raise panic("it is inside 'salainen'")

    monkeypatch.setattr(typst, "compile", breaks)
    with pytest.raises(room.Broke) as broke:
        card_with("salainen")
    assert str(broke.value) == ""


def test_what_stops_the_process_is_no_fault_of_a_paper(monkeypatch):
    def stopped(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(typst, "compile", stopped)
    with pytest.raises(KeyboardInterrupt):
        card_with("sana")


def test_letters_that_no_font_has_cost_the_rest_of_the_paper_nothing(monkeypatch):
    compiled = typst.compile

    def without_that_font(*arguments, pdf_standards, **options):
        if pdf_standards:
            raise typst.TypstError("PDF/UA-1 error: the text could not be displayed with any font")
        return compiled(*arguments, pdf_standards=pdf_standards, **options)

    monkeypatch.setattr(typst, "compile", without_that_font)
    paper = card_with("Ennen \U00012000 jälkeen")
    assert not paper.is_universally_accessible
    assert "Ennen" in paper.words
    assert "jälkeen" in paper.words


def test_a_very_long_text_comes_whole():
    words = [f"sana{number}" for number in range(2500)]
    assert card_with(" ".join(words)).words.count("sana") == 2500


def test_another_fault_of_a_paper_is_told():
    with pytest.raises(Exception, match="unexpected|key|field"):
        typeset("card", {"lang": "fi"})


def test_one_paper_is_made_at_a_time_and_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr(room, "LONGEST_WAIT", 0.01)
    started, go_on = threading.Event(), threading.Event()

    def slow(template, content):
        started.set()
        go_on.wait()
        return b"%PDF"

    monkeypatch.setattr(room, "_compiled", slow)
    first = threading.Thread(target=typeset, args=("card", {}))
    first.start()
    started.wait()
    with pytest.raises(Busy):
        typeset("card", {})
    go_on.set()
    first.join()
    assert typeset("card", {}) == b"%PDF"


@pytest.mark.parametrize("template", sorted(PAPERS.iterdir()), ids=lambda path: path.name)
def test_a_template_reaches_nothing_but_its_neighbours(template: Path):
    text = template.read_text()
    assert not [word for word in ("read(", "image(", "plugin(", "eval(", "@preview", "http") if word in text]


@pytest.mark.parametrize("letters", ["ä" * 400, "https://example.org/" + "a" * 300, "ж1_" * 100])
def test_a_word_that_is_longer_than_a_line_goes_on_below_it(letters):
    """An address out of a browser has no place to break at, and would run off the side."""
    card = card_with(letters)
    lines = "\n".join(side.extract_text() for side in card.reader.pages).splitlines()
    assert max(map(len, lines)) < 100
    assert letters in "".join("".join(lines).replace("\u200b", "").split())
