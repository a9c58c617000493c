"""The recording aid: text for the client's record, from answers and ticked steps alone; no note ever."""

import html
import re
from pathlib import Path
from random import Random

import pytest
import yaml

from guidance.packs.files import BUILT_IN, read_pack_file
from guidance.rules.conditions import Answers
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import CONCEAL, LEAVE_OUT, NEVER_SAID, RECORD
from interview.accounts import Event
from interview.outputs.passages import Part, mark_of, passages_for, sentences_of, starts_picked, written_down
from interview.traces import outputs
from tests.markup import attributes, part, parts, words

GUIDANCE = read_guidance(read_pack_file(BUILT_IN))
CASES = sorted((Path(__file__).parents[2] / "guidance" / "rules" / "cases").glob("*.yaml"))
PASSAGES = {passage.id: passage for passage in GUIDANCE.passages}
ALWAYS_OFFERED = ["client-said"]

# The brief's table: what brings which phrase, and its label.
TABLE = [
    ({"alone": "yes"}, {}, [], "seen-alone", CONCEAL),
    ({"interpreter": "professional"}, {}, [], "interpreter-used", RECORD),
    ({"interpreter": "app"}, {}, [], "application-used", RECORD),
    ({}, {"nervous": "noticed"}, [], "noticed", CONCEAL),
    ({}, {"untreated": "noticed"}, [], "noticed", CONCEAL),
    ({}, {}, ["assess-threat"], "safety-assessed", CONCEAL),
    ({}, {}, ["safe-place"], "place-arranged", CONCEAL),
    ({"wants-to-talk": "not-now"}, {}, [], "not-today", CONCEAL),
    ({"rights-told": "yes"}, {}, [], "rights-explained", RECORD),
    ({"consent": "yes"}, {}, [], "consent-given", CONCEAL),
    ({"consent": "no"}, {}, [], "consent-not-given", CONCEAL),
    ({"police": "no"}, {}, [], "report-not-wanted", CONCEAL),
    ({"police": "yes"}, {}, [], "report-wanted", CONCEAL),
    ({}, {}, ["consult"], "expert-consulted", CONCEAL),
    ({}, {}, ["consult-unnamed"], "expert-consulted", CONCEAL),
    ({}, {}, ["child-welfare"], "child-matter", CONCEAL),
    ({}, {}, ["contacts-memory"], "contacts-orally", LEAVE_OUT),
    ({}, {}, ["propose"], "proposal-made", CONCEAL),
    ({}, {}, ["basic-needs"], "needs-met", RECORD),
    ({"meeting": "yes"}, {}, [], "meeting-agreed", CONCEAL),
    ({"records-seen": "unsure"}, {}, ["record-safely"], "display-restricted", CONCEAL),
    ({}, {"controlled-papers": "noticed"}, ["record-safely"], "display-restricted", CONCEAL),
]


def offered(checks=(), signs=(), ticked=()) -> list[str]:
    answers = Answers(dict(checks), dict(signs))
    return [each.id for each in passages_for(GUIDANCE, answers, ticked)]


def wholly(ids, language="fi") -> str:
    return written_down([Part(PASSAGES[each], language, True, frozenset()) for each in ids], language)


@pytest.mark.parametrize(("checks", "signs", "ticked", "passage", "advice"), TABLE)
def test_an_answer_or_a_tick_brings_its_phrase_with_its_label(checks, signs, ticked, passage, advice):
    beside = {*ALWAYS_OFFERED, *(["noticed"] if signs else [])}
    assert {*offered(checks, signs, ticked)} == {passage, *beside}
    assert PASSAGES[passage].advice == advice
    assert starts_picked(PASSAGES[passage]) == (advice == RECORD)


def test_every_phrase_is_in_the_table():
    assert {passage for *_rest, passage, _advice in TABLE} | {*ALWAYS_OFFERED} == {*PASSAGES}


