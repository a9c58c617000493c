"""Every address of the URL configuration as rows: a page added later is in them by itself.

The rows are like those of `every_page.PAGES`, and named by their routes, which are known without a database;
what stands in an open part is put in when the page is shown. A page whose open part nobody has told anything
about fails, by its route.
"""

import json
from collections.abc import Callable, Iterator

from django.urls import Resolver404, URLPattern, get_resolver, resolve

from tests.browser.every_page import SUPERVISOR, WORKER, Visit
from tests.languages.desk import can_have_a_page
from tests.languages.desk import routes as desk_routes

# Answers for machines, and nothing to look at: the test of every page sees that they are.
NO_PAGES = {"card/pdf/", "touch/", "unlock/passkey/", "healthz", "readyz", "manifest.webmanifest", "sw.js"}
# The administrator's, which a supervisor is refused.
NOT_THE_SUPERVISORS = ("auth/", "interview/")

IN_THE_WALK = {"i/<uuid:interview_id>/": "{full}", "<int:number>": "2", "<int:pk>": "1"}
SOME_WALK = "/i/00000000-0000-4000-8000-000000000000/"

ASK_FOR_ADDRESSES = """
import json
from tests.languages.desk import addresses_by_route
print(json.dumps(addresses_by_route()))
"""


def pages_beside(pages: dict[str, tuple]) -> dict[str, tuple[str, Callable[[Visit], None]]]:
    """A row for every route that none of ``pages`` simply opens."""
    known = {_route_of(show.address) for _who, show in pages.values() if hasattr(show, "address")}
    ours = {route: (WORKER, _open(route)) for route in _routes()}
    desk = {
        f"admin/{route}": (SUPERVISOR, _open_at_the_desk(route))
        for route, model in desk_routes()
        if not route.startswith(NOT_THE_SUPERVISORS) and can_have_a_page(route, model)
    }
    return {route: row for route, row in (ours | desk).items() if route not in known | NO_PAGES}


def _route_of(address: str) -> str | None:
    path = address.format(walk=SOME_WALK, full=SOME_WALK, language="fi").split("?")[0].split("#")[0]
    try:
        return resolve(path).route
    except Resolver404:
        return None


def _routes() -> Iterator[str]:
    """Every route but the admin's."""
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", [pattern]):
            if isinstance(inner, URLPattern) and str(pattern.pattern) != "admin/":
                yield str(inner.pattern)


def _open(route: str) -> Callable[[Visit], None]:
    def show(visit: Visit) -> None:
        address = route
        for part, value in IN_THE_WALK.items():
            address = address.replace(part, value.format(full=visit.full))
        assert "<" not in address, f"what to put into {address}? Say so in IN_THE_WALK or write a row for it"
        visit.page.goto(f"/{address.removeprefix('/')}")

    return show


def _open_at_the_desk(route: str) -> Callable[[Visit], None]:
    """A page of the admin at its first row, as the served demo has it."""

    def show(visit: Visit) -> None:
        address = _desk_addresses(visit.server)[route]
        assert address, "there is no row to open it with: let the test leave one"
        visit.page.goto(address)

    return show


def _desk_addresses(server) -> dict[str, str | None]:
    """Route -> address, asked of the served demo's own database once."""
    if not hasattr(server, "desk_addresses"):
        said = server.manage("shell", "-v", "0", "-c", ASK_FOR_ADDRESSES)
        server.desk_addresses = json.loads(said.splitlines()[-1])
    return server.desk_addresses
