"""A language as a .po file: there and back nothing changes, and then just what was changed in it."""

import io
import tracemalloc

import pytest
from babel.messages.pofile import read_po
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from guidance.draft import read_draft
from guidance.models import Step
from guidance.texts import source_hash
from guidance.translating.po_files import LARGEST, PoRefused, read_po_file, write_po_file
from guidance.translating.texts import CHANGED, Rewording, texts_of_draft, write
from tests.growth import LINEAR, growth_of
from tests.guidance.desk.translating.test_translations import reword, text_at
from tests.guidance.filled_in import form_on

pytestmark = pytest.mark.django_db

PAGE = "/admin/guidance/draft/translations/files/"
TITLE, LABEL = "steps/propose/title", "stages/pace/label"
OTHER_CONTENT = '\n\nmsgid "Save"\nmsgstr "Spara"\n'

OBSOLETE_PLURAL = '\n#~ msgid "a"\n#~ msgid_plural "b"\n#~ msgstr[0] "c"\n'


@pytest.fixture
def step(edition):
    return Step.objects.get(identifier="propose")


def exported(code: str = "sv") -> str:
    return write_po_file(texts_of_draft(), code).decode()


def read_back(content: str | bytes):
    raw = content.encode() if isinstance(content, str) else content
    return read_po_file(raw, texts_of_draft())


def entry_of(content: str, place: str) -> str:
    return next(part for part in content.split("\n\n") if f'msgctxt "{place}"' in part)


def with_words(content: str, place: str, words: str, fuzzy: bool = False) -> str:
    """The file with other words in one entry, as a translator leaves it."""
    entry = entry_of(content, place)
    changed = entry.partition("msgstr ")[0] + f'msgstr "{words}"'
    return content.replace(entry, ("#, fuzzy\n" if fuzzy else "") + changed)


def take(content: str) -> None:
    write(each.rewording for each in read_back(content).differences)


# --- There and back --------------------------------------------------------------------------------------


@pytest.mark.whole_guidance
@pytest.mark.parametrize("code", ["sv", "en"])
def test_there_and_back_nothing_changes(edition, code):
    content = exported(code)
    assert read_back(content).differences == ()
    assert len(read_po(io.StringIO(content), abort_invalid=True)) > 400


def test_a_stale_translation_goes_out_as_fuzzy_with_what_the_source_said_and_comes_back_stale(step):
    said = step.title["fi"]
    reword(step, "title", fi="Uusi")
    content = exported()
    entry = entry_of(content, TITLE)
    assert "#, fuzzy" in entry
    assert f'#| msgid "{said}"' in entry
    assert read_back(content).differences == ()


def test_each_entry_says_where_it_stands_and_how_long_it_may_be(edition):
    entry = entry_of(exported(), LABEL)
    assert "Vaihe: Etene asiakkaan tahtiin" in entry
    assert "Enintään 7 kirjainta." in entry
    assert "Yksi rivi." in entry_of(exported(), TITLE)


def test_exactly_the_changed_text_changes(step):
    before = read_draft()
    take(with_words(exported(), TITLE, "Föreslå"))
    after = read_draft()
    entry = next(each for each in after["steps"] if each["id"] == "propose")
    assert entry["title"]["sv"] == "Föreslå"
    entry["title"]["sv"] = step.title["sv"]
    assert after == before


words = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60)


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(source=words.filter(str.strip), translation=words)
def test_any_words_go_there_and_back(step, source, translation):
    Step.objects.filter(pk=step.pk).update(
        full={"fi": source.strip(), "sv": translation.strip()}, made_from={"full": {"sv": source_hash({})}}
    )
    texts = [text for text in texts_of_draft() if text.row == step]
    assert read_po_file(write_po_file(texts, "sv"), texts).differences == ()


# --- What a translator's file may say --------------------------------------------------------------------


def test_an_entry_of_an_older_source_is_stale(step):
    content = with_words(exported(), TITLE, "Föreslå")
    made_from = source_hash(step.title)
    reword(step, "title", fi="Uusi")
    take(content)
    text = text_at(TITLE)
    assert text.words["sv"] == "Föreslå"
    assert (text.lacks("sv"), text.made_from("sv")) == (CHANGED, made_from)


