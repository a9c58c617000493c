"""Who waits to write is served in order, gives up in time, and is let through when a holder is gone.

Nothing here is timed: who waits is read from the kernel's own list.
"""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.sqlite.turns import Turn

ROOT = Path(__file__).parents[3]
LONG = 60  # seconds: never waited to its end
SHORT = 0.01


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "turn"


@pytest.fixture
def turn(path) -> Iterator[Callable[[], Turn]]:
    """turn(): of one more connection."""
    made = []

    def turn() -> Turn:
        made.append(Turn(path))
        return made[-1]

    yield turn
    for each in made:
        each.end()


def waiting(path: Path) -> int:
    """How many stand in the kernel's queue for this file."""
    of_file = f":{path.stat().st_ino} "
    return sum("->" in line and of_file in line for line in Path("/proc/locks").read_text().splitlines())


def until(is_so: Callable[[], bool]) -> None:
    for _ in range(6000):
        if is_so():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came to that")


@contextmanager
def in_another_process(path: Path, then: str = "") -> Iterator[subprocess.Popen]:
    """A process that has taken the turn; it says so, does ``then``, and lives until it is ended."""
    script = f"""
import os, sys
from pathlib import Path
from config.sqlite.turns import Turn
turn = Turn(Path({str(path)!r}))
assert turn.take({LONG}) is not None
{then}
print("taken", flush=True)
sys.stdin.read()
"""
    command = [sys.executable, "-c", script]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        try:
            assert other.stdout.readline() == "taken\n"
            yield other
        finally:
            other.kill()


def test_a_turn_that_nobody_has_comes_at_once(turn):
    assert turn().take(SHORT) == 0


def test_one_at_a_time_in_threads_of_one_process_too(turn):
    first, second = turn(), turn()
    first.take(LONG)
    assert second.take(SHORT) is None
    first.give_back()
    assert second.take(LONG) is not None


def test_whoever_came_first_is_served_first(turn, path):
    holder, order, threads = turn(), [], []
    holder.take(LONG)

    def write(number: int, own: Turn) -> None:
        own.take(LONG)
        order.append(number)
        own.give_back()

    for number in range(6):
        threads.append(threading.Thread(target=write, args=(number, turn())))
        threads[-1].start()
        until(lambda number=number: waiting(path) == number + 1)
    holder.give_back()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4, 5]


def test_whoever_gives_up_keeps_nobody_behind_waiting(turn, path):
    holder, hasty, patient = turn(), turn(), turn()
    holder.take(LONG)
    assert hasty.take(SHORT) is None
    behind = threading.Thread(target=patient.take, args=(LONG,))
    behind.start()
    until(lambda: waiting(path) == 2)
    holder.give_back()
    behind.join()
    assert patient.is_mine
    assert not hasty.is_mine
    patient.give_back()
    assert hasty.take(LONG) is not None


def test_processes_wait_for_each_other(turn, path):
    with in_another_process(path) as other:
        assert turn().take(SHORT) is None
        other.stdin.close()
        other.wait()
        assert turn().take(LONG) is not None


def test_a_holder_that_is_killed_lets_whoever_waits_through(turn, path):
    own = turn()
    with in_another_process(path) as other:
        waits = threading.Thread(target=own.take, args=(LONG,))
        waits.start()
        until(lambda: waiting(path) == 1)
        other.kill()
        waits.join()
    assert own.is_mine


LIVES_ON = """
reading, writing = os.pipe()
if os.fork() == 0:
    os.close(writing)
    os.read(reading, 1)  # until its parent is gone, and then for good
    sys.stdin.read()
    os._exit(0)
"""


def test_a_child_that_outlives_its_parent_does_not_keep_the_turn(turn, path):
    with in_another_process(path, then=LIVES_ON) as other:
        other.kill()
        other.wait()
        assert turn().take(LONG) is not None


ENDS = """
if (child := os.fork()) == 0:
    turn.give_back()
    turn.end()
    os._exit(0)
os.waitpid(child, 0)
"""


def test_a_child_that_ends_takes_nothing_from_its_parent(turn, path):
    with in_another_process(path, then=ENDS):
        assert turn().take(SHORT) is None


def test_its_file_is_for_its_owner_alone(turn, path):
    turn().take(LONG)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == b""
