"""How long a call takes, and what ran beside it."""

import os
import time
from collections.abc import Callable, Sequence
from statistics import median

ROUNDS = 300
WARM_UP = 20
TAKEN = (200, 204, 302)


def milliseconds(call: Callable[[], int]) -> float:
    began = time.perf_counter()
    status = call()
    took = (time.perf_counter() - began) * 1000
    assert status in TAKEN, f"answered {status}"
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


def percentile(times: Sequence[float], percent: int) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


def percentiles(milliseconds: Sequence[float]) -> str:
    if not milliseconds:
        return "none"
    return "   ".join(f"p{percent} {percentile(milliseconds, percent):7.1f} ms" for percent in (50, 95, 99))


def beside() -> str:
    """What else the machine did: its load in the last minute, five and fifteen, and its cores."""
    loads = " ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"load {loads} on {os.cpu_count()} cores"
