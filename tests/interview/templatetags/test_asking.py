"""A question is drawn once for each answer; a worker's own words are never kept for that."""

import pytest
from django.conf import settings

from interview.templatetags import asking

NOTE = "Kanarialintu lauloi aidan takana."


@pytest.fixture
def page(worker_client, at):
    return lambda number=2: worker_client.get(at(number)).content.decode()


def test_a_page_looks_the_same_whether_its_questions_were_drawn_before_or_not(page):
    asking._drawn.clear()
    first = page()
    assert asking._drawn
    assert _without_token(page()) == _without_token(first)


def test_a_changed_answer_is_shown_at_once(worker_client, at, page):
    for version, answer in enumerate(["yes", "no", "yes"]):
        worker_client.post(at(2), {"version": version, "check-threat": answer})
        assert f'name="check-threat" value="{answer}" checked' in page()


def test_each_language_has_its_own(worker_client, page):
    assert "Ei vastausta" in page()
    worker_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "sv"
    assert "Ei vastausta" not in page()


@pytest.mark.parametrize("place", ["note-safety", "note-nervous"])
def test_no_word_of_a_workers_is_kept(worker_client, at, page, place):
    number = 2 if place == "note-safety" else "signs"
    worker_client.post(at(number), {"version": 0, place: NOTE})
    assert NOTE in page(number)
    assert not any(NOTE in part for item in asking._drawn.items() for part in map(str, item))


def test_no_more_is_kept_than_fits(monkeypatch, page):
    asking._drawn.clear()
    monkeypatch.setattr(asking, "MOST", 1)
    page()
    assert len(asking._drawn) == 1


def _without_token(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "csrfmiddlewaretoken" not in line)


def test_how_many_answers_stand_beside_one_another_is_said_before_the_first(worker_client, at):
    page = worker_client.get(at(2)).content.decode()
    threat = page[page.index('id="field-check-threat"') :]
    assert threat.index('class="answers beside of-3"') < threat.index("<input")
    escort = page[page.index('id="field-check-escort"') :]
    assert escort.index('class="answers"') < escort.index("<input")
