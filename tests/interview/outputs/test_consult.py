"""What is said in a call for advice: in the order in which it is asked there, and no word of any note."""

import random

import pytest
from django.utils.translation import override
from hypothesis import given

from guidance.rules.conditions import Answers, read_case
from guidance.rules.shapes import Guidance
from interview.accounts import Event
from interview.models import Interview
from interview.outputs.asked import LONGEST
from interview.outputs.brief import BEFORE, brief
from interview.sheet.names import Field
from tests.guidance.rules.examples import built_in
from tests.guidance.rules.strategies import answers_to, thorough
from tests.guidance.rules.test_cases import CASES
from tests.markup import attribute, attributes, joined_words, part, parts, words

from .papers import Read

GUIDANCE = built_in()
ASKED = {
    "caller": "Aino, aikuissosiaalityö",
    "phone": "040 123",
    "number": "one",
    "municipality": "no",
    "stay": "asylum",
    "areas": ["work", "home"],
    "where": "elsewhere",
    "when": "earlier",
    "languages": "englanti <b>hyvin</b> #1",
}


@pytest.fixture
def told(worker_client, at):
    """The parts of the page: [(title, [(name, what is said), …]), …]."""

    def told(**fields) -> list[tuple[str, list[tuple[str, list[str]]]]]:
        page = worker_client.post(at("consult"), fields) if fields else worker_client.get(at("consult"))
        assert page.status_code == 200
        return [
            (words(part(item, "h3")), [_line(line) for line in parts(item, "dl > div")])
            for item in parts(page, ".brief ol > li")
        ]

    return told


def _line(line) -> tuple[str, list[str]]:
    return words(part(line, "dt")), [joined_words(said) for said in parts(line, "dd:not(.to-write)")]


def test_it_tells_in_the_order_in_which_whoever_answers_asks(interview, told):
    assert [title for title, _lines in told()] == [
        "Kuka soittaa",
        "Tilanne juuri nyt",
        "Ketä asia koskee",
        "Kotikunta ja oleskelu",
        "Mistä on kyse",
        "Missä ja milloin",
        "Suhde toiseen",
        "Kieli",
        "Mitä asiakas haluaa ja tietää",
        "Mitä olet tehnyt",
        "Kysymyksesi",
        "Vastaus",
    ]


def test_every_question_that_it_names_is_asked_in_the_built_in_guidance():
    coded = [Field.named(name) for _title, names in BEFORE for name in names]
    assert [f.id for f in coded if f.kind == "check" and f.id not in GUIDANCE.checks] == []
    assert [f.id for f in coded if f.kind == "sign" and f.id not in GUIDANCE.signs] == []


def test_answers_stand_in_words_and_what_is_not_answered_is_a_line_to_write_on(save, told):
    save(2, {"check-threat": "unsure", "check-whom": "work", "sign-marriage-talk": "noticed"})
    parts = dict(told())
    assert parts["Tilanne juuri nyt"] == [
        ("Turvallisuus uhattuna juuri nyt", ["En tiedä"]),
        ("Turvallinen paikka juuri nyt", []),
        ("Äkillinen avioliitto tai pelätty ulkomaanmatka", ["Huomasin"]),
        ("Lapsia tilanteessa", []),
    ]
    assert parts["Suhde toiseen"][0][1] == ["Työnantajasta, vuokranantajasta tai työpaikan väestä"]


def test_what_is_asked_here_comes_into_its_place_and_is_kept_nowhere(interview, sheet, told):
    before, lines = sheet().values(), Event.objects.count()
    parts = dict(told(**ASKED))
    assert parts["Kuka soittaa"] == [
        ("Nimi ja tehtävä", ["Aino, aikuissosiaalityö"]),
        ("Soitto takaisin", ["040 123"]),
    ]
    assert parts["Kotikunta ja oleskelu"] == [
        ("Kotikunta Suomessa", ["Ei"]),
        ("Oleskelu Suomessa", ["Hakee turvapaikkaa"]),
    ]
    assert parts["Mistä on kyse"] == [("Elämänalue", ["Työ", "Koti ja asuminen"])]
    assert dict(parts["Missä ja milloin"]) == {"Missä": ["Muualla"], "Milloin": ["Aiemmin"]}
    assert parts["Kieli"][0] == ("Kielet", ["englanti <b>hyvin</b> #1"])
    assert sheet().values() == before
    assert dict(told())["Kuka soittaa"][0][1] == []
    assert Event.objects.count() - lines <= 2  # that it was opened, and put together


def test_what_was_sent_stays_in_its_box_to_be_changed(interview, worker_client, at):
    page = worker_client.post(at("consult"), ASKED)
    assert attribute(page, "[name=caller]", "value") == ASKED["caller"]
    assert attributes(page, "[name=areas][checked]", "value") == ASKED["areas"]
    assert attributes(page, "[name=stay][checked]", "value") == ["asylum"]


@pytest.mark.parametrize(
    ("field", "value"), [("caller", "ä" * (LONGEST + 1)), ("stay", "muu"), ("areas", "muu")]
)
def test_what_cannot_be_taken_is_said_and_the_rest_stays(interview, worker_client, at, field, value):
    page = worker_client.post(at("consult"), ASKED | {field: value})
    assert page.status_code == 422
    assert words(part(page, "#errors"))
    assert attribute(page, "[name=phone]", "value") == "040 123"


def test_what_was_done_is_told_once_and_nothing_that_is_the_workers_own(save, told):
    save("summary", {f"done-{step}": "on" for step in ("record-safely", "take-a-moment", "tell-rights")})
    parts = dict(told())
    record = GUIDANCE.steps_by_id["record-safely"].title.in_language("fi")[0]
    assert parts["Mitä olet tehnyt"] == [("Tehty", [record])]
    assert dict(parts["Mitä asiakas haluaa ja tietää"])["Kertominen oikeudesta apuun"] == ["Kyllä"]


def test_where_nothing_is_ticked_off_it_says_so(interview, worker_client, at):
    """What the worker did is not something yet to be found out."""
    assert "Mitään ei ole vielä merkitty tehdyksi" in words(worker_client.get(at("consult")))


def test_while_somebody_is_there_it_stands_folded(save, worker_client, at):
    opened = "details.brief[open]"
    assert parts(worker_client.get(at("consult")), opened)
    save(1, {"check-alone": "no"})
    assert not parts(worker_client.get(at("consult")), opened)
    assert parts(worker_client.post(at("consult"), ASKED), opened)  # whoever asked for it reads it


def test_whom_to_call_stands_first(interview, worker_client, at):
    numbers = attributes(worker_client.get(at("consult")), "main .contacts a", "href")
    assert numbers[0] == f"tel:{GUIDANCE.contacts_by_id['assistance-system'].phones[0].tel}"


def test_it_is_logged_that_it_was_put_together_and_not_what_is_in_it(interview, worker_client, at):
    worker_client.get(at("consult"))
    worker_client.head(at("consult"))
    worker_client.post(at("consult"), ASKED)
    line = Event.objects.get(kind="consult-prepared")
    assert (line.interview, line.reason) == (interview.pk, "")
    worker_client.post(at("consult"), ASKED | {"paper": "yes"})
    assert Event.objects.filter(kind="consult-prepared").count() == 2


def test_so_many_a_minute(interview, worker_client, at, monkeypatch):
    monkeypatch.setattr("interview.traces.outputs.MOST_A_MINUTE", 1)
    assert worker_client.get(at("consult")).status_code == 200
    assert worker_client.get(at("consult")).status_code == 429


def test_it_stays_within_few_queries(interview, worker_client, at, django_assert_max_num_queries):
    worker_client.get(at("consult"))
    with django_assert_max_num_queries(7):  # with those that begin and end the writing of the log's line
        worker_client.get(at("consult"))


def test_the_summary_leads_to_it_at_the_step_and_at_its_end(interview, worker_client, at):
    page = worker_client.get(at("summary"))
    assert at("consult") in attributes(page, "[data-step=consult-unnamed] a", "href")
    assert at("consult") in attributes(page, "#finish a", "href")


# --- On paper -----------------------------------------------------------------------------------------------


def paper(worker_client, at, language: str = "fi", **fields) -> Read:
    worker_client.cookies["django_language"] = language
    response = worker_client.post(at("consult"), fields | {"paper": "yes"})
    assert response.headers["Content-Disposition"] == 'attachment; filename="Muistio.pdf"'
    return Read(response.content)