def test_a_fuzzy_entry_stays_stale_and_one_no_longer_fuzzy_is_up_to_date(step):
    reword(step, "title", fi="Uusi")
    take(with_words(exported(), TITLE, "Föreslå"))  # its own mark from the export is still there
    assert text_at(TITLE).lacks("sv") == CHANGED
    content = exported()
    entry = entry_of(content, TITLE)
    assert text_at(TITLE).words["sv"] == "Föreslå"
    take(content.replace(entry, entry.replace("#, fuzzy\n", "")))
    assert text_at(TITLE).lacks("sv") == ""


@pytest.mark.parametrize(
    ("written", "is_read"),
    [
        ('#| msgid ""\n#| "Aivan "\n#| "muuta"', True),
        ('#| msgid "Aivan muuta', False),
        ('#| msgid "' + '\\"' * 20_000, False),
    ],
    ids=["several pieces", "not closed", "many that are not"],
)
def test_what_the_source_said_is_read_from_whole_quotes(step, written, is_read):
    said = step.title["fi"]
    reword(step, "title", fi="Uusi")
    content = exported()
    take(with_words(content, TITLE, "Föreslå").replace(f'#| msgid "{said}"', written))
    text = text_at(TITLE)
    assert (text.words["sv"], text.lacks("sv")) == ("Föreslå", CHANGED)
    assert text.made_from("sv") == source_hash({"fi": "Aivan muuta" if is_read else said})


def test_an_entry_that_a_translator_doubts_becomes_stale_and_goes_there_and_back(step):
    take(with_words(exported(), TITLE, step.title["sv"], fuzzy=True))
    assert text_at(TITLE).lacks("sv") == CHANGED
    assert read_back(exported()).differences == ()


def test_an_older_file_does_not_undo_that_a_translation_was_found_still_right(step):
    content = exported()
    reword(step, "title", fi="Uusi")
    write([Rewording(text_at(TITLE), "sv", step.title["sv"], source_hash({"fi": "Uusi"}))])
    assert read_back(content).differences == ()


def test_an_empty_entry_leaves_the_text_as_it_is(step):
    po_file = read_back(with_words(exported(), TITLE, ""))
    assert po_file.differences == ()
    assert po_file.left_empty == 1


def test_a_file_wrapped_by_another_program_is_read_too(step):
    content = exported().replace(f'msgctxt "{TITLE}"', 'msgctxt ""\n"steps/"\n"propose/title"')
    content = content.replace('msgctxt "steps/propose/short"', 'msgctxt ""\n"steps/propose/short"')
    assert read_back("\ufeff" + content.replace("\n", "\r\n")).differences == ()


