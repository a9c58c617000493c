"""One press of a form makes one thing, however often it is repeated before it is answered.

A page that makes something carries a random word in a hidden field (``{% press %}``). The first press with it
is kept together with what it made, in one transaction; whatever is pressed with it again and says the same is
led to where the first one led. A form without the word is taken as it comes. So is one whose page carries
none, whoever adds the word: the transaction keeps all others from writing until the page is answered.
"""

import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import salted_hmac

View = Callable[..., HttpResponse]

FIELD = "press"
LONGEST = 100  # letters of a word
OF_THIS_ANSWER = {FIELD, "csrfmiddlewaretoken"}  # fields that say nothing of what is to be made
CARRY_IT = {"colleagues", "new_remark"}  # pages, by their names; and those of the desk


def this_hour() -> datetime:
    """No closer: when somebody made a remark says who it was."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


class Press(models.Model):
    """A press that made something: a keyed hash of whose it was, where, and of all that it said."""

    KEPT = timedelta(days=1)

    key = models.CharField(max_length=64, primary_key=True)
    leads_to = models.TextField()
    at = models.DateTimeField(default=this_hour, db_index=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H}"


def new_word() -> str:
    return secrets.token_urlsafe(16)


class OncePressed:
    """A middleware, below those that look at who asks: the view is not reached by a repeated press."""

    def __init__(self, get_response: View):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not (word := _word_in(request, view)):
            return None
        key, make = _key(request, word), partial(view, request, *args, **kwargs)
        try:
            return _once(key, make)
        except IntegrityError:  # somebody made the same meanwhile: looked at again, the form says so itself
            return _once(key, make)


@transaction.atomic
def _once(key: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What made nothing, such as a form with a fault in it, may be pressed again."""
    press, is_first = Press.objects.get_or_create(key=key)
    if not is_first:
        return HttpResponseRedirect(press.leads_to)
    answer = make()
    if 300 <= answer.status_code < 400:
        press.leads_to = answer.headers["Location"]
        press.save(update_fields=["leads_to"])
    else:
        press.delete()
    return answer


def _word_in(request: HttpRequest, view: View) -> str:
    """Not from a page that takes files: it says how they are taken before anything of the form is read."""
    if request.method != "POST" or vars(view).get("csrf_exempt") or not _carries_it(request):
        return ""
    word = request.POST.get(FIELD, "")
    return word if len(word) <= LONGEST and request.user.is_authenticated else ""


def _carries_it(request: HttpRequest) -> bool:
    page = request.resolver_match
    return page is not None and (page.namespace == "admin" or page.url_name in CARRY_IT)


def _key(request: HttpRequest, word: str) -> str:
    """Another for words that were changed between two presses: none of them is to be lost.

    Which of a form's buttons it was makes no difference. The desk's begin with ``_``.
    """
    sent = [(name, values) for name, values in request.POST.lists() if name not in OF_THIS_ANSWER]
    said = [each for each in sent if not each[0].startswith("_")]
    whole = json.dumps([request.user.pk, request.path, word, sorted(said)])
    return salted_hmac("a press", whole, algorithm="sha256").hexdigest()
