"""The plan on the summary: reasons that lead back, calls to make, ticks, and what a newer edition changes."""

import re

import pytest
from django.conf import settings

from guidance.models import (
    Answer,
    Check,
    Contact,
    Draft,
    Expectation,
    Phone,
    Step,
    StepContact,
)
from guidance.publishing.editions import guidance_of, publish
from guidance.rules.next_steps import next_steps
from interview.walk.plan import KINDS, STRESSED_BECAUSE, Why
from tests.markup import attribute, attributes, checked, part, parts, steps, words


def step_of(page: str, step: str) -> str:
    """One step of the summary, with its markup."""
    return part(page, f"li#step-{step}").html


def test_the_summary_lists_steps_as_the_rules_do(save, summary, sheet, edition):
    save(2, {"check-threat": "yes", "check-escort": "waiting", "check-minor": "unsure"})
    expected = [step.id for step in next_steps(guidance_of(edition), sheet().answers())]
    assert steps(summary()) == expected


def test_a_step_leads_back_to_the_question_of_its_first_reason_by_a_number(save, summary, worker_client, at):
    save(2, {"check-threat": "yes"})
    step = part(summary(), "#step-call-emergency")
    assert words(part(step, ".change a")) == "Muuta vastausta : Pyydä apua heti"
    link = attribute(step, ".change a", "href")
    address, _, anchor = link.partition("#")
    assert address == at(2)
    assert re.fullmatch(r"q\d+", anchor)
    assert f'id="{anchor}"' in worker_client.get(address).content.decode()


def test_reasons_are_plain_text_with_one_link_a_step(save, summary):
    save(1, {"check-alone": "no"})
    save(2, {"check-threat": "unsure", "check-minor": "yes", "check-safe-tonight": "no"})
    page = summary()
    for step in parts(page, "[data-step]"):
        assert len(parts(step, ".why :is(a, button)")) <= 1
        assert not parts(step, ":is(a, button)[data-because]")
    assert len(parts(page, "[data-because]")) > len(parts(page, "[data-step] .change")) > 10
    assert len(parts(page, ".tier-note a")) == 1


def test_where_nothing_is_answered_yet_the_way_back_asks_for_an_answer(summary):
    assert words(part(summary(), "#step-next-meeting .change a")).startswith("Vastaa :")


def test_a_step_that_always_shows_leads_back_only_to_what_makes_it_stand_out(save, summary):
    assert not parts(summary(), "#step-record-safely .change")
    save(2, {"check-minor": "yes"})
    page = summary()
    assert parts(page, "#step-record-safely .change")
    assert not parts(page, "#step-take-a-moment .change")


def test_why_a_step_came_up_and_why_it_stands_out_is_said_for_every_kind_of_reason():
    assert set(STRESSED_BECAUSE) == set(KINDS)
    why = Why("not-gone-through", ())
    assert why.because == "Koska et ole vielä käynyt läpi:"
    assert why.stressed_because == "Korostettu, koska et ole vielä käynyt läpi:"


def test_what_brings_a_step_up_and_makes_it_stand_out_is_said_once(save, summary):
    save(2, {"check-children": "yes"})
    save("signs", {"sign-made-to-do": "noticed"})
    step = step_of(summary(), "legal-help")
    assert words(part(step, ".why:not(.change)")).startswith("Koska huomasit: toiset teettävät asioita")
    assert attributes(step, "[data-because]", "data-because") == ["made-to-do"]


def test_a_reason_among_several_that_also_makes_a_step_stand_out_is_said_once(save, summary):
    save(4, {"check-still-worried": "yes"})
    step = step_of(summary(), "trust-concern")
    assert words(step).count("huoli jäljellä") == 1
    assert parts(step, ".stressed")


def test_what_stands_out_asks_for_care_and_presses_nobody_to_hand_over_a_paper(save, summary):
    """Contact details stand out where they are dangerous, not where it matters more to give them."""
    save(2, {"check-escort": "insists"})
    assert words(step_of(summary(), "give-contacts"), ".stressed") == "Erityisen huolella tällä kertaa"


def test_what_alone_makes_a_step_stand_out_is_said_apart(save, summary):
    save(2, {"check-safe-tonight": "no"})
    step = step_of(summary(), "give-contacts")
    assert "Korostettu, koska merkitsit:" in step


