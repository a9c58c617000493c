"""Retiring what rules name: they are listed first, and the second press saves."""

import pytest

from guidance.models import Check, Contact, Expectation, Preparation, Sign, Step
from tests.guidance.at_the_desk import opened, page_of
from tests.guidance.filled_in import form_on
from tests.markup import attribute, attributes, parts, words

pytestmark = pytest.mark.django_db

NAMED = "ul.named-by"
ASKED = "Mitään ei ole vielä tallennettu. Nämä nimeävät sen, minkä poistat käytöstä:"


def press_again(desk, row, page):
    return desk.post(page_of(row), form_on(page.content.decode(), f"{row._meta.model_name}_form"))


@pytest.mark.variants
@pytest.mark.parametrize(
    ("model", "identifier", "named_at"),
    [
        (Check, "consent", "steps/propose/show/1/"),
        (Contact, "nollalinja", "/contacts/"),
        (Step, "propose", "expectations/never/not_steps/"),
    ],
)
def test_what_rules_name_is_retired_with_the_second_press(desk, model, identifier, named_at):
    Expectation.objects.create(identifier="never", title={"fi": "Ei koskaan"}, not_steps=["propose"])
    row = model.objects.get(identifier=identifier)
    page = desk.post(page_of(row), opened(desk, row) | {"retired": "on"})
    assert page.status_code == 200
    assert ASKED in words(page)
    assert any(named_at in address for address in attributes(page, f"{NAMED} a", "href"))
    row.refresh_from_db()
    assert not row.retired
    assert press_again(desk, row, page).status_code == 302
    row.refresh_from_db()
    assert row.retired


@pytest.mark.variants(stay=0)
def test_a_sign_and_an_answer_ask_on_the_form_of_what_they_stand_in(desk):
    sign = Sign.objects.get(identifier="nervous")
    step = Step.objects.get(identifier="propose")
    step.show = [{"nervous": ["noticed"]}]
    step.save()
    number = [*sign.checklist.signs.all()].index(sign)
    page = desk.post(
        page_of(sign.checklist), opened(desk, sign.checklist) | {f"signs-{number}-retired": "on"}
    )
    assert "/admin/guidance/edition/place/steps/propose/show/1/" in attributes(page, f"{NAMED} a", "href")
    assert press_again(desk, sign.checklist, page).status_code == 302
    check = Check.objects.get(identifier="consent")
    number = [each.identifier for each in check.answers.all()].index("yes")
    page = desk.post(page_of(check), opened(desk, check) | {f"answers-{number}-retired": "on"})
    assert ASKED in words(page)


def test_who_came_to_name_it_meanwhile_is_listed_too(desk):
    row = Check.objects.get(identifier="police")
    page = desk.post(page_of(row), opened(desk, row) | {"retired": "on"})
    before = attribute(page, "input[name=named]", "value")
    Step.objects.filter(identifier="propose").update(show=[{"police": ["yes"]}])
    again = press_again(desk, row, page)
    assert again.status_code == 200
    assert attribute(again, "input[name=named]", "value") != before


def test_the_form_of_what_is_out_of_use_says_so_at_its_top(desk):
    row = Check.objects.get(identifier="consent")
    assert not parts(desk.get(page_of(row)), ".out-of-use")
    Check.objects.filter(pk=row.pk).update(retired=True)
    page = desk.get(page_of(row))
    assert "Poistettu käytöstä: ei tule seuraavaan painokseen." in words(page, ".out-of-use")
    assert parts(page, attribute(page, ".out-of-use a", "href"))


def test_what_nothing_names_is_retired_at_once(desk):
    row = Preparation.objects.first()
    page = desk.post(page_of(row), opened(desk, row) | {"retired": "on"})
    assert page.status_code == 302


def test_what_was_retired_before_is_saved_without_asking(desk):
    row = Check.objects.get(identifier="consent")
    Check.objects.filter(pk=row.pk).update(retired=True)
    page = desk.post(page_of(row), opened(desk, row) | {"short_fi": "Toisin"})
    assert page.status_code == 302
    assert not parts(page, NAMED)
