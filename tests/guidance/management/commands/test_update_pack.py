"""A newer pack, on the command line: what was changed here stays, what they changed comes, both is asked."""

import copy
import io

import pytest
from django.core.management import CommandError, call_command

from guidance.draft import read_draft
from guidance.models import PackTaken, Step
from guidance.packs.files import write_pack
from guidance.packs.updating import remember
from guidance.publishing.changes import changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(edition, built_in_pack) -> dict:
    """The built-in pack, loaded and remembered; to be changed at will."""
    remember(built_in_pack)
    return copy.deepcopy(built_in_pack)


def run(tmp_path, pack: dict, *options: str) -> str:
    path, out = tmp_path / "theirs.yaml", io.StringIO()
    path.write_text(write_pack(pack), encoding="utf-8")
    call_command("update_pack", str(path), *options, stdout=out)
    return out.getvalue()


def step_in(pack: dict, name: str = "propose") -> dict:
    return next(each for each in pack["steps"] if each["id"] == name)


def reword(words: str) -> None:
    """The Finnish title of *propose*, by an editor."""
    step = Step.objects.get(identifier="propose")
    step.title["fi"] = words
    step.save()


def test_a_change_of_theirs_comes_and_a_change_of_ours_stays(taken, tmp_path):
    reword("Meidän")
    step_in(taken)["short"]["fi"] = "Heidän lyhyt"
    said = run(tmp_path, taken)
    assert said.startswith("askel propose › lyhyt teksti › fi\nThe draft is up to date")
    step = Step.objects.get(identifier="propose")
    assert (step.title["fi"], step.short["fi"]) == ("Meidän", "Heidän lyhyt")
    assert PackTaken.objects.get().content == taken


@pytest.mark.variants(stay=0)
def test_what_both_changed_is_asked_and_nothing_is_changed_before(taken, tmp_path):
    reword("Meidän")
    step_in(taken)["title"]["fi"] = "Heidän"
    before = read_draft()
    with pytest.raises(CommandError) as asked:
        run(tmp_path, taken)
    assert "steps/propose/title/fi (askel propose › otsikko › fi)" in str(asked.value)
    assert "ours: Meidän\n  theirs: Heidän" in str(asked.value)
    assert (read_draft(), PackTaken.objects.get().content != taken) == (before, True)
    run(tmp_path, taken, "--theirs", "steps/propose/title/fi")
    assert Step.objects.get(identifier="propose").title["fi"] == "Heidän"


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize("option", [["--ours", "steps/propose/title/fi"], ["--all-ours"]])
def test_ours_is_kept_and_not_asked_for_again(taken, tmp_path, option):
    reword("Meidän")
    step_in(taken)["title"]["fi"] = "Heidän"
    run(tmp_path, taken, *option)
    assert Step.objects.get(identifier="propose").title["fi"] == "Meidän"
    assert run(tmp_path, taken).startswith("The draft is up to date")


@pytest.mark.variants(stay=0)
def test_a_dry_run_changes_nothing(taken, tmp_path):
    step_in(taken)["title"]["fi"] = "Heidän"
    before = read_draft()
    assert run(tmp_path, taken, "--dry-run").endswith("Nothing was changed.\n")
    assert read_draft() == before


@pytest.mark.variants(stay=0)
def test_what_an_edition_held_and_they_took_away_is_kept_as_retired(taken, tmp_path):
    taken["steps"] = [each for each in taken["steps"] if each["id"] != "continuity"]
    run(tmp_path, taken)
    assert Step.objects.get(identifier="continuity").retired is True


def test_what_does_not_hold_together_is_refused_with_the_reason(taken, tmp_path):
    """They took a sign away of which a rule that was written here speaks."""
    step = Step.objects.get(identifier="propose")
    step.show = [*step.show, {"nervous": ["noticed"]}]
    step.save()
    for checklist in taken["checklists"]:
        checklist["signs"] = [each for each in checklist["signs"] if each["id"] != "nervous"]
    for each in taken["steps"]:
        for rule in ("show", "but_not", "stress"):
            each[rule] = [row for row in each[rule] if "nervous" not in row]
    before = read_draft()
    with pytest.raises(CommandError, match="nervous"):
        run(tmp_path, taken)
    assert read_draft() == before


@pytest.mark.variants(stay=0)
def test_it_says_what_has_to_be_mended_before_publishing(taken, tmp_path):
    reword("Meidän")
    step_in(taken)["title"] = {"fi": step_in(taken)["title"]["fi"]}
    step_in(taken, "call-emergency")["but_not"] = [{"minor": ["yes"]}]
    assert "Before it can be published:" in run(tmp_path, taken)


@pytest.mark.variants(stay=0)
def test_loading_the_built_in_pack_is_remembered_and_another_one_is_not(taken, tmp_path, built_in_pack):
    PackTaken.objects.all().delete()
    path = tmp_path / "own.yaml"
    path.write_text(write_pack(taken), encoding="utf-8")
    call_command("load_pack", str(path), stdout=io.StringIO())
    assert not PackTaken.objects.exists()
    call_command("load_pack", stdout=io.StringIO())
    assert PackTaken.objects.get().content == built_in_pack
    assert changes(read_draft(), built_in_pack) == ()
