"""A page as a browser's helpers see it: the boxes one types into, and the words a translator would take."""

from html.parser import HTMLParser

NOT_TYPED_INTO = {"radio", "checkbox", "hidden", "submit", "button", "reset", "image"}
WITHOUT_END = {"br", "col", "hr", "img", "input", "link", "meta", "source", "use", "path", "wbr"}
ALSO_READ = ("placeholder", "title", "aria-label", "alt")


class Words(HTMLParser):
    """``boxes``: the attributes of each box one types into, by its name.

    ``translated``: all words, those in a box too, that a translator would take; ``spared``: those it leaves.
    """

    def __init__(self, page: str):
        super().__init__()
        self.boxes: dict[str, dict[str, str | None]] = {}
        self.translated = self.spared = ""
        self._inside: list[tuple[str, bool]] = [("", True)]  # element -> whether its words are translated
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        kind = said.get("type", "text") if tag == "input" else tag
        is_box = tag in ("input", "textarea") and kind not in NOT_TYPED_INTO
        if is_box:
            self.boxes[said["name"]] = said | {"type": kind}
        translates = {"no": False, "yes": True}.get(said.get("translate"), self._inside[-1][1])
        for read in (*ALSO_READ, "value") if is_box else ALSO_READ:
            self._take(said.get(read) or "", translates)
        if tag not in WITHOUT_END:
            self._inside.append((tag, translates))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in WITHOUT_END:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while len(self._inside) > 1 and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self._take(data, self._inside[-1][1])

    def _take(self, words: str, translates: bool) -> None:
        if translates:
            self.translated += f"{words}\n"
        else:
            self.spared += f"{words}\n"
