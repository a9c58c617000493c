"""Who asks the servers that are measured: an app and a bare one, and a connection with a log-in."""

import http.client
from urllib.parse import urlencode

from tests.browser.server import PASSWORD, Server
from tests.markup import attribute

AS_A_BROWSER = {"Accept-Encoding": "gzip, br", "Content-Type": "application/x-www-form-urlencoded"}


class BareServer(Server):
    def _environment(self) -> dict[str, str]:
        return {**super()._environment(), "DJANGO_SETTINGS_MODULE": "tests.bench.bare_settings"}


class Visitor:
    """One connection that is kept, with the cookies of a log-in."""

    def __init__(self, server: Server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, fields: dict | None = None, **headers: str
    ) -> tuple[int, bytes, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urlencode(fields).encode() if fields else None
        self.connection.request(method, path, body, {**AS_A_BROWSER, "Cookie": cookie, **headers})
        response = self.connection.getresponse()
        content = response.read()
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, content, response.headers.get("Location", "")

    def token(self, path: str) -> str:
        return self.hidden(path, "csrfmiddlewaretoken")

    def hidden(self, path: str, name: str) -> str:
        """What stands in a hidden field of a page."""
        _, page, _ = self.ask("GET", path, **{"Accept-Encoding": "identity"})
        return attribute(page, f"[name={name}]", "value")

    def log_in(self, name: str = "worker") -> None:
        fields = {
            "login": name,
            "password": PASSWORD,
            "csrfmiddlewaretoken": self.token("/accounts/login/"),
        }
        status, _, _ = self.ask("POST", "/accounts/login/", fields)
        assert status == 302, "the log-in failed"