def test_what_is_unanswered_and_unticked_yields_nothing():
    assert offered() == ALWAYS_OFFERED
    assert not starts_picked(PASSAGES["client-said"])
    assert offered({"records-seen": "yes"}) == ALWAYS_OFFERED  # not ticked yet
    assert offered(ticked=["record-safely"]) == ALWAYS_OFFERED  # and nobody might see it


def test_a_no_a_moment_in_private_and_the_next_meeting_are_dangerous_to_display():
    """Each is news to whoever controls the client."""
    news = ["seen-alone", "not-today", "consent-not-given", "report-not-wanted", "meeting-agreed"]
    assert {PASSAGES[each].advice for each in news} == {CONCEAL}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_worked_case_gives_a_text_without_the_words_that_never_appear(path):
    case = yaml.safe_load(path.read_text("utf-8"))
    ids = offered(case.get("checks") or {}, case.get("signs") or {}, GUIDANCE.steps_by_id)
    never = [point.short for point in GUIDANCE.recording_points if point.topic == NEVER_SAID]
    assert len(never) == 4
    for language in ("fi", "sv"):
        text = wholly(ids, language).lower()
        assert text
        assert [word for word in never if word.in_language(language)[0] in text] == []


def test_the_text_says_first_that_a_bracket_is_left_and_stands_under_neutral_headings():
    text = wholly(["seen-alone", "rights-explained", "consent-not-given", "expert-consulted"])
    assert text == (
        "[Täydennä tai poista hakasulkeissa olevat kohdat ja tämä rivi.]\n\n"
        "Tapaaminen\nAsiakas tavattiin [pvm] kahden kesken. [Mukana työpari, tulkki.]\n\n"
        "Palvelutarve\nAsiakkaalle kerrottiin oikeudesta saada apua.\n"
        "Asiakas päätti, ettei esitystä tehdä nyt. Päätöksen voi muuttaa.\n\n"
        "Konsultointi\nAsiantuntijalta kysyttiin neuvoa [pvm] [asiakasta nimeämättä]. Neuvo: [mikä]."
    )
    assert wholly(["rights-explained"]) == "Palvelutarve\nAsiakkaalle kerrottiin oikeudesta saada apua."


def test_what_is_in_brackets_is_never_cut_in_two():
    assert sentences_of("On [a. B.] c. [D. E.] F!") == ["On [a. B.] c.", "[D. E.]", "F!"]
    assert sentences_of("[Näyttämistä rajattiin [pvm]; peruste: x.]") == [
        "[Näyttämistä rajattiin [pvm]; peruste: x.]"
    ]
    for passage in PASSAGES.values():
        counts = {len(sentences_of(words)) for _language, words in passage.phrase.by_language}
        assert len(counts) == 1  # so that what is struck in one language is struck in the other


# --- The page --------------------------------------------------------------------------------------------


NOTES = ["Häiveä sana yksi", "Toinen outo lause", "Kolmannen nimi", "Neljäs paikka"]
PLACE = "Kirjaston takahuone"


@pytest.fixture
def filled_in(save):
    save(1, {"check-alone": "yes", "note-pace": NOTES[0], "check-wants-to-talk": "not-now"})
    save(2, {"check-interpreter": "professional", "note-safety": NOTES[1]})
    save(3, {"check-rights-told": "yes", "check-meeting": "yes", "meeting-place": PLACE})
    save("signs", {"sign-nervous": "noticed", "note-nervous": NOTES[2]})
    save(
        "summary",
        {"done-consult-unnamed": "on", "note-consult-unnamed": NOTES[3], "label": "Torstain toinen"},
    )


@pytest.fixture
def text(worker_client, at):
    def text(*passages, without=(), language="fi") -> str:
        struck = [f"{mark_of(PASSAGES[passage])}-{number}" for passage, number in without]
        picked = [mark_of(PASSAGES[passage]) for passage in passages]
        page = worker_client.post(at("record"), {"with": picked, "without": struck, "in": language})
        assert page.status_code == 200
        boxes = parts(page, "#record-text")
        return html.unescape(boxes[0].text()) if boxes else ""

    return text


