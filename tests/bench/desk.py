"""The editor's desk with a guidance far larger than the built-in one: 40 checks, 200 signs and 300 steps."""

from collections.abc import Callable

from guidance.packs.files import BUILT_IN, read_pack_file, write_pack
from tests.bench.servers import Measured
from tests.bench.timing import medians
from tests.bench.visitors import Visitor
from tests.guidance.large import large_pack
from tests.markup import attributes

# What it is aimed at, in milliseconds.
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


def measure_desk(measured: Measured) -> None:
    server, bare_server = measured.app_and_bare()
    bare = Visitor(bare_server)
    bare.ask("GET", "/enter/")
    pack = measured.folder / "large.yaml"
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
