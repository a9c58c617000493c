"""The log of use at the desk, for the data protection officer alone: read, filtered, taken along as a file.

Nobody adds, changes or deletes a line, and an administrator reads none without being an officer. Of an
interview the page says that there is or was one, whose it is, and when it goes, never what it holds.
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interview.access import is_officer
from interview.accounts import Event
from interview.models import Interview
from interview.stubs import Stub
from interview.traces import events
from interview.traces.reading import page_of

from .log_file import rows_of
from .log_filter import LogFilter


@admin.register(Event)
class LogOfUse(admin.ModelAdmin):
    """In place of Django's own pages: one that reads, and one file."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        if "reads_the_log" not in vars(request):  # asked several times on one page
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
        response = StreamingHttpResponse(rows_of(asked.events()), content_type="text/csv; charset=utf-8")
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
            context |= {"is_asked_for": True, "named": _named(named)}
        return self._render(request, context)

    def _render(
        self, request: HttpRequest, context: dict[str, Any], status: int = HTTPStatus.OK
    ) -> HttpResponse:
        return render(request, "admin/interview/event/log_of_use.html", context, status=status)


def _named(keys: list[UUID]) -> list[dict[str, Any]]:
    """Those that are there, and the stubs of those that are gone."""
    there = Interview.objects.filter(pk__in=keys).values(
        "pk", "code", "began_at", "due_at", owner_name=F("owner__username")
    )
    owner = User.objects.filter(pk=OuterRef("owner")).values("username")
    gone = Stub.objects.filter(pk__in=keys).annotate(owner_name=Subquery(owner))
    return [*there, *gone.values("pk", "code", "began_at", "deleted_at", "owner_name")]
