"""The order of rows among their siblings, moved by buttons."""

import pytest
from django.urls import reverse

from guidance.desk.kit.order import DOWN, TOP, UP, move
from guidance.models import Area, Check, Checklist, Contact, Phone, Sign, Stage, Step
from tests.guidance.at_the_desk import list_of, opened, page_of
from tests.guidance.filled_in import form_on
from tests.markup import attribute, attributes, words

pytestmark = pytest.mark.django_db

LISTED = (Stage, Area, Check, Checklist, Step, Contact)


def ids(rows) -> list[str]:
    return [row.identifier for row in rows]


def press(client, address: str, row, direction: str):
    return client.post(address, {"move": f"{row.pk}-{direction}"})


def order_of(parent, kind: str) -> str:
    return reverse(f"admin:guidance_{parent._meta.model_name}_order", args=[parent.pk, kind])


@pytest.mark.parametrize("asked", ["o=1", "q=turvallisesti", "origin__exact=card", "o=1&q=a&alone__exact=1"])
def test_a_list_in_which_rows_cannot_be_moved_says_so_and_leads_back(desk, asked):
    page = desk.get(f"{list_of(Step)}?{asked}").content.decode()
    assert "Rivejä ei voi nyt siirtää" in page
    assert 'name="move"' not in page
    way = attribute(page, ".not-in-order [href]", "href")
    back = desk.get(f"{list_of(Step)}{way}").content.decode()
    assert 'name="move"' in back
    assert "Rivejä ei voi nyt siirtää" not in back


def test_a_list_goes_on_sideways_in_a_region_that_the_keyboard_reaches(desk):
    page = desk.get(list_of(Stage))
    assert attribute(page, ".sideways[role=region][tabindex='0']", "aria-label") == "Vaiheet"
    assert "Taulukko jatkuu oikealle." in words(page)


def test_the_way_up_is_called_as_on_every_other_page(desk):
    checklist = Sign.objects.first().checklist
    page = desk.get(order_of(checklist, "sign")).content.decode()
    assert '<a href="/admin/">Etusivu</a>' in page
    assert page_of(checklist) in attributes(page, ".breadcrumbs [href]", "href")
    assert "Alku" not in page


def test_a_row_changes_places_with_its_neighbour_and_the_place_is_said(desk):
    before = ids(Stage.objects.all())
    second = Stage.objects.all()[1]
    answer = press(desk, list_of(Stage), second, UP)
    assert ids(Stage.objects.all()) == [before[1], before[0], *before[2:]]
    assert answer.headers["Location"] == f"{list_of(Stage)}#down-{second.pk}"  # its way up has gone
    line = words(desk.get(list_of(Stage)), ".messagelist .success")
    assert f"”{second}” on nyt 1/{len(before)}. Työntekijät näkevät tämän vasta" in line


def test_the_way_back_leads_to_the_button_that_was_pressed(desk):
    second = Stage.objects.all()[1]
    address = f"{list_of(Stage)}?retired__exact=0"
    assert press(desk, address, second, DOWN).headers["Location"] == f"{address}#down-{second.pk}"


@pytest.mark.whole_guidance
def test_a_row_is_carried_to_the_top_at_once_in_lists_and_on_pages_of_order(desk):
    last = Stage.objects.last()
    rest = ids(Stage.objects.exclude(pk=last.pk))
    answer = press(desk, list_of(Stage), last, TOP)
    assert ids(Stage.objects.all()) == [last.identifier, *rest]
    assert answer.headers["Location"] == f"{list_of(Stage)}#down-{last.pk}"
    address = order_of(Checklist.objects.first(), "sign")
    page = desk.get(address)
    first, second, third, *_others = Checklist.objects.first().signs.all()
    carried = attributes(page, "[id^=top-]", "id")
    assert f"top-{third.pk}" in carried
    assert not {f"top-{first.pk}", f"top-{second.pk}"} & {*carried}, "one up is as good"
    press(desk, address, third, TOP)
    assert list(Checklist.objects.first().signs.all()[:3]) == [third, first, second]


@pytest.mark.parametrize("model", LISTED)
def test_every_list_has_its_buttons_and_the_ends_have_one_only(desk, model):
    page = desk.get(list_of(model))
    ups, downs = (attributes(page, f"[id^={way}-]", "id") for way in ("up", "down"))
    assert len(ups) == len(downs) > 0
    assert [name.removeprefix("up-") for name in ups] != [name.removeprefix("down-") for name in downs]


def test_a_check_moves_within_its_stage(desk):
    stage = Stage.objects.get(identifier="safety")
    first = stage.checks.first()
    everything = [check.position for check in Check.objects.exclude(stage=stage)]
    press(desk, list_of(Check), first, UP)
    assert stage.checks.first() == first
    press(desk, list_of(Check), first, DOWN)
    assert list(stage.checks.all()).index(first) == 1
    assert [check.position for check in Check.objects.exclude(stage=stage)] == everything


