"""The cookie of a browser that has logged in before."""

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse

from interview.doors.known_browsers import COOKIE, MOST_ACCOUNTS, remember, word_of_known

ANNA, BO = User(pk=1, username="anna"), User(pk=2, username="bo")


@pytest.fixture
def ask(rf):
    def ask(cookie: str = ""):
        request = rf.get("/")
        request.COOKIES[COOKIE] = cookie
        return request

    return ask


def cookie_after(request, *users: User) -> str:
    for user in users:
        response = HttpResponse()
        remember(request, response, user)
        request.COOKIES[COOKIE] = response.cookies[COOKIE].value
    return request.COOKIES[COOKIE]


def test_a_browser_is_known_to_whom_it_logged_in_and_to_nobody_else(ask):
    cookie = cookie_after(ask(), ANNA)
    assert word_of_known(ask(cookie), ANNA)
    assert not word_of_known(ask(cookie), BO)
    assert not word_of_known(ask(cookie), None)
    assert not word_of_known(ask(), ANNA)


def test_several_share_a_computer_and_the_oldest_is_forgotten(ask):
    many = [User(pk=number) for number in range(3, 3 + MOST_ACCOUNTS)]
    cookie = cookie_after(ask(), ANNA, *many)
    assert not word_of_known(ask(cookie), ANNA)
    assert all(word_of_known(ask(cookie), user) for user in many)


def test_it_names_nobody_and_is_for_the_server_alone(ask):
    response = HttpResponse()
    remember(ask(), response, ANNA)
    cookie = response.cookies[COOKIE]
    assert "anna" not in cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] > 300 * 24 * 3600


@pytest.mark.parametrize("cookie", ["made.up", ".", "a" * 5000, "x.y.z" * 500, "ä.ö"])
def test_what_was_made_up_is_known_to_nobody(ask, cookie):
    assert not word_of_known(ask(cookie), ANNA)
