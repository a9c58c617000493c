"""A number for every request, made up here, under which the log tells of it (config/log.py).

It is in no answer: whoever helps a person over the telephone sees no header, and finds the line by its time.
"""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.log import request_at_work

View = Callable[[HttpRequest], HttpResponse]


def numbered(get_response: View) -> View:
    def answer(request: HttpRequest) -> HttpResponse:
        request.number = secrets.token_hex(6)
        before = request_at_work.set(request)
        try:
            return get_response(request)
        finally:
            request_at_work.reset(before)

    return answer
