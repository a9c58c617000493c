"""What the Makefile says in lines of its own and the settings say too."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).parent.parent


def test_every_page_is_walked_in_every_language():
    walked = re.findall(r"every-page-in-(\w+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert sorted(walked) == sorted(language for language, _ in settings.LANGUAGES)
