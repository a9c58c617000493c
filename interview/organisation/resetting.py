"""The admin's page on which a second factor that was lost is taken away, with a reason for its person."""

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from interview.doors import second_factor


class Reset(forms.Form):
    reason = forms.CharField(
        label=_("Syy"),
        max_length=200,
        help_text=_("Henkilö näkee tämän, kun kirjautuu seuraavan kerran."),
    )


class ResetsSecondFactors:
    """For the admin of accounts. Administrators alone: a right to change accounts is not enough."""

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.reset_view)
        return [path("<id>/second-factor/", page, name="auth_user_second_factor"), *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def reset_view(self, request: HttpRequest, id: str) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        person = get_object_or_404(User, pk=id)
        form = Reset(request.POST if request.method == "POST" else None)
        if form.is_valid():
            done = _("Toinen vaihe poistettiin. %(user)s kirjataan ulos.") % {"user": person}
            second_factor.reset(person, by=request.user, reason=form.cleaned_data["reason"])
            self.log_change(request, person, gettext("Toinen vaihe poistettiin."))
            self.message_user(request, done)
            return redirect("admin:auth_user_change", person.pk)
        context = self.admin_site.page_context(request, User, _("Poista toinen vaihe"))
        context |= {"original": person, "form": form}
        page = "admin/auth/user/second_factor.html"
        return render(request, page, context, status=422 if form.errors else 200)
