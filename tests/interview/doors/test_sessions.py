"""Sessions are listed for whom they are, and ended for good when something is lost."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone

from interview.accounts import Event, Session
from tests.markup import part, parts, words

pytestmark = pytest.mark.django_db

MINE = "/accounts/sessions/"


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def is_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


@pytest.fixture
def two(worker):
    return logged_in(worker), logged_in(worker)


def test_a_session_knows_whose_it_is(worker, two):
    assert set(Session.objects.values_list("account", flat=True)) == {worker.pk}


def test_each_is_listed_and_this_one_first(two, colleague):
    logged_in(colleague)
    Session.objects.update(began_at=timezone.now() - timedelta(days=1))
    page = two[0].get(MINE)
    listed = [words(each) for each in parts(page, ".sessions li")]
    assert len(listed) == 2
    assert "Tämä istunto" in listed[0]
    assert "Tämä istunto" not in listed[1]
    assert all("Alkoi eilen klo" in each and "Viimeksi käytössä tänään klo" in each for each in listed)


def test_the_others_are_ended_and_this_one_goes_on(two, colleague):
    neighbour = logged_in(colleague)
    assert "1 muussa selaimessa" in words(two[0].get("/accounts/"))
    assert two[0].post(MINE).headers["Location"] == MINE
    assert [is_in(client) for client in (*two, neighbour)] == [True, False, True]
    assert "Et ole kirjautuneena muualla" in words(two[0].get(MINE))
    assert Event.objects.last().kind == "sessions-ended"


def disable(user):
    user.is_active = False
    user.save()


def give_a_password(user):
    user.set_password("hernekeitto-kiertää-hitaasti")
    user.save()


def take_from_group(user):
    user.groups.remove(Group.objects.get(name="Workers"))


def take_from_the_group(user):
    Group.objects.get(name="Workers").user_set.remove(user)


def take_every_role(user):
    user.groups.clear()


def empty_the_group(user):
    Group.objects.get(name="Workers").user_set.clear()


def delete_the_group(user):
    Group.objects.get(name="Workers").delete()


LOSSES = [
    disable,
    give_a_password,
    take_from_group,
    take_from_the_group,
    take_every_role,
    empty_the_group,
    delete_the_group,
]


@pytest.mark.parametrize("lose", LOSSES)
def test_whatever_is_lost_ends_every_session_for_good(two, worker, colleague, lose):
    lose(worker)
    User.objects.filter(pk=worker.pk).update(is_active=True)
    assert [is_in(client) for client in two] == [False, False]
    assert not Session.objects.filter(account=worker).exists()


def test_a_supervisor_who_may_no_longer_edit_is_out(supervisor):
    client = logged_in(supervisor)
    supervisor.is_staff = False
    supervisor.save()
    assert not is_in(client)


@pytest.mark.parametrize(
    "change",
    [
        lambda user: user.groups.add(Group.objects.get(name="Officers")),
        lambda user: user.groups.set([Group.objects.get(name="Workers")]),
        lambda user: user.save(),
        lambda user: User.objects.filter(pk=user.pk).first().save(update_fields=["last_login"]),
    ],
)
def test_what_is_gained_or_stays_ends_none(two, worker, change):
    change(worker)
    assert [is_in(client) for client in two] == [True, True]


def test_anothers_loss_ends_none(two, colleague):
    for lose in (disable, give_a_password, take_every_role):
        lose(colleague)
    assert [is_in(client) for client in two] == [True, True]


def test_ones_own_new_password_leaves_this_session_and_ends_the_others(two, password):
    new = "hernekeitto-kiertää-hitaasti"
    before = two[0].cookies["sessionid"].value
    two[0].post("/accounts/password/", {"oldpassword": password, "password1": new, "password2": new})
    assert [is_in(client) for client in two] == [True, False]
    assert two[0].cookies["sessionid"].value != before


def test_a_request_under_way_brings_no_ended_session_back(worker):
    client = logged_in(worker)
    session = client.session
    session["something"] = "under way"
    disable(worker)
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()


def test_twelve_hours_end_it_however_it_was_used(worker):
    client = logged_in(worker)
    session = client.session
    session["began"] = (timezone.now() - timedelta(hours=12)).isoformat()
    session.save()
    assert not is_in(client)


def test_a_log_in_takes_away_whatever_has_run_out(worker, colleague, password):
    logged_in(worker)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    Client().post("/accounts/login/", {"login": "colleague", "password": password})
    assert list(Session.objects.values_list("account", flat=True)) == [colleague.pk]


def test_when_it_was_used_is_kept_to_the_minute(worker, django_assert_num_queries):
    client = logged_in(worker)
    client.get("/accounts/logout/")  # what the organisation sets is remembered from here on
    with django_assert_num_queries(2):
        client.get("/accounts/logout/")
    long_ago = timezone.now() - timedelta(minutes=2)
    Session.objects.update(used_at=long_ago)
    with django_assert_num_queries(3):
        client.get("/accounts/logout/")
    assert timezone.now() - Session.objects.get().used_at < timedelta(minutes=1)


def test_a_page_for_strangers_asks_nothing_of_sessions(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/break/")


def test_a_locked_session_ends_others_once_its_person_has_said_who_they_are(locked, worker, password):
    elsewhere = Client()
    elsewhere.force_login(worker)
    asked = locked.post("/accounts/sessions/")
    assert asked.status_code == 423
    assert Session.objects.count() == 2
    sent = part(asked, "#unlock input[name=next]").attributes["value"]
    locked.post("/unlock/", {"password": password, "next": sent})
    locked.post("/accounts/sessions/")
    assert Session.objects.count() == 1


def test_a_locked_session_is_ended_from_elsewhere_and_by_its_own_log_out(locked, worker):
    elsewhere = Client()
    elsewhere.force_login(worker)
    elsewhere.post("/accounts/sessions/")
    assert locked.get("/i/").headers["Location"].startswith("/accounts/login/")
    assert locked.post("/accounts/logout/").status_code == 302
    assert elsewhere.get("/i/").status_code == 200
