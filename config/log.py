"""The log's own format: what happened and where, and never what anybody typed."""

import logging
import re
import traceback

QUERY = re.compile(r"\?\S+")


class WithoutValues(logging.Formatter):
    """An error is told by its type and the lines it passed, not by its message, which may quote an answer."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        return QUERY.sub("?…", super().formatMessage(record))

    def formatException(self, ei) -> str:  # noqa: N802 (logging's name)
        lines = []
        for error in _and_those_behind(ei[1]):
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
        return "\n".join(lines)


def _and_those_behind(error: BaseException | None) -> list[BaseException]:
    """The error and what led to it; a chain may come round to its beginning."""
    chain: list[BaseException] = []
    while error is not None and not any(error is known for known in chain):
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain
