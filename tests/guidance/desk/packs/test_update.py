"""A newer pack, merged at the desk: what both changed is chosen first, then shown, then taken as shown."""

import copy

import pytest

from guidance.draft import read_draft
from guidance.models import PackTaken, Step
from guidance.packs import built_in
from guidance.packs.updating import remember
from tests.markup import part, parts

pytestmark = [pytest.mark.django_db, pytest.mark.whole_guidance]

UPDATE = "/admin/guidance/edition/update/"
TITLE = "choice:steps/propose/title/fi"


@pytest.fixture
def taken(edition, built_in_pack, monkeypatch) -> dict:
    """What the next version brings: the built-in pack, as yet unchanged; to be changed at will."""
    remember(built_in_pack)
    new = copy.deepcopy(built_in_pack)
    monkeypatch.setattr("guidance.desk.packs.update.built_in_pack", lambda: new)
    monkeypatch.setattr(built_in, "built_in_pack", lambda: new)
    return new


def propose(pack: dict) -> dict:
    return next(each for each in pack["steps"] if each["id"] == "propose")


def reword(words: str) -> None:
    step = Step.objects.get(identifier="propose")
    step.title["fi"] = words
    step.save()


def sealed_on(page: str) -> dict:
    return {"sealed": part(page, "[name=sealed]").attributes["value"]}


def title() -> str:
    return Step.objects.get(identifier="propose").title["fi"]


def test_what_only_they_changed_is_shown_and_taken_and_ours_stays(desk, taken):
    reword("Meidän otsikko")
    propose(taken)["short"]["fi"] = "Heidän lyhyt"
    page = desk.get(UPDATE).content.decode()
    assert "Heidän lyhyt" in page
    assert part(page, ".closelink").text() == "Älä yhdistä"
    assert not parts(page, "[name^='choice:']")
    answer = desk.post(UPDATE, sealed_on(page), follow=True)
    assert "Uusi ohjeisto on yhdistetty luonnokseen." in answer.content.decode()
    assert (title(), propose(read_draft())["short"]["fi"]) == ("Meidän otsikko", "Heidän lyhyt")
    assert PackTaken.objects.get().content == taken


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize(("side", "stands"), [("ours", "Meidän otsikko"), ("theirs", "Heidän otsikko")])
def test_what_both_changed_is_chosen_before_anything_is_shown(desk, taken, side, stands):
    reword("Meidän otsikko")
    propose(taken)["title"]["fi"] = "Heidän otsikko"
    propose(taken)["short"]["fi"] = "Heidän lyhyt"
    asked = desk.get(UPDATE).content.decode()
    (question,) = parts(asked, ".both-changed")
    assert "Otsikko" in question.text()
    assert [each.attributes["value"] for each in parts(asked, f"[name='{TITLE}']")] == ["ours", "theirs"]
    assert not parts(asked, "[name=sealed]")
    assert not parts(asked, "[name^='choice:'][checked]")
    shown = desk.post(UPDATE, {TITLE: side}).content.decode()
    desk.post(UPDATE, sealed_on(shown))
    assert (title(), propose(read_draft())["short"]["fi"]) == (stands, "Heidän lyhyt")


@pytest.mark.variants(stay=0)
def test_as_long_as_one_is_left_nothing_is_taken_and_what_was_chosen_stays_chosen(desk, taken):
    reword("Meidän otsikko")
    Step.objects.filter(identifier="continuity").update(urgency="now")
    propose(taken)["title"]["fi"] = "Heidän otsikko"
    next(each for each in taken["steps"] if each["id"] == "continuity")["urgency"] = "self"
    page = desk.post(UPDATE, {TITLE: "theirs"}).content.decode()
    assert "Valitse jokaisesta kohdasta, kumpi jää voimaan." in page
    assert part(page, f"[name='{TITLE}'][checked]").attributes["value"] == "theirs"
    assert len(parts(page, ".both-changed")) == 2
    assert not parts(page, "[name=sealed]")
    assert title() == "Meidän otsikko"


def test_what_does_not_hold_together_is_refused_with_the_reason(desk, taken):
    step = Step.objects.get(identifier="propose")
    step.show = [*step.show, {"nervous": ["noticed"]}]
    step.save()
    for checklist in taken["checklists"]:
        checklist["signs"] = [each for each in checklist["signs"] if each["id"] != "nervous"]
    for each in taken["steps"]:
        for rule in ("show", "but_not", "stress"):
            each[rule] = [row for row in each[rule] if "nervous" not in row]
    page = desk.get(UPDATE).content.decode()
    assert "Ohjeistoja ei voi yhdistää" in page
    assert not parts(page, "[name=sealed]")


