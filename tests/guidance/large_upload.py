"""How much memory and time one upload of a given size takes, in a process of its own.

Run by ``desk/packs/test_pages``: ``python -m tests.guidance.large_upload BYTES LINE`` prints megabytes,
seconds and what the form said. The file is made while it is read, so that only the app's own memory counts.
"""

import sys
import time
from pathlib import Path

import django

import tests.environment  # noqa: F401 -- before the settings are read

django.setup()

from django.core.handlers.wsgi import WSGIRequest  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from guidance.desk.packs.pages import PackForm  # noqa: E402
from guidance.desk.packs.uploads import takes_a_file  # noqa: E402

HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="ours.yaml"\r\n\r\n'
TAIL = b"\r\n--x--\r\n"


class Made:
    """A body that repeats a line."""

    readline = None  # nobody reads a form by lines

    def __init__(self, size: int, line: bytes):
        self.length = len(HEAD) + size // len(line) * len(line) + len(TAIL)
        self.pieces = self._pieces(size // len(line), line)
        self.rest = b""

    def _pieces(self, lines: int, line: bytes):
        yield HEAD
        for _ in range(lines // 1000):
            yield line * 1000
        yield line * (lines % 1000)
        yield TAIL

    def read(self, size: int) -> bytes:
        while len(self.rest) < size and (piece := next(self.pieces, b"")):
            self.rest += piece
        given, self.rest = self.rest[:size], self.rest[size:]
        return given


def said_of(request) -> str:
    form = PackForm(request.POST, request.FILES)
    return "taken" if form.is_valid() else str(form.errors)


def main(size: int, line: bytes) -> None:
    body = Made(size, line)
    blank = RequestFactory().generic("POST", "/", b"x", "multipart/form-data; boundary=x")
    request = WSGIRequest(blank.META | {"CONTENT_LENGTH": str(body.length), "wsgi.input": body})
    began = time.monotonic()
    said = takes_a_file(said_of, lambda request: "too large")(request)
    took = time.monotonic() - began
    print(most_memory(), round(took, 1), said)


def most_memory() -> int:
    """Megabytes at most so far. The kernel's ``ru_maxrss`` would count the process that started this one."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2].encode() + b"\n")
