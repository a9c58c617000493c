"""Every text of the draft side by side: what lacks is told, and only what an editor changed is written."""

import copy
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guidance.desk.translating.boxes import typed_in_gone
from guidance.draft import read_draft, write_draft
from guidance.models import Contact, Phone, Sign, Stage, Step
from guidance.texts import source_hash
from guidance.translating.texts import (
    CHANGED,
    MISSING,
    Rewording,
    counts,
    earlier_sources,
    texts_of_draft,
    write,
)
from tests.guidance.filled_in import form_on
from tests.markup import attribute, attributes, part, parts, words

pytestmark = pytest.mark.django_db

PAGE = "/admin/guidance/draft/translations/"


@pytest.fixture
def step(edition):
    return Step.objects.get(identifier="propose")


def text_at(place: str):
    return next(text for text in texts_of_draft() if str(text.place) == place)


def reword(row, name: str, **words: str) -> None:
    """Somebody writes a text beside all forms, and nothing is noted of its sources."""
    setattr(row, name, {code: each for code, each in (getattr(row, name) | words).items() if each})
    row.save()


def sent(client, address: str = PAGE, **asked) -> dict:
    return form_on(client.get(address, asked).content.decode(), "texts_form")


def address(**asked) -> str:
    return f"{PAGE}?{'&'.join(f'{name}={value}' for name, value in asked.items())}"


# --- The texts of the draft ------------------------------------------------------------------------------


@pytest.mark.whole_guidance
def test_every_text_of_the_pack_has_its_place(edition, published_pack):
    def places(part, place=""):
        if isinstance(part, list):
            for number, each in enumerate(part, start=1):
                yield from places(
                    each, f"{place}{each.get('id', number) if isinstance(each, dict) else number}/"
                )
        elif isinstance(part, dict) and "fi" in part:
            yield place.removesuffix("/")
        elif isinstance(part, dict):
            for name, each in part.items():
                yield from places(each, f"{place}{name}/")

    written = [str(text.place) for text in texts_of_draft() if text.words]
    assert sorted(written) == sorted(places(published_pack))
    assert len(written) > 400


def test_a_whole_draft_lacks_nothing(edition):
    assert set(counts(texts_of_draft()).values()) == {0}


def test_a_translation_lacks_when_it_is_not_there_or_its_source_has_changed(step):
    reword(step, "title", fi="Uusi", sv="")
    text = text_at("steps/propose/title")
    assert [text.lacks(code) for code in ("fi", "sv", "en")] == ["", MISSING, CHANGED]
    found = counts(texts_of_draft())
    assert found["sv", MISSING] == found["en", CHANGED] == 1


def test_a_text_that_may_be_left_out_lacks_nothing_until_it_is_written(edition):
    contact = Contact.objects.get(identifier="emergency-112")
    phone = Phone.objects.get(contact=contact, position=0)
    reword(phone, "label", fi="", sv="", en="")
    assert text_at("contacts/emergency-112/phones/1/label").lacks("fi") == ""
    reword(phone, "label", sv="på svenska")
    assert text_at("contacts/emergency-112/phones/1/label").lacks("fi") == MISSING


def test_what_is_out_of_use_lacks_nothing(edition):
    stage = Stage.objects.get(identifier="pace")
    reword(stage.points.get(identifier="pace-calm"), "short", sv="")
    stage.retired = True
    stage.save()
    assert text_at("stages/pace/points/pace-calm/short").lacks("sv") == ""


def test_writing_changes_one_text_and_notes_its_source(step):
    before = read_draft()
    write([Rewording(text_at("steps/propose/title"), "sv", "Föreslå")])
    after = read_draft()
    steps = {entry["id"]: entry for entry in after["steps"]}
    assert steps["propose"]["title"].pop("sv") == "Föreslå"
    for entry in before["steps"]:
        if entry["id"] == "propose":
            del entry["title"]["sv"]
    assert after == before


