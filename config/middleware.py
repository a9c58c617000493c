"""In which language, and in which words where a page refuses to be asked so: whichever view answered."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

View = Callable[[HttpRequest], HttpResponse]


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
