"""Telephone numbers in the admin: what a worker sees is what is dialled, or it is not saved or published."""

import copy
import html

import pytest
from django.core.management import CommandError, call_command

from guidance.desk.kit.finding.places import form_of
from guidance.draft import read_draft
from guidance.models import ClosedNumber, Contact, Edition, Entry, Phone, Step
from guidance.packs.files import write_pack
from guidance.publishing.changes import changes
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


NUMBER = ("029 546 3177", "")
OLD = {"number": "029 546 3178", "tel": "+358295463177"}
BEHIND_A_PREFIX = {
    "fi": "Numerossa ”09 112” lyhyen numeron 112 edessä on suuntanumero tai maan numero.",
    "sv": "I numret ”09 112” står ett riktnummer eller landsnummer framför det korta numret 112.",
    "en": "In ‘09 112’ there is an area or country code before the short number 112.",
}
UNCLEAR = {
    "fi": "Numerosta ”546 3177” ei selviä, mihin soitetaan.",
    "sv": "Av numret ”546 3177” framgår inte vart samtalet går.",
    "en": "It is not clear from ‘546 3177’ where the call goes.",
}


def row_of_number(page: str) -> str:
    """The first number of a contact, on the page of its form."""
    return page.partition('id="phones-0"')[2].partition('id="phones-empty"')[0]


def save(client, row: Entry, **changes) -> str:
    """The page that comes when something is changed on the form of a row; "" when it was saved."""
    answer = client.post(page_of(row), opened(client, row) | changes)
    return "" if answer.status_code == 302 else html.unescape(answer.content.decode())


def numbers() -> list[tuple[str, str]]:
    return list(system().phones.values_list("number", "tel"))


def dialled() -> list[str]:
    """What the draft dials for each of the contact's numbers."""
    return [phone.tel for phone in read_guidance(read_draft()).contacts_by_id["assistance-system"].phones]


def with_number(pack: dict, **phone: str) -> dict:
    changed = copy.deepcopy(pack)
    contacts = {contact["id"]: contact for contact in changed["contacts"]}
    contacts["assistance-system"]["phones"] = [phone]
    return changed


def with_another_number(pack: dict) -> dict:
    return with_number(pack, **OLD)


# --- The form --------------------------------------------------------------------------------------------


@pytest.mark.variants
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_number_whose_call_is_not_plain_is_asked_about_beside_its_field(desk, settings, language):
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = save(desk, system(), **{"phones-0-number": "09 112"})
    row = row_of_number(page)
    assert f"<li>{BEHIND_A_PREFIX[language]}" in row
    assert 'id="id_phones-0-number_error"' in row
    assert 'value="09 112"' in row
    assert numbers() == [NUMBER]


@pytest.mark.variants
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_number_without_its_area_code_is_asked_about_in_each_language(desk, settings, language):
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert UNCLEAR[language] in row_of_number(save(desk, system(), **{"phones-0-number": "546 3177"}))


def test_a_number_has_one_box_and_dials_what_it_shows(desk):
    page = desk.get(page_of(system())).content.decode()
    assert 'name="phones-0-number"' in page
    assert "-tel" not in page.partition('id="phones-group"')[2]
    assert save(desk, system(), **{"phones-0-number": "029 546 3178"}) == ""
    assert numbers() == [("029 546 3178", "")]
    assert dialled() == ["+358295463178"]


def test_a_new_number_is_dialled_as_it_is_shown(desk):
    assert save(desk, system(), **{"phones-1-number": "116 006"}) == ""
    assert dialled() == ["+358295463177", "116006"]


def test_marks_that_nobody_sees_are_left_out_of_a_number(desk):
    assert save(desk, system(), **{"phones-0-number": "\u202a029 546\u200b 3178\u202c"}) == ""
    assert numbers() == [("029 546 3178", "")]


def test_a_number_that_differs_can_be_taken_away(desk):
    Phone.objects.filter(contact=system()).update(**OLD)
    assert save(desk, system(), **{"phones-0-DELETE": "on"}) == ""
    assert numbers() == []


@pytest.mark.variants(stay=0)
def test_what_an_older_pack_dials_goes_once_its_number_is_another(desk):
    Phone.objects.filter(contact=system()).update(tel="0295463177")
    assert save(desk, system(), **{"phones-0-label_fi": "Neuvonta"}) == ""
    assert numbers() == [("029 546 3177", "0295463177")]
    assert save(desk, system(), **{"phones-0-number": "029 546 3178"}) == ""
    assert numbers() == [("029 546 3178", "")]


@pytest.mark.variants
@pytest.mark.parametrize("right", ["029 546 3178", "029 546 3177"])
def test_which_of_two_numbers_is_right_the_form_asks(desk, right):
    """An older edition brought them; nobody but the editor knows, so the box is empty until one is typed."""
    Phone.objects.filter(contact=system()).update(**OLD)
    row = row_of_number(html.unescape(desk.get(page_of(system())).content.decode()))
    assert DIFFER["fi"] in row
    assert 'value="029 546 3178"' not in row
    assert DIFFER["fi"] in row_of_number(save(desk, system(), hours_fi="Aina"))
    assert save(desk, system(), **{"phones-0-number": right}) == ""
    assert numbers() == [(right, "")]


# --- Numbers known to be closed --------------------------------------------------------------------------

