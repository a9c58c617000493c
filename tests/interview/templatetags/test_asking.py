"""A question is drawn once for each answer; a worker's own words are never kept for that."""

import pytest
from django.conf import settings

from guidance.models import Step
from guidance.publishing.editions import publish
from interview.templatetags import asking
from tests.markup import part, words

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


WRITTEN = {"note-safety": 2, "note-nervous": "signs", "note-propose": "summary", "meeting-place": "summary"}


@pytest.mark.parametrize(("place", "number"), [*WRITTEN.items(), ("label", "summary")])
def test_no_word_of_a_workers_is_kept(worker_client, at, page, place, number):
    worker_client.post(at(number), {"version": 0, place: NOTE})
    assert NOTE in page(number)
    assert not any(NOTE in part for item in asking._drawn.items() for part in map(str, item))


def test_a_tick_is_shown_as_it_stands_and_when_it_was_set_is_not_kept(worker_client, at, page, sheet):
    for version, tick in enumerate(["on", "", "on"]):
        worker_client.post(at("summary"), {"version": version, "done-record-safely": tick})
        box = part(page("summary"), "input[type=checkbox][name=done-record-safely]")
        assert ("checked" in box.attributes) == bool(tick)
    ticked = sheet().value("done-record-safely")
    assert not any(ticked in part for item in asking._drawn.items() for part in map(str, item))


def test_a_step_of_another_edition_is_ticked_by_its_own_title(edition, worker_client, begin):
    older = begin(worker_client)
    step = Step.objects.get(identifier="record-safely")
    was, step.title = step.title["fi"], {**step.title, "fi": "Kirjaa uudella otsikolla"}
    step.save()
    publish()
    newer = begin(worker_client)
    for _again in range(2):
        for interview, title in ((older, was), (newer, "Kirjaa uudella otsikolla")):
            summary = worker_client.get(f"/i/{interview.pk}/summary/")
            assert words(part(summary, "#field-done-record-safely")) == title


def test_what_one_person_has_answered_another_does_not_see(worker_client, at, page, client, colleague, begin):
    fields = {"check-threat": "yes", "done-propose": "on", "note-safety": NOTE}
    worker_client.post(at(2), {"version": 0, **fields})
    assert "checked" in str(part(page(2), "#field-check-threat").html)
    client.force_login(colleague)
    other = begin(client)
    theirs = client.get(f"/i/{other.pk}/2/").content.decode()
    assert "checked" not in str(part(theirs, "#field-check-threat").html)
    assert NOTE not in theirs


def test_no_more_is_kept_than_fits(monkeypatch, page):
    asking._drawn.clear()
    monkeypatch.setattr(asking, "MOST", 1)
    page()
    assert len(asking._drawn) == 1


def _without_token(html: str) -> str:
    """Nor when somebody last touched the page, which is of this very second."""
    of_the_moment = ("csrfmiddlewaretoken", "data-told")
    return "\n".join(line for line in html.splitlines() if not any(each in line for each in of_the_moment))


def test_how_many_answers_stand_beside_one_another_is_said_before_the_first(worker_client, at):
    page = worker_client.get(at(2)).content.decode()
    threat = page[page.index('id="field-check-threat"') :]
    assert threat.index('class="answers beside of-3"') < threat.index("<input")
    escort = page[page.index('id="field-check-escort"') :]
    assert escort.index('class="answers"') < escort.index("<input")
