"""Answers in, steps out; a sentence for whatever is wrong."""

import io
import json

import pytest
from django.core.management import CommandError

from tests.guidance.management.commands.shell import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(tmp_path):
    def write(content) -> str:
        path = tmp_path / "case.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return write


def test_a_case_brings_its_steps_with_reasons(edition, case):
    answer = json.loads(run("next_steps", case({"checks": {"threat": "yes"}}), "--json"))
    assert answer["edition"] == 1
    assert answer["steps"][0] == {
        "id": "call-emergency",
        "urgency": "now",
        "stressed": False,
        "held": False,
        "helpers": ["emergency-112"],
        "because": ["threat"],
    }


def test_a_held_step_says_what_holds_it(edition, case):
    answer = json.loads(run("next_steps", case({"checks": {"alone": "no"}}), "--json"))
    rights = next(step for step in answer["steps"] if step["id"] == "tell-rights")
    assert rights["held"]
    assert rights["held_because"] == ["alone"]


def test_one_case_a_line_gives_one_answer_a_line(edition, monkeypatch):
    lines = ['{"checks": {"threat": "yes"}}', "{}", '{"signs": {"nervous": "noticed"}}']
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    answers = [json.loads(line) for line in run("next_steps", "-", "--json").splitlines()]
    assert len(answers) == 3
    assert "whole-picture" in [step["id"] for step in answers[2]["steps"]]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({"checks": {"threatt": "yes"}}, "threatt"),
        ({"checks": {"threat": "maybe"}}, "maybe"),
        ({"signs": {"nervus": "noticed"}}, "nervus"),
        ({"signs": {"nervous": "yes"}}, "yes"),
        ({"answers": {}}, "answers"),
        ("[1, 2]", "luettelo"),
        ("{", "JSON"),
        ("[" * 100_000, "JSON"),
        ("1" * 5_000, "JSON"),
    ],
)
def test_a_case_that_is_wrong_is_refused_by_name(edition, case, content, named):
    with pytest.raises(CommandError, match=named):
        run("next_steps", case(content), "--json")


def test_without_an_edition_the_sentence_says_what_to_do(case):
    with pytest.raises(CommandError, match="no published edition"):
        run("next_steps", case({}))


def test_the_draft_can_be_asked_before_it_is_published(case):
    run("load_pack")
    answer = json.loads(run("next_steps", case({"checks": {"threat": "yes"}}), "--json", "--draft"))
    assert answer["edition"] is None
    assert answer["steps"][0]["id"] == "call-emergency"
