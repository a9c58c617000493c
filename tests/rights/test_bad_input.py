"""Whatever is thrown at a form, it is answered, nobody's interview changes by it, and no page breaks.

The forms are those that the pages of the table of rights have, so a form added later is in this by itself.
"""

import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from interview.models import Interview
from tests.length import examples
from tests.markup import attribute, parts

from .table import ADDRESSES, METHODS, RIGHTS

pytestmark = pytest.mark.django_db

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
NASTY = (
    *("\0", "a\0b", BIDI, f"a{BIDI}b", "", " ", "-1", "0", "9" * 30, "1e999", "nan", "٣", "²"),
    *("on", "yes", "noticed", "2026-02-30", "0001-01-01", "9999-12-31", "24:00", "é\u0301" * 400),
    *("__all__", "{{ 7|add:7 }}", "%s%n", "<script>", "'; --", "../../etc/passwd", "\r\nSet-Cookie: a=b"),
    *("\ufeff", "\uffff", "\U0010ffff", "\x85", "\x1b[31m", "a" * 30_000, "[]", "{}", "null", "a,b", "1,2"),
    *(str(uuid4()), "eyJhIjoxfQ:1abc:forged", "steps/propose", "check:threat", "//elsewhere.example.fi/"),
)
NAMES = (
    *(
        "version",
        "version-note-pace",
        "mine-label",
        "check-threat",
        "note-",
        "note-\0",
        "label",
        "answers",
        "here",
    ),
    *(
        "csrfmiddlewaretoken",
        "language",
        "next",
        "read",
        "finish",
        "edition",
        "go",
        "leave",
        "page",
        "back",
        "press",
    ),
    *("action", "_selected_action", "select_across", "index", "post", "_save", "_try", "_popup", "_to_field"),
    *("q", "o", "p", "e", "all", "answers-TOTAL_FORMS", "answers-0-id", "answers-0-text_fi", "file", "text"),
)
A_FORM = "application/x-www-form-urlencoded"
KINDS = (A_FORM, "multipart/form-data; boundary=x", "application/json", "text/plain", "")
NO_FORMS = (b"%00=%ff&a=%u1234", b"--x\r\n\r\n--x--", b"{", b"[1", b"\xff\xfe")
HEADERS = (
    {},
    {"HX-Request": "true"},
    {"Referer": "http://testserver/\x80"},
    {"Cookie": "django_language=\x80"},
)

value = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
MAY_CHANGE = {200, 204, 302, 409}  # of a clash the rest is saved
ANSWERED = {200, 204, 301, 302, 400, 401, 403, 404, 405, 409, 413, 422, 429}