def test_a_translation_made_from_an_older_source_says_so(step):
    made_from = source_hash(step.title)
    reword(step, "title", fi="Uusi")
    write([Rewording(text_at("steps/propose/title"), "sv", "Föreslå", made_from)])
    assert text_at("steps/propose/title").lacks("sv") == CHANGED
    write([Rewording(text_at("steps/propose/title"), "sv", "Föreslå", source_hash({"fi": "Uusi"}))])
    assert text_at("steps/propose/title").lacks("sv") == ""


def test_words_taken_away_leave_no_trace(step):
    write([Rewording(text_at("steps/propose/title"), "sv", "")])
    step.refresh_from_db()
    assert "sv" not in step.title
    assert "sv" not in step.made_from["title"]


def test_a_language_without_a_box_stays(step):
    reword(step, "title", de="Vorschlagen")
    write([Rewording(text_at("steps/propose/title"), "sv", "Föreslå")])
    step.refresh_from_db()
    assert step.title["de"] == "Vorschlagen"


def test_what_a_source_said_is_found_in_the_editions(step):
    made_from, said = source_hash(step.title), step.title["fi"]
    assert earlier_sources([made_from, "0" * 12]) == {made_from: said}


def test_the_texts_cost_as_many_queries_for_few_rows_as_for_many(edition, django_assert_num_queries):
    with django_assert_num_queries(22):
        texts_of_draft()


# --- The page: who may, what it shows --------------------------------------------------------------------


