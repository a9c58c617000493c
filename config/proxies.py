"""Whom the app believes about a visitor: our own proxies (RINNALLA_PROXY_ADDRESS), and nobody else.

A proxy says whence a visitor came, and that it was over https. Anybody can send the same headers, so from
any other peer they are taken away before Django, allauth or we ourselves could read them.
"""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CLAIMS = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_REAL_IP")  # as they begin in request.META


def believed_from_our_proxies_alone(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        if not _is_our_proxy(request.META.get("REMOTE_ADDR", "")):
            for name in [name for name in request.META if name.startswith(CLAIMS)]:
                del request.META[name]
        return get_response(request)

    return answer


def _is_our_proxy(peer: str) -> bool:
    if not peer:  # a socket file, which only this machine can open
        return bool(settings.PROXY_ADDRESSES)
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:  # as IPv4 looks to who listens to both
        address = address.ipv4_mapped
    return any(address in network for network in settings.PROXY_ADDRESSES)
