"""An administrator hands a departed worker's interviews to another worker, and reads none of them."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client

from interview.accounts import Event
from interview.colleagues import Invitation, Notice
from interview.models import Interview
from interview.organisation import handing_over
from tests.markup import attributes, parts, words


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def three(worker, begin):
    """Three interviews of the worker's."""
    theirs = client_of(worker)
    return [begin(theirs) for _ in range(3)]


@pytest.fixture
def hand_over(desk, worker, colleague):
    """hand_over(): all of the worker's to the colleague, by the page's own form."""
    return lambda to=None: desk.post(page_of(worker), {"to": (to or colleague).pk})


def page_of(person: User) -> str:
    return f"/admin/auth/user/{person.pk}/hand-over/"


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(person: User) -> list[str]:
    return [notice.sentence for notice in Notice.objects.to(person)]


def test_all_interviews_change_hands_and_both_are_told(hand_over, three, worker, colleague):
    sealed = {interview.pk: bytes(interview.sealed) for interview in Interview.objects.all()}
    assert hand_over().status_code == 302
    assert {each.owner for each in Interview.objects.all()} == {colleague}
    assert {each.pk: bytes(each.sealed) for each in Interview.objects.all()} == sealed
    assert told(worker) == ["Ylläpito (administrator) siirsi 3 keskusteluasi tunnukselle colleague."]
    assert told(colleague) == ["Ylläpito (administrator) siirsi sinulle 3 keskustelua tunnukselta worker."]


def test_the_new_worker_reads_them_and_the_old_one_no_longer_does(hand_over, three, worker, colleague):
    address = f"/i/{three[0].pk}/2/"
    client_of(worker).post(address, {"version": 0, "note-safety": "Vielä tallessa"})
    hand_over()
    assert "Vielä tallessa" in words(client_of(colleague).get(address))
    assert client_of(worker).get(address).status_code == 404


def test_others_interviews_stay_where_they_are(hand_over, three, begin, colleague):
    third = User.objects.create_user("third")
    third.groups.add(Group.objects.get(name="Workers"))
    own = begin(client_of(third))
    hand_over()
    own.refresh_from_db()
    assert own.owner == third


def test_whoever_was_invited_goes_on_and_is_told_once(hand_over, three, worker):
    third = User.objects.create_user("third")
    third.groups.add(Group.objects.get(name="Workers"))
    for interview in three[:2]:
        Invitation.objects.create(interview=interview, colleague=third, invited_by=worker)
    hand_over()
    assert client_of(third).get(f"/i/{three[0].pk}/1/").status_code == 200
    assert told(third) == [
        "Ylläpito (administrator) siirsi 2 keskustelua, joihin sinut on kutsuttu, tunnukselle colleague."
    ]


def test_what_another_administrator_hands_over_meanwhile_is_told_once(
    desk, three, worker, colleague, administrator, monkeypatch
):
    is_valid = handing_over.HandOver.is_valid

    def once_it_was_done(form):
        handing_over.hand_over(worker, colleague, administrator)
        return is_valid(form)

    monkeypatch.setattr(handing_over.HandOver, "is_valid", once_it_was_done)
    assert desk.post(page_of(worker), {"to": colleague.pk}, follow=True).status_code == 200
    assert not LogEntry.objects.exists()
    assert len(told(worker)) == len(told(colleague)) == 1


def test_who_was_invited_to_one_and_now_has_it_is_no_longer_invited(hand_over, three, colleague):
    Invitation.objects.create(interview=three[0], colleague=colleague)
    hand_over()
    assert not Invitation.objects.exists()
    page = client_of(colleague).get("/i/")
    assert parts(page, "#invited") == []
    assert len(told(colleague)) == 1


def test_the_log_of_use_has_each_interview_and_both_it_went_between(
    hand_over, three, worker, colleague, administrator
):
    hand_over()
    for interview in three:
        of = Event.objects.about(interview.pk).filter(by=administrator.pk)
        assert [*of.values_list("kind", "account")] == [
            ("handed-away", worker.pk),
            ("handed-to", colleague.pk),
        ]


def test_the_page_says_how_many_and_nothing_of_any(desk, three, worker):
    page = desk.get(page_of(worker))
    assert "3 keskustelua" in words(page, "#content")
    for interview in three:
        assert interview.code not in page.content.decode()
        assert str(interview.pk) not in page.content.decode()


def test_it_is_logged_without_a_code(hand_over, three, worker, colleague):
    hand_over()
    said = [(entry.object_id, entry.get_change_message()) for entry in LogEntry.objects.order_by("pk")]
    assert said == [
        (str(worker.pk), "Siirsi 3 keskustelua tunnukselle colleague."),
        (str(colleague.pk), "Siirsi 3 keskustelua tunnukselta worker."),
    ]


def test_the_account_leads_to_it(desk, worker):
    page = desk.get(f"/admin/auth/user/{worker.pk}/change/")
    assert page_of(worker) in attributes(page, ".object-tools a", "href")


def test_only_other_workers_who_can_log_in_may_be_chosen_and_never_oneself(
    desk, three, worker, colleague, supervisor, administrator
):
    workers = Group.objects.get(name="Workers")
    administrator.groups.add(workers)
    gone = User.objects.create_user("gone", is_active=False)
    gone.groups.add(workers)
    offered = attributes(desk.get(page_of(worker)), "select[name=to] option", "value")
    assert offered == ["", str(colleague.pk)]
    for wrong in (worker.pk, supervisor.pk, administrator.pk, gone.pk, "", "x", "9" * 30, "\0"):
        answer = desk.post(page_of(worker), {"to": wrong})
        assert answer.status_code == 422
        assert parts(answer, ".errorlist")
    assert {each.owner for each in Interview.objects.all()} == {worker}
    assert not Notice.objects.exists()


def test_who_has_none_has_nothing_to_hand_over(desk, worker, colleague):
    page = desk.get(page_of(worker))
    assert "ei ole keskusteluja" in words(page, "#content")
    assert parts(page, "select[name=to]") == []
    assert desk.post(page_of(worker), {"to": colleague.pk}).status_code == 302
    assert not Notice.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("who", ["worker", "colleague", "supervisor", "officer"])
def test_nobody_else_hands_over(three, worker, colleague, request, who):
    other = client_of(request.getfixturevalue(who))
    other.post(page_of(worker), {"to": colleague.pk})
    assert other.get(page_of(worker)).status_code in (302, 403)
    assert {each.owner for each in Interview.objects.all()} == {worker}


def test_a_right_to_change_accounts_is_not_enough(three, worker, colleague, supervisor):
    from django.contrib.auth.models import Permission

    supervisor.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    other = client_of(supervisor)
    assert page_of(worker) not in other.get(f"/admin/auth/user/{worker.pk}/change/").content.decode()
    assert other.get(page_of(worker)).status_code == 403
    assert other.post(page_of(worker), {"to": colleague.pk}).status_code == 403


def test_an_account_that_is_none_is_not_found(desk):
    for key in ("0", "x", "9" * 30):
        assert desk.get(f"/admin/auth/user/{key}/hand-over/").status_code == 404
