"""Guidance texts in pages: content, never markup, never a template."""

import pytest
from django.utils import translation

from guidance.rules.shapes import Text
from guidance.templatetags.guidance import breakable, lower_first, plain, rich, text


def fi(words: str, **others: str) -> Text:
    return Text((("fi", words), *others.items()))


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[paina](javascript:alert(1))",
    "![](http://elsewhere.example/x.png)",
    "<http://elsewhere.example>",
    "&lt;b&gt;",
    "{{ request.user }} {% include 'x' %}",
    "# Otsikko",
    "`koodi`",
    "> lainaus",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_in_a_text_becomes_markup(words):
    for shown in (text(fi(words)), rich(fi(words)).removeprefix("<p>").removesuffix("</p>\n")):
        assert "<" not in shown


def test_paragraphs_lists_and_bold_are_what_a_full_text_may_hold():
    shown = rich(fi("Yksi **tärkeä**.\n\n- eka\n- toka"))
    assert shown == "<p>Yksi <strong>tärkeä</strong>.</p>\n<ul>\n<li>eka</li>\n<li>toka</li>\n</ul>\n"


def test_a_text_that_the_reader_lacks_falls_back_and_says_in_which_language():
    with translation.override("sv"):
        assert text(fi("Tahti", sv="Takt")) == "Takt"
        assert text(fi("Tahti")) == '<span lang="fi">Tahti</span>'
        assert rich(fi("Tahti")) == '<div lang="fi"><p>Tahti</p>\n</div>'
        assert plain(fi("Tahti")) == "Tahti"


def test_in_its_own_language_a_text_carries_no_mark():
    with translation.override("fi"):
        assert text(fi("Tahti")) == "Tahti"


def test_a_plain_string_is_escaped_too():
    assert text("<b>") == "&lt;b&gt;"


def test_an_answer_goes_on_in_the_middle_of_a_sentence():
    assert lower_first(fi("Kyllä, odottaa")) == "kyllä, odottaa"
    with translation.override("sv"):
        assert lower_first(fi("Kyllä")) == '<span lang="fi">kyllä</span>'


def test_an_address_breaks_before_its_at_sign_and_stays_text():
    assert breakable("neuvonta@example.fi") == "neuvonta<wbr>@example.fi"
    assert breakable("<b>@example.fi") == "&lt;b&gt;<wbr>@example.fi"
