"""Taking one file from a form without a byte of it touching the disk.

No page takes files (``FILE_UPLOAD_HANDLERS`` is empty); the view that does sets its own handlers with
``takes_a_file``. What is too large is read past and let go, so that a browser gets an answer and not a
broken connection; what is far too large is not read at all.
"""

from collections.abc import Callable
from io import BytesIO
from math import inf

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.views.decorators.csrf import csrf_exempt

from guidance.packs.files import LARGEST

FIELD = "file"
READ_PAST = 100_000_000  # bytes of a request; beyond that nobody waits for an answer
PIECE = 65_536


class OneInMemory(FileUploadHandler):
    """Keeps the first file of the field, up to ``LARGEST`` bytes; a larger one comes empty, with its size."""

    chunk_size = PIECE

    def __init__(self, request=None):
        super().__init__(request)
        self.count = 0

    def new_file(self, field_name, *args, **kwargs):
        super().new_file(field_name, *args, **kwargs)
        self.count += field_name == FIELD
        self.wanted = field_name == FIELD and self.count == 1
        self.pieces: list[bytes] = []
        self.size = 0

    def receive_data_chunk(self, raw_data, start):
        self.size += len(raw_data)
        if self.wanted and self.size <= LARGEST:
            self.pieces.append(raw_data)
        else:
            self.pieces.clear()

    def file_complete(self, file_size):
        if not self.wanted:
            return None
        whole = BytesIO(b"".join(self.pieces))
        return InMemoryUploadedFile(whole, FIELD, self.file_name, self.content_type, file_size, self.charset)


def takes_a_file(view: Callable, too_large: Callable) -> Callable:
    """``view``, which checks its CSRF token itself, with a form that may bring a file.

    The handlers have to be set before anything reads the form, the middleware's CSRF check included. A form
    that is too large as a whole goes to ``too_large``, which changes nothing.
    """

    @csrf_exempt
    def taking(request, *args, **kwargs):
        if request.method == "POST":
            request.upload_handlers = [OneInMemory(request)]
            if _is_too_large(request):
                return too_large(request, *args, **kwargs)
        return view(request, *args, **kwargs)

    taking.largest_body = inf  # it looks itself, so that a person is told about the file
    return taking


def _is_too_large(request) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > READ_PAST:
        return True
    try:
        request.POST  # noqa: B018 -- reads the form
    except RequestDataTooBig:
        _read_past(request)
        return True
    return False


def _read_past(request) -> None:
    """Let go of the rest, so that the answer finds somebody listening."""
    stream = request._stream
    while stream.read(PIECE):
        pass
