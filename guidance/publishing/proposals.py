"""Publishing by two: where the organisation wants it, one person proposes and another publishes.

A proposal is of the draft as it was: a draft that has changed since makes it void. ``manage.py publish``
asks nobody; it is the administrator's.
"""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from guidance.draft import read_draft
from guidance.models import Draft, Edition, Proposal

from .editions import hash_of, publish, publishable


class CannotPublishAlone(Exception):
    """A second person is needed: to propose first, or to approve what this one proposed."""


class ProposalIsVoid(Exception):
    """The draft has changed since it was proposed, or the proposal has been taken back."""


@dataclass(frozen=True)
class Standing:
    """How publishing stands: whether two are needed, what is proposed, and whether that still holds."""

    needs_two: bool
    proposal: Proposal | None = None
    is_void: bool = False

    @property
    def waits(self) -> bool:
        """Whether there is a proposal that somebody may approve."""
        return self.proposal is not None and not self.is_void and not self.proposal.turned_down_by_id

    def may_approve(self, person: User) -> bool:
        proposal = self.proposal if self.waits else None
        return proposal is not None and proposal.proposed_by_id != person.pk


def standing(draft_hash: str) -> Standing:
    """Where publishing stands for the draft with this hash."""
    if not needs_two():
        return Standing(False)
    proposal = Proposal.objects.select_related("proposed_by", "turned_down_by").first()
    return Standing(True, proposal, proposal is not None and proposal.content_hash != draft_hash)


def needs_two() -> bool:
    return Draft.objects.filter(second_person=True).exists()


@transaction.atomic
def publish_alone(by: User, note: str, seen: str) -> Edition:
    """Publish without anybody else, as it was seen. Raises CannotPublishAlone, or as ``publish`` does."""
    if needs_two():
        raise CannotPublishAlone
    return publish(by=by, note=note, seen=seen)


@transaction.atomic
def propose(by: User, note: str, seen: str) -> Proposal:
    """Propose the draft as it was seen, in place of any older proposal. Raises as ``publish`` does."""
    pack = publishable(Edition.objects.live(), seen)
    Proposal.objects.all().delete()
    return Proposal.objects.create(content_hash=hash_of(pack), note=note, proposed_by=by)


@transaction.atomic
def approve(by: User, seen: str) -> Edition:
    """Publish what somebody else proposed, as the approver saw it.

    Raises CannotPublishAlone, ProposalIsVoid, or as ``publish`` does.
    """
    proposal = Proposal.objects.select_for_update().first()
    if proposal is None or not proposal.content_hash == seen == hash_of(read_draft()):
        raise ProposalIsVoid
    if proposal.turned_down_by_id:
        raise ProposalIsVoid
    if proposal.proposed_by_id == by.pk:
        raise CannotPublishAlone
    return publish(by=by, note=proposal.note, proposed_by=proposal.proposed_by, seen=seen)


def turn_down(by: User, answer: str, seen: str) -> bool:
    """Send what somebody else proposed back to them, as it was seen; False when it is another by now."""
    waiting = Proposal.objects.filter(content_hash=seen, turned_down_by=None).exclude(proposed_by=by)
    return bool(waiting.update(turned_down_by=by, answer=answer))


def withdraw() -> bool:
    """Take the proposal back; False when there was none any more."""
    deleted, _by_model = Proposal.objects.all().delete()
    return bool(deleted)
