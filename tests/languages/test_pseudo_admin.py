"""The editor's desk in the pseudo-language: no word of ours was left out of the catalog, and longer ones fit.

The guidance itself is wrapped too, so whatever is left over on a page is one of Django's own sentences, which
come in Django's own Esperanto, or a word that nobody can translate.
"""

import copy
from collections.abc import Iterator

import pytest

from guidance.draft import write_draft
from guidance.models import Contact, Step
from guidance.publishing.editions import publish
from tests.guidance.filled_in import Sent, form_on

from . import pseudo
from .desk import addresses, addresses_ending
from .fitting import misfits, new_context
from .spoken import left_over

pytestmark = pytest.mark.django_db

# Names, ids, dates.
SAME_EVERYWHERE = "|".join(
    (
        r"Rinnalla|supervisor|\b[0-9a-f]{12,64}\b|(?<=⟧ )[a-z][a-z0-9-]*(?=:| ›)",
        r"\d+-a de \w+ \d{4}(, je)?",
        r"(https://)?[\w.@-]+\.fi[\w/-]*",
        r"^/contacts/$",
        r"\b(Suomi|Svenska|English|Esperanto)\b( \(\.po\))?",
        r"\b(finna|sveda|angla|sorana|somala|taja|ĉina)\b",  # languages of a client's card, as CLDR has them
        "^[a-z]{2,3}$",  # and their codes
    )
)
LONGEST_LABEL = 7
PUBLISH = "/admin/guidance/edition/publish/"


@pytest.fixture(scope="module")
def wrapped_pack(built_in_pack) -> dict:
    return _wrapped(copy.deepcopy(built_in_pack))


@pytest.fixture
def desk(client, supervisor, speaking_pseudo, wrapped_pack, monkeypatch):
    """A supervisor at the desk, with a draft that nobody has published yet, and a newer pack."""
    write_draft(wrapped_pack)
    newer = copy.deepcopy(wrapped_pack)
    newer["steps"][0]["title"], newer["steps"][1]["title"] = (newer["steps"][at]["title"] for at in (1, 0))
    monkeypatch.setattr("guidance.desk.packs.update.built_in_pack", lambda: newer)
    client.force_login(supervisor)
    client.cookies["django_language"] = pseudo.LANGUAGE
    return client


@pytest.mark.heavy
def test_no_page_has_a_word_that_cannot_be_translated_before_anything_is_published(desk):
    assert faults_of(desk, addresses()) == []


@pytest.mark.heavy
def test_no_page_has_a_word_that_cannot_be_translated_once_there_is_an_edition(desk, supervisor):
    publish(by=supervisor)
    assert faults_of(desk, addresses()) == []


@pytest.mark.heavy
def test_no_word_is_left_over_in_the_history_of_a_change(desk):
    for address, sent in forms_at(desk, "/change/"):
        saved = desk.post(address, rewritten(sent), follow=True)
        assert saved.redirect_chain, address
        assert faults_on(address, saved) == []  # with the message that it is saved
    assert faults_of(desk, addresses_ending("/history/")) == []


@pytest.mark.heavy
def test_no_word_is_left_over_when_a_form_is_refused(desk):
    faults = []
    for address, sent in (*forms_at(desk, "/add/"), *forms_at(desk, "/change/")):
        refused = desk.post(address, emptied(sent))
        assert "errornote" in refused.content.decode(), address
        faults += faults_on(address, refused)
    assert faults == []


@pytest.mark.variants(stay=0)
def test_no_word_is_left_over_when_publishing_is_refused_or_changes_nothing(desk, supervisor):
    publish(by=supervisor)
    unchanged = desk.post(PUBLISH, form_on(desk.get(PUBLISH).content.decode(), "publish_form"))
    assert "publish-unchanged" in unchanged.content.decode()
    Step.objects.filter(identifier="propose").update(show=[{"always": True}], but_not=[])
    Contact.objects.get(identifier="emergency-112").phones.all().delete()
    changed_meanwhile = desk.post(PUBLISH, {"note": ""})
    assert "errornote" in changed_meanwhile.content.decode()
    refused = desk.post(PUBLISH, form_on(desk.get(PUBLISH).content.decode(), "publish_form"))
    assert "publish-refused" in refused.content.decode()
    answers = (unchanged, changed_meanwhile, refused)
    assert [fault for answer in answers for fault in faults_on(PUBLISH, answer)] == []


@pytest.mark.variants(stay=0)
def test_no_word_is_left_over_in_a_list_that_finds_nothing(desk):
    lists = [address for address in addresses() if address.count("/") == 4]
    assert faults_of(desk, [f"{address}?q=0" for address in lists]) == []


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Siirry pääsisältöön", []),  # Django's own, in Finnish where it has no Esperanto
        ("⟦Rivi 1 øy⟧, ⟦Avaa rivi ⟦Uhka⟧ øy⟧ 2", []),
        ("Aldoni alian ⟦askel øy⟧", []),
        ("Aldoni alian askel", ["Aldoni alian askel"]),
        ("Avoimet kysymykset", ["Avoimet kysymykset"]),
        ("Avoimet ⟦kysymykset øy⟧", ["Avoimet ⟦kysymykset øy⟧"]),
    ],
)
def test_what_nobody_can_translate_is_told_from_what_somebody_has(words, left):
    for page in (f"<p>{words}</p>", f'<p title="{words}">1</p>', f'<input type="submit" value="{words}">'):
        assert left_over(f'<html lang="{pseudo.LANGUAGE}">{page}</html>', SAME_EVERYWHERE) == left


# --- In a browser ---------------------------------------------------------------------------------------


@pytest.fixture
def page(browser, live_server, desk, supervisor):
    """A browser in which the supervisor sits at the desk, with an edition."""
    publish(by=supervisor)
    context = new_context(browser, live_server)
    session = desk.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


A_SLICE = ("/admin/", "/admin/guidance/step/", "/admin/guidance/edition/", PUBLISH)


@pytest.mark.heavy
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_longer_words_fit_on_a_few_pages(page):
    a_step = next(each for each in addresses_ending("/change/") if "/step/" in each)
    assert misfits_at(page, [*A_SLICE, a_step]) == []


@pytest.mark.heavy
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_longer_words_fit_on_every_page(page, desk):
    seen = [address for address in addresses() if desk.get(address, follow=True).status_code == 200]
    assert len(seen) > len(A_SLICE)
    assert misfits_at(page, seen) == []


def misfits_at(page, seen: list[str]) -> list[tuple]:
    """What does not fit, and what a script has put there that nobody can translate."""
    faults = []
    for address in seen:
        page.goto(address)
        found = misfits(page)
        found += [("left over", words) for words in left_over(page.content(), SAME_EVERYWHERE)]
        faults += [(address, *fault) for fault in found]
    return faults


# --- By the client ---------------------------------------------------------------------------------------


def faults_of(desk, pages: list[str]) -> list[tuple[str, str]]:
    answers = {address: desk.get(address, follow=True) for address in pages}
    opened = {address: answer for address, answer in answers.items() if answer.status_code != 403}
    assert len(opened) > len(answers) / 2  # the rest are an administrator's
    assert {answer.status_code for answer in opened.values()} == {200}
    return [fault for address, answer in opened.items() for fault in faults_on(address, answer)]


def faults_on(address: str, answer) -> list[tuple[str, str]]:
    page = answer.content.decode()
    assert f'<html lang="{pseudo.LANGUAGE}"' in page
    return [(address, words) for words in left_over(page, SAME_EVERYWHERE)]


def forms_at(desk, end: str) -> Iterator[tuple[str, Sent]]:
    """Each form that a supervisor may send, and what it sends untouched."""
    for address in addresses_ending(end):
        page = desk.get(address).content.decode()
        identifier = f"{address.split('/')[3]}_form"
        if f'id="{identifier}"' in page and 'name="_save"' in page:
            yield address, form_on(page, identifier)


def rewritten(sent: Sent) -> Sent:
    """Every text one letter longer, every place one further."""
    return {name: [_other(name, value) for value in values] for name, values in sent.items()}


def _other(name: str, value: str) -> str:
    if name.endswith("position") and value:
        return str(int(value) + 1)
    return value.replace(pseudo.CLOSE, f"ø{pseudo.CLOSE}") if len(value) > LONGEST_LABEL else value


def emptied(sent: Sent) -> Sent:
    """Nothing in any box; the counts of the rows stay."""
    return {name: values if "_FORMS" in name else [""] for name, values in sent.items()}


def _wrapped(node):
    """A pack with each of its texts between the marks."""
    if isinstance(node, list):
        return [_wrapped(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "digits" in node:
        return {key: value if key in OF_NO_WORDS else pseudo.marked(value) for key, value in node.items()}
    if "fi" in node and all(isinstance(words, str) for words in node.values()):
        return {code: pseudo.marked(words) for code, words in node.items()}
    return {key: WRAPPED_OTHERWISE.get(key, _wrapped)(value) for key, value in node.items()}


def _short(label: dict) -> dict:
    """A word for the bar, which has room for seven letters, between the marks."""
    return {code: f"{pseudo.OPEN}{word[:3]}{pseudo.CLOSE}" for code, word in label.items()}


def _note(note):
    """A contact's is a supervisor's own line in one language, a closed number's a text."""
    return _wrapped(note) if isinstance(note, dict) else pseudo.marked(note)


OF_NO_WORDS = ("id", "origin", "language")  # of a card, whose texts are in one language
WRAPPED_OTHERWISE = {"name_on_card": pseudo.marked, "label": _short, "source": pseudo.marked, "note": _note}
