"""A follow-up: what comes along of an earlier interview of one's own, what is told of it, and what is not."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guidance.models import Edition, Sign
from guidance.publishing.editions import publish
from interview.accounts import Event
from interview.colleagues import Invitation
from interview.models import Interview
from interview.moments import day
from tests.markup import attributes, checked, part, parts, steps, words

HTMX = {"HX-Request": "true"}
ANSWERED = {
    **{"check-minor": "unsure", "check-children": "yes", "check-consent": "yes", "check-alone": "yes"},
    **{"check-threat": "unsure", "sign-nervous": "noticed", "sign-escort-always": "not-noticed"},
}
WRITTEN = {
    **{"note-safety": "Serkku istuu vieressä.", "note-nervous": "Kädet.", "label": "Torstain toinen"},
    **{"gone-pace": "on", "meeting-place": "Kirjasto", "meeting-date": "2099-12-03"},
}


@pytest.fixture
def earlier(interview, save) -> Interview:
    """One of the worker's own, some days old, with a step of it ticked off."""
    save(2, ANSWERED | WRITTEN)
    save("summary", {"done-take-a-moment": "on"})
    Interview.objects.update(began_at=timezone.now() - timedelta(days=5))
    interview.refresh_from_db()
    return interview


@pytest.fixture
def follow(worker_client):
    """follow(one): the new interview that a press of its follow-up page begins."""

    def follow(one: Interview) -> Interview:
        led_to = worker_client.post(f"/i/{one.pk}/follow-up/").headers["Location"]
        return Interview.objects.get(pk=led_to.split("/")[2])

    return follow


@pytest.fixture
def new(earlier, follow) -> Interview:
    return follow(earlier)


@pytest.fixture
def show(worker_client, new):
    """A page of the follow-up as it is now: show(2)."""
    return lambda page: worker_client.get(f"/i/{new.pk}/{page}/")


@pytest.fixture
def post(worker_client, new):
    """post(page, fields): saved in the follow-up."""

    def post(page, fields, **headers):
        version = Interview.objects.get(pk=new.pk).open_sheet().version
        fields = {"version": version, **fields}
        answer = worker_client.post(f"/i/{new.pk}/{page}/", fields, headers=headers)
        assert answer.status_code in (200, 204, 302), answer.content.decode()
        return answer

    return post


def brought_on(earlier: Interview) -> str:
    return f"Tuotu edellisestä keskustelusta {day(earlier.began_at)}."


def open_before(page) -> list[str]:
    return [words(each) for each in parts(page, "#open-before li")]


def test_the_signs_noticed_and_two_answers_come_along_and_nothing_else(earlier, new):
    fields = new.open_sheet().values()
    assert fields.pop("earlier")
    assert fields == {"sign-nervous": "noticed", "check-minor": "unsure", "check-children": "yes"}
    assert str(earlier.pk) not in new.unsealed().decode()


def test_the_page_says_what_comes_along_and_the_summary_leads_its_owner_there(
    earlier, worker_client, at, colleague
):
    link = f"a[href='{at('follow-up')}']"
    assert len(parts(worker_client.get(at("summary")), link)) == 1
    said = words(worker_client.get(at("follow-up")), "main")
    assert [
        word for word in ("merkit", "lapsia", "askeleet", "tyhjästä", "suostumus") if word not in said
    ] == []
    Invitation.objects.create(interview=earlier, colleague=colleague)
    invited = Client()
    invited.force_login(colleague)
    assert parts(invited.get(at("summary")), link) == []
    assert invited.get(at("follow-up")).status_code == invited.post(at("follow-up")).status_code == 404


def test_one_press_begins_one_however_often_it_is_repeated(earlier, follow):
    assert len({follow(earlier).pk for _ in range(3)}) == 1
    assert Interview.objects.count() == 2


def test_it_is_logged_and_the_earlier_one_stays_as_it_was(earlier, follow):
    columns = ("sealed", "due_at", "last_active_at", "finished_at", "clock_days", "edition_id")
    before = Interview.objects.values(*columns).get(pk=earlier.pk)
    Interview.objects.update(sittings={})
    new = follow(earlier)
    assert Interview.objects.values(*columns).get(pk=earlier.pk) == before
    assert list(Event.objects.filter(interview=new.pk).values_list("kind", flat=True)) == ["begun"]
    assert Event.objects.filter(interview=earlier.pk).latest("pk").kind == "opened"


