"""What stands in front of the app is believed about a visitor, and nobody else is."""

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpResponse

from config import environment
from config.environment import Unsafe
from config.proxies import believed_from_our_proxies_alone

CLAIMS = {
    "X-Forwarded-For": "198.51.100.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "elsewhere.example.fi",
    "X-Forwarded-Port": "8443",
    "X-Forwarded-Ssl": "on",
    "Forwarded": "for=198.51.100.9",
    "X-Real-Ip": "198.51.100.9",
}


@pytest.fixture
def seen(rf, settings):
    """seen(peer, proxies): the request as the rest of the app sees it, with every claim that can be made."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def seen(peer: str, proxies: str | None = None):
        given = {"RINNALLA_PROXY_ADDRESS": proxies} if proxies else {}
        settings.PROXY_ADDRESSES = environment.proxy_addresses(given)
        passed = []

        def rest(request):
            passed.append(request)
            return HttpResponse()

        believed_from_our_proxies_alone(rest)(rf.get("/", headers=CLAIMS, REMOTE_ADDR=peer))
        return passed[0]

    return seen


@pytest.mark.parametrize(
    ("peer", "proxies"),
    [
        ("127.0.0.1", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("10.0.0.5", "10.0.0.5"),
        ("::ffff:10.0.0.5", "10.0.0.5"),
        ("10.0.0.5", "192.0.2.1, 10.0.0.0/28"),
        ("2001:db8::7", "2001:db8::/64"),
        ("", None),  # a socket file of this machine
    ],
)
def test_our_proxy_is_believed(seen, peer, proxies):
    request = seen(peer, proxies)
    assert request.is_secure()
    assert get_client_ip(request) == "198.51.100.9"


@pytest.mark.parametrize(
    ("peer", "proxies"),
    [
        ("127.0.0.2", None),
        ("10.0.0.5", None),
        ("127.0.0.1", "10.0.0.5"),
        ("10.0.0.6", "10.0.0.5"),
        ("10.0.0.16", "10.0.0.0/28"),
        ("::ffff:10.0.0.6", "10.0.0.5"),
        ("2001:db8::7", "10.0.0.0/28"),
        ("10.0.0.5", "2001:db8::/64"),
        ("someone", None),
    ],
)
def test_of_anybody_else_no_claim_comes_through(seen, peer, proxies):
    request = seen(peer, proxies)
    assert not request.is_secure()
    assert [name for name in CLAIMS if name in request.headers] == []
    assert "198.51.100.9" not in str(get_client_ip(request))


def test_no_proxy_stands_in_front_of_a_demo(settings):
    assert settings.DEMO
    assert settings.PROXY_ADDRESSES == []


def test_that_comes_before_whatever_could_believe_it(settings):
    assert settings.MIDDLEWARE[0] == "config.proxies.believed_from_our_proxies_alone"


@pytest.mark.parametrize(
    "value",
    ["*", "everyone", "0.0.0.0/0", "::/0", "10.0.0.5/28", "10.0.0.5 10.0.0.6", "https://proxy", "10.0.0"],
)
def test_an_address_that_names_no_proxy_or_everybody_is_refused(value):
    with pytest.raises(Unsafe, match="Set RINNALLA_PROXY_ADDRESS"):
        environment.proxy_addresses({"RINNALLA_PROXY_ADDRESS": value})
