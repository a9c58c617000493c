"""Texts of the guidance as a paper takes them: values, with the language that they are in."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import get_language
from markdown_it.tree import SyntaxTreeNode

from guidance.markdown import MARKDOWN
from guidance.rules.shapes import Text
from interview.sheet.fields import Words

LISTS = {"bullet_list": "list", "ordered_list": "numbered"}


def words(text: Words) -> dict[str, str]:
    """Of one line, in the reader's language or, where it has none, in the one that it falls back to."""
    if not isinstance(text, Text):
        return {"words": str(text), "lang": reader()}
    said, language = text.in_language(reader())
    return {"words": said, "lang": language}


def rich(text: Text) -> dict[str, Any]:
    """With its paragraphs and lists, each of runs of words that may be strong."""
    said, language = text.in_language(reader())
    return {"blocks": _blocks(SyntaxTreeNode(MARKDOWN.parse(said)).children), "lang": language}


def reader() -> str:
    return (get_language() or "fi").partition("-")[0]


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> list[dict[str, Any]]:
    return [
        {"kind": LISTS[node.type], "items": [_blocks(item.children) for item in node.children]}
        if node.type in LISTS
        else {"kind": "paragraph", "runs": list(_runs(node, strong=False))}
        for node in nodes
    ]


def _runs(node: SyntaxTreeNode, strong: bool) -> Iterator[dict[str, Any]]:
    if node.type == "text":
        yield {"words": node.content.replace("\n", " "), "strong": strong}
    else:
        for child in node.children:
            yield from _runs(child, strong or node.type == "strong")
