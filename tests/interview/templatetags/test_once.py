"""A part that is the same for everybody is drawn once, and nothing of anybody's gets into it."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.template import Context, Template
from django.utils import translation

from guidance.models import Point
from guidance.publishing.editions import guidance_of, publish
from guidance.rules.shapes import Text
from interview.templatetags import once
from interview.walk.ways import Link
from tests.markup import part, parts, words

SAID = "Kanarialintu lauloi aidan takana."


@pytest.fixture(autouse=True)
def nothing_is_drawn_yet():
    once._drawn.cache_clear()


def drawn(template_name: str, **context) -> str:
    given = " ".join(f"{name}={name}" for name in context)
    tag = f'{{% load once %}}{{% once "interview/{template_name}" {given} %}}'
    return Template(tag).render(Context({"request": "the page's own", **context}))


@pytest.fixture
def stage(edition):
    return guidance_of(edition).stages[0]


def test_a_part_is_drawn_once_for_what_it_is_given(stage):
    assert drawn("_points_and_areas.html", stage=stage, reading="short") == drawn(
        "_points_and_areas.html", stage=stage, reading="short"
    )
    assert (once._drawn.cache_info().hits, once._drawn.cache_info().misses) == (1, 1)


def test_each_language_has_its_own(stage):
    shown = {}
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            shown[language] = drawn("_points_and_areas.html", stage=stage, reading="short")
    assert len({*shown.values()}) == 3
    assert stage.points[0].short.in_language("sv")[0] in shown["sv"]


def test_each_way_of_reading_has_its_own(stage):
    assert '<details class="point" open>' not in drawn("_points_and_areas.html", stage=stage, reading="short")
    assert '<details class="point" open>' in drawn("_points_and_areas.html", stage=stage, reading="full")


def test_the_same_id_with_another_text_is_drawn_anew(stage):
    drawn("_points_and_areas.html", stage=stage, reading="short")
    first = replace(stage.points[0], short=Text((("fi", "Aivan toinen kohta"),)))
    changed = replace(stage, points=(first, *stage.points[1:]))
    assert "Aivan toinen kohta" in drawn("_points_and_areas.html", stage=changed, reading="short")


def test_an_interview_shows_its_own_edition_whatever_was_drawn_of_another(edition, worker_client, begin):
    older = begin(worker_client)
    point = Point.objects.order_by("stage__position", "position").first()
    was, point.short = point.short["fi"], {**point.short, "fi": "Aivan toinen kohta"}
    point.save()
    publish()
    newer = begin(worker_client)
    for _again in range(2):
        for interview, says in ((older, was), (newer, "Aivan toinen kohta")):
            page = worker_client.get(f"/i/{interview.pk}/1/")
            assert says in words(part(page, ".points"))
            assert (says == was) == (was in words(part(page, ".points")))


def test_company_and_alone_are_shown_each_their_own(worker_client, at):
    for version, (answer, may_choose) in enumerate([("yes", True), ("no", False), ("yes", True)]):
        worker_client.post(at(1), {"version": version, "check-alone": answer})
        assert bool(parts(worker_client.get(at(1)), "#reading")) == may_choose


@pytest.mark.parametrize("of_somebody", [SAID, User(pk=1), ("threat", "yes"), Link("/i/1/"), 7])
def test_what_is_not_the_same_for_everybody_is_refused(of_somebody):
    with pytest.raises(TypeError, match="not the same for everybody"):
        drawn("_say.html", about=of_somebody)
    assert once._drawn.cache_info().currsize == 0


def test_a_part_sees_nothing_of_the_page_it_stands_on(stage, monkeypatch):
    seen = {}

    class Spy:
        def render(self, context, request=None):
            seen.update(context, is_given_a_request=request)
            return ""

    monkeypatch.setattr(once, "get_template", lambda name: Spy())
    drawn("_points_and_areas.html", stage=stage)
    assert seen == {"stage": stage, "is_given_a_request": None}
