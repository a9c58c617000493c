"""What every answer carries, whichever view made it."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

View = Callable[[HttpRequest], HttpResponse]

# Nothing here needs a device, so no page may ask for one.
CLOSED = ["camera", "microphone", "geolocation", "display-capture", "usb", "serial", "payment"]


def not_stored(get_response: View) -> View:
    """No page stays in a cache, so a browser's Back asks again; log-out empties what it kept all the same."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        if _is_log_out(request):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return answer


def _is_log_out(request: HttpRequest) -> bool:
    asked_for = request.resolver_match and request.resolver_match.url_name
    return request.method == "POST" and asked_for in ("account_logout", "logout")  # the latter is the admin's


def closed_to_devices(get_response: View) -> View:
    """No page, nor whatever might slip into one, may use camera, microphone, place and the like."""
    policy = ", ".join(f"{device}=()" for device in CLOSED)

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Permissions-Policy"] = policy
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return answer


def refused_in_words(get_response: View) -> View:
    """A way of asking that a page does not know: Django answers with an empty page, which leads nowhere."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        in_words = render(request, "405.html", status=response.status_code)
        in_words.headers["Allow"] = response.headers["Allow"]
        return in_words

    return answer


def chosen_language(get_response: View) -> View:
    """The language someone chose (Django's own cookie), otherwise Finnish, whatever the browser asks for.

    Django's own LocaleMiddleware would follow the browser, and a borrowed phone would change the language.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer
