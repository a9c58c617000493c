"""What the built-in guidance must come to, as its content brief puts it: ids, rows and helpers, and no words.

Written down apart from the pack, in the notation of the brief: `;` between rows of which one is enough, `&`
between terms that must all hold, `–` for unanswered, a bare sign id for *noticed*, `!sign` for *not
noticed* or *not gone through*.
"""

from collections.abc import Iterable
from typing import Any

STAGES = {
    "pace": (
        "pace-alone pace-calm pace-time pace-breaks pace-nonverbal pace-open pace-unaware pace-limits",
        {"alone": "yes no unsure", "wants-to-talk": "yes a-little not-now"},
    ),
    "safety": (
        "safety-pair safety-escort safety-place safety-interpreter safety-language safety-no-contact "
        "safety-phone",
        {
            "threat": "yes no unsure",
            "safe-tonight": "yes no unsure",
            "escort": "no waiting insists",
            "whom": "close work other unsure",
            "interpreter": "common-language professional app companion",
            "minor": "yes no unsure",
            "children": "yes no unsure",
            "safe-contact": "yes no",
        },
    ),
    "follow-up": (
        "follow-rights follow-contact follow-consent follow-refusal follow-meeting follow-record",
        {
            "rights-told": "yes not-yet",
            "consent": "yes no not-asked",
            "police": "yes no not-asked",
            "contacts-given": "yes not-safe not-yet",
            "meeting": "yes not-yet",
            "records-seen": "yes no unsure",
        },
    ),
    "not-alone": (
        "alone-consult",
        {"consulted": "yes not-yet", "own-support": "yes not-yet", "still-worried": "yes no unsure"},
    ),
}
SIGNS = {
    "card": "escort-always controlled-papers missed-appointments nervous unclear-picture clothing "
    "money-unclear repeated-reports repeated-moves contradictions unaware",
    "more": "no-pay cannot-leave marriage-talk isolated made-to-do hotel-phones rehearsed untreated",
}
ADDITIONS = {
    "pace-limits", "safety-no-contact", "safety-phone", "whom", "children", "still-worried", "child-now",
    "before-journey", "safety-plan", "child-proposal", "legal-help", *SIGNS["more"].split(),
}  # fmt: skip

COMPANY = "alone = no, unsure; interpreter = companion; escort = insists & alone = –"
CALM = (
    "still-worried = no & alone = yes & threat = no & safe-tonight = yes & minor = no "
    "& wants-to-talk = yes, a-little, – & consent = not-asked, – & police = not-asked, – & !cannot-leave "
    "& !marriage-talk & !made-to-do & !no-pay & !isolated & !controlled-papers & !hotel-phones"
)
CHILD = "minor = yes, unsure"
DANGER = "threat = yes, unsure"
NOWHERE = "safe-tonight = no, unsure"
NOT_SEEN_ALONE = (
    "consent = yes & alone = no, unsure; consent = yes & interpreter = companion; "
    "consent = yes & escort = insists & alone = –"
)
UNNAMED = f"consent = no, not-asked, –; {COMPANY}; {CHILD}"

