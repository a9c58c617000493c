"""A form that was refused: what is amiss stands at its top, with the way to each box."""

import pytest

from guidance.models import Check, Expectation, Sign, Step
from tests.guidance.at_the_desk import opened, page_of
from tests.markup import attributes, part, parts, words

pytestmark = pytest.mark.django_db

TOP = ".form-amiss"


def test_what_is_amiss_is_listed_at_the_top_and_leads_to_each_box(desk):
    row = Check.objects.get(identifier="consent")
    first = row.answers.first()
    page = desk.post(page_of(row), opened(desk, row) | {"reason_fi": "", "answers-0-text_fi": ""})
    links = attributes(page, f"{TOP} a", "href")
    assert links == ["#id_reason_0", "#id_answers-0-text_0"]
    assert all(part(page, link) for link in links)
    said = words(page, TOP)
    assert "Perusteluissa: Kirjoita ainakin suomenkielinen teksti." in said
    assert f"{first} › Vastaus: Kirjoita ainakin suomenkielinen teksti." in said


def test_what_is_about_to_be_retired_is_asked_there_too_before_the_second_press(desk):
    sign = Sign.objects.get(identifier="nervous")
    Step.objects.filter(identifier="propose").update(show=[{"nervous": ["noticed"]}])
    number = [*sign.checklist.signs.all()].index(sign)
    page = desk.post(
        page_of(sign.checklist), opened(desk, sign.checklist) | {f"signs-{number}-retired": "on"}
    )
    assert f"{sign} : Mitään ei ole vielä tallennettu. Nämä nimeävät sen" in words(page, TOP)
    assert parts(page, f"{TOP} .named-by a")
    assert f"#id_signs-{number}-retired" in attributes(page, f"{TOP} a", "href")


def test_what_is_wrong_with_the_form_as_a_whole_is_listed_without_a_link(desk):
    row = Check.objects.get(identifier="consent")
    sent = opened(desk, row) | {"short_fi": "Toisin"}
    Check.objects.filter(pk=row.pk).update(short={"fi": "Muuten"})
    page = desk.post(page_of(row), sent)
    assert "Joku muu muutti tätä sillä välin" in words(page, TOP)


def test_what_an_example_lacks_leads_to_its_steps(desk):
    row = Expectation.objects.create(identifier="never", title={"fi": "Ei koskaan"}, steps=["propose"])
    sent = opened(desk, row)
    page = desk.post(page_of(row), {name: value for name, value in sent.items() if name != "steps"})
    [link] = attributes(page, f"{TOP} a", "href")
    assert part(page, link)


def test_a_form_that_is_opened_says_nothing_amiss(desk):
    assert not parts(desk.get(page_of(Check.objects.get(identifier="consent"))), TOP)
