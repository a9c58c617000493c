"""How many of their branches the tests walk, a package at a time, and the floors below which none may fall.

`make coverage` runs the tests without a browser and gives this Coverage.py's report (its JSON) on standard
input. Coverage.py itself knows one floor only, for lines and branches of everything together.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TextIO

# In hundredths of all branches.
FLOORS = {"guidance/rules": 98, "guidance/publishing": 98, "interview": 98}


@dataclass
class Share:
    """How many branches there are and how many were walked, in a file or in a whole package."""

    name: str
    walked: int = 0
    branches: int = 0
    never_run: list[int] = field(default_factory=list)  # the lines of a file

    @property
    def hundredths(self) -> float:
        return 100 * self.walked / self.branches if self.branches else 100

    def __str__(self) -> str:
        return f"{self.name}: {self.hundredths:.1f} % ({self.walked} of {self.branches})"


def files_of(package: str, report: Mapping[str, Any]) -> list[Share]:
    """Every file of a package, whatever lies between."""
    return [
        Share(
            name,
            measured["summary"]["covered_branches"],
            measured["summary"]["num_branches"],
            measured["missing_lines"],
        )
        for name, measured in report["files"].items()
        if name.startswith(f"{package}/")
    ]


def whole(package: str, files: list[Share]) -> Share:
    return Share(package, sum(each.walked for each in files), sum(each.branches for each in files))


def lines_for(package: str, report: Mapping[str, Any]) -> Iterator[str]:
    """The package, and each of its files that by itself lies below the floor."""
    files = files_of(package, report)
    yield f"{whole(package, files)}, at least {FLOORS[package]} %"
    for each in sorted(files, key=lambda share: share.hundredths):
        if each.hundredths < FLOORS[package]:
            never = f"; never run: {', '.join(map(str, each.never_run))}" if each.never_run else ""
            yield f"    {each}{never}"


def below(report: Mapping[str, Any]) -> list[str]:
    """The packages below their floor; one without a branch has moved, and is below it too."""
    shares = (whole(package, files_of(package, report)) for package in FLOORS)
    return [share.name for share in shares if not share.branches or share.hundredths < FLOORS[share.name]]


def main(given: TextIO) -> int:
    report = json.load(given)
    for package in FLOORS:
        sys.stdout.writelines(f"{line}\n" for line in lines_for(package, report))
    if short := below(report):
        print(f"Below the floor: {', '.join(short)}.", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.stdin))
