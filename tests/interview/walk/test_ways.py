"""The way onward from page to page: in the order of the bar, saving what the page holds."""

import pytest

from tests.markup import attribute, parts, words

IN_ORDER = {1: "2", 2: "3", 3: "4", 4: "signs", "signs": "summary"}
CALLED = {"2": "Varmista turvallisuus", "3": "Turvaa jatko", "signs": "Merkit", "summary": "Koonti"}
ONWARD = "main .next-page button"


@pytest.mark.parametrize(("here", "next_page"), IN_ORDER.items())
def test_at_the_foot_of_a_page_a_button_leads_to_the_next_one(worker_client, at, here, next_page):
    page = worker_client.get(at(here))
    assert attribute(page, f"{ONWARD}[type=submit][name=go]", "value") == next_page
    assert words(page, ONWARD) == f"Seuraavaksi: {CALLED.get(next_page, 'Kysy neuvoa ja tukea')}"


def test_the_summary_is_the_last(worker_client, at):
    assert not parts(worker_client.get(at("summary")), ONWARD)


def test_the_way_onward_saves_what_the_page_holds(save, at, sheet):
    assert save(2, {"note-safety": "Kesken", "go": "3"})["Location"] == at(3)
    assert save("signs", {"sign-nervous": "noticed", "go": "summary"})["Location"] == at("summary")
    assert (sheet().value("note-safety"), sheet().value("sign-nervous")) == ("Kesken", "noticed")


def test_what_cannot_be_taken_keeps_its_page(worker_client, at, sheet):
    fields = {"version": 0, "note-safety": "ä" * 20_001, "go": "3"}
    assert worker_client.post(at(2), fields).status_code == 422


@pytest.mark.parametrize("nowhere", ["5", "0", "plan", "//example.org"])
def test_a_page_that_there_is_not_is_the_one_it_was_asked_on(save, at, nowhere):
    assert save(2, {"go": nowhere})["Location"] == at(2)


def test_practice_has_it_too_and_the_example_its_own_words_alone(worker_client, edition):
    assert attribute(worker_client.get("/try/?go=3"), ONWARD, "value") == "4"
    assert not parts(worker_client.get("/try/?example"), ONWARD)