def test_a_sign_behind_a_step_is_named_and_leads_to_the_signs(save, summary, at):
    save("signs", {"sign-nervous": "noticed"})
    step = step_of(summary(), "whole-picture")
    assert words(part(step, "[data-because=nervous]")) == "hermostuneisuus"
    link = attribute(step, ".change a", "href")
    assert re.fullmatch(rf"{at('signs')}#m\d+", link)
    assert "Koska huomasit" in step


def test_a_held_step_stands_last_and_says_so(save, summary):
    save(1, {"check-alone": "no"})
    page = summary()
    held = attributes(page, "[data-step][data-held]", "data-step")
    assert held
    assert steps(page)[-len(held) :] == held
    assert "Kun olette kahden" in page


def test_an_unanswered_question_is_said_to_be_unanswered(summary):
    assert "Koska et ole vielä vastannut" in step_of(summary(), "ask-safety")


def test_a_local_number_that_is_missing_says_that_112_connects(save, summary):
    save(2, {"check-minor": "yes"})
    step = step_of(summary(), "child-welfare")
    assert 'href="tel:112"' in step
    assert "Soita 112 ja pyydä yhdistämään." in step


def test_a_number_that_was_mended_shows_in_an_older_interview_as_updated(save, summary, interview):
    save(2, {"check-safe-tonight": "no"})
    assert "Päivitetty yhteystieto" not in summary()
    Phone.objects.filter(contact__identifier="nollalinja", number="080 005 005").update(
        number="080 000 111", tel="+35880000111"
    )
    publish()
    step = step_of(summary(), "safe-place")
    assert 'href="tel:+35880000111"' in step
    assert "Päivitetty yhteystieto" in step
    assert "080 005 005" not in step


def test_an_older_interview_is_shown_as_it_was_asked(save, worker_client, at):
    question = Check.objects.get(identifier="threat")
    asked = question.short["fi"]
    question.short |= {"fi": "Toisin kysytty?"}
    question.save()
    publish()
    assert asked in worker_client.get(at(2)).content.decode()
    save("summary", {"edition": "newest"})
    assert "Toisin kysytty?" in worker_client.get(at(2)).content.decode()


def test_an_answer_that_is_gone_is_kept_and_its_question_stands_unanswered(
    save, summary, sheet, worker_client, at
):
    save(2, {"check-escort": "waiting", "check-threat": "no"})
    assert "escort-outside" in steps(summary())
    Answer.objects.filter(question__identifier="escort", identifier="waiting").update(retired=True)
    forget_answer("escort", "waiting")
    publish()
    save("summary", {"edition": "newest"})

    page = summary()
    assert sheet().value("check-escort") == "waiting"
    gone = next(words(each) for each in parts(page, "section") if "Ei enää ohjeistossa" in words(each))
    assert "Tuliko joku mukaan?" in gone
    assert "waiting" in gone
    assert "Tuliko joku mukaan? Ei vielä vastattu" in words(page)
    assert "escort-outside" not in steps(page)
    assert not checked(worker_client.get(at(2)), "check-escort")

    save(2, {"check-minor": "no", "note-safety": "Kirjoitan lisää."})
    assert sheet().value("check-escort") == "waiting"
    save(2, {"check-escort": "no"})
    assert "Ei enää ohjeistossa" not in summary()


def forget_answer(check, answer):
    """Rules and example cases no longer speak of an answer."""

    def without(rows):
        kept = [
            {
                subject: [each for each in answers if (subject, each) != (check, answer)]
                if answers is not True
                else True
                for subject, answers in row.items()
            }
            for row in rows
        ]
        return [row for row in kept if [] not in row.values()]

    for step in Step.objects.all():
        step.show, step.but_not, step.stress = map(without, (step.show, step.but_not, step.stress))
        step.save()
    draft = Draft.objects.get()
    draft.company = without(draft.company)
    draft.save()
    Expectation.objects.all().delete()


def test_a_contact_without_a_number_shows_its_web_address(save, summary):
    save(2, {"check-minor": "no"})
    save(3, {"check-consent": "yes"})
    step = part(summary(), "#step-consult .step-rest")
    assert attribute(step, "a[href^='https://']", "href") == "https://protukipiste.fi"
    assert "tel:" not in step.html


def test_the_first_two_with_a_number_are_buttons_and_the_others_are_read_under_how_and_why(save, summary):
    save(2, {"check-safe-tonight": "no", "check-minor": "no", "check-whom": "close"})
    page = summary()
    assert attributes(page, "#step-safe-place > .calls a", "data-call") == [
        "emergency-social-services",
        "nollalinja",
    ]
    assert attribute(page, "#step-safe-place [data-call=nollalinja]", "href") == "tel:+35880005005"
    rest = words(part(page, "#step-safe-place .step-rest"))
    assert "029 546 3177" in rest
    assert "nollalinja.fi/turvakoti" in rest


