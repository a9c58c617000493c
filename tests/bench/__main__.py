"""`make bench`: how fast saving an answer and opening a stage are, beside a bare Django save and page.

Two servers of the same kind answer from the same database, one with the app and one bare. Requests go to
them by turns, one at a time, so that whatever else the machine does slows both. Medians; the ratio counts.
"""

import http.client
import itertools
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from tests.browser.server import PASSWORD, Server

ROUNDS = 300
WARM_UP = 20
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
        _, page, _ = self.ask("GET", path, **{"Accept-Encoding": "identity"})
        return re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()

    def log_in(self) -> None:
        fields = {
            "login": "worker",
            "password": PASSWORD,
            "csrfmiddlewaretoken": self.token("/accounts/login/"),
        }
        status, _, _ = self.ask("POST", "/accounts/login/", fields)
        assert status == 302, "the log-in failed"


def milliseconds(call: Callable[[], int]) -> float:
    began = time.perf_counter()
    status = call()
    took = (time.perf_counter() - began) * 1000
    assert status in (200, 204), f"answered {status}"
    return took


def medians(calls: dict[str, Callable[[], int]]) -> dict[str, float]:
    """The median of each call in milliseconds, the calls taking turns."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(WARM_UP + ROUNDS):
        for name, call in calls.items():
            took = milliseconds(call)
            if number >= WARM_UP:
                times[name].append(took)
    return {name: median(taken) for name, taken in times.items()}


def calls_of(app: Visitor, bare: Visitor) -> dict[str, Callable[[], int]]:
    _, _, stage = app.ask("POST", "/i/", {"csrfmiddlewaretoken": app.token("/i/")})
    stage = stage.replace("/1/", "/2/")
    app_token, bare_token = app.token(stage), bare.token("/bare/")
    versions, answers = itertools.count(), itertools.cycle(["yes", "no", "unsure"])

    def save() -> int:
        fields = {"version": next(versions), "check-threat": next(answers), "csrfmiddlewaretoken": app_token}
        return app.ask("POST", stage, fields, **{"HX-Request": "true"})[0]

    def bare_save() -> int:
        return bare.ask("POST", "/bare/", {"answer": next(answers), "csrfmiddlewaretoken": bare_token})[0]

    return {
        "save": save,
        "bare save": bare_save,
        "stage": lambda: app.ask("GET", stage)[0],
        "signs": lambda: app.ask("GET", stage.replace("/2/", "/signs/"))[0],
        "summary": lambda: app.ask("GET", stage.replace("/2/", "/summary/"))[0],
        "bare page": lambda: bare.ask("GET", "/bare/")[0],
    }


def report(found: dict[str, float]) -> None:
    for name, beside, most in [
        ("save", "bare save", "1.5"),
        ("stage", "bare page", "3"),
        ("signs", "bare page", "-"),
        ("summary", "bare page", "-"),
    ]:
        ratio = found[name] / found[beside]
        times = f"{found[name]:6.2f} ms   {beside} {found[beside]:6.2f} ms   {ratio:5.2f} times"
        print(f"{name:8} {times} (to reach: {most})")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="rinnalla-bench-") as folder:
        print("Starting two servers …", flush=True)
        server = Server(Path(folder) / "data").start()
        bare_server = BareServer(Path(folder) / "data").start()
        try:
            app, bare = Visitor(server), Visitor(bare_server)
            app.log_in()
            bare.ask("GET", "/enter/")
            print(f"Measuring, {ROUNDS} rounds …", flush=True)
            report(medians(calls_of(app, bare)))
        finally:
            bare_server.stop()
            server.stop()


if __name__ == "__main__":
    main()