def quickly(many: int) -> settings:
    return settings(
        max_examples=examples(many),
        deadline=None,
        derandomize=True,  # the same in every run: whoever breaks nothing sees nothing break
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def let_in(kind: str) -> str:
    """Who gets furthest there."""
    furthest = ("administrator", "worker", "stranger")
    return next(role for role in furthest if RIGHTS[kind][role][0] in (200, 204, 302))


WITHOUT_FORMS = (
    *("open to all", "health", "an address of old", "no address at the desk", "for nobody"),
    "what a passkey is to sign",  # a script asks, and sends nothing
)
FORMS = {kind: addresses for kind, addresses in ADDRESSES.items() if kind not in WITHOUT_FORMS}


@pytest.fixture
def forms(request, address, edition):
    """forms(kind): each address of a kind -> the names on its page, and throw(method, …) at it.

    That gives the status of the answer, and whether all is as it was that has to be.
    """

    def forms(kind: str) -> dict:
        client = Client(raise_request_exception=False)
        if (role := let_in(kind)) != "stranger":
            client.force_login(request.getfixturevalue(role))
        return {route: form(client, route, client.cookies.copy()) for route in FORMS[kind]}

    def form(client: Client, route: str, cookies) -> tuple:
        there, before = address(route), state(route)
        page = client.get(there)
        names = {field.attributes["name"] for field in parts(page, "[name]")} if is_html(page) else set()

        def throw(method: str, body: bytes, kind: str, query: str = "", headers: dict | None = None):
            client.cookies = cookies.copy()
            with transaction.atomic():
                answer = client.generic(method, f"{there}{query}", body, kind, headers=headers or {})
                may_change = method == "POST" and answer.status_code in MAY_CHANGE
                is_unchanged = may_change or state(route) == before
                transaction.set_rollback(True)
            return answer.status_code, is_unchanged

        return sorted({*names, *NAMES}), throw

    return forms


def state(route: str) -> tuple:
    """What nobody may change by being refused, or by only asking."""
    interviews = list(Interview.objects.values_list("pk", "sealed", "finished_at"))
    return interviews, rows_of_the_guidance() if route.startswith("admin/guidance/") else None


def rows_of_the_guidance() -> list[tuple]:
    """As they stand in their tables, which are read in a tenth of the time of a draft."""
    models = apps.get_app_config("guidance").get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        return [row for model in models for row in cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')]


def is_html(answer) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html")


def bodies(pairs: list[tuple[str, str]]) -> dict[str, bytes]:
    """The same form in each way that a form is sent; doubled names stay doubled."""
    lists: dict[str, list[str]] = {}
    for name, each in pairs:
        lists.setdefault(re.sub(r'[\r\n"]', "", name), []).append(each)
    return {
        A_FORM: urlencode(pairs).encode(),
        MULTIPART_CONTENT: encode_multipart(BOUNDARY, lists),
    }


@pytest.mark.variants(stay=7)
@pytest.mark.hypothesis
@pytest.mark.parametrize("kind", FORMS)
def test_no_form_breaks_whatever_is_thrown_at_it(forms, kind):
    of_kind = forms(kind)

    @quickly(8 + len(of_kind) // 2)
    @given(
        drawn=st.data(),
        route=st.sampled_from(sorted(of_kind)),
        sent_as=st.sampled_from([A_FORM, MULTIPART_CONTENT]),
        headers=st.sampled_from(HEADERS),
        doubled=st.booleans(),
    )
    def thrown(drawn, route, sent_as, headers, doubled):
        names, throw = of_kind[route]
        pairs = drawn.draw(st.lists(st.tuples(st.sampled_from(names), value), max_size=12))
        body = bodies([*pairs, *(pairs if doubled else [])])[sent_as]
        for method, what, query in (("POST", body, ""), ("GET", b"", f"?{urlencode(pairs)}")):
            status, is_unchanged = throw(method, what, sent_as, query, headers)
            assert status in ANSWERED, (method, route, pairs)
            assert is_unchanged, (method, route, status, pairs)

    thrown()


@pytest.mark.variants(stay=5)
@pytest.mark.hypothesis
@pytest.mark.parametrize("kind", FORMS)
def test_no_form_breaks_on_what_is_no_form(forms, kind):
    of_kind = forms(kind)

    @quickly(4)
    @given(
        route=st.sampled_from(sorted(of_kind)),
        method=st.sampled_from(METHODS),
        sent_as=st.sampled_from(KINDS),
        body=st.one_of(st.binary(max_size=60), st.sampled_from(NO_FORMS)),
    )
    def thrown(route, method, sent_as, body):
        status, is_unchanged = of_kind[route][1](method, body, sent_as)
        assert status in ANSWERED
        assert is_unchanged

    thrown()


@pytest.mark.parametrize("page", ["1/", "signs/", "summary/"])
def test_with_anothers_id_nothing_of_theirs_changes(known, colleague, page):
    """Not with their own token of practice, their version, or their words either."""
    theirs = Interview.objects.get()
    client = Client()
    client.force_login(colleague)
    before = bytes(theirs.sealed)
    for fields in ({"version": 0, "note-pace": "Minun"}, {"version": 0, "finish": "yes"}, {"edition": "1"}):
        assert client.post(f"/i/{theirs.pk}/{page}", fields).status_code == 404
    theirs.refresh_from_db()
    assert (bytes(theirs.sealed), theirs.finished_at) == (before, None)


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("forged", ["eyJhIjoxfQ:1abc:forged", "", "\0", "a" * 5000, BIDI], ids=ascii)
def test_a_forged_token_begins_practice_anew_and_takes_nothing(client, worker, edition, forged):
    client.force_login(worker)
    answer = client.post("/try/", {"version": 0, "here": "1", "answers": forged, "note-pace": "Sana"})
    assert answer.status_code == 200
    assert "alkaa alusta" in answer.content.decode()


def test_a_token_of_practice_is_nobody_elses(client, worker, colleague, edition):
    client.force_login(worker)
    page = client.post("/try/", {"version": 0, "here": "1", "note-pace": "Sana"})
    token = attribute(page, "[name=answers]", "value")
    client.force_login(colleague)
    answer = client.post("/try/", {"version": 0, "here": "1", "answers": token})
    assert "Sana" not in answer.content.decode()


@pytest.mark.variants
@pytest.mark.parametrize("name", ["note-pace", "label", "meeting-place"])
def test_marks_that_turn_the_order_of_letters_are_kept_and_stay_among_themselves(client, worker, known, name):
    client.force_login(worker)
    interview = Interview.objects.get()
    written = f"Soita {BIDI}+358 40 123{BIDI} illalla"
    assert client.post(f"/i/{interview.pk}/1/", {"version": 0, name: written}).status_code == 302
    interview.refresh_from_db()
    assert interview.open_sheet().value(name) == written
    isolated = 0
    for address in (f"/i/{interview.pk}/1/", f"/i/{interview.pk}/3/", f"/i/{interview.pk}/summary/", "/i/"):
        page = client.get(address)
        around = [*parts(page, "[dir=auto]"), *parts(page, "bdi")]
        inside = [each.html.count(written) for each in around]
        isolated += sum(inside)
        assert page.content.decode().count(written) == sum(inside), address
    assert isolated
