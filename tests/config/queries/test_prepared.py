"""A row that is found by a prepared statement is the row that Django finds."""

import uuid

import pytest
from django.utils import timezone

from config.queries.prepared import Prepared, as_kept
from interview.models import Interview

BY_ID = Prepared(
    lambda: Interview.objects.select_related("edition", "latest_seal"), "interview_interview.id = %s"
)


@pytest.fixture
def interview(edition, worker):
    interview = Interview(
        owner=worker, edition=edition, finished_at=timezone.now(), sittings={"7": {"kinds": []}}
    )
    interview.seal_anew(b"{}")
    interview.save()
    return interview


def found(interview):
    return BY_ID.get(as_kept(Interview, "id", interview.pk))


def test_every_column_and_what_is_joined_is_as_django_reads_it(interview, django_assert_num_queries):
    with django_assert_num_queries(1):
        prepared = found(interview)
        assert (prepared.edition.number, prepared.unsealed().strip()) == (1, b"{}")
    read = Interview.objects.get(pk=interview.pk)
    assert {**vars(prepared), "_state": None} == {**vars(read), "_state": None}
    assert not prepared._state.adding


def test_the_second_time_it_is_asked_with_other_values(interview, edition, worker):
    assert found(interview) == interview
    other = Interview(owner=worker, edition=edition)
    other.seal_anew(b"{}")
    other.save()
    assert (found(other), found(interview)) == (other, interview)


def test_where_there_is_none_that_is_said_as_django_says_it(db):
    with pytest.raises(Interview.DoesNotExist):
        BY_ID.get(as_kept(Interview, "id", uuid.uuid4()))
