"""A guidance far larger than the built-in one: 40 checks, 200 signs and 300 steps, made by repeating it."""

import copy
from itertools import count, islice

CHECKS, SIGNS, STEPS = 40, 200, 300


def large_pack(pack: dict) -> dict:
    """``pack`` with copies of its checks, signs and steps; a copy's rules speak of the originals."""
    pack = copy.deepcopy(pack)
    for entries, most in (
        (pack["stages"][1]["checks"], CHECKS - _number_of(pack, "stages", "checks")),
        (pack["checklists"][1]["signs"], SIGNS - _number_of(pack, "checklists", "signs")),
        (pack["steps"], STEPS - len(pack["steps"])),
    ):
        entries += islice(_copies(entries), most)
    return pack


def _number_of(pack: dict, parents: str, children: str) -> int:
    return sum(len(parent[children]) for parent in pack[parents])


def _copies(entries: list[dict]):
    originals = copy.deepcopy(entries)
    for number in count(2):
        for original in originals:
            copied = copy.deepcopy(original)
            yield copied | {"id": f"{original['id']}-{number}"} | _asked_once(original)


def _asked_once(entry: dict) -> dict:
    return {"asks_for_meeting": False} if "asks_for_meeting" in entry else {}
