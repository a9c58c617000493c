"""The list of steps: under their tiers' headings, each with its rule and its helpers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.models import Contact, Step, StepContact
from tests.guidance.at_the_desk import list_of, page_of
from tests.markup import attributes, part, parts, words

pytestmark = pytest.mark.django_db


def told(page, step: Step) -> str:
    """What the list says of a step."""
    [row] = [each for each in parts(page, ".in-order > li") if parts(each, f"a[href='{page_of(step)}']")]
    return " ".join(row.text(separator=" ").split())


def test_steps_stand_under_their_tiers_as_workers_meet_them(desk):
    page = desk.get(list_of(Step))
    for tier in parts(page, ".steps-tier"):
        steps = Step.objects.filter(urgency=part(tier, "h2").attributes["id"].removeprefix("tier-"))
        assert attributes(tier, ".step-title", "href") == [page_of(step) for step in steps]
    assert words(page, ".steps-tier h2") == "Nyt"
    assert len(parts(page, ".steps-tier .step-title")) == Step.objects.count()


def test_each_says_in_a_sentence_when_it_comes_up_and_whom_it_names(desk):
    step, always, never = Step.objects.all()[:3]
    Step.objects.filter(pk=step.pk).update(
        show=[{"threat": ["yes", "unsure"], "nervous": ["noticed"]}, {"threat": ["no"]}],
        but_not=[{"threat": ["yes"]}],
        alone=True,
    )
    Step.objects.filter(pk=always.pk).update(show=[{"always": True}])
    Step.objects.filter(pk=never.pk).update(show=[])
    contact = Contact.objects.first()
    StepContact.objects.filter(step=step).delete()
    StepContact.objects.create(step=step, contact=contact)
    page = desk.get(list_of(Step))
    rule = "kyllä tai en tiedä ja merkki hermostuneisuus on huomattu, tai kun turvallisuus uhattuna"
    assert rule in told(page, step)
    assert "kahden · jää pois joillain vastauksilla" in told(page, step)
    assert f"Yhteystiedot: {contact}" in told(page, step)
    assert "Näytetään aina." in told(page, always)
    assert "Ei rivejä: askel ei tule esiin millään vastauksilla." in told(page, never)


def test_what_is_out_of_use_stands_apart_and_folded(desk):
    first, second = Step.objects.filter(urgency="soon")[:2]
    Step.objects.filter(pk=first.pk).update(retired=True)
    page = desk.get(list_of(Step))
    [retired] = parts(page, "details:not([open]).steps-retired")
    assert "Poistettu käytöstä (1)" in retired.text()
    assert attributes(retired, ".step-title", "href") == [page_of(first)]
    assert page_of(first) not in attributes(page, ".steps-tier .step-title", "href")
    assert not parts(page, f"#up-{second.pk}"), "nothing that is seen stands above it"


def test_whoever_searches_finds_steps_under_their_tiers_too(desk):
    step = Step.objects.filter(urgency="soon").first()
    page = desk.get(f"{list_of(Step)}?q={step.identifier}")
    assert attributes(page, ".steps-tier .step-title", "href")[0].startswith(page_of(step))
    assert words(page, ".steps-tier h2") == "Pian"
    assert not parts(desk.get(f"{list_of(Step)}?q=xyzxyz"), ".step-title")


@pytest.mark.variants(stay=0)
def test_the_list_takes_as_many_queries_for_few_steps_as_for_many_and_moves_them_all(desk):
    few = queries_of_list(desk)
    contact, show = Contact.objects.first(), [{"threat": ["yes"]}]
    for number in range(230):
        step = Step.objects.create(identifier=f"n-{number}", urgency="soon", position=500 + number, show=show)
        if number < 30:
            StepContact.objects.create(step=step, contact=contact)
    assert queries_of_list(desk) == few
    page = desk.get(list_of(Step))
    assert len(parts(page, ".step-title")) == Step.objects.count()
    assert "Rivejä ei voi nyt siirtää" not in words(page)
    desk.post(list_of(Step), {"move": f"{step.pk}-top"})
    assert Step.objects.filter(urgency="soon").first() == step


def queries_of_list(client) -> int:
    client.get(list_of(Step))  # what is kept from one page to the next is read
    with CaptureQueriesContext(connection) as captured:
        client.get(list_of(Step))
    return len(captured)
