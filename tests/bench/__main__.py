"""`make bench`: how fast saving an answer and opening a stage are, beside a bare save and page, and how
fast the editor's desk is with a guidance far larger than the built-in one (in a browser: `in_the_hand`; the
proof of the safety rules: `proving`; many who save at once: `tail`).

Two servers of the same kind answer from the same database, one with the app and one bare. Requests go to
them by turns, one at a time, so that whatever else the machine does slows both. Medians; the ratio counts.
"""

import itertools
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from guidance.packs.files import BUILT_IN, read_pack_file, write_pack
from tests.bench.in_the_hand import measure_in_the_hand
from tests.bench.proving import measure_proof
from tests.bench.tail import measure_tail
from tests.bench.visitors import BareServer, Visitor
from tests.browser.server import Server
from tests.guidance.large import large_pack
from tests.markup import attributes

ROUNDS = 300
WARM_UP = 20


def milliseconds(call: Callable[[], int]) -> float:
    began = time.perf_counter()
    status = call()
    took = (time.perf_counter() - began) * 1000
    assert status in (200, 204), f"answered {status}"
    return took


def medians(
    calls: dict[str, Callable[[], int]], rounds: int = ROUNDS, warm_up: int = WARM_UP
) -> dict[str, float]:
    """The median of each call in milliseconds, the calls taking turns."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(warm_up + rounds):
        for name, call in calls.items():
            took = milliseconds(call)
            if number >= warm_up:
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


# The editor's desk: what it is aimed at, in milliseconds.
DESK_ROUNDS = 5
LISTS = {"list of steps": "step/", "list of checks": "check/", "list of checklists": "checklist/"}


def desk_calls(supervisor: Visitor) -> dict[str, tuple[Callable[[], int], int]]:
    """Name -> a call and its aim. The draft is published already, so that publishing only checks."""
    publish, longest = "/admin/guidance/edition/publish/", longest_checklist(supervisor)
    token, seen = supervisor.token(publish), supervisor.hidden(publish, "seen")
    calls = {
        name: (lambda path=path: supervisor.ask("GET", f"/admin/guidance/{path}")[0], 500)
        for name, path in LISTS.items()
    }
    calls["189 signs' form"] = (lambda: supervisor.ask("GET", longest)[0], 1000)
    check = {"note": "", "seen": seen, "csrfmiddlewaretoken": token}
    return calls | {"publish check": (lambda: supervisor.ask("POST", publish, check)[0], 5000)}


def longest_checklist(supervisor: Visitor) -> str:
    """The address of the form with most signs: the second, in which `large_pack` repeats them."""
    _, page, _ = supervisor.ask("GET", "/admin/guidance/checklist/", **{"Accept-Encoding": "identity"})
    return attributes(page, "#result_list tbody th a", "href")[1]


def measure_desk(server: Server, bare: Visitor, folder: Path) -> None:
    """Print the editor's pages on 40 checks, 200 signs and 300 steps."""
    pack = folder / "large.yaml"
    pack.write_text(write_pack(large_pack(read_pack_file(BUILT_IN))), encoding="utf-8")
    server.manage("load_pack", str(pack))
    server.manage("publish", "--note", "large")
    supervisor = Visitor(server)
    supervisor.log_in("supervisor")

    def bare_page() -> int:
        bare.connection.close()  # an idle one may have been closed by the server
        return bare.ask("GET", "/bare/")[0]

    for name, (call, aim) in desk_calls(supervisor).items():
        found = medians({name: call, "bare page": bare_page}, rounds=DESK_ROUNDS, warm_up=1)
        ratio = found[name] / found["bare page"]
        print(f"{name:18} {found[name]:7.0f} ms   {ratio:6.0f} times a bare page (aim: {aim} ms)")


def main() -> None:
    measure_proof()
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
            print("Measuring many who save at once …", flush=True)
            measure_tail(server, bare_server)
            print("Measuring on a slow phone …", flush=True)
            measure_in_the_hand(server, bare_server)
            print("Measuring the editor's desk on a large guidance …", flush=True)
            measure_desk(server, bare, Path(folder))
        finally:
            bare_server.stop()
            server.stop()


if __name__ == "__main__":
    main()
