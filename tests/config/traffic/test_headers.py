"""Every answer is strict: whatever kind of address, however it turned out."""

import pytest
from django.conf import settings as ours
from django.test import Client

from config import environment

pytestmark = pytest.mark.django_db

PAGES_POLICY = {
    "default-src 'none'",
    f"script-src 'self' 'sha256-{ours.FIRST_SCRIPT}'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "manifest-src 'self'",
    "worker-src 'self'",
}
NO_PAGES_POLICY = {"default-src 'none'", "frame-ancestors 'none'"}
CLOSED = {"camera=()", "geolocation=()", "microphone=()"}
TO_OURSELVES = {
    "clipboard-write=(self)",
    "publickey-credentials-create=(self)",
    "publickey-credentials-get=(self)",
}

OUR_KINDS = {"text/html", "text/plain", "text/javascript", "application/manifest+json"}

HTTPS = {"X-Forwarded-Proto": "https"}
TOO_LARGE = {"note": "a" * 3_000_000}

# What is asked, and how it turns out: who, method, address, what it sends, headers.
PAGES = {
    "200 for a stranger": (None, "get", "/", {}, {}),
    "200 for a worker": ("worker", "get", "/i/", {}, {}),
    "200 at the desk": ("supervisor", "get", "/admin/", {}, {}),
    "200 of the worker script": (None, "get", "/sw.js", {}, {}),
    "200 of the manifest": (None, "get", "/manifest.webmanifest", {}, {}),
    "200 of health": (None, "get", "/healthz", {}, {}),
    "301 to a slash": (None, "get", "/i", {}, {}),
    "302 to the log-in": (None, "get", "/i/", {}, {}),
    "302 at the desk": (None, "get", "/admin/", {}, {}),
    "302 after a choice of language": (None, "post", "/i18n/language/", {"language": "sv"}, {}),
    "302 after a log-out": ("worker", "post", "/accounts/logout/", {}, {}),
    "400 for another host": (None, "get", "/", {}, {"Host": "elsewhere.example.fi"}),
    "400 for a form of no page's": ("worker", "post", "/remarks/new/", "{}", {}),
    "401 for a form after the log-in ran out": (None, "post", "/try/", {"here": "1"}, {}),
    "403 for the wrong role": ("supervisor", "get", "/i/", {}, {}),
    "403 for the wrong role at the desk": ("officer", "get", "/admin/guidance/step/", {}, {}),
    "403 for a forged form": ("forger", "post", "/i/", {}, {}),
    "404 for a stranger": (None, "get", "/nowhere/", {}, {}),
    "404 of a file": (None, "get", "/static/nowhere.css", {}, {}),
    "404 at the desk": ("supervisor", "get", "/admin/nowhere/", {}, {}),
    "405": (None, "put", "/", {}, {}),
    "413": ("worker", "post", "/remarks/new/", TOO_LARGE, {}),
    "422 for a remark without a sentence": ("worker", "post", "/remarks/new/", {"page": "card"}, {}),
    "500": ("breaker", "get", "/healthz", {}, {}),
}
FILES = {
    "200 of a file": ("get", {}),
    "304 of a file": ("get", {"If-None-Match": "its own"}),
    "405 of a file": ("post", {}),
}


@pytest.fixture
def asked(edition, request, monkeypatch):
    """asked(who, method, address, sent, headers): the answer, however it turns out."""
    answers = []

    def asked(who, method, address, sent, headers):
        client = Client(raise_request_exception=False, enforce_csrf_checks=who == "forger")
        if who == "breaker":
            monkeypatch.setattr("config.health._answer", lambda fine: 1 / 0)
        elif who:
            client.force_login(request.getfixturevalue("worker" if who == "forger" else who))
        kind = {"content_type": "multipart/form-data"} if isinstance(sent, str) else {}
        answers.append(getattr(client, method)(address, sent, headers=headers, **kind))
        return answers[-1]

    yield asked
    for answer in answers:
        answer.close()  # a file


@pytest.fixture
def a_file(settings, tmp_path):
    """The address of a static file that is served."""
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "plain.css").write_text("a { color: red }")
    return "/static/plain.css"


def strict(headers) -> set[str]:
    """The powers that an answer speaks of, once all else is as it is everywhere. Only a page has any."""
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers
    return set(headers.get("Permissions-Policy", "").split(", ")) - {""}


@pytest.mark.variants(stay=8)
@pytest.mark.parametrize("turned_out", PAGES)
def test_every_answer_is_strict(asked, turned_out):
    answer = asked(*PAGES[turned_out])
    assert answer.status_code == int(turned_out[:3])
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == PAGES_POLICY
    assert "no-store" in answer.headers["Cache-Control"]
    powers = strict(answer.headers)
    assert powers >= CLOSED
    assert {power for power in powers if not power.endswith("=()")} == TO_OURSELVES


@pytest.mark.variants(stay=8)
@pytest.mark.parametrize("turned_out", PAGES)
def test_every_answer_says_what_it_is_and_in_which_letters(asked, turned_out):
    answer = asked(*PAGES[turned_out])
    kind, _, letters = answer.headers["Content-Type"].partition("; ")
    assert kind in OUR_KINDS
    assert letters == "charset=utf-8" or kind == "application/manifest+json"  # JSON has no other letters


