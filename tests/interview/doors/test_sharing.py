"""A colleague is invited to one interview: reads and writes in it, no more; either of two ends it."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interview.accounts import Event
from interview.colleagues import Invitation, Notice
from interview.doors import sharing
from interview.models import Interview
from tests.markup import attributes, parts, words

PAGES = [1, 2, 3, 4, "signs", "summary", "plan"]
NOBODY = "Tällä tunnuksella ei voi kutsua ketään."


@pytest.fixture
def invite(worker_client, at, colleague):
    """invite(name): as the worker's form sends it."""
    return lambda name="colleague", **more: worker_client.post(at("colleagues"), {"colleague": name, **more})


@pytest.fixture
def invited(invite, colleague):
    """The client of a colleague who was invited."""
    assert invite().status_code == 302
    client = Client()
    client.force_login(colleague)
    return client


@pytest.fixture
def revoke(worker_client, at):
    def revoke():
        return worker_client.post(at("colleagues"), {"revoke": Invitation.objects.get().pk})

    return revoke


def told(person: User) -> list[str]:
    return [notice.sentence for notice in Notice.objects.to(person)]


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


# --- Inviting ----------------------------------------------------------------------------------------------


def test_a_colleague_is_invited_by_user_name_and_both_are_told(invite, interview, worker, colleague):
    assert invite(" Colleague ").headers["Location"] == f"/i/{interview.pk}/colleagues/"
    invitation = Invitation.objects.get()
    assert (invitation.interview, invitation.colleague) == (interview, colleague)
    assert invitation.invited_by == worker
    assert told(colleague) == [f"worker kutsui sinut keskusteluun {interview.code}."]
    assert told(worker) == [f"Kutsuit työkaverin colleague keskusteluun {interview.code}."]


def test_a_second_press_invites_nobody_twice_and_tells_nobody_twice(invite, colleague):
    assert [invite().status_code, invite().status_code] == [302, 302]
    assert Invitation.objects.count() == 1
    assert len(told(colleague)) == 1


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize(
    "name", ["nobody", "supervisor", "officer", "administrator", "worker", "gone", "\0", "x" * 151, ""]
)
def test_whoever_cannot_be_invited_gets_one_sentence_whatever_the_reason(
    invite, name, supervisor, officer, administrator
):
    gone = User.objects.create_user("gone", is_active=False)
    gone.groups.add(Group.objects.get(name="Workers"))
    answer = invite(name)
    assert answer.status_code == 422
    assert words(answer, "#colleague-error").startswith(NOBODY)
    assert not Invitation.objects.exists()
    assert not Notice.objects.exists()


def test_nobody_is_found_who_is_not_named_whole(invite, worker_client, at):
    assert invite("colleagu").status_code == 422
    assert "colleague" not in words(worker_client.get(at("colleagues")), "main")


def test_of_two_names_that_differ_in_their_case_the_exact_one_is_meant(invite, colleague):
    other = User.objects.create_user("COLLEAGUE")
    other.groups.add(Group.objects.get(name="Workers"))
    assert invite("colleague").status_code == 302
    assert Invitation.objects.get().colleague == colleague
    assert invite("Colleague").status_code == 422


def test_the_page_says_who_is_there_and_the_summary_leads_to_it(invite, worker_client, at):
    invite()
    assert "colleague" in words(worker_client.get(at("colleagues")), "#invited")
    assert parts(worker_client.get(at("summary")), f"a[href='{at('colleagues')}']")


def test_the_page_and_its_address_tell_nothing_of_what_is_written(invite, worker_client, at):
    worker_client.post(at(2), {"version": 0, "note-safety": "Serkku", "label": "Torstai"})
    page = worker_client.get(at("colleagues"))
    assert words(page, "title") == "Työkaverit – Rinnalla"
    assert not {"Serkku", "Torstai"} & {*words(page).split()}


def test_whoever_has_none_of_their_own_sees_first_what_they_are_invited_to(invited, interview):
    page = invited.get("/i/")
    assert attributes(page, "#invited, #empty", "id") == ["invited", "empty"]
    assert "Täällä ei ole vielä mitään" not in words(page)


# --- In it -------------------------------------------------------------------------------------------------


def test_the_invited_read_and_write_like_the_owner(invited, at, sheet):
    for page in PAGES[:-1]:
        assert invited.get(at(page)).status_code == 200
    assert invited.post(at(2), {"version": 0, "check-threat": "yes", "label": "Yhdessä"}).status_code == 302
    assert sheet().value("check-threat") == "yes"
    assert sheet().value("label") == "Yhdessä"


