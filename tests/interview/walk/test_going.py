"""The day on which an interview goes is said where one writes; the list warns of it and puts it off once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from interview.accounts import Event
from interview.models import Interview, Organisation
from interview.moments import day_in_sentence
from interview.traces.due import due_at
from tests.markup import attribute, attributes, part, parts, words

DAY = timedelta(days=1)


@pytest.fixture
def row(worker_client, interview):
    """row(): the list's only row, as it stands now."""
    return lambda: part(worker_client.get("/i/"), ".interviews li")


@pytest.fixture
def goes_in(interview):
    """goes_in(3): the interview goes in so many days of the calendar, at noon."""

    def goes_in(days: int) -> None:
        noon = timezone.localtime().replace(hour=12, minute=0)
        Interview.objects.filter(pk=interview.pk).update(due_at=noon + days * DAY)

    return goes_in


def said_at(row, selector: str) -> str:
    return words(part(row, selector))


def named(days: int) -> str:
    return day_in_sentence(timezone.localdate() + days * DAY)


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("page", [1, 2, 3, 4, "signs", "summary"])
def test_each_page_on_which_one_writes_says_when_it_goes(worker_client, at, page):
    said = words(worker_client.get(at(page)), "#going")
    assert said == f"Poistuu itsestään {named(14)}, ellei mitään lisätä."


def test_a_walk_that_stores_nothing_has_no_such_day(worker_client, edition):
    page = worker_client.get("/try/")
    assert parts(page, "main")
    assert not parts(page, "#going")


def test_the_list_says_the_day(row):
    assert f"Kesken. Poistuu {named(14)} itsestään." in said_at(row(), ".state")
    assert not parts(row(), ".going")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Poistuu tänään."),
        (1, "Poistuu huomenna."),
        (2, "Poistuu 2 päivän päästä."),
        (4, "Poistuu 4 päivän päästä."),
    ],
)
def test_in_the_last_days_it_warns(row, goes_in, days, said):
    goes_in(days)
    assert said_at(row(), ".going strong") == said
    assert "itsestään" not in said_at(row(), ".state")


def test_until_then_it_does_not(row, goes_in):
    goes_in(6)
    assert not parts(row(), ".going")


def test_with_the_warning_one_press_keeps_it_a_whole_clock_more(worker_client, row, goes_in, at, interview):
    goes_in(3)
    assert said_at(row(), ".going button") == f"Säilytä {named(14)} asti : {interview.code}"
    assert "Tämän voi tehdä kerran." in said_at(row(), ".going")
    assert attribute(row(), ".going form", "action") == at("keep")
    answer = worker_client.post(at("keep"))
    assert (answer.status_code, answer["Location"]) == (302, "/i/")
    assert f"Poistuu {named(14)} itsestään." in said_at(row(), ".state")


def test_the_button_names_the_day_by_the_clock_of_its_state(row, goes_in):
    Organisation(unfinished_days=21, finished_days=45).save()
    goes_in(3)
    assert f"Säilytä {named(21)} asti" in said_at(row(), ".going button")
    Interview.objects.update(finished_at=timezone.now())
    assert f"Säilytä {named(45)} asti" in said_at(row(), ".going button")


def test_a_second_time_there_is_no_button_and_no_press_that_does_it(worker_client, row, goes_in, at):
    goes_in(3)
    worker_client.post(at("keep"))
    goes_in(2)
    assert not parts(row(), ".going form")
    assert "Säilytystä on jo jatkettu." in said_at(row(), ".going")
    due = Interview.objects.get().due_at
    worker_client.post(at("keep"))
    assert Interview.objects.get().due_at == due
    assert Event.objects.filter(kind="extended").count() == 1


def test_that_it_was_extended_is_a_line_of_the_log(worker_client, worker, goes_in, at, interview):
    goes_in(3)
    worker_client.post(at("keep"))
    line = Event.objects.get(kind="extended")
    assert (line.account, line.interview) == (worker.pk, interview.pk)


def test_where_it_is_not_soon_to_go_a_press_changes_nothing(worker_client, at):
    due = Interview.objects.get().due_at
    worker_client.post(at("keep"))
    worker_client.get(at("keep"))
    assert Interview.objects.get().due_at == due
    assert Interview.objects.get().extended_at is None


def test_whoever_was_invited_is_warned_and_does_not_put_it_off(interview, goes_in, at, colleague):
    interview.invitations.create(colleague=colleague)
    goes_in(3)
    theirs = Client()
    theirs.force_login(colleague)
    going = part(theirs.get("/i/"), "#invited .going")
    assert words(going) == "Poistuu 3 päivän päästä."
    assert theirs.post(at("keep")).status_code == 404
    assert not attributes(theirs.get(at("summary")), '#finish a[href$="/delete/"]', "href")


def test_one_that_cannot_be_opened_is_warned_of_and_kept_all_the_same(worker_client, row, goes_in, at):
    Interview.objects.update(sealed=b"spoiled")
    goes_in(1)
    assert said_at(row(), ".going strong") == "Poistuu huomenna."
    worker_client.post(at("keep"))
    assert Interview.objects.get().due_at > due_at(13, timezone.now())


@pytest.mark.parametrize(
    ("finished", "said"), [(False, "Päätä ja poista heti"), (True, "Poista heti")], ids=["open", "finished"]
)
def test_the_end_of_the_summary_leads_to_deleting_it_now(worker_client, at, finished, said):
    if finished:
        Interview.objects.update(finished_at=timezone.now())
    link = part(worker_client.get(at("summary")), '#finish a[href$="/delete/"]')
    assert (words(link), link.attributes["href"]) == (said, at("delete"))
