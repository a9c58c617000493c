"""The client's numbers: what is safe is asked first, and no language goes out that nobody has checked."""

import copy
from datetime import date

import pytest
import typst

from guidance.draft import write_draft
from guidance.models import CardText, Edition
from guidance.publishing.editions import publish
from guidance.rules.shapes import words_for_digits
from interview.accounts import Event
from interview.outputs import client_card as room
from interview.outputs.client_card import digits_in_words
from interview.outputs.typeset import OF_THE_STANDARD, can_show
from tests.guidance.rules.examples import built_in
from tests.markup import attribute, attributes, part, parts, words

from .papers import Read

TEXTS = {text.language: text for text in built_in().card_texts}
OURS = ("fi", "sv", "en")
DRAFTS = [language for language in TEXTS if language not in OURS]
SAFE = {"paper-safe": "yes", "phone-opened": "no"}
WAYS = ("paper", "phone", "memory")
WITHOUT_FONTS = ["so", "ru", "uk", "vi", "fr", "tr", "es"]  # Typst brings letters for these itself


@pytest.fixture
def given(worker_client, at, interview):
    """Ask for the numbers: given("paper", "sv") -> the response."""

    def given(way: str, language: str, **fields):
        return worker_client.post(at("client-card"), SAFE | {"as": way, "in": language} | fields)

    return given


@pytest.fixture
def all_checked(interview):
    """A new edition in which a translator has checked every language."""
    CardText.objects.update(checked_by="Kaija Kääntäjä", checked_on=date(2026, 11, 1))
    publish()


def test_the_step_leads_to_it_and_so_does_no_step_of_a_guidance_without_cards(save, worker_client, at):
    save(3, {"check-consent": "no"})
    page = worker_client.get(at("summary"))
    link = part(page, f'[data-step=give-contacts] a[href="{at("client-card")}"]')
    assert words(link) == "Numeroita"


def test_without_additions_there_is_none(interview, worker_client, at, published_pack):
    write_draft(copy.deepcopy(published_pack) | {"with_additions": False})
    publish()
    assert worker_client.get(at("client-card")).status_code == 404
    assert worker_client.post(at("client-card"), SAFE | {"as": "memory", "in": "fi"}).status_code == 404
    assert at("client-card") not in attributes(worker_client.get(at("summary")), "a", "href")


# --- What is safe -------------------------------------------------------------------------------------------


def test_what_is_safe_is_asked_first(interview, worker_client, at):
    page = worker_client.get(at("client-card"))
    assert part(page, "title").text() == "Numeroita – Rinnalla"
    assert {*attributes(page, "main [type=radio]", "name")} == {"paper-safe", "phone-opened"}
    assert attributes(page, "main [type=radio][checked]", "value") == []
    assert attributes(page, "main [name=as]", "value") == []


@pytest.mark.parametrize(
    ("answers", "ways"),
    [
        ({}, ["memory"]),
        ({"paper-safe": "yes"}, ["paper", "memory"]),
        ({"phone-opened": "no"}, ["phone", "memory"]),
        (SAFE, ["paper", "phone", "memory"]),
        ({"paper-safe": "no", "phone-opened": "yes"}, ["memory"]),
    ],
)
def test_only_what_is_safe_is_offered(interview, worker_client, at, answers, ways):
    page = worker_client.post(at("client-card"), answers)
    assert attributes(page, "main [name=as]", "value") == ways


@pytest.mark.parametrize(
    ("way", "answers"),
    [
        ("paper", {}),
        ("paper", {"paper-safe": "no", "phone-opened": "no"}),
        ("phone", {}),
        ("phone", {"paper-safe": "yes", "phone-opened": "yes"}),
        ("elsewhere", SAFE),
    ],
)
def test_a_way_that_is_not_safe_gives_nothing(interview, worker_client, at, way, answers):
    page = worker_client.post(at("client-card"), answers | {"as": way, "in": "fi"})
    assert parts(page, "main [name=as]")  # the ways that are
    assert not Event.objects.filter(kind="card-given").exists()


def test_while_somebody_is_there_the_questions_stand_folded(save, worker_client, at):
    assert not parts(worker_client.get(at("client-card")), "main details")
    save(1, {"check-alone": "no"})
    page = worker_client.get(at("client-card"))
    assert parts(page, "main details:not([open]) [name=phone-opened]")


def test_the_worker_sees_who_is_on_it_and_who_has_checked(interview, worker_client, at):
    page = worker_client.post(at("client-card"), SAFE)
    numbers = words(part(page, "fieldset:has([name=number])"))
    assert "112" in numbers
    assert "029 546 3177" in numbers
    assert "ei vielä tarkistettu" in numbers
    assert attribute(page, "[name=number][checked]", "value") == "assistance-system"


# --- No language that nobody has checked --------------------------------------------------------------------


def test_three_languages_need_nobody_and_thirteen_wait():
    assert [language for language, text in TEXTS.items() if text.may_be_given] == [*OURS]
    assert len(DRAFTS) == 13


@pytest.mark.variants(stay=13)
@pytest.mark.parametrize("language", DRAFTS)
@pytest.mark.parametrize("way", WAYS)
def test_a_language_that_nobody_has_checked_is_not_there_by_any_way(given, way, language):
    response = given(way, language)
    assert response.status_code == 404
    text = TEXTS[language]
    assert not [said for said in (text.free, text.remember, text.title) if said in response.content.decode()]
    assert not Event.objects.filter(kind="card-given").exists()


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("language", DRAFTS)
def test_its_words_stand_on_no_page_of_an_interview(interview, worker_client, at, language):
    for page in (
        worker_client.get(at("client-card")),
        worker_client.get(at("client-card"), SAFE | {"as": "phone", "in": language}),
        worker_client.post(at("client-card"), SAFE),
        worker_client.post(at("client-card"), SAFE | {"in": language}),
    ):
        assert TEXTS[language].free not in page.content.decode()
        assert language not in attributes(page, "[name=in]", "value")


@pytest.mark.parametrize("language", ["", "xx", "fi-FI", "FI"])
def test_nor_is_one_that_there_is_none_of(given, language):
    assert given("memory", language).status_code == 404


def test_once_checked_and_published_it_is_given(all_checked, given, worker_client, at):
    assert attributes(worker_client.post(at("client-card"), SAFE), "[name=in]", "value") == [*TEXTS]
    page = given("phone", "ar")
    assert TEXTS["ar"].free in words(page)
    CardText.objects.filter(language="ar").update(checked_by="")
    assert given("phone", "ar").status_code == 200  # until that is published, too
    publish()
    assert given("phone", "ar").status_code == 404


# --- On a screen --------------------------------------------------------------------------------------------


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize("language", TEXTS)
def test_the_screen_has_the_numbers_and_nothing_of_ours(all_checked, given, interview, language):
    page, text = given("phone", language), TEXTS[language]
    card = part(page, ".client-card")
    assert card.attributes["lang"] == language
    assert card.attributes.get("dir") == ("rtl" if language in ("ar", "ckb", "fa") else None)
    assert attributes(page, ".client-card a", "href") == ["tel:112", "tel:+358295463177", "tel:116006"]
    assert {*attributes(page, ".client-card a bdi", "dir")} == {"ltr"}
    read = words(page)
    for said in (text.free, text.no_papers, text.no_report, text.earlier, text.interpreter, text.no_name):
        assert " ".join(said.split()) in read
    shown = page.content.decode()
    assert "Rinnalla" not in words(page)
    assert not [each for each in (interview.code, "worker", ".fi<", "https://", "ihmiskaup") if each in shown]
    assert part(page, "title").text() == "Numeroita"
    assert not parts(page, "#top, #bar, #foot, nav, img, .mark")


def test_of_whoever_may_be_a_child_nothing_is_said_of_reports(save, given):
    assert TEXTS["fi"].no_report in words(given("phone", "fi"))
    save(2, {"check-minor": "unsure"})
    page = given("phone", "fi")
    assert TEXTS["fi"].no_report not in words(page)
    assert attributes(page, ".client-card a", "href")[:2] == ["tel:112", "tel:116111"]
    assert "Sosiaalipäivystys" in words(page)


def test_it_is_in_the_clients_language_whoever_reads_the_page(all_checked, given, worker_client):
    worker_client.cookies["django_language"] = "sv"
    page = given("phone", "th")
    assert TEXTS["th"].free in words(page)
    assert part(page, "title").text() == "Nummer"


# --- By heart -----------------------------------------------------------------------------------------------


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("language", TEXTS)
def test_one_number_is_shown_with_how_each_digit_is_said(all_checked, given, language):
    page, text = given("memory", language, number="riku-116006"), TEXTS[language]
    assert words(part(page, "h1")) == "116 006"
    assert text.remember in words(page)
    assert text.remember_said in words(page)
    said = [words(item) for item in parts(page, ".digits li")]
    spoken, as_read = words_for_digits(text.digits), words_for_digits(text.digits_said) or ("",) * 10
    assert said == [f"{digit} {spoken[digit]} {as_read[digit]}".strip() for digit in (1, 1, 6, 0, 0, 6)]


def test_a_number_that_is_not_on_the_card_is_not_taught(given):
    assert words(part(given("memory", "fi", number="mieli"), "h1")) == "029 546 3177"
    assert words(part(given("memory", "fi"), "h1")) == "029 546 3177"


def test_digits_of_another_comma_are_parted_too():
    assert words_for_digits("صفر، واحد، اثنان") == ("صفر", "واحد", "اثنان")
    assert words_for_digits("零、一，二") == ("零", "一", "二")
    assert digits_in_words("+1 0", TEXTS["sv"]) == [("1", "ett", ""), ("0", "noll", "")]


# --- On paper -----------------------------------------------------------------------------------------------


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("language", [*OURS, *WITHOUT_FONTS])
def test_the_paper_has_ten_cards_on_one_side(all_checked, given, language):
    response, text = given("paper", language), TEXTS[language]
    assert response.headers["Content-Disposition"] == 'attachment; filename="Numeroita.pdf"'
    read = Read(response.content)
    assert (read.sides, read.language, read.is_universally_accessible) == (1, language, True)
    assert read.title == text.title
    assert read.words.count("029 546 3177") == 10
    for said in (text.free, text.no_report, text.interpreter, "Auttamisjärjestelmä", "RIKU"):
        assert read.says(said)
    assert "http" not in read.words


@pytest.mark.variants
@pytest.mark.parametrize("language", [each for each in DRAFTS if each not in WITHOUT_FONTS])
def test_letters_of_other_kinds_are_on_paper_where_this_machine_has_them(all_checked, given, language):
    response, text = given("paper", language), TEXTS[language]
    if can_show(text.free):
        read = Read(response.content)
        assert (read.sides, read.language, read.is_universally_accessible) == (1, language, True)
        assert read.words.count("029 546 3177") == 10
    else:
        assert text.free in words(response)


@pytest.fixture
def lacking(monkeypatch):
    """A machine that lacks the letters of Thai and Chinese."""
    thai_or_chinese = (TEXTS["th"].free, TEXTS["zh"].free)
    monkeypatch.setattr(
        room, "can_show", lambda letters: not any(each in letters for each in thai_or_chinese)
    )


def test_where_letters_lack_the_page_names_the_package_and_the_browser_prints(
    all_checked, lacking, given, worker_client, at
):
    page = worker_client.post(at("client-card"), SAFE)
    rows = {attribute(row, "[name=in]", "value"): words(row) for row in parts(page, ".pick:has([name=in])")}
    lacks = {language: row for language, row in rows.items() if "puuttuu" in row}
    assert [*lacks] == ["th", "zh"]
    assert "thai" in lacks["th"]
    assert "fonts-noto-core" in lacks["th"]
    assert "fonts-noto-cjk" in lacks["zh"]
    printed = given("paper", "th")
    assert printed.headers["Content-Type"].startswith("text/html")
    assert len(parts(printed, ".client-card")) == 8
    assert parts(printed, "[data-print]")
    assert given("paper", "fr").headers["Content-Type"] == "application/pdf"


def test_letters_that_no_font_has_are_noticed(monkeypatch):
    assert can_show("Numeroita, Номера, Numéros")

    def lacks(*_arguments, **_options):
        raise typst.TypstError(f"{OF_THE_STANDARD}: the text could not be displayed with any font")

    monkeypatch.setattr(typst, "compile", lacks)
    assert not can_show("\U00012000")
    assert can_show("Numeroita, Номера, Numéros")  # what was there stays

    def fails(*_arguments, **_options):
        raise typst.TypstError("something else")

    monkeypatch.setattr(typst, "compile", fails)
    with pytest.raises(typst.TypstError):
        can_show("\U00012001")


# --- What is left behind ------------------------------------------------------------------------------------


def test_it_is_logged_that_it_was_made_and_not_for_whom(interview, given, sheet):
    before = sheet().values()
    for way in WAYS:
        given(way, "sv")
    lines = Event.objects.filter(kind="card-given")
    assert [(line.interview, line.reason) for line in lines] == [(interview.pk, "")] * 3
    assert sheet().values() == before


def test_to_ask_is_not_to_give(interview, worker_client, at):
    worker_client.get(at("client-card"))
    worker_client.post(at("client-card"), SAFE)
    assert not Event.objects.filter(kind="card-given").exists()


def test_so_many_a_minute(given, monkeypatch):
    monkeypatch.setattr("interview.traces.outputs.MOST_A_MINUTE", 1)
    assert given("memory", "fi").status_code == 200
    assert given("memory", "fi").status_code == 429


def test_it_stays_within_few_queries(interview, worker_client, at, given, django_assert_max_num_queries):
    worker_client.get(at("client-card"))
    with django_assert_max_num_queries(6):
        worker_client.get(at("client-card"))
    given("phone", "fi")
    with django_assert_max_num_queries(8):
        given("phone", "fi")


def test_an_older_edition_shows_the_cards_of_the_live_one(interview, given):
    assert interview.edition_id == Edition.objects.live().pk
    CardText.objects.filter(language="fi").update(free="Apu ei maksa mitään.")
    publish()
    assert "Apu ei maksa mitään." in words(given("phone", "fi"))