@pytest.mark.parametrize("turned_out", FILES)
def test_a_file_is_as_strict_as_a_page_and_is_kept(asked, a_file, turned_out):
    method, headers = FILES[turned_out]
    if "If-None-Match" in headers:
        headers = {"If-None-Match": asked(None, "get", a_file, {}, {}).headers["ETag"]}
    answer = asked(None, method, a_file, {}, headers)
    assert answer.status_code == int(turned_out[:3])
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == NO_PAGES_POLICY
    assert strict(answer.headers) == set()
    assert ("no-store" in answer.headers["Cache-Control"]) == (answer.status_code == 405)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("one.css", "text/css"), ("one.js", "text/javascript"), ("one.svg", "image/svg+xml")],
)
def test_a_file_of_words_says_in_which_letters(asked, a_file, settings, name, kind):
    (settings.STATIC_ROOT / name).write_text("<svg/>")
    said = asked(None, "get", f"/static/{name}", {}, {}).headers["Content-Type"]
    assert said.replace('"', "") == f"{kind}; charset=utf-8"


@pytest.mark.parametrize("address", ["/static/", "/static/css/", "/.git/config", "/manage.py"])
def test_no_folder_is_listed_and_nothing_but_files_of_pages_is_served(asked, a_file, settings, address):
    (settings.STATIC_ROOT / "css").mkdir()
    assert asked(None, "get", a_file, {}, {}).status_code == 200
    assert asked(None, "get", address, {}, {}).status_code == 404


def test_a_fragment_is_as_strict_as_a_file_and_is_not_kept(asked):
    answer = asked("worker", "get", "/i/", {}, {"HX-Request": "true"})
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == NO_PAGES_POLICY
    assert "no-store" in answer.headers["Cache-Control"]
    assert strict(answer.headers) == set()


@pytest.mark.parametrize("address", ["/", "/static/plain.css", "/nowhere/", "/i/"])
def test_over_https_every_answer_says_that_it_is_for_good(asked, a_file, settings, address):
    settings.SECURE_HSTS_SECONDS = 1000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.PROXY_ADDRESSES = environment.proxy_addresses({})
    answer = asked(None, "get", address, {}, HTTPS)
    assert answer.headers["Strict-Transport-Security"] == "max-age=1000"


def test_the_redirect_from_plain_http_is_strict_and_not_kept(asked, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = asked(None, "get", "/card/", {}, {})
    assert answer.headers["Location"] == "https://testserver/card/"
    assert "no-store" in answer.headers["Cache-Control"]
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == PAGES_POLICY
    assert strict(answer.headers) >= CLOSED


@pytest.mark.parametrize("path", ["/accounts/logout/", "/admin/logout/"])
def test_log_out_empties_what_the_browser_kept(client, supervisor, path):
    client.force_login(supervisor)
    assert "Clear-Site-Data" not in client.get("/admin/").headers
    assert client.post(path).headers["Clear-Site-Data"] == '"cache", "storage"'


ELSEWHERE = [
    "https://elsewhere.example.fi/",
    "//elsewhere.example.fi/",
    "///elsewhere.example.fi/",
    "/\\elsewhere.example.fi/",
    "http://testserver:8001/",  # another port
    "https://testserver/",  # another scheme
    "http://localhost/",  # a host that is answered to, and is not the one that was asked
    "http://testserver@elsewhere.example.fi/",
    "javascript:alert(1)",
]


@pytest.mark.variants(stay=9)
@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/accounts/logout/", "/i18n/language/", "/admin/login/"]
)
def test_no_redirect_leads_to_another_host_scheme_or_port(
    client, worker, password, settings, address, target
):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    if "login" not in address:
        client.force_login(worker)
    sent = {"login": "worker", "password": password, "language": "sv", "next": target}
    for answer in (client.post(address, sent), client.get(address, {"next": target})):
        if location := answer.headers.get("Location"):
            assert location.startswith("/")
            assert not location.startswith(("//", "/\\"))


def test_a_redirect_here_is_left_as_it_is(client):
    answer = client.post("/i18n/language/", {"language": "sv", "next": "http://testserver/card/?a#b"})
    assert answer.headers["Location"] == "http://testserver/card/?a#b"


def test_a_form_that_a_script_sends_is_told_the_way_on(client):
    sent = {"language": "sv", "next": "/card/?a#b"}
    answer = client.post("/i18n/language/", sent, headers={"X-By-Script": "form"})
    assert (answer.status_code, answer.headers["X-Redirect"]) == (204, "/card/?a#b")
    assert "Location" not in answer.headers
    assert answer.cookies["django_language"].value == "sv"


def test_a_script_is_told_of_no_way_to_elsewhere(client):
    sent = {"language": "sv", "next": "https://example.org/"}
    answer = client.post("/i18n/language/", sent, headers={"X-By-Script": "form"})
    assert answer.headers["X-Redirect"] == "/"


@pytest.mark.parametrize(
    "said",
    [{"SCRIPT_NAME": "/evil"}, {"SCRIPT_URL": "/evil/card/"}, {"HTTP_SCRIPT_NAME": "/evil"}],
    ids=str,
)
def test_nobody_tells_the_app_where_it_stands(client, edition, said):
    assert "evil" not in client.get("/card/", **said).content.decode()
    assert client.get("/i/", **said).headers["Location"] == "/accounts/login/?next=/i/"
