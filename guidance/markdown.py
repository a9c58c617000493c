"""What a guidance text may hold beside words: paragraphs, lists and bold. Pages and papers read it alike."""

from markdown_it import MarkdownIt

# Nothing else: no HTML, no links, no headings, no images. What else there is stands as it was typed.
MARKDOWN = MarkdownIt("zero", {"html": False}).enable(["list", "emphasis", "paragraph"])
