"""Where the app looks for a pattern, nobody can send words over which the looking takes for ever.

A pattern that is matched whole begins once. One that is searched for begins anew at every letter, and when it
can run far before it fails, twice the words take four times as long. So each search is in the table, with
why it does not.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.validators import RegexValidator

from guidance.models import stable_id

ROOT = Path(__file__).parents[1]
SEARCHES = {"findall", "finditer", "search", "sub", "subn"}
KNOWN = {
    ("config/pages/loaders.py", "DRAWING.sub"): "reads the app's own templates",
    ("config/pages/loaders.py", "NEVER_CHANGES.sub"): "reads the app's own templates",
    ("config/pages/loaders.py", "BEGINS_A_TAG.search"): "takes two letters at a time",
    ("config/stylesheets.py", "COMMENT.sub"): "reads the app's own style sheets",
    ("config/stylesheets.py", "IMPORT.sub"): "reads the app's own style sheets",
    ("config/stylesheets.py", "SPACE.sub"): "reads the app's own style sheets",
    ("config/stylesheets.py", "BESIDE_MARKS.sub"): "reads the app's own style sheets",
    ("config/stylesheets.py", "FOR_READERS.sub"): "reads the app's own scripts",
    (
        "interview/doors/passwords/refused.py",
        "re.findall",
    ): "whatever it begins it takes, to the end of the word",
    ("interview/doors/passwords/refused.py", "re.finditer"): "looks for plain words, in 1000 letters at most",
    (
        "guidance/desk/kit/finding/asked.py",
        "pattern.finditer",
    ): "looks for plain words, of 200 letters at most, or ends at the first digit that is another",
    (
        "guidance/desk/kit/finding/asked.py",
        "WORD.finditer",
    ): "whatever it begins it takes, to the end of the word",
    ("guidance/desk/publishing/marked.py", "WORD.findall"): "a run of spaces, or of what is none",
    ("interview/gallery/colours.py", "re.findall"): "reads the app's own style sheets",
    ("interview/outputs/typeset.py", "LONG_WORD.sub"): "whatever it begins it takes, to the end of the word",
    ("interview/sheet/fields.py", "re.sub"): "begins at the beginning alone, of 200 letters at most",
    ("guidance/rules/proof/letters.py", "UNFIT.search"): "takes one letter at a time",
    (
        "guidance/rules/proof/telling.py",
        "BEGINS[language].search",
    ): "looks for plain words, each at the beginning of one",
    ("guidance/rules/warnings.py", "re.search"): "looks for plain words, each at the beginning of one",
    ("guidance/rules/numbers.py", "DIGIT.search"): "takes one letter at a time",
    ("guidance/rules/numbers.py", "NOT_DIGITS.sub"): "takes one letter at a time",
    ("guidance/rules/numbers.py", "pattern.search"): "ends at the first digit that is another",
    ("guidance/rules/numbers.py", "pattern.sub"): "ends at the first digit that is another",
    ("guidance/rules/numbers.py", "gap.sub"): "of many spaces one is left before it looks at each",
    (
        "guidance/translating/po_files.py",
        "QUOTED.finditer",
    ): "whatever it begins it takes, to the end of the line",
}


def searches() -> Iterator[tuple[str, str]]:
    """Each search for a pattern: its file, and what is written there."""
    for room in ("config", "guidance", "interview"):
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in SEARCHES:
                    yield str(file.relative_to(ROOT)), ast.unparse(node)


def test_a_pattern_is_matched_whole_or_the_table_says_why_its_search_is_short():
    assert set(searches()) == KNOWN.keys()


def test_what_a_form_checks_with_a_pattern_begins_at_the_beginning_alone():
    fields = (field for model in apps.get_models() for field in model._meta.fields)
    checks = (each for field in fields for each in field.validators if isinstance(each, RegexValidator))
    patterns = {check.regex.pattern for check in checks}
    assert stable_id.regex.pattern in patterns
    assert all(pattern.startswith(("^", "\\A")) for pattern in patterns)
