"""Ways of asking: what no page has, and what is alike for all. What a page itself takes, its view says."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

View = Callable[[HttpRequest], HttpResponse]

OURS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def of_ours(get_response: View) -> View:
    """TRACE asks to be sent back with its cookies, and Django takes it for as harmless as a GET."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.method in OURS else HttpResponseNotAllowed(OURS)

    return answer


def no_body_for_a_head(get_response: View) -> View:
    """gunicorn drops it all the same, and warns of each, with which anybody could fill the log."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""  # how long it would be, its header says
        return response

    return answer
