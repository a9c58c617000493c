"""What Django's own pages would say in English, or draw, said in words and in the reader's language."""

import pytest
from django.urls import reverse

from guidance.models import Draft, Step
from tests.guidance.at_the_desk import list_of, page_of
from tests.languages.desk import addresses
from tests.markup import attributes, part, parts, words

pytestmark = pytest.mark.django_db

HIDDEN_ENGLISH = ("Model name", "Add link", "Change or view list link", "Toggle sorting", "Select all")


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("person", ["supervisor", "administrator"])
def test_no_page_has_a_drawn_tick_a_pencil_a_plus_or_an_english_head(
    client, edition, request, settings, person, language
):
    client.force_login(request.getfixturevalue(person))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answers = {address: client.get(address) for address in addresses()}
    pages = {address: answer for address, answer in answers.items() if answer.status_code == 200}
    assert len(pages) > 30
    for address, page in pages.items():
        assert not parts(page, "main img, .related-widget-wrapper-link, .selectfilter"), address
        english = [said for said in HIDDEN_ENGLISH if said in page.content.decode()]
        assert not english, address
        assert len(parts(page, "main .default, .object-tools .addlink")) <= 1, address


def test_a_list_says_in_words_what_is_in_use(desk):
    preparation = reverse("admin:guidance_preparation_changelist")
    assert {*(each.text() for each in parts(desk.get(preparation), ".field-in_use"))} == {"kyllä"}


def test_whether_publishing_takes_two_is_said_in_a_word(desk):
    assert words(desk.get(page_of(Draft.objects.get())), ".field-takes_two .readonly") == "ei"


def test_the_box_that_searches_a_list_is_called_so_in_the_readers_language(desk):
    desk.cookies["django_language"] = "sv"
    assert words(desk.get(list_of(Step)), "label[for=searchbar]") == "Sök i listan"


def test_publishing_is_the_main_button_only_where_it_can_be_done(desk):
    address = reverse("admin:guidance_edition_publish")
    assert not parts(desk.get(address), "main .default"), "nothing has changed"
    step = Step.objects.first()
    step.title |= {"fi": "Toisin"}
    step.save()
    assert attributes(desk.get(address), "#publish_form .default", "value") == ["Julkaise luonnos"]
    Step.objects.filter(pk=step.pk).update(show=[])
    page = desk.get(address)
    assert part(page, "#publish_form [type=submit]")
    assert not parts(page, "main .default"), "a step never comes up"
