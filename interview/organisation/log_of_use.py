"""The log of use at the desk, for the data protection officer alone: read, filtered, taken along as a file.

Nobody adds, changes or deletes a line, and an administrator reads none without being an officer. Of an
interview the page says that there is one, whose it is and since when, never what it holds.
"""

import csv
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interview.access import is_officer
from interview.accounts import Event, EventQuerySet
from interview.models import Interview
from interview.traces import events
from interview.traces.kinds import IN_WORDS
from interview.traces.reading import page_of, with_names

from .log_filter import LogFilter

AT_A_TIME = 2000
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the letters for those of another alphabet
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@admin.register(Event)
class LogOfUse(admin.ModelAdmin):
    """In place of Django's own pages: one that reads, and one file."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        if not hasattr(request, "reads_the_log"):  # asked several times on one page
            request.reads_the_log = is_officer(request.user)
        return request.reads_the_log

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        page, file = self._for_officers(self.page), self._for_officers(self.file)
        return [
            path("", page, name="interview_event_changelist"),
            path("csv/", file, name="interview_event_csv"),
        ]

    def _for_officers(self, view: Any) -> Any:
        def guarded(request: HttpRequest) -> HttpResponse:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request)

        return self.admin_site.admin_view(guarded)

    @method_decorator(require_safe)
    def page(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, LogFilter(request.GET))

    @method_decorator(require_POST)
    def file(self, request: HttpRequest) -> HttpResponse:
        """What is filtered, as a file that is written while it is read; that it was taken is a line too."""
        asked = LogFilter(request.POST)
        if not asked.is_valid():
            return self._show(request, asked)
        of_one = asked.cleaned_data["interview"]
        events.keep("log-exported", request.user, interview=of_one[0] if len(of_one) == 1 else None)
        response = StreamingHttpResponse(_file(asked.events()), content_type="text/csv; charset=utf-8")
        name = f"rinnalla-log-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _show(self, request: HttpRequest, asked: LogFilter) -> HttpResponse:
        context = self.admin_site.page_context(request, Event, _("Käyttöloki"), filter=asked)
        if not asked.is_valid():
            return self._render(request, context, HTTPStatus.UNPROCESSABLE_ENTITY)
        page = page_of(asked.events(), request.GET.get("before", ""))
        sent = {name: value for name, value in asked.data.items() if name in asked.fields and value}
        context |= {"page": page, "asked": sent, "older": urlencode(sent | {"before": page.older})}
        if named := asked.cleaned_data["interview"]:
            context["named"] = Interview.objects.filter(pk__in=named).select_related("owner").defer("sealed")
            context["is_asked_for"] = True
        return self._render(request, context)

    def _render(
        self, request: HttpRequest, context: dict[str, Any], status: int = HTTPStatus.OK
    ) -> HttpResponse:
        return render(request, "admin/interview/event/log_of_use.html", context, status=status)


def _file(lines: EventQuerySet) -> Iterator[str]:
    """In one query. Words are looked up here, while the language is that of the request."""
    words = {kind: str(in_words) for kind, in_words in IN_WORDS.items()}
    head = [
        *[_("Rivi"), _("Aika"), _("Laji"), _("Tapahtuma")],
        *[_("Tunnuksen numero"), _("Käyttäjätunnus"), _("Tekijän numero"), _("Tekijä")],
        *[_("Keskustelun tunniste"), _("Koodi"), _("Syy")],
    ]
    return map(_Rows().row, _rows(lines, head, words))


def _rows(lines: EventQuerySet, head: list[str], words: dict[str, str]) -> Iterator[list[Any]]:
    yield [BYTE_ORDER_MARK + head[0], *head[1:]]
    for event in with_names(lines.order_by("pk")).iterator(chunk_size=AT_A_TIME):
        yield [
            *[event.pk, f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}"],
            *[event.kind, words.get(event.kind, "")],
            *[event.account, event.account_name, event.by, event.by_name],
            *[event.interview, event.code, event.reason],
        ]


class _Rows:
    """Semicolons between, as Excel takes them apart here; no cell is read as a formula."""

    def __init__(self) -> None:
        self._writer = csv.writer(self, delimiter=";")

    def row(self, cells: list[Any]) -> str:
        return self._writer.writerow([_inert(cell) for cell in cells])

    def write(self, row: str) -> str:
        """What the writer writes to, and gives back."""
        return row


def _inert(cell: Any) -> str:
    word = "" if cell is None else str(cell)
    return f"'{word}" if word.startswith(BEGINS_A_FORMULA) else word
