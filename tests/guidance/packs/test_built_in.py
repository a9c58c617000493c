"""The built-in pack: every row of the content brief under its id, and what its helpers' numbers may be."""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from guidance.packs.built_in import newer_than
from guidance.packs.files import BUILT_IN, read_pack_file, write_pack
from guidance.rules.conditions import read_case
from guidance.rules.next_steps import next_steps
from guidance.rules.warnings import UNDATED
from tests.guidance.formats import of_format
from tests.guidance.rules.examples import built_in
from tests.guidance.rules.test_cases import CASES

from . import brief

PACK = read_pack_file(BUILT_IN)
STEPS = {step["id"]: step for step in PACK["steps"]}


def ids(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["id"] for entry in entries]


@pytest.mark.parametrize("stage", PACK["stages"], ids=ids(PACK["stages"]))
def test_a_stage_has_the_points_and_checks_of_the_brief_with_their_answers(stage):
    points, checks = brief.STAGES[stage["id"]]
    assert ids(stage["points"]) == points.split()
    assert {check["id"]: ids(check["answers"]) for check in stage["checks"]} == {
        check: answers.split() for check, answers in checks.items()
    }


def test_the_stages_and_the_checklists_are_those_of_the_brief():
    assert ids(PACK["stages"]) == list(brief.STAGES)
    assert {each["id"]: ids(each["signs"]) for each in PACK["checklists"]} == {
        checklist: signs.split() for checklist, signs in brief.SIGNS.items()
    }


def test_the_steps_stand_in_the_order_of_the_brief():
    assert list(STEPS) == list(brief.STEPS)


@pytest.mark.parametrize("step", list(brief.STEPS))
def test_a_step_has_the_rows_of_the_brief(step):
    said = brief.read_step(brief.STEPS[step])
    assert STEPS[step]["urgency"] == said["urgency"]
    assert STEPS[step]["alone"] == said["alone"]
    for kind in ("show", "but_not", "stress"):
        assert any_order(STEPS[step][kind]) == any_order(said[kind])


@pytest.mark.parametrize("step", list(brief.STEPS))
def test_a_step_names_the_helpers_of_the_brief_in_their_order_each_with_its_rows(step):
    said, named = brief.helpers(step), STEPS[step].get("contacts_when", {})
    assert STEPS[step]["contacts"] == list(said)
    assert {name: any_order(each) for name, each in named.items()} == {
        name: any_order(each) for name, each in said.items() if each
    }


def test_steps_settle_link_and_stand_in_the_strip_as_the_brief_says():
    assert {name: step["settles"] for name, step in STEPS.items() if "settles" in step} == brief.SETTLES
    assert {name: step["link"] for name, step in STEPS.items() if "link" in step} == brief.LINKS
    assert [name for name, step in STEPS.items() if "strip" in step] == brief.STRIPS.split()


def test_the_checks_that_tell_too_much_in_company_are_those_of_the_brief():
    checks = [check for stage in PACK["stages"] for check in stage["checks"]]
    assert {check["id"] for check in checks if "telling" in check} == {*brief.TELLING.split()}


def test_what_a_worker_can_say_stands_where_the_brief_asks_for_it():
    points = [point for stage in PACK["stages"] for point in stage["points"]]
    assert {each["id"] for each in (*points, *PACK["steps"]) if "say" in each} == {*brief.SAY.split()}


def test_what_can_be_said_of_a_notification_says_that_it_is_for_the_child_and_who_tells_the_parents():
    step = STEPS["child-welfare"]
    for language, to_the_child, parents in (
        ("fi", "Lapselle: ", "Lastensuojelu päättää, kerrotaanko vanhemmille ja milloin."),
        ("sv", "Till barnet: ", "Barnskyddet avgör om och när föräldrarna får veta."),
        ("en", "To the child: ", "Child welfare decides whether and when the parents are told."),
    ):
        assert step["say"][language].startswith(to_the_child)
        assert parents in step["full"][language]


@pytest.mark.parametrize("step", ["child-now", "child-welfare"])
def test_whoever_notifies_says_who_should_not_learn_from_whom_it_came(step):
    """Without a promise: it may come out all the same."""
    for language, said in (
        ("fi", "kuka ei saisi tietää, keneltä tieto tuli"),
        ("sv", "vem som inte borde få veta varifrån uppgiften kommer"),
        ("en", "who should not find out where this came from"),
    ):
        assert said in STEPS[step]["full"][language]


