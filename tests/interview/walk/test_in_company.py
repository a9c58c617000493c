"""What someone over the worker's shoulder may read on the way through an interview."""

import re
from itertools import product

import pytest
from django.conf import settings

from guidance.models import Step
from guidance.publishing.editions import publish
from guidance.rules.warnings import telling_word
from tests.markup import attribute, attributes, checked, part, parts, tree, words

HTMX = {"HX-Request": "true"}
MORE = "details#more-questions"
FETCH, NUMBER = "Kutsu työpari nyt. Jatketaan kohta.", "#do-now .strip-row > a[href='tel:112']"


@pytest.fixture
def stage(worker_client, at):
    """A stage as it is shown now: stage(2)."""
    return lambda number: worker_client.get(at(number))


@pytest.fixture
def late(worker_client, at):
    """What a field that saves itself on a stage brings, where ``shown`` stands in the strip."""

    def late(shown, version, **answers):
        fields = {name.replace("_", "-"): value for name, value in answers.items()}
        fields |= {"version": version, "shown": shown}
        return worker_client.post(at(2), fields, headers=HTMX)

    return late


def strip(page):
    return words(page, "#do-now-title").removeprefix("Ensin: ")


def test_the_strip_shows_its_own_line_with_the_number_beside_it(save, stage):
    save(2, {"check-threat": "yes"})
    for number in (1, 2, 3, 4, "signs"):
        assert strip(stage(number)) == FETCH
        assert words(part(stage(number), NUMBER)) == "Hätäkeskus 112"


def test_in_company_the_strip_is_its_line_alone_and_the_rest_one_tap_away(save, stage):
    save(2, {"check-threat": "yes", "check-interpreter": "companion"})
    page = stage(2)
    assert words(page, "#do-now .strip-row") == f"Ensin: {FETCH} {words(page, '#do-now details')}"
    assert not parts(page, NUMBER)
    assert parts(page, "#do-now details:not([open]) a[href='tel:112']")
    assert "hälyt" in words(page, "#do-now details").lower()


def test_a_step_without_a_strip_text_shows_a_line_that_says_nothing(edition, save, stage):
    Step.objects.filter(identifier="call-emergency").update(strip={})
    publish()
    save(2, {"edition": "newest", "check-threat": "yes"})
    assert strip(stage(2)) == "Katso koonti"


def test_when_company_comes_the_number_leaves_the_strip_that_stands_there(late, stage):
    late("", 0, check_threat="yes")
    shown = attribute(stage(2), "#do-now [name=shown]", "value")
    came = late(shown, 1, check_interpreter="companion")
    assert strip(came) == FETCH
    assert not parts(came, NUMBER)
    shown = attribute(stage(2), "#do-now [name=shown]", "value")
    assert late(shown, 2, note_safety="Odottaa.").status_code == 204
    assert parts(late(shown, 3, check_interpreter="app"), NUMBER)


def test_in_company_what_tells_is_folded_under_one_line_after_what_stays(save, stage):
    save(1, {"check-alone": "no"})
    folded = [asked["id"].removeprefix("field-check-") for asked in questions(stage(2), f"{MORE} fieldset")]
    assert folded == ["threat", "safe-tonight", "escort", "whom", "minor", "children"]
    everything = [asked["id"] for asked in questions(stage(2), "fieldset")]
    assert everything[-len(folded) :] == [f"field-check-{name}" for name in folded]
    assert "field-check-interpreter" in everything
    assert words(stage(2), f"{MORE} > summary") == "Lisää kysymyksiä"
    assert not parts(stage(2), f"{MORE}[open]")
    assert not parts(stage(4), MORE)


def test_without_company_nothing_is_folded(save, stage):
    asked = [each["id"] for each in questions(stage(2), "fieldset")]
    assert not parts(stage(2), MORE)
    save(1, {"check-alone": "yes"})
    assert [each["id"] for each in questions(stage(2), "fieldset")] == asked


def test_what_tells_folds_in_the_very_page_where_company_was_answered(late):
    late("", 0, check_threat="yes", check_children="no")
    came = late("", 1, check_interpreter="companion")
    telling = ["threat", "safe-tonight", "escort", "whom", "minor", "children"]
    gone = attributes(came, "[hx-swap-oob=delete]", "id")
    assert gone == [f"field-check-{name}" for name in telling]
    fold = part(came, "[hx-swap-oob='beforebegin:#field-note-safety']")
    assert attributes(fold, f"{MORE}:not([open]) fieldset", "id") == gone
    assert checked(fold, "check-threat") == "yes"
    assert not parts(fold, "[hx-swap-oob] [hx-swap-oob]")


