"""Whom one may tell, at the editor's desk: confirmed with name and day, and no longer once it is changed."""

import datetime

import pytest

from guidance.models import Disclosure, Draft, Milestone, Recipient
from guidance.publishing.editions import PublishRefused, publish
from tests.guidance.at_the_desk import list_of, opened, page_of
from tests.markup import parts, words

pytestmark = pytest.mark.django_db

FIRST = "disclosures-0-"
CONFIRMED = {f"{FIRST}confirmed_by": "Aino Lakimies", f"{FIRST}confirmed_on": "2026-11-29"}
WAITS_AGAIN = "odottaa taas vahvistusta"


@pytest.fixture
def police(desk) -> Recipient:
    return Recipient.objects.get(identifier="police")


@pytest.fixture
def save(desk, police):
    """save(**fields): what the page says once the form on the police was sent with these."""
    return lambda fields: words(desk.post(page_of(police), opened(desk, police) | fields, follow=True))


def first(police: Recipient) -> Disclosure:
    return police.disclosures.first()


def test_a_cell_is_confirmed_with_a_name_and_a_day(desk, police, save):
    assert "vahvistajan nimi ja päivä" in save({f"{FIRST}confirmed_by": "Aino Lakimies"})
    assert first(police).confirmed_by == ""
    assert "vahvistajan nimi ja päivä" in save({f"{FIRST}confirmed_on": "2026-11-29"})
    save(CONFIRMED)
    cell = first(police)
    assert (cell.confirmed_by, cell.confirmed_on) == ("Aino Lakimies", datetime.date(2026, 11, 29))


@pytest.mark.variants
@pytest.mark.parametrize("change", [{"duty": "may"}, {"case_fi": "Muulloin."}, {"ground_fi": "Toinen laki."}])
def test_what_was_confirmed_and_is_changed_waits_again_and_that_is_said(police, save, change):
    save(CONFIRMED)
    assert WAITS_AGAIN in save({f"{FIRST}{name}": value for name, value in change.items()})
    cell = first(police)
    assert (cell.confirmed_by, cell.confirmed_on) == ("", None)


@pytest.mark.variants
@pytest.mark.parametrize("change", [{}, {"first_fi": "Sano näin."}, {"ground_sv": "Lagen."}, {"note": ""}])
def test_anything_else_leaves_it_confirmed(police, save, change):
    save(CONFIRMED)
    assert WAITS_AGAIN not in save({f"{FIRST}{name}": value for name, value in change.items()})
    assert first(police).confirmed_by


@pytest.mark.variants(stay=0)
def test_confirmed_anew_with_the_change_it_stands(police, save):
    save(CONFIRMED)
    page = save({f"{FIRST}duty": "may", f"{FIRST}confirmed_on": "2026-11-30"})
    assert WAITS_AGAIN not in page
    assert first(police).confirmed_on == datetime.date(2026, 11, 30)


def test_the_list_and_the_first_page_say_how_many_wait(desk, police, save):
    def waiting() -> list[str]:
        return [words(each) for each in parts(desk.get(list_of(Recipient)), ".field-unconfirmed")]

    cells = Disclosure.objects.count()
    assert waiting() == [str(each.disclosures.count()) for each in Recipient.objects.all()]
    assert f"{cells} vastausta siihen, kenelle saa kertoa" in words(desk.get("/admin/"))
    save(CONFIRMED)
    assert waiting()[0] == str(police.disclosures.count() - 1)
    assert f"{cells - 1} vastausta" in words(desk.get("/admin/"))
    Draft.objects.update(with_additions=False)
    assert "kenelle saa kertoa, odottaa" not in words(desk.get("/admin/"))


def test_a_word_that_is_never_said_to_a_client_keeps_the_draft_from_being_published(desk):
    row = Milestone.objects.first()
    desk.post(page_of(row), opened(desk, row) | {"for_client_fi": "Et ole uhri."})
    with pytest.raises(PublishRefused):
        publish()
    assert "Sanaa ”uhri”" in words(desk.get("/admin/guidance/edition/publish/"))


def test_a_cell_is_known_by_whose_matter_it_is_and_what_holds(police):
    assert str(first(police)).startswith("aikuisen asia · pitää kertoa · Jonkun henki")
    assert str(Disclosure(identifier="new")) == "new"
