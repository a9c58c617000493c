"""What a person is told, above their list of interviews or on the page of their account; put away here."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from interview.access import is_worker
from interview.colleagues import Kind, Notice


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """A press puts away what its page showed, and nothing that came since. They have no page of their own."""
    shown = {*request.POST.getlist("notice")}
    for notice in Notice.objects.to(request.user) if shown else ():
        if str(notice.pk) in shown:
            notice.delete()
    return redirect("interviews" if is_worker(request.user) else "account")


def tell_of_the_way_in(person: AbstractBaseUser, kind: Kind) -> None:
    """What lets ``person`` in has changed, by themselves or by whoever had their page before them."""
    Notice.objects.create(person=person, kind=kind)
