"""One search over everything at the desk: texts, numbers, helpers, and the words of rules."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.models import (
    Answer,
    Check,
    Checklist,
    ClosedNumber,
    Contact,
    Draft,
    Passage,
    Point,
    Question,
    RecordingPoint,
    Sign,
    Step,
    StepContact,
)
from interview.accounts import Event
from tests.guidance.at_the_desk import page_of
from tests.markup import attributes, joined_words, part, parts, words

pytestmark = pytest.mark.django_db

PAGE = "/admin/guidance/draft/search/"


@pytest.fixture
def found(desk):
    """What a search finds, a line each, with the heading of its kind: found("uhka")."""

    def found(asked: str) -> list[str]:
        page = desk.get(PAGE, {"q": asked})
        assert page.status_code == 200
        return [
            f"{words(part(group, 'h2'))} | {joined_words(entry)}"
            for group in parts(page, ".search-group")
            for entry in parts(group, ".search-entry")
        ]

    return found


def one_with(found: list[str], *these: str) -> str:
    return next((each for each in found if all(words in each for words in these)), "")


# --- What is found ---------------------------------------------------------------------------------------


def test_a_text_is_found_by_a_word_in_any_language_whatever_its_case(found):
    sign = Sign.objects.get(identifier="nervous")
    sign.short = {"fi": "Levottomuus", "sv": "Rastlöshet", "en": "Restlessness"}
    sign.save()
    for asked in ("LEVOTTOM", "rastlös", "restless"):
        assert one_with(found(asked), "Merkit", "Levottomuus", "Lyhyesti"), asked


def test_all_words_are_looked_for_in_one_text_in_any_order(found):
    Step.objects.filter(identifier="propose").update(full={"fi": "Kysy ensin, mitä asiakas toivoo."})
    assert one_with(found("toivoo kysy"), "Kysy ensin")
    assert found("toivoo hevonen") == []


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("lapselle", "Lapsi tarvitsee apua."),
        ("puhelimesta", "Oma puhelin."),
        ("asiakkaalle", "Kun asiakas lähtee."),
        ("turvakodista", "Kysy: turvakoti auttaa."),
        ("yhteystiedoista tilanne", "Tilanteet ja yhteystieto."),
    ],
)
def test_a_word_is_found_with_another_ending(desk, asked, written):
    """In the one search, and among the texts to be changed."""
    Step.objects.filter(identifier="propose").update(full={"fi": f"Aivan outoa. {written}"})
    page = desk.get(PAGE, {"q": f"{asked} outoa"})
    marked = [words(each) for each in parts(page, ".search-entry mark")]
    assert len(marked) == len(asked.split()) + 1
    texts = desk.get("/admin/guidance/draft/translations/", {"q": f"{asked} outoa", "show": ""})
    assert "Yksi teksti löytyi." in words(texts)


def test_other_words_with_the_same_beginning_are_not_found(found):
    Step.objects.filter(identifier="propose").update(full={"fi": "Aivan outoa. Rikollinen poika."})
    for asked in ("rikoksesta outoa", "poliisi outoa", "pöy outoja"):
        assert found(asked) == []
    assert found("rikollisesta outoon")


def test_the_words_around_a_hit_are_shown_and_the_hit_is_marked(desk):
    about = "Alussa on paljon sanoja, joita kukaan ei hae. " * 4
    Step.objects.filter(identifier="propose").update(full={"fi": f"{about}Sitten tulee <Hirvi> metsästä."})
    page = desk.get(PAGE, {"q": "hirvi"})
    assert words(page, ".search-entry mark") == "Hirvi"
    line = joined_words(part(page, ".search-entry li"))
    assert "… " in line
    assert "Sitten tulee <Hirvi> metsästä." in line
    assert len(line) < 160


@pytest.mark.parametrize(
    "asked", ["080 005 005", "080005005", "+358 80 005 005", "0035880005005", "80 005", "05 005"]
)
def test_a_number_is_found_however_it_is_written_and_in_part(found, asked):
    assert one_with(found(asked), "Yhteystiedot", "Nollalinja", "080 005 005")


def test_a_number_is_found_in_a_text_and_among_the_closed_ones(found):
    Step.objects.filter(identifier="propose").update(full={"fi": "Soita +358 40 123 4567 heti."})
    ClosedNumber.objects.create(identifier="old", number="040 1234567", note={"fi": "Suljettu"})
    hits = found("0401234567")
    assert one_with(hits, "Seuraavat askeleet", "+358 40 123 4567")
    assert one_with(hits, "Suljetut numerot", "Suljettu")


def test_a_step_is_found_by_a_word_in_its_rule(found, edition):
    """The words of the question stand in no text of the step."""
    Check.objects.filter(identifier="threat").update(reason={"fi": "karhu metsässä", "sv": "björn i skogen"})
    Step.objects.filter(identifier="propose").update(show=[{"threat": ["yes"]}])
    for asked in ("karhu", "björn"):
        step = str(Step.objects.get(identifier="propose"))
        assert one_with(found(asked), "Seuraavat askeleet", step, "Näytä, kun", asked)


@pytest.mark.variants(stay=0)
@pytest.mark.whole_guidance
def test_a_phrase_for_the_record_is_found_by_its_rule_and_a_note_by_its_words(desk, found):
    phrase = Passage.objects.get(identifier="seen-alone")
    for asked in ("asiakas kanssasi ilman muita", "client with you without others"):
        assert one_with(found(asked), "Kirjauksen lauseet", "Tarjoa, kun"), asked
    page = desk.get(PAGE, {"q": "asiakas kanssasi ilman muita on kyllä"})
    assert any(
        page_of(phrase) in desk.get(way)["Location"] for way in attributes(page, ".search-entry a", "href")
    )
    RecordingPoint.objects.filter(identifier="law-notification").update(note="Kysytään lakimieheltä.")
    assert one_with(found("lakimieheltä"), "Kirjaamisohjeet", "Vahvistettavaa")


def test_a_rule_says_its_answers_and_signs_in_words(found):
    Step.objects.filter(identifier="propose").update(but_not=[{"nervous": ["noticed"], "threat": ["yes"]}])
    assert one_with(found("huomattu ja"), "Mutta ei, kun", "on huomattu ja")


def test_when_a_helper_is_named_and_when_somebody_is_there_is_found_too(found):
    Check.objects.filter(identifier="threat").update(reason={"fi": "karhu metsässä"})
    named = StepContact.objects.select_related("step", "contact").first()
    StepContact.objects.filter(pk=named.pk).update(when=[{"threat": ["yes"]}])
    Draft.objects.update(company=[{"threat": ["yes"]}])
    hits = found("karhu")
    assert one_with(hits, str(named.step), str(named.contact), "karhu metsässä")
    assert one_with(hits, "Ohjeiston perusasiat", "karhu metsässä")


def test_what_a_helper_has_beside_its_texts_is_found(found):
    changes = {"web": "esimerkki.fi", "email": "apu@toinen.fi", "source": "Luettelo", "note": "Kysy Maijalta"}
    Contact.objects.filter(identifier="nollalinja").update(**changes)
    for each in changes.values():
        assert one_with(found(each), "Yhteystiedot", "Nollalinja"), each


def test_what_is_out_of_use_is_found_and_says_so(found):
    Sign.objects.filter(identifier="nervous").update(retired=True, full={"fi": "Hirvi"})
    assert one_with(found("hirvi"), "(poistettu käytöstä)")


@pytest.mark.variants(stay=0)
def test_each_hit_leads_to_its_box_on_its_form(desk, edition):
    Draft.objects.update(principle={"fi": "Hirvi"})
    rows = {
        model: model.objects.first() for model in (Answer, Checklist, Point, Question, Sign, Step, Contact)
    }
    for row in rows.values():
        name = row.KIND.title
        setattr(row, name, {"fi": "x", "sv": "Hirvi"})
        row.save()
    page = desk.get(PAGE, {"q": "hirvi"})
    addresses = set(attributes(page, ".search-entry a", "href"))
    led = [desk.get(address)["Location"] for address in addresses]
    assert f"{page_of(Draft.objects.get())}#id_principle_0" in led
    assert f"{page_of(rows[Step])}#id_title_1" in led
    assert f"{page_of(rows[Contact])}#id_{Contact.KIND.title}_1" in led
    sign, answer = rows[Sign], rows[Answer]
    assert f"{page_of(sign.checklist)}?row={sign.identifier}#signs-of-{sign.identifier}" in led
    assert f"{page_of(answer.question)}?row={answer.identifier}#answers-of-{answer.identifier}" in led
    assert all(desk.get(each).status_code == 200 for each in led)


# --- The page --------------------------------------------------------------------------------------------


def test_it_is_in_the_head_of_every_page_of_the_desk(desk):
    for address in ("/admin/", "/admin/guidance/step/", page_of(Step.objects.first()), PAGE):
        form = part(desk.get(address), "header form[role=search]")
        assert (form.attributes["action"], form.attributes["method"]) == (PAGE, "get")
        assert part(form, "input[name=q]").attributes["type"] == "search"


def test_it_keeps_what_was_asked_in_its_box_and_says_what_it_found(desk):
    page = desk.get(PAGE, {"q": "nollalinja"})
    assert part(page, "input[name=q]").attributes["value"] == "nollalinja"
    assert "kohdassa" in words(page, "[role=status]")
    assert "Mitään ei löytynyt" in words(desk.get(PAGE, {"q": "hirvenmetsästys"}), "[role=status]")


def test_of_a_kind_with_very_many_hits_the_first_are_shown_and_the_number_said(desk):
    checklist = Checklist.objects.first()
    Sign.objects.bulk_create(
        Sign(checklist=checklist, identifier=f"moose-{at}", short={"fi": "Hirvi"}, position=at)
        for at in range(40)
    )
    page = desk.get(PAGE, {"q": "hirvi"})
    assert len(parts(page, ".search-entry")) == 30
    assert "40" in words(page, "[role=status]")
    assert "30 ensimmäistä" in words(page, ".search-group")


@pytest.mark.parametrize("asked", ["", " ", "a", "\0", "(", "%", "-" * 3, "x" * 5000])
def test_what_asks_for_nothing_much_is_answered(desk, asked):
    assert desk.get(PAGE, {"q": asked}).status_code == 200


def test_nothing_of_a_search_is_kept_anywhere(desk, caplog):
    counted = LogEntry.objects.count(), Event.objects.count()
    page = desk.get(PAGE, {"q": "hirvi"})
    assert "no-store" in page["Cache-Control"]
    assert (LogEntry.objects.count(), Event.objects.count()) == counted
    assert "hirvi" not in caplog.text


def test_whoever_may_not_see_the_guidance_has_no_search(client, edition, officer):
    officer.user_permissions.add(Permission.objects.get(codename="view_contact"))
    client.force_login(officer)
    assert client.get(PAGE).status_code == 403
    assert not parts(client.get("/admin/"), "header form[role=search]")


def test_much_content_costs_as_many_queries_as_little(desk):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert parts(desk.get(PAGE, {"q": "nollalinja"}), ".search-entry")
        return len(captured)

    queries()
    many = queries()
    Sign.objects.exclude(pk=Sign.objects.first().pk).delete()
    Step.objects.all().delete()
    assert queries() == many
