"""Lines that are added and never changed."""

import pytest

from interview.accounts import Event, NeverChanged
from interview.traces.events import keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(worker):
    keep("logged-in", worker)
    return Event.objects.get()


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.save(),
        lambda line: line.delete(),
        lambda line: Event.objects.update(kind="failed"),
        lambda line: Event.objects.all().delete(),
        lambda line: Event.objects.filter(pk=line.pk).delete(),
    ],
)
def test_a_line_is_neither_changed_nor_taken_away(line, change):
    with pytest.raises(NeverChanged):
        change(line)
    assert Event.objects.get().kind == "logged-in"


def test_a_line_outlives_its_account(line, worker):
    number = worker.pk
    worker.delete()
    assert Event.objects.get().account == number


def test_whoever_did_it_is_named_where_it_was_somebody_else(worker, administrator):
    keep("logged-out", worker, by=administrator)
    keep("logged-out", worker, by=worker)
    assert list(Event.objects.values_list("by", flat=True)) == [administrator.pk, None]
