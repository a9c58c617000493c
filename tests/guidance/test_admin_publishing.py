"""Publishing in the admin: the next interview walks what was changed, or every reason why not is said."""

import html

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guidance.editions import guidance_of
from guidance.models import Contact, Edition, Sign, Step
from interview.models import Interview

pytestmark = pytest.mark.django_db

PUBLISH = "/admin/guidance/edition/publish/"
LIST = "/admin/guidance/edition/"


@pytest.fixture
def desk(client, supervisor, edition):
    client.force_login(supervisor)
    return client


def change(**texts):
    sign = Sign.objects.get(identifier="nervous")
    sign.short |= texts
    sign.save()


def test_a_changed_sign_once_published_is_what_the_next_interview_walks(desk, worker, supervisor):
    begun_before = Client()
    begun_before.force_login(worker)
    before = begun_before.post("/i/").headers["Location"].removesuffix("1/")
    change(fi="Katsoo koko ajan ovea.")
    response = desk.post(PUBLISH, {"note": "Merkki tarkennettu"}, follow=True)
    assert "Painos 2 on julkaistu." in response.content.decode()
    live = Edition.objects.live()
    assert (live.number, live.note, live.published_by) == (2, "Merkki tarkennettu", supervisor)

    after = begun_before.post("/i/").headers["Location"].removesuffix("1/")
    assert guidance_of(Interview.objects.latest("began_at").edition) == guidance_of(live)
    assert "Katsoo koko ajan ovea." in begun_before.get(f"{after}signs/").content.decode()
    assert "Katsoo koko ajan ovea." not in begun_before.get(f"{before}signs/").content.decode()


def test_publishing_is_refused_with_every_reason_and_the_note_stays(desk):
    Step.objects.filter(identifier="propose").update(show=[{"always": True}], but_not=[])
    Contact.objects.get(identifier="emergency-112").phones.all().delete()
    page = html.unescape(desk.post(PUBLISH, {"note": "Muistiin tämä"}).content.decode())
    assert "Luonnosta ei julkaistu." in page
    assert "Turvasääntö 1 ei pidä" in page
    assert "puuttuu numero 112" in page
    assert "Muistiin tämä" in page
    assert Edition.objects.count() == 1


def test_a_draft_that_does_not_hold_together_is_refused_in_words(desk):
    Step.objects.filter(identifier="propose").update(show=[{"nobody": ["yes"]}])
    page = html.unescape(desk.post(PUBLISH).content.decode())
    assert "Ehto koskee kohtaa ”nobody”" in page
    assert Edition.objects.count() == 1


def test_nothing_is_published_when_nothing_has_changed(desk):
    page = desk.post(PUBLISH, {"note": "Turhaan"}).content.decode()
    assert "Mikään ei ole muuttunut: luonnos on sama kuin Painos 1." in page
    assert Edition.objects.count() == 1


def test_opening_the_page_publishes_nothing(desk):
    change(fi="Katsoo ovea.")
    assert desk.get(PUBLISH).status_code == 200
    assert Edition.objects.count() == 1


def test_a_note_that_is_too_long_is_refused(desk):
    change(fi="Katsoo ovea.")
    page = desk.post(PUBLISH, {"note": "x" * 401}).content.decode()
    assert "enintään 400 merkkiä" in page
    assert Edition.objects.count() == 1


def test_publishing_from_another_site_is_refused(supervisor, edition):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(supervisor)
    change(fi="Katsoo ovea.")
    assert strict.post(PUBLISH).status_code == 403
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_others_neither_see_editions_nor_publish(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    change(fi="Katsoo ovea.")
    for address in (LIST, PUBLISH):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address).status_code in (302, 403)
    assert Edition.objects.count() == 1


def test_who_may_only_look_has_no_button_and_publishes_nothing(client, officer, edition):
    officer.user_permissions.add(Permission.objects.get(codename="view_edition"))
    client.force_login(officer)
    assert PUBLISH not in client.get(LIST).content.decode()
    assert client.post(PUBLISH).status_code == 403


@pytest.mark.parametrize("person", ["supervisor", "administrator"])
def test_nobody_adds_changes_or_deletes_an_edition_by_hand(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    row = [edition.pk]
    assert client.post(reverse("admin:guidance_edition_add"), {"number": 9}).status_code == 403
    assert client.post(reverse("admin:guidance_edition_change", args=row), {"note": "x"}).status_code == 403
    assert client.post(reverse("admin:guidance_edition_delete", args=row), {"post": "yes"}).status_code == 403
    assert Edition.objects.get() == edition


def test_an_edition_tells_number_note_who_when_and_hash(desk, supervisor):
    change(fi="Katsoo ovea.")
    desk.post(PUBLISH, {"note": "Merkki tarkennettu"})
    live = Edition.objects.live()
    assert PUBLISH in desk.get(LIST).content.decode()
    page = desk.get(reverse("admin:guidance_edition_change", args=[live.pk])).content.decode()
    for told in ("Merkki tarkennettu", str(supervisor), live.content_hash):
        assert told in page
    assert "Katsoo ovea." not in page


def test_the_list_of_editions_reads_no_content_and_asks_no_more_for_many(desk):
    few = queries_of_list(desk)
    for turn in range(3):
        change(fi=f"Katsoo ovea {turn}.")
        desk.post(PUBLISH)
    many = queries_of_list(desk)
    assert len(few) == len(many) <= 8
    assert not any('"guidance_edition"."content",' in sql for sql in many)


def queries_of_list(client) -> list[str]:
    client.get(LIST)
    with CaptureQueriesContext(connection) as captured:
        client.get(LIST)
    return [query["sql"] for query in captured.captured_queries]
