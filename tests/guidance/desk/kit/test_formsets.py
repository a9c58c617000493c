"""The rows below an entry are as many as came, whatever the form says of their number."""

import html

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.desk.kit.forms import MOST_ROWS_SENT
from guidance.draft import read_draft
from guidance.models import Answer, Check, Checklist, Contact, Sign, Stage, Step
from tests.growth import calls_of
from tests.guidance.at_the_desk import opened, page_of
from tests.guidance.filled_in import form_on
from tests.markup import attributes

pytestmark = pytest.mark.django_db

GROUPS = {
    "points": Stage,
    "areas": Stage,
    "answers": Check,
    "signs": Checklist,
    "stepcontact_set": Step,
    "phones": Contact,
}
NOT_WHOLE = "Lomake ei tullut perille kokonaisena"
WRONG = ["9" * 30, "1000", "-1", "0", "x", "", "1e3", "٣", "3\0", "9" * 5000]
A_FEW = ["-1", "x"]


def numbers(group: str, said: str) -> dict[str, str]:
    return {f"{group}-TOTAL_FORMS": said, f"{group}-INITIAL_FORMS": said}


@pytest.mark.variants
@pytest.mark.parametrize(
    ("group", "wrong"),
    [
        *(
            pytest.param("answers", wrong, marks=() if wrong in A_FEW else pytest.mark.heavy)
            for wrong in WRONG[1:]
        ),
        *((group, WRONG[0]) for group in GROUPS),
    ],
    ids=lambda each: each[:10],
)
def test_a_wrong_number_of_rows_is_said_and_nothing_typed_is_lost(desk, published_pack, group, wrong):
    row = GROUPS[group].objects.first()
    fields = opened(desk, row)
    said = f"{group}-TOTAL_FORMS", f"{group}-INITIAL_FORMS"
    for names in (said, said[:1], said[1:]):
        answer = desk.post(page_of(row), fields | dict.fromkeys(names, wrong))
        assert answer.status_code == 422
        page = html.unescape(answer.content.decode())
        assert NOT_WHOLE in page, (wrong, names)
        again = form_on(answer.content.decode(), f"{row._meta.model_name}_form")
        assert again.keys() >= fields.keys()
        shown = {
            name: value for name, value in again.items() if not name.endswith(("seen", "token", "press"))
        }
        assert shown.items() >= {name: fields[name] for name in shown if name in fields}.items()
    assert read_draft() == published_pack
    assert desk.post(page_of(row), again).status_code == 302
    assert read_draft() == published_pack


def test_what_was_typed_in_a_new_row_is_there_again_and_is_saved_with_the_next_press(desk):
    check = Check.objects.get(identifier="threat")
    number = check.answers.count()
    fields = opened(desk, check) | {f"answers-{number}-text_fi": "Uusi"} | numbers("answers", "-1")
    again = form_on(desk.post(page_of(check), fields).content.decode(), "check_form")
    assert again[f"answers-{number}-text_fi"] == ["Uusi"]
    assert again["answers-TOTAL_FORMS"] == [str(number + 1)]
    assert again["answers-INITIAL_FORMS"] == [str(number)]
    assert desk.post(page_of(check), again).status_code == 302
    assert [answer.text for answer in check.answers.all()][number:] == [{"fi": "Uusi"}]


def test_rows_that_somebody_may_only_see_come_whole_too(client, supervisor, edition):
    supervisor.groups.clear()
    may = ["view_check", "change_check", "view_answer", "view_stage"]
    supervisor.user_permissions.set(Permission.objects.filter(codename__in=may))
    client.force_login(supervisor)
    check = Check.objects.get(identifier="threat")
    assert client.post(page_of(check), opened(client, check) | {"short_fi": "Uusi"}).status_code == 302
    check.refresh_from_db()
    assert (check.short["fi"], check.answers.count()) == ("Uusi", 3)


def test_the_hints_on_how_many_rows_there_may_be_count_for_nothing(desk):
    check = Check.objects.get(identifier="threat")
    hints = {"answers-MIN_NUM_FORMS": "x", "answers-MAX_NUM_FORMS": "9" * 5000}
    assert desk.post(page_of(check), opened(desk, check) | hints).status_code == 302


