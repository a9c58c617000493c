"""What is larger than any form is refused unread, with a plain page."""

import io
from collections.abc import Callable, Iterator

import pytest
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver

from config.traffic.limits import LARGEST_BODY
from config.wsgi import application
from tests.markup import parts

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
IN_PARTS = "multipart/form-data; boundary=x"
FILE_PAGES = {"/admin/guidance/edition/import/", "/admin/guidance/draft/translations/files/"}


class Unread(io.BytesIO):
    def read(self, *args):
        raise AssertionError("was read")


def send(client, address, length: int, kind: str = FORM, method: str = "POST"):
    return client.generic(method, address, b"a" * length, kind)


@pytest.mark.variants(stay=9)
@pytest.mark.parametrize("kind", [FORM, IN_PARTS, "application/json", "text/plain", ""])
@pytest.mark.parametrize(
    "address", ["/", "/accounts/login/", "/i/", "/try/", "/admin/login/", "/i18n/language/", "/healthz"]
)
def test_over_two_megabytes_is_refused_with_a_plain_page(client, edition, address, kind):
    answer = send(client, address, LARGEST_BODY + 1, kind)
    assert answer.status_code == 413
    assert [heading.text() for heading in parts(answer, "h1")] == ["Lähetys oli liian suuri"]


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_however_it_is_sent(client, method):
    assert send(client, "/card/", LARGEST_BODY + 1, method=method).status_code == 413


@pytest.mark.parametrize("address", ["/i/", "/admin/guidance/step/add/", "/remarks/new/"])
def test_with_every_right_it_is_refused_all_the_same(client, edition, administrator, address):
    client.force_login(administrator)
    assert send(client, address, 10_000_000).status_code == 413


def test_up_to_two_megabytes_a_form_is_read(worker_client, edition):
    walk = worker_client.post("/i/").headers["Location"]
    answer = worker_client.post(walk, {"version": 0, "note-pace": "a" * (LARGEST_BODY - 1000)})
    assert answer.status_code == 422
    assert "merkkiä" in answer.content.decode()


@pytest.mark.parametrize("address", sorted(FILE_PAGES))
def test_a_page_that_takes_files_says_itself_what_is_too_large(client, edition, supervisor, address):
    client.force_login(supervisor)
    assert send(client, address, 3_000_000, IN_PARTS).status_code in (200, 400, 403)


def test_no_page_but_those_takes_more():
    views = {f"/{route}": view for route, view in all_views(get_resolver())}
    assert len(views) > 100
    assert {route for route, view in views.items() if hasattr(view, "largest_body")} == FILE_PAGES


def all_views(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, Callable]]:
    for pattern in resolver.url_patterns:
        route = f"{above}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from all_views(pattern, route)
        else:
            yield route, pattern.callback


@pytest.mark.parametrize("address", ["/card/", "/admin/guidance/draft/translations/files/"])
def test_what_is_far_too_large_is_not_read_at_all(client, edition, supervisor, address):
    client.force_login(supervisor)
    said = {"CONTENT_LENGTH": "500000000", "wsgi.input": Unread()}
    assert client.generic("POST", address, b"", IN_PARTS, **said).status_code == 413


def test_a_length_that_is_none_brings_nothing(client):
    for said in ("-1", "9" * 30, "²", "1e9", ""):
        assert Client().generic("POST", "/card/", b"", FORM, CONTENT_LENGTH=said).status_code == 405


LETTERS = [
    "charset=hex",
    "charset=base64",
    "charset=utf-16",
    "charset=none-such",
    "charset=\xe4",
    "charset*=a'b'rot13",
]


@pytest.fixture
def status():
    """status(method, content type): of the answer, from outside all that is Django."""

    def status(method: str, kind: str) -> int:
        environ = RequestFactory()._base_environ(
            REQUEST_METHOD=method, PATH_INFO="/i18n/language/", QUERY_STRING="a=b", CONTENT_TYPE=kind
        )
        told = []
        page = b"".join(application(environ, lambda line, headers: told.append((line, dict(headers)))))
        assert b"<h1>" in page
        assert "Content-Security-Policy" in told[0][1]
        return int(told[0][0][:3])

    return status


@pytest.mark.variants(stay=9)
@pytest.mark.parametrize("letters", [*LETTERS, f"charset={'x' * 20_000}"], ids=lambda said: said[:20])
@pytest.mark.parametrize("kind", [FORM, IN_PARTS, "text/plain", ""])
def test_what_says_that_it_is_not_in_utf8_is_refused(status, kind, letters):
    assert status("POST", f"{kind}; {letters}") == 400
    assert status("GET", f"{kind}; {letters}") == 400


def test_what_says_that_it_is_in_utf8_is_read(client):
    answer = client.post("/i18n/language/", "language=sv", content_type=f"{FORM}; charset=UTF-8")
    assert answer.cookies["django_language"].value == "sv"
