"""A bare authenticated Django page and save: session, CSRF, one row updated, a small fragment back."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from interview.models import Interview

PAGE = engines["django"].from_string(
    "<!doctype html><title>Bare</title><main><form method=post>{% csrf_token %}"
    "<input name=answer value={{ answer }}><button>Save</button></form></main>"
)
FRAGMENT = engines["django"].from_string("<p id=save-state>{{ answer }}</p>")


@login_required
def bare(request, **row):
    """``row``: of many interviews of one person, the one to update."""
    if request.method == "POST":
        Interview.objects.filter(owner=request.user, **row).update(last_active_at=timezone.now())
        return HttpResponse(FRAGMENT.render({"answer": request.POST["answer"]}, request))
    return HttpResponse(PAGE.render({"answer": "yes"}, request))


def enter(request):
    login(request, User.objects.get(username="worker"))
    return HttpResponse("in\n")


urlpatterns = [
    path("bare/", bare),
    path("bare/<uuid:pk>/", bare),
    path("enter/", enter, name="account_login"),
    path("readyz", lambda request: HttpResponse("ok\n")),
    path("", include("config.urls")),  # a server reads the pages of its refusals as it starts
]
