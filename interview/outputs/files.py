"""A paper as it is given out: by a name that says nothing, and never kept by a cache."""

from django.http import HttpResponse
from django.shortcuts import render

from interview.access import Request, WorkersRequest
from interview.traces import outputs
from interview.walk.views import too_many

NAME = "Muistio.pdf"


def as_file(paper: bytes, name: str = NAME) -> HttpResponse:
    response = HttpResponse(paper, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def busy(request: Request) -> HttpResponse:
    response = render(request, "outputs/busy.html", status=503)
    response.headers["Retry-After"] = "10"
    return response


def beyond_the_limit(request: WorkersRequest) -> HttpResponse | None:
    """What an account is told that has had all it gets in a minute; of any other, nothing."""
    return too_many(request, "interview/too_many_files.html") if outputs.is_too_many(request.user) else None
