"""Texts as a paper takes them."""

from guidance.rules.shapes import Text
from interview.outputs.texts import rich


def test_paragraphs_lists_and_bold_come_through_and_nothing_else():
    text = Text((("fi", "Ensin **tärkein**\nsamaan jatkoon.\n\n- yksi\n- kaksi\n\n1. <b>toka</b>"),))
    paragraph, bullets, numbers = rich(text)["blocks"]
    assert [(run["words"], run["strong"]) for run in paragraph["runs"]] == [
        ("Ensin ", False),
        ("tärkein", True),
        (" samaan jatkoon.", False),
    ]
    assert (bullets["kind"], len(bullets["items"])) == ("list", 2)
    assert numbers["kind"] == "numbered"
    assert numbers["items"][0][0]["runs"] == [{"words": "<b>toka</b>", "strong": False}]
