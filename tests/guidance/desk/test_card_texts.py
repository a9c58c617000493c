"""The texts of a client's card at the desk: drafts, and a mark of being checked that goes with its text."""

import html
from datetime import date

import pytest
from django.utils import timezone

from guidance.draft import read_draft
from guidance.models import CardText
from tests.guidance.at_the_desk import list_of, opened, page_of
from tests.markup import attribute, part, parts, words

pytestmark = [pytest.mark.django_db, pytest.mark.whole_guidance]

ADD = "/admin/guidance/cardtext/add/"


@pytest.fixture
def arabic(desk) -> CardText:
    return CardText.objects.get(language="ar")


@pytest.fixture
def checked(arabic) -> CardText:
    arabic.checked_by, arabic.checked_on = "Kaija Kääntäjä", date(2026, 11, 1)
    arabic.save()
    return arabic


def in_list(desk, language: str) -> str:
    rows = parts(desk.get(list_of(CardText)), "#result_list tbody tr")
    card = CardText.objects.get(language=language)
    return next(words(row) for row in rows if page_of(card) in row.html)


def said(response) -> str:
    return html.unescape(response.content.decode())


def test_the_list_says_which_languages_wait_for_a_translator(desk, checked):
    assert "arabia" in in_list(desk, "ar")
    assert "tarkistanut Kaija Kääntäjä, 1.11.2026" in in_list(desk, "ar")
    assert "luonnos" in in_list(desk, "th")
    assert "ei tarvitse tarkistusta" in in_list(desk, "sv")


def test_the_boxes_are_in_the_language_of_the_card(desk, arabic):
    page = desk.get(page_of(arabic))
    for name in ("title", "free", "digits"):
        box = part(page, f"[name={name}]")
        assert (box.attributes["lang"], box.attributes["dir"]) == ("ar", "auto")
    assert attribute(page, "[name=interpreter]", "lang") == "fi"


def test_a_check_has_its_day(desk, arabic):
    desk.post(page_of(arabic), opened(desk, arabic) | {"checked_by": "Kaija Kääntäjä"})
    arabic.refresh_from_db()
    assert (arabic.checked_by, arabic.checked_on) == ("Kaija Kääntäjä", timezone.localdate())
    desk.post(page_of(arabic), opened(desk, arabic) | {"checked_by": ""})
    arabic.refresh_from_db()
    assert (arabic.checked_by, arabic.checked_on) == ("", None)


@pytest.mark.variants
@pytest.mark.parametrize("name", ["free", "title", "digits_said", "language", "interpreter_said"])
def test_a_text_that_changes_takes_the_mark_away(desk, checked, name):
    new = {"language": "arz", "digits_said": "a, b, c, d, e, f, g, h, i, j"}.get(name, "نص")
    response = desk.post(page_of(checked), opened(desk, checked) | {name: new}, follow=True)
    checked.refresh_from_db()
    assert (checked.checked_by, checked.checked_on) == ("", None)
    assert "kortti on taas luonnos" in said(response)


def test_unless_it_was_checked_anew(desk, checked):
    sent = opened(desk, checked) | {"free": "نص", "checked_by": "Toinen Kääntäjä"}
    desk.post(page_of(checked), sent)
    checked.refresh_from_db()
    assert (checked.free, checked.checked_by) == ("نص", "Toinen Kääntäjä")


def test_what_changes_no_text_leaves_it(desk, checked):
    desk.post(page_of(checked), opened(desk, checked) | {"retired": "on"})
    desk.post(page_of(checked), opened(desk, checked))
    checked.refresh_from_db()
    assert checked.checked_by == "Kaija Kääntäjä"


def test_nobody_marks_words_that_somebody_else_wrote_meanwhile(desk, arabic):
    sent = opened(desk, arabic) | {"checked_by": "Kaija Kääntäjä"}
    CardText.objects.filter(pk=arabic.pk).update(free="نص")
    desk.post(page_of(arabic), sent)
    arabic.refresh_from_db()
    assert (arabic.free, arabic.checked_by) == ("نص", "")


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"digits": "nolla"}, "tarvitaan kymmenen"),
        ({"free": "ضحية"}, "arvaa aiheen"),
        ({"free": "a" * 80}, "Lyhennä"),
        ({"free": "riku.fi"}, "verkko-osoitteita"),
        ({"free": "09 692 2304"}, "ei enää vastata"),
        ({"language": "fa"}, "on jo kortti"),
    ],
)
def test_what_does_not_belong_on_a_card_is_refused(desk, arabic, fields, sentence):
    page = desk.post(page_of(arabic), opened(desk, arabic) | fields)
    assert sentence in said(page)
    arabic.refresh_from_db()
    assert all(getattr(arabic, name) != value for name, value in fields.items())


def test_a_new_language_gets_its_id_of_its_code(desk):
    finnish = CardText.objects.get(language="fi")
    texts = {name: getattr(finnish, name) for name in (
        *("title", "emergency", "free", "no_papers", "no_report", "earlier", "round_the_clock", "no_name"),
        *("ask_interpreter", "interpreter", "remember", "digits"),
    )}  # fmt: skip
    desk.post(ADD, texts | {"language": "et", "name": "eesti", "origin": "addition"})
    assert read_draft()["card_texts"][-1]["id"] == "card-et"
    assert "eesti" in words(desk.get("/admin/guidance/edition/changes/"))
