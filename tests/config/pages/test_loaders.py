"""How a template is laid out costs a page nothing, and changes nothing that is read."""

import pytest
from django.template import engines
from django.template.loader import get_template

from config.pages.loaders import without_layout


@pytest.mark.parametrize(
    ("laid_out", "read"),
    [
        ("<ul>\n  <li>a</li>\n</ul>\n", "<ul>\n<li>a</li>\n</ul>\n"),
        ("<p>\n\n  a\n  \n</p>", "<p>\na\n</p>"),
        ("yksi\n  kaksi", "yksi\nkaksi"),
        ("{{ a }}\n  {% translate 'b' %}\n", "{{ a }}\n{% translate 'b' %}\n"),
        (
            "<input\n  name='a'\n  {% if b %}checked{% endif %}>",
            "<input\nname='a'\n{% if b %}checked{% endif %}>",
        ),
        ("a\n{% if b %}\n  c\n{% endif %}\nd\n", "a\n{% if b %}c\n{% endif %}d\n"),
        (
            "{# why #}\n{% load i18n %}{% with a=1 %}\n  b\n{% endwith %}",
            "{# why #}{% load i18n %}{% with a=1 %}b\n{% endwith %}",
        ),
        ("a\n{% block b %}{% endblock %}\nc\n", "a\n{% block b %}{% endblock %}\nc\n"),
        ("a\n{% block b %}\n  c\n{% endblock %}\nd\n", "a\n{% block b %}c\n{% endblock %}\nd\n"),
        ("{% translate 'a' as b %}\n{{ b }}\n", "{% translate 'a' as b %}{{ b }}\n"),
        ("{% include 'a' %}\n{% if b %}c{% endif %}\n", "{% include 'a' %}\n{% if b %}c{% endif %}\n"),
        ("", ""),
    ],
)
def test_indentation_goes_and_a_line_break_between_words_stays_one(laid_out, read):
    assert without_layout(laid_out) == read


def test_our_templates_are_read_without_their_layout():
    source = get_template("base.html").template.source
    assert "\n\n" not in source
    assert [line for line in source.splitlines() if line.startswith(" ")] == []


def test_a_script_that_stands_in_a_page_is_read_as_it_is_written():
    """Its hash is in the settings."""
    script = engines["django"].dirs[0] / "start.js"
    assert get_template("start.js").template.source == script.read_text(encoding="utf-8")


def test_templates_of_others_are_found_as_before():
    assert "  " in get_template("admin/login.html").template.source
