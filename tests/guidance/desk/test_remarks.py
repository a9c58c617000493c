"""Workers' remarks in the admin: read, followed to the text, dealt with."""

import html

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.models import Check, Checklist, Remark, Sign
from tests.guidance.at_the_desk import list_of, page_of
from tests.markup import part, parts, words

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
    assert f'href="{page_of(Check.objects.get(identifier="threat"))}"' in page
    checklist = Checklist.objects.get(signs__identifier="nervous")
    assert f'href="{page_of(checklist)}?row=nervous#signs-of-nervous"' in page
    assert str(Sign.objects.get(identifier="nervous")) in page


def test_the_row_that_a_remark_is_about_stands_open_on_its_page(desk, edition):
    row = page_of(Checklist.objects.get(signs__identifier="nervous"))
    opened = parts(desk.get(f"{row}?row=nervous"), "details.folded[open]")
    assert part(opened[0], "#signs-of-nervous")
    assert len(opened) == 2  # and the empty one that inlines.js copies


def test_its_page_says_the_sentence_first_then_the_text_with_a_way_to_it_and_can_be_dealt_with(desk, remark):
    address = f"/admin/guidance/remark/{remark.pk}/change/"
    assert f'href="{address}' in desk.get(list_of(Remark)).content.decode()
    page = html.unescape(desk.get(address).content.decode())
    threat = Check.objects.get(identifier="threat")
    said = [page.index(words) for words in ("Epäselvä sana", f'href="{page_of(threat)}"', threat.short["sv"])]
    assert said == sorted(said)
    button = part(page, "button[name=dealt-with]").attributes
    assert (button["value"], button["formaction"]) == (str(remark.pk), list_of(Remark))


def test_a_remark_on_a_helper_shows_its_numbers_in_the_list_and_on_its_page(desk, edition):
    remark = make(edition, "contact:nollalinja")
    assert "Nollalinja – 080 005 005, 116 016" in words(desk.get(list_of(Remark)))
    page = desk.get(f"/admin/guidance/remark/{remark.pk}/change/")
    assert "Numerot: 080 005 005, 116 016" in words(page)


def test_the_page_of_a_remark_on_what_is_gone_says_so(desk, edition):
    gone = make(edition, "check:no-such")
    page = desk.get(f"/admin/guidance/remark/{gone.pk}/change/").content.decode()
    assert "Tekstiä ei enää ole luonnoksessa." in page
    assert "no-such" not in page.replace(f"remark/{gone.pk}", "")


def test_what_is_gone_is_called_as_the_edition_called_it(desk, edition):
    make(edition, "check:threat")
    threat = Check.objects.get(identifier="threat")
    title = str(threat)
    with CaptureQueriesContext(connection) as there:
        desk.get(list_of(Remark))
    threat.delete()
    make(edition, "check:threat", "Toinen")
    with CaptureQueriesContext(connection) as gone:
        page = desk.get(list_of(Remark))
    assert f"Painos {edition.number}: Vaihe" in words(page)
    assert f"kysymys ”{title}”" in words(page)
    assert len(gone) <= len(there) + 1


def test_a_remark_on_a_text_that_is_gone_still_stands(desk, edition):
    make(edition, "check:no-such")
    make(edition, "nonsense")
    assert "Tekstiä ei enää ole luonnoksessa." in desk.get(list_of(Remark)).content.decode()


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
