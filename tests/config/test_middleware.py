import gzip
from base64 import b64encode
from hashlib import sha256

import pytest
from django.conf import settings

from tests.markup import parts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/card/", "/nowhere/"])
def test_the_only_script_in_a_page_is_the_one_that_the_policy_names_and_no_other_holds_its_reading_up(
    client, edition, path
):
    page = client.get(path)
    (first,) = parts(page, "script:not([src])")
    assert b64encode(sha256(first.text().encode()).digest()).decode() == settings.FIRST_SCRIPT
    assert parts(page, "script[src]:not([defer])") == []


def test_pages_go_out_compressed_and_padded(client, edition):
    answers = [client.get("/card/", headers={"accept-encoding": "gzip"}) for _ in range(8)]
    assert all(answer.headers["Content-Encoding"] == "gzip" for answer in answers)
    assert gzip.decompress(answers[0].content).startswith(b"<!")
    assert len({len(answer.content) for answer in answers}) > 1


@pytest.mark.parametrize(
    ("cookie", "browser", "language"),
    [
        (None, None, "fi"),
        (None, "sv", "fi"),
        (None, "en-GB,en;q=0.9", "fi"),
        ("sv", "fi", "sv"),
        ("en", None, "en"),
        ("fi", "en", "fi"),
        ("de", "de", "fi"),
        ("../../etc", None, "fi"),
    ],
)
def test_finnish_until_someone_chooses_whatever_the_browser_asks_for(client, cookie, browser, language):
    if cookie:
        client.cookies["django_language"] = cookie
    response = client.get("/accounts/login/", headers={"accept-language": browser} if browser else {})
    assert response.headers["Content-Language"] == language
    in_the_view = response.wsgi_request.LANGUAGE_CODE
    assert in_the_view == language


def test_the_choice_of_language_is_a_cookie_that_no_script_reads(client):
    response = client.post("/i18n/language/", {"language": "sv", "next": "/accounts/login/"})
    assert response.headers["Location"] == "/accounts/login/"
    assert response.cookies["django_language"].value == "sv"
    assert response.cookies["django_language"]["httponly"]
    assert client.get("/accounts/login/").headers["Content-Language"] == "sv"


def test_a_choice_of_language_leads_to_no_other_site(client):
    response = client.post("/i18n/language/", {"language": "sv", "next": "https://elsewhere.example.fi/"})
    assert response.headers["Location"] == "/"