def test_the_fold_takes_the_focus_only_where_what_was_answered_went_into_it(late):
    assert parts(late("", 0, check_escort="insists"), f"{MORE} > summary[data-takes-focus]")
    late("", 1, check_escort="no")
    assert parts(late("", 2, check_interpreter="companion"), f"{MORE} > summary:not([data-takes-focus])")


def test_it_folds_once_and_stays_as_it_is_while_the_page_stands(late):
    late("", 0, check_interpreter="companion")
    for version, answer in enumerate(({"check_escort": "insists"}, {"check_interpreter": "app"}), start=1):
        assert not parts(late("see-alone in company", version, **answer), f"{MORE}, [hx-swap-oob=delete]")


def test_whoever_reads_in_full_reads_in_short_once_company_is_answered(save, late, sheet):
    save(2, {"read": "full"})
    came = late("", 0, check_interpreter="companion")
    assert len(parts(came, "#points[hx-swap-oob=true] .point")) == 7
    assert not parts(came, ".point[open]")


def test_company_answered_elsewhere_leaves_a_page_that_asks_nothing_telling_alone(worker_client, at):
    fields = {"version": 0, "shown": "", "check-alone": "no"}
    assert not parts(worker_client.post(at(4), fields, headers=HTMX), f"{MORE}, [hx-swap-oob=delete]")


def test_in_company_the_signs_too_are_under_a_fold(save, stage):
    assert parts(stage("signs"), "main > .signs")
    save(1, {"check-alone": "no"})
    page = stage("signs")
    assert parts(page, "main > details.fold:not([open]) .sign")
    assert not parts(page, "main > .signs, details.fold[open]")
    save("signs", {"sign-nervous": "noticed"})
    assert not parts(stage("signs"), "details.fold[open]")


def test_in_company_the_plan_is_under_a_fold_below_a_line_that_says_nothing(save, summary):
    save(2, {"check-threat": "yes", "check-interpreter": "companion"})
    page = summary()
    assert words(page, "#all-steps:not([open]) > summary") == "Kaikki askeleet"
    steps = attributes(page, "[data-step]", "data-step")
    assert attributes(page, "#all-steps [data-step]", "data-step") == steps
    assert parts(page, "#all-steps [name=read]")
    save(2, {"check-interpreter": "app"})
    assert not parts(summary(), "#all-steps")


def test_in_company_the_agreed_meeting_lies_under_the_fold_of_the_steps(save, summary):
    """When and where a client is met next is not for the one who sits beside."""
    save(3, {"check-meeting": "yes", "meeting-date": "2099-12-03", "meeting-place": "Kirjasto"})
    assert "Kirjasto" in words(summary(), "main > #meeting")
    save(1, {"check-alone": "no"})
    page = summary()
    assert "Kirjasto" in words(page, "#all-steps:not([open]) #meeting")
    assert not parts(page, "main > #meeting")


def test_the_fold_in_which_reading_was_switched_stays_open_once(worker_client, at, save, summary):
    """Shut again, the press seems to have done nothing; open for good, whoever sits there reads it."""
    save(1, {"check-alone": "no"})
    pressed = worker_client.post(at("summary"), {"version": 1, "read": "full"}, follow=True)
    assert parts(pressed, "#all-steps[open] [name=read][value=full][aria-current]")
    assert parts(summary(), "#all-steps:not([open])")


def test_reading_switched_on_the_way_opens_no_plan(worker_client, at, save, summary):
    save(1, {"check-alone": "no"})
    worker_client.post(at(1), {"version": 1, "read": "full"})
    assert parts(summary(), "#all-steps:not([open])")


def test_what_is_folded_opens_where_something_in_it_cannot_be_taken(worker_client, at, save, sheet):
    save(1, {"check-alone": "no"})
    refused = worker_client.post(at(2), {"version": sheet().version, "check-threat": "perhaps"})
    assert parts(refused, f"{MORE}[open] #field-check-threat")
    elsewhere = worker_client.post(at(2), {"version": sheet().version, "note-safety": "x" * 20_001})
    assert parts(elsewhere, f"{MORE}:not([open])")


def test_what_is_folded_opens_where_two_devices_answered(worker_client, at, save):
    save(1, {"check-alone": "no", "check-minor": "yes"})
    clashed = worker_client.post(at(2), {"version": 0, "check-minor": "no"})
    assert parts(clashed, f"{MORE}[open] #field-check-minor")


def questions(page, selector):
    return [each.attributes for each in parts(page, f"main {selector}")]