def test_the_invited_see_it_among_theirs_and_whose_it_is(invited, worker_client, interview, at):
    page = invited.get("/i/")
    assert interview.code in words(page, "#invited")
    assert "worker" in words(page, "#invited")
    assert "colleague" in words(worker_client.get("/i/"), ".interviews")


@pytest.mark.parametrize("page", [2, "signs", "summary"])
def test_a_page_costs_the_invited_as_many_queries_as_the_owner(invited, worker_client, at, page):
    costs = []
    for client in (worker_client, invited):
        client.get(at(page))
        with CaptureQueriesContext(connection) as captured:
            client.get(at(page))
        costs.append(len(captured))
    assert costs[1] == costs[0] <= 6


def test_the_list_costs_as_many_queries_for_many_invitations_as_for_one(invited, worker_client, begin):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert invited.get("/i/").status_code == worker_client.get("/i/").status_code == 200
        return len(captured)

    cost()
    one = cost()
    for _ in range(3):
        worker_client.post(f"/i/{begin(worker_client).pk}/colleagues/", {"colleague": "colleague"})
    assert cost() == one


def test_only_that_one_interview_opens(invited, begin, worker_client, interview):
    other = begin(worker_client)
    assert invited.get(f"/i/{other.pk}/1/").status_code == 404
    assert other.code not in words(invited.get("/i/"))


def test_deleting_and_naming_it_from_the_list_are_the_owners_alone(invited, interview, at):
    assert attributes(invited.get("/i/"), ".row-actions a", "href") == [at("colleagues")]
    for page in ("delete", "name"):
        assert invited.get(at(page)).status_code == 404
        assert invited.post(at(page), {"version": 0, "label": "Torstai"}).status_code == 404
    assert Interview.objects.filter(pk=interview.pk).exists()


def test_who_deletes_it_reads_that_it_goes_for_the_invited_too(worker_client, invite, at):
    sentence = "Keskustelu poistuu myös kutsutuilta"
    assert sentence not in words(worker_client.get(at("delete")), "main")
    invite()
    assert sentence in words(worker_client.get(at("delete")), "main")


def test_the_invited_invite_nobody_and_revoke_nobody(invited, at):
    third = User.objects.create_user("third")
    third.groups.add(Group.objects.get(name="Workers"))
    for fields in ({"colleague": "third"}, {"revoke": Invitation.objects.get().pk}, {}):
        assert invited.post(at("colleagues"), fields).status_code == 404
    assert Invitation.objects.count() == 1