def picked_on(page) -> list[str]:
    marks = attributes(page, "[name=with][checked]", "value")
    return [each.id for each in PASSAGES.values() if mark_of(each) in marks]


def test_the_summary_leads_to_it(worker_client, at):
    assert at("record") in attributes(worker_client.get(at("summary")), "#finish a", "href")


def test_only_what_anybody_may_read_starts_picked_and_each_has_its_label(filled_in, worker_client, at):
    page = worker_client.get(at("record"))
    assert picked_on(page) == ["interpreter-used", "rights-explained"]
    labels = [words(each) for each in parts(page, ".record-label strong")]
    assert len(labels) == len(parts(page, "[name=with]")) == 8
    assert {*labels} == {
        "Palvelut tarvitsevat tämän: kirjaa.",
        "Tarpeen, mutta vaarallista väärän lukijan käsissä: kirjaa ja estä näyttäminen.",
    }
    assert parts(page, "#record-text") == []
    assert not Event.objects.filter(kind="recorded").exists()


def test_nothing_that_a_browser_sends_tells_of_the_client(filled_in, worker_client, at):
    page = worker_client.get(at("record"))
    sent = attributes(page, "main form [name]", "name") + attributes(page, "main form [value]", "value")
    assert not [name for name in (*PASSAGES, *GUIDANCE.checks, *GUIDANCE.signs) if name in sent]
    assert attributes(page, "main form", "autocomplete") == ["off"]


def test_the_text_is_what_was_picked_and_that_it_was_made_is_in_the_log(filled_in, text, interview):
    assert text("rights-explained") == "Palvelutarve\nAsiakkaalle kerrottiin oikeudesta saada apua."
    line = Event.objects.get(kind="recorded")
    assert (line.interview, line.reason) == (interview.pk, "")


def test_what_the_answers_do_not_bring_nobody_gets(filled_in, text):
    assert text("consent-given", "place-arranged") == ""
    assert not Event.objects.filter(kind="recorded").exists()


def test_a_sentence_is_struck_by_itself(filled_in, text):
    whole = text("seen-alone", "not-today")
    assert "[Mukana työpari, tulkki.]" in whole
    struck = text("seen-alone", "not-today", without=[("seen-alone", 1), ("not-today", 1)])
    assert struck.endswith(
        "Tapaaminen\nAsiakas tavattiin [pvm] kahden kesken.\n\n"
        "Palvelutarve\nAsiakas toivoi, ettei asiaa käsitellä tänään."
    )


@pytest.mark.parametrize("reads", ["fi", "sv", "en"])
def test_it_is_finnish_or_swedish_whatever_the_page_speaks(filled_in, text, worker_client, at, reads):
    worker_client.cookies["django_language"] = reads
    assert text("rights-explained", language="sv") == (
        "Servicebehov\nKlienten informerades om rätten att få hjälp."
    )
    assert text("seen-alone", language="sv").startswith("[Fyll i eller stryk det som står inom hakparentes")
    assert text("rights-explained", language="fi").startswith("Palvelutarve")
    assert text("rights-explained", language="en").startswith("Palvelutarve")
    page = worker_client.get(at("record"))
    assert attributes(page, "[name=in][checked]", "value") == ["sv" if reads == "sv" else "fi"]


def test_what_was_picked_stays_picked_and_nothing_is_kept(filled_in, worker_client, at, sheet):
    before = sheet().to_bytes()
    mark = mark_of(PASSAGES["seen-alone"])
    page = worker_client.post(at("record"), {"with": [mark], "without": [f"{mark}-1"], "in": "sv"})
    assert picked_on(page) == ["seen-alone"]
    assert attributes(page, "[name=without][checked]", "value") == [f"{mark}-1"]
    assert "MittKanta" not in words(page, "main .warned")
    assert "OmaKannassa" in words(page, "main .warned")
    assert sheet().to_bytes() == before
    assert picked_on(worker_client.get(at("record"))) == ["interpreter-used", "rights-explained"]
    assert page.headers["Cache-Control"].count("no-store") == 1


