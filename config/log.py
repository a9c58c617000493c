"""The log's own format: when, in which request, what happened and where, and never what anybody sent.

    2026-11-28T13:40:12+0200 ERROR django.request 4f0c81d2a97b stage builtins.ValueError: 500 Internal …

The request has a number that we made up (config/traffic/numbers.py), so that its lines are found together,
and the name of its route, never its address. What other people's code logs is told by its pattern alone:
what they would put into it may come from outside.
"""

import logging
import traceback
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any

from config.faults.reasons import reason

OUR_OWN = ("config", "guidance", "interview")
NOTHING = "-"

# The request that is being answered here.
request_at_work: ContextVar[Any] = ContextVar("request_at_work", default=None)


class WithoutValues(logging.Formatter):
    """An error is told by its type and the lines it passed, not by its message, which may quote an answer."""

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s %(number)s %(route)s %(error)s: %(told)s",
            datefmt="%Y-%m-%dT%H:%M:%S%z",
        )

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        request = getattr(record, "request", None) or request_at_work.get()
        asked_for = getattr(request, "resolver_match", None)
        record.number = getattr(request, "number", NOTHING)
        record.route = getattr(asked_for, "view_name", None) or NOTHING
        record.error = _name_of(record.exc_info[1]) if record.exc_info else NOTHING
        record.told = _told(record)
        return _on_one_line(super().formatMessage(record))

    def formatException(self, ei) -> str:  # noqa: N802 (logging's name)
        lines = []
        for error in _and_those_behind(ei[1]):
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            lines.append(_name_of(error))
        return "\n".join(lines)


def _told(record: logging.LogRecord) -> str:
    """What happened; of an answer its status, since Django's own words quote address and error."""
    if status := getattr(record, "status_code", None):
        return f"{status} {_phrase(status)}"
    if record.name.split(".")[0] in OUR_OWN:
        return record.getMessage()
    values = record.args if isinstance(record.args, tuple) else ()
    try:
        return str(record.msg) % tuple(value if isinstance(value, int) else "…" for value in values)
    except TypeError:  # a number of some other kind
        return str(record.msg)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return NOTHING


def _on_one_line(words: str) -> str:
    """Nobody adds a line of their own, or colours one: what is not to be printed is a space."""
    return "".join(sign if sign.isprintable() else " " for sign in words)


def _name_of(error: BaseException | None) -> str:
    """Its class, and what a database's error says of itself: django.db.utils.DataError(22001)."""
    if error is None:
        return NOTHING
    own = reason(error)
    return f"{type(error).__module__}.{type(error).__qualname__}" + (f"({own})" if own else "")


def _and_those_behind(error: BaseException | None) -> list[BaseException]:
    """The error and what led to it; a chain may come round to its beginning."""
    chain: list[BaseException] = []
    while error is not None and not any(error is known for known in chain):
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain
