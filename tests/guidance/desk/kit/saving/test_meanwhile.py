"""Two editors on one row: both keep their words, and what both changed is asked about."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guidance.models import (
    Area,
    Check,
    Checklist,
    Contact,
    Draft,
    Expectation,
    Sign,
    Stage,
    Step,
    StepContact,
)
from guidance.texts import source_hash
from tests.guidance.at_the_desk import opened, page_of
from tests.guidance.filled_in import form_on
from tests.markup import part, parts, words

pytestmark = pytest.mark.django_db

WITH_A_PAGE = (Draft, Stage, Area, Check, Checklist, Step, Contact)


@pytest.fixture
def other(edition):
    """Another supervisor's own browser."""
    person = User.objects.create_user("toinen", is_staff=True)
    person.groups.add(Group.objects.get(name="Supervisors"))
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def step(desk):
    return Step.objects.get(identifier="propose")


def send(client, row, fields: dict) -> str:
    """Save a form: "" when saved, otherwise the page that came back."""
    response = client.post(page_of(row), fields)
    return "" if response.status_code == 302 else response.content.decode()


def sent_again(page: str, row) -> dict:
    return form_on(page, f"{row._meta.model_name}_form")


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("model", WITH_A_PAGE)
def test_a_form_that_does_not_say_what_it_showed_is_not_saved(desk, model):
    row = model.objects.first()
    fields = opened(desk, row)
    del fields["seen"]
    title = "Muutettu"
    name = "title_fi" if "title_fi" in fields else f"{row.KIND.title}_fi"
    assert "muutti tätä sillä välin" in send(desk, row, fields | {name: title})


# --- The row of the page ---------------------------------------------------------------------------------


def test_the_second_editor_is_told_by_whom_and_sees_both_wordings(desk, other, step):
    first, second = opened(other, step), opened(desk, step)
    assert send(other, step, first | {"title_fi": "Ehtisin ensin"}) == ""
    page = send(desk, step, second | {"title_fi": "Minun sanani", "title_sv": "Mina ord"})
    step.refresh_from_db()
    assert step.title["fi"] == "Ehtisin ensin"
    assert "toinen muutti tätä sillä välin" in page
    assert "Nyt tallessa, Suomi: Ehtisin ensin" in page
    assert "Nyt tallessa, English" not in page
    assert sent_again(page, step)["title_fi"] == ["Minun sanani"]


@pytest.mark.variants(stay=0)
def test_saving_again_after_having_seen_it_writes(desk, other, step):
    second = opened(desk, step)
    send(other, step, opened(other, step) | {"title_fi": "Ehtisin ensin"})
    page = send(desk, step, second | {"title_fi": "Minun sanani"})
    assert send(desk, step, sent_again(page, step)) == ""
    step.refresh_from_db()
    assert step.title["fi"] == "Minun sanani"


@pytest.mark.variants(stay=0)
def test_a_third_change_in_between_is_told_of_too(desk, other, step):
    second = opened(desk, step)
    send(other, step, opened(other, step) | {"title_fi": "Ehtisin ensin"})
    page = send(desk, step, second | {"title_fi": "Minun sanani"})
    send(other, step, opened(other, step) | {"title_fi": "Ja vielä"})
    assert "Nyt tallessa, Suomi: Ja vielä" in send(desk, step, sent_again(page, step))


@pytest.mark.variants(stay=0)
def test_a_rule_a_choice_and_a_tick_are_said_in_words(desk, other):
    step = Step.objects.filter(urgency="now", alone=False).exclude(show=[]).first()
    second = opened(desk, step)
    changed = opened(other, step) | {"urgency": "soon", "alone": "on", "show-0-remove": "on"}
    assert send(other, step, changed) == ""
    mine = {"urgency": "self", "show-0-0-subject": "alone", "show-0-0-answers": ["alone:no"]}
    page = send(desk, step, second | mine)
    assert "Nyt tallessa: pian" in page
    assert "Nyt tallessa: ei rivejä" in page
    assert "[{" not in page.split("Nyt tallessa", 1)[1].split("</ul>")[0]


def test_a_page_that_its_editor_left_alone_lets_the_row_stand(desk, other, step):
    """Only a row below was changed here; the step itself is as the other left it."""
    second = opened(desk, step)
    send(other, step, opened(other, step) | {"title_fi": "Ehtisin ensin"})
    contact = Contact.objects.exclude(step=step).first()
    number = step.stepcontact_set.count()
    assert send(desk, step, second | {f"stepcontact_set-{number}-contact": contact.pk}) == ""
    step.refresh_from_db()
    assert step.title["fi"] == "Ehtisin ensin"
    assert contact in step.contacts.all()


@pytest.mark.variants(stay=0)
def test_a_change_that_no_log_knows_has_no_name_but_is_told_of(desk, step):
    second = opened(desk, step)
    Step.objects.filter(pk=step.pk).update(retired=True)
    page = send(desk, step, second | {"title_fi": "Minun sanani"})
    assert "Joku muu muutti tätä sillä välin." in page
    assert "Nyt tallessa: kyllä" in page  # it was retired


@pytest.mark.variants(stay=0)
def test_a_rule_that_stands_is_said_as_a_sentence(desk, other):
    step = Step.objects.get(identifier="call-emergency")
    second = opened(desk, step)
    theirs, mine = (
        {"stress-0-0-subject": "threat", "stress-0-0-answers": [f"threat:{answer}"]}
        for answer in ("yes", "no")
    )
    send(other, step, opened(other, step) | theirs)
    page = send(desk, step, second | mine)
    assert "Nyt tallessa: turvallisuus uhattuna juuri nyt: kyllä" in page


def test_what_each_changed_in_boxes_of_their_own_stays(desk, other, step):
    """In different fields, and in different languages of one text."""
    second = opened(desk, step)
    theirs = {"title_fi": "Toisen otsikko", "short_en": "Their words", "urgency": "soon"}
    assert send(other, step, opened(other, step) | theirs) == ""
    assert send(desk, step, second | {"title_sv": "Min rubrik", "alone": "on"}) == ""
    told = words(desk.get("/admin/"), ".messagelist")
    assert told.startswith("”Toisen otsikko” on tallennettu. ")
    assert "toinen muutti tätä sillä välin (" in told
    their_boxes = "Otsikko (Suomi), Lyhyesti (English)"
    assert f"Muutetut kohdat: {their_boxes}. Sekä sinun että toisen kirjoittama on tallessa." in told
    step.refresh_from_db()
    assert (step.title["fi"], step.title["sv"]) == ("Toisen otsikko", "Min rubrik")
    assert (step.short["en"], step.urgency, step.alone) == ("Their words", "soon", True)


def test_a_translation_was_made_from_the_source_that_its_page_showed(desk, other, step):
    made_from = source_hash(step.title)
    second = opened(desk, step)
    send(other, step, opened(other, step) | {"title_fi": "Toisen otsikko"})
    send(desk, step, second | {"title_sv": "Min rubrik"})
    step.refresh_from_db()
    assert step.made_from["title"]["sv"] == made_from


def test_only_the_box_that_both_changed_is_asked_about(desk, other, step):
    second = opened(desk, step)
    send(other, step, opened(other, step) | {"title_fi": "Toisen otsikko", "short_fi": "Toisen lyhyt"})
    page = send(desk, step, second | {"title_fi": "Minun otsikkoni", "say_sv": "Mina ord"})
    assert page.count("Nyt tallessa") == 2  # at the top, and beside its box
    assert send(desk, step, sent_again(page, step)) == ""
    step.refresh_from_db()
    assert (step.title["fi"], step.short["fi"]) == ("Minun otsikkoni", "Toisen lyhyt")
    assert step.say["sv"] == "Mina ord"


@pytest.mark.variants(stay=0)
def test_a_row_that_was_retired_meanwhile_is_told_of_and_stays_so(desk, other, step):
    second = opened(desk, step)
    send(other, step, opened(other, step) | {"retired": "on"})
    page = send(desk, step, second | {"title_fi": "Minun otsikkoni"})
    assert "toinen muutti tätä sillä välin" in page
    assert part(page, "[name=retired]").attributes.keys() >= {"checked"}
    assert send(desk, step, sent_again(page, step)) == ""
    step.refresh_from_db()
    assert (step.retired, step.title["fi"]) == (True, "Minun otsikkoni")


