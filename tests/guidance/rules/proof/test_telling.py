"""Whom one may tell, and what is said to a client: what is not to be published of it."""

import pytest

from guidance.rules.additions import without_additions
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.proof.telling import telling_amiss
from guidance.rules.reading import read_guidance

from ..examples import built_in, small_pack, text

ADULT = {
    "id": "adult",
    "matter": "adult",
    "duty": "never",
    "ground": text("Laki."),
    "first": text("En kerro."),
}
CHILD = ADULT | {"id": "child", "matter": "child"}
DANGER = ADULT | {"id": "danger", "duty": "must", "case": text("Hengen vaara")}


def guidance_with(*cells: dict, for_client: dict | None = None):
    recipient = {"id": "boss", "origin": "card", "title": text("Työnantajalle"), "disclosures": [*cells]}
    milestone = {"id": "call", "origin": "card", "title": text("Puhelu"), "full": text("Soita.")}
    if for_client:
        milestone["for_client"] = for_client
    return read_guidance(small_pack() | {"recipients": [recipient], "milestones": [milestone]})


def amiss(*cells: dict, for_client: dict | None = None) -> list[tuple[str, str]]:
    """(kind, place) of all that is amiss with one recipient and one milestone in the small guidance."""
    guidance = guidance_with(*cells, for_client=for_client)
    found = [*telling_amiss(guidance)]
    assert {*found} <= {*publish_problems(guidance)}
    return [(problem.kind, str(problem.place)) for problem in found]


CELL = "recipients/boss/disclosures"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([ADULT, CHILD], []),
        ([ADULT, DANGER, CHILD], []),
        ([ADULT], [("nothing-told", "recipients/boss")]),
        ([], [("nothing-told", "recipients/boss")] * 2),
        ([ADULT, CHILD, ADULT | {"id": "again", "duty": "may"}], [("doubled-case", f"{CELL}/again/case")]),
        ([ADULT, CHILD, DANGER, DANGER | {"id": "again", "case": text("hengen  vaara")}],
         [("doubled-case", f"{CELL}/again/case")]),
        ([ADULT, DANGER, DANGER | {"id": "child", "matter": "child"}], []),
        ([ADULT | {"confirmed_by": "Lakimies"}, CHILD], [("half-confirmed", f"{CELL}/adult/confirmed_by")]),
        ([ADULT, CHILD | {"confirmed_on": "2026-11-29"}], [("half-confirmed", f"{CELL}/child/confirmed_by")]),
        ([ADULT | {"confirmed_by": "Lakimies", "confirmed_on": "2026-11-29"}, CHILD], []),
    ],
)  # fmt: skip
def test_a_cell_is_there_once_for_each_matter_and_confirmed_with_name_and_day(cells, found):
    assert amiss(*cells) == found


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ({"fi": "Olet ihmiskaupan kohteena."}, "fi"),
        ({"fi": "Et ole Uhri."}, "fi"),
        ({"fi": "Epäilty ei kuule."}, "fi"),
        ({"fi": "Rikosuhripäivystys neuvoo."}, ""),
        ({"fi": "Ei.", "sv": "Du är ett offer."}, "sv"),
        ({"fi": "Ei.", "sv": "Offentlig hjälp, i så fall."}, ""),
        ({"fi": "Ei.", "en": "In case you want it, in your case too."}, "en"),
        ({"fi": "Ei.", "en": "In case you want it."}, ""),
        ({"fi": "Ei.", "se": "victim"}, ""),
    ],
)
def test_the_four_words_are_never_said_to_a_client(words, language):
    said = [("word-never-to-a-client", f"milestones/call/for_client/{language}")] if language else []
    assert amiss(ADULT, CHILD, for_client=words) == said
    said = [("word-never-to-a-client", f"{CELL}/adult/first/{language}")] if language else []
    assert amiss(ADULT | {"first": words}, CHILD) == said


def test_a_milestone_lacks_the_words_of_a_language_that_is_required_only_once_it_has_any():
    def missing(for_client):
        pack = small_pack() | {"required_languages": ["fi", "sv"]}
        milestone = {"id": "call", "origin": "card", "title": text("Puhelu"), "full": text("Soita.")}
        guidance = read_guidance(pack | {"milestones": [milestone | for_client]})
        return {str(each.place) for each in publish_problems(guidance) if "milestones" in str(each.place)}

    assert missing({}) == {"milestones/call/title", "milestones/call/full"}
    assert "milestones/call/for_client" in missing({"for_client": text("Soitan.")})


def test_the_case_that_holds_otherwise_is_read_last():
    (boss,) = guidance_with(ADULT, DANGER, CHILD).recipients
    assert [each.id for each in boss.about("adult")] == ["danger", "adult"]
    assert [each.id for each in boss.about("child")] == ["child"]


def test_the_built_in_ones_may_be_published_and_leave_with_the_additions():
    assert len(built_in().recipients) == 9
    assert list(telling_amiss(built_in())) == []
    bare = without_additions(built_in())
    assert bare.recipients == bare.milestones == ()
