"""First use: the empty list that teaches, the two-minute example, and the help page."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interview.models import Interview, Organisation
from interview.practice.hints import HINTS
from tests.interview.practice.test_views import Trying
from tests.markup import attribute, part, parts, words

EXAMPLE = "/try/?example"
THE_SITUATION = "Keksitty tilanne: asiakas tulee tapaamiseen tuttavansa kanssa."


def read(client, address) -> str:
    return html.unescape(client.get(address).content.decode())


# --- The empty list and the ways to the example ------------------------------------------------------------


def test_an_empty_list_says_what_will_come_how_cover_works_and_where_to_practise(worker_client, edition):
    page = read(worker_client, "/i/")
    for said in ("neljä vaihetta", "vaihtaa ruudulle kalenterin", f'href="{EXAMPLE}"', 'id="begin"'):
        assert said in page


def test_a_list_with_interviews_no_longer_teaches(worker_client, interview):
    assert EXAMPLE not in read(worker_client, "/i/")


def test_the_start_page_leads_workers_to_the_example_and_everybody_to_the_help(worker_client, edition):
    assert f'href="{EXAMPLE}"' in read(worker_client, "/")
    stranger = read(Client(), "/")
    assert EXAMPLE not in stranger
    assert 'href="/help/"' in stranger


# --- The example -------------------------------------------------------------------------------------------


@pytest.fixture
def example(worker_client, edition):
    return Trying(worker_client, EXAMPLE)


@pytest.mark.parametrize(("who", "status"), [("worker", 200), ("supervisor", 200), ("officer", 403)])
def test_the_example_is_for_those_who_may_try_the_live_edition(edition, request, who, status):
    client = Client()
    client.force_login(request.getfixturevalue(who))
    assert client.get(EXAMPLE).status_code == status


def test_a_stranger_logs_in_first(edition):
    assert Client().get(EXAMPLE).headers["Location"] == "/accounts/login/?next=/try/%3Fexample"


def test_the_hints_lead_through_five_steps_to_a_plain_end_and_keep_the_answers(example):
    assert THE_SITUATION in example.page
    assert "1/5" in example.page
    example.go(next_place(example)).press(check_escort="insists")
    assert "2/5" in example.page
    assert example.checked("check-escort") == "insists"
    example.go(next_place(example))
    assert "3/5" in example.page
    example.go(next_place(example))
    assert "4/5" in example.page
    assert "5/5" in example.page
    assert 'data-because="escort"' in example.page
    (end,) = (each for each in parts(example.tree, "button") if words(each) == "Lopeta esimerkki")
    assert end.attributes["form"] == "end"
    assert "Jatka merkkeihin" not in example.page


def next_place(example) -> str:
    return attribute(example.tree, "#example [name=go]", "value")


def test_a_page_outside_the_round_leads_back_to_it(example):
    example.go("4")
    assert "/5" not in example.page
    assert next_place(example) == "signs"


def test_covered_the_example_shows_nothing_of_itself_and_comes_back(example):
    example.go("2", check_threat="yes").press("leave", "break")
    assert "Keksitty" not in example.page
    assert f'action="{EXAMPLE}"' in example.page
    example.press()
    assert "2/5" in example.page
    assert example.checked("check-threat") == "yes"


def test_of_the_example_nothing_is_stored(example):
    example.go("2", check_threat="yes").go("summary").press("finish", "yes")
    assert not Interview.objects.exists()


@pytest.mark.parametrize("address", ["/try/", "/try/?draft", "/try/?draft&example"])
def test_another_try_has_no_made_up_situation(client, supervisor, edition, address):
    client.force_login(supervisor)
    assert "Keksitty tilanne" not in read(client, address)


@pytest.mark.parametrize("place", ["1", "2", "3", "4", "signs", "summary"])
def test_a_hint_gives_nothing_away(example, place):
    shown = part(example.go(place).tree, "section#example").html.lower()
    for word in ("ihmiskaup", "rikos", "rikok", "uhri", "hyväksikäyt", "poliisi", "!"):
        assert word not in shown


def test_every_hint_leads_to_a_page_of_the_round_or_ends_it():
    assert [place for place, hint in HINTS.items() if hint.next_place and hint.next_place not in HINTS] == []


# --- The help page -----------------------------------------------------------------------------------------


def test_the_help_is_open_to_all_and_its_contents_lead_to_its_parts(db):
    page = read(Client(), "/help/")
    listed = [(link.attributes["href"], words(link)) for link in parts(page, ".toc [href]")]
    assert listed == [(f"#{part.id}", words(part)) for part in parts(page, "h2[id]")]
    assert len(listed) == 12


def test_the_help_says_when_a_meeting_goes_by_the_organisations_clocks(db):
    assert "keskeneräinen 14 ja päättynyt 30 päivän kuluttua" in words(read(Client(), "/help/"))
    Organisation(unfinished_days=7, finished_days=60).save()
    assert "keskeneräinen 7 ja päättynyt 60 päivän kuluttua" in words(read(Client(), "/help/"))


@pytest.mark.parametrize(
    ("who", "leads"), [("worker", True), ("supervisor", False), ("officer", False), (None, True)]
)
def test_the_help_leads_whoever_may_to_the_example(edition, request, who, leads):
    client = Client()
    if who:
        client.force_login(request.getfixturevalue(who))
    assert (EXAMPLE in read(client, "/help/")) == leads


@pytest.mark.parametrize("address", ["/help/", "/accessibility/", "/privacy/"])
def test_a_page_costs_at_most_four_queries(worker_client, edition, address):
    worker_client.get("/break/")  # the clocks of the cover are remembered from page to page
    with CaptureQueriesContext(connection) as captured:
        assert worker_client.get(address).status_code == 200
    assert len(captured.captured_queries) <= 4
