"""Who asks the servers that are measured: a connection with a log-in."""

import http.client
import json
from urllib.parse import urlencode

from tests.browser.server import PASSWORD, Server
from tests.markup import attribute

AS_A_BROWSER = {"Accept-Encoding": "gzip, br", "Content-Type": "application/x-www-form-urlencoded"}

# People with a log-in each, made beside the server: to compare a hundred passwords would heat the machine.
LOG_IN = """
import json
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
keys = []
for name in {names}:
    person, made = User.objects.get_or_create(username=name, defaults={rights})
    if not person.is_superuser:
        person.groups.add(Group.objects.get(name="Workers"))
    client = Client()
    client.force_login(person)
    keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
print(json.dumps([settings.SESSION_COOKIE_NAME, keys]))
"""


def walkers(server: Server, number: int) -> list["Visitor"]:
    """So many workers who have logged in, each a person of their own."""
    return _logged_in(server, [f"walker-{each}" for each in range(number)], {})


def administrator(server: Server) -> "Visitor":
    (visitor,) = _logged_in(server, ["administrator"], {"is_superuser": True, "is_staff": True})
    return visitor


def _logged_in(server: Server, names: list[str], rights: dict[str, bool]) -> list["Visitor"]:
    said = server.manage("shell", "-v", "0", "-c", LOG_IN.format(names=names, rights=rights))
    cookie, keys = json.loads(said)
    return [Visitor(server, {cookie: key}) for key in keys]


class Visitor:
    """One connection that is kept, with the cookies of a log-in."""

    def __init__(self, server: Server, cookies: dict[str, str] | None = None):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self.cookies = dict(cookies or {})

    def ask(
        self, method: str, path: str, fields: dict | bytes | None = None, **headers: str
    ) -> tuple[int, bytes, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urlencode(fields).encode() if isinstance(fields, dict) else fields
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