def test_who_is_no_longer_a_worker_has_no_way_in_by_an_invitation(invited, colleague, at):
    colleague.groups.clear()
    invited.force_login(colleague)  # the lost role ended the session
    invited.force_login(colleague)  # a lost role has ended the session
    for page in [*PAGES, "colleagues"]:
        assert invited.get(at(page)).status_code == 404


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize("who", ["third", "supervisor", "officer", "administrator"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_to_others_the_page_does_not_exist(interview, at, request, who, method):
    third = User.objects.create_user("third")
    third.groups.add(Group.objects.get(name="Workers"))
    other = client_of(third if who == "third" else request.getfixturevalue(who))
    assert getattr(other, method)(at("colleagues"), {"colleague": "third"}).status_code == 404
    assert not Invitation.objects.exists()


def test_two_people_in_one_interview_clash_as_two_tabs_of_one_do(invited, worker_client, at, sheet):
    worker_client.post(at(2), {"version": 0, "check-threat": "yes", "note-safety": "Työntekijän sana"})
    second = {"version": 0, "check-threat": "no", "note-safety": "Työkaverin sana", "check-minor": "no"}
    answer = invited.post(at(2), second)
    assert answer.status_code == 409
    assert {"Työntekijän sana", "Työkaverin sana"} <= {words(each) for each in parts(answer, "bdi")}
    assert sheet().value("check-threat") == "yes"
    assert sheet().value("check-minor") == "no"  # the rest of the form is saved
    chosen = {"version": 2, "version-check-threat": 2, "check-threat": "no"}
    assert invited.post(at(2), chosen).status_code == 302
    assert sheet().value("check-threat") == "no"


# --- Ending it ---------------------------------------------------------------------------------------------


def test_a_revoked_colleague_is_out_at_once_and_both_are_told(
    invited, revoke, at, interview, worker, colleague
):
    assert invited.get(at(1)).status_code == 200
    assert revoke().status_code == 302
    for page in [*PAGES, "colleagues"]:
        assert invited.get(at(page)).status_code == 404
    assert invited.post(at(2), {"version": 0, "check-threat": "yes"}).status_code == 404
    assert interview.code not in words(invited.get("/i/"), "main").replace(told(colleague)[0], "").replace(
        told(colleague)[1], ""
    )
    assert told(colleague)[0] == f"worker perui kutsun: et enää näe keskustelua {interview.code}."
    assert told(worker)[0] == f"Peruit kutsun: colleague ei enää näe keskustelua {interview.code}."


def test_a_colleague_leaves_and_both_are_told(invited, at, interview, worker, colleague):
    assert invited.post(at("colleagues"), {"leave": "yes"}).headers["Location"] == "/i/"
    assert invited.get(at(1)).status_code == 404
    assert told(colleague)[0] == f"Jäit pois keskustelusta {interview.code}."
    assert told(worker)[0] == f"colleague jäi pois keskustelusta {interview.code}."


@pytest.mark.parametrize("key", ["0", "", "x", "\0", "9" * 30])
def test_revoking_an_invitation_that_is_none_changes_nothing(invite, worker_client, at, worker, key):
    invite()
    assert worker_client.post(at("colleagues"), {"revoke": key}).status_code == 302
    assert Invitation.objects.count() == 1
    assert len(told(worker)) == 1


def test_nobody_revokes_an_invitation_to_anothers_interview(invite, colleague, begin):
    invite()
    theirs = client_of(colleague)
    own = begin(theirs)
    theirs.post(f"/i/{own.pk}/colleagues/", {"revoke": Invitation.objects.get().pk})
    assert Invitation.objects.count() == 1


def test_whoever_is_invited_again_is_back(invited, revoke, invite, at):
    revoke()
    invite()
    assert invited.get(at(1)).status_code == 200


def test_a_deleted_interview_is_gone_for_the_invited_too_and_they_are_told(invited, interview, colleague):
    interview.delete()
    assert not Invitation.objects.exists()
    assert told(colleague)[0] == f"Keskustelu {interview.code}, johon sinut oli kutsuttu, on poistettu."
    assert parts(invited.get("/i/"), "#invited") == []


def test_whoever_leaves_twice_at_once_is_told_of_once(invited, interview, worker, colleague):
    for _ in range(2):
        sharing._leave(interview, colleague)
    assert len([said for said in told(worker) if "jäi pois" in said]) == 1
    assert Event.objects.filter(kind="left").count() == 1


def test_a_colleague_whose_account_is_deleted_leaves_the_interview_whole(invited, colleague, interview):
    colleague.delete()
    assert not Invitation.objects.exists()
    assert Interview.objects.filter(pk=interview.pk).exists()


# --- What was typed when it ended --------------------------------------------------------------------------


def test_words_of_a_plain_form_come_back_to_whoever_lost_the_interview_meanwhile(invited, revoke, at, sheet):
    revoke()
    sent = {"version": 0, "note-safety": "Vielä <täällä>", "label": "Torstai", "check-threat": "yes"}
    answer = invited.post(at(2), sent)
    assert answer.status_code == 404
    assert [words(each) for each in parts(answer, "#written p")] == ["Vielä <täällä>", "Torstai"]
    assert sheet().values() == {}


def test_a_field_that_saves_itself_gets_no_page_back(invited, revoke, at):
    revoke()
    answer = invited.post(at(2), {"version": 0, "note-safety": "Sana"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (404, b"")


# --- The log of use ----------------------------------------------------------------------------------------


def lines(interview: Interview) -> list[tuple]:
    of = Event.objects.about(interview.pk).filter(kind__in=["invited", "revoked", "left"])
    return [*of.values_list("kind", "account", "by")]


def test_the_log_of_use_has_who_was_invited_and_by_whom_once(invite, interview, worker, colleague):
    invite()
    invite()
    assert lines(interview) == [("invited", colleague.pk, worker.pk)]


def test_the_log_of_use_has_who_was_put_out_and_who_left(invite, revoke, interview, worker, colleague, at):
    invite()
    revoke()
    invite()
    client_of(colleague).post(at("colleagues"), {"leave": "yes"})
    assert lines(interview)[1::2] == [
        ("revoked", colleague.pk, worker.pk),
        ("left", colleague.pk, None),
    ]
