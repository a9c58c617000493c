"""What people are told: a sentence for each thing that can happen, in each language."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.utils import translation

from interview.colleagues import SENTENCES, Invitation, Kind, Notice

NAMES = {"by": "maija", "other": "kalle", "code": "KAI-52"}


def test_everything_that_can_happen_has_its_sentence():
    assert {*SENTENCES} == {*Kind}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", Kind)
def test_a_sentence_is_whole_in_every_language(kind, number, language):
    with translation.override(language):
        sentence = Notice(kind=kind, number=number, **NAMES).sentence
    assert "%" not in sentence
    assert sentence.endswith(".")


def test_one_and_many_are_told_apart():
    one, many = (Notice(kind=Kind.HANDED_AWAY, number=number, **NAMES).sentence for number in (1, 3))
    assert one == "Ylläpito (maija) siirsi yhden keskustelusi tunnukselle kalle."
    assert many == "Ylläpito (maija) siirsi 3 keskusteluasi tunnukselle kalle."


def test_a_colleague_is_invited_once(interview, colleague):
    Invitation.objects.create(interview=interview, colleague=colleague)
    with pytest.raises(IntegrityError):
        Invitation.objects.create(interview=interview, colleague=colleague)


def test_in_the_admins_lists_of_what_goes_with_an_account_neither_names_an_interview(interview, colleague):
    invitation = Invitation.objects.create(interview=interview, colleague=colleague)
    notice = Notice.objects.create(person=colleague, kind=Kind.INVITED_YOU, by="worker", code=interview.code)
    assert not any(interview.code in str(each) or "worker" in str(each) for each in (invitation, notice))


def test_notices_go_with_the_account_that_was_told(db):
    person = User.objects.create_user("person")
    Notice.objects.create(person=person, kind=Kind.YOU_LEFT, code="KAI-52")
    person.delete()
    assert not Notice.objects.exists()
