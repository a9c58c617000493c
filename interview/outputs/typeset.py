"""Papers: PDF files set by Typst out of a template of ours (``papers/``) and a content of plain values.

A text is handed over as a value and is never markup, whoever wrote it. A template reads no file but its
neighbours. A paper is tagged, and says its title and its language (PDF/UA-1).
"""

import json
import re
import threading
import unicodedata
from pathlib import Path
from typing import Any, Literal

PAPERS = Path(__file__).parent / "papers"
LONGEST_WAIT = 10.0  # seconds, for the paper of somebody else
OF_THE_STANDARD = "PDF/UA-1 error"
LONG_WORD = re.compile(r"(\S{1000})(?=\S)")  # at 65,536 bytes without an end not the word breaks but Typst
GOES_ON = "\\1\u200b"

_one_at_a_time = threading.Lock()  # in each process: a paper takes a processor and some memory


class Busy(Exception):
    """Another paper took too long."""


class Broke(Exception):
    """Typst's own code did. It never says what was on the paper."""


def typeset(paper: str, content: dict[str, Any]) -> bytes:
    """The PDF of ``papers/<paper>.typ`` for the content: strings, numbers, truths, lists and dicts of them.

    Raises Busy after ``LONGEST_WAIT`` seconds of waiting for another paper.
    """
    if not _one_at_a_time.acquire(timeout=LONGEST_WAIT):
        raise Busy
    try:
        return _compiled(PAPERS / f"{paper}.typ", json.dumps(_printable(content)))
    finally:
        _one_at_a_time.release()


_shown: set[str] = set()  # fonts that are there stay; ones that lack may come


def can_show(letters: str) -> bool:
    """Whether the fonts here have all of these letters; while other papers keep everybody waiting, yes."""
    if letters in _shown or not _one_at_a_time.acquire(timeout=LONGEST_WAIT):
        return True
    try:
        content = json.dumps(_printable({"letters": letters}))
        found = _to_the_standard(PAPERS / "letters.typ", content) is not None
    finally:
        _one_at_a_time.release()
    if found:
        _shown.add(letters)
    return found


def _compiled(template: Path, content: str) -> bytes:
    """Of the standard, but for a text in letters that no font here has, or that the standard does not take.

    Those letters are empty boxes then, and the rest is read as ever.
    """
    return _to_the_standard(template, content) or _set(template, content, None)


def _to_the_standard(template: Path, content: str) -> bytes | None:
    """None of a text in letters that no font here has, which the standard forbids."""
    import typst  # 40 MB that a process does without until somebody asks for a paper

    try:
        return _set(template, content, "ua-1")
    except typst.TypstError as error:
        if OF_THE_STANDARD not in str(error):
            raise
        return None


def _set(template: Path, content: str, standard: Literal["ua-1"] | None) -> bytes:
    import typst

    try:
        return typst.compile(
            str(template),
            root=str(PAPERS),
            format="pdf",
            sys_inputs={"content": content},
            pdf_standards=standard,
        )
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        # A panic is no Exception: no page would answer, and the log would have a piece of the text.
        raise Broke from None


def _printable(value: Any) -> Any:
    """Without what has no form on paper: control characters, and marks that turn the order of letters.

    A word without an end may go on below.
    """
    if isinstance(value, str):
        shown = "".join(letter for letter in value if letter == "\n" or not _has_no_form(letter))
        return LONG_WORD.sub(GOES_ON, shown)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return value


TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
OF_A_FILE = "\ufeff"  # stands at its beginning and comes along with what is copied; the standard refuses it
NO_LETTERS = ("Cc", "Cs", "Co", "Cn")


def _has_no_form(letter: str) -> bool:
    return letter in TURNING or letter == OF_A_FILE or unicodedata.category(letter) in NO_LETTERS
