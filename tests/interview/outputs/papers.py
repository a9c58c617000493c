"""What stands on a paper: its words, its title, its language, and the tags that say what each part is."""

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import DictionaryObject


class Read:
    """A PDF read back."""

    def __init__(self, paper: bytes):
        self.reader = PdfReader(io.BytesIO(paper))
        self.root = self.reader.trailer["/Root"]

    @property
    def words(self) -> str:
        """In the order in which they stand on the sides, on one line."""
        return " ".join(" ".join(side.extract_text() for side in self.reader.pages).split())

    def says(self, text: str) -> bool:
        """However its lines are broken."""
        return "".join(text.split()) in "".join(self.words.split())

    @property
    def sides(self) -> int:
        return len(self.reader.pages)

    @property
    def title(self) -> str:
        return self.reader.metadata.title

    @property
    def language(self) -> str:
        return self.root["/Lang"]

    @property
    def is_universally_accessible(self) -> bool:
        return b"pdfuaid:part>1<" in self.root["/Metadata"].get_data()

    @property
    def tags(self) -> list[str]:
        """In the order of reading."""
        return [*_tags(self.root["/StructTreeRoot"])]


def _tags(node: DictionaryObject) -> Iterator[str]:
    if "/S" in node:
        yield node["/S"].removeprefix("/")
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object()
        if isinstance(child, DictionaryObject):
            yield from _tags(child)
