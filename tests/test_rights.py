"""The table of rights: what every address answers to every role, asked in every way.

An address of the URL configuration that stands in no row fails, and so does a row without an address. Each
request is taken back, so that none meets what another left.
"""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from guidance.models import Edition, Expectation, Remark
from interview.models import Interview, Organisation
from tests.guidance.excerpt import excerpt

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ROLES = ("stranger", "worker", "colleague", "supervisor", "officer", "administrator")


# --- How an answer is written down -------------------------------------------------------------------------


def alike(status: int, post: int | None = None) -> tuple[int, ...]:
    """The same however it is asked, but perhaps for a form; Django's own pages ask nothing of the method."""
    return tuple(post if post and method == "POST" else status for method in METHODS)


def page(status: int, post: int = 405, options: int = 405) -> tuple[int, ...]:
    """Read in one way, perhaps sent to in another, and nothing else."""
    return (status, status, post, 405, 405, 405, options)


def to(everybody: tuple[int, ...], **others: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    return dict.fromkeys(ROLES, everybody) | others


def at_the_desk(supervisor, officer=None, administrator=None) -> dict[str, tuple[int, ...]]:
    """Whoever is no staff is asked to log in; an administrator may what a supervisor may."""
    officer, administrator = officer or alike(403), administrator or supervisor
    away = alike(302)
    return to(away, supervisor=supervisor, officer=officer, administrator=administrator)


# --- The table --------------------------------------------------------------------------------------------

DOES_NOT_EXIST, AWAY, REFUSED = page(404, 404), alike(302), alike(403)

RIGHTS = {
    "open to all": to(page(200)),
    "health": to(alike(200)),
    "a choice of language": to(alike(302)),
    "the log-in": to(AWAY, stranger=(200, 200, 200, 200, 405, 405, 200)),
    "the log-out": to(page(200, 302, options=200), stranger=page(302, 302, options=200)),
    "a closed account": to(page(200, options=200)),
    "one's own account": to(alike(200), stranger=AWAY),
    "one's own password": to((200, 200, 200, 200, 405, 405, 200), stranger=AWAY),
    "one's own sessions": to(page(200, 302), stranger=AWAY),
    "the way on from a lock": to(page(302, 302)),
    "a touch": to(page(204), stranger=page(401)),
    "my interviews": to(
        page(403, 403), stranger=page(302, 302), worker=page(200, 302), colleague=page(200, 302)
    ),
    "a page of an interview": to(DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 400)),
    "deleting an interview": to(DOES_NOT_EXIST, stranger=page(302, 401), worker=page(200, 302)),
    "the plan beside an interview": to(
        alike(404),
        stranger=alike(302, 401),
        worker=page(302),  # on to the summary
    ),
    "a remark": to(page(403, 403), stranger=page(302, 401), worker=page(200, 422), colleague=page(200, 422)),
    "practice": to(page(200, 200), stranger=page(302, 401), officer=page(403, 403)),
    # The desk.
    "the desk's first page": at_the_desk(alike(200), officer=alike(200)),
    "the desk's log-in": to(
        (302, 200, 200, 200, 405, 405, 200), stranger=AWAY, worker=REFUSED, colleague=REFUSED
    ),
    "the desk's log-out": at_the_desk(*[(405, 405, 200, 405, 405, 405, 200)] * 2),
    "a password at the desk": to(AWAY),
    "what follows it": at_the_desk(*[page(200, options=200)] * 2),
    "a search for scripts": at_the_desk(*[page(403, options=200)] * 2),
    "an address of old": to(AWAY),
    "no address at the desk": at_the_desk(*[alike(404)] * 2),
    "all lists of an app": at_the_desk(alike(200), officer=alike(404)),
    "a page of the guidance": at_the_desk(alike(200)),
    "a page that takes a form": at_the_desk(alike(200, 422)),
    "a page that leads on": at_the_desk(alike(302)),
    "a page that leads on after a form": at_the_desk(alike(200, 302)),
    "an order": at_the_desk(alike(200, 400)),
    "an order of what has none": at_the_desk(*[alike(404)] * 2),
    "to be read": at_the_desk(alike(200, 403)),
    "to be read alone": at_the_desk((200, 200, 403, 403, 403, 403, 403)),
    "for nobody": at_the_desk(REFUSED),
    "for administrators": at_the_desk(REFUSED, administrator=alike(200)),
    "an administrator's form": at_the_desk(REFUSED, administrator=alike(200)),
}

IN_ORDER = ("stage", "area", "check", "checklist", "step", "contact")
WHAT_IF = ("draft", *IN_ORDER, "preparation", "closednumber")
ENTRIES = (*IN_ORDER, "preparation", "closednumber", "expectation")
LISTS = (*ENTRIES, "remark", "edition")
ALL = (
    *(f"guidance/{model}" for model in ("draft", *LISTS)),
    "auth/user",
    "auth/group",
    "interview/organisation",
)
ROW = "<path:object_id>"
WALK = "i/<uuid:interview_id>"


