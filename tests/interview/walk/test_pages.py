"""The part of a page with the steps in short, for the column beside a stage and the signs."""

import json

import pytest

from tests.markup import attribute, steps

HTMX = {"HX-Request": "true"}


@pytest.fixture
def beside(worker_client, at):
    """The part as the page asks for it: beside() -> its HTML."""
    return lambda: worker_client.get(at("plan"), headers=HTMX).content.decode()


@pytest.fixture
def say(worker_client, at):
    """Save answers as a stage does, on top of all before; gives what the server says of it."""
    versions = iter(range(100))

    def say(**answers):
        fields = {name.replace("_", "-"): value for name, value in answers.items()}
        return worker_client.post(at(2), {"version": next(versions)} | fields, headers=HTMX)

    return say


def test_it_holds_the_steps_of_the_summary_in_their_order(worker_client, at, say, beside):
    say(check_threat="yes", check_minor="yes")
    assert steps(beside())
    assert steps(beside()) == steps(worker_client.get(at("summary")))


def test_it_says_which_steps_matter_most(say, beside):
    say(check_threat="yes", check_minor="yes")
    assert "data-stressed" in beside()


def test_whoever_opens_its_address_comes_to_the_summary(worker_client, at):
    response = worker_client.get(at("plan"))
    assert (response.status_code, response["Location"]) == (302, at("summary"))


def test_nothing_is_saved_through_it(worker_client, at, sheet):
    response = worker_client.post(at("plan"), {"version": 0, "check-threat": "yes"}, headers=HTMX)
    assert response.status_code == 405
    assert sheet().value("check-threat") == ""


def test_it_is_stored_nowhere(worker_client, at):
    assert "no-store" in worker_client.get(at("plan"), headers=HTMX)["Cache-Control"]


def test_a_save_tells_whether_the_steps_are_others_now(say, beside):
    marks = [attribute(beside(), "[data-plan]", "data-plan")]
    for answers in ({"note_safety": "Odottaa."}, {"check_threat": "yes"}, {"done_call_emergency": "on"}):
        told = say(**answers)["HX-Trigger"]
        marks.append(json.loads(told)["answers-saved"]["plan"])
        assert marks[-1] in beside()
    assert marks[0] == marks[1]
    assert len(set(marks[1:])) == 3
