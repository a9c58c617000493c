"""Saving one answer, opening a stage, the signs and the summary, beside a bare save and a bare page.

Requests go to both servers by turns, one at a time, so that whatever else the machine does slows both.
"""

import itertools
from collections.abc import Callable

from tests.bench.servers import Measured
from tests.bench.timing import ROUNDS, medians
from tests.bench.visitors import Visitor


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


def measure_saving(measured: Measured) -> None:
    server, bare_server = measured.app_and_bare()
    app, bare = Visitor(server), Visitor(bare_server)
    app.log_in()
    bare.ask("GET", "/enter/")
    print(f"{ROUNDS} rounds …", flush=True)
    report(medians(calls_of(app, bare)))
