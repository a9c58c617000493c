"""Failed tries to log in, counted in the database for all processes alike, over a quarter of an hour.

An account tried from one address closes soon. An account tried from many only slows: nobody can keep a
person out. An address, behind which a whole county may sit, slows and closes late. A browser that has logged
in to the account before goes on in each of these, until it has failed often itself. Whether there is such an
account makes no difference to any answer.

A code has few digits, and only whoever knows the password is asked for one: an account closes for wrong codes
from wherever they come, which no stranger can bring about, and its person is told.
"""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, User
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from interview.accounts import Attempt
from interview.colleagues import Kind
from interview.traces import events

from .known_browsers import word_of_known
from .notices import tell_of_the_way_in

SPAN = Attempt.COUNTS
WAIT = timedelta(seconds=15)  # where an account or an address slows
MOST_LOGGED = 30  # failures a minute, of all accounts: whoever has many addresses fills no disk


@dataclass(frozen=True)
class Limits:
    """Failures within the span at which something happens."""

    pair_closes: int = 5
    account_slows: int = 20
    address_slows: int = 50
    address_closes: int = 500
    codes_close: int = 10
    browser_is_known: int = 10  # below it


IN_A_DEMO = Limits(*[1000] * 6)


class TooMany(Exception):
    """No try is taken now, but after a while."""

    def __init__(self, wait: timedelta):
        super().__init__()
        self.wait = wait


def limits() -> Limits:
    if settings.DEMO:
        return IN_A_DEMO
    slows, closes = settings.LOG_IN_LIMITS
    return Limits(address_slows=slows, address_closes=closes)


def begin(request: HttpRequest, name: str, of_code: bool = False) -> Attempt:
    """Take a try at the account of this name; raises TooMany.

    It counts as failed from now on, so that many at once are as many; one that succeeds is deleted.
    """
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - SPAN).delete()
    account = account_of(name)
    word = word_of_known(request, account)
    name, address = _hashes(request, name)
    browser = _hash("browser", word) if word else ""
    attempt = Attempt.objects.create(at=now, account=name, address=address, browser=browser, of_code=of_code)
    wait = _wait_before(attempt)
    if wait:
        attempt.delete()
        raise TooMany(wait)
    return attempt


def got_in(request: HttpRequest, user: AbstractBaseUser) -> None:
    """Whoever got in from there has not failed there; what others failed elsewhere stays.

    Only at the end of a log-in: a right password between wrong codes begins no new count.
    """
    name, address = _hashes(request, user.get_username())
    Attempt.objects.filter(account=name, address=address).delete()


def failed(attempt: Attempt, name: str) -> None:
    account = account_of(name)
    if not _is_a_flood():
        events.keep("failed", account)
    reached = _counted(Attempt.objects.all(), attempt)
    if reached["by_pair"] == limits().pair_closes:
        events.keep("account-closed", account)
    if reached["by_address"] == limits().address_closes:
        events.keep("address-closed", None)
    if attempt.of_code and reached["by_code"] == limits().codes_close:
        events.keep("account-closed", account)
        tell_of_the_way_in(account, Kind.CODES_GUESSED)


def _is_a_flood() -> bool:
    """Asked alike whether there is such an account, so that its time does not tell."""
    a_minute_ago = timezone.now() - timedelta(minutes=1)
    return Attempt.objects.filter(at__gt=a_minute_ago, taken=True).count() > MOST_LOGGED


def account_of(name: str) -> AbstractBaseUser | None:
    return User.objects.filter(username__iexact=name).first()


def _wait_before(attempt: Attempt) -> timedelta | None:
    others = Attempt.objects.exclude(pk=attempt.pk)
    counted, limit = _counted(others, attempt), limits()
    if attempt.browser and counted["by_browser"] < limit.browser_is_known:
        return None
    if counted["by_pair"] >= limit.pair_closes:
        return _until_it_opens(_of_the_pair(attempt), limit.pair_closes, attempt)
    if attempt.of_code and counted["by_code"] >= limit.codes_close:
        codes = Attempt.objects.filter(account=attempt.account, of_code=True)
        return _until_it_opens(codes, limit.codes_close, attempt)
    if counted["by_address"] >= limit.address_closes:
        return _until_it_opens(Attempt.objects.filter(address=attempt.address), limit.address_closes, attempt)
    if counted["by_account"] >= limit.account_slows or counted["by_address"] >= limit.address_slows:
        return _rest_of_the_wait(attempt)
    return None


def _counted(attempts: QuerySet[Attempt], attempt: Attempt) -> dict[str, int]:
    same_account, same_address = Q(account=attempt.account), Q(address=attempt.address)
    return attempts.filter(same_account | same_address, taken=True).aggregate(
        by_pair=Count("pk", filter=same_account & same_address),
        by_account=Count("pk", filter=same_account),
        by_code=Count("pk", filter=same_account & Q(of_code=True)),
        by_address=Count("pk", filter=same_address),
        by_browser=Count("pk", filter=same_account & Q(browser=attempt.browser)),
    )


def _of_the_pair(attempt: Attempt) -> QuerySet[Attempt]:
    return Attempt.objects.filter(account=attempt.account, address=attempt.address)


def _until_it_opens(attempts: QuerySet[Attempt], limit: int, attempt: Attempt) -> timedelta | None:
    """Until one of the newest ``limit`` is as old as the span; None where fewer are left, because others that
    counted were refused, or got in, meanwhile.
    """
    newest = attempts.filter(taken=True).exclude(pk=attempt.pk).order_by("-at").values_list("at", flat=True)
    oldest = newest[limit - 1 : limit].first()
    return oldest + SPAN - attempt.at if oldest else None


def _rest_of_the_wait(attempt: Attempt) -> timedelta | None:
    """Where it is slow, each account is waited for at each address, once before every try."""
    pair = _of_the_pair(attempt).exclude(pk=attempt.pk).order_by("at")
    last_taken = pair.filter(taken=True).last()
    asked = pair.filter(taken=False, at__gt=last_taken.at if last_taken else attempt.at - SPAN).first()
    if asked is None:
        Attempt.objects.create(at=attempt.at, account=attempt.account, address=attempt.address, taken=False)
        return WAIT
    rest = asked.at + WAIT - attempt.at
    return rest if rest > timedelta() else None


def _address(request: HttpRequest) -> str:
    """The visitor's; of IPv6 the network, for whoever has one address there has them all."""
    address = ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)


def _hashes(request: HttpRequest, name: str) -> tuple[str, str]:
    """Of the account and of the address."""
    same_name = unicodedata.normalize("NFKC", name).casefold()
    return _hash("account", same_name), _hash("address", _address(request))


def _hash(what: str, value: str) -> str:
    return salted_hmac(f"failed tries, {what}", value, algorithm="sha256").hexdigest()
