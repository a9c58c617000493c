"""Telephone numbers in the admin: what a worker sees is what is dialled, or it is not saved or published."""

import copy
import html

import pytest
from django.core.management import CommandError, call_command

from guidance.desk.kit.places import form_of
from guidance.draft import read_draft
from guidance.models import Contact, Edition, Phone
from guidance.packs.files import write_pack
from guidance.rules.places import Place
from guidance.rules.reading import read_guidance
from tests.guidance.at_the_desk import opened, page_of
from tests.guidance.desk.packs.test_pages import bring

pytestmark = pytest.mark.django_db

DIFFER = {
    "fi": "Tässä näkyy numero ”029 546 3178”, mutta puhelu menee numeroon ”+358295463177”.",
    "sv": "Här visas numret ”029 546 3178”, men samtalet går till numret ”+358295463177”.",
    "en": "The number shown here is ‘029 546 3178’, but the call goes to ‘+358295463177’.",
}


def system() -> Contact:
    return Contact.objects.get(identifier="assistance-system")


def save(client, contact: Contact, **changes) -> str:
    """The page that comes when something is changed on the form of a contact; "" when it was saved."""
    answer = client.post(page_of(contact), opened(client, contact) | changes)
    return "" if answer.status_code == 302 else html.unescape(answer.content.decode())


def numbers() -> list[tuple[str, str]]:
    return list(system().phones.values_list("number", "tel"))


def with_another_number(pack: dict) -> dict:
    changed = copy.deepcopy(pack)
    contacts = {contact["id"]: contact for contact in changed["contacts"]}
    contacts["assistance-system"]["phones"][0]["number"] = "029 546 3178"
    return changed


# --- The form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_shown_number_changed_without_the_dialled_one_is_refused_beside_its_field(desk, settings, language):
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = save(desk, system(), **{"phones-0-number": "029 546 3178"})
    row = page.partition('id="phones-0"')[2].partition('id="phones-empty"')[0]
    assert DIFFER[language] in row
    assert 'id="id_phones-0-tel_error"' in row
    assert 'value="029 546 3178"' in row
    assert numbers() == [("029 546 3177", "+358295463177")]


def test_a_dialled_number_changed_without_the_shown_one_is_refused(desk):
    assert "mutta puhelu menee numeroon ”+358295463178”" in save(
        desk, system(), **{"phones-0-tel": "+358295463178"}
    )
    assert numbers() == [("029 546 3177", "+358295463177")]


def test_both_numbers_changed_to_the_same_are_saved(desk):
    changes = {"phones-0-number": "029 546 3178", "phones-0-tel": "+358295463178"}
    assert save(desk, system(), **changes) == ""
    assert numbers() == [("029 546 3178", "+358295463178")]


def test_a_new_number_that_dials_another_is_refused(desk):
    new = {"phones-1-number": "116 006", "phones-1-tel": "116111"}
    assert "mutta puhelu menee numeroon ”116111”" in save(desk, system(), **new)
    assert len(numbers()) == 1


def test_a_number_that_cannot_be_dialled_is_told_once(desk):
    page = save(desk, system(), **{"phones-0-tel": "029 546"})
    assert "Vain numeroita" in page
    assert "mutta puhelu menee" not in page


def test_a_number_that_differs_can_be_taken_away(desk):
    Phone.objects.filter(contact=system()).update(number="029 546 3178")
    assert save(desk, system(), **{"phones-0-DELETE": "on"}) == ""
    assert numbers() == []


# --- Publishing, and packs -------------------------------------------------------------------------------


def test_a_draft_that_dials_another_number_than_it_shows_is_not_published_and_leads_to_it(desk):
    Phone.objects.filter(contact=system()).update(number="029 546 3178")
    page = html.unescape(desk.get("/admin/guidance/edition/publish/").content.decode())
    assert DIFFER["fi"] in page
    assert f'<a href="{form_of(Place.parse("contacts/assistance-system/phones/1/tel"))}">' in page
    with pytest.raises(CommandError, match="029 546 3178"):
        call_command("publish")
    with pytest.raises(CommandError, match="029 546 3178"):
        call_command("check_guidance")
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("command", ["load_pack", "check_guidance"])
def test_a_pack_file_that_dials_another_number_than_it_shows_is_refused(published_pack, tmp_path, command):
    file = tmp_path / "ours.yaml"
    file.write_text(write_pack(with_another_number(published_pack)), encoding="utf-8")
    before = read_draft()
    with pytest.raises(CommandError, match="029 546 3178"):
        call_command(command, str(file))
    assert read_draft() == before


def test_a_file_brought_at_the_desk_that_dials_another_number_is_refused(desk, published_pack):
    page = html.unescape(bring(desk, with_another_number(published_pack)))
    assert DIFFER["fi"] in page
    assert 'name="sealed"' not in page


def test_an_older_edition_that_dials_another_number_is_restored_and_then_mended(desk, edition):
    """It cannot be mended where it stands, and nobody sees it before it is published anew."""
    Edition.objects.filter(pk=edition.pk).update(content=with_another_number(edition.content))
    address = f"/admin/guidance/edition/{edition.number}/restore/"
    sealed = desk.get(address).content.decode().partition('name="sealed" value="')[2].partition('"')[0]
    assert desk.post(address, {"sealed": sealed}).status_code == 302
    assert numbers() == [("029 546 3178", "+358295463177")]
    assert save(desk, system(), **{"phones-0-number": "029 546 3177"}) == ""


# --- One rule for the form and the pack ------------------------------------------------------------------


@pytest.mark.parametrize("tel", ["0295463177", "+358295463177", "112", "116006", "02"])
def test_a_number_that_a_pack_may_hold_can_be_saved_on_the_form(desk, tel):
    assert save(desk, system(), **{"phones-0-number": tel, "phones-0-tel": tel}) == ""
    assert read_guidance(read_draft())


@pytest.mark.parametrize(
    "tel", ["１１２", "١١٢", "029 546 3177", "029-5463177", "+", "2", "0035829546317700", "112\n3"]
)
def test_a_number_that_makes_the_draft_unreadable_is_refused_on_the_form(desk, tel):
    assert "Vain numeroita" in save(desk, system(), **{"phones-0-tel": tel})
    assert numbers() == [("029 546 3177", "+358295463177")]
