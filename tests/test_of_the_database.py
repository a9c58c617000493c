"""What a second run, on another database, takes and leaves."""

import pytest

from tests.of_the_database import asks_the_database


def test_a_test_that_asks_none_is_left_out(request):
    assert not asks_the_database(request.node)


def test_one_that_asks_it_through_another_fixture_is_taken(request, worker):
    assert asks_the_database(request.node)


@pytest.mark.django_db
def test_one_that_is_marked_is_taken(request):
    assert asks_the_database(request.node)
