"""The organisation's page in the admin: one row, for administrators alone."""

import html

import pytest
from django.db import IntegrityError
from django.urls import reverse

from interview.models import Organisation
from interview.organisation.admin import OrganisationAdmin
from tests.guidance.filled_in import form_on
from tests.markup import words

pytestmark = pytest.mark.django_db

ADD = "/admin/interview/organisation/add/"
LIST = "/admin/interview/organisation/"


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def fill(client, address, **changes):
    fields = form_on(client.get(address).content.decode(), "organisation_form")
    return client.post(address, fields | changes)


def page_of(organisation) -> str:
    return reverse("admin:interview_organisation_change", args=[organisation.pk])


def test_an_administrator_writes_the_organisation_and_its_texts(desk):
    answer = fill(
        desk,
        ADD,
        name_fi="Esimerkkialue",
        name_sv="Exempelområdet",
        feedback="palaute@example.fi",
        privacy_fi="Yksi.\r\n\r\nToinen.",
    )
    assert answer.status_code == 302
    kept = Organisation.objects.get()
    assert kept.name == {"fi": "Esimerkkialue", "sv": "Exempelområdet"}
    assert kept.privacy == {"fi": "Yksi.\n\nToinen."}
    assert kept.accessibility == {}


def test_what_another_administrator_added_meanwhile_is_not_written_over(desk, monkeypatch):
    has_add_permission = OrganisationAdmin.has_add_permission

    def asked_before_it_was_there(self, request):
        may_add = has_add_permission(self, request)
        if request.method == "POST" and may_add:
            Organisation(name={"fi": "Ensin tullut"}).save()
        return may_add

    page = form_on(desk.get(ADD).content.decode(), "organisation_form")
    monkeypatch.setattr(OrganisationAdmin, "has_add_permission", asked_before_it_was_there)
    with pytest.raises(IntegrityError):
        desk.post(ADD, page | {"name_fi": "Toiseksi tullut"})
    assert not Organisation.objects.exists()


def test_nothing_has_to_be_written(desk):
    assert fill(desk, ADD).status_code == 302
    assert Organisation.objects.get().name == {}


def test_a_text_without_its_finnish_is_refused_and_kept_on_the_page(desk):
    answer = fill(desk, ADD, accessibility_sv="Egen text.")
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "Kirjoita ainakin suomenkielinen teksti." in page
    assert "Egen text." in page
    assert not Organisation.objects.exists()


TURNED = "Hyvinvointi\u202ealue"  # what follows reads from right to left


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"name_fi": TURNED}, "Suomi: Tekstin ”Hyvinvointi” jälkeen on merkki, jota ei näe"),
        (
            {"privacy_fi": "Tietosuoja.", "privacy_sv": TURNED},
            "Svenska: Tekstin ”Hyvinvointi” jälkeen",
        ),
        ({"feedback": TURNED}, "Tekstin ”Hyvinvointi” jälkeen on merkki, jota ei näe"),
        ({"accessibility_fi": "\u200b"}, "Suomi: Tekstissä on vain merkkejä, joita ei näe."),
        ({"name_fi": "Ä" * 5001}, "5001"),
    ],
    ids=["name", "statement", "address", "nothing to see", "long"],
)
def test_a_text_with_letters_that_nobody_sees_is_refused_as_in_the_guidance(desk, written, told):
    answer = fill(desk, ADD, **written)
    assert told in html.unescape(answer.content.decode())
    assert not Organisation.objects.exists()


def test_a_statement_may_be_longer_than_a_text_of_the_guidance(desk):
    assert fill(desk, ADD, privacy_fi="Tietosuoja. " * 1000).status_code == 302


def test_what_stood_there_before_keeps_nobody_from_the_rest(desk):
    row = Organisation.objects.create(name={"fi": TURNED}, feedback=TURNED)
    assert fill(desk, page_of(row), privacy_fi="Tietosuoja.").status_code == 302


