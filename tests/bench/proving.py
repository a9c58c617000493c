"""How long the proof of the safety rules takes: on the built-in guidance, and on one of 300 steps.

Once as it goes, row by row where that suffices, and once by search alone, which is what rows cost that only
the search can judge.
"""

import time
from collections.abc import Callable
from statistics import median

from guidance.packs.files import BUILT_IN, read_pack_file
from guidance.rules.proof.claims import answers_that_meet
from guidance.rules.proof.safety_rules import RULES, broken_rules
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import Guidance
from tests.bench.servers import Measured
from tests.guidance.large import large_pack

ROUNDS = 5
AIM = 1000  # milliseconds, on the large guidance


def by_search_alone(guidance: Guidance) -> None:
    """Every claim that can be broken at all, also those that are plain row by row."""
    for rule in RULES.values():
        for claim in rule.claims(guidance):
            for demands in filter(None, claim.ways_to_break):
                found = answers_that_meet(guidance, demands, claim.premise)
                assert found is None, f"{claim.kind} is broken"


def measure_proof(measured: Measured) -> None:
    pack = read_pack_file(BUILT_IN)
    for name, guidance in {
        "built-in": read_guidance(pack),
        "300 steps": read_guidance(large_pack(pack)),
    }.items():
        took = [_milliseconds(prove, guidance) for prove in (broken_rules, by_search_alone)]
        print(f"proof, {name:10} {took[0]:7.1f} ms   by search alone {took[1]:7.1f} ms   (aim: {AIM} ms)")


def _milliseconds(prove: Callable[[Guidance], object], guidance: Guidance) -> float:
    return median(_once(prove, guidance) for _ in range(ROUNDS)) * 1000


def _once(prove: Callable[[Guidance], object], guidance: Guidance) -> float:
    began = time.perf_counter()
    prove(guidance)
    return time.perf_counter() - began
