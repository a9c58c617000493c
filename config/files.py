"""Files of the app's own that are written whole: whoever reads one meanwhile sees all of it or none."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes, changed_at: int | None = None, durably: bool = False) -> None:
    """Write ``path`` aside, for its owner only, and rename it; ``changed_at`` in nanoseconds, or now.

    ``durably``: a power cut right afterwards takes none of it.

    The name aside is made up each time, so that two who write at once do not meet.
    """
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            if durably:
                file.flush()
                os.fsync(file.fileno())
        if changed_at is not None:
            os.utime(aside, ns=(changed_at, changed_at))
        os.replace(aside, path)
    except BaseException:
        os.unlink(aside)
        raise
