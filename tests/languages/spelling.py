"""The words that people read, language by language, and what Debian's spell checkers say of them."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from config.catalogs import SOURCE_LANGUAGE, read
from guidance.packs.files import BUILT_IN, read_pack_file
from tools.catalogs import extracted

PACKAGES = "voikko-fi libvoikko-dev hunspell hunspell-sv hunspell-en-gb"
CHECKERS = {
    "fi": ["voikkospell", "-d", "fi"],
    "sv": ["hunspell", "-d", "sv_FI", "-l", "-i", "utf-8"],
    "en": ["hunspell", "-d", "en_GB", "-l", "-i", "utf-8"],
}
REVIEWED = Path(__file__).parent / "reviewed_words"

# Placeholders, addresses and codes.
NOT_WORDS = re.compile(
    r"%\(\w+\)\w*|\S*[@/]\S*|\b[\w-]+\.(?:fi|org|com|yaml|po)\b"
    r"|[a-z]+(?:-[a-z0-9]+)*(?==)|\{\w+\}"
)
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def words(language: str) -> list[str]:
    """Every word of the built-in guidance and the interface, as often as it stands there."""
    return [
        word for text in texts(language) for word in WORD.findall(NOT_WORDS.sub(" ", text)) if len(word) > 1
    ]


def texts(language: str) -> Iterator[str]:
    yield from _guidance(read_pack_file(BUILT_IN), language)
    catalog = extracted() if language == SOURCE_LANGUAGE else read(language)
    for message in catalog:
        if message.id:
            said = message.id if language == SOURCE_LANGUAGE else message.string
            yield from (said,) if isinstance(said, str) else said


def unknown(language: str, found: list[str]) -> set[str]:
    """The words that neither the checker knows nor the reviewed list holds."""
    command = CHECKERS[language]
    assert shutil.which(command[0]), f"The spelling tests need Debian's packages: {PACKAGES}"
    distinct = sorted(set(found))
    said = subprocess.run(
        command, input="\n".join(distinct), capture_output=True, encoding="utf-8", check=True
    )
    lines = said.stdout.splitlines()
    wrong = {line[3:] for line in lines if line.startswith("W: ")} if language == "fi" else set(lines)
    return wrong - reviewed(language)


def reviewed(language: str) -> set[str]:
    lines = (REVIEWED / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def _guidance(node, language: str) -> Iterator[str]:
    if isinstance(node, list):
        for entry in node:
            yield from _guidance(entry, language)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == language and isinstance(value, str):
                yield value
            else:
                yield from _guidance(value, language)
