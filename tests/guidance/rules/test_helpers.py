"""A step names its helpers in order, some of them only for some answers."""

from datetime import date

import pytest

from guidance.rules.additions import without_additions
from guidance.rules.conditions import Answers
from guidance.rules.limits import beyond_limits
from guidance.rules.next_steps import as_json, next_steps
from guidance.rules.problems import PackRefused
from guidance.rules.proof.safety_rules import broken_rules
from guidance.rules.reading import named_rows, read_guidance
from guidance.rules.warnings import warnings

from .examples import check, entry, sign, small_pack

DAY = date(2026, 11, 28)
FOR_ADULTS = [{"minor": ["unanswered"]}]


def pack_with(when, **changes):
    pack = small_pack()
    pack["contacts"] += [pack["contacts"][0] | {"id": name} for name in ("shelters", "nollalinja")]
    step = entry(pack["steps"], "record-safely")
    step |= {"contacts": ["shelters", "emergency-112", "nollalinja"], "contacts_when": when} | changes
    pack["steps"] = [step if each["id"] == "record-safely" else each for each in pack["steps"]]
    return pack


def helpers(guidance, **checks):
    steps = {step.id: step for step in next_steps(guidance, Answers(checks))}
    return steps["record-safely"].helpers


def test_helpers_stand_in_their_order_and_those_with_rows_only_when_one_holds():
    guidance = read_guidance(
        pack_with({"shelters": FOR_ADULTS, "nollalinja": [{"consent": ["yes"]}, *FOR_ADULTS]})
    )
    assert helpers(guidance) == ("shelters", "emergency-112", "nollalinja")
    assert helpers(guidance, minor="yes") == ("emergency-112",)
    assert helpers(guidance, minor="yes", consent="yes") == ("emergency-112", "nollalinja")


def test_a_helper_with_rows_written_empty_is_always_named():
    assert helpers(read_guidance(pack_with({"shelters": []})), minor="yes")[0] == "shelters"


def test_the_command_line_tells_the_helpers_for_these_answers():
    told = as_json(next_steps(read_guidance(pack_with({"shelters": FOR_ADULTS})), Answers({"minor": "yes"})))
    assert {step["id"]: step["helpers"] for step in told}["record-safely"] == ["emergency-112", "nollalinja"]


@pytest.mark.parametrize(
    ("when", "kind", "place"),
    [
        ({"sopu": []}, "not-named", "contacts_when"),
        ({"shelters": [{"nobody": ["yes"]}]}, "unknown-subject", "contacts_when/shelters/1"),
        ({"shelters": {}}, "wrong-type", "contacts_when/shelters"),
        (["shelters"], "wrong-type", "contacts_when"),
    ],
)
def test_rows_of_helpers_are_read_like_any_other(when, kind, place):
    with pytest.raises(PackRefused) as refused:
        read_guidance(pack_with(when))
    assert [(each.kind, str(each.place)) for each in refused.value.problems] == [
        (kind, f"steps/record-safely/{place}")
    ]


def test_rows_of_helpers_count_with_those_of_their_step():
    pack = pack_with({"shelters": FOR_ADULTS * 20, "nollalinja": FOR_ADULTS * 19}, stress=[])
    assert list(beyond_limits(read_guidance(pack))) == []
    pack = pack_with({"shelters": FOR_ADULTS * 20, "nollalinja": FOR_ADULTS * 20}, stress=[])
    assert [str(each.place) for each in beyond_limits(read_guidance(pack))] == ["steps/record-safely"]


def test_a_sign_that_leads_to_a_helper_leads_somewhere():
    pack = pack_with({"shelters": [{"clothing": ["noticed"]}]})
    told = {
        str(each.place)
        for each in warnings(read_guidance(pack), {}, DAY)
        if each.kind == "sign-leads-nowhere"
    }
    assert "checklists/card/signs/clothing" not in told


def test_with_additions_off_a_helper_whose_rows_have_all_left_is_no_longer_named():
    pack = pack_with(
        {
            "shelters": [{"whom": ["close"]}],
            "nollalinja": [{"whom": ["unanswered"], "minor": ["unanswered"]}, {"hidden": ["noticed"]}],
        }
    )
    pack["stages"][0]["checks"].append(check("whom", "close", origin="addition"))
    pack["checklists"][0]["signs"].append(sign("hidden", origin="addition"))
    guidance = without_additions(read_guidance(pack))
    assert helpers(guidance) == ("emergency-112", "nollalinja")
    assert helpers(guidance, minor="yes") == ("emergency-112",)
    assert {"whom", "hidden"}.isdisjoint(term.subject for _, row in named_rows(guidance) for term in row)


def test_the_emergency_number_is_called_without_a_condition():
    pack = small_pack()
    entry(pack["steps"], "call-emergency")["contacts_when"] = {"emergency-112": [{"threat": ["yes"]}]}
    (broken,) = broken_rules(read_guidance(pack))
    assert (broken.rule, broken.problem.kind) == (2, "rule-needs-caller")
    entry(pack["steps"], "call-emergency")["contacts_when"] = {"emergency-112": []}
    assert broken_rules(read_guidance(pack)) == []
