"""Which room imports which, read from the code: `python -m tests.arrows` prints every room with its arrows.

A room is a folder, or a module that stands beside folders. Floors are counted from the ground: a room stands
one above the highest room that it imports.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOUSE = ("config", "guidance", "interview", "tools")
SHARED_ROOMS = ("config", "guidance", "interview")  # whose modules beside the folders are rooms of their own

Arrows = Mapping[str, frozenset[str]]


def imports_of(path: Path, root: Path = ROOT) -> set[str]:
    """Every module that a file names in an import, wherever in the file it stands; relative ones in full."""
    package = path.relative_to(root).parent.parts
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*above, *([node.module] if node.module else [])])
            names |= {start, *(f"{start}.{alias.name}" for alias in node.names)}
    return names


def modules() -> dict[str, Path]:
    """Every module of the house by its dotted name, but migrations and what only introduces a folder."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for top in HOUSE
        for path in sorted((ROOT / top).rglob("*.py"))
        if path.name != "__init__.py" and "migrations" not in path.parts
    }


def room_of(module: str, path: Path) -> str:
    folder = ".".join(path.relative_to(ROOT).parent.parts)
    return module if folder in SHARED_ROOMS else folder


def arrows() -> Arrows:
    """Room -> the rooms it imports, itself aside."""
    known = modules()
    rooms = {module: room_of(module, path) for module, path in known.items()}
    found = defaultdict(set)
    for module, path in known.items():
        found[rooms[module]] |= {rooms[name] for name in imports_of(path, ROOT) & rooms.keys()} - {
            rooms[module]
        }
    return {room: frozenset(named) for room, named in found.items()}


def circles(arrows: Arrows) -> list[tuple[str, ...]]:
    """Rooms that import each other, directly or by way of others."""
    reached = {room: _reached_from(room, arrows) for room in arrows}
    tied = {tuple(sorted(each for each in reached[room] if room in reached[each])) for room in arrows}
    return sorted(tied - {()})


def _reached_from(room: str, arrows: Arrows) -> set[str]:
    reached: set[str] = set()
    ahead = [*arrows.get(room, ())]
    while ahead:
        each = ahead.pop()
        if each not in reached:
            reached.add(each)
            ahead += arrows.get(each, ())
    return reached


def floors(arrows: Arrows) -> dict[str, int]:
    """Room -> its floor, the ground being 1. Only for a house without circles."""
    found: dict[str, int] = {}

    def floor(room: str) -> int:
        if room not in found:
            found[room] = 1 + max((floor(below) for below in arrows.get(room, ())), default=0)
        return found[room]

    for room in arrows:
        floor(room)
    return found


def drawn() -> Iterator[str]:
    """The house from the ground up, a line a room."""
    known = arrows()
    by_floor = sorted(floors(known).items(), key=lambda room: (room[1], room[0]))
    for room, floor in by_floor:
        yield f"{floor:2}  {room} -> {', '.join(sorted(known[room])) or 'nothing'}"
    yield f"{sum(map(len, known.values()))} arrows between {len(known)} rooms"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in drawn())
