"""Helpers at the desk: whom to call and whose turn it is to be checked, in one list; checked in one press."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guidance.models import Contact, Phone
from guidance.rules.warnings import check_again_by
from tests.guidance.at_the_desk import list_of, opened, page_of
from tests.markup import part, parts, words

pytestmark = pytest.mark.django_db

TODAY = {"_checked_today": "on"}


@pytest.fixture
def helper(edition) -> Contact:
    Contact.objects.update(verified_on=timezone.localdate(), check_by=None)
    return Contact.objects.get(identifier="nollalinja")


def row_of(desk, helper: Contact, asked: str = "") -> str:
    rows = parts(desk.get(list_of(Contact) + asked), "#result_list tbody tr")
    return next((words(row) for row in rows if str(helper) in words(row)), "")


def due_of(helper: Contact) -> str:
    day = check_again_by(helper)
    return f"{day.day}.{day.month}.{day.year}"


# --- The list --------------------------------------------------------------------------------------------


def test_the_list_says_the_numbers_the_hours_and_by_when_to_check(desk, helper):
    Contact.objects.filter(pk=helper.pk).update(hours={"fi": "Aina auki"})
    said = row_of(desk, helper)
    for phone in helper.phones.all():
        assert phone.number in said
    assert "Aina auki" in said
    assert due_of(helper) in said
    assert "myöhässä" not in said


def test_one_that_is_overdue_or_was_never_checked_is_marked_in_words_and_colour(desk, helper):
    Contact.objects.filter(pk=helper.pk).update(verified_on="2020-02-03", seen_on="2020-01-01")
    assert "3.2.2021 myöhässä" in row_of(desk, helper)
    marked = part(desk.get(list_of(Contact)), "#result_list .helper-waits")
    assert words(marked) == "myöhässä"
    Contact.objects.filter(pk=helper.pk).update(verified_on=None, seen_on=timezone.localdate())
    assert "ei vielä tarkistettu" in row_of(desk, helper)


def test_a_number_in_the_list_leads_to_its_box(desk, helper):
    numbers = parts(desk.get(list_of(Contact)), "#result_list a.helper-number")
    second = next(each for each in numbers if words(each) == helper.phones.all()[1].number)
    page, _hash, box = second.attributes["href"].partition("#")
    assert page == page_of(helper)
    assert part(desk.get(page), f"#{box}").attributes["value"] == words(second)


def test_a_local_place_without_a_number_says_so_and_waits_for_no_check(desk, helper):
    helper.phones.all().delete()
    Contact.objects.filter(pk=helper.pk).update(local=True, verified_on=None)
    assert "oma numero puuttuu" in row_of(desk, helper)
    assert "ei vielä tarkistettu" not in row_of(desk, helper)
    assert row_of(desk, helper, "?check=due") == ""


def test_the_list_can_be_only_of_those_that_wait_for_a_check(desk, helper):
    assert row_of(desk, helper, "?check=due") == ""
    Contact.objects.filter(pk=helper.pk).update(verified_on="2020-02-03", seen_on=None, check_by="2020-03-01")
    assert row_of(desk, helper, "?check=due")
    assert len(parts(desk.get(f"{list_of(Contact)}?check=due"), "#result_list tbody tr")) == 1


def test_many_helpers_cost_as_many_queries_as_few(desk, helper):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(f"{list_of(Contact)}?check=due").status_code == 200
        return len(captured)

    Contact.objects.update(verified_on=None)
    queries()
    many = queries()
    Contact.objects.exclude(pk=helper.pk).delete()
    assert queries() == many


# --- The form --------------------------------------------------------------------------------------------


def test_the_form_begins_with_checked_today_the_numbers_and_the_hours(desk, helper):
    page = desk.get(page_of(helper)).content.decode()
    first = ['name="_checked_today"', "id_phones-0-number", "id_hours_0", "id_name_0", "id_languages_0"]
    places = [page.index(each) for each in first]
    assert places == sorted(places)
    assert page.count('id="id_phones-0-number"') == 1
    assert len(parts(page, "#phones-group details.folded[open]")) == helper.phones.count() + 1


def test_a_new_helper_begins_with_its_name(desk, edition):
    page = desk.get(f"{list_of(Contact)}add/").content.decode()
    places = [page.index(each) for each in ("id_name_0", "id_hours_0", "id_phones-0-number")]
    assert places == sorted(places)
    assert "_checked_today" not in page


def test_checked_today_is_one_press_that_saves_all_with_the_day(desk, helper):
    Contact.objects.filter(pk=helper.pk).update(verified_on="2020-02-03", check_by="2021-01-01")
    sent = opened(desk, helper) | {"hours_fi": "Aina"}
    answered = desk.post(page_of(helper), sent | TODAY)
    assert answered["Location"] == list_of(Contact)
    helper.refresh_from_db()
    assert (helper.verified_on, helper.hours["fi"]) == (timezone.localdate(), "Aina")
    assert "tarkistettu" in LogEntry.objects.latest("pk").get_change_message()
    assert check_again_by(helper) > timezone.localdate()
    told = words(desk.get(answered["Location"]))
    assert f"Tarkista uudelleen viimeistään {due_of(helper)}" in told


def test_a_day_that_was_set_for_later_stays_the_day_to_check_by(desk, helper):
    later = timezone.localdate() + datetime.timedelta(days=30)
    Contact.objects.filter(pk=helper.pk).update(verified_on=None, check_by=later)
    desk.post(page_of(helper), opened(desk, helper) | TODAY)
    helper.refresh_from_db()
    assert check_again_by(helper) == later
    assert due_of(helper) in row_of(desk, helper)


def test_checked_today_saves_nothing_where_the_form_is_refused(desk, helper):
    Contact.objects.filter(pk=helper.pk).update(verified_on=None)
    refused = desk.post(page_of(helper), opened(desk, helper) | {"phones-0-number": "puhelin"} | TODAY)
    assert refused.status_code == 200
    assert Contact.objects.get(pk=helper.pk).verified_on is None
    assert Phone.objects.filter(contact=helper, number="puhelin").count() == 0


def test_enter_in_a_box_of_a_helper_saves_and_does_not_say_that_it_was_checked(desk, helper):
    buttons = parts(desk.get(page_of(helper)), "#contact_form [type=submit]")
    assert buttons[0].attributes["name"] == "_save"


def test_a_number_that_was_changed_waits_to_be_checked_again(desk, helper):
    page = page_of(helper)
    desk.post(page, opened(desk, helper) | {"purpose_fi": "Kun on kiire."})
    helper.refresh_from_db()
    assert helper.verified_on == timezone.localdate()
    said = desk.post(page, opened(desk, helper) | {"phones-0-number": "116 007"}, follow=True)
    helper.refresh_from_db()
    assert helper.verified_on is None
    assert "odottaa taas tarkistusta" in said.content.decode()


def test_one_that_was_checked_with_its_new_number_does_not_wait(desk, helper):
    page = page_of(helper)
    desk.post(page, opened(desk, helper) | {"phones-0-number": "116 007"} | TODAY)
    helper.refresh_from_db()
    assert helper.verified_on == timezone.localdate()


def test_the_list_has_no_more_columns_than_fit_and_says_what_was_checked(desk, helper):
    Contact.objects.exclude(pk=helper.pk).update(verified_on=None)
    Contact.objects.filter(pk=helper.pk).update(local=True)
    page = desk.get(list_of(Contact), {"check": "done"})
    assert len(parts(page, "#result_list thead th")) == 5
    [row] = parts(page, "#result_list tbody tr")
    assert words(part(row, "th")) == f"{helper} paikallinen"
    assert "Tyhjä" not in words(page, "#changelist-filter")