def test_the_number_stands_right_under_the_short_line_before_what_unfolds(save, summary):
    save(2, {"check-safe-tonight": "no", "check-minor": "no", "check-whom": "close"})
    page = summary()
    assert parts(page, "#step-safe-place > .step-short + .calls")
    assert parts(page, "#step-safe-place > .calls + .step-folds > details.step-rest + details.step-note")


@pytest.mark.parametrize(
    ("language", "hours"), [("fi", "Suomi. Joka"), ("sv", "Finska. Varje"), ("en", "Finnish. Every")]
)
def test_what_is_said_of_a_number_begins_like_a_sentence(save, summary, worker_client, language, hours):
    save(2, {"check-threat": "yes", "check-minor": "yes"})
    worker_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert words(part(summary(), "[data-call=mll-116111] .call-hours")).startswith(hours)


def test_a_helper_with_a_button_higher_up_is_a_line_of_text_with_its_number(save, summary):
    save(2, {"check-safe-tonight": "no", "check-minor": "no", "check-whom": "close"})
    page = summary()
    assert attributes(page, "#step-safety-plan > .calls a", "data-call") == ["assistance-system"]
    assert words(page, "#step-safety-plan > .calls > li") == "Nollalinja 080 005 005"
    assert "Nollalinja" not in words(part(page, "#step-safety-plan .step-rest"))


def test_a_tick_brings_the_step_further_down_that_gets_the_button_back(save, worker_client, at, sheet):
    save(2, {"check-safe-tonight": "no", "check-minor": "no", "check-whom": "close"})
    fields = {"version": sheet().version, "done-safe-place": "on"}
    answer = worker_client.post(at("summary"), fields, headers={"HX-Request": "true"})
    assert steps(answer) == ["safe-place", "safety-plan"]
    assert attributes(answer, "#step-safety-plan > .calls a", "data-call") == [
        "nollalinja",
        "assistance-system",
    ]
    assert not parts(answer, "#step-safety-plan input[type=checkbox][checked]")


def test_a_tick_that_takes_its_own_step_off_the_list_brings_the_one_that_gets_its_button(
    save, worker_client, at, sheet, summary
):
    save(3, {"check-police": "yes"})
    button = "#step-support-police > .calls [data-call=riku-116006]"
    assert not parts(summary(), button)
    for ticked in ("on", ""):
        answer = by_htmx(
            worker_client, at("summary"), {"version": sheet().version, "done-consult-unnamed": ticked}
        )
        (redrawn,) = parts(answer, "#step-support-police")
        assert len(parts(redrawn, ".calls [data-call=riku-116006]")) == len(parts(summary(), button))
    assert not parts(summary(), button)


def test_a_contact_that_was_retired_stays_in_the_interview_that_names_it(save, summary):
    save(2, {"check-safe-tonight": "no"})
    StepContact.objects.filter(contact__identifier="nollalinja").delete()
    Contact.objects.filter(identifier="nollalinja").update(retired=True)
    Expectation.objects.all().delete()  # some name it
    publish()
    assert "080 005 005" in step_of(summary(), "safe-place")


def test_a_step_ticked_off_says_when_and_keeps_its_place(save, summary, sheet):
    before = steps(summary())
    save("summary", {"done-take-a-moment": ["", "on"]})
    page = summary()
    assert steps(page) == before
    assert re.search(r"Tehty tänään klo \d+\.\d\d", step_of(page, "take-a-moment"))
    save("summary", {"done-take-a-moment": [""]})
    assert not sheet().done()


def test_no_score_level_or_percentage_is_on_the_page(save, summary):
    save("signs", {"sign-nervous": "noticed", "sign-clothing": "noticed"})
    read = words(summary())
    assert "%" not in read
    assert not re.search(r"\b(riskitaso|pisteet|pistettä|todennäköisyys|taso)\b", read, re.IGNORECASE)


def test_finishing_is_said_on_the_page(save, summary):
    assert "Merkitty päättyneeksi" not in summary()
    assert save("summary", {"finish": "yes"})["Location"].endswith("/summary/#finish")
    assert "Merkitty päättyneeksi tänään" in summary()


