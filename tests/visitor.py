"""A worker over plain HTTP, without a browser: logs in, begins, saves, reads."""

from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.browser.server import PASSWORD
from tests.markup import part, token

LONGEST_ANSWER = 60  # seconds


class Visitor:
    def __init__(self, url: str, name: str = "worker"):
        self._url = url
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self.post("/accounts/login/", {"login": name, "password": PASSWORD}, on=self.get("/accounts/login/"))

    def get(self, path: str) -> str:
        with self._open(self._url + path, timeout=LONGEST_ANSWER) as answer:
            return answer.read().decode()

    def post(self, path: str, fields: dict, on: str, **headers) -> str:
        """Send a form as the page ``on`` would; gives the address it led to."""
        body = urlencode({"csrfmiddlewaretoken": token(on), **fields}).encode()
        request = Request(self._url + path, body, {"Referer": self._url + path, **headers})
        with self._open(request, timeout=LONGEST_ANSWER) as answer:
            return answer.url.removeprefix(self._url)

    def begin(self) -> str:
        """Begin an interview that no other press leads to; gives the address of its first stage."""
        stage = self.post("/i/", {}, on=self.get("/i/"))
        something = {"version": 0, "gone-pace": "on"}  # an empty one is begun by the next press too
        self.post(stage, something, on=self.get(stage))
        return stage


def note_on(page: str, name: str) -> str:
    """What stands in a note of a page."""
    return part(page, f"textarea[name={name}]").text()
