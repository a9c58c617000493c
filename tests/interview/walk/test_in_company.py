"""What someone over the worker's shoulder may read on the way through an interview."""

import pytest

from guidance.models import Step
from guidance.publishing.editions import publish
from tests.markup import attribute, part, parts, words

HTMX = {"HX-Request": "true"}
FETCH, NUMBER = "Hae työpari nyt. Jatketaan hetken kuluttua.", "#do-now .strip-row > a[href='tel:112']"


@pytest.fixture
def stage(worker_client, at):
    """A stage as it is shown now: stage(2)."""
    return lambda number: worker_client.get(at(number))


@pytest.fixture
def late(worker_client, at):
    """What a field that saves itself on a stage brings, where ``shown`` stands in the strip."""

    def late(shown, version, **answers):
        fields = {name.replace("_", "-"): value for name, value in answers.items()}
        fields |= {"version": version, "shown": shown}
        return worker_client.post(at(2), fields, headers=HTMX)

    return late


def strip(page):
    return words(page, "#do-now-title").removeprefix("Ensin: ")


def test_the_strip_shows_its_own_line_with_the_number_beside_it(save, stage):
    save(2, {"check-threat": "yes"})
    for number in (1, 2, 3, 4, "signs"):
        assert strip(stage(number)) == FETCH
        assert words(part(stage(number), NUMBER)) == "Hätäkeskus 112"


def test_in_company_the_strip_is_its_line_alone_and_the_rest_one_tap_away(save, stage):
    save(2, {"check-threat": "yes", "check-interpreter": "companion"})
    page = stage(2)
    assert words(page, "#do-now .strip-row") == f"Ensin: {FETCH} {words(page, '#do-now details')}"
    assert not parts(page, NUMBER)
    assert parts(page, "#do-now details:not([open]) a[href='tel:112']")
    assert "hälyt" in words(page, "#do-now details").lower()


def test_a_step_without_a_strip_text_shows_a_line_that_says_nothing(edition, save, stage):
    Step.objects.filter(identifier="call-emergency").update(strip={})
    publish()
    save(2, {"edition": "newest", "check-threat": "yes"})
    assert strip(stage(2)) == "Katso koonti"


def test_when_company_comes_the_number_leaves_the_strip_that_stands_there(late, stage):
    late("", 0, check_threat="yes")
    shown = attribute(stage(2), "#do-now [name=shown]", "value")
    came = late(shown, 1, check_interpreter="companion")
    assert strip(came) == FETCH
    assert not parts(came, NUMBER)
    shown = attribute(stage(2), "#do-now [name=shown]", "value")
    assert late(shown, 2, note_safety="Odottaa.").status_code == 204
    assert parts(late(shown, 3, check_interpreter="app"), NUMBER)