def test_there_is_one_row_and_it_cannot_be_deleted(desk):
    Organisation(name={"fi": "Esimerkkialue"}).save()
    Organisation(name={"fi": "Toinen"}).save()
    kept = Organisation.objects.get()
    assert kept.name == {"fi": "Toinen"}
    assert desk.get(ADD).status_code == 403
    assert desk.post(page_of(kept).replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_two_who_write_at_once_are_told(desk):
    Organisation(feedback="ennen@example.fi").save()
    kept = Organisation.objects.get()
    fields = form_on(desk.get(page_of(kept)).content.decode(), "organisation_form")
    Organisation.objects.update(feedback="toinen@example.fi")
    page = html.unescape(desk.post(page_of(kept), fields | {"feedback": "minun@example.fi"}).content.decode())
    assert "muutti tätä sillä välin" in page
    assert Organisation.objects.get().feedback == "toinen@example.fi"


CLOCKS = {"cover_after": "15", "cover_when_hidden": "", "lock_after": "30"}


def test_an_administrator_sets_the_clocks_of_cover_and_lock(desk):
    assert fill(desk, ADD, **CLOCKS).status_code == 302
    kept = Organisation.objects.get()
    assert (kept.cover_after, kept.cover_when_hidden, kept.lock_after) == (15, False, 30)


def test_nobody_has_to_set_them(desk):
    fill(desk, ADD)
    kept = Organisation.objects.get()
    assert (kept.cover_after, kept.cover_when_hidden, kept.lock_after) == (3, True, 10)


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize(
    "clocks",
    [
        {"cover_after": "0"},
        {"cover_after": "16", "lock_after": "30"},
        {"lock_after": "4"},
        {"lock_after": "31"},
        {"cover_after": ""},
        {"cover_after": "11", "lock_after": "10"},
    ],
    ids=str,
)
def test_clocks_out_of_bounds_and_a_cover_later_than_the_lock_are_refused(desk, clocks):
    answer = fill(desk, ADD, **clocks)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Organisation.objects.exists()


def test_a_cover_as_late_as_the_lock_is_not_too_late(desk):
    assert fill(desk, ADD, cover_after="10", lock_after="10").status_code == 302


@pytest.mark.parametrize("clocks", [{"cover_after": 0}, {"lock_after": 31}, {"cover_after": 12}], ids=str)
def test_the_database_itself_refuses_clocks_out_of_bounds(db, clocks):
    with pytest.raises(IntegrityError):
        Organisation(**clocks).save()


KEPT = {"unfinished_days": "30", "finished_days": "90", "log_years": "5"}


def test_an_administrator_sets_how_long_things_are_kept(desk):
    assert fill(desk, ADD, **KEPT).status_code == 302
    kept = Organisation.objects.get()
    assert (kept.unfinished_days, kept.finished_days, kept.log_years) == (30, 90, 5)


def test_by_themselves_they_are_a_fortnight_thirty_days_and_two_years(desk):
    fill(desk, ADD)
    kept = Organisation.objects.get()
    assert (kept.unfinished_days, kept.finished_days, kept.log_years) == (14, 30, 2)


NONSENSE = [
    {"unfinished_days": 6},
    {"unfinished_days": 31},
    {"finished_days": 6},
    {"finished_days": 91},
    {"log_years": 0},
    {"log_years": 6},
]


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize(
    "clocks",
    [*NONSENSE, {"unfinished_days": ""}, {"finished_days": "-14"}, {"log_years": "always"}],
    ids=str,
)
def test_no_clock_is_set_to_nonsense(desk, clocks):
    answer = fill(desk, ADD, **{name: str(value) for name, value in clocks.items()})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("clocks", NONSENSE, ids=str)
def test_nor_does_the_database_itself_take_one(db, clocks):
    with pytest.raises(IntegrityError):
        Organisation(**clocks).save()


@pytest.mark.parametrize("who", ["supervisor", "officer"])
def test_others_at_the_desk_have_no_way_to_it(client, request, who):
    Organisation().save()
    client.force_login(request.getfixturevalue(who))
    for address in (LIST, ADD, page_of(Organisation.objects.get())):
        assert client.get(address).status_code == 403
    assert LIST not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "asked", ["interviews__isnull=0", "interviews__id__startswith=a", "sessions__isnull=0"]
)
def test_the_list_of_accounts_answers_nothing_about_interviews(client, administrator, asked):
    client.force_login(administrator)
    assert client.get(f"/admin/auth/user/?{asked}").status_code == 400
    assert client.get("/admin/auth/user/?is_staff__exact=1&groups__id__exact=1").status_code == 200


@pytest.mark.parametrize("taken", ["worker", "Worker", "worker "])
def test_a_name_that_somebody_has_is_refused_in_a_sentence(client, administrator, worker, taken):
    client.force_login(administrator)
    password = "hernekeitto-kiertää-hitaasti"
    sent = {"username": taken, "usable_password": "true", "password1": password, "password2": password}
    answer = client.post("/admin/auth/user/add/", sent)
    assert answer.status_code == 200
    assert "Käyttäjätunnus on jo rekisteröity." in words(answer)


def test_an_account_is_not_renamed(client, administrator, worker):
    client.force_login(administrator)
    page = client.get(f"/admin/auth/user/{worker.pk}/change/").content.decode()
    assert 'name="username"' not in page
    assert 'name="username"' in client.get("/admin/auth/user/add/").content.decode()
