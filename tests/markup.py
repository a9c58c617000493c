"""What a page says, asked of it by CSS selectors: the tests read HTML with a parser."""

from django.http import HttpResponse
from selectolax.lexbor import LexborHTMLParser, LexborNode

Page = HttpResponse | bytes | str | LexborHTMLParser


def tree(page: Page) -> LexborHTMLParser:
    if isinstance(page, LexborHTMLParser):
        return page
    return LexborHTMLParser(page.content.decode() if isinstance(page, HttpResponse) else page)


def parts(page: Page | LexborNode, selector: str) -> list[LexborNode]:
    """All that the selector finds, in the page's order."""
    return (page if isinstance(page, LexborNode) else tree(page)).css(selector)


def part(page: Page | LexborNode, selector: str) -> LexborNode:
    """The first that the selector finds; there has to be one."""
    found = parts(page, selector)
    assert found, f"nothing on the page is {selector}"
    return found[0]


def words(page: Page | LexborNode, selector: str = "body") -> str:
    """What is read there, without markup, with single spaces; tags part words."""
    here = page if isinstance(page, LexborNode) else part(page, selector)
    return " ".join(here.text(separator=" ").split())


def joined_words(node: LexborNode) -> str:
    """The same as it stands in the markup: a tag within a word or before a full stop parts nothing."""
    return " ".join(node.text().split())


def attribute(page: Page | LexborNode, selector: str, name: str) -> str:
    """An attribute of the first that the selector finds."""
    return part(page, selector).attributes[name] or ""


def attributes(page: Page | LexborNode, selector: str, name: str) -> list[str]:
    """An attribute of each that the selector finds."""
    return [found.attributes[name] or "" for found in parts(page, selector)]


def steps(page: Page | LexborNode) -> list[str]:
    """The ids of the steps on a page, in their order."""
    return attributes(page, "[data-step]", "data-step")


def checked(page: Page | LexborNode, name: str) -> str | None:
    """The value of the box with this name that is ticked, None where none is."""
    ticked = attributes(page, f'input[name="{name}"][checked]', "value")
    return ticked[0] if ticked else None


def selected(page: Page | LexborNode, name: str) -> str:
    """The value of the option that is chosen in a select; "" where none is."""
    return next(iter(attributes(part(page, f'select[name="{name}"]'), "option[selected]", "value")), "")


def token(page: Page) -> str:
    """What a form sends along to show that it came from a page of the app."""
    return attribute(page, "input[name=csrfmiddlewaretoken]", "value")
