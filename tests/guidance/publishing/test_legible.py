"""A draft that does not hold together is shown as far as it does."""

import copy

import pytest

from guidance.publishing.legible import as_far_as_it_holds
from guidance.rules.problems import PackRefused
from guidance.rules.reading import read_guidance
from tests.guidance.excerpt import excerpt


@pytest.fixture
def pack(built_in_pack):
    return excerpt(built_in_pack)


def step_of(pack, identifier="propose"):
    return next(step for step in pack["steps"] if step["id"] == identifier)


def test_what_holds_together_is_read_whole(pack):
    legible = as_far_as_it_holds(pack)
    assert legible.guidance == read_guidance(pack)
    assert not legible.amiss
    assert not legible.uncertain


BREAK = {
    "a row": lambda step: step["show"].insert(0, {"nobody": ["yes"]}),
    "an answer": lambda step: step["but_not"].append({"consent": ["perhaps"]}),
    "a helper": lambda step: step["contacts"].append("nobody"),
    "when a helper is named": lambda step: step.update(
        contacts_when={step["contacts"][0]: [{"nobody": ["yes"]}, {"consent": ["yes"]}]}
    ),
    "a helper that is not named": lambda step: step.update(contacts_when={"nobody": [{"always": True}]}),
    "what it answers": lambda step: step.update(settles={"nobody": "yes"}),
}


@pytest.mark.parametrize("part", BREAK)
def test_only_what_is_amiss_is_left_out(pack, part):
    broken = copy.deepcopy(pack)
    BREAK[part](step_of(broken))
    before = copy.deepcopy(broken)
    legible = as_far_as_it_holds(broken)
    assert broken == before
    assert [problem.place.ids for problem in legible.amiss] == [("propose",)]
    assert legible.uncertain == ["propose"]
    others = [step for step in legible.guidance.steps if step.id != "propose"]
    assert others == [step for step in read_guidance(pack).steps if step.id != "propose"]
    assert legible.guidance.steps_by_id["propose"].show == read_guidance(pack).steps_by_id["propose"].show


def test_a_broken_company_rule_leaves_open_what_is_spoken_of_in_private(pack):
    pack["company"].append({"nobody": ["yes"]})
    legible = as_far_as_it_holds(pack)
    assert legible.uncertain == [step.id for step in legible.guidance.steps if step.alone]
    assert legible.uncertain


def test_what_is_no_guidance_at_all_is_refused(pack):
    with pytest.raises(PackRefused):
        as_far_as_it_holds(pack | {"format": 99})