def test_no_word_of_any_note_gets_into_the_page(filled_in, worker_client, at):
    marks = [mark_of(each) for each in PASSAGES.values()]
    for page in (worker_client.get(at("record")), worker_client.post(at("record"), {"with": marks})):
        read = page.content.decode()
        assert not [note for note in (*NOTES, PLACE, "Torstain toinen") if note in read]


@pytest.mark.parametrize("seed", range(6))
def test_random_answers_give_no_word_of_a_note(save, worker_client, at, seed):
    """Each field that takes words has one that stands nowhere else."""
    chance = Random(seed)
    written = {}
    for number, stage in enumerate(GUIDANCE.stages, start=1):
        answers = {
            f"check-{check.id}": chance.choice(["", *(answer.id for answer in check.answers)])
            for check in stage.checks
        }
        written[number] = answers | {f"note-{stage.id}": f"zq{seed}x{number}"}
    for number, fields in written.items():
        save(number, fields)
    signs = {f"sign-{sign}": chance.choice(["", "noticed", "not-noticed"]) for sign in GUIDANCE.signs}
    save("signs", signs | {f"note-{sign}": f"zqsign{seed}" for sign in GUIDANCE.signs})
    shown = attributes(worker_client.get(at("summary")), "[data-step]", "data-step")
    ticks = {f"done-{step}": "on" for step in shown if chance.random() < 0.7}
    save("summary", ticks | {f"note-{step}": f"zqstep{seed}" for step in shown})
    page = worker_client.post(at("record"), {"with": [mark_of(each) for each in PASSAGES.values()]})
    assert not re.search(r"zq(\d+x|sign|step)", page.content.decode())
    known = {str(each.heading) for each in PASSAGES.values()}
    known |= {sentence for each in PASSAGES.values() for sentence in sentences_of(str(each.phrase))}
    known |= {"[Täydennä tai poista hakasulkeissa olevat kohdat ja tämä rivi.]", ""}
    boxes = parts(page, "#record-text")
    for line in boxes[0].text().split("\n"):
        assert {*sentences_of(line)} <= known


def test_in_company_the_phrases_and_the_text_are_folded(filled_in, save, worker_client, at, text):
    save(2, {"check-escort": "insists", "check-interpreter": "companion"})
    page = worker_client.post(at("record"), {"with": [mark_of(PASSAGES["rights-explained"])]})
    assert len(parts(page, "details:not([open]) [name=with]")) == len(parts(page, "[name=with]")) > 0
    assert parts(page, "details:not([open]) #record-text")


def test_too_many_in_a_minute_are_told_so(filled_in, worker_client, at, monkeypatch):
    monkeypatch.setattr(outputs, "MOST_A_MINUTE", 1)
    fields = {"with": [mark_of(PASSAGES["rights-explained"])]}
    assert worker_client.post(at("record"), fields).status_code == 200
    assert worker_client.post(at("record"), fields).status_code == 429


def test_what_the_law_asks_who_reads_it_and_what_is_better_left_out_stand_beside_it(worker_client, at):
    page = worker_client.get(at("record"))
    titles = [words(each) for each in parts(page, "main > details h2")]
    assert titles == ["Mitä laki pyytää kirjaamaan", "Mikä on parempi jättää pois", "Kuka kirjauksen näkee"]
    assert "Lakimiehen" not in words(page)
    assert "703/2023" in words(page)


def test_an_edition_from_before_there_were_phrases_says_so(worker_client, at, interview, monkeypatch):
    monkeypatch.setattr("interview.outputs.record.passages_for", lambda *_of: iter(()))
    page = worker_client.get(at("record"))
    assert part(page, "main .notice").text(strip=True).startswith("Näissä ohjeissa ei ole lauseita")


def test_the_page_itself_is_still_there_in_every_language(worker_client, at):
    page = worker_client.get(at("record"))
    assert attributes(page, "button[name=language]", "value") == ["sv", "en"]
