"""What every answer carries: pages, files, redirects and refusals alike, whoever made them.

``strict`` stands outside all that can answer. Of the rest of the headers, Django's SecurityMiddleware and
django-csp write theirs.
"""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from whitenoise.middleware import WhiteNoiseFileResponse

View = Callable[[HttpRequest], HttpResponse]

OURS = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")

# What no script may reach: devices, place and screen before all.
CLOSED = (
    *("camera", "geolocation", "microphone"),
    *("accelerometer", "autoplay", "browsing-topics", "captured-surface-control", "clipboard-read"),
    *("compute-pressure", "cross-origin-isolated", "deferred-fetch", "deferred-fetch-minimal"),
    *("digital-credentials-create", "digital-credentials-get", "display-capture", "encrypted-media"),
    *("fullscreen", "gamepad", "gyroscope", "hid", "identity-credentials-get", "idle-detection"),
    *("interest-cohort", "keyboard-map", "language-detector", "language-model", "local-fonts"),
    *("local-network", "local-network-access", "loopback-network", "magnetometer"),
    *("media-playback-while-not-visible", "midi", "on-device-speech-recognition", "otp-credentials"),
    *("payment", "picture-in-picture", "private-state-token-issuance", "private-state-token-redemption"),
    *("screen-wake-lock", "serial", "speaker-selection", "storage-access", "summarizer", "sync-xhr"),
    *("translator", "usb", "window-management", "xr-spatial-tracking"),
)


def policy(closed: tuple[str, ...], ours: tuple[str, ...]) -> str:
    return ", ".join([*(f"{power}=()" for power in closed), *(f"{power}=(self)" for power in ours)])


# A browser makes no page of a file or a fragment, and opened as one neither may run a script, so no power is
# spoken of; each byte of theirs comes over the line seven times before a page is whole.
OF_A_PAGE = {"Permissions-Policy": policy(CLOSED, OURS)}
OF_NO_PAGE = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


def strict(get_response: View) -> View:
    """Nothing is kept in a cache but our files, nothing is read by another site, no power is lent."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in (OF_NO_PAGE if _is_no_page(request, response) else OF_A_PAGE).items():
            response.headers[name] = value
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if "immutable" in response.headers.get("Cache-Control", ""):
            del response.headers["Last-Modified"]  # its name is its version already, and its ETag stays
        # So a browser's Back asks again; log-out empties what it kept all the same.
        response.headers.setdefault("Cache-Control", "no-store, private")
        if _is_log_out(request):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return answer


def _is_no_page(request: HttpRequest, response: HttpResponse) -> bool:
    return isinstance(response, WhiteNoiseFileResponse) or "HX-Request" in request.headers


def _is_log_out(request: HttpRequest) -> bool:
    asked_for = request.resolver_match and request.resolver_match.url_name
    return request.method == "POST" and asked_for in ("account_logout", "logout")  # the latter is the admin's


def leads_nowhere_else(get_response: View) -> View:
    """A redirect stays at this very host, scheme and port; one that does not leads to the start page.

    Libraries let ``next`` lead to any host that is answered to, in a demo to every port of this machine.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        target = response.headers.get("Location")
        if target is not None and not _is_here(request, target):
            response.headers["Location"] = "/"
        return response

    return answer


def told_to_a_script(get_response: View) -> View:
    """A form that a script sends is told of a redirect, and the page itself goes there by the address alone.

    Followed by the script, it would be asked for twice, and its fragment would be lost.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "X-By-Script" in request.headers and "Location" in response.headers:
            response.status_code = HTTPStatus.NO_CONTENT
            response.headers["X-Redirect"] = response.headers["Location"]
            del response.headers["Location"], response.headers["Content-Length"]
        return response

    return answer


def _is_here(request: HttpRequest, target: str) -> bool:
    try:
        here = {request.get_host()}
    except DisallowedHost:
        here = set()
    return url_has_allowed_host_and_scheme(target, here) and urlsplit(target).scheme in ("", request.scheme)