def each(pattern: str, *models: str) -> list[str]:
    return [f"admin/{pattern.format(model)}" for model in models]


ADDRESSES = {
    "open to all": [
        *("", "card/", "contacts/", "break/", "help/", "accessibility/", "privacy/", "components/"),
        *("kept/<str:language>/<str:page>/", "manifest.webmanifest", "sw.js"),
    ],
    "health": ["healthz", "readyz"],
    "a choice of language": ["i18n/language/"],
    "the log-in": ["accounts/login/"],
    "the log-out": ["accounts/logout/"],
    "a closed account": ["accounts/inactive/"],
    "one's own account": ["accounts/"],
    "one's own password": ["accounts/password/"],
    "one's own sessions": ["accounts/sessions/"],
    "the way on from a lock": ["unlock/"],
    "a touch": ["touch/"],
    "my interviews": ["i/"],
    "a page of an interview": [
        f"{WALK}/<int:number>/",
        f"{WALK}/signs/",
        f"{WALK}/summary/",
        f"{WALK}/name/",
    ],
    "deleting an interview": [f"{WALK}/delete/"],
    "the plan beside an interview": [f"{WALK}/plan/"],
    "a remark": ["remarks/new/"],
    "practice": ["try/"],
    "the desk's first page": ["admin/"],
    "the desk's log-in": ["admin/login/"],
    "the desk's log-out": ["admin/logout/"],
    "a password at the desk": ["admin/password_change/"],
    "what follows it": ["admin/password_change/done/", "admin/jsi18n/"],
    "a search for scripts": ["admin/autocomplete/"],
    "an address of old": each(f"{{}}/{ROW}/", *ALL),
    "no address at the desk": ["admin/(?P<url>.*)$"],
    "all lists of an app": ["admin/^(?P<app_label>auth|interview|guidance)/$"],
    "a page of the guidance": [
        *each("guidance/edition/{}", "publish/", "changes/", "draft.yaml", "built-in.yaml", "import/"),
        *each("guidance/edition/<int:number>/{}/", "pack", "restore"),
        *each("guidance/draft/translations/files/{}", "", "<slug:language>.po"),
        *("admin/guidance/step/leads/", "admin/guidance/expectation/try/"),
        *each("guidance/{}/", *ENTRIES, "edition"),
        *each(f"guidance/{{}}/{ROW}/history/", "draft", *LISTS),
        *each(f"guidance/{{}}/{ROW}/change/", "draft", "preparation", "closednumber", "expectation"),
        *each("guidance/{}/add/", "preparation", "closednumber", "expectation"),
        f"admin/guidance/expectation/{ROW}/delete/",
    ],
    "a page that takes a form": [
        *each("guidance/{}/add/", *IN_ORDER),
        *each(f"guidance/{{}}/{ROW}/change/", *IN_ORDER),
    ],
    "a page that leads on": [
        *each("guidance/{}/<int:key>/try/", *WHAT_IF, "expectation"),
        *("admin/guidance/edition/place/<path:place>/", "admin/guidance/draft/"),
    ],
    "a page that leads on after a form": ["admin/guidance/draft/translations/"],
    "an order": [*each("guidance/{}/<int:key>/order/<slug:kind>/", *IN_ORDER), "admin/guidance/remark/"],
    "an order of what has none": each(
        "guidance/{}/<int:key>/order/<slug:kind>/", "preparation", "closednumber", "expectation"
    ),
    "to be read": [f"admin/guidance/remark/{ROW}/change/"],
    "to be read alone": [f"admin/guidance/edition/{ROW}/change/"],
    "for nobody": [
        *each(
            f"guidance/{{}}/{ROW}/delete/",
            "draft",
            *IN_ORDER,
            "preparation",
            "closednumber",
            "remark",
            "edition",
        ),
        *each("guidance/{}/add/", "draft", "remark", "edition"),
        *each("interview/organisation/{}", "add/", f"{ROW}/delete/"),
    ],
    "for administrators": [
        *each("auth/{}/", "user", "group"),
        *each("auth/{}/add/", "user", "group"),
        *each(f"auth/{{}}/{ROW}/history/", "user", "group"),
        *each(f"auth/{{}}/{ROW}/delete/", "user", "group"),
        *each(f"auth/{{}}/{ROW}/change/", "user", "group"),
        *each("interview/organisation/{}", "", f"{ROW}/history/"),
        "admin/auth/user/<id>/password/",
    ],
    "an administrator's form": [f"admin/interview/organisation/{ROW}/change/"],
}