def test_an_answer_that_came_along_says_so_until_it_is_answered_anew(earlier, show, post):
    for page, name in ((2, "check-minor"), (2, "check-children"), ("signs", "sign-nervous")):
        assert words(show(page), f"#field-{name} .earlier") == brought_on(earlier)
    assert checked(show(2), "check-minor") == "unsure"
    post(2, {"check-minor": "no"})
    post("signs", {"sign-nervous": ""})
    post("signs", {"sign-nervous": "noticed"})
    assert parts(show(2), "#field-check-minor .earlier") == []
    assert parts(show("signs"), ".earlier") == []
    assert len(parts(show(2), "#field-check-children .earlier")) == 1


def test_a_field_that_saves_itself_takes_the_line_off_the_page(earlier, new, post):
    answer = post(2, {"check-minor": "no"}, **HTMX)
    gone = part(answer, "[hx-swap-oob='outerHTML:#earlier-check-minor'][hidden]")
    assert words(gone) == brought_on(earlier)
    assert post(2, {"check-minor": "yes"}, **HTMX).content == b""


def test_a_first_answer_of_an_interview_that_follows_none_says_nothing(save, worker_client, at):
    save(2, {"check-minor": "yes"})
    assert parts(worker_client.get(at(2)), ".earlier") == []


def test_a_consent_is_told_with_its_day_and_asked_again(earlier, show, post):
    said = f"Suostumus annettu {day(earlier.began_at)}. Kysy uudelleen, jos jokin on muuttunut."
    number = next(number for number in (3, 4) if parts(show(number), "#field-check-consent"))
    assert words(show(number), "#field-check-consent .earlier") == said
    assert checked(show(number), "check-consent") is None
    post(number, {"check-consent": "no"})
    assert said not in words(show(number))


def test_in_company_nothing_more_is_told_and_the_consent_is_folded(show, post):
    post(1, {"check-alone": "no"})
    for page in (1, 2, 3, 4):
        for each in parts(show(page), ".earlier"):
            assert "Tuotu" in words(each) or "Suostumus" in words(each)
        assert len(parts(show(page), ".earlier")) == len(parts(show(page), "#more-questions .earlier"))
    assert parts(show("summary"), "#all-steps:not([open]) #open-before")


def test_its_open_steps_are_a_list_that_is_ticked_off_one_by_one(worker_client, at, earlier, new, show, post):
    open_then = [
        words(each) for each in parts(worker_client.get(at("summary")), "[data-step]:not(.done) h3 label")
    ]
    plan = steps(show("summary"))
    assert len(open_then) > 5
    assert "take-a-moment" in plan
    assert open_before(show("summary")) == open_then
    first = attributes(show("summary"), "#open-before [type=checkbox]", "name")[0]
    post("summary", {first: "on"}, **HTMX)
    assert checked(show("summary"), first) == "on"
    assert open_before(show("summary")) == open_then
    assert steps(show("summary")) == plan


@pytest.mark.parametrize("name", ["earlier", "earlier-take-a-moment", "earlier-"])
def test_no_other_tick_and_nothing_of_what_came_along_is_taken_from_a_form(new, worker_client, name):
    answer = worker_client.post(f"/i/{new.pk}/summary/", {"version": 1, name: "on"})
    assert answer.status_code == 400
    assert Interview.objects.get(pk=new.pk).open_sheet() == new.open_sheet()


def test_an_interview_that_follows_none_takes_no_such_tick(worker_client, at, interview):
    name = "earlier-call-emergency"
    assert worker_client.post(at("summary"), {"version": 0, name: "on"}).status_code == 400


