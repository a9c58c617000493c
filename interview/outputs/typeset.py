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
WORD = re.compile(r"\S+")
LONGEST_WORD = 1000  # letters: at 65,536 bytes without an end not the word breaks but Typst

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


def _compiled(template: Path, content: str) -> bytes:
    """Of the standard, but for a text in letters that no font here has, or that the standard does not take.

    Those letters are empty boxes then, and the rest is read as ever.
    """
    import typst  # 40 MB that a process does without until somebody asks for a paper

    def compiled(standard: Literal["ua-1"] | None) -> bytes:
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

    try:
        return compiled("ua-1")
    except typst.TypstError as error:
        if OF_THE_STANDARD not in str(error):
            raise
        return compiled(None)


def _printable(value: Any) -> Any:
    """Without what has no form on paper: control characters, and marks that turn the order of letters.

    A word without an end may go on below.
    """
    if isinstance(value, str):
        shown = "".join(letter for letter in value if letter == "\n" or not _has_no_form(letter))
        return WORD.sub(_that_may_go_on, shown)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return value


def _that_may_go_on(word: re.Match[str]) -> str:
    starts = range(0, len(word[0]), LONGEST_WORD)
    return "\u200b".join(word[0][start : start + LONGEST_WORD] for start in starts)


TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
OF_A_FILE = "\ufeff"  # stands at its beginning and comes along with what is copied; the standard refuses it
NO_LETTERS = ("Cc", "Cs", "Co", "Cn")


def _has_no_form(letter: str) -> bool:
    return letter in TURNING or letter == OF_A_FILE or unicodedata.category(letter) in NO_LETTERS
