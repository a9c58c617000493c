"""What an edition lacks."""

import pytest

from guidance.rules.proof.completeness import lacking
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.reading import read_guidance

from ..examples import ALWAYS, check, entry, sign, small_pack, step, text


def lacks(change):
    """(kind, place) of everything the small guidance lacks after a change."""
    pack = small_pack()
    change(pack)
    guidance = read_guidance(pack)
    assert set(lacking(guidance)) <= set(publish_problems(guidance))
    return [(problem.kind, str(problem.place)) for problem in lacking(guidance)]


def pace(pack):
    return pack["stages"][0]


def minor(pack):
    return entry(pace(pack)["checks"], "minor")


def emergency(pack):
    return pack["contacts"][0]


def step_with(**rows):
    return lambda pack: pack["steps"].append(step("new", "soon", rows.pop("show", ALWAYS), **rows))


EMPTY = {"id": "later", "title": text("Myöhemmin"), "label": text("Jatko")} | dict.fromkeys(
    ("points", "areas", "checks"), []
)


@pytest.mark.parametrize(
    ("change", "kind", "place"),
    [
        (lambda pack: pack["stages"].append(EMPTY), "empty-stage", "stages/later"),
        (lambda pack: pace(pack)["areas"][0].update(questions=[]), "empty-area", "stages/pace/areas/home"),
        (lambda pack: pace(pack)["checks"].append(check("new")), "no-answers", "stages/pace/checks/new"),
        (
            lambda pack: pack["checklists"].append(pack["checklists"][0] | {"id": "more", "signs": []}),
            "empty-checklist",
            "checklists/more",
        ),
        (lambda pack: pack.update(principle={}), "missing-text", "principle"),
        (lambda pack: pack.update(title={"sv": "Oro"}), "missing-text", "title"),
        (lambda pack: pack.update(title={"fi": "", "sv": "Oro"}), "missing-text", "title"),
        (
            lambda pack: pack["steps"][0].update(full={"en": "Call"}),
            "missing-text",
            "steps/call-emergency/full",
        ),
        (
            lambda pack: minor(pack)["answers"][0].update(text={}),
            "missing-text",
            "stages/pace/checks/minor/answers/yes/text",
        ),
        (
            lambda pack: minor(pack).update(hint={"sv": "Om du inte vet"}),
            "missing-text",
            "stages/pace/checks/minor/hint",
        ),
        (
            lambda pack: emergency(pack)["phones"][0].update(label={"en": "in English"}),
            "missing-text",
            "contacts/emergency-112/phones/1/label",
        ),
        (step_with(show=[]), "never-comes-up", "steps/new"),
        (step_with(show=[{"no-sign-noticed": True, "nervous": ["noticed"]}]), "never-comes-up", "steps/new"),
        (step_with(but_not=ALWAYS), "never-comes-up", "steps/new"),
        (step_with(but_not=[{"minor": ["yes", "unsure"]}, {"minor": ["unanswered"]}]), "never-comes-up",
         "steps/new"),
        (step_with(show=[{"minor": ["yes"]}], but_not=[{"minor": ["yes", "unsure"]}]), "never-comes-up",
         "steps/new"),
        (
            lambda pack: emergency(pack).update(phones=[{"number": "113", "tel": "113"}]),
            "emergency-number-gone",
            "contacts/emergency-112/phones",
        ),
        (
            lambda pack: [each.update(asks_for_meeting=True) for each in pace(pack)["checks"][:2]],
            "second-meeting",
            "stages/pace/checks/escort/asks_for_meeting",
        ),
        (lambda pack: pace(pack)["label"].update(fi="Rauhassa"), "long-label", "stages/pace/label"),
    ],
)  # fmt: skip
def test_what_is_lacking_is_told_at_its_place(change, kind, place):
    assert lacks(change) == [(kind, place)]


def test_each_required_language_that_a_text_lacks_is_told():
    guidance = read_guidance(small_pack() | {"required_languages": ["fi", "sv"], "title": {"sv": "Oro"}})
    titles = [each.known for each in lacking(guidance) if str(each.place) == "title"]
    swedish = [each for each in lacking(guidance) if each.known.get("language") == "sv"]
    assert titles == [{"language": "fi"}]
    assert len(swedish) > 10


def test_a_guidance_without_the_emergency_contact_lacks_it():
    def change(pack):
        pack["contacts"] = []
        pack["steps"][0]["contacts"] = []

    assert lacks(change) == [("emergency-contact-gone", "contacts")]


@pytest.mark.parametrize("urgency", ["now", "before-leaving", "soon", "self"])
def test_each_tier_needs_a_step(urgency):
    def change(pack):
        pack["steps"] = [each for each in pack["steps"] if each["urgency"] != urgency]

    assert ("empty-tier", "steps") in lacks(change)


def test_a_guidance_needs_a_stage():
    def change(pack):
        pack.update(stages=[], company=[], steps=[each for each in pack["steps"] if each["show"] == ALWAYS])

    assert ("no-stages", "stages") in lacks(change)


@pytest.mark.parametrize(
    "change",
    [
        lambda pack: None,
        lambda pack: (
            pack["stages"].append(EMPTY | {"areas": pace(pack)["areas"]}),
            pace(pack).update(areas=[]),
        ),
        lambda pack: minor(pack).update(hint={}),
        lambda pack: pack.update(title={"fi": "Kun huoli herää", "sv": ""}),
        lambda pack: minor(pack).update(asks_for_meeting=True),
        step_with(but_not=[{"minor": ["yes", "unsure"]}, {"threat": ["unanswered"]}]),
        step_with(show=[{"no-sign-noticed": True}], but_not=[{"nervous": ["noticed"]}]),
    ],
    ids=["as it is", "a stage of areas", "no hint", "no Swedish yet", "one meeting", "rare", "without signs"],
)
def test_what_may_be_so_is_let_by(change):
    assert lacks(change) == []


SIGNS = [f"sign-{number}" for number in range(12)]


def many_signs(*but_not):
    """A step that comes up for a child unless a *not* row keeps it away, in a guidance with many signs."""

    def change(pack):
        pack["checklists"][0]["signs"] += [sign(name) for name in SIGNS]
        pack["steps"].append(step("new", "soon", [{"minor": ["yes"]}], but_not=list(but_not)))

    return change


def test_a_step_that_hardly_ever_comes_up_is_let_by_when_that_is_too_much_to_go_through():
    only_all_not_noticed = [{name: ["noticed", "not-gone-through"]} for name in SIGNS]
    assert lacks(many_signs(*only_all_not_noticed)) == []


def test_a_step_that_its_rows_plainly_keep_away_is_told_however_much_there_is_to_go_through():
    signs = [{name: ["noticed"]} for name in SIGNS]
    assert lacks(many_signs(*signs, {"minor": ["yes", "unsure"]})) == [("never-comes-up", "steps/new")]
