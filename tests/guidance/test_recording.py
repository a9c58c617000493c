"""What a worker puts into the client's record is guidance: in packs, in editions, without additions."""

from guidance.draft import read_draft, write_draft
from guidance.models import Edition, Passage, RecordingPoint
from guidance.packs.files import read_pack, write_pack
from guidance.packs.taking import carry_out, taking
from guidance.publishing.editions import guidance_of, hash_of, publish
from guidance.rules.additions import without_additions
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import RECORDING_TOPICS

from .formats import of_format

TO_CONFIRM = ("812/2000", "746/2011", "lastensuojelulain 25 §", "rikoslain 15 luvun 10 §", "estetään omassa")


def with_phrase(pack: dict, **fields) -> dict:
    text = dict.fromkeys(("heading", "phrase", "why"), {"fi": "Sana."})
    own = {"id": "one", "origin": "card", "advice": "record", "show": [{"always": True}]} | text
    return pack | {"passages": [own | fields]}


def test_every_topic_has_something_and_every_text_is_in_all_languages(built_in_pack):
    points = built_in_pack["recording_points"]
    assert [*dict.fromkeys(point["topic"] for point in points)] == [
        *("law", "readers", "left-out", "never-said", "never-in-headings")
    ]
    assert {point["topic"] for point in points} == {*RECORDING_TOPICS}
    texts = [entry[name] for entry in points for name in ("short", "full") if name in entry]
    texts += [entry[name] for entry in built_in_pack["passages"] for name in ("heading", "phrase", "why")]
    assert {tuple(text) for text in texts} == {("fi", "sv", "en")}


def test_what_the_lawyer_has_yet_to_confirm_is_noted_for_editors(built_in_pack):
    notes = " ".join(point.get("note", "") for point in built_in_pack["recording_points"])
    assert [each for each in TO_CONFIRM if each not in notes] == []


def test_a_pack_from_before_there_were_phrases_loads_and_stays_of_its_format(edition, built_in_pack):
    old = of_format(5, built_in_pack)
    write_draft(old)
    assert not Passage.objects.exists()
    assert not RecordingPoint.objects.exists()
    assert read_draft()["format"] == 5
    assert hash_of(read_draft()) == hash_of(read_pack(write_pack(old).encode()))
    publish()
    assert guidance_of(Edition.objects.live()).passages == ()


def test_importing_such_a_pack_leaves_the_phrases_of_the_draft(edition, built_in_pack):
    draft = read_draft()
    carry_out(taking(of_format(5, built_in_pack), draft))
    assert read_draft()["passages"] == draft["passages"] == built_in_pack["passages"]
    assert read_draft()["recording_points"] == built_in_pack["recording_points"]


def test_with_additions_off_the_built_in_ones_are_gone(built_in_pack):
    bare = read_guidance(built_in_pack | {"with_additions": False})
    assert bare.passages == bare.recording_points == ()


def test_a_phrase_of_ones_own_loses_the_rows_and_steps_that_go_and_goes_when_none_is_left(built_in_pack):
    def left(**fields):
        whole = without_additions(read_guidance(with_phrase(built_in_pack, **fields)))
        return [(len(each.show), each.steps) for each in whole.passages]

    assert left(show=[{"whom": ["close"]}, {"consent": ["yes"]}]) == [(1, ())]
    assert left(show=[{"whom": ["close"]}]) == []
    assert left(steps=["legal-help", "propose"]) == [(1, ("propose",))]
    assert left(steps=["legal-help"]) == []


def test_an_older_pack_without_a_step_that_a_phrase_names_is_refused_with_the_phrase(edition, built_in_pack):
    old = of_format(5, built_in_pack)
    old["steps"] = [step for step in old["steps"] if step["id"] != "basic-needs"]
    to_take = taking(old, read_draft())
    assert [(each.kind, str(each.place)) for each in to_take.refused] == [
        ("retired-step", "passages/needs-met/steps")
    ]