def test_beside_the_walk_company_reads_no_step_and_nothing_that_the_strip_says(worker_client, at, save):
    save(2, {"check-threat": "yes"})
    beside = worker_client.get(at("plan"), headers=HTMX)
    assert parts(beside, "[data-step]")
    save(2, {"check-interpreter": "companion"})
    in_company = worker_client.get(at("plan"), headers=HTMX)
    assert words(in_company, "#plan-steps") == "Askeleet ovat koonnissa."
    marks = {attribute(each, "#plan-steps", "data-plan") for each in (beside, in_company)}
    assert len(marks) == 2


def test_in_company_the_line_of_the_strip_stands_on_the_summary_too_until_its_step_is_done(
    worker_client, at, save, summary
):
    line = "#now-line:not([hidden])"
    save(2, {"check-threat": "yes", "check-escort": "no"})
    assert not parts(summary(), line)
    save(2, {"check-interpreter": "companion"})
    page = summary()
    assert words(page, line) == FETCH
    shown = attribute(page, "#do-now [name=shown]", "value")
    ticked = {"version": 2, "shown": shown, "done-call-emergency": "on"}
    came = worker_client.post(at("summary"), ticked, headers=HTMX)
    assert words(came, f"{line}[hx-swap-oob=true]") == words(summary(), line) != FETCH


def test_in_company_no_point_offers_words_that_a_third_person_might_read(save, stage):
    offered = [words(each) for each in parts(stage(1), "#points .say q")]
    assert [each for each in offered if telling_word(each, "fi")]
    save(1, {"check-alone": "no"})
    assert not parts(stage(1), "#points .say")


def test_words_offered_leave_the_page_where_company_was_answered(worker_client, at):
    fields = {"version": 0, "shown": "", "check-alone": "no"}
    came = worker_client.post(at(1), fields, headers=HTMX)
    assert parts(came, "#points[hx-swap-oob=true] .point")
    assert not parts(came, ".say")


def test_a_number_that_needs_a_name_stands_with_it_under_how(save, stage):
    save(2, {"check-minor": "yes", "check-threat": "no", "check-safe-tonight": "no"})
    page = stage(2)
    assert not parts(page, "#do-now .strip-row > a")
    assert (
        words(page, "#do-now .strip-row > details:not([open]) a[href='tel:112']") == "Sosiaalipäivystys 112"
    )
    assert not parts(page, "#do-now details a .unseen")


def test_until_it_is_said_who_is_there_steps_spoken_of_alone_begin_by_asking_for_that(save, summary):
    alone = {step.identifier for step in Step.objects.filter(alone=True)}
    for answers in ({"check-alone": "yes"}, {"check-alone": "no"}):
        save(1, answers)
        assert not parts(summary(), ".first-alone")
    save(1, {"check-alone": ""})
    begun = {each.attributes["data-step"] for each in parts(summary(), "[data-step]:has(> .first-alone)")}
    assert begun
    assert begun == alone & {each.attributes["data-step"] for each in parts(summary(), "[data-step]")}


NOT_READ = "script, style, details:not([open]) > :not(summary), body:not(.full) .more"
TOLD_OF = ("alone", "child", "threat", "police", "safety")
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ON_THE_WAY = (1, 2, 3, 4, "signs")
PLACES = (*ON_THE_WAY, "summary")
# What the words of TOLD_OF leave out: what is feared, who helps, and that somebody is worried.
HINTED_AT = {
    "fi": (
        "pelkä", "pelot", "auttamisj", "auttaji", "suostumuksella", "yksin",
        "oma hetki", "itselleen", "huol", "minkä huomasit", "tunnista", "oikeu[^k]",
    ),
    "sv": (
        "rädd", "hjälpsystem", "framställning", "ensam",
        "egen stund", "bara till", "oro", "det du märkte", "känner inte", "rätten",
    ),
    "en": (
        "fear", "afraid", "assistance system", "proposal", "alone",
        "moment of their own", "only with", "worr", "what you noticed", "recognise", "the right",
    ),
}  # fmt: skip
# Each answer with which the company rule holds, and the stage that asks for it.
IN_COMPANY = [
    (1, {"check-alone": "no"}),
    (1, {"check-alone": "unsure"}),
    (2, {"check-interpreter": "companion"}),
    (2, {"check-escort": "insists"}),
]
EVERYTHING_THAT_TELLS = [
    (2, {"check-threat": "yes", "check-safe-tonight": "no", "check-minor": "yes", "check-children": "yes"}),
    (3, {"check-consent": "yes", "check-police": "yes", "check-records-seen": "yes"}),
]


@pytest.fixture
def read_over_a_shoulder(worker_client, stage):
    """All words of a stage or of the signs that stand there unopened."""

    def read_over_a_shoulder(place, language):
        worker_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = tree(stage(place))
        assert page.css_first("html").attributes["lang"] == language
        for hidden in page.css(NOT_READ):
            hidden.decompose()
        return words(page, "html")

    return read_over_a_shoulder


