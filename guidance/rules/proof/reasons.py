"""Every reason not to publish a guidance, in one list."""

from __future__ import annotations

from dataclasses import dataclass

from ..conditions import Answers
from ..expectations import broken_expectations
from ..problems import Problem
from ..shapes import Guidance
from .completeness import lacking
from .safety_rules import broken_rules


@dataclass(frozen=True)
class Reason:
    """Why a guidance cannot be published, and answers with which anybody can see it, if there are."""

    problem: Problem
    answers: Answers | None = None


def publish_problems(guidance: Guidance) -> list[Problem]:
    """Every reason not to publish a guidance: what it lacks, safety rules and expectations it breaks."""
    return [reason.problem for reason in reasons_not_to_publish(guidance)]


def reasons_not_to_publish(guidance: Guidance) -> list[Reason]:
    """The same, each with the answers that show it where there are such; what is unsafe stands first.

    Then what the editors' own examples show, and what lacks comes last: it is seen wherever it lacks.
    """
    return [
        *(Reason(broken.problem, broken.answers) for broken in broken_rules(guidance)),
        *(Reason(problem) for problem in broken_expectations(guidance)),
        *(Reason(problem) for problem in lacking(guidance)),
    ]