def test_two_devices_that_disagree_on_a_tick_are_asked(new, worker_client, show, post):
    first, second = attributes(show("summary"), "#open-before [type=checkbox]", "name")[:2]
    post("summary", {first: "on"})
    fields = {"version": 1, f"mine-{first}": "", second: "on"}
    answer = worker_client.post(f"/i/{new.pk}/summary/", fields, headers=HTMX)
    assert answer.headers["HX-Trigger"].count(first) == 1
    assert "merkitty" in words(answer, f"#conflict-{first}")


def test_what_the_newer_edition_has_no_more_stays_behind_and_an_open_step_keeps_its_title(
    earlier, save, follow, worker_client, at
):
    save("signs", {"sign-rehearsed": "noticed"})
    step = parts(worker_client.get(at("summary")), "[data-step=whole-picture] h3 label")
    _publish_without("whole-picture", "rehearsed")
    new = follow(earlier)
    assert new.edition.number == 2
    assert "sign-rehearsed" not in new.open_sheet().values()
    assert "sign-nervous" in new.open_sheet().values()
    assert words(step[0]) in open_before(worker_client.get(f"/i/{new.pk}/summary/"))


def _publish_without(step: str, sign: str) -> None:
    """An edition in which neither is, nor any rule about them."""
    content = Edition.objects.live().content
    content["expectations"] = content["passages"] = []
    content["steps"] = [each for each in content["steps"] if each["id"] != step]
    for checklist in content["checklists"]:
        checklist["signs"] = [each for each in checklist["signs"] if each["id"] != sign]
    Edition.objects.create(number=2, content=content, content_hash="another")


def test_the_next_one_takes_along_what_is_open_still_and_the_day_of_the_consent(
    earlier, new, follow, post, show
):
    names = attributes(show("summary"), "#open-before [type=checkbox]", "name")
    gone = next(name for name in names if name.removeprefix("earlier-") not in steps(show("summary")))
    post("summary", {gone: "on"})
    third = follow(new)
    values = third.open_sheet().values()
    told = values["earlier"]
    assert f'"consent": "{timezone.localdate(earlier.began_at)}"' in told
    assert f'"began": "{timezone.localdate(new.began_at)}"' in told
    assert gone.removeprefix("earlier-") not in told
    left = [name for name in names if name != gone]
    assert [name for name in left if f'"{name.removeprefix("earlier-")}"' not in told] == []


def test_all_of_it_stands_in_the_file_of_what_is_held(earlier, new, worker_client, post, show):
    first = attributes(show("summary"), "#open-before [type=checkbox]", "name")[0]
    post("summary", {first: "on"})
    file = worker_client.post(f"/i/{new.pk}/export/")
    said = words(file)
    assert f"Jatkaa keskustelua, joka aloitettiin {day(earlier.began_at)}" in said
    assert f"Suostumus annettu edellisessä keskustelussa {day(earlier.began_at)}" in said
    assert said.count(brought_on(earlier)) == 3
    rows = [words(row) for row in parts(file, "dl > div") if words(row).endswith(" Ohjeiston painos 1")]
    assert len(rows) == len(open_before(show("summary")))
    assert re.search(r"Tehty \d", rows[0])
    assert all(" Auki " in row for row in rows[1:])
    assert not [written for written in ('"began"', "earlier-") if written in said]


def test_what_was_deleted_or_published_since_changes_nothing(earlier, new, show, post):
    before = [open_before(show("summary")), words(show(2), "#field-check-minor")]
    earlier.delete()
    sign = Sign.objects.get(identifier="nervous")
    sign.short |= {"fi": "Katsoo koko ajan ovea."}
    sign.save()
    publish()
    post("summary", {"edition": "newest"})
    assert [open_before(show("summary")), words(show(2), "#field-check-minor")] == before
    assert parts(show("signs"), "#field-sign-nervous .earlier")


@pytest.mark.parametrize("page", [2, "signs", "summary"])
def test_it_costs_no_more_queries_than_any_other(new, show, page):
    show(page)
    with CaptureQueriesContext(connection) as captured:
        show(page)
    assert len(captured) <= 6, [each["sql"] for each in captured]


def test_practice_has_none_of_it(worker_client, edition):
    page = worker_client.get("/try/?go=summary")
    assert parts(page, "a[href*='follow-up'], #open-before, .earlier") == []
