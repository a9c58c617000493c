"""The desk as a whole: its first page, the order of its lists, and the pages that belong to no single list.

``django.contrib.admin`` makes one of it as its own site (``apps.DeskConfig``).
"""

from collections.abc import Callable
from functools import partial

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from guidance.models import Draft, Entry

from .kit.finding.keys import with_plain_keys
from .kit.finding.places import place_view
from .overview.leads import leads_page
from .overview.start import what_waits
from .packs.pages import (
    MAY_EDIT,
    built_in_pack_view,
    draft_pack_view,
    edition_pack_view,
    import_view,
    restore_view,
    with_a_file,
)
from .packs.update import update_view
from .publishing.changes import changes_view
from .publishing.publish import MAY_PUBLISH, publish_view
from .search.page import MAY_SEARCH, search_page
from .translating.files import download, files_page
from .translating.translations import translations_page
from .what_if.cases import what_if_of_row
from .what_if.page import MAY_ASK_WHAT_IF, what_if

EDITIONS, STEPS, ASKED_THERE = "guidance.view_edition", MAY_ASK_WHAT_IF, ""

# Address, page, name of the address, and the permission that opens it (some pages ask for more themselves).
PAGES = [
    ("edition/publish/", publish_view, "edition_publish", EDITIONS),
    ("edition/changes/", changes_view, "changes", EDITIONS),
    ("edition/place/<path:place>/", place_view, "place", ASKED_THERE),
    ("edition/draft.yaml", draft_pack_view, "draft_pack", EDITIONS),
    ("edition/built-in.yaml", built_in_pack_view, "built_in_pack", EDITIONS),
    ("edition/update/", update_view, "update", EDITIONS),
    ("edition/<int:number>/pack/", edition_pack_view, "edition_pack", EDITIONS),
    ("edition/<int:number>/restore/", restore_view, "restore", EDITIONS),
    ("step/leads/", leads_page, "leads", STEPS),
    ("expectation/try/", what_if, "try_answers", STEPS),
    ("draft/search/", search_page, "search", MAY_SEARCH),
    ("draft/translations/", translations_page, "translations", ASKED_THERE),
    ("draft/translations/files/", files_page, "translation_files", ASKED_THERE),
    ("draft/translations/files/<slug:language>.po", download, "translation_file", ASKED_THERE),
]
PROTECT_THEMSELVES = (files_page,)  # from forged forms, once they have set how they take a file

# The lists in the order in which the work goes.
GROUPS = {
    _("Ohjeisto"): ["Draft", "Stage", "Area", "Check", "Checklist", "Step", "Preparation"],
    _("Kirjaaminen"): ["Passage", "RecordingPoint"],
    _("Esityksen jälkeen"): ["Milestone", "Recipient"],
    _("Yhteystiedot"): ["Contact", "CardText", "ClosedNumber"],
    _("Esimerkkitilanteet"): ["Expectation"],
    _("Painokset ja huomautukset"): ["Edition", "Proposal", "Remark"],
}
IN_ORDER = [name for names in GROUPS.values() for name in names]


class Desk(AdminSite):
    enable_nav_sidebar = False  # it would keep a choice in the browser

    @method_decorator(secure_admin_login)
    def login(self, request, extra_context=None):
        """Never Django's own, which takes a password and asks neither how often nor for a second factor."""
        return redirect("admin:index")

    # --- The first page, and the lists in their order ---

    def index(self, request, extra_context=None):
        """What waits, for whoever may see the draft; Django's own for the others."""
        if request.user.has_perm("guidance.view_draft"):
            now = {"title": _("Ohjeisto nyt"), "now": what_waits(request)}
            return super().index(request, now | (extra_context or {}))
        return super().index(request, extra_context)

    def get_app_list(self, request, app_label=None):
        """Django's list, the guidance first; on the first page it stands in groups."""
        apps = super().get_app_list(request, app_label)
        others = [app for app in apps if app["app_label"] != "guidance"]
        for app in apps:
            if app["app_label"] == "guidance":
                app["models"].sort(key=_place_in_list)
                return [*([app] if app_label else _in_groups(app)), *others]
        return others

    def admin_view(self, view, cacheable=False):
        """No page meets a key that can be none."""
        return with_plain_keys(super().admin_view)(view, cacheable)

    # --- Pages of their own ---

    def get_urls(self):
        """Before the addresses of the lists, which would take any of these for the key of a row."""
        own = [
            path(f"guidance/{address}", self.page(view, permission), name=f"guidance_{name}")
            for address, view, name, permission in PAGES
        ]
        own += [
            path(
                f"guidance/{model._meta.model_name}/<int:key>/try/",
                self.page(partial(what_if_of_row, model=model), STEPS),
                name=f"guidance_{model._meta.model_name}_try",
            )
            for model in self._registry
            if issubclass(model, Entry | Draft)
        ]
        taking_a_file = with_a_file(self.page(import_view, EDITIONS), self)
        own.append(path("guidance/edition/import/", taking_a_file, name="guidance_import"))
        # No row here has a page on the site, and the address that would lead to it knows all tables.
        of_lists = (each for each in super().get_urls() if not _is_view_on_site(each))
        return [*own, *of_lists]

    def page(self, view: Callable, permission: str = "") -> Callable:
        """``view(request, desk, …)`` as a page here, for whoever has the permission."""

        def page(request, **arguments):
            if permission and not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, self, **arguments)

        page.csrf_exempt = view in PROTECT_THEMSELVES
        if hasattr(view, "largest_body"):  # one that takes files
            page.largest_body = view.largest_body
        return self.admin_view(page)

    def page_context(self, request, model: type[models.Model], title: str, **rest) -> dict:
        """What the frame of a page needs; it hangs below the list of ``model``."""
        return {
            **self.each_context(request),
            "opts": model._meta,
            "title": title,
            **self.may(request),
            **rest,
        }

    def may(self, request) -> dict[str, bool]:
        """What the person may do, as pages ask it."""
        user = request.user
        return {"may_publish": user.has_perm(MAY_PUBLISH), "may_edit": user.has_perm(MAY_EDIT)}


def _is_view_on_site(address: URLPattern | URLResolver) -> bool:
    return isinstance(address, URLPattern) and address.name == "view_on_site"


def _place_in_list(model: dict) -> int:
    name = model["object_name"]
    return IN_ORDER.index(name) if name in IN_ORDER else len(IN_ORDER)


def _in_groups(app: dict) -> list[dict]:
    models_by_name = {model["object_name"]: model for model in app["models"]}
    groups = [
        app
        | {"name": group, "models": [models_by_name.pop(name) for name in names if name in models_by_name]}
        for group, names in GROUPS.items()
    ]
    groups[0]["models"] += models_by_name.values()
    return [group for group in groups if group["models"]]
