"""The pages of one's own account."""

import pytest
from django.contrib.auth.models import User

from interview.accounts import Admission
from interview.doors.admission import admission_of
from tests.markup import parts, words

pytestmark = pytest.mark.django_db

CHANGE = "/accounts/password/"
NEW = "hernekeitto-kiertää-hitaasti"


@pytest.fixture
def change(worker_client, password):
    """change(old=…, new=…, again=…) on the password page."""

    def change(old=password, new=NEW, again=NEW):
        return worker_client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again})

    return change


def test_strangers_have_neither_an_account_page_nor_a_password_page(client):
    for path in ("/accounts/", CHANGE):
        assert client.get(path).headers["Location"].startswith("/accounts/login/")


def test_a_password_is_changed_by_whoever_knows_the_old_one(change, worker_client, worker):
    response = change()
    assert response.headers["Location"] == "/accounts/"
    assert User.objects.get(pk=worker.pk).check_password(NEW)
    assert admission_of(worker).password_is_own
    assert "Vaihdettu tänään" in words(worker_client.get("/accounts/"))


def test_the_old_password_is_asked_for(change, worker, password):
    response = change(old="ei tämä")
    assert response.status_code == 200
    assert User.objects.get(pk=worker.pk).check_password(password)


@pytest.mark.parametrize(
    "new", ["aaaaaaaaaaaa", "123456789012", "salasana1234", "Rinnalla12345", "workerworker1"]
)
def test_a_password_that_anybody_would_guess_is_not_taken(change, worker, password, new):
    response = change(new=new, again=new)
    assert response.status_code == 200
    assert 'id="errors"' in response.content.decode()
    assert User.objects.get(pk=worker.pk).check_password(password)


def test_the_password_that_somebody_else_may_know_does_not_become_ones_own(change, worker, password):
    response = change(new=password, again=password)
    assert "Valitse toinen salasana kuin nykyinen." in words(response)
    assert not admission_of(worker).password_is_own


def test_both_new_ones_are_the_same(change, worker, password):
    assert change(again=f"{NEW}1").status_code == 200
    assert User.objects.get(pk=worker.pk).check_password(password)


def test_who_was_given_a_password_is_told_when_and_goes_on_to_work(
    in_earnest, edition, change, worker_client, worker, log_in_whole
):
    log_in_whole(worker_client, worker)
    Admission.objects.update(password_is_own=False)
    said = words(worker_client.get(CHANGE))
    assert "Ylläpito asetti sinulle salasanan tänään klo" in said
    assert change().headers["Location"] == "/i/"
    assert worker_client.get("/i/").status_code == 200


def test_a_later_change_says_nothing_of_an_administrator(in_earnest, worker_client, worker, own_password):
    own_password(worker)
    assert "Ylläpito asetti" not in words(worker_client.get(CHANGE))


def test_the_admins_own_password_page_leads_here(client, supervisor):
    client.force_login(supervisor)
    assert client.get("/admin/password_change/").headers["Location"] == CHANGE


@pytest.mark.parametrize(
    ("address", "filled_in"),
    [
        ("/accounts/login/", ["current-password"]),
        (CHANGE, ["current-password", "new-password", "new-password"]),
        ("/accounts/confirm/", ["current-password"]),
    ],
)
def test_a_box_for_a_password_hides_it_and_lets_a_manager_of_passwords_fill_it_in(
    client, worker, address, filled_in
):
    if "login" not in address:
        client.force_login(worker)
    boxes = [box.attributes for box in parts(client.get(address), "input[name*=password]")]
    assert [box["autocomplete"] for box in boxes] == filled_in
    assert {box["type"] for box in boxes} == {"password"}
    assert not any({"maxlength", "readonly", "pattern"} & box.keys() for box in boxes)


def test_the_page_that_unlocks_does_so_too(locked):
    (box,) = parts(locked.get("/i/"), "input[name=password]")
    assert (box.attributes["type"], box.attributes["autocomplete"]) == ("password", "current-password")


@pytest.mark.parametrize("who", ["worker", "supervisor", "officer", "administrator"])
def test_whoever_has_logged_in_can_log_out_from_where_their_work_begins(request, client, edition, who):
    client.force_login(request.getfixturevalue(who))
    for address in ("/", "/i/", "/accounts/", "/help/", "/admin/"):
        page = client.get(address)
        if page.status_code != 302:
            assert parts(page, "a[href='/accounts/logout/'], form[action='/admin/logout/']"), address