@pytest.mark.variants(stay=11)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "answers", [{"check-threat": "yes"}, {"check-minor": "yes", "check-safe-tonight": "no"}, {}]
)
def test_in_company_no_stage_tells_what_it_is_about(save, read_over_a_shoulder, language, place, answers):
    save(2, answers | {"check-interpreter": "companion"})
    assert telling_word(read_over_a_shoulder(place, language), language, TOLD_OF) == ""


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("asked_in", "company"), IN_COMPANY, ids=lambda answer: str(answer))
def test_whatever_tells_of_company_nothing_that_was_answered_is_read(
    save, read_over_a_shoulder, language, asked_in, company
):
    """Not by who reads in full either."""
    for number, answers in [*EVERYTHING_THAT_TELLS, (asked_in, company | {"read": "full"})]:
        save(number, answers)
    for place in PLACES:
        assert telling_word(read_over_a_shoulder(place, language), language, TOLD_OF) == "", place


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_company_nothing_hints_at_a_fear_or_at_who_helps(save, read_over_a_shoulder, language):
    save(1, {"check-alone": "no"})
    read = {place: read_over_a_shoulder(place, language).lower() for place in ON_THE_WAY}
    for place, hint in product(ON_THE_WAY, HINTED_AT[language]):
        assert not re.search(rf"\b{hint}", read[place]), place


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/contacts/", "/card/"])
def test_what_opens_from_the_foot_begins_with_112_and_tells_nothing_until_more_is_opened(
    client, edition, address, language
):
    page = tree(open_in(client, address, language))
    assert attributes(page, "main a[href^='tel:']", "href")[0] == "tel:112"
    assert words(page, ".fold [href='tel:+358295463177']")
    read = " ".join([first_of(page, each) for each in FIRST_SCREEN[address]])
    assert "112" in read
    for hint in HINTED_AT[language]:
        assert not re.search(rf"\b{hint}", read.lower()), hint
    assert telling_word(read, language, TOLD_OF) == ""


# At the width of a phone; the contacts are folded below.
FIRST_SCREEN = {
    "/contacts/": ["main"],
    "/card/": [".leaf-cover", ".leaf > .fold", ".leaf-stages > :first-child"],
}


def open_in(client, address, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.get(address)


def first_of(page, selector):
    """What is read there before anything is opened."""
    for hidden in page.css(NOT_READ):
        hidden.decompose()
    return words(page.css_first(selector))


def test_in_company_a_stage_goes_by_its_short_name_in_head_bar_and_button(save, stage):
    assert words(stage(2), "h1") == "2 Varmista turvallisuus"
    save(1, {"check-alone": "no"})
    assert words(stage(2), "h1") == "2 Tilanne"
    assert words(stage(1), ".next-page") == "Seuraavaksi: Tilanne"
    assert [words(each) for each in parts(stage(1), "#bar .title")] == ["Tahti", "Tilanne", "Jatko", "Tuki"]


def test_the_page_where_company_is_answered_takes_its_short_names_at_once(late):
    came = late("", 0, check_interpreter="companion")
    assert words(came, "#stage-title[hx-swap-oob=true]") == "2 Tilanne"
    assert words(came, "#next-page[hx-swap-oob=true]") == "Seuraavaksi: Jatko"
    assert words(came, "#bar[hx-swap-oob=true] [aria-current=page] .title") == "Tilanne"
    again = late("see-alone in company", 1, check_escort="insists")
    assert not parts(again, "#bar, #stage-title, #next-page")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_folded_in_company_does_tell(save, worker_client, stage, language):
    """So that the words are known, and it is the fold that keeps them away."""
    save(1, {"check-alone": "no"})
    worker_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    folded = [words(stage(number), MORE) for number in (1, 2, 3)]
    assert [telling_word(" ".join(folded), language, of={each}) != "" for each in TOLD_OF] == [True] * 5


def test_in_company_the_stages_and_signs_are_read_in_short(save, stage):
    save(1, {"check-alone": "no", "read": "full"})
    for place in ON_THE_WAY:
        assert not parts(stage(place), "body.full, .point[open], .sign > .sign-full")
        assert not parts(stage(place), "[name=read]")
    save(1, {"check-alone": "yes"})
    for place in ON_THE_WAY:
        assert parts(stage(place), "body.full")
        assert parts(stage(place), "[name=read][value=full][aria-current]")


def test_the_summary_is_read_in_full_in_company_too(save, summary):
    save(1, {"check-alone": "no", "read": "full"})
    assert parts(summary(), "body.full [name=read]")