@pytest.mark.variants
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_all_of_it_stands_on_one_side(save, worker_client, at, language):
    save(2, {"check-threat": "yes", "check-whom": "close", "check-interpreter": "professional"})
    read = paper(worker_client, at, language, **ASKED)
    assert (read.sides, read.language, read.is_universally_accessible) == (1, language, True)
    assert read.tags.count("H2") == 12
    with override(language):
        parts = brief(GUIDANCE, Answers({"threat": "yes"}, {}), [], {})
        said = [str(part.title) for part in parts] + [ASKED["caller"], ASKED["languages"], ASKED["phone"]]
    assert [each for each in said if not read.says(each)] == []


def test_with_nothing_answered_there_is_room_to_write_on_one_side(interview, worker_client, at):
    assert paper(worker_client, at).sides == 1


# --- No word of any note ------------------------------------------------------------------------------------

MARK = "Nuotti"  # in no text of the guidance


def notes_of(guidance: Guidance) -> dict[str, str]:
    """In every field that takes words, of every kind."""
    places = [*guidance.stages, *guidance.signs.values(), *guidance.steps]
    notes = {Field("note", place.id).name: f"{MARK}{number}" for number, place in enumerate(places)}
    lines = ("label", "meeting-place", "meeting-channel")
    return notes | {name: f"{MARK} {name}" for name in lines} | {"meeting-date": "2099-12-03"}


def said_by(page) -> str:
    return page.content.decode()


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize("case", CASES)
def test_in_no_worked_case_it_holds_a_word_of_a_note(interview, worker_client, at, case):
    fill(interview, read_case(GUIDANCE, CASES[case]["answers"]))
    for page in (worker_client.get(at("consult")), worker_client.post(at("consult"), ASKED)):
        assert MARK not in said_by(page)
        assert "3.12." not in words(part(page, "main"))
    read = paper(worker_client, at, **ASKED)
    assert MARK not in read.words
    assert "3.12." not in read.words


@pytest.mark.variants(stay=0)
def test_for_random_answers_it_holds_no_word_of_a_note(interview, worker_client, at):
    chance = random.Random(22)
    for _ in range(10):
        drawn = {subject: chance.choice(states) for subject, states in GUIDANCE.states.items()}
        checks = {name: value for name, value in drawn.items() if name in GUIDANCE.checks}
        fill(interview, Answers(checks, {name: drawn[name] for name in GUIDANCE.signs}))
        assert MARK not in said_by(worker_client.get(at("consult")))
        assert MARK not in paper(worker_client, at).words
    assert MARK in said_by(worker_client.get(at("summary")))  # they are there to be found


def fill(interview: Interview, answers: Answers) -> None:
    """All notes, and the answers; each step ticked off."""
    sheet = interview.open_sheet()
    coded = {Field("check", name).name: value for name, value in answers.checks.items()}
    coded |= {Field("sign", name).name: value for name, value in answers.signs.items()}
    ticks = {Field("done", step.id).name: "2026-11-29T08:00:00+00:00" for step in GUIDANCE.steps}
    sheet._set(notes_of(GUIDANCE) | coded | ticks)
    interview.keep(sheet)
    interview.save()


@thorough(400)
@given(answers=answers_to(GUIDANCE))
def test_whatever_was_answered_all_that_is_said_is_the_guidances_or_ours(answers):
    """So no word of a note can be among it."""
    known = words_of_the_guidance() | words_of_ours()
    said = brief(GUIDANCE, answers, GUIDANCE.steps, {})
    assert {str(each) for each in all_of(said)} <= known


def all_of(parts):
    for each in parts:
        yield each.title
        for line in each.lines:
            yield line.name
            yield from line.said


def words_of_the_guidance() -> set[str]:
    checks, signs = GUIDANCE.checks.values(), GUIDANCE.signs.values()
    reasons = {str(each.reason) for each in (*checks, *signs)}
    return (
        reasons
        | {str(a.text) for check in checks for a in check.answers}
        | {str(s.title) for s in GUIDANCE.steps}
    )


def words_of_ours() -> set[str]:
    untouched = brief(GUIDANCE, Answers({}, {}), [], {})
    return {str(each) for each in all_of(untouched)} | {"Huomasin", "En huomannut"}
