"""How the house is built, in figures: `python -m tools.figures` prints them for the checkout it stands in.

Modules, functions and templates are counted as they are written; nothing of the project is run. Tests,
migrations, settings of formats and catalogs are left out where they would only dilute a figure.
"""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("config", "guidance", "interview", "tools")
LONG_LINE = 120  # columns of a template
LOOKED_UP = ("getattr", "hasattr")


def modules() -> list[Path]:
    """Every module of the rooms, as git knows it."""
    return [path for path in tracked("*.py") if path.parts[0] in ROOMS and "migrations" not in path.parts]


def tracked(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [Path(line) for line in listed.splitlines() if (ROOT / line).exists()]


def lines_of(path: Path) -> list[str]:
    return (ROOT / path).read_text(encoding="utf-8").splitlines()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse("\n".join(lines_of(path)))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def spread(sizes: Iterable[int]) -> str:
    """Median, 95th in a hundred, and the largest."""
    sizes = sorted(sizes)
    return f"median {median(sizes):g}, 95th {quantiles(sizes, n=20)[-1]:.0f}, largest {sizes[-1]}"


def by_folder(paths: Iterable[Path]) -> Counter[str]:
    """How many modules a folder has; one that only introduces its folder is none."""
    return Counter(str(path.parent) for path in paths if path.name != "__init__.py")


def mirrored(paths: Iterable[Path]) -> tuple[int, int]:
    """How many test modules stand where the module they test stands, of all outside the shared rooms."""
    tests = [path for path in tracked("tests/*test_*.py") if path.parts[1] in ROOMS]
    known = set(paths)
    at_home = [path for path in tests if tested_by(path) in known]
    return len(at_home), len(tests)


def tested_by(test: Path) -> Path:
    """tests/guidance/rules/test_proof.py -> guidance/rules/proof.py"""
    return Path(*test.parts[1:-1], test.name.removeprefix("test_"))


def calls(paths: Iterable[Path], names: tuple[str, ...]) -> int:
    return sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        for path in paths
        for node in ast.walk(ast.parse("\n".join(lines_of(path))))
    )


def report() -> Iterator[str]:
    paths = modules()
    folders = by_folder(paths)
    fullest = ", ".join(f"{folder} {many}" for folder, many in folders.most_common(5))
    yield f"modules: {sum(folders.values())} in {len(folders)} folders; fullest: {fullest}"
    yield f"lines a module: {spread(len(lines_of(path)) for path in paths if path.name != '__init__.py')}"
    sizes = (node.end_lineno - node.lineno + 1 for path in paths for node in functions(path))
    yield f"lines a function: {spread(sizes)}"
    at_home, tests = mirrored(paths)
    yield f"tests at mirrored paths: {at_home} of {tests} ({at_home / tests:.0%})"
    written = [line for path in tracked("templates/*.html") for line in lines_of(path)]
    long = sum(len(line) > LONG_LINE for line in written)
    yield f"template lines over {LONG_LINE} columns: {long} of {len(written)} ({long / len(written):.1%})"
    yield f"{' and '.join(LOOKED_UP)}: {calls(paths, LOOKED_UP)}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report())