@pytest.mark.variants(stay=0)
def test_a_rule_and_a_stage_that_somebody_changed_stand(desk, other):
    """A choice of another row, too."""
    check, stage = Check.objects.first(), Stage.objects.last()
    assert check.stage != stage
    second = opened(desk, check)
    assert send(other, check, opened(other, check) | {"stage": stage.pk}) == ""
    assert send(desk, check, second | {"short_fi": "Minun sanani"}) == ""
    check.refresh_from_db()
    assert (check.stage, check.short["fi"]) == (stage, "Minun sanani")


@pytest.mark.variants(stay=0)
def test_of_made_up_answers_each_is_a_box_of_its_own(desk, other):
    case = Expectation.objects.create(identifier="tapaus", title={"fi": "Tapaus"}, steps=["propose"])
    free = [check for check in Check.objects.all() if check.answers.exists()][:2]
    boxes = [{f"checks-{check.identifier}": check.answers.first().identifier} for check in free]
    second = opened(desk, case)
    assert send(other, case, opened(other, case) | boxes[0]) == ""
    assert send(desk, case, second | boxes[1]) == ""
    case.refresh_from_db()
    assert {check.identifier for check in free} <= case.checks.keys()


def test_a_row_that_is_gone_is_told_of_and_its_texts_come_back(desk):
    step = Step.objects.create(identifier="never", title={"fi": "Turha"}, urgency="soon")
    fields = opened(desk, step) | {"title_fi": "Kirjoitin tätä"}
    step_page = page_of(step)
    step.delete()
    answer = desk.post(step_page, fields)
    assert answer.status_code == 404
    assert "Joku muu poisti tämän" in answer.content.decode()
    assert "Kirjoitin tätä" in answer.content.decode()


# --- Rows below it ---------------------------------------------------------------------------------------


@pytest.fixture
def signs(desk):
    return Checklist.objects.first()


def stored(sign) -> str:
    sign.refresh_from_db()
    return sign.short["fi"]


def test_a_row_that_its_editor_left_alone_stands_as_the_other_wrote_it(desk, other, signs):
    first, second = signs.signs.all()[:2]
    fields = opened(desk, signs)
    send(other, signs, opened(other, signs) | {"signs-0-short_fi": "Toisen sanat"})
    assert send(desk, signs, fields | {"signs-1-short_fi": "Minun sanani"}) == ""
    assert (stored(first), stored(second)) == ("Toisen sanat", "Minun sanani")


@pytest.mark.variants(stay=0)
def test_below_too_what_each_changed_in_boxes_of_their_own_stays(desk, other, signs):
    fields = opened(desk, signs)
    send(other, signs, opened(other, signs) | {"signs-0-short_fi": "Toisen sanat"})
    assert send(desk, signs, fields | {"signs-0-short_sv": "Mina ord"}) == ""
    sign = signs.signs.first()
    assert f"{sign} › Lyhyesti (Suomi)" in words(desk.get("/admin/"), ".messagelist")
    history = words(desk.get(page_of(signs).replace("change", "history")), "#change-history")
    assert "(Suomi)" in history
    assert "(Svenska)" in history
    assert (sign.short["fi"], sign.short["sv"]) == ("Toisen sanat", "Mina ord")


def test_a_row_that_both_changed_is_not_overwritten(desk, other, signs):
    fields = opened(desk, signs)
    send(other, signs, opened(other, signs) | {"signs-0-short_fi": "Toisen sanat"})
    page = send(desk, signs, fields | {"signs-0-short_fi": "Minun sanani"})
    assert "toinen muutti tätä sillä välin" in page
    assert "Nyt tallessa, Suomi: Toisen sanat" in page
    assert stored(signs.signs.first()) == "Toisen sanat"
    assert send(desk, signs, sent_again(page, signs)) == ""
    assert stored(signs.signs.first()) == "Minun sanani"