def test_ticking_on_the_summary_brings_no_strip_there(worker_client, at, sheet, save):
    save(2, {"check-threat": "yes", "check-escort": "waiting"})
    fields = {"version": sheet().version, "done-call-emergency": "on", "shown": ""}
    answer = worker_client.post(at("summary"), fields, headers={"HX-Request": "true"}).content.decode()
    assert 'id="step-call-emergency"' in answer
    assert 'id="do-now"' not in answer


def test_in_short_how_and_why_open_in_place_even_of_what_is_to_be_done_now(save, summary):
    save(2, {"check-threat": "yes"})
    page = summary()
    assert '<details class="step-rest">' in step_of(page, "call-emergency")
    assert '<details class="step-rest">' in step_of(page, "record-safely")


def test_in_full_every_step_is_read_at_once_until_it_is_done(save, summary):
    save(2, {"check-threat": "yes", "read": "full"})
    save("summary", {"done-call-emergency": "on"})
    page = summary()
    assert '<details class="step-rest">' in step_of(page, "call-emergency")
    assert '<div class="step-rest">' in step_of(page, "record-safely")


# --- What a tick settled ------------------------------------------------------------------------------------


def test_a_step_that_its_tick_settled_stands_under_done_with_its_time(save, summary):
    save("summary", {"done-tell-rights": ["", "on"]})
    page = summary()
    assert "tell-rights" not in steps(page)
    assert attributes(page, "#done [data-done-step]", "data-done-step") == ["tell-rights"]
    assert re.search(r"Tehty tänään klo \d+\.\d\d", words(part(page, "#step-tell-rights")))
    assert checked(page, "done-tell-rights") == "on"


def test_what_is_done_can_be_taken_back(save, summary):
    save("summary", {"done-tell-rights": "on"})
    save("summary", {"done-tell-rights": [""]})
    page = summary()
    assert "tell-rights" in steps(page)
    assert parts(page, "#done") == []


def test_another_answer_takes_a_step_from_done_back_to_the_list(save, summary):
    save("summary", {"done-tell-rights": "on"})
    save(3, {"check-rights-told": "not-yet"})
    assert "tell-rights" in steps(summary())
    assert parts(summary(), "[data-done-step]") == []


def test_a_tick_that_settles_nothing_never_stands_under_done(save, summary):
    save(2, {"check-threat": "yes"})
    save("summary", {"done-call-emergency": "on"})
    save(2, {"check-threat": "no"})
    assert parts(summary(), "[data-done-step]") == []


def by_htmx(client, address, fields):
    return client.post(address, fields, headers={"HX-Request": "true"})


def test_ticking_answers_in_place_with_the_step_as_done(worker_client, at):
    answer = by_htmx(worker_client, at("summary"), {"version": 0, "done-tell-rights": "on"})
    item = part(answer, "li#step-tell-rights[hx-swap-oob]")
    assert item.attributes["data-done-step"] == "tell-rights"
    assert "data-step" not in item.attributes
    back = by_htmx(worker_client, at("summary"), {"version": 1, "done-tell-rights": ""})
    assert attributes(back, "li[hx-swap-oob]", "data-step") == ["tell-rights"]


def test_a_tick_that_falls_with_another_is_drawn_anew_in_place(worker_client, at):
    for version, step in enumerate(("consult", "consult-unnamed")):
        by_htmx(worker_client, at("summary"), {"version": version, f"done-{step}": "on"})
    answer = by_htmx(worker_client, at("summary"), {"version": 2, "done-consult": ""})
    assert "step-consult-unnamed" in attributes(answer, "li[hx-swap-oob]", "id")
    assert checked(answer, "done-consult-unnamed") is None


def test_a_tick_beside_a_stage_answers_its_question_on_the_page(worker_client, at):
    answer = by_htmx(worker_client, at(3), {"version": 0, "done-tell-rights": "on"})
    assert checked(answer, "check-rights-told") == "yes"
    assert part(answer, "#field-check-rights-told").attributes["hx-swap-oob"] == "true"
    assert parts(by_htmx(worker_client, at(2), {"version": 1, "done-tell-rights": ""}), "fieldset") == []


def test_the_plan_beside_the_walk_has_what_is_done_last(save, worker_client, at):
    save("summary", {"done-tell-rights": "on"})
    plan = worker_client.get(at("plan"), headers={"HX-Request": "true"})
    assert "tell-rights" not in steps(plan)
    assert attributes(plan, "details.done [data-done-step]", "data-done-step") == ["tell-rights"]


