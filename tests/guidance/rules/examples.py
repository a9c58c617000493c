"""Guidances to test with: the built-in one, and a small one that is quick to read and to go through."""

import copy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from guidance.rules.reading import read_guidance
from guidance.rules.shapes import Guidance

BUILT_IN = Path(__file__).parents[3] / "guidance" / "packs" / "built-in.yaml"


@cache
def _parsed() -> dict[str, Any]:
    return yaml.safe_load(BUILT_IN.read_text(encoding="utf-8"))


def built_in_pack() -> dict[str, Any]:
    """A copy of the built-in pack, to be changed at will."""
    return copy.deepcopy(_parsed())


def built_in() -> Guidance:
    return read_guidance(built_in_pack())


def text(words: str) -> dict[str, str]:
    return {"fi": words}


def check(name: str, *answers: str, origin: str = "card") -> dict[str, Any]:
    return {
        "id": name,
        "origin": origin,
        "short": text(f"Kysymys {name}"),
        "reason": text(f"kysymys {name}"),
        "asks_for_meeting": False,
        "answers": [{"id": answer, "text": text(answer)} for answer in answers],
    }


def sign(name: str, origin: str = "card") -> dict[str, Any]:
    return {
        "id": name,
        "origin": origin,
        "short": text(f"Merkki {name}"),
        "full": text(f"Merkki {name} kokonaan."),
        "reason": text(f"merkki {name}"),
    }


def step(name: str, urgency: str, show: list[Any], **other: Any) -> dict[str, Any]:
    return {
        "id": name,
        "origin": "card",
        "urgency": urgency,
        "alone": False,
        "title": text(f"Askel {name}"),
        "short": text(f"Askel {name} lyhyesti"),
        "full": text(f"Askel {name} kokonaan."),
        "contacts": [],
        "show": show,
        "but_not": [],
        "stress": [],
    } | other


ALWAYS = [{"always": True}]

SMALL: dict[str, Any] = {
    "format": 1,
    "title": text("Pieni ohjeisto"),
    "principle": text("Riittää, että huomaat."),
    "with_additions": True,
    "company": [
        {"alone": ["no", "unsure"]},
        {"interpreter": ["companion"]},
        {"escort": ["insists"], "alone": ["unanswered"]},
    ],
    "stages": [
        {
            "id": "pace",
            "title": text("Etene asiakkaan tahtiin"),
            "label": text("Tahti"),
            "points": [
                {
                    "id": "pace-alone",
                    "origin": "card",
                    "short": text("Vain kahden kesken."),
                    "full": text("Vain kahden kesken.\n\nAina."),
                }
            ],
            "areas": [
                {
                    "id": "home",
                    "title": text("Koti"),
                    "questions": [{"id": "home-lives", "text": text("Millaista kotona on?")}],
                }
            ],
            "checks": [
                check("alone", "yes", "no", "unsure"),
                check("escort", "insists"),
                check("interpreter", "companion"),
                check("minor", "yes", "unsure"),
                check("threat", "yes"),
                check("consent", "yes"),
            ],
        }
    ],
    "checklists": [
        {
            "id": "card",
            "origin": "card",
            "title": text("Merkit"),
            "intro": text("Merkit eivät todista mitään."),
            "folded": False,
            "signs": [sign("nervous"), sign("clothing")],
        }
    ],
    "steps": [
        step("call-emergency", "now", [{"threat": ["yes"]}], contacts=["emergency-112"]),
        step(
            "see-alone",
            "now",
            [
                {"alone": ["no", "unsure"]},
                {"interpreter": ["companion"]},
                {"escort": ["insists"], "alone": ["unanswered"]},
            ],
        ),
        step("change-interpreter", "now", [{"interpreter": ["companion"]}]),
        step("child-welfare", "before-leaving", [{"minor": ["yes", "unsure"]}]),
        step("tell-rights", "before-leaving", ALWAYS, alone=True),
        step(
            "propose",
            "soon",
            [{"consent": ["yes"]}],
            alone=True,
            but_not=[
                {"alone": ["no", "unsure"]},
                {"interpreter": ["companion"]},
                {"escort": ["insists"], "alone": ["unanswered"]},
                {"minor": ["yes", "unsure"]},
            ],
        ),
        step("record-safely", "soon", ALWAYS, stress=[{"nervous": ["noticed"]}]),
        step("take-a-moment", "self", ALWAYS),
    ],
    "contacts": [
        {
            "id": "emergency-112",
            "name": text("Hätänumero"),
            "short_name": text("Hätänumero"),
            "purpose": text("Kun jokin uhkaa juuri nyt"),
            "phones": [{"number": "112", "tel": "112"}],
            "round_the_clock": True,
            "for_clients": True,
            "local": False,
            "stand_in": "",
            "source": "112.fi",
            "seen_on": "2026-11-24",
            "verified_on": None,
        }
    ],
}


def small_pack(**other: Any) -> dict[str, Any]:
    """A copy of the small pack, which keeps all six safety rules, with other values at the top."""
    return copy.deepcopy(SMALL) | other


def small(**other: Any) -> Guidance:
    return read_guidance(small_pack(**other))


def entry(entries: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """The entry with this id."""
    return next(each for each in entries if each["id"] == name)