@pytest.fixture
def new_sign(signs):
    return Sign.objects.create(
        checklist=signs, identifier="uusi", position=99, short={"fi": "Uusi"}, full={"fi": "Uusi."},
        reason={"fi": "uusi"},
    )  # fmt: skip


def number_of(signs, sign) -> int:
    return list(signs.signs.all()).index(sign)


def test_a_row_that_is_gone_and_was_left_alone_is_dropped(desk, signs, new_sign):
    fields = opened(desk, signs)
    new_sign.delete()
    assert send(desk, signs, fields | {"signs-0-short_fi": "Minun sanani"}) == ""
    assert stored(signs.signs.first()) == "Minun sanani"


def test_a_row_that_is_gone_is_told_of_once_and_keeps_what_was_typed(desk, signs, new_sign):
    number = number_of(signs, new_sign)
    fields = opened(desk, signs) | {f"signs-{number}-short_fi": "Kirjoitin tätä"}
    new_sign.delete()
    page = send(desk, signs, fields)
    assert "Joku muu poisti tämän rivin" in page
    again = sent_again(page, signs)
    assert again[f"signs-{number}-short_fi"] == ["Kirjoitin tätä"]
    assert send(desk, signs, again) == ""
    assert not Sign.objects.filter(short__fi="Kirjoitin tätä").exists()


def test_shown_again_each_row_stands_beside_its_own_form(desk, signs, new_sign):
    """The rows are matched by themselves, also when one before them has gone meanwhile."""
    Sign.objects.filter(pk=new_sign.pk).update(position=0)
    Sign.objects.exclude(pk=new_sign.pk).update(position=5)
    fields = opened(desk, signs) | {"signs-1-short_fi": ""}
    last = signs.signs.last()
    new_sign.delete()
    page = send(desk, signs, fields)
    assert f'value="{last.pk}"' in page
    assert "Uusi" in [words(each) for each in parts(page, "summary")]


@pytest.mark.variants(stay=0)
def test_a_row_to_be_deleted_that_somebody_changed_is_told_of(desk, other, signs, new_sign):
    number = number_of(signs, new_sign)
    fields = opened(desk, signs) | {f"signs-{number}-DELETE": "on"}
    send(other, signs, opened(other, signs) | {f"signs-{number}-short_fi": "Tämä onkin tärkeä"})
    page = send(desk, signs, fields)
    assert "jonka merkitsit poistettavaksi" in page
    assert send(desk, signs, sent_again(page, signs)) == ""
    assert not Sign.objects.filter(pk=new_sign.pk).exists()


@pytest.mark.variants(stay=0)
def test_whom_a_step_names_is_looked_after_as_well(desk, other, step):
    first, second = Contact.objects.exclude(step=step)[:2]
    fields = opened(desk, step)
    send(other, step, opened(other, step) | {"stepcontact_set-0-contact": first.pk})
    page = send(desk, step, fields | {"stepcontact_set-0-contact": second.pk})
    assert f"Nyt tallessa: {first}" in page
    assert step.contacts.first() == first


def test_contacts_that_were_all_written_anew_do_not_stop_whoever_left_them_alone(desk, step):
    named = list(step.stepcontact_set.all())
    assert named
    fields = opened(desk, step)
    StepContact.objects.filter(step=step).delete()
    for row in named:
        row.pk = None
        row.save(force_insert=True)
    assert send(desk, step, fields | {"title_fi": "Minun sanani"}) == ""
    assert step.stepcontact_set.count() == len(named)


@pytest.mark.variants(stay=0)
def test_a_checklist_is_saved_with_as_many_queries_for_few_signs_as_for_many(desk, signs):
    few = queries_of(desk, signs)
    for number in range(40):
        Sign.objects.create(
            checklist=signs, identifier=f"n-{number}", short={"fi": "x"}, full={"fi": "x"}, reason={"fi": "x"}
        )
    assert len(queries_of(desk, signs)) == len(few)


def queries_of(client, row) -> list[str]:
    fields = opened(client, row)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert send(client, row, fields) == ""
    return [query["sql"] for query in captured.captured_queries]