def test_supervisors_find_the_page_from_the_index_and_from_the_basics(desk):
    assert reverse("admin:guidance_translations") == PAGE
    assert PAGE in desk.get("/admin/guidance/").content.decode()
    assert PAGE in desk.get("/admin/guidance/draft/1/change/").content.decode()
    assert desk.get(PAGE).status_code == 200


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_nobody_else_sees_or_saves(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(PAGE).status_code in (302, 403)
    assert client.post(PAGE, {}).status_code in (302, 403)


def test_it_opens_on_what_needs_work_and_says_when_nothing_does(desk, step):
    whole = desk.get(PAGE).content.decode()
    assert "Kaikki tekstit on kirjoitettu joka kielellä" in whole
    assert len(seen_on(desk)) > 2
    reword(step, "title", sv="")
    reword(step, "full", fi="Uusi ohje.")
    assert set(seen_on(desk)) == {"steps/propose/title", "steps/propose/full"}
    page = desk.get(PAGE).content.decode()
    assert "Kaikki tekstit on kirjoitettu joka kielellä" not in page
    assert f'href="{PAGE}?show="' in page
    assert len(seen_on(desk, show="")) > 2


def test_each_gap_leads_to_the_next(desk, step):
    reword(step, "title", sv="")
    reword(step, "full", fi="Uusi ohje.")
    page = desk.get(address(q="steps/propose")).content.decode()
    assert page.count("Seuraava keskeneräinen") == 2
    assert 'href="#steps/propose/full:sv"' in page
    assert 'id="steps/propose/full:sv"' in page
    assert "Suomeksi oli:" in page
    first = desk.get(PAGE).content.decode().split("Ensimmäinen keskeneräinen")[0].rpartition('href="')[2]
    assert first.partition('"')[0].endswith("#steps/propose/title:sv")
    assert 'id="steps/propose/title:sv"' in desk.get(PAGE + first.partition("#")[0]).content.decode()


def test_the_filters_leave_what_was_asked_for(desk, step):
    reword(step, "title", sv="")
    reword(step, "short", fi="Uusi")
    assert set(seen_on(desk, show="missing")) == {"steps/propose/title"}
    assert set(seen_on(desk, show="changed", language="en")) == {"steps/propose/short"}
    assert seen_on(desk, show="missing", language="en") == []
    assert all(place.startswith("checklists/") for place in seen_on(desk, kind="sign"))
    assert "steps/propose/short" in seen_on(desk, q="UUSI")
    assert seen_on(desk, show="nothing", page="99")


def test_a_search_looks_through_all_texts_and_says_how_many_of_the_hits_are_unfinished(desk, step):
    """The page opens on what needs work, and a search from there still finds what is finished."""
    reword(step, "title", fi="Hirvi tulee", sv="")
    reword(step, "short", fi="Hirvi menee", sv="Älgen går", en="Moose")
    reword(step, "full", fi="Hirvi", sv="Älg", en="A moose")
    Step.objects.filter(pk=step.pk).update(made_from={})
    search = part(desk.get(PAGE), ".texts-search")
    assert {each.attributes["name"] for each in parts(search, "[name]")} == {"q"}
    page = desk.get(address(q="hirvi"))
    assert "3 tekstiä löytyi. Keskeneräisiä on yksi." in words(page, "[role=status]")
    assert {"steps/propose/title", "steps/propose/full"} <= {*seen_on(desk, q="hirvi")}
    left = attribute(page, "[role=status] a", "href")
    page = desk.get(PAGE + left)
    assert "3 tekstiä löytyi" in words(page, "[role=status]")
    assert attributes(page, ".text-row", "id") == ["steps/propose/title"]
    assert words(page, "[role=status] a") == "Näytä kaikki löydetyt"
    assert part(page, ".texts-filter [name=q]").attributes["value"] == "hirvi"  # narrowed, not asked anew


def seen_on(client, **asked) -> list[str]:
    page = client.get(PAGE, asked).content.decode()
    return [part.partition('"')[0] for part in page.split('name="seen:')[1:]]


def test_the_page_costs_as_many_queries_for_few_texts_as_for_many(desk, step):
    reword(step, "title", fi="Uusi")
    desk.get(PAGE)
    many = queries_of(desk, PAGE)
    Sign.objects.exclude(identifier="nervous").delete()
    Step.objects.exclude(pk=step.pk).delete()
    assert len(many) == len(queries_of(desk, PAGE)) <= 29, many


def queries_of(client, at: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(at).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_another_language_has_its_boxes_without_a_migration(desk, settings, step):
    settings.LANGUAGES = [*settings.LANGUAGES, ("se", "Davvisámegiella")]
    fields = sent(desk, q="steps/propose/title")
    assert fields["words:steps/propose/title:se"] == [""]
    desk.post(address(q="steps/propose/title"), fields | {"words:steps/propose/title:se": "Evttot"})
    step.refresh_from_db()
    assert step.title["se"] == "Evttot"


# --- The page: saving ------------------------------------------------------------------------------------


@pytest.mark.variants(stay=0)
def test_every_page_saved_untouched_changes_nothing(desk, published_pack):
    for number in range(1, 1 + len(texts_of_draft()) // 40 + 1):
        assert desk.post(address(page=number), sent(desk, page=number)).status_code == 302
    assert read_draft() == published_pack


def test_only_the_changed_box_is_written_and_the_history_says_so(desk, step, published_pack):
    at = address(q="steps/propose")
    fields = sent(desk, at) | {"words:steps/propose/full:sv": "Först.\r\n\r\n- sedan "}
    page = desk.post(at, fields, follow=True)
    line = words(page, ".messagelist .success")
    assert "1 teksti on tallennettu. Työntekijät näkevät tämän vasta, kun luonnos julkaistaan." in line
    pack = copy.deepcopy(published_pack)
    next(entry for entry in pack["steps"] if entry["id"] == "propose")["full"]["sv"] = "Först.\n\n- sedan"
    assert read_draft() == pack
    history = words(desk.get(f"/admin/guidance/step/{step.pk}/history/"), "#change-history")
    assert "Muutettu miten (Svenska)." in history


@pytest.mark.variants(stay=0)
def test_a_text_saved_without_the_words_that_found_it_stays_in_sight(desk, step):
    sought = address(q=step.title["fi"])
    box = "words:steps/propose/title"
    wording = {f"{box}:fi": "Aivan toisin", f"{box}:sv": "Helt annorlunda"}
    at = desk.post(sought, sent(desk, sought) | wording)["Location"]
    page = desk.get(at)
    assert "1 teksti on tallennettu." in words(page, ".messagelist .success")
    assert words(page, f"[name='{box}:fi']") == "Aivan toisin"
    page = desk.post(at, sent(desk, at) | {f"{box}:fi": "Vielä toisin"}, follow=True)
    assert words(page, f"[name='{box}:fi']") == "Vielä toisin"
    assert not parts(desk.get(sought), f"[name='{box}:fi']")


def test_a_new_source_and_its_translation_belong_together_and_the_other_one_is_stale(desk, step):
    at = address(q="steps/propose/title")
    fields = sent(desk, at) | {
        "words:steps/propose/title:fi": "Ehdottakaa",
        "words:steps/propose/title:sv": "Föreslå",
    }
    desk.post(at, fields)
    text = text_at("steps/propose/title")
    assert (text.lacks("sv"), text.lacks("en")) == ("", CHANGED)


def test_a_translation_is_marked_still_right(desk, step):
    reword(step, "title", fi="Uusi")
    at = address(q="steps/propose/title")
    desk.post(at, sent(desk, at) | {"right:steps/propose/title:sv": "on"})
    text = text_at("steps/propose/title")
    assert (text.lacks("sv"), text.lacks("en")) == ("", CHANGED)


def test_a_translation_was_made_from_the_source_that_its_editor_saw(desk, step):
    at = address(q="steps/propose/title")
    fields = sent(desk, at) | {"words:steps/propose/title:sv": "Föreslå"}
    reword(step, "title", fi="Uusi sillä välin")
    assert desk.post(at, fields).status_code == 302
    text = text_at("steps/propose/title")
    assert text.words["sv"] == "Föreslå"
    assert text.lacks("sv") == CHANGED


def test_a_fault_stands_beside_its_box_and_nothing_typed_is_lost(desk):
    at = address(kind="stage")
    reword(Stage.objects.get(identifier="pace"), "label", fi="Rauha")
    fields = sent(desk, at) | {
        "right:stages/pace/label:en": "on",
        "words:stages/pace/label:sv": "Säkerhet",
        "words:stages/pace/label:en": "Calm",
        "words:stages/pace/title:fi": "",
        "words:stages/safety/title:sv": "Trygghet\r\nförst",
    }
    page = desk.post(at, fields).content.decode()
    assert "Sana on liian pitkä palkkiin" in page
    assert "Kirjoita ainakin suomenkielinen teksti." in page
    assert "Säkerhet</textarea>" in page
    assert form_on(page, "texts_form")["right:stages/pace/label:en"] == ["on"]
    assert "Calm</textarea>" in page
    stages = {stage.identifier: stage for stage in Stage.objects.all()}
    assert stages["pace"].label["en"] != "Calm"  # a text is saved in whole or waits in whole
    assert stages["safety"].title["sv"] == "Trygghet först"


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_and_not_overwritten(desk, step):
    at, name = address(q="steps/propose/title"), "words:steps/propose/title:sv"
    fields = sent(desk, at) | {name: "Mitt"}
    write([Rewording(text_at("steps/propose/title"), "sv", "Deras")])
    page = desk.post(at, fields).content.decode()
    assert "Joku muu muutti tätä sillä välin." in page
    assert "Deras" in page
    again = form_on(page, "texts_form")
    assert again[name] == ["Mitt"]
    step.refresh_from_db()
    assert step.title["sv"] == "Deras"

    desk.post(at, again | {"theirs:steps/propose/title:sv": "on"})
    assert text_at("steps/propose/title").words["sv"] == "Deras"
    desk.post(at, again)
    assert text_at("steps/propose/title").words["sv"] == "Mitt"


def test_a_box_that_was_left_alone_does_not_undo_what_somebody_else_wrote(desk, step):
    at = address(q="steps/propose/title")
    fields = sent(desk, at) | {"words:steps/propose/title:en": "Mine"}
    write([Rewording(text_at("steps/propose/title"), "sv", "Deras")])
    assert desk.post(at, fields).status_code == 302
    assert text_at("steps/propose/title").words | {"fi": ""} == {"fi": "", "sv": "Deras", "en": "Mine"}


def test_a_fingerprint_of_a_great_many_letters_is_none(desk, step):
    at = address(q="steps/propose/title")
    fields = sent(desk, at)
    own = fields["seen:steps/propose/title"][0]
    fields |= {"seen:steps/propose/title": "a" * 300_000, "words:steps/propose/title:sv": "Föreslå"}
    page = desk.post(at, fields).content.decode()
    assert "Joku muu muutti tätä sillä välin." in page
    assert form_on(page, "texts_form")["seen:steps/propose/title"] == [own]
    assert text_at("steps/propose/title").words["sv"] == step.title["sv"]


def test_the_fingerprints_of_a_text_that_is_gone_are_read_once_however_many_words_come_for_it():
    class Sent(dict):
        read = 0

        def get(self, *args):
            self.read += 1
            return super().get(*args)

    sent = Sent({f"words:steps/gone/title:x{number}": "Nu" for number in range(50)})
    assert typed_in_gone(sent, set()) == ["Nu"] * 50
    assert sent.read == 1


def test_words_for_what_was_deleted_meanwhile_are_shown(desk, step):
    at = address(q="steps/propose/title")
    fields = sent(desk, at) | {"words:steps/propose/title:sv": "Föreslå nu"}
    step.delete()
    assert "Föreslå nu" in desk.post(at, fields).content.decode()


@pytest.mark.variants(stay=0)
@pytest.mark.whole_guidance
def test_after_saving_the_next_page_goes_on_where_this_one_ended(desk, edition):
    for sign in Sign.objects.all():
        reword(sign, "short", sv="")
        reword(sign, "full", sv="")
        reword(sign, "reason", sv="")
    at = address(show="missing", language="sv")
    fields = sent(desk, at)
    typed = {name: "Nu" for name in fields if name.startswith("words:") and name.endswith(":sv")}
    assert len(typed) == 40
    response = desk.post(at, fields | typed | {"go_on": "x"})
    assert response.headers["Location"] == address(show="missing", language="sv", page=1)
    assert len(seen_on(desk, show="missing", language="sv")) == 17


def test_what_nobody_sees_is_refused_in_words(desk, step):
    at = address(q="steps/propose/title")
    page = desk.post(at, sent(desk, at) | {"words:steps/propose/title:sv": "Föreslå \u2066hjälp"})
    assert "”Föreslå” jälkeen on merkki, jota ei näe" in page.content.decode()
    assert text_at("steps/propose/title").words["sv"] != "Föreslå \u2066hjälp"


def test_a_null_character_is_refused_in_words(desk, step):
    at = address(q="steps/propose/title")
    page = desk.post(at, sent(desk, at) | {"words:steps/propose/title:sv": "a\0b"})
    assert page.status_code == 200
    assert text_at("steps/propose/title").words["sv"] != "a\0b"


# --- In each entry's form --------------------------------------------------------------------------------


def test_a_form_says_beside_a_box_what_it_lacks(desk, step):
    page = desk.get(f"/admin/guidance/step/{step.pk}/change/").content.decode()
    assert "Suomi muuttunut" not in page
    assert "Puuttuu" not in page
    reword(step, "title", fi="Uusi", sv="")
    page = desk.get(f"/admin/guidance/step/{step.pk}/change/").content.decode()
    assert page.count("Suomi muuttunut") == page.count("Puuttuu") == 1
    assert 'aria-describedby="id_title_helptext id_title_2_lack"' in page or "id_title_2_lack" in page


@pytest.mark.whole_guidance
def test_a_draft_can_be_loaded_that_lacks_everything_but_finnish(desk, published_pack):
    def only_finnish(part):
        if isinstance(part, list):
            return [only_finnish(each) for each in part]
        if isinstance(part, dict) and "fi" in part:
            return {"fi": part["fi"]}
        return {name: only_finnish(each) for name, each in part.items()} if isinstance(part, dict) else part

    write_draft(only_finnish(published_pack))
    found = counts(texts_of_draft())
    assert found["sv", MISSING] == found["en", MISSING] > 400
    assert desk.get(PAGE).status_code == 200


def test_a_number_known_to_be_closed_is_refused_beside_its_box(desk, step):
    asked = {"kind": "step", "show": ""}
    form = sent(desk, **asked) | {"words:steps/propose/full:sv": "Ring 09 2525 0115."}
    page = unescape(desk.post(address(**asked), form).content.decode())
    assert "Numeroon 09 2525 0115 ei enää vastata: ”MIELI" in page
    assert "0115" not in str(read_draft()["steps"])
