"""How many queries a page may cost, whatever the size of the content; and the points of a stage."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interview.models import Interview
from tests.markup import part, parts, words

HOUSEKEEPING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def queries():
    """The queries that a call costs, without what opens and closes a transaction."""

    def queries(call) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            call()
        return [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(HOUSEKEEPING)]

    return queries


@pytest.fixture
def once_more(interview):
    """once_more(): no sitting is under way any longer."""
    return lambda: Interview.objects.filter(pk=interview.pk).update(sittings={})


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("first_of_a_sitting", [True, False])
@pytest.mark.parametrize(("page", "most"), [(1, 6), (2, 6), ("signs", 6), ("summary", 6), ("plan", 6)])
def test_opening_a_page_costs_no_more_than_it_may(
    worker_client, at, queries, once_more, page, most, first_of_a_sitting
):
    headers = {"HX-Request": "true"} if page == "plan" else {}
    worker_client.get(at(page), headers=headers)
    if first_of_a_sitting:
        once_more()
    found = queries(lambda: worker_client.get(at(page), headers=headers))
    assert len(found) <= most, found


@pytest.mark.parametrize(("first_of_a_sitting", "most"), [(True, 6), (False, 5)])
@pytest.mark.parametrize("htmx", [True, False])
def test_saving_costs_no_more_than_it_may(
    worker_client, at, queries, once_more, htmx, first_of_a_sitting, most
):
    headers = {"HX-Request": "true"} if htmx else {}

    def save(version: int, answer: str) -> None:
        fields = {"version": version, "check-threat": answer}
        assert worker_client.post(at(2), fields, headers=headers).status_code in (200, 204, 302)

    save(0, "unsure")
    save(1, "yes")
    if first_of_a_sitting:
        once_more()
    found = queries(lambda: save(2, "no"))
    assert len(found) <= most, found


@pytest.mark.parametrize(("first_of_a_sitting", "most"), [(True, 6), (False, 5)])
def test_a_save_that_brings_up_what_must_be_done_now_costs_no_more(
    worker_client, at, queries, once_more, first_of_a_sitting, most
):
    def save(version: int, answer: str, shown: str) -> int:
        fields = {"version": version, "check-threat": answer, "shown": shown}
        return worker_client.post(at(2), fields, headers={"HX-Request": "true"}).status_code

    assert (save(0, "yes", ""), save(1, "no", "another")) == (200, 200)
    if first_of_a_sitting:
        once_more()
    found = queries(lambda: save(2, "yes", ""))
    assert len(found) <= most, found


def test_what_a_worker_can_say_stands_under_its_point_and_nowhere_else(worker_client, at):
    page = worker_client.get(at(1))
    points = parts(page, ".points > li")
    said = [words(part(point, ".say q")) for point in points if parts(point, ".say")]
    assert "Millainen oli eilinen päiväsi? Kerro vain sen verran kuin haluat." in said
    assert len(said) == 2
    assert len(points) > len(said)


def test_the_pocket_card_has_points_without_what_to_say(client, edition):
    page = client.get("/card/")
    assert parts(page, ".points .point")
    assert not parts(page, ".say")


def test_a_stage_says_what_a_question_is_read_as_while_nobody_answers_it(worker_client, at):
    said = "Kaikkeen ei tarvitse vastata: auki jätetty kysymys on sama kuin ”Ei vielä”."
    on_stages = {number: words(worker_client.get(at(number)), "main").count(said) for number in (1, 2, 3, 4)}
    assert on_stages == {1: 0, 2: 0, 3: 1, 4: 1}


def test_the_signs_say_once_that_no_row_has_to_be_marked(worker_client, at):
    said = "Koskematon rivi on vain käymättä läpi: jokaiseen ei tarvitse merkitä En."
    assert words(worker_client.get(at("signs")), "main").count(said) == 1


@pytest.mark.parametrize("alone", ["yes", "no"])
def test_the_signs_say_of_whom_they_are_in_company_too(worker_client, at, save, alone):
    save(1, {"check-alone": alone})
    assert "Merkit koskevat asiakasta itseään." in words(worker_client.get(at("signs")), "main")
