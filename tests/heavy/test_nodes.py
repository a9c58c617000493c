"""Two processes of the service on one PostgreSQL, behind nginx: either may die, and what is once is once."""

import base64
import subprocess
import sys
import threading

import pytest

from tests.browser.server import ROOT
from tests.nodes import all_go_on, nginx_before, on_postgresql, saving
from tests.rounds import ROUNDS

pytestmark = [pytest.mark.heavy, pytest.mark.faults]

SAVERS = 2
SECONDS = 5
CHANGE = """
from guidance.models import Stage
stage = Stage.objects.order_by("pk").first()
stage.title = {**stage.title, "fi": stage.title["fi"] + " nyt"}
stage.save()
"""
DUE = """
from django.utils import timezone
from interview.models import Interview
from interview.stubs import Upkeep
Interview.objects.update(due_at=timezone.now())
Upkeep.objects.update(begun_at=timezone.now())  # so that none of the nodes takes the turn by itself meanwhile
"""
PURGE = """
from django.utils import timezone
from interview.traces import rounds
purge = rounds.purge
rounds.purge = lambda *given, **named: print("purged", purge(*given, **named))
rounds.Rounds().look(timezone.now() + rounds.EVERY)
"""
STORE = """
from django.contrib.auth.models import User
from guidance.models import Edition
from interview.models import Interview
from interview.sheet.answers import AnswerSheet
for number in range(400):
    interview = Interview(owner=User.objects.first(), edition=Edition.objects.live())
    interview.keep(AnswerSheet(version=number))
    interview.save(force_insert=True)
"""
COUNT = """
from interview.accounts import Anchor
from interview.models import Interview
print(Interview.objects.count() + Anchor.objects.count())
"""
ASKED = 12  # times, so that each worker of a node has answered
NEW = "next:" + base64.b64encode(bytes(range(100, 132))).decode()


@pytest.fixture(scope="module")
def nodes(tmp_path_factory):
    with on_postgresql(tmp_path_factory.mktemp("nodes"), 2) as (_postgresql, nodes):
        yield nodes


def both_at_once(nodes, *command: str, **settings: str) -> list[str]:
    """What the command says in each, begun at the same moment."""
    begun = [
        subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env={**node._environment(), **settings},
            stdout=subprocess.PIPE,
            text=True,
        )
        for node in nodes
    ]
    said = [each.communicate(timeout=120)[0] for each in begun]
    assert [each.returncode for each in begun] == [0, 0], said
    return said


def test_one_dies_in_mid_interview_and_the_walk_goes_on_in_the_other(nodes, tmp_path):
    with nginx_before(nodes, tmp_path / "nginx") as at, saving(nodes[0].workers(SAVERS, at)) as savers:
        for number in range(ROUNDS):
            all_go_on(savers)
            nodes[number % 2].kill()
            all_go_on(savers)
            nodes[number % 2].start()


def test_what_is_published_in_one_has_reached_every_process_five_seconds_later(nodes):
    [worker] = nodes[0].workers(1)
    stage = worker.begin()
    for node in nodes:
        worker.at = f"127.0.0.1:{node.port}"
        assert all("newer-edition" not in worker.get(stage).words for _ in range(ASKED))
    nodes[0].manage("shell", "--no-imports", "-c", CHANGE)
    nodes[0].manage("publish", "--note", "Nyt")
    threading.Event().wait(SECONDS)
    for node in nodes:
        worker.at = f"127.0.0.1:{node.port}"
        assert all("newer-edition" in worker.get(stage).words for _ in range(ASKED))


def test_of_two_that_purge_at_the_same_moment_one_does(nodes):
    nodes[0].workers(1)[0].begin()
    for _ in range(ROUNDS):
        nodes[0].manage("shell", "--no-imports", "-c", DUE)
        said = both_at_once(nodes, "shell", "--no-imports", "-c", PURGE)
        assert sorted(each.count("purged") for each in said) == [0, 1]


# The last of all: the nodes themselves do not know the new key.
def test_of_two_that_rotate_the_keys_at_the_same_moment_each_value_is_sealed_once(nodes):
    nodes[0].manage("shell", "--no-imports", "-c", STORE)
    both = f"{NEW},{nodes[0]._environment()['RINNALLA_SEALING_KEYS']}"
    said = both_at_once(nodes, "rotate_keys", RINNALLA_SEALING_KEYS=both)
    sealed = [int(line.split()[0]) for each in said for line in each.splitlines() if "sealed anew" in line]
    assert len(sealed) == 2
    assert sum(sealed) == int(nodes[0].manage("shell", "--no-imports", "-c", COUNT).split()[-1])
