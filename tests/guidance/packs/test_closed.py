"""Numbers known to be closed leave a pack before it becomes the draft, and it is told which and why."""

import copy
import html

import pytest

from guidance.draft import read_draft, write_draft
from guidance.models import ClosedNumber, Contact, Edition
from guidance.packs.closed import without_closed_numbers
from guidance.packs.files import write_pack
from guidance.packs.taking import taking
from guidance.publishing.editions import publish
from guidance.wording.problems import say
from tests.guidance.desk.packs.test_pages import bring, press, sealed_on
from tests.guidance.formats import of_format
from tests.guidance.management.commands.shell import run

pytestmark = pytest.mark.django_db

NUMBER = "09 2525 0115"
WHY = "Numero 09 2525 0115 jää pois, koska siihen ei enää vastata: ”MIELI, kriisipuhelin venäjäksi: suljettu"


def naming(pack: dict) -> dict:
    """A pack that has a closed number in a box and in a text."""
    changed = copy.deepcopy(pack)
    contacts = {each["id"]: each for each in changed["contacts"]}
    contacts["nollalinja"]["phones"].insert(0, {"number": NUMBER})
    contacts["nollalinja"]["purpose"] |= {"sv": f"Ring {NUMBER}."}
    return changed


def without(pack: dict) -> dict:
    changed = copy.deepcopy(pack)
    contacts = {each["id"]: each for each in changed["contacts"]}
    contacts["nollalinja"]["purpose"] |= {"sv": "Ring."}
    return changed


def test_they_go_from_boxes_and_texts_and_each_place_is_told(built_in_pack):
    kept, dropped = without_closed_numbers(naming(built_in_pack), {})
    assert kept == without(built_in_pack)
    assert [(str(each.place), each.known["number"]) for each in dropped] == [
        ("contacts/nollalinja/purpose/sv", NUMBER),
        ("contacts/nollalinja/phones/1", NUMBER),
    ]
    assert WHY in say(dropped[0])


def test_a_pack_without_any_stays_as_it_is(built_in_pack):
    assert without_closed_numbers(built_in_pack, built_in_pack) == (built_in_pack, [])


def test_what_the_draft_knows_counts_for_a_pack_from_before(built_in_pack):
    older = naming(of_format(3, built_in_pack))
    assert without_closed_numbers(older, {}) == (older, [])
    kept, dropped = without_closed_numbers(older, built_in_pack)
    assert kept == without(of_format(3, built_in_pack))
    assert len(dropped) == 2


def test_a_language_of_which_nothing_is_left_is_left_out(built_in_pack):
    pack = copy.deepcopy(built_in_pack)
    pack["contacts"][0]["hours"] |= {"en": NUMBER}
    kept, _dropped = without_closed_numbers(pack, {})
    assert sorted(kept["contacts"][0]["hours"]) == ["fi", "sv"]


@pytest.mark.variants(stay=0)
def test_loading_on_the_command_line_says_which_and_why(edition, built_in_pack, tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text(write_pack(naming(built_in_pack)), encoding="utf-8")
    printed = run("load_pack", str(file))
    assert f"yhteystieto nollalinja › numero 1: {WHY}" in printed
    assert printed.endswith("But for this, the draft now says what the pack says.\n")
    assert read_draft() == without(built_in_pack)


@pytest.mark.variants
@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("fi", WHY),
        (
            "sv",
            "Numret 09 2525 0115 lämnas bort, för där svarar ingen längre: ”MIELI, kristelefonen på ryska",
        ),
        (
            "en",
            "The number 09 2525 0115 is left out, because nobody answers it any more: ‘MIELI, crisis",
        ),
    ],
)
def test_a_file_brought_at_the_desk_says_so_before_it_is_taken(desk, built_in_pack, settings, language, why):
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = bring(desk, naming(built_in_pack))
    assert why in html.unescape(page)
    assert press(desk, page).status_code == 200
    assert [each.number for each in Contact.objects.get(identifier="nollalinja").phones.all()] == [
        "080 005 005",
        "116 016",
    ]


@pytest.mark.variants(stay=0)
def test_an_older_edition_is_restored_without_them_and_keeps_them_itself(desk, edition):
    content = naming(of_format(3, edition.content))
    Edition.objects.filter(pk=edition.pk).update(content=content)
    address = f"/admin/guidance/edition/{edition.number}/restore/"
    page = desk.get(address).content.decode()
    assert WHY in html.unescape(page)
    assert desk.post(address, sealed_on(page)).status_code == 302
    assert NUMBER not in str(read_draft()["contacts"])
    assert Edition.objects.get(pk=edition.pk).content == content


def test_what_is_brought_without_them_can_be_published(db, built_in_pack):
    write_draft(built_in_pack)
    write_draft(taking(naming(built_in_pack), read_draft()).pack)
    assert publish().number == 1


# --- A kind of content like the others -------------------------------------------------------------------


def test_a_pack_from_before_there_were_any_leaves_those_of_the_draft(edition, built_in_pack):
    taken = taking(of_format(3, built_in_pack), read_draft())
    assert taken.pack["closed_numbers"] == read_draft()["closed_numbers"]


def test_an_editor_adds_one_and_it_is_in_the_draft(desk):
    texts = {"number": "0800 123 123", "note_fi": "Vanha linja.", "seen_on": "2026-11-01"}
    desk.post("/admin/guidance/closednumber/add/", {**texts, "identifier": "old-line"})
    assert read_draft()["closed_numbers"][-1] == {
        "id": "old-line",
        "number": "0800 123 123",
        "note": {"fi": "Vanha linja."},
        "seen_on": "2026-11-01",
    }
    assert str(ClosedNumber.objects.get(identifier="old-line")) == "0800 123 123: Vanha linja."


def test_one_that_could_not_be_dialled_is_asked_about(desk):
    page = desk.post("/admin/guidance/closednumber/add/", {"number": "123 123", "note_fi": "Vanha linja."})
    assert "ei selviä, mihin soitetaan" in page.content.decode()
    assert not ClosedNumber.objects.filter(number="123 123").exists()
