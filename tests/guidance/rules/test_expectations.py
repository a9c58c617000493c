"""The editors' example cases: run on the guidance they stand in, each flaw told by its kind and place."""

import pytest

from guidance.rules.expectations import broken_expectations
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.reading import read_guidance

from .examples import built_in_pack

THREAT = {"checks": {"threat": "yes"}}


def broken(**case):
    expectation = {"id": "one", "title": {"fi": "Yksi"}} | case
    guidance = read_guidance(built_in_pack() | {"expectations": [expectation]})
    return [(each.kind, str(each.place), *each.known.values()) for each in broken_expectations(guidance)]


def test_an_example_that_comes_out_as_it_says_is_no_problem():
    assert (
        broken(checks={"interpreter": "companion"}, steps=["change-interpreter"], not_steps=["propose"]) == []
    )


def test_the_first_step_an_order_what_waits_and_a_helper_can_hold():
    assert (
        broken(
            checks={"threat": "yes", "alone": "no"},
            first_step="call-emergency",
            in_order=["call-emergency", "record-safely"],
            helpers={"call-emergency": ["emergency-112"]},
        )
        == []
    )
    assert broken(checks={"alone": "no"}, held=["tell-rights"]) == []


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        ({"steps": ["call-emergency"]}, ("expected-step-missing", "expectations/one", "call-emergency")),
        (
            {"checks": {"threat": "yes"}, "not_steps": ["call-emergency"]},
            ("unexpected-step-shown", "expectations/one", "call-emergency"),
        ),
        ({"checks": {"gone": "yes"}}, ("expects-unknown", "expectations/one", "gone")),
        ({"signs": {"threat": "noticed"}}, ("expects-unknown", "expectations/one", "threat")),
        (
            {"checks": {"meeting": "maybe"}},
            ("expects-unknown-answer", "expectations/one", "meeting", "maybe", "unanswered, yes, not-yet"),
        ),
        ({"not_steps": ["gone"]}, ("expects-unknown-step", "expectations/one", "gone")),
        ({"first_step": "gone"}, ("expects-unknown-step", "expectations/one", "gone")),
        ({"helpers": {"propose": ["gone"]}}, ("expects-unknown-contact", "expectations/one", "gone")),
        ({"held": ["call-emergency"]}, ("expected-step-missing", "expectations/one", "call-emergency")),
        (
            THREAT | {"first_step": "record-safely"},
            ("expected-first", "expectations/one", "record-safely", "call-emergency"),
        ),
        (
            THREAT | {"in_order": ["record-safely", "call-emergency"]},
            ("expected-earlier", "expectations/one", "record-safely", "call-emergency"),
        ),
        (THREAT | {"held": ["call-emergency"]}, ("expected-held", "expectations/one", "call-emergency")),
        (
            THREAT | {"helpers": {"call-emergency": ["emergency-112", "nollalinja"]}},
            ("expected-helper", "expectations/one", "call-emergency", "nollalinja"),
        ),
    ],
)
def test_every_way_an_example_can_break_is_told(case, problem):
    assert broken(**case) == [problem]


def test_a_broken_example_keeps_a_guidance_from_being_published():
    expectation = {"id": "one", "title": {"fi": "Yksi"}, "steps": ["call-emergency"]}
    languages = {"required_languages": ["fi"]}
    guidance = read_guidance(built_in_pack() | languages | {"expectations": [expectation]})
    assert [each.kind for each in publish_problems(guidance)] == ["expected-step-missing"]


@pytest.mark.parametrize(
    "case",
    [
        {"checks": {"children": "yes"}},
        {"signs": {"rehearsed": "noticed"}},
        {"not_steps": ["legal-help"]},
    ],
)
def test_an_example_that_names_an_addition_is_left_aside_without_additions(case):
    kept = {"id": "kept", "title": {"fi": "Jää"}, "steps": ["record-safely"]}
    left = {"id": "left", "title": {"fi": "Jää pois"}} | case
    pack = built_in_pack() | {"with_additions": False, "expectations": [kept, left]}
    assert [each.id for each in read_guidance(pack).expectations] == ["kept"]


@pytest.mark.parametrize("with_additions", [True, False])
def test_the_built_in_examples_hold_with_and_without_additions(with_additions):
    guidance = read_guidance(built_in_pack() | {"with_additions": with_additions})
    assert broken_expectations(guidance) == []
    assert len(guidance.expectations) == (20 if with_additions else 9)


SAFETY_RULES = {
    "1, not without consent": {"consent": "no"},
    "1, not in company": {"escort": "insists", "consent": "yes"},
    "1, not for a minor": {"minor": "yes", "consent": "yes"},
    "2, the emergency number": {"threat": "yes"},
    "3, the companion interprets": {"interpreter": "companion"},
    "5, nothing marked": {},
    "6, child welfare": {"minor": "unsure"},
}


@pytest.mark.parametrize("checks", SAFETY_RULES.values(), ids=SAFETY_RULES)
def test_the_built_in_examples_tell_of_every_safety_rule_that_steps_can_tell_of(checks):
    """Rule 4 is about what is held, which an example does not speak of."""
    told = [
        each
        for each in read_guidance(built_in_pack()).expectations
        if checks.items() <= dict(each.checks).items() and (checks or not each.checks)
    ]
    assert told
    assert all(each.steps and each.not_steps for each in told)


def test_each_built_in_example_is_titled_in_one_neutral_line():
    for each in read_guidance(built_in_pack()).expectations:
        titles = dict(each.title.by_language)
        assert sorted(titles) == ["en", "fi", "sv"]
        assert [words for words in titles.values() if len(words) > 90 or words.endswith(".")] == []


MOST_WORDS = 90  # of a story: it is read in a minute


def test_ten_made_up_meetings_are_built_in_each_with_all_its_texts_in_every_language():
    meetings = read_guidance(built_in_pack()).meetings_by_id
    assert len(meetings) == 10
    for each in meetings.values():
        for text in (each.title, each.story, each.notice, each.say):
            assert sorted(language for language, words in text.by_language if words) == ["en", "fi", "sv"]
        assert [words for _, words in each.story.by_language if len(words.split()) > MOST_WORDS] == []
        assert each.steps
        assert each.not_steps


def test_the_made_up_meetings_teach_different_things():
    """No two of them are answered alike, and each kind of helper to call first is among them."""
    meetings = read_guidance(built_in_pack()).meetings_by_id.values()
    assert len({(each.checks, each.signs) for each in meetings}) == len(meetings)
    first = {each.first_step for each in meetings}
    assert {"assess-threat", "child-now", "escort-outside", "see-alone"} <= first


def test_without_additions_nobody_practises_and_the_examples_still_run():
    without = read_guidance(built_in_pack() | {"with_additions": False})
    assert without.meetings_by_id == {}
    assert "relative-interprets" in {each.id for each in without.expectations}


def test_an_example_without_a_story_is_no_meeting_to_practise():
    guidance = read_guidance(built_in_pack())
    assert "nothing-marked" in {each.id for each in guidance.expectations}
    assert "nothing-marked" not in guidance.meetings_by_id


def test_a_story_is_asked_in_every_language_that_is_required():
    told = {"id": "one", "title": {"fi": "Yksi", "sv": "Ett"}, "story": {"fi": "Asiakas tulee."}}
    languages = {"required_languages": ["fi", "sv"]}
    pack = built_in_pack() | languages | {"expectations": [told | {"steps": ["record-safely"]}]}
    assert [(each.kind, str(each.place)) for each in publish_problems(read_guidance(pack))] == [
        ("missing-text", "expectations/one/story")
    ]
