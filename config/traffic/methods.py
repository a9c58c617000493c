"""Ways of asking that no page has. What a page itself takes, its view says."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

View = Callable[[HttpRequest], HttpResponse]

OURS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def of_ours(get_response: View) -> View:
    """TRACE asks to be sent back with its cookies, and Django takes it for as harmless as a GET."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.method in OURS else HttpResponseNotAllowed(OURS)

    return answer