@pytest.mark.variants(stay=0)
def test_a_step_that_they_took_away_and_we_changed_is_asked_as_a_whole(desk, taken):
    reword("Meidän otsikko")
    taken["steps"] = [each for each in taken["steps"] if each["id"] != "propose"]
    page = desk.get(UPDATE).content.decode()
    (question,) = parts(page, ".both-changed")
    assert "Toinen muutti, toinen poisti" in question.text()
    assert [each.text().strip() for each in parts(page, ".one-side dd")] == ["Jää", "Poistuu"]


def test_a_choice_that_nobody_offered_is_none(desk, taken):
    reword("Meidän otsikko")
    propose(taken)["title"]["fi"] = "Heidän otsikko"
    page = desk.post(UPDATE, {TITLE: "everybody's", "choice:": "ours", "choice:x": "theirs"}).content.decode()
    assert parts(page, ".both-changed")
    assert not parts(page, "[name=sealed]")


def test_the_first_page_tells_of_a_newer_one_and_leads_there(desk, taken):
    assert "uudempi ohjeisto" not in desk.get("/admin/").content.decode()
    propose(taken)["title"]["fi"] = "Heidän otsikko"
    page = desk.get("/admin/").content.decode()
    assert "Ohjelman mukana on tullut uudempi ohjeisto." in page
    assert parts(page, f"a[href='{UPDATE}']")


@pytest.mark.variants(stay=0)
def test_where_nothing_would_change_it_says_so(desk, taken):
    assert "Luonnos sanoo jo saman." in desk.get(UPDATE).content.decode()


# --- What each choice would do to the steps ---


def said_of(page: str, side: str) -> str:
    """What stands below one of the two, or below both."""
    (question,) = parts(page, ".both-changed")
    number = ["ours", "theirs"].index(side)
    return " ".join(parts(question, ".one-side")[number].text(separator=" ").split())


@pytest.mark.variants(stay=0)
def test_each_choice_of_a_rule_says_what_it_would_do_to_the_step(desk, taken):
    Step.objects.filter(identifier="continuity").update(show=[{"nervous": ["noticed"]}])
    theirs = next(each for each in taken["steps"] if each["id"] == "continuity")
    theirs["show"] = [{"threat": ["yes"]}]
    page = desk.get(UPDATE).content.decode()
    title = Step.objects.get(identifier="continuity")
    case = "Kun merkki hermostuneisuus on huomattu"
    assert f"{case}: ”{title}” tulee esiin: pian" in said_of(page, "ours")
    assert f"{case}: ”{title}” ei tule esiin." in said_of(page, "theirs")


@pytest.mark.variants(stay=0)
def test_each_choice_of_a_tier_says_where_the_step_would_stand(desk, taken):
    Step.objects.filter(identifier="continuity").update(urgency="now")
    next(each for each in taken["steps"] if each["id"] == "continuity")["urgency"] = "self"
    page = desk.get(UPDATE).content.decode()
    assert "tulee esiin: nyt" in said_of(page, "ours")
    assert "tulee esiin: työntekijälle itselle" in said_of(page, "theirs")


@pytest.mark.variants(stay=0)
def test_a_choice_between_two_wordings_says_that_no_step_depends_on_it(desk, taken):
    reword("Meidän otsikko")
    propose(taken)["title"]["fi"] = "Heidän otsikko"
    (question,) = parts(desk.get(UPDATE).content.decode(), ".both-changed")
    assert "Ei muuta sitä, mitkä askeleet tulevat esiin." in question.text()


@pytest.mark.variants(stay=0)
def test_a_step_taken_away_here_says_when_it_would_come_up_there(desk, taken):
    reword("Meidän otsikko")
    taken["steps"] = [each for each in taken["steps"] if each["id"] != "propose"]
    taken["passages"] = [each for each in taken["passages"] if each["id"] != "proposal-made"]
    page = desk.get(UPDATE).content.decode()
    assert "”Meidän otsikko” tulee esiin: pian" in said_of(page, "ours")
    assert "”Meidän otsikko” ei tule esiin." in said_of(page, "theirs")
