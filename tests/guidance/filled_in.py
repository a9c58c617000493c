"""A form of a page as a browser would send it back, untouched."""

from html.parser import HTMLParser

Sent = dict[str, list[str]]


def form_on(html: str, identifier: str) -> Sent:
    """What the form with this id sends when nobody changes anything; without its buttons."""
    reader = _Reader(identifier)
    reader.feed(html)
    assert reader.found, f"no form {identifier} on the page"
    return reader.sent


class _Reader(HTMLParser):
    def __init__(self, identifier: str):
        super().__init__()
        self.identifier, self.found, self.inside = identifier, False, False
        self.sent: Sent = {}
        self.select = self.textarea = None

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag == "form":
            self.inside = said.get("id") == self.identifier
            self.found |= self.inside
        if not self.inside or "disabled" in said:
            return
        if tag == "input":
            self._meet_input(said)
        elif tag == "select":
            self.select = (said["name"], "multiple" in said, [], [])
        elif tag == "option":
            _name, _multiple, options, chosen = self.select
            options.append(said["value"])
            if "selected" in said:
                chosen.append(said["value"])
        elif tag == "textarea":
            self.textarea = (said["name"], [])

    def handle_data(self, data):
        if self.textarea:
            self.textarea[1].append(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select" and self.select:
            name, multiple, options, chosen = self.select
            self._send(name, *(chosen if chosen or multiple else options[:1]))
            self.select = None
        elif tag == "textarea" and self.textarea:
            name, words = self.textarea
            self._send(name, "".join(words).removeprefix("\n").replace("\n", "\r\n"))
            self.textarea = None

    def _meet_input(self, said):
        kind = said.get("type", "text")
        if kind in ("submit", "button") or (kind in ("checkbox", "radio") and "checked" not in said):
            return
        self._send(said["name"], said.get("value") or ("on" if kind == "checkbox" else ""))

    def _send(self, name, *values):
        self.sent.setdefault(name, []).extend(values)
