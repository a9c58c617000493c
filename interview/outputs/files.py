"""A paper as it is given out: by a name that says nothing, and never kept by a cache."""

from django.http import HttpResponse
from django.shortcuts import render

from interview.access import Request

NAME = "Muistio.pdf"


def as_file(paper: bytes) -> HttpResponse:
    response = HttpResponse(paper, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return response


def busy(request: Request) -> HttpResponse:
    response = render(request, "outputs/busy.html", status=503)
    response.headers["Retry-After"] = "10"
    return response
