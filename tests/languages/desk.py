"""Every page of the admin, from its own addresses: a page added later is in it by itself."""

import re
from collections.abc import Iterator

from django.contrib import admin
from django.db.models import Model
from django.urls import URLPattern, get_resolver

# Not pages to look at: answers for scripts, the log-in and log-out, other addresses of pages that are walked.
NOT_PAGES = {
    "password_change/",  # leads to one's own account
    "autocomplete/",
    "jsi18n/",
    "login/",
    "logout/",
    "(?P<url>.*)$",
}
ANOTHER_ADDRESS_OF_A_FORM = "<path:object_id>/"
FILES = (".yaml", ".po", "/pack/", "/csv/")

OPEN_PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(app_label)>[^)]*\)")


def addresses() -> list[str]:
    """Each page below /admin/ for which there is a row."""
    return sorted(address for address in addresses_by_route().values() if address)


def addresses_by_route() -> dict[str, str | None]:
    """Each route below admin/ and its page; None where there is no row to open it with."""
    return {
        route: "/admin/" + _filled(route, model) if _has_rows(route, model) else None
        for route, model in routes()
    }


def addresses_ending(end: str) -> list[str]:
    return [address for address in addresses() if address.endswith(end)]


def routes() -> Iterator[tuple[str, type[Model] | None]]:
    """Each route of a page, and the model whose row stands in it."""
    models = {f"{model._meta.app_label}/{model._meta.model_name}/": model for model in admin.site._registry}
    desk = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "admin")
    for pattern in desk.url_patterns:
        route = str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLPattern):
            if str(pattern.pattern) not in NOT_PAGES and not route.endswith(FILES):
                yield route, next((model for below, model in models.items() if route.startswith(below)), None)
            continue
        for inner in pattern.url_patterns:
            inside = str(inner.pattern)
            if inside != ANOTHER_ADDRESS_OF_A_FORM and not inside.endswith(FILES):
                yield route + inside, models[route]


def can_have_a_page(route: str, model: type[Model] | None) -> bool:
    """Whether there is anything that the route could be the page of."""
    return "<slug:kind>" not in route or bool(_kinds_below(model))


def _has_rows(route: str, model: type[Model] | None) -> bool:
    if not can_have_a_page(route, model):
        return False
    return model is None or not OPEN_PART.search(route) or model._default_manager.exists()


def _kinds_below(model: type[Model]) -> list[str]:
    """What can be put in order below a row of this kind."""
    inlines = admin.site._registry[model].inlines
    return [inline.model._meta.model_name for inline in inlines]


def _filled(route: str, model: type[Model] | None) -> str:
    """An address with the guidance and the first row put in; a new kind of open part needs its line here."""
    row = model and model._default_manager.order_by("pk").first()
    known = {"app_label": "guidance", "place": "steps/propose"}
    if row:
        known |= {"object_id": row.pk, "id": row.pk, "key": row.pk, "number": getattr(row, "number", "")}
        known["kind"] = next(iter(_kinds_below(model)), "")
    return OPEN_PART.sub(lambda part: str(known[part[1] or part[2]]), route)