# In the order of the brief: id -> urgency, show, not, stress, and whether it waits for a moment alone.
STEPS = {
    "call-emergency": ("now", "threat = yes", "", "", False),
    "child-now": (
        "now",
        f"{CHILD} & {DANGER}; {CHILD} & {NOWHERE}; children = yes & {DANGER}; children = yes & {NOWHERE}; "
        f"{CHILD} & marriage-talk; children = yes & marriage-talk",
        "", "", False,
    ),
    "see-alone": ("now", COMPANY, "", "", False),
    "change-interpreter": ("now", "interpreter = companion", "", "", False),
    "assess-threat": ("now", "threat = unsure", "", "", False),
    "escort-outside": (
        "now", "escort = waiting, insists; escort-always & escort = waiting, insists, –", "", "", False,
    ),
    "ask-safety": ("before-leaving", "threat = –; safe-tonight = –", "", "", False),
    "safe-place": ("before-leaving", NOWHERE, "", "", False),
    "child-welfare": (
        "before-leaving", f"{CHILD}; children = yes, unsure; hotel-phones & minor = –", CALM, "", False,
    ),
    "before-journey": ("before-leaving", "marriage-talk", "", f"{CHILD}; children = yes, unsure", True),
    "safety-plan": (
        "before-leaving",
        f"{DANGER}; {NOWHERE}; wants-to-talk = not-now; consent = no; "
        "marriage-talk; cannot-leave; hotel-phones",
        "threat = no & safe-tonight = yes & !marriage-talk & !cannot-leave & !hotel-phones", "", True,
    ),
    "safe-channel": (
        "before-leaving",
        "safe-contact = no; records-seen = yes; controlled-papers; isolated; "
        "safe-contact = – & escort-always; safe-contact = – & records-seen = unsure",
        "", "", True,
    ),
    "give-contacts": (
        "before-leaving",
        "contacts-given = not-yet, –; contacts-given = not-yet, – & wants-to-talk = not-now; "
        "contacts-given = not-yet, – & consent = no",
        f"contacts-given = not-safe; {CALM}",
        "escort = waiting, insists; escort-always; controlled-papers; records-seen = yes; safe-tonight = no",
        True,
    ),
    "contacts-memory": ("before-leaving", "contacts-given = not-safe", "", "", True),
    "next-meeting": ("before-leaving", "meeting = not-yet, –", "", "", False),
    "basic-needs": ("before-leaving", "clothing; untreated; safe-tonight = no", "", "", False),
    "tell-rights": ("before-leaving", "rights-told = not-yet, –", "", "", True),
    "ask-consent": (
        "before-leaving", f"consent = not-asked, –; {NOT_SEEN_ALONE}",
        f"wants-to-talk = not-now; {CHILD}; threat = yes; {CALM}", "", True,
    ),
    "propose": ("soon", "consent = yes", f"{COMPANY}; {CHILD}", "interpreter = app", True),
    "child-proposal": ("soon", CHILD, "", "", False),  # a child's no leaves it open who acts for the child
    "consult-unnamed": ("soon", UNNAMED, f"{CALM}; consulted = yes", "", False),
    "support-police": ("soon", "police = yes", CHILD, f"{NOWHERE}; threat = unsure", True),
    "legal-help": (
        "soon", "police = yes; made-to-do; no-pay; marriage-talk; cannot-leave", "", "made-to-do", True,
    ),
    "respect-no": (
        "soon", "wants-to-talk = not-now; consent = no", f"threat = yes; consent = yes; {CHILD}", "", False,
    ),
    "money-papers": ("soon", "controlled-papers; money-unclear; no-pay", DANGER, "", True),
    "whole-picture": (
        "soon", "nervous; unclear-picture; contradictions; unaware; rehearsed; isolated", "", "", False,
    ),
    "continuity": ("soon", "missed-appointments; repeated-moves", "", "", False),
    "look-at-reports": ("soon", "repeated-reports", "", "", False),
    "trust-concern": (
        "soon", "no-sign-noticed; still-worried = yes",
        f"{DANGER}; safe-tonight = no; consent = yes; {CALM}", "still-worried = yes", False,
    ),
    "record-safely": (
        "soon", "always", "",
        f"records-seen = yes, unsure; controlled-papers; {CHILD}; escort = insists", False,
    ),
    "consult": ("self", "consulted = not-yet, –", f"{CALM}; {UNNAMED}", "", False),
    "debrief": ("self", "own-support = not-yet, –", "", "", False),
    "take-a-moment": ("self", "always", "", "", False),
}  # fmt: skip

