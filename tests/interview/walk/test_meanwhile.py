"""A save reads without holding anything: whatever happens until it writes, nothing is written over unseen.

And what it holds while it writes: nobody else can write until then.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.sqlite.turns import Turn
from guidance.models import Edition
from interview.accounts import Event
from interview.colleagues import Invitation
from interview.models import Interview, Organisation
from interview.sheet.answers import AnswerSheet
from interview.sheet.sealing import padded, seal, unseal
from interview.traces.purge import purge
from interview.traces.rotation import rotate
from interview.walk import pages
from interview.walk.walk import InterviewWalk
from tests.config.sqlite.test_turns import in_another_process

pytestmark = pytest.mark.django_db


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def meanwhile(monkeypatch):
    """meanwhile(do): once the next save has read and sealed, and before it writes.

    Gives a list: save by save, whether it held its row by then.
    """

    def meanwhile(do) -> list[bool]:
        held, keep = [], Interview.keep

        def keep_then(interview, sheet):
            keep(interview, sheet)
            held.append(interview._as_read is None)
            if len(held) == 1:
                monkeypatch.setattr(Interview, "keep", keep)
                do()
                monkeypatch.setattr(Interview, "keep", keep_then)

        monkeypatch.setattr(Interview, "keep", keep_then)
        return held

    return meanwhile


@pytest.fixture
def note(worker_client, at):
    """note("Kesken"): what a save of a note by a plain form is answered."""
    return lambda words: worker_client.post(at(2), {"version": 0, "note-safety": words})


def answer(client, at, value: str) -> None:
    assert client.post(at(2), {"version": 0, "check-threat": value}).status_code == 302


def test_where_nothing_happens_a_save_holds_no_row(meanwhile, note):
    held = meanwhile(lambda: None)
    assert note("Kesken").status_code == 302
    assert held == [False]


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("column", ["edition", "finished_at", "extended_at", "sealed", "sittings"])
def test_whatever_a_save_works_with_changes_meanwhile_it_begins_anew(
    meanwhile, note, interview, edition, column
):
    newer = Edition.objects.create(number=edition.number + 1, content=edition.content, content_hash="newer")
    changed = {
        "edition": newer,
        "finished_at": timezone.now(),
        "extended_at": timezone.now(),
        "sealed": seal(padded(AnswerSheet(version=1).to_bytes()), interview.place),
        "sittings": {"1": {"used": timezone.now().isoformat(), "kinds": []}},
    }
    held = meanwhile(lambda: Interview.objects.update(**{column: changed[column]}))
    assert note("Kesken").status_code == 302
    assert held == [False, True]


def test_another_field_saved_meanwhile_is_kept_beside_it(meanwhile, note, worker, at, sheet):
    other = client_of(worker)
    held = meanwhile(lambda: answer(other, at, "yes"))
    assert note("Kesken").status_code == 302
    assert held == [False, True]  # from the start again, and nobody comes between a second time
    assert (sheet().value("note-safety"), sheet().value("check-threat")) == ("Kesken", "yes")
    assert sheet().version == 2


def test_the_same_field_saved_meanwhile_is_a_clash_and_neither_is_lost(
    meanwhile, worker, worker_client, at, sheet
):
    other = client_of(worker)
    meanwhile(lambda: answer(other, at, "yes"))
    said = worker_client.post(at(2), {"version": 0, "check-threat": "no"})
    assert said.status_code == 409
    assert sheet().value("check-threat") == "yes"


def test_an_interview_deleted_meanwhile_stays_so_and_the_words_are_given_back(meanwhile, note, worker, at):
    other = client_of(worker)
    meanwhile(lambda: other.post(at("delete")))
    said = note("Kanarialintu")
    assert said.status_code == 404
    assert "Kanarialintu" in said.content.decode()
    assert not Interview.objects.exists()
    assert Event.objects.latest("pk").kind == "refused"


def test_one_that_was_due_and_went_meanwhile_stays_gone(meanwhile, note, interview):
    Interview.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    meanwhile(lambda: purge(timezone.now()))
    assert note("Kesken").status_code == 404
    assert not Interview.objects.exists()


def test_one_handed_over_meanwhile_takes_nothing_of_whoever_had_it(meanwhile, note, colleague, sheet):
    meanwhile(lambda: Interview.objects.update(owner=colleague))
    assert note("Kesken").status_code == 404
    assert sheet().value("note-safety") == ""


@pytest.fixture
def invited(interview, colleague):
    return Invitation.objects.create(interview=interview, colleague=colleague)


def test_an_invitation_revoked_meanwhile_saves_nothing(
    meanwhile, invited, colleague, worker_client, at, sheet
):
    client = client_of(colleague)
    meanwhile(lambda: worker_client.post(at("colleagues"), {"revoke": invited.pk}))
    said = client.post(at(2), {"version": 0, "note-safety": "Kanarialintu"})
    assert said.status_code == 404
    assert "Kanarialintu" in said.content.decode()
    assert sheet().value("note-safety") == ""
    kinds = Event.objects.filter(account=colleague.pk).order_by("pk").values_list("kind", flat=True)
    assert [*kinds][-2:] == ["revoked", "refused"]


def test_while_the_invitation_stands_a_colleague_saves_and_holds_no_row(
    meanwhile, invited, colleague, at, sheet
):
    held = meanwhile(lambda: None)
    said = client_of(colleague).post(at(2), {"version": 0, "note-safety": "Kesken"})
    assert said.status_code == 302
    assert (held, sheet().value("note-safety")) == ([False], "Kesken")


def test_a_role_lost_meanwhile_saves_nothing(meanwhile, note, worker, sheet):
    meanwhile(lambda: worker.groups.remove(Group.objects.get(name="Workers")))
    assert note("Kesken").status_code == 404
    assert sheet().value("note-safety") == ""


def test_one_finished_meanwhile_goes_by_the_clock_of_finished_ones(meanwhile, note, worker, at, interview):
    other = client_of(worker)
    meanwhile(lambda: other.post(at("summary"), {"version": 0, "finish": "yes"}))
    assert note("Kesken").status_code == 302
    interview.refresh_from_db()
    assert interview.finished_at is not None
    assert interview.clock_days == Organisation().finished_days


def test_finishing_what_somebody_wrote_in_meanwhile_keeps_what_they_wrote(
    monkeypatch, worker, worker_client, at, interview, sheet
):
    other, save, saves = client_of(worker), InterviewWalk.save, []

    def save_then(walk, posted):
        saved = save(walk, posted)
        saves.append(saved)
        if len(saves) == 1:
            answer(other, at, "yes")
        return saved

    monkeypatch.setattr(InterviewWalk, "save", save_then)
    assert worker_client.post(at("summary"), {"version": 0, "finish": "yes"}).status_code == 302
    interview.refresh_from_db()
    assert interview.finished_at is not None
    assert sheet().value("check-threat") == "yes"
    assert Event.objects.filter(kind="finished").count() == 1


def test_an_opening_noted_meanwhile_is_not_forgotten(
    meanwhile, note, invited, colleague, worker, at, interview
):
    meanwhile(lambda: client_of(colleague).get(at(2)))
    assert note("Kesken").status_code == 302
    interview.refresh_from_db()
    assert set(interview.sittings) == {str(worker.pk), str(colleague.pk)}


def test_two_first_saves_of_a_sitting_are_one_line(meanwhile, note, worker, at):
    other = client_of(worker)
    meanwhile(lambda: answer(other, at, "yes"))
    note("Kesken")
    assert Event.objects.filter(kind="changed").count() == 1


def test_sealed_anew_with_another_key_meanwhile_it_is_saved_and_opens(
    meanwhile, note, settings, interview, sheet
):
    def with_a_new_key() -> None:
        settings.SEALING_KEYS = {"new": b"n" * 32, **settings.SEALING_KEYS}
        rotate(lambda done, number: None)

    meanwhile(with_a_new_key)
    assert note("Kesken").status_code == 302
    assert sheet().value("note-safety") == "Kesken"


# --- What is held ----------------------------------------------------------------------------------------


def held_by(call) -> list[str]:
    """The statements of a call from where a transaction began to where it ended, by verb and table."""
    with CaptureQueriesContext(connection) as captured:
        call()
    statements = [" ".join(query["sql"].replace('"', "").split()[:3]) for query in captured.captured_queries]
    begins = [number for number, said in enumerate(statements) if said.startswith("BEGIN")]
    ends = [number for number, said in enumerate(statements) if said.startswith(("COMMIT", "ROLLBACK"))]
    assert len(begins) == len(ends) == 1
    return statements[begins[0] + 1 : ends[0]]


MARK, ROW, LINE = (
    "UPDATE interview_latestseal SET",
    "UPDATE interview_interview SET",
    "INSERT INTO interview_event",
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("htmx", [True, False])
def test_nothing_but_what_is_written_is_asked_while_a_save_holds_the_database(worker_client, at, htmx):
    headers = {"HX-Request": "true"} if htmx else {}

    def save(version: int, value: str):
        fields = {"version": version, "check-threat": value, "done-call-emergency": ""}
        return lambda: worker_client.post(at(2), fields, headers=headers)

    assert held_by(save(0, "yes")) == [LINE, ROW, MARK]
    assert held_by(save(1, "no")) == [ROW, MARK]


@pytest.mark.django_db(transaction=True)
def test_neither_sealing_nor_the_plan_nor_a_template_is_waited_for(monkeypatch, worker_client, at):
    inside = {}

    def noting(name, call):
        def noted(*given, **named):
            inside[name] = inside.get(name, False) or connection.in_atomic_block
            return call(*given, **named)

        return noted

    monkeypatch.setattr("interview.models.unseal", noting("unseal", unseal))
    monkeypatch.setattr("interview.models.seal", noting("seal", seal))
    monkeypatch.setattr("interview.walk.views.changes", noting("the answer", pages.changes))
    save = {"version": 0, "check-threat": "yes"}
    assert worker_client.post(at(2), save, headers={"HX-Request": "true"}).status_code == 204
    assert inside == {"unseal": False, "seal": False, "the answer": False}


@pytest.mark.django_db(transaction=True)
def test_a_save_that_changes_nothing_holds_nothing(worker_client, at):
    worker_client.get(at(2))
    with CaptureQueriesContext(connection) as captured:
        worker_client.post(at(2), {"version": 0, "check-threat": ""}, headers={"HX-Request": "true"})
    assert not [query for query in captured.captured_queries if query["sql"].startswith("BEGIN")]


# --- A wait has an end -----------------------------------------------------------------------------------


@pytest.fixture
def somebody_stuck(interview, monkeypatch):
    """Another process that has its turn to write and does not end; nobody waits for long."""
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    with in_another_process(Turn.beside(connection.settings_dict["NAME"])) as stuck:
        yield stuck


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_save_that_waits_in_vain_says_so_with_every_word_on_its_page(
    worker_client, at, somebody_stuck, sheet
):
    worker_client.raise_request_exception = False
    said = worker_client.post(at(2), {"version": 0, "note-safety": "Kesken & auki"})
    assert said.status_code == 503
    assert 'name="note-safety" value="Kesken &amp; auki"' in said.content.decode()
    assert said.headers["Retry-After"] == "5"
    assert sheet().value("note-safety") == ""


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_once_whoever_was_stuck_is_gone_the_same_form_is_saved(worker_client, at, somebody_stuck, sheet):
    worker_client.raise_request_exception = False
    fields = {"version": 0, "note-safety": "Kesken"}
    assert worker_client.post(at(2), fields, headers={"HX-Request": "true"}).status_code == 503
    somebody_stuck.kill()
    somebody_stuck.wait()
    assert worker_client.post(at(2), fields, headers={"HX-Request": "true"}).status_code == 204
    assert sheet().value("note-safety") == "Kesken"
