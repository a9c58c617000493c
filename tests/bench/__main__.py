"""`make bench`: how fast it is, how much memory it takes, and how it grows; beside a bare save and page.

A benchmark and no test: nothing here fails, and each part says what else the machine did. All parts, or those
that are named; on SQLite, on PostgreSQL, or on both:

    make bench
    make bench PARTS="save tail" ON=postgresql
"""

import os
import sys
from collections.abc import Callable

from tests.bench.crowd import measure_crowd
from tests.bench.desk import measure_desk
from tests.bench.growing import measure_growth
from tests.bench.in_the_hand import measure_hand
from tests.bench.memory import measure_log_ins, measure_memory
from tests.bench.papers import measure_papers
from tests.bench.proving import measure_proof
from tests.bench.purging import measure_purge
from tests.bench.saving import measure_saving
from tests.bench.servers import POSTGRESQL, SQLITE, Measured, measured
from tests.bench.tail import measure_tail
from tests.bench.timing import beside
from tests.bench.walking import measure_walking

BOTH, ONE = (SQLITE, POSTGRESQL), (SQLITE,)

# Name -> what is measured, on which databases, and what measures it.
PARTS: dict[str, tuple[str, tuple[str, ...], Callable[[Measured], None]]] = {
    "proof": ("the proof of the safety rules", ONE, measure_proof),
    "save": ("a save and the pages of a walk, beside bare ones", BOTH, measure_saving),
    "tail": ("many who save at once, beside bare saves", BOTH, measure_tail),
    "walk": ("workers who walk through interviews", BOTH, measure_walking),
    "memory": ("the memory of a process that works on", BOTH, measure_memory),
    "log-ins": ("sixteen log-ins at once", ONE, measure_log_ins),
    "crowd": ("everything that takes memory, at once", ONE, measure_crowd),
    "growth": ("a table that grows", BOTH, measure_growth),
    "purge": ("a hundred thousand interviews that are due", BOTH, measure_purge),
    "phone": ("a slow phone", ONE, measure_hand),
    "paper": ("a PDF of a full summary", ONE, measure_papers),
    "desk": ("the editor's desk on a large guidance", ONE, measure_desk),
}


def main(named: list[str], kinds: list[str]) -> None:
    if strange := {*named} - {*PARTS} or {*kinds} - {*BOTH}:
        sys.exit(
            f"There is no {', '.join(sorted(strange))}: parts are {', '.join(PARTS)}, on {', '.join(BOTH)}."
        )
    for name in named or PARTS:
        what, on, measure = PARTS[name]
        for kind in on:
            if not kinds or kind in kinds:
                print(f"\n{name}, {kind}: {what} ({beside()})", flush=True)
                with measured(kind) as here:
                    measure(here)
                print(f"{name}, {kind}: {beside()} at its end", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:], os.environ.get("ON", "").split())
