"""However an interview goes, a stub of it stays, and holds nothing that was written."""

import pytest
from django.db import models, transaction

from interview.accounts import Event
from interview.models import Interview
from interview.stubs import Stub, Why

LABEL = "Torstain toinen tapaaminen"


class Refused(Exception):
    pass


def delete_and_fail(interview) -> None:
    with transaction.atomic():
        interview.delete()
        raise Refused


@pytest.mark.parametrize(
    "go",
    [
        lambda interview: interview.delete(),
        lambda interview: Interview.objects.filter(pk=interview.pk).delete(),
        lambda interview: Interview.objects.owned_by(interview.owner).delete(),
    ],
    ids=["one", "some", "a worker's"],
)
def test_a_stub_says_that_there_was_one_whose_it_was_and_why_it_went(interview, go):
    go(interview)
    stub = Stub.objects.get()
    assert not Interview.objects.exists()
    assert (stub.interview, stub.code, stub.owner) == (interview.pk, interview.code, interview.owner_id)
    assert (stub.began_at, stub.why) == (interview.began_at, Why.ASKED)
    assert stub.deleted_at > interview.began_at


def test_a_stub_has_no_other_column(interview):
    interview.delete()
    columns = [field.name for field in Stub._meta.get_fields()]
    assert columns == ["interview", "code", "owner", "began_at", "deleted_at", "why"]
    assert not [field for field in Stub._meta.get_fields() if isinstance(field, models.TextField)]


def test_without_the_deletion_there_is_no_stub(interview):
    with pytest.raises(Refused):
        delete_and_fail(interview)
    assert Interview.objects.exists()
    assert not Stub.objects.exists()


def test_one_that_came_back_from_a_backup_and_goes_again_keeps_its_first_stub(interview):
    interview.delete()
    first = Stub.objects.get().deleted_at
    interview.save(force_insert=True)
    Interview.objects.all().delete(Why.DUE)
    assert (Stub.objects.get().deleted_at, Stub.objects.get().why) == (first, Why.ASKED)


def test_a_worker_who_deletes_one_leaves_a_stub_and_a_line_in_the_log(worker_client, worker, at, interview):
    worker_client.post(at("name"), {"version": 0, "label": LABEL})
    worker_client.post(at("delete"))
    assert Stub.objects.get().why == "asked"
    line = Event.objects.filter(kind="deleted").get()
    assert (line.account, line.interview, line.reason) == (worker.pk, interview.pk, "asked")


def test_whoever_was_invited_is_told_however_it_goes(interview, colleague):
    interview.invitations.create(colleague=colleague)
    Interview.objects.all().delete(Why.DUE)
    assert colleague.notices.get().sentence == (
        f"Keskustelu {interview.code}, johon sinut oli kutsuttu, on poistettu."
    )


def test_not_even_by_mistake_are_all_deleted_through_the_manager():
    assert not hasattr(Interview.objects, "delete")