def test_the_clients_own_lawyer_hears_of_a_proposal_if_the_client_agrees_and_nobody_waits_for_that():
    for language, lawyer, agreed, waits in (
        ("fi", "omalle juristilleen", "asiakas suostuu", "ei tarvitse odottaa"),
        ("sv", "egen jurist", "klienten samtycker", "behöver inte vänta"),
        ("en", "own lawyer", "the client agrees", "need not wait"),
    ):
        sentences = re.split(r"(?<=[.:]) ", STEPS["propose"]["full"][language])
        (said,) = [each for each in sentences if lawyer in each]
        assert agreed in said
        assert waits in said


def test_what_a_worker_can_say_fits_a_home_visit_and_a_call_too():
    """Who is met at home, on the phone or on a screen leaves no place of ours."""
    points = [point for stage in PACK["stages"] for point in stage["points"]]
    said = [each["say"] for each in (*points, *PACK["steps"]) if "say" in each]
    of_leaving = {"fi": "täältä", "sv": "härifrån", "en": " here"}
    assert [say[code] for say in said for code, word in of_leaving.items() if word in say[code]] == []


def test_the_company_rule_is_that_of_the_brief():
    assert any_order(PACK["company"]) == any_order(brief.rows(brief.COMPANY))


def test_what_goes_beyond_the_card_is_what_the_brief_marks():
    points_and_checks = [each for stage in PACK["stages"] for each in (*stage["points"], *stage["checks"])]
    signs = [sign for checklist in PACK["checklists"] for sign in checklist["signs"]]
    entries = [*points_and_checks, *signs, *PACK["steps"]]
    assert {entry["id"] for entry in entries if entry["origin"] == "addition"} == brief.ADDITIONS


