"""Made-up meetings to practise with: the list, the walk with its story, and what is beside what came up."""

import copy

import pytest
from django.test import Client

from guidance.draft import write_draft
from guidance.models import Expectation
from guidance.publishing.editions import publish
from guidance.rules.reading import read_guidance
from tests.interview.practice.test_views import CANARY, Trying, end, steps
from tests.markup import attributes, part, parts, tree

LIST = "/try/meetings/"
WORK = "/try/?meeting=one-room"
RELATIVE = "/try/?meeting=relative-interprets"


@pytest.fixture
def work(worker_client, edition):
    return Trying(worker_client, WORK)


def answered(trying, pack, meeting):
    """Answer as the story has it, on one page: any page may bring any field."""
    told = read_guidance(pack).meetings_by_id[meeting]
    checks = {f"check-{check}": answer for check, answer in told.checks}
    return trying.press(**checks, **{f"sign-{sign}": state for sign, state in told.signs})


def compared(trying):
    """What the story brings up -> whether it is said that it did not come up here."""
    return {
        each.attributes["data-compared"]: "Ei tullut esiin" in each.text()
        for each in parts(trying.tree, "#compared [data-compared]")
    }


# --- The list ----------------------------------------------------------------------------------------------


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize(
    ("who", "status"), [("worker", 200), ("officer", 403), ("supervisor", 200), ("administrator", 200)]
)
def test_the_list_is_for_those_who_may_walk_the_live_edition(edition, request, who, status):
    client = Client()
    client.force_login(request.getfixturevalue(who))
    assert client.get(LIST).status_code == status
    assert client.get(WORK).status_code == status


def test_a_stranger_logs_in_first(edition):
    assert Client().get(LIST).headers["Location"] == f"/accounts/login/?next={LIST}"
    assert Client().get(WORK).headers["Location"] == "/accounts/login/?next=/try/%3Fmeeting%3Done-room"


def test_the_list_leads_to_every_meeting_in_the_editors_order(worker_client, edition, built_in_pack):
    addresses = attributes(worker_client.get(LIST), "main .doors a", "href")
    assert addresses == [
        f"/try/?meeting={each['id']}" for each in built_in_pack["expectations"] if "story" in each
    ]
    assert {worker_client.get(address).status_code for address in addresses} == {200}


def test_what_workers_see_first_leads_to_the_list(worker_client, edition):
    for address in ("/", "/i/", "/help/", "/try/", "/try/?example&go=summary"):
        assert parts(worker_client.get(address), f'main a[href="{LIST}"]'), address


def test_a_meeting_in_earnest_leads_there_before_anything_is_answered_only(worker_client, edition):
    trying = Trying(worker_client, "/try/").press(check_alone="yes")
    assert not parts(trying.tree, f'main a[href="{LIST}"]')


def test_without_additions_there_is_no_list_and_practice_is_as_it_was(worker_client, edition, built_in_pack):
    write_draft(built_in_pack | {"with_additions": False})
    publish()
    assert worker_client.get(LIST).status_code == 404
    assert worker_client.get(WORK).status_code == 404
    for address in ("/", "/i/", "/help/", "/try/", "/try/?example", "/try/?example&go=summary"):
        page = worker_client.get(address)
        assert page.status_code == 200
        assert not parts(page, f'a[href="{LIST}"]'), address


@pytest.mark.parametrize("meeting", ["nothing-marked", "gone", ""])
def test_what_is_no_meeting_of_the_guidance_cannot_be_practised(worker_client, edition, meeting):
    assert worker_client.get(f"/try/?meeting={meeting}").status_code == 404


# --- The walk ----------------------------------------------------------------------------------------------


def test_the_story_stands_open_on_the_first_page_and_folded_on_the_others(work):
    assert "open" in part(work.tree, "#story").attributes
    for place in ("2", "signs", "summary", "1"):
        work.go(place)
        assert "open" not in part(work.tree, "#story").attributes
        assert "huoneessa sen takana" in part(work.tree, "#story").text()


def test_nothing_is_answered_beforehand_and_every_page_says_that_it_is_practice(work):
    assert work.checked("check-alone") is None
    assert "Harjoitus: mitään ei tallenneta." in work.page
    assert "Älä kirjoita oikeita tietoja." in work.page
    assert "one-room" not in work.title()


def test_every_way_of_it_stays_with_its_meeting(work):
    assert attributes(work.tree, "form#answers", "action") == [WORK]
    buttons = attributes(work.tree, "#bar button[formaction]", "formaction")
    assert set(buttons) == {WORK}
    assert work.go("2", check_alone="yes").go("1").checked("check-alone") == "yes"


def test_it_ends_in_the_list_and_nothing_of_it_is_stored(work):
    work.press(check_alone="yes", note_pace=CANARY)
    ended = end(work)
    assert (ended.status_code, ended.headers["Location"]) == (302, LIST)
    assert CANARY not in str(dict(work.client.session))


def test_under_the_cover_nothing_of_the_story_is_left(work):
    assert "työnantaj" not in work.press("leave", "break").page


def test_a_supervisor_practises_what_the_draft_says(client, supervisor, edition):
    Expectation.objects.filter(identifier="one-room").update(story={"fi": "Asiakas tulee aamulla."})
    client.force_login(supervisor)
    of_draft = Trying(client, "/try/?draft&meeting=one-room")
    assert "Asiakas tulee aamulla." in of_draft.page
    assert attributes(of_draft.tree, "form#answers", "action") == ["/try/?draft&meeting=one-room"]
    assert "Asiakas tulee aamulla." not in Trying(client, WORK).page


