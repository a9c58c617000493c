"""From the form of an entry to those of the entries beside it, in the order of their list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.models import Step
from guidance.rules.shapes import URGENCIES
from tests.guidance.at_the_desk import page_of
from tests.markup import attributes, parts

pytestmark = pytest.mark.django_db


def beside(client, row) -> list[str]:
    return attributes(client.get(page_of(row)), ".neighbours a", "href")


def in_order() -> list[Step]:
    return sorted(Step.objects.filter(retired=False), key=lambda step: URGENCIES.index(step.urgency))


def test_steps_stand_by_tier_and_order(desk):
    steps = in_order()
    assert beside(desk, steps[0]) == [page_of(steps[1])]
    assert beside(desk, steps[2]) == [page_of(steps[1]), page_of(steps[3])]
    assert beside(desk, steps[-1]) == [page_of(steps[-2])]


def test_what_is_retired_is_passed_over(desk):
    steps = in_order()
    Step.objects.filter(pk=steps[1].pk).update(retired=True)
    assert beside(desk, steps[0]) == [page_of(steps[2])]
    assert beside(desk, steps[1]) == []


def test_a_new_entry_has_no_neighbours(desk):
    assert parts(desk.get("/admin/guidance/step/add/"), ".neighbours") == []


@pytest.mark.variants(stay=0)
def test_many_entries_cost_as_many_queries_as_few(desk):
    step = in_order()[2]
    desk.get(page_of(step))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(page_of(step))
        return len(asked)

    few = queries()
    for number in range(20):
        Step.objects.create(identifier=f"n-{number}", title={"fi": "Uusi"}, urgency="soon")
    assert queries() == few
