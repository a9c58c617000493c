"""A few stages, checks, signs and steps of the built-in guidance, which keep the safety rules by themselves.

Cut out of it, so that they read as they do there and are as whole in every language.
"""

import copy

from guidance.rules.schema import STEP, format_of

CHECKS = (
    "alone",
    "wants-to-talk",
    "threat",
    "escort",
    "whom",
    "interpreter",
    "minor",
    "consent",
    "police",
    "meeting",
    "own-support",
)
SIGNS = ("nervous", "clothing", "made-to-do")
ROWS = ("show", "but_not", "stress")
STEPS = (
    "call-emergency",
    "see-alone",
    "change-interpreter",
    "child-welfare",
    "safety-plan",
    "propose",
    "consult-unnamed",
    "support-police",
    "respect-no",
    "whole-picture",
    "record-safely",
    "debrief",
    "take-a-moment",
)
CONTACTS = (
    "emergency-112",
    "assistance-system",
    "nollalinja",
    "emergency-social-services",
    "mll-116111",
)
PASSAGES = ("seen-alone", "client-said")  # of one check at the very beginning, and of none
KNOWN = {*CHECKS, *SIGNS, "always", "no-sign-noticed"}  # what a row may speak of
OTHERS = 2  # of each kind that no rule speaks of


def excerpt(pack: dict) -> dict:
    """``pack`` with these checks, signs, steps and contacts, and two of each other kind."""
    pack = copy.deepcopy(pack)
    for stage in pack["stages"]:
        stage["checks"] = _those(stage["checks"], CHECKS)
        stage["points"], stage["areas"] = stage["points"][:OTHERS], stage["areas"][:OTHERS]
        for area in stage["areas"]:
            area["questions"] = area["questions"][:OTHERS]
    for checklist in pack["checklists"]:
        checklist["signs"] = _those(checklist["signs"], SIGNS)
    pack["contacts"] = _those(pack["contacts"], CONTACTS)
    pack["steps"] = [_cut(step) for step in _those(pack["steps"], STEPS)]
    pack["expectations"] = [case for case in pack["expectations"] if _is_about_these(case)][:OTHERS]
    pack["preparations"] = pack["preparations"][:OTHERS]
    pack["passages"] = _those(pack["passages"], PASSAGES)
    pack["recording_points"] = pack["recording_points"][:OTHERS]
    pack["recipients"], pack["milestones"] = pack["recipients"][:OTHERS], pack["milestones"][:OTHERS]
    pack["card_texts"] = pack["card_texts"][:OTHERS]
    pack["format"] = format_of(pack)
    return pack


def _those(entries: list[dict], kept) -> list[dict]:
    return [entry for entry in entries if entry["id"] in kept]


def _cut(step: dict) -> dict:
    """A row that speaks of what is left out goes with it."""
    rows = {kind: _known(step[kind]) for kind in ROWS}
    settles = {check: answer for check, answer in step.get("settles", {}).items() if check in CHECKS}
    cut = step | rows | _helpers(step) | {"settles": settles}
    return {name: value for name, value in cut.items() if value or name not in STEP.optional}


def _helpers(step: dict) -> dict:
    """Those that are left; one whose rows are all gone goes with them."""
    when = step.get("contacts_when", {})
    named = [
        name for name in step["contacts"] if name in CONTACTS and (name not in when or _known(when[name]))
    ]
    return {"contacts": named, "contacts_when": {name: _known(when[name]) for name in named if name in when}}


def _known(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row.keys() <= KNOWN]


def _is_about_these(case: dict) -> bool:
    steps = {*case["steps"], *case["not_steps"]}
    return steps <= {*STEPS} and {*case.get("checks", {}), *case.get("signs", {})} <= KNOWN
