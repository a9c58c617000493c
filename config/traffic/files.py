"""The files that pages load. Whatever lies in their folder besides is nobody's to read."""

from pathlib import PurePath
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware

MANIFEST = "staticfiles.json"  # Django's own notes; ours begin with a dot


class OurFiles(WhiteNoiseMiddleware):
    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        name = PurePath(url).name
        if not name.startswith(".") and name != MANIFEST:
            super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