# When a helper is named, by the brief's letters; no letter: always.
WHEN = {
    "A": "whom = close, unsure, – & minor = no, –",
    "B": "minor = no, –",
    "C": "whom = close & minor = no, –",
    "K": f"{CHILD}; children = yes, unsure",
    "T": DANGER,
    "W": "whom = work, other & minor = no, –",
    "Y": CHILD,
    "work": "no-pay; whom = work",
}
HELPERS = {
    "call-emergency": "emergency-112",
    "child-now": "emergency-social-services",
    "child-welfare": "emergency-social-services",
    "assess-threat": "emergency-social-services (K), nollalinja (C), assistance-system",
    "safe-place": "emergency-social-services, shelters (A), nollalinja (A), assistance-system",
    "before-journey": "emergency-112 (T), emergency-social-services (K), assistance-system, sopu (B), "
    "monika-crisis (B)",
    "safety-plan": "nollalinja (A), assistance-system (B), mll-116111 (Y), sopu (C), monika-crisis (A)",
    "contacts-memory": "nollalinja (A), assistance-system (W), mll-116111 (Y)",
    "propose": "assistance-system",
    "child-proposal": "assistance-system",
    "consult-unnamed": "assistance-system, riku-116006, monika-crisis (B), pro-tukipiste (B)",
    "consult": "assistance-system, riku-116006, monika-crisis (B), pro-tukipiste (B)",
    "support-police": "riku-116006, refugee-advice-centre, police-trafficking",
    "legal-help": "refugee-advice-centre, riku-116006, osh-authority (work)",
}
SETTLES = {
    "tell-rights": {"rights-told": "yes"},
    "give-contacts": {"contacts-given": "yes"},
    "next-meeting": {"meeting": "yes"},
    "consult": {"consulted": "yes"},
    "consult-unnamed": {"consulted": "yes"},
    "debrief": {"own-support": "yes"},
}
LINKS = {
    "propose": "https://ihmiskauppa.fi/",
    "basic-needs": "/contacts/",
    "give-contacts": "/contacts/",  # beyond the brief: its text says that the numbers are there
}
TELLING = "alone escort whom threat safe-tonight minor children consent police records-seen"
STRIPS = "call-emergency child-now see-alone change-interpreter assess-threat escort-outside"
SAY = (
    "see-alone escort-outside change-interpreter assess-threat ask-safety tell-rights ask-consent "
    "give-contacts next-meeting respect-no safe-channel child-welfare pace-limits pace-open"
)

# Closed for good, though old pages still print them: number and the day of the source.
CLOSED = {
    "09 2525 0113": "2026-03-24",
    "09 2525 0114": "2026-03-24",
    "09 2525 0115": "2026-03-24",
    "09 692 2304": "2017-03-22",
    "0800 98 800": None,
    "0203 16116": None,
}

UNANSWERED = "–"
WHOLE = ("always", "no-sign-noticed")


def rows(words: str) -> list[dict[str, Any]]:
    """Rows in the notation of the brief, in the shape of a pack."""
    return [dict(_term(term) for term in row.split("&")) for row in words.split(";") if row.strip()]


def helpers(step: str) -> dict[str, list[dict[str, Any]]]:
    """Whom a step names, in order, each with its rows."""
    named = (each.strip().partition(" ") for each in HELPERS.get(step, "").split(",") if each)
    return {name: rows(WHEN[letter.strip("()")] if letter else "") for name, _space, letter in named}


def _term(words: str) -> tuple[str, Any]:
    subject, equals, answers = (part.strip() for part in words.partition("="))
    if equals:
        return subject, ["unanswered" if each == UNANSWERED else each for each in _parts(answers)]
    if subject in WHOLE:
        return subject, True
    if subject.startswith("!"):
        return subject[1:], ["not-noticed", "not-gone-through"]
    return subject, ["noticed"]


def _parts(words: str) -> Iterable[str]:
    return (each.strip() for each in words.split(","))


def read_step(row: tuple[str, str, str, str, bool]) -> dict[str, Any]:
    urgency, show, but_not, stress, alone = row
    return {
        "urgency": urgency,
        "show": rows(show),
        "but_not": rows(but_not),
        "stress": rows(stress),
        "alone": alone,
    }
