"""A link in an interview is a button in practice, with the same words in it."""

import pytest
from django.template import Context, Template

from interview.walk.ways import Link

TO_SIGNS = Link("/i/1/signs/#m3")
TO_SIGNS_IN_PRACTICE = Link("/try/?draft#m3", page="signs")


def drawn(tag: str, **context) -> str:
    return Template(f"{{% load ways %}}{tag}{{{{ words }}}}{{% endlink %}}").render(Context(context))


def test_an_interview_is_walked_by_links():
    link = drawn("{% link to %}", to=TO_SIGNS, words="Tom & Jerry")
    assert link == '<a href="/i/1/signs/#m3">Tom &amp; Jerry</a>'


def test_practice_is_walked_by_buttons_that_name_the_page():
    button = drawn("{% link to %}", to=TO_SIGNS_IN_PRACTICE, words="Merkit")
    attributes = 'type="submit" name="go" value="signs" formaction="/try/?draft#m3"'
    assert button == f"<button {attributes}>Merkit</button>"


@pytest.mark.parametrize("to", [TO_SIGNS, TO_SIGNS_IN_PRACTICE])
def test_it_says_that_one_is_there_already(to):
    assert "aria-current" not in drawn("{% link to %}", to=to)
    assert ' aria-current="page">' in drawn("{% link to %}", to=to, page_link=to)
    assert "aria-current" not in drawn("{% link to %}", to=to, page_link=Link("/elsewhere/"))