@pytest.mark.variants(stay=10)
@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda content: content.replace(TITLE, "steps/gone/title"), "askel gone › otsikko"),
        (lambda content: content.partition("\n\n")[0] + OTHER_CONTENT, "ei ole yhtään"),
        (lambda content: content.replace("Language: sv", "Language: de"), "”de”"),
        (lambda content: content.replace("Language: sv", "Language: fi"), "”fi”"),
        (lambda content: content.replace('"Language: sv\\n"\n', ""), "puuttuu kielen tunnus"),
        (lambda content: content.encode("latin-1", "replace"), "ei ole UTF-8-tekstiä: rivi"),
        (lambda content: content.encode("utf-16"), "ei ole UTF-8-tekstiä: rivi 1"),
        (lambda content: "format: 1\ntitle:\n", "Rivi 1 ei ole .po-muotoa."),
        (lambda content: content + "msgstr oops\n", "ei ole .po-muotoa."),
        (lambda content: content + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "ei ole .po-muotoa."),
        (lambda content: content + '\nmsgid "a"\n', "ei ole .po-muotoa."),
        (lambda content: content + f"\n{entry_of(content, TITLE)}\n", "askel propose › otsikko” on tied"),
        (lambda content: content + f'\nmsgctxt "{TITLE}"\nmsgid "a"\nmsgstr "b"\n', "kahdesti"),
        (lambda content: content + OTHER_CONTENT, "”Save” puuttuu paikka"),
        (lambda content: with_words(content, LABEL, "Säkerhet"), "vaihe pace › sana palkissa: Sana"),
        (lambda content: with_words(content, TITLE, "a\0b"), "askel propose › otsikko"),
        (lambda content: with_words(content, TITLE, "Föreslå \u202ehjälp"), "”Föreslå” jälkeen on merkki"),
        (lambda content: with_words(content, TITLE, "\u200b"), "vain merkkejä, joita ei näe"),
        (lambda content: content + '\nmsgid ""\nmsgstr "Language: sv\\n"\n', "otsaketta ei voi lukea"),
        (lambda content: content.replace("Language: sv", "Language: sv" + ";" * 5000), "otsaketta ei voi"),
        (lambda content: "", "ei ole käännöksiä"),
        (lambda content: b"\x89PNG\r\n\x1a\n\0\0", "ei ole UTF-8-tekstiä"),
        (lambda content: content.replace("charset=utf-8", "charset=nothing"), None),
        (lambda content: content.replace("Plural-Forms:", "Plural-Forms: nonsense"), None),
        (lambda content: 'msgid ""\nmsgstr "POT-Creation-Date: never\\n"' + OTHER_CONTENT, "otsaketta"),
        (lambda content: content.replace("nplurals=2", "nplurals=99999999999") + OBSOLETE_PLURAL, None),
        (lambda content: content.replace("POT-Creation-Date: ", "POT-Creation-Date: never"), "Rivi 1"),
        (lambda content: b" " * (LARGEST + 1), "yli 2 megatavua"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_says_why(edition, spoil, reason):
    content = spoil(exported())
    if reason is None:
        assert read_back(content).differences == ()
        return
    with pytest.raises(PoRefused) as refused:
        read_back(content)
    assert any(reason in each for each in refused.value.reasons), refused.value.reasons


def test_entries_of_one_source_are_not_joined(edition):
    """Babel joins each with all before it, which takes for ever when they are many."""
    with pytest.raises(PoRefused, match="not taken") as refused:
        read_back(exported() + OTHER_CONTENT * 3)
    assert refused.value.reasons == ("Tekstiltä ”Save” puuttuu paikka (msgctxt).",) * 3


HEAD = 'msgid ""\nmsgstr "Language: sv\\n"\n\n'


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ('msgctxt "steps/gone-{}/title"\nmsgid "a"\nmsgstr "b"\n\n', "ei ole yhtään tämän ohjeiston tekstiä"),
        ('# {}\nmsgid "a"\nmsgstr "b"\n\n', "ei ole yhtään tämän ohjeiston tekstiä"),
        ('#: {}\nmsgctxt "steps/gone/title"\nmsgid "a"\nmsgstr "b"\n\n', "on tiedostossa kahdesti"),
        ('#~ msgid "a {}"\n#~ msgstr "b"\n\n', "ei ole yhtään tämän ohjeiston tekstiä"),
    ],
    ids=["unknown places", "one source without a place", "one place", "obsolete"],
)
def test_twice_the_entries_are_twice_the_work(entry, sentence):
    def read(size):
        with pytest.raises(PoRefused, match="not taken") as refused:
            read_po_file((HEAD + "".join(entry.format(each) for each in range(size + 2))).encode(), [])
        assert sentence in refused.value.reasons[0]

    assert growth_of(read, 300) < LINEAR


def test_of_many_unknown_places_the_first_are_told_and_no_other_is_put_into_words(edition, monkeypatch):
    worded = []
    monkeypatch.setattr("guidance.translating.po_files.where", lambda place: worded.append(place) or place)
    gone = "".join(f'\nmsgctxt "steps/gone-{each}/title"\nmsgid "a"\nmsgstr "b"\n' for each in range(500))
    with pytest.raises(PoRefused, match="not taken") as refused:
        read_back(exported() + gone)
    assert len(worded) == 20
    assert refused.value.reasons[0] == "Paikkaa ”steps/gone-0/title” ei ole luonnoksessa."
    assert refused.value.reasons[20:] == ("… ja 480 muuta.",)


# --- The page --------------------------------------------------------------------------------------------


def chosen(content: str | bytes) -> dict:
    raw = content.encode() if isinstance(content, str) else content
    return {"file": SimpleUploadedFile("ours.po", raw)}