def test_a_link_of_a_step_leads_out_in_a_tab_of_its_own_and_tells_nobody_where_from(save, summary):
    save(3, {"check-consent": "yes"})
    (link,) = parts(summary(), "#step-propose .step-rest .step-link a")
    assert words(link) == "Lomake Auttamisjärjestelmän sivuilla"
    assert link.attributes == {
        "href": "https://ihmiskauppa.fi/",
        "rel": "noopener noreferrer",
        "target": "_blank",
    }


def test_a_link_of_a_step_to_a_page_of_ours_stays_in_the_tab(save, summary):
    save("signs", {"sign-untreated": "noticed"})
    (link,) = parts(summary(), "#step-basic-needs .step-link a")
    assert link.attributes == {"href": "/contacts/", "rel": "noopener noreferrer"}


def test_a_step_without_a_link_shows_none(summary):
    assert not parts(summary(), "#step-record-safely .step-link")


def test_what_a_worker_can_say_is_one_tap_away_beside_how_and_why(save, summary):
    save(1, {"check-alone": "no"})
    said = part(summary(), "#step-see-alone details.say")
    assert words(part(said, "summary")) == "Voit sanoa : Järjestä hetki kahden kesken"
    assert (
        words(part(said, "q"))
        == "Meillä on tapana jutella jokaisen kanssa hetki myös erikseen. Se ei kestä kauan."
    )


@pytest.mark.parametrize(
    ("language", "tap", "sentence"),
    [
        ("sv", "Du kan säga", "Vi brukar prata en stund med var och en för sig."),
        (
            "en",
            "You can say",
            "We always talk with each person on their own for a moment.",
        ),
    ],
)
def test_what_a_worker_can_say_is_in_the_readers_language(
    save, summary, worker_client, language, tap, sentence
):
    save(1, {"check-alone": "no"})
    worker_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    said = words(part(summary(), "#step-see-alone details.say"))
    assert said.startswith(tap)
    assert sentence in said


def test_a_step_with_nothing_to_say_shows_no_words_for_it(summary):
    assert not parts(summary(), "#step-record-safely .say")


def test_when_time_is_short_one_begins_at_the_top_of_what_is_done_before_the_client_leaves(save, summary):
    said = "Jos aika on lyhyt, aloita tämän osan ylimmästä."
    told = {part(tier, "h2").text(): said in tier.text() for tier in parts(summary(), "section.tier")}
    assert told == {"Ennen kuin asiakas lähtee": True, "Pian": False, "Sinulle": False}


def test_where_one_step_is_left_nobody_is_told_where_to_begin(save, summary):
    tier = next(
        each for each in parts(summary(), "section.tier") if part(each, "h2").text().startswith("Ennen")
    )
    ticks = {f"done-{step}": "on" for step in steps(tier)[1:]}
    save("summary", ticks)
    assert "Jos aika on lyhyt" not in summary()


# --- The agreed meeting, under its step --------------------------------------------------------------------

FOLD = "#step-next-meeting details.step-meeting"


def test_when_and_where_to_meet_is_one_line_until_it_is_opened(summary):
    page = summary()
    assert words(part(page, f"{FOLD}:not([open]) > summary")) == "Merkitse aika ja paikka"
    names = ["meeting-date", "meeting-time", "meeting-place", "meeting-channel"]
    assert attributes(page, f"{FOLD} input", "name") == names


def test_the_line_of_the_meeting_says_all_that_is_written_in_its_fields(save, summary):
    save("summary", {"meeting-place": "Kirjasto", "meeting-time": "9.30"})
    assert words(part(summary(), f"{FOLD} > summary")) == "Seuraava tapaaminen: 9.30, Kirjasto"
    save("summary", {"done-next-meeting": "on", "meeting-date": "2099-12-03", "meeting-channel": "Viesti"})
    said = words(part(summary(), f"{FOLD} > summary"))
    assert said == "Seuraava tapaaminen: to 3.12.2099 klo 9.30, Kirjasto, Viesti"


def test_the_fields_of_the_meeting_are_open_once_it_is_agreed_and_while_something_is_to_be_mended(
    save, summary, worker_client, at, sheet
):
    refused = worker_client.post(at("summary"), {"version": sheet().version, "meeting-date": "huomenna"})
    assert parts(refused, f"{FOLD}[open] [aria-invalid=true]")
    save("summary", {"done-next-meeting": "on"})
    assert parts(summary(), f"{FOLD}[open]")
    save("summary", {"meeting-date": "2099-12-03"})
    assert parts(summary(), f"{FOLD}:not([open])")