def test_a_step_moves_among_those_as_urgent(desk):
    urgent = list(Step.objects.filter(urgency="soon"))
    others = ids(Step.objects.exclude(urgency="soon"))
    assert move(urgent[0], DOWN).number == 2
    assert ids(Step.objects.filter(urgency="soon")[:2]) == [urgent[1].identifier, urgent[0].identifier]
    assert ids(Step.objects.exclude(urgency="soon")) == others


def test_equal_places_are_told_apart_by_the_first_move(edition):
    Contact.objects.update(position=3)
    before = ids(Contact.objects.all())
    move(Contact.objects.all()[0], DOWN)
    assert ids(Contact.objects.all()) == [before[1], before[0], *before[2:]]
    assert [row.position for row in Contact.objects.all()] == list(range(len(before)))


@pytest.mark.parametrize("asked", ["q=a", "o=1", "local__exact=1"])
def test_a_list_that_shows_no_order_has_no_buttons(desk, asked):
    assert 'name="move"' not in desk.get(f"{list_of(Contact)}?{asked}").content.decode()


@pytest.mark.whole_guidance
def test_rows_below_a_page_have_a_page_for_their_order(desk):
    checklist = Checklist.objects.first()
    address = order_of(checklist, "sign")
    assert address in desk.get(page_of(checklist)).content.decode()
    first, second = checklist.signs.all()[:2]
    page = desk.get(address).content.decode()
    assert page.index(str(first)) < page.index(str(second))
    assert press(desk, address, first, DOWN).headers["Location"] == f"{address}#down-{first.pk}"
    assert list(checklist.signs.all()[:2]) == [second, first]


@pytest.mark.whole_guidance
def test_only_what_stands_below_the_page_is_moved_there(desk):
    checklist, other = Checklist.objects.all()[:2]
    before = ids(other.signs.all())
    press(desk, order_of(checklist, "sign"), other.signs.all()[1], UP)
    assert ids(other.signs.all()) == before
    assert "Riviä ei enää ole" in desk.get(order_of(checklist, "sign")).content.decode()


@pytest.mark.parametrize("row_and_kind", [("contact", "phone"), ("step", "stepcontact")])
def test_numbers_and_named_contacts_are_ordered_too(desk, row_and_kind):
    name, kind = row_and_kind
    row = {"contact": Phone, "step": Step.contacts.through}[name].objects.first()
    assert desk.get(order_of(getattr(row, name), kind)).status_code == 200


def test_no_such_kind_of_row_is_not_found_and_nonsense_is_refused(desk):
    checklist = Checklist.objects.first()
    assert desk.get(order_of(checklist, "phone")).status_code == 404
    for nonsense in ("", "1", "x-up", "1-sideways", f"{'9' * 30}-up"):
        assert desk.post(order_of(checklist, "sign"), {"move": nonsense}).status_code == 400


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_nobody_else_moves_anything(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    before = ids(Sign.objects.all()), ids(Stage.objects.all())
    checklist = Checklist.objects.first()
    press(client, order_of(checklist, "sign"), checklist.signs.first(), DOWN)
    press(client, list_of(Stage), Stage.objects.first(), DOWN)
    assert (ids(Sign.objects.all()), ids(Stage.objects.all())) == before


def test_what_changes_its_stage_comes_last_in_the_new_one(desk):
    check = Check.objects.get(identifier="threat")
    stage = Stage.objects.exclude(pk=check.stage_id).first()
    fields = opened(desk, check) | {"stage": stage.pk}
    assert desk.post(page_of(check), fields).status_code == 302
    assert stage.checks.last() == check


def test_a_place_is_not_overwritten_by_a_form_that_was_open(desk):
    stage = Stage.objects.first()
    fields = opened(desk, stage)
    press(desk, list_of(Stage), stage, DOWN)
    assert desk.post(page_of(stage), fields | {"title_fi": "Uusi otsikko"}).status_code == 302
    assert list(Stage.objects.all()).index(stage) == 1


def test_rows_of_a_new_page_stand_in_the_order_in_which_they_were_written(desk):
    adding = reverse("admin:guidance_check_add")
    fields = form_on(desk.get(adding).content.decode(), "check_form")
    fields |= {"stage": Stage.objects.first().pk, "short_fi": "Uusi", "reason_fi": "uusi"}
    for number, typed in enumerate(["Ensin", "Sitten"]):
        fields |= {f"answers-{number}-text_{code}": "" for code in ("sv", "en")}
        fields |= {f"answers-{number}-text_fi": typed, f"answers-{number}-identifier": typed.lower()}
    assert desk.post(adding, fields | {"answers-TOTAL_FORMS": 2}).status_code == 302
    made = Check.objects.get(short__fi="Uusi").answers.all()
    assert [(answer.identifier, answer.position) for answer in made] == [("ensin", 0), ("sitten", 1)]
