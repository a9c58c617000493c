"""The two walks that pages can be shown of, and the ways between their pages."""

import pytest

from guidance.models import Edition
from guidance.publishing.editions import guidance_of
from interview.practice.walk import Ground, PracticeInterview, PracticeWalk
from interview.walk.walk import InterviewWalk, Walk
from interview.walk.ways import Link, where_asked


@pytest.fixture
def walk(interview):
    return InterviewWalk(interview, interview.owner, "short")


@pytest.fixture
def practice(edition):
    guidance = guidance_of(edition)
    return PracticeWalk(Ground("1", guidance, live=guidance), PracticeInterview(), "try:1:1")


def test_an_interview_and_practice_both_have_all_that_a_page_asks(walk, practice):
    assert isinstance(walk, Walk)
    assert isinstance(practice, Walk)


def test_an_interview_leads_to_addresses_of_its_own(walk, at):
    assert walk.link("stage", 2) == Link(at(2))
    assert walk.link("signs", at="m3") == Link(f"{at('signs')}#m3")


def test_practice_names_the_page_for_a_button(practice):
    assert practice.link("stage", 2) == Link("/try/", page="2")
    assert practice.link("summary") == Link("/try/", page="summary")


def test_a_question_is_found_by_its_number(walk, practice, at):
    assert where_asked(walk, "alone") == Link(f"{at(1)}#q1")
    assert where_asked(practice, "alone") == Link("/try/#q1", page="1")
    first_sign = next(iter(walk.guidance.signs))
    assert where_asked(walk, first_sign) == Link(f"{at('signs')}#m1")


def test_an_edition_that_another_process_has_just_published_is_no_older_than_what_is_remembered(
    interview, monkeypatch
):
    remembered = interview.edition
    newer = Edition.objects.create(
        number=remembered.number + 1, content=remembered.content, content_hash="newer"
    )
    monkeypatch.setattr("interview.walk.walk.live_remembered", lambda: remembered)
    interview.edition = newer
    walk = InterviewWalk(interview, interview.owner, "short")
    assert (walk.live_edition, walk.newer_edition) == (newer, False)