@pytest.mark.whole_guidance
def test_a_language_is_loaded_down(desk):
    assert f"{PAGE}sv.po" in desk.get(PAGE).content.decode()
    response = desk.get(f"{PAGE}sv.po")
    assert response.headers["Content-Disposition"] == 'attachment; filename="rinnalla-sv.po"'
    assert response.content.decode().count("msgctxt") > 400
    assert desk.get(f"{PAGE}fi.po").status_code == desk.get(f"{PAGE}xx.po").status_code == 404


def test_what_would_change_is_shown_before_anything_does(desk, step):
    page = desk.post(PAGE, chosen(with_words(exported(), TITLE, "Föreslå <b>"))).content.decode()
    assert "Svenska: 1 teksti muuttuisi" in page
    assert step.title["sv"] in page
    assert "Föreslå &lt;b&gt;" in page
    assert text_at(TITLE).words["sv"] == step.title["sv"]

    response = desk.post(PAGE, form_on(page, "agree_form"), follow=True)
    assert "1 teksti tuotiin tiedostosta." in response.content.decode()
    assert text_at(TITLE).words["sv"] == "Föreslå <b>"
    assert "otsikko (Svenska)" in desk.get(f"/admin/guidance/step/{step.pk}/history/").content.decode()


def test_a_draft_that_changed_meanwhile_is_shown_anew(desk, step):
    page = desk.post(PAGE, chosen(with_words(exported(), TITLE, "Föreslå"))).content.decode()
    write([Rewording(text_at(TITLE), "sv", "Deras")])
    page = desk.post(PAGE, form_on(page, "agree_form")).content.decode()
    assert "Luonnos muuttui sillä välin." in page
    assert "Deras" in page
    assert text_at(TITLE).words["sv"] == "Deras"
    desk.post(PAGE, form_on(page, "agree_form"))
    assert text_at(TITLE).words["sv"] == "Föreslå"


def test_a_file_that_changes_nothing_says_so(desk):
    page = desk.post(PAGE, chosen(exported()), follow=True).content.decode()
    assert "Tiedosto ei muuttaisi mitään" in page
    assert "Valitse ensin tiedosto." in desk.post(PAGE, {}).content.decode()


def test_a_refused_file_changes_nothing(desk, published_pack):
    content = with_words(with_words(exported(), TITLE, "Föreslå"), LABEL, "Säkerhet")
    page = desk.post(PAGE, chosen(content)).content.decode()
    assert "Tiedostoa ei otettu" in page
    assert "vaihe pace › sana palkissa" in page
    assert read_draft() == published_pack


def test_a_huge_file_is_refused_in_words_and_is_not_held(desk):
    huge = chosen(b"x" * 15_000_000)  # beyond 20 MB no page is asked any more
    tracemalloc.start()
    page = desk.post(PAGE, huge).content.decode()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "yli 2 megatavua" in page
    assert most < 50_000_000  # the test client itself holds the request twice


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_nobody_else_takes_or_gives(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(f"{PAGE}sv.po").status_code in (302, 403)
    assert client.get(PAGE).status_code in (302, 403)
    assert client.post(PAGE, chosen("")).status_code in (302, 403)


def test_a_file_comes_only_from_our_own_page(supervisor, edition):
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(supervisor)
    assert stranger.post(PAGE, chosen(exported())).status_code == 403
    page = stranger.get(PAGE).content.decode()
    fields = form_on(page, "file_form")
    fields.pop("file", None)
    content = with_words(exported(), TITLE, "Föreslå")
    assert "1 teksti muuttuisi" in stranger.post(PAGE, fields | chosen(content)).content.decode()


def test_a_file_with_a_number_known_to_be_closed_is_refused_with_its_place_and_note(step):
    with pytest.raises(PoRefused) as refused:
        read_back(with_words(exported(), TITLE, "Ring +358 9 2525 0115"))
    (reason,) = refused.value.reasons
    assert reason.startswith("askel propose › otsikko: Numeroon 09 2525 0115 ei enää vastata: ”MIELI")


@pytest.mark.parametrize("named", ["sv_FI", "sv-FI", "SV_fi"])
def test_a_region_of_a_known_language_is_taken(edition, named):
    content = exported().replace("Language: sv", f"Language: {named}")
    assert read_back(content).code == "sv"
