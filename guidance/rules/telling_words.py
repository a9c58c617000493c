"""Words that tell someone looking on what this is about, by how they begin, in each language."""

from __future__ import annotations

import re
from collections.abc import Collection

TELLING = {
    "fi": {
        "alone": ("kahden kesken", "kahdestaan"),
        "child": ("lapsi", "lapse", "lasta", "lasten", "alaikäi", "alle 18"),
        "threat": ("uhka", "uhat", "uhrin", "uhri", "vaara", "väkival"),
        "police": ("poliisi", "vartija"),
        "safety": ("turva",),
        "call": ("soita", "soitta", "hälyt"),
    },
    "sv": {
        "alone": ("på tu man hand", "i enrum", "mellan fyra ögon"),
        "child": ("barn", "minderårig", "under 18"),
        "threat": ("hot", "fara", "farlig", "våld", "offer"),
        "police": ("polis", "väktare"),
        "safety": ("trygg", "säkerhet", "skydd"),
        "call": ("ring", "larm"),
    },
    "en": {
        "alone": ("alone with", "in private", "privately"),
        "child": ("child", "minor", "underage", "under 18"),
        "threat": ("threat", "danger", "violen", "victim"),
        "police": ("police", "security guard"),
        "safety": ("safe",),
        "call": ("call", "phone", "alarm"),
    },
}
"""Language -> what they tell of -> beginnings."""

SUBJECTS = tuple(TELLING["fi"])


def telling_word(sentence: str, language: str, of: Collection[str] = SUBJECTS) -> str:
    """The first word of the sentence that tells of one of these, as it is written there; "" without any."""
    beginnings = [each for name in of for each in TELLING.get(language, {}).get(name, ())]
    if not beginnings:
        return ""
    found = re.search(rf"\b(?:{'|'.join(map(re.escape, beginnings))})\w*", sentence, re.IGNORECASE)
    return found[0] if found else ""
