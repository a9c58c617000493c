"""The basics of the draft: which languages are needed, and whether publishing takes two."""

import html

import pytest
from django.urls import reverse

from guidance.draft import read_draft
from guidance.models import Draft
from tests.guidance.filled_in import form_on

pytestmark = pytest.mark.django_db


def page() -> str:
    return reverse("admin:guidance_draft_change", args=[Draft.objects.get().pk])


def untouched(client) -> dict:
    return form_on(client.get(page()).content.decode(), "draft_form")


def test_finnish_is_always_needed_and_the_others_are_ticked(desk):
    assert 'value="fi"' in desk.get(page()).content.decode()
    assert desk.post(page(), untouched(desk) | {"required_languages": ["en"]}).status_code == 302
    assert Draft.objects.get().required_languages == ["fi", "en"]
    assert desk.post(page(), untouched(desk) | {"required_languages": []}).status_code == 302
    assert Draft.objects.get().required_languages == ["fi"]


def test_an_untouched_form_changes_nothing(desk, published_pack):
    assert desk.post(page(), untouched(desk)).status_code == 302
    assert read_draft() == published_pack


def test_a_language_that_only_the_pack_has_keeps_its_box_and_its_place(desk):
    Draft.objects.update(required_languages=["se", "fi", "sv"])
    assert desk.post(page(), untouched(desk)).status_code == 302
    assert Draft.objects.get().required_languages == ["se", "fi", "sv"]
    fields = untouched(desk)
    fields["required_languages"] = [code for code in fields["required_languages"] if code != "sv"]
    assert desk.post(page(), fields).status_code == 302
    assert Draft.objects.get().required_languages == ["fi", "se"]


def test_a_language_that_nobody_knows_is_refused(desk):
    fields = untouched(desk) | {"required_languages": ["xx"]}
    assert "xx" in html.unescape(desk.post(page(), fields).content.decode())
    assert Draft.objects.get().required_languages == ["fi", "sv", "en"]


def test_a_supervisor_sees_whether_publishing_takes_two_and_cannot_change_it(desk):
    assert "Julkaisuun tarvitaan kaksi" in desk.get(page()).content.decode()
    assert "second_person" not in untouched(desk)
    assert desk.post(page(), untouched(desk) | {"second_person": "on"}).status_code == 302
    assert not Draft.objects.get().second_person


def test_a_superuser_changes_it(client, administrator, edition):
    client.force_login(administrator)
    assert client.post(page(), untouched(client) | {"second_person": "on"}).status_code == 302
    assert Draft.objects.get().second_person