# --- Beside what came up -----------------------------------------------------------------------------------


def test_the_comparison_stands_in_the_summary_of_practice_alone(work, worker_client):
    assert not parts(work.tree, "#compared")
    assert not parts(worker_client.get("/try/?example&go=summary"), "#compared")
    work.go("summary")
    assert "open" not in part(work.tree, "#compared").attributes
    assert "Sinä päätät, mitä kerrot" in part(work.tree, "#compared q").text()


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("number", range(10))
def test_whoever_answers_as_the_story_has_it_differs_nowhere(worker_client, edition, built_in_pack, number):
    meeting = [each["id"] for each in built_in_pack["expectations"] if "story" in each][number]
    trying = Trying(worker_client, f"/try/?meeting={meeting}")
    answered(trying, built_in_pack, meeting).go("summary")
    assert compared(trying) == dict.fromkeys(compared(trying), False)
    assert {*compared(trying)} == {*steps(trying.tree)}
    assert "Vastauksesi johtavat samaan kuin kertomuksen." in trying.page


def test_steps_that_the_story_is_for_come_first_each_with_its_reasons(work):
    work.go("summary")
    first = part(work.tree, "#compared section:has([data-compared])")
    others = part(work.tree, "#compared-others")
    assert {*attributes(first, "[data-compared]", "data-compared")} == {
        *("safe-place", "ask-consent", "consult-unnamed", "legal-help", "money-papers")
    }
    assert "record-safely" in attributes(others, "[data-compared]", "data-compared")
    law = part(first, "[data-compared=legal-help]")
    assert attributes(law, "[data-compared-because]", "data-compared-because") == ["no-pay"]
    assert "Koska kertomuksessa näkyy:" in law.text()


def test_an_answer_that_leads_elsewhere_is_shown_beside_the_storys_without_a_verdict(work):
    work.press(check_safe_tonight="yes", check_threat="no", sign_nervous="noticed").go("summary")
    rows = {each.css_first("dt").text(strip=True): each for each in parts(work.tree, "#compared dl > div")}
    place = rows["Onko asiakkaalla turvallinen paikka juuri nyt?"]
    assert "Sinä: Kyllä" in " ".join(place.text().split())
    assert "Kertomus: Ei" in " ".join(place.text().split())
    assert part(place, "button[name=go]").attributes["value"] == "2"
    assert "Onko asiakkaan turvallisuus uhattuna juuri nyt?" not in rows
    assert compared(work)["safe-place"]
    assert "whole-picture" in compared(work)
    assert [
        word for word in ("väärin", "oikein", "pistet") if word in part(work.tree, "#compared").text()
    ] == []


def test_whoever_notices_what_the_story_leaves_open_was_attentive(work, built_in_pack):
    answered(work, built_in_pack, "one-room").press(sign_cannot_leave="noticed").go("summary")
    beyond = part(work.tree, "#compared section:has(#compared-beyond)")
    signs = {each["id"]: each for some in built_in_pack["checklists"] for each in some["signs"]}
    assert [each.text(strip=True) for each in parts(beyond, "dt")] == [signs["cannot-leave"]["short"]["fi"]]
    assert "Kertomus: Jää auki" in " ".join(beyond.text().split())
    assert not parts(work.tree, "#compared-answers")
    work.press(check_safe_tonight="yes").go("summary")
    assert len(parts(work.tree, "#compared section:has(#compared-answers) dt")) == 1


def test_the_comparison_ends_with_what_all_of_this_is_about(work):
    work.go("summary")
    assert "ihmiskaupan uhrien auttamisjärjestelmä" in part(work.tree, "#compared").text()


def test_what_no_rule_tells_apart_is_no_difference(work, built_in_pack):
    """No sign noticed is not asked for either; and so is who interprets, as long as it is nobody who came."""
    answered(work, built_in_pack, "one-room")
    work.press(
        check_interpreter="common-language", check_contacts_given="not-yet", sign_clothing="not-noticed"
    )
    work.go("summary")
    assert not parts(work.tree, "#compared dl")


def test_what_comes_up_for_ones_own_answers_alone_is_listed_apart(work, built_in_pack):
    answered(work, built_in_pack, "one-room").press(check_threat="yes").go("summary")
    own = [each.text() for each in parts(work.tree, "#compared section:has(#compared-own) li")]
    titles = {each["id"]: each["title"]["fi"] for each in built_in_pack["steps"]}
    assert own == [titles["call-emergency"]]


def test_what_waits_in_the_story_says_so(worker_client, edition):
    trying = Trying(worker_client, RELATIVE).go("summary")
    held = [
        each.attributes["data-compared"]
        for each in parts(trying.tree, "[data-compared]")
        if "Odottaa, kunnes olette kahden." in each.text()
    ]
    assert {"safe-channel", "tell-rights", "money-papers"} <= {*held}
    assert "see-alone" not in held


def test_an_expectation_with_a_bare_story_is_practised_as_well(worker_client, edition, built_in_pack):
    pack = copy.deepcopy(built_in_pack)
    bare = next(each for each in pack["expectations"] if each["id"] == "one-room")
    del bare["notice"], bare["say"]
    write_draft(pack)
    publish()
    summary = tree(worker_client.get(f"{WORK}&go=summary"))
    assert not parts(summary, "#compared q")
    assert parts(summary, "#compared [data-compared]")
