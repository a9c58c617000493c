"""How a template is laid out costs a page nothing, and changes nothing that is read."""

import pytest
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.utils import translation

from config.pages import loaders
from config.pages.loaders import in_its_place, without_layout


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


@pytest.mark.parametrize(
    ("tag", "in_swedish"),
    [
        ('{% translate "Tallenna" %}', "Spara"),
        ("{% translate 'Tallenna' %}", "Spara"),
        ("<a href=\"{% url 'card' %}\">", '<a href="/card/">'),
        ('{% url "admin:index" %}', "/admin/"),
        ('{% translate "Tallenna" as save %}', '{% translate "Tallenna" as save %}'),
        ("{% translate word %}", "{% translate word %}"),
        ("{% url 'stage' interview.pk 1 %}", "{% url 'stage' interview.pk 1 %}"),
        ("{{ word }}", "{{ word }}"),
    ],
)
def test_what_never_changes_stands_in_the_template_when_it_is_read(tag, in_swedish):
    with translation.override("sv"):
        assert in_its_place(tag) == in_swedish


def test_a_files_name_stands_there_as_it_is_served():
    tag = "{% static 'css/pages.css' %}"
    assert in_its_place(tag) == engines["django"].from_string("{% load static %}" + tag).render()


def test_a_text_says_the_same_as_where_its_tag_looks_it_up(monkeypatch):
    for text in ("100 % varma", "yksi", '5 < 6 & "7"'.replace('"', "")):
        tag = f'{{% translate "{text}" %}}'
        assert in_its_place(tag) == engines["django"].from_string("{% load i18n %}" + tag).render()


def test_a_text_that_would_be_read_as_a_tag_is_looked_up_each_time(monkeypatch):
    monkeypatch.setattr(loaders, "gettext", lambda text: "{{ request.user }}")
    monkeypatch.setitem(loaders.SAYS, "translate", loaders._in_words)
    assert in_its_place('{% translate "Tallenna" %}') == '{% translate "Tallenna" %}'


def test_each_language_has_its_own_template_and_no_other_ones_words():
    for _again in range(2):
        shown = {}
        for language in ("fi", "sv", "en"):
            with translation.override(language):
                shown[language] = render_to_string("_foot.html")
        assert "Tietosuojaseloste" in shown["fi"]
        assert "Dataskyddsbeskrivning" in shown["sv"]
        assert "Privacy notice" in shown["en"]


def test_a_drawing_stands_in_the_template_that_shows_it():
    source = get_template("_top.html").template.source
    assert "icons/pause.html" not in source
    assert "M6.5 4h4v16h-4zM13.5" in source
