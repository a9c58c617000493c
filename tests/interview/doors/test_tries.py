"""Failed tries at the log-in: what closes, what slows, and who goes on all the same."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from interview.accounts import Attempt, Event
from interview.doors import tries
from interview.doors.known_browsers import COOKIE
from tests.markup import words

pytestmark = pytest.mark.django_db

WRONG = "ei tämä ollut se"
HOME, ELSEWHERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def outside_the_demo(in_earnest):
    """Where the limits are those of real use."""


@pytest.fixture
def send(worker, password):
    """send(name, word, whence, browser): the answer to a log-in; with no browser given, one that is new."""

    def send(name="worker", word=WRONG, whence=HOME, browser=None):
        browser = browser or Client()
        return browser.post("/accounts/login/", {"login": name, "password": word}, REMOTE_ADDR=whence)

    return send


def failures(number: int, account="somebody", address=HOME) -> None:
    """As many failed tries as if they had just been made."""
    account = tries._hash("account", account) if account else None
    address = tries._hash("address", address)
    Attempt.objects.bulk_create(
        Attempt(account=account or f"other {each}", address=address) for each in range(number)
    )


def some_time_later(time: timedelta) -> None:
    for attempt in Attempt.objects.all():
        Attempt.objects.filter(pk=attempt.pk).update(at=attempt.at - time)


def waits(answer, seconds: int) -> bool:
    """Whether somebody is told to wait so long, or what is left of it."""
    return seconds - 5 <= int(answer.headers["Retry-After"]) <= seconds


def kinds() -> list[str]:
    return list(Event.objects.values_list("kind", flat=True))


# --- One account from one address ------------------------------------------------------------------------


def test_the_sixth_wrong_password_is_not_looked_at_nor_is_the_right_one(send, password):
    assert [send().status_code for _ in range(5)] == [200] * 5
    closed = send(word=password)
    assert closed.status_code == 429
    assert waits(closed, 900)
    assert "Odota 15 minuuttia" in words(closed)


def test_it_opens_a_quarter_of_an_hour_after_the_first_of_them(send, password):
    for _ in range(5):
        send()
    some_time_later(timedelta(minutes=14))
    assert send(word=password).status_code == 429
    some_time_later(timedelta(minutes=2))
    assert send(word=password).status_code == 302


def test_asking_again_while_it_is_closed_keeps_it_closed_no_longer(send):
    for _ in range(9):
        send()
    assert Attempt.objects.count() == 5


def test_elsewhere_the_account_is_open(send, password):
    for _ in range(6):
        send()
    assert send(word=password, whence=ELSEWHERE).status_code == 302


def test_whoever_gets_in_begins_anew(send, password):
    for _ in range(4):
        send()
    assert send(word=password).status_code == 302
    assert [send().status_code for _ in range(5)] == [200] * 5


def test_upper_case_and_wide_letters_are_the_same_account(send):
    for name in ("worker", "WORKER", " worker", "Worker", "ｗorker"):
        send(name)
    assert send("worker").status_code == 429


def test_a_network_of_ipv6_is_one_address(send):
    for host in range(5):
        send(whence=f"2001:db8:1:2::{host + 1}")
    assert send(whence="2001:db8:1:2:ffff::9").status_code == 429
    assert send(whence="2001:db8:1:3::1").status_code == 200


def test_an_account_that_is_not_there_is_answered_alike(send):
    answers = {name: [words(send(name)) for _ in range(6)] for name in ("worker", "nobody")}
    assert answers["worker"] == answers["nobody"]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_as_many(send):
    answers = []

    def ask():
        answers.append(send().status_code)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(200) <= 5
    assert sorted(set(answers)) in ([200, 429], [429])


def test_where_those_that_counted_are_gone_by_then_the_try_is_taken(send, monkeypatch):
    failures(5, account="worker")
    counted = tries._counted

    def counted_and_gone(*given):
        found = counted(*given)
        Attempt.objects.exclude(pk=Attempt.objects.latest("pk").pk).delete()
        return found

    monkeypatch.setattr(tries, "_counted", counted_and_gone)
    assert send().status_code == 200


# --- One account from many addresses ---------------------------------------------------------------------


@pytest.fixture
def attacked(worker):
    for number in range(20):
        failures(1, "worker", f"192.0.2.{number}")


def test_an_account_that_is_tried_from_everywhere_slows_and_does_not_close(attacked, send, password):
    asked = send(word=password)
    assert asked.status_code == 429
    assert waits(asked, 15)
    assert "Odota 15 sekuntia" in words(asked)
    some_time_later(timedelta(seconds=16))
    assert send(word=password).status_code == 302


def test_impatience_makes_nobody_wait_longer(attacked, send, password):
    send(word=password)
    some_time_later(timedelta(seconds=10))
    assert waits(send(word=password), 5)
    some_time_later(timedelta(seconds=6))
    assert send(word=password).status_code == 302


def test_each_try_there_is_waited_for(attacked, send):
    send()
    some_time_later(timedelta(seconds=16))
    assert send().status_code == 200
    assert send().status_code == 429


# --- One address at many accounts ------------------------------------------------------------------------


def test_an_address_slows_at_fifty(send, password):
    failures(49, account=None)
    assert send().status_code == 200
    assert waits(send(word=password), 15)


def test_and_closes_at_five_hundred(send, password):
    failures(500, account=None)
    assert waits(send(word=password), 900)
    assert send(word=password, whence=ELSEWHERE).status_code == 302


def test_an_organisation_sets_both(send, password, settings):
    settings.LOG_IN_LIMITS = (6, 8)
    failures(6, account=None)
    assert waits(send(word=password), 15)
    failures(2, account=None)
    assert waits(send(word=password), 900)


def test_the_demo_stands_a_thousand(send, password, settings):
    settings.DEMO = True
    failures(999, "worker")
    assert send(word=password).status_code == 302
    failures(1000, "worker")
    assert send(word=password).status_code == 429


# --- A browser that has been here ------------------------------------------------------------------------


@pytest.fixture
def known(send, password):
    """A browser that logged in as the worker once, and out again."""
    browser = Client()
    assert send(word=password, browser=browser).status_code == 302
    browser.post("/accounts/logout/")
    return browser


@pytest.mark.variants
@pytest.mark.parametrize(
    "attack",
    [
        lambda: failures(5, "worker", HOME),
        lambda: failures(300, "worker", ELSEWHERE),
        lambda: failures(50, None, HOME),
        lambda: failures(500, None, HOME),
    ],
    ids=["pair", "account", "slow address", "closed address"],
)
def test_a_browser_that_has_logged_in_before_goes_on(known, send, password, attack):
    attack()
    assert send(word=password).status_code == 429
    assert send(word=password, browser=known).status_code == 302


def test_but_only_to_the_account_it_logged_in_to(known, send, colleague, password):
    failures(5, "colleague")
    assert send("colleague", password, browser=known).status_code == 429


def test_and_not_once_it_has_failed_often_itself(known, send, password):
    assert [send(browser=known).status_code for _ in range(10)] == [200] * 10
    assert send(word=password, browser=known).status_code == 429


# --- What is kept ----------------------------------------------------------------------------------------


def test_no_typed_name_and_no_address_is_kept(send):
    send("Salainen Nimi", whence=HOME)
    kept = str([*Attempt.objects.values(), *Event.objects.values()])
    assert "alainen" not in kept
    assert HOME not in kept


def test_log_ins_failures_and_what_closed_are_events(send, worker, password):
    for _ in range(7):
        send()
    assert kinds() == ["failed"] * 5 + ["account-closed"]
    assert set(Event.objects.values_list("account", flat=True)) == {worker.pk}
    send("nobody", whence=ELSEWHERE)
    assert Event.objects.last().account is None
    browser = Client()
    send(word=password, whence=ELSEWHERE, browser=browser)
    browser.post("/accounts/logout/")
    assert kinds()[-2:] == ["logged-in", "logged-out"]


def test_tries_are_forgotten_after_a_quarter_of_an_hour(send):
    send("nobody")
    some_time_later(timedelta(minutes=16))
    send("worker")
    assert Attempt.objects.count() == 1


def test_the_password_page_counts_like_a_log_in(worker, password):
    browser = Client()
    browser.force_login(worker)
    sent = {"oldpassword": WRONG, "password1": "x", "password2": "x"}
    answers = [browser.post("/accounts/password/", sent).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_the_cookie_stays(known):
    assert known.cookies[COOKIE].value


def test_the_failure_that_closes_an_address_is_kept_once(send):
    failures(499, account=None)
    browser = Client()
    assert send(name="nobody", browser=browser).status_code == 429  # slow by now: wait, and once more
    some_time_later(timedelta(minutes=2))
    assert send(name="nobody", browser=browser).status_code == 200
    assert kinds() == ["failed", "address-closed"]


def test_a_flood_from_many_addresses_does_not_fill_the_log_and_what_closes_is_in_it(send):
    for number in range(40):
        failures(1, account=None, address=f"192.0.2.{number}")
    for _ in range(5):
        assert send().status_code == 200
    assert kinds() == ["account-closed"]
    some_time_later(timedelta(minutes=2))
    send(whence=ELSEWHERE)
    assert kinds() == ["account-closed", "failed"]


def test_an_address_that_is_written_as_one_of_another_kind_is_the_same(send):
    for _ in range(5):
        send(whence=f"::ffff:{HOME}")
    assert send(whence=HOME).status_code == 429
