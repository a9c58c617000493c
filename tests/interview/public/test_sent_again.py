"""A form of the desk that met a log-in or an old token keeps what was typed, without a script too."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from guidance.models import Stage
from interview.accounts import Session
from tests.guidance.at_the_desk import opened, page_of
from tests.markup import attribute, part, parts, token

pytestmark = pytest.mark.django_db

WORDS = "Kanarialintu lauloi"


@pytest.fixture
def strict(client, supervisor, edition):
    """A supervisor's browser, asked for the protection of forms."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(supervisor)
    return strict


@pytest.fixture
def sent(strict) -> dict:
    return opened(strict, Stage.objects.first()) | {"title_fi": [WORDS]}


def again(client, page):
    """The form of an answer, sent as it stands."""
    form = part(page, "main form")
    fields: dict = {}
    for field in parts(form, "input[name]"):
        fields.setdefault(field.attributes["name"], []).append(field.attributes.get("value") or "")
    return client.post(
        form.attributes["action"], fields | {"csrfmiddlewaretoken": token(page.content.decode())}
    )


def test_after_the_log_in_ended_it_is_sent_again_whole(strict, supervisor, sent):
    stage = Stage.objects.first()
    Session.objects.all().delete()
    page = strict.post(page_of(stage), sent)
    assert page.status_code == 401
    assert WORDS not in part(page, "main").text()
    strict.force_login(supervisor)
    assert again(strict, page).status_code == 302
    stage.refresh_from_db()
    assert stage.title["fi"] == WORDS


@pytest.mark.variants(stay=0)
def test_with_a_token_of_before_another_log_in_it_is_sent_again_whole(strict, sent):
    stage = Stage.objects.first()
    page = strict.post(page_of(stage), sent | {"csrfmiddlewaretoken": "x" * 64})
    assert page.status_code == 403
    assert attribute(page, "main form", "action") == page_of(stage)
    assert again(strict, page).status_code == 302
    stage.refresh_from_db()
    assert stage.title["fi"] == WORDS


def test_after_a_log_out_it_leads_to_the_log_in(strict, sent):
    stage = Stage.objects.first()
    strict.post("/admin/logout/", {"csrfmiddlewaretoken": sent["csrfmiddlewaretoken"]})
    answer = strict.post(page_of(stage), sent)
    assert (answer.status_code, WORDS in answer.content.decode()) == (302, False)


def test_no_password_of_an_account_is_on_the_page(client):
    somebody = User.objects.create_user("somebody")
    secret = {"password1": "kuusi-kolmas-lumi", "password2": "kuusi-kolmas-lumi"}
    sent = secret | {"usable_password": "true"}
    page = client.post(f"/admin/auth/user/{somebody.pk}/password/", sent)
    assert page.status_code == 401
    assert "kuusi-kolmas-lumi" not in page.content.decode()


def test_a_file_is_brought_anew_after_the_log_in(client):
    pack = {"pack": SimpleUploadedFile("pack.yaml", b"id: x"), "note": WORDS}
    for sent in (pack, {}):
        assert client.post("/admin/guidance/edition/import/", sent).status_code == 302


@pytest.mark.variants(stay=0)
def test_what_was_typed_at_the_desk_outlives_a_busy_database(strict, sent, monkeypatch):
    def locked(*arguments, **named):
        raise OperationalError("database is locked")

    monkeypatch.setattr("guidance.desk.entries.StageAdmin.save_model", locked)
    strict.raise_request_exception = False
    page = strict.post(page_of(Stage.objects.first()), sent)
    assert page.status_code == 503
    assert attribute(page, "main form [name=title_fi]", "value") == WORDS
