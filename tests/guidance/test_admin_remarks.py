"""Workers' remarks in the admin: read, followed to the text, dealt with."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.models import Check, Checklist, Remark, Sign
from tests.guidance.at_the_desk import list_of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def remark(edition):
    return make(edition, "check:threat")


def make(edition, place: str, sentence: str = "Epäselvä sana"):
    return Remark.objects.create(
        place=place, kind="unclear", sentence=sentence, language="sv", edition=edition
    )


def test_the_list_leads_to_the_form_of_the_text(desk, edition, remark):
    make(edition, "sign:nervous")
    make(edition, "basics:1")
    page = desk.get(list_of(Remark)).content.decode()
    assert "Epäselvä sana" in page
    for row in (Check.objects.get(identifier="threat"), Checklist.objects.get(signs__identifier="nervous")):
        assert f'href="{page_of(row)}"' in page
    assert str(Sign.objects.get(identifier="nervous")) in page


def test_a_remark_on_a_text_that_is_gone_still_stands(desk, edition):
    make(edition, "check:no-such")
    make(edition, "nonsense")
    assert "Tekstiä ei enää ole luonnoksessa (check:no-such)." in desk.get(list_of(Remark)).content.decode()


def test_dealt_with_it_is_gone_and_no_log_has_it(desk, remark):
    other = make(remark.edition, "check:alone")
    assert desk.post(list_of(Remark), {"dealt-with": remark.pk}).status_code == 302
    assert list(Remark.objects.all()) == [other]
    assert not LogEntry.objects.filter(object_repr__contains="Epäselvä").exists()


def test_it_is_neither_changed_nor_deleted_otherwise(desk, remark):
    assert desk.get(f"/admin/guidance/remark/{remark.pk}/delete/").status_code == 403
    assert desk.post(f"/admin/guidance/remark/{remark.pk}/change/", {"sentence": "x"}).status_code == 403
    assert desk.get("/admin/guidance/remark/add/").status_code == 403
    assert desk.post(list_of(Remark), {"dealt-with": "x"}).status_code == 400


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_only_supervisors_see_them(client, remark, request, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(list_of(Remark)).status_code in (302, 403)
    assert client.post(list_of(Remark), {"dealt-with": remark.pk}).status_code in (302, 403)
    assert Remark.objects.exists()


def test_many_remarks_cost_as_many_queries_as_few(desk, edition):
    for identifier in ("threat", "alone"):
        make(edition, f"check:{identifier}")
    few = queries_of(desk)
    for check in Check.objects.all():
        make(edition, f"check:{check.identifier}", "Toinen")
    assert queries_of(desk) == few


def queries_of(client) -> int:
    client.get(list_of(Remark))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(list_of(Remark))
    return len(captured)
