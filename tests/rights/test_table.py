"""An address of the URL configuration that stands in no row fails, and so does a row without an address.

Each request is taken back, so that none meets what another left.
"""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import URLResolver, get_resolver

from interview.models import Interview

from .table import ADDRESSES, METHODS, RIGHTS, ROLES

pytestmark = pytest.mark.django_db

READ_AND_SENT = ("GET", "POST")


def routes(resolver: URLResolver | None = None, above: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = f"{above}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def ways(kind: str, route: str, role: str, by_turns: bool) -> tuple[str, ...]:
    """Every way for the first address of a kind; the others are read and sent a form.

    By turns each role asks the first in three ways; a quarter of them reads each of the others, and a quarter
    sends it a form.
    """
    place, turn = ADDRESSES[kind].index(route), ROLES.index(role)
    if not by_turns:
        return READ_AND_SENT if place else METHODS
    if place:
        its_turn = (place + turn) % 4
        return READ_AND_SENT[its_turn : its_turn + 1]
    one_more = METHODS[(list(ADDRESSES).index(kind) + turn) % len(METHODS)]
    return (*READ_AND_SENT, one_more)


def test_every_address_stands_in_one_row():
    in_rows = [route for addresses in ADDRESSES.values() for route in addresses]
    assert sorted(in_rows) == sorted(set(routes()))


@pytest.mark.parametrize(
    "by_turns",
    [pytest.param(True, id="by turns"), pytest.param(False, id="in both ways", marks=pytest.mark.heavy)],
)
@pytest.mark.parametrize("kind", ADDRESSES)
def test_every_role_is_answered_as_the_table_says(ask, address, kind, by_turns):
    differing = {}
    for route in ADDRESSES[kind]:
        there = address(route)
        for role, expected in RIGHTS[kind].items():
            for method in ways(kind, route, role, by_turns):
                answered = ask(role, method, there)
                if answered != expected[METHODS.index(method)]:
                    differing[f"{role} {method} {route}"] = answered
    assert differing == {}


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("role", ROLES[1:])
def test_a_disabled_account_is_a_strangers(ask, address, role):
    firsts = {kind: address(addresses[0]) for kind, addresses in ADDRESSES.items()}
    ask(role, "GET", "/")  # logs in
    User.objects.filter(username=role).update(is_active=False)
    for kind, there in firsts.items():
        for method in ("GET", "POST"):
            expected = RIGHTS[kind]["stranger"][METHODS.index(method)]
            assert (kind, ask(role, method, there)) == (kind, expected)


def test_no_command_writes_out_what_was_written_in_an_interview(known, worker, capsys):
    client = Client()
    client.force_login(worker)
    client.post(f"/i/{known['interview_id']}/1/", {"version": 0, "note-pace": "Äiti lukitsi oven"})
    assert Interview.objects.get().open_sheet().value("note-pace") == "Äiti lukitsi oven"
    call_command("dumpdata")
    assert "lukitsi" not in capsys.readouterr().out