# --- Asking -----------------------------------------------------------------------------------------------


def routes(resolver: URLResolver | None = None, above: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = f"{above}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


@pytest.fixture
def published_pack(request, built_in_pack) -> dict:
    """The gallery shows parts of the whole guidance; the desk is quicker with a part of it."""
    asked_for = getattr(request.node, "callspec", None)
    is_open = asked_for and asked_for.params.get("kind") == "open to all"
    return built_in_pack if is_open else excerpt(built_in_pack)


@pytest.fixture
def known(edition, worker) -> dict:
    """What stands in the open parts of the addresses that are no row's of the desk."""
    client = Client()
    client.force_login(worker)
    client.post("/i/")
    Organisation().save()
    Expectation.objects.create(identifier="one", title={"fi": "Yksi"})
    Remark.objects.create(place="steps/propose", kind="unclear", sentence="Epäselvä", edition=edition)
    return {
        "interview_id": Interview.objects.get().pk,
        "number": 1,
        "language": "sv",
        "page": "card",
        "place": "steps/propose",
        "app_label": "guidance",
        "url": "nowhere/",
    }


@pytest.fixture
def address(known):
    """address(route): with something that is there in every open part."""
    rows = {
        f"admin/{model._meta.app_label}/{model._meta.model_name}/": model for model in admin.site._registry
    }

    def address(route: str) -> str:
        model = next((model for below, model in rows.items() if route.startswith(below)), None)
        return "/" + OPEN_PART.sub(
            lambda part: str(filled(model)[part[1] or part[2]]), route.strip("$").replace("^", "")
        )

    def filled(model) -> dict:
        if model is None or model is Edition:
            return known | dict.fromkeys(("object_id", "key"), Edition.objects.get().pk)
        key = model._default_manager.order_by("pk").first().pk
        kinds = [inline.model._meta.model_name for inline in admin.site._registry[model].inlines]
        return known | dict.fromkeys(("object_id", "key", "id"), key) | {"kind": next(iter(kinds), "none")}

    return address


OPEN_PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@pytest.fixture
def ask(request, monkeypatch):
    """ask(role, method, address): the status of the answer, whatever it would say; nothing stays changed."""
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda *args, **kwargs: "")
    client, cookies = Client(), {}

    def cookies_of(role: str) -> SimpleCookie:
        if role not in cookies:
            client.cookies = SimpleCookie()
            if role != "stranger":
                client.force_login(request.getfixturevalue(role))
            cookies[role] = client.cookies.output(header="", sep=";")
        return SimpleCookie(cookies[role])

    def ask(role: str, method: str, address: str) -> int:
        client.cookies = cookies_of(role)
        with transaction.atomic():
            status = client.generic(method, address).status_code
            transaction.set_rollback(True)
        return status

    return ask


def ways(kind: str, route: str) -> tuple[str, ...]:
    """Every way for the first address of a kind; the others are read, and sent a form."""
    return METHODS if route == ADDRESSES[kind][0] else ("GET", "POST")


# --- The tests --------------------------------------------------------------------------------------------


def test_every_address_stands_in_one_row():
    in_rows = [route for addresses in ADDRESSES.values() for route in addresses]
    assert sorted(in_rows) == sorted(set(routes()))


@pytest.mark.parametrize("kind", ADDRESSES)
def test_every_role_is_answered_as_the_table_says(ask, address, kind):
    differing = {}
    for route in ADDRESSES[kind]:
        there = address(route)
        for role, expected in RIGHTS[kind].items():
            for method in ways(kind, route):
                answered = ask(role, method, there)
                if answered != expected[METHODS.index(method)]:
                    differing[f"{role} {method} {route}"] = answered
    assert differing == {}


@pytest.mark.parametrize("role", ROLES[1:])
def test_a_disabled_account_is_a_strangers(ask, address, role):
    firsts = {kind: address(addresses[0]) for kind, addresses in ADDRESSES.items()}
    ask(role, "GET", "/")  # logs in
    User.objects.filter(username=role).update(is_active=False)
    for kind, there in firsts.items():
        for method in ("GET", "POST"):
            expected = RIGHTS[kind]["stranger"][METHODS.index(method)]
            assert (kind, ask(role, method, there)) == (kind, expected)


def test_no_command_writes_out_what_was_written_in_an_interview(known, worker, capsys):
    client = Client()
    client.force_login(worker)
    client.post(f"/i/{known['interview_id']}/1/", {"version": 0, "note-pace": "Äiti lukitsi oven"})
    assert Interview.objects.get().open_sheet().value("note-pace") == "Äiti lukitsi oven"
    call_command("dumpdata")
    assert "lukitsi" not in capsys.readouterr().out
