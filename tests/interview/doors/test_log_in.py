from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from config import environment
from interview.accounts import Session
from tests.markup import words

pytestmark = pytest.mark.django_db


def log_in(client, user, password, **more):
    return client.post("/accounts/login/", {"login": user.username, "password": password, **more})


@pytest.mark.parametrize(
    ("who", "work"),
    [("worker", "/i/"), ("supervisor", "/admin/"), ("officer", "/admin/"), ("administrator", "/admin/")],
)
def test_everyone_logs_in_by_user_name_and_lands_on_their_own_work(request, client, password, who, work):
    user = request.getfixturevalue(who)
    response = log_in(client, user, password)
    assert response.status_code == 302
    assert response.headers["Location"] == work
    assert client.session["_auth_user_id"] == str(user.pk)


def test_roles_add_up_and_whoever_has_none_begins_at_the_start(client, supervisor, password):
    supervisor.groups.add(Group.objects.get(name="Workers"))
    assert log_in(client, supervisor, password).headers["Location"] == "/i/"
    client.logout()
    nobody = User.objects.create_user("nobody", password=password)
    assert log_in(client, nobody, password).headers["Location"] == "/"


def test_log_in_leads_on_to_the_page_that_was_asked_for(client, supervisor, password):
    asked = client.get("/admin/guidance/", follow=True).redirect_chain[-1][0]
    assert unquote(asked) == "/accounts/login/?next=/admin/guidance/"
    assert (
        log_in(client, supervisor, password, next="/admin/guidance/").headers["Location"]
        == "/admin/guidance/"
    )


def test_log_in_leads_to_no_other_site(client, worker, password):
    response = log_in(client, worker, password, next="https://elsewhere.example.fi/")
    assert response.headers["Location"] == "/i/"


def test_the_admin_has_no_log_in_of_its_own(client):
    response = client.get("/admin/login/?next=/admin/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


def test_nobody_who_has_logged_in_tries_passwords_at_the_admins_own_log_in(
    client, supervisor, administrator, password
):
    client.force_login(supervisor)
    tried = {"username": "administrator", "password": password}
    assert client.post("/admin/login/", tried).headers["Location"] == "/admin/"
    assert client.session["_auth_user_id"] == str(supervisor.pk)


def test_the_admin_knows_nothing_of_mail(client, administrator):
    client.force_login(administrator)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/account/emailaddress/").status_code == 404


def test_a_worker_is_kept_out_of_the_admin(client, worker):
    client.force_login(worker)
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_wrong_password_stays_out(client, worker):
    response = log_in(client, worker, "not this one")
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("own", "almost"),
    [
        (" Kuusi kolmas lumi ", ["Kuusi kolmas lumi", " kuusi kolmas lumi ", " Kuusi kolmas lumi"]),
        ("hernekeitto " * 40, ["hernekeitto " * 39, ("hernekeitto " * 6)[:64]]),
    ],
    ids=["with spaces around it", "of 480 letters"],
)
def test_a_password_is_taken_as_it_was_typed_however_long(client, worker, own, almost):
    worker.set_password(own)
    worker.save()
    assert [log_in(client, worker, other).status_code for other in almost] == [200] * len(almost)
    assert log_in(client, worker, own).status_code == 302


def test_an_unknown_name_is_answered_like_a_wrong_password(client, worker):
    def errors(name: str) -> str:
        return words(client.post("/accounts/login/", {"login": name, "password": "not this one"}), "#errors")

    assert errors("worker") == errors("nobody")


@pytest.mark.parametrize(
    "path", ["signup/", "password/reset/", "password/change/", "email/", "confirm-email/", "reauthenticate/"]
)
def test_nobody_signs_up_and_no_mail_goes_out(client, worker, path):
    assert client.get(f"/accounts/{path}").status_code == 404
    client.force_login(worker)
    assert client.get(f"/accounts/{path}").status_code == 404


def test_whoever_came_past_one_of_our_proxies_is_refused_calmly(client, worker, password, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    settings.PROXY_ADDRESSES = environment.proxy_addresses({})
    sent = {"login": worker.username, "password": password}
    past = client.post("/accounts/login/", sent, headers={"X-Forwarded-For": "198.51.100.9"})
    assert past.status_code == 400
    assert "_auth_user_id" not in client.session
    both = client.post("/accounts/login/", sent, headers={"X-Forwarded-For": "198.51.100.9, 10.0.0.5"})
    assert both.status_code == 302


def test_a_session_ends_twelve_hours_after_log_in(client, worker, password):
    before = timezone.now()
    log_in(client, worker, password)
    ends = Session.objects.get().expire_date
    assert timedelta(hours=12) <= ends - before < timedelta(hours=12, minutes=1)


def test_using_a_session_does_not_lengthen_it(client, worker, password):
    log_in(client, worker, password)
    ends = Session.objects.get().expire_date
    session = client.session
    session["something"] = "changed"
    session.set_expiry(10**6)
    session.save()
    assert Session.objects.get().expire_date == ends


def test_the_cookie_goes_with_the_browser_and_the_end_is_kept_here(client, worker, password):
    cookie = log_in(client, worker, password).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_the_cookie_is_another_after_log_in(client, worker, password):
    client.get("/accounts/login/")
    session = client.session
    session["before"] = "log-in"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    log_in(client, worker, password)
    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_log_out_asks_first_with_a_form_that_posts_to_itself(worker_client):
    response = worker_client.get("/accounts/logout/")
    assert response.status_code == 200
    assert "_auth_user_id" in worker_client.session
    response = worker_client.post("/accounts/logout/")
    assert response.headers["Location"] == "/"
    assert "_auth_user_id" not in worker_client.session
    assert not Session.objects.exists()


def test_an_account_that_was_closed_stays_out(client, worker, password):
    worker.is_active = False
    worker.save()
    log_in(client, worker, password)
    assert "_auth_user_id" not in client.session