CLOSED = {
    "fi": "Numeroon 09 2525 0115 ei enää vastata: ”MIELI, kriisipuhelin venäjäksi: suljettu",
    "sv": "På numret 09 2525 0115 svarar ingen längre: ”MIELI, kristelefonen på ryska: stängd i mars 2026.”",
    "en": "Nobody answers 09 2525 0115 any more: ‘MIELI, crisis helpline in Russian: closed in March 2026.’",
}


@pytest.mark.variants
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_closed_number_is_refused_beside_its_box_with_its_note(desk, settings, language):
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert CLOSED[language] in row_of_number(save(desk, system(), **{"phones-0-number": "+358 9 2525 0115"}))
    assert numbers() == [NUMBER]


@pytest.mark.variants(stay=0)
def test_a_closed_number_in_a_text_is_refused_in_whatever_language(desk):
    assert CLOSED["fi"] in save(desk, system(), hours_sv="Ring 09-2525 0115.")
    step = Step.objects.get(identifier="propose")
    assert CLOSED["fi"] in save(desk, step, full_fi="Soita 0925250115.")
    assert "0115" not in str(read_draft()["steps"])


def test_who_changed_no_text_with_a_closed_number_is_not_asked_to_mend_it(desk):
    Contact.objects.filter(pk=system().pk).update(hours={"fi": "Soita 09 2525 0115."})
    Phone.objects.filter(contact=system()).update(number="09 2525 0115")
    assert save(desk, system(), purpose_fi="Neuvoo.", **{"phones-1-number": "116 006"}) == ""
    assert len(numbers()) == 2


def test_what_says_that_a_number_is_closed_may_name_it(desk):
    closed = ClosedNumber.objects.get(identifier="mieli-russian")
    assert save(desk, closed, note_fi="Ennen 09 2525 0115.") == ""


def test_a_draft_with_a_closed_number_is_not_published_and_leads_to_where_it_stands(desk):
    Phone.objects.filter(contact=system()).update(number="09 2525 0115")
    Step.objects.filter(identifier="propose").update(full={"fi": "Soita 09 2525 0115.", "sv": "x", "en": "x"})
    page = html.unescape(desk.get("/admin/guidance/edition/publish/").content.decode())
    assert page.count(CLOSED["fi"]) == 2
    for place in ("contacts/assistance-system/phones/1/number", "steps/propose/full/fi"):
        assert f'<a href="{form_of(Place.parse(place))}">' in page
    with pytest.raises(CommandError, match="09 2525 0115"):
        call_command("publish")


# --- Publishing, and packs -------------------------------------------------------------------------------


def test_a_draft_that_dials_another_number_than_it_shows_is_not_published_and_leads_to_it(desk):
    Phone.objects.filter(contact=system()).update(**OLD)
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


@pytest.mark.variants(stay=0)
def test_an_older_edition_that_dials_another_number_is_restored_and_then_mended(desk, edition):
    """It cannot be mended where it stands, and nobody sees it before it is published anew."""
    Edition.objects.filter(pk=edition.pk).update(content=with_another_number(edition.content))
    address = f"/admin/guidance/edition/{edition.number}/restore/"
    sealed = desk.get(address).content.decode().partition('name="sealed" value="')[2].partition('"')[0]
    assert desk.post(address, {"sealed": sealed}).status_code == 302
    assert numbers() == [("029 546 3178", "+358295463177")]
    assert save(desk, system(), **{"phones-0-number": "029 546 3177"}) == ""
    assert numbers() == [NUMBER]


@pytest.mark.variants
@pytest.mark.parametrize("number", ["09 112", "29 546 3177"])
@pytest.mark.parametrize("command", ["load_pack", "check_guidance"])
def test_a_pack_file_with_a_number_whose_call_is_not_plain_is_refused(
    published_pack, tmp_path, command, number
):
    file = tmp_path / "ours.yaml"
    file.write_text(write_pack(with_number(published_pack, number=number)), encoding="utf-8")
    with pytest.raises(CommandError, match=number):
        call_command(command, str(file))


@pytest.mark.variants
@pytest.mark.parametrize("tel", [{}, {"tel": "+358295463178"}, {"tel": "0295463178"}])
def test_a_pack_file_need_not_say_what_is_dialled_and_may(published_pack, tmp_path, tel):
    file = tmp_path / "ours.yaml"
    pack = with_number(published_pack, number="029 546 3178", **tel)
    file.write_text(write_pack(pack), encoding="utf-8")
    call_command("load_pack", str(file))
    assert dialled() == [tel.get("tel", "+358295463178")]
    assert read_draft() == pack


def test_to_write_what_is_dialled_or_not_is_no_change(published_pack):
    plain = with_number(published_pack, number="029 546 3177")
    assert changes(plain, with_number(published_pack, number="029 546 3177", tel="+358295463177")) == ()
    assert changes(plain, with_number(published_pack, number="029 546 3177", tel="+358295463178")) != ()


# --- One rule for the form and the pack ------------------------------------------------------------------


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("number", ["0295463177", "+358295463177", "112", "116006", "02"])
def test_a_number_that_a_pack_may_hold_can_be_saved_on_the_form(desk, number):
    assert save(desk, system(), **{"phones-0-number": number}) == ""
    assert read_guidance(read_draft())


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("number", ["１１２", "١١٢", "+", "2", "+35829546317700000", "112\n3", "auki"])
def test_a_number_that_dials_nothing_is_refused_on_the_form(desk, number):
    assert "ei selviä, mihin soitetaan" in save(desk, system(), **{"phones-0-number": number})
    assert numbers() == [NUMBER]