def test_a_form_without_its_numbers_is_not_whole(desk):
    check = Check.objects.get(identifier="threat")
    fields = {name: value for name, value in opened(desk, check).items() if "_FORMS" not in name}
    page = desk.post(page_of(check), fields).content.decode()
    assert NOT_WHOLE in page
    assert form_on(page, "check_form").keys() >= fields.keys()


@pytest.mark.variants(stay=0)
def test_a_number_that_claims_more_rows_is_no_more_work(desk):
    check = Check.objects.get(identifier="threat")
    fields = opened(desk, check)
    desk.post(page_of(check), fields | {"answers-TOTAL_FORMS": "1"})
    few, many = (
        calls_of(lambda said=said: desk.post(page_of(check), fields | {"answers-TOTAL_FORMS": said}))
        for said in ("20", "2000")
    )
    assert many < 1.1 * few


@pytest.mark.heavy
def test_twice_the_rows_are_twice_the_work(desk):
    check = Check.objects.get(identifier="threat")
    fields = opened(desk, check)

    def work_for(rows: int) -> int:
        sent = {**fields, "short_fi": [""], "answers-TOTAL_FORMS": [str(rows)]}
        for number in range(check.answers.count(), rows):
            sent |= {f"answers-{number}-text_fi": [f"x {number}"], f"answers-{number}-id": [""]}
        return calls_of(lambda: desk.post(page_of(check), sent))

    few, some, many = (work_for(rows) for rows in (10, 30, 50))
    assert many - some < 1.25 * (some - few)
    assert not Answer.objects.filter(text__fi__startswith="x ").exists()


@pytest.mark.variants(stay=0)
def test_more_rows_than_anybody_writes_are_refused_before_they_are_looked_through(desk):
    check = Check.objects.get(identifier="threat")
    before = read_draft()

    def send(rows: int):
        sent = {**opened(desk, check), "answers-TOTAL_FORMS": [str(rows)]}
        for number in range(check.answers.count(), rows):
            sent |= {f"answers-{number}-text_fi": [f"x {number}"]}
        return desk.post(page_of(check), sent)

    refused = send(MOST_ROWS_SENT + 1)
    assert refused.status_code == 400
    assert "yli 500 riviä" in refused.content.decode()
    assert read_draft() == before
    few, many = (calls_of(lambda rows=rows: send(rows)) for rows in (600, 2000))
    assert many - few < 1400 * 500  # what it takes to write and read so many fields


def test_a_sign_has_as_few_fields_as_it_has_to_and_as_many_as_may_be_are_one_form(desk, settings):
    """Nine texts, its name, its origin, whether it is in use, and two that nobody sees."""
    checklist = Checklist.objects.first()
    page = desk.get(page_of(checklist)).content.decode()
    own = [each for each in attributes(page, "[name^=signs-0-]", "name") if not each.endswith("DELETE")]
    assert len(own) == 14
    sent = [name for name in form_on(page, "checklist_form") if name.startswith("signs-0-")]
    ticks = ["retired", "DELETE"]
    assert (len(sent) + len(ticks)) * MOST_ROWS_SENT + 100 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


@pytest.mark.variants(stay=0)
def test_a_checklist_opens_with_as_many_queries_for_few_signs_as_for_many(desk):
    checklist = Checklist.objects.first()
    add_signs(checklist, 1)
    desk.get(page_of(checklist))  # what is kept from one page to the next is read
    few = queries_to_open(desk, checklist)
    add_signs(checklist, 40)
    assert queries_to_open(desk, checklist) == few <= 39


def add_signs(checklist: Checklist, number: int) -> None:
    for each in range(number):
        texts = dict.fromkeys(("short", "full", "reason"), {"fi": f"Merkki {each}"})
        Sign.objects.create(checklist=checklist, identifier=f"n-{number}-{each}", position=99, **texts)


def queries_to_open(client, row) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page_of(row)).status_code == 200
    return len(captured)