def any_order(rows: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their answers in no order: none is before another."""
    return [
        {subject: set(answers) if isinstance(answers, list) else answers for subject, answers in row.items()}
        for row in rows
    ]


def test_a_helpline_whose_page_has_a_date_of_its_own_says_it():
    (mieli,) = [each for each in PACK["contacts"] if each["id"] == "mieli"]
    assert mieli["seen_on"] == "2026-09-21"


# --- Telephone numbers ---

# Closed for good, though old pages still print them: without the first zero, which the country code replaces.
CLOSED = {
    "MIELI in English and Arabic": "925250113",
    "MIELI in Ukrainian": "925250114",
    "MIELI in Russian": "925250115",
    "Monika before 2017": "96922304",
    "Victim Support, old helpline": "80098800",
    "Victim Support, old office": "20316116",
}
BETWEEN_DIGITS = re.compile(r"(?<=\d)(?:\(0\)|[\s().,/\u2010-\u2015\u200b\u2060-])+(?=\d)")


def closed_in(words: str) -> set[str]:
    """The closed numbers that stand in a text, in whatever spacing."""
    run_together = BETWEEN_DIGITS.sub("", words)
    return {number for number in CLOSED.values() if number in run_together}


@pytest.mark.parametrize(
    "words",
    [
        "09 2525 0113",
        "0925250113",
        "+358 9 2525 0113",
        "+358 (0)9 25 25 01 13",
        "tel:+358925250113",
        "09-2525-0113",
        "09\u00a02525\u202f0113",
        "(09) 2525 0113",
        "Soita 09 2525 0111 tai 09 2525 0113.",
    ],
)
def test_a_closed_number_is_found_in_whatever_spacing(words):
    assert closed_in(words) == {"925250113"}


def test_numbers_that_answer_are_not_taken_for_closed_ones():
    assert closed_in("09 2525 0111, 09 2525 0112, 0800 05058, 080 005 005") == set()


def test_no_number_known_to_be_closed_stands_anywhere_else_in_the_built_in_pack():
    rest = {name: each for name, each in PACK.items() if name != "closed_numbers"}
    assert closed_in(write_pack(rest)) == set()


def test_the_closed_numbers_are_those_of_the_brief():
    assert {each["number"]: each["seen_on"] for each in PACK["closed_numbers"]} == brief.CLOSED
    assert {number for each in brief.CLOSED for number in closed_in(each)} == {*CLOSED.values()}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("address", ["/card/", "/contacts/"])
def test_no_closed_number_stands_on_a_public_page(client, edition, settings, address, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(address).content.decode()
    assert f'<html lang="{language}"' in page
    assert closed_in(page) == set()


def test_a_helpline_names_no_language_in_which_it_has_no_number():
    """MIELI answers in Finnish and in Swedish alone: each language that it names has a line of its own."""
    (mieli,) = [each for each in read_pack_file(BUILT_IN)["contacts"] if each["id"] == "mieli"]
    for code in ("fi", "sv", "en"):
        lines = [phone["label"][code].casefold() for phone in mieli["phones"]]
        assert mieli["languages"][code].casefold().split(", ") == lines


# --- What it brings that a draft lacks ---


def without(check: str) -> dict[str, Any]:
    pack = copy.deepcopy(PACK)
    for stage in pack["stages"]:
        stage["checks"] = [each for each in stage["checks"] if each["id"] != check]
    return pack


def test_a_draft_of_this_very_pack_lacks_nothing_even_with_entries_out_of_use_and_words_of_its_own():
    draft = copy.deepcopy(PACK)
    draft["stages"][0]["checks"][0] |= {"retired": True, "text": {"fi": "Omin sanoin?"}}
    assert not newer_than(draft, {})


def test_a_draft_made_before_an_entry_came_lacks_it_by_name_once_and_not_each_of_its_answers():
    assert newer_than(without("threat"), {}).names == ("Onko asiakkaan turvallisuus uhattuna juuri nyt?",)


def test_what_was_taken_and_has_been_taken_away_here_is_not_told_again():
    assert not newer_than(without("threat"), PACK)


def test_another_pack_than_was_taken_last_is_a_newer_release():
    assert newer_than(PACK, without("threat")).release
    assert not newer_than(PACK, PACK).release


def test_a_draft_of_an_older_format_lacks_parts_of_entries_that_it_has():
    older = newer_than(of_format(2, PACK), {})
    assert older.parts
    assert older


# --- What a worker reads in a worked case ---


NOT_FOR_ALL = {
    "osh-authority": "työstä Suomessa, ilman nimeä",
    "monika-crisis": "maahan muuttaneille naisille",
    "nollalinja": "lähisuhdeväkivalta",
}
PAPERS_HELD = [
    name
    for name, each in CASES.items()
    if each["answers"].get("signs", {}).get("controlled-papers") == "noticed"
]
FOR_A_CHILD = [name for name, each in CASES.items() if "child-proposal" in each["steps"]["soon"]]


def read_in(case: str, *parts: str) -> dict[str, str]:
    """Step by step what is read there in Finnish: of the texts named."""
    found = next_steps(built_in(), read_case(built_in(), CASES[case]["answers"]))
    return {step.id: " ".join(STEPS[step.id][each]["fi"] for each in parts) for step in found}


def test_under_a_threat_the_client_is_not_left_alone_and_nobody_else_hears_the_call():
    short = read_in("wife-who-cannot-leave", "short") | read_in("acute-threat", "short")
    assert "etteivät muut kuule" in short["call-emergency"]
    assert "Pidä asiakas kanssasi" in short["call-emergency"]


@pytest.mark.parametrize(
    "case", ["wife-who-cannot-leave", "cleaner-whose-employer-is-landlord", "child-in-danger"]
)
def test_the_safety_plan_is_true_for_someone_close_at_work_and_for_a_child(case):
    plan = read_in(case, "full")["safety-plan"]
    assert "läheinen, työnantaja tai vuokranantaja" in plan
    assert "Lapsen vanhemmat tapaa vain lastensuojelu" in plan
    assert "minne aikuinen voi mennä yöllä" in plan


def test_for_whom_a_shelter_is_stands_where_it_is_read_at_once():
    """A worker, a neighbour or a child is not sent to a house for those who fear someone close."""
    for language, close, shelter in (
        ("fi", "Läheistä pelkäävälle", "turvakoti"),
        ("sv", "rädd för en närstående", "skyddshem"),
        ("en", "fears someone close", "shelter"),
    ):
        assert re.search(f"{close}.*{shelter}", STEPS["safe-place"]["short"][language])


def test_while_the_companion_interprets_the_first_line_is_to_go_no_deeper():
    short = STEPS["change-interpreter"]["short"]
    assert short["fi"].startswith("Älä puhu asiasta nyt enempää.")
    assert short["sv"].startswith("Gå inte djupare in på saken nu.")
    assert short["en"].startswith("Go no deeper now.")


@pytest.mark.parametrize(
    ("step", "met"),
    [
        ("call-emergency", ("puhelimessa", "per telefon", "by phone")),
        ("see-alone", ("Kotikäynnillä", "hembesök", "home visit")),
        ("see-alone", ("puhelimessa", "per telefon", "on the phone")),
        ("escort-outside", ("Kotikäynnillä", "hembesök", "home visit")),
    ],
)
def test_what_supposes_a_room_of_ours_says_what_to_do_elsewhere(step, met):
    full = STEPS[step]["full"]
    assert all(words in full[language] for language, words in zip(("fi", "sv", "en"), met, strict=True))


def test_the_plan_of_who_goes_back_says_first_that_it_is_not_for_a_child():
    full = STEPS["safety-plan"]["full"]
    for language, child in (("fi", "**Lapsi:**"), ("sv", "**Ett barn:**"), ("en", "**A child:**")):
        assert full[language].startswith(child)


@pytest.mark.parametrize(
    ("language", "report", "adult"),
    [
        ("fi", "ilman ilmoitusta poliisille|ei vaadita rikosilmoitusta", "aikui"),
        ("sv", "utan en anmälan till polisen|krävs ingen brottsanmälan", "vuxen"),
        ("en", "without a report to the police|need not report anything to the police", "adult"),
    ],
)
def test_that_the_police_need_not_be_told_is_said_of_adults_only(language, report, adult):
    checks = [check for stage in PACK["stages"] for check in stage["checks"]]
    texts = [each["full"][language] for each in (*checks, *PACK["steps"]) if "full" in each]
    sentences = [each for text in texts for each in re.split(r"(?<=[.:]) ", text) if re.search(report, each)]
    assert sentences
    assert [each for each in sentences if adult not in each.lower()] == []


def test_a_child_elsewhere_is_spoken_of_where_the_threat_is_asked():
    hints = {check["id"]: check.get("hint", {}) for stage in PACK["stages"] for check in stage["checks"]}
    for language, child, unsure in (
        ("fi", "laps", "En tiedä"),
        ("sv", "barn", "Vet inte"),
        ("en", "child", "Not sure"),
    ):
        assert child in hints["threat"][language]
        assert unsure in hints["threat"][language]
        assert unsure in hints["children"][language]


@pytest.mark.parametrize("case", FOR_A_CHILD)
def test_in_a_childs_case_nothing_asks_the_notification_to_wait(case):
    short, full = read_in(case, "short"), read_in(case, "full")
    assert "ensin" not in short.get("legal-help", "").partition("Toiseen osapuoleen")[0].lower()
    assert "eivät koskaan odota tätä" in full.get("legal-help", "eivät koskaan odota tätä")
    assert "sano sitä lapselle" in full.get("child-now", "sano sitä lapselle")


ADULTS_ALONE = [
    name
    for name, each in CASES.items()
    if each["answers"].get("checks", {}).get("minor") == "no"
    and each["answers"]["checks"].get("children", "no") == "no"
]


@pytest.mark.parametrize(("cases", "others"), [(FOR_A_CHILD, "aikui"), (ADULTS_ALONE, "laps")])
def test_what_is_read_at_once_speaks_of_nobody_else(cases, others):
    """What is only for a child, or only for an adult, stands in a part of its own under how and why."""
    short = {(case, step): text for case in cases for step, text in read_in(case, "title", "short").items()}
    assert [place for place, text in short.items() if others in text.lower()] == []
    assert len(cases) > 5


def test_in_a_childs_matter_one_call_leads_and_the_other_steps_refer_to_it():
    short = read_in("child-in-danger", "short")
    assert "Sama puhelu on lastensuojeluilmoitus." in short["child-now"]
    for step in ("safe-place", "child-welfare"):
        assert "yksi puhelu riittää" in short[step].lower()


def test_text_button_and_strip_of_an_unsure_threat_say_one_thing():
    """A colleague, and whoever stands there: for a wife, a worker and a child somebody else."""
    step = STEPS["assess-threat"]
    for language, colleague in (("fi", "työpari"), ("sv", "kollega"), ("en", "colleague")):
        assert all(colleague in step[each][language] for each in ("short", "full", "strip"))
        assert not re.search("auttamisj|hjälpsys|assistance s|poli[cs]", step["full"][language].lower())


@pytest.mark.parametrize("contact", PACK["contacts"], ids=ids(PACK["contacts"]))
def test_a_number_says_when_it_answers_or_where_that_is_told(contact):
    if contact["phones"]:
        assert {*contact["hours"]} == {"fi", "sv", "en"}


def test_a_source_says_its_own_day_and_not_that_on_which_it_was_read():
    assert UNDATED.isoformat() not in {each["seen_on"] for each in PACK["contacts"]}


@pytest.mark.parametrize("case", PAPERS_HELD)
def test_wherever_papers_are_held_some_step_speaks_of_papers(case):
    assert [step for step, text in read_in(case, "full").items() if "paper" in text.lower()]


@pytest.mark.parametrize("case", FOR_A_CHILD)
def test_what_has_to_begin_today_does_not_say_of_itself_that_it_cannot_wait(case):
    """*Soon* is today or within days."""
    text = read_in(case, "title", "short", "full")["child-proposal"]
    assert "jo tänään" in text
    assert "kiire" not in text


def test_why_somebody_stayed_away_is_asked_after_their_safety_and_of_nobody_else():
    assert read_in("threatened-and-stayed-away", "full")["continuity"].startswith("Turvallisuus on ensin")
    assert "vain asiakkaalta" in read_in("threatened-and-stayed-away", "short")["continuity"]


def test_before_a_journey_the_line_says_when_112_is_the_number():
    """112 stands first there wherever a threat is not ruled out."""
    assert (
        "Jos lähtö on lähellä: 112."
        in read_in("man-feared-journey-perhaps-threat", "short")["before-journey"]
    )


def test_a_number_that_is_not_for_everybody_says_for_whom_it_is():
    labels = {
        each["id"]: each["phones"][0]["label"]["fi"] for each in PACK["contacts"] if each["id"] in NOT_FOR_ALL
    }
    assert labels == NOT_FOR_ALL


def test_whoever_worked_abroad_is_sent_to_a_lawyer_and_not_to_an_authority_of_finland():
    assert (
        "Ulkomailla tehdystä työstä kysy juristilta."
        in read_in("exploited-abroad-years-ago", "full")["legal-help"]
    )


def test_the_authority_that_tells_the_police_says_so_where_its_number_stands():
    (authority,) = [each for each in PACK["contacts"] if each["id"] == "osh-authority"]
    for language, said in (("fi", "poliisille"), ("sv", "polisen"), ("en", "police")):
        assert said in authority["purpose"][language]


def test_children_are_asked_about_where_help_here_reaches_them():
    """Those of a client from abroad would otherwise bring *now* a call that cannot help them."""
    (children,) = [each for stage in PACK["stages"] for each in stage["checks"] if each["id"] == "children"]
    for language, said in (("fi", "Suomessa"), ("sv", "Finland"), ("en", "Finland")):
        assert said in children["hint"][language]
    for language, said in (("fi", "toisessa maassa"), ("sv", "annat land"), ("en", "another country")):
        assert said in STEPS["assess-threat"]["full"][language]


def test_what_says_that_the_numbers_are_in_the_contacts_leads_there():
    said = {name for name, step in STEPS.items() if "Numerot ovat yhteystiedoissa" in step["full"]["fi"]}
    assert {name: STEPS[name].get("link") for name in said} == dict.fromkeys(said, "/contacts/")
    assert len(said) > 1


def test_victim_support_has_one_name_in_swedish():
    assert "RIKU" not in " ".join(swedish(PACK))


def swedish(each: Any) -> Iterator[str]:
    if isinstance(each, dict):
        if isinstance(each.get("sv"), str):
            yield each["sv"]
        for part in each.values():
            yield from swedish(part)
    elif isinstance(each, list):
        for part in each:
            yield from swedish(part)
