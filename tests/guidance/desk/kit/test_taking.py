"""What is brought into the draft: shown first, then taken as it was shown, by whom it was shown to.

Every test goes through all pages that do so: a pack, a translators' file and an older edition.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from guidance.desk.kit import taking
from guidance.draft import read_draft
from guidance.models import MODELS, Draft, Sign, Step
from guidance.packs.files import write_pack
from guidance.publishing.editions import hash_of, publish
from guidance.translating.po_files import write_po_file
from guidance.translating.texts import texts_of_draft

pytestmark = pytest.mark.django_db

IMPORT = reverse("admin:guidance_import")
PO_FILES = reverse("admin:guidance_translation_files")


@dataclass(frozen=True)
class Way:
    """A page that brings something in: its address, and how it is shown what would change."""

    address: str
    show: Callable

    def press(self, client, page: str, **instead) -> str:
        """The second press, as the page has it; gives what comes then."""
        return client.post(self.address, sent_by(page) | instead, follow=True).content.decode()


def sent_by(page: str) -> dict[str, str]:
    hidden = LexborHTMLParser(page).css("#content-main form input[type=hidden]")
    return {each.attributes["name"]: each.attributes["value"] for each in hidden}


@pytest.fixture(params=["pack", "po", "restore"])
def way(request, edition, desk) -> Way:
    step = Step.objects.get(identifier="propose")
    step.title |= {"sv": "Tidigare"}
    step.save()
    if request.param == "restore":
        address = reverse("admin:guidance_restore", args=[edition.number])
        return Way(address, lambda client: client.get(address).content.decode())
    if request.param == "pack":
        return Way(IMPORT, lambda client: brought(client, IMPORT, write_pack(edition.content).encode()))
    file = write_po_file(texts_of_draft(), "sv").replace(b'"Tidigare"', b'"Annat"')
    return Way(PO_FILES, lambda client: brought(client, PO_FILES, file))


def brought(client, address: str, raw: bytes) -> str:
    return client.post(address, {"file": SimpleUploadedFile("ours", raw), "text": ""}).content.decode()


def title_now() -> str:
    return Step.objects.get(identifier="propose").title["sv"]


@pytest.mark.variants
def test_it_is_shown_first_and_taken_by_the_second_press(desk, way):
    page = way.show(desk)
    assert title_now() == "Tidigare"
    way.press(desk, page)
    assert title_now() != "Tidigare"


@pytest.mark.variants
def test_what_nobody_was_shown_is_not_taken(desk, way):
    way.show(desk)
    for said in ({"seen": hash_of(read_draft())}, {"sealed": ""}, {"sealed": "x"}):
        page = desk.post(way.address, said).content.decode()
        assert title_now() == "Tidigare"
    assert "vanhentunut" in page


@pytest.mark.variants
def test_what_another_was_shown_is_not_taken(desk, way, django_user_model):
    page = way.show(desk)
    desk.force_login(django_user_model.objects.create_superuser("other"))
    assert "vanhentunut" in way.press(desk, page)
    assert title_now() == "Tidigare"


@pytest.mark.variants
def test_what_was_shown_too_long_ago_is_not_taken(desk, way, monkeypatch):
    page = way.show(desk)
    monkeypatch.setattr(taking, "HOLDS_FOR", -1)
    assert "vanhentunut" in way.press(desk, page)
    assert title_now() == "Tidigare"


@pytest.mark.variants
def test_what_was_shown_on_one_page_is_not_taken_by_another(desk, way, edition):
    Sign.objects.filter(identifier="nervous").update(short={"fi": "Toisin", "sv": "Annat", "en": "Else"})
    second = publish()
    page = way.show(desk)
    restoring = reverse("admin:guidance_restore", args=[second.number])
    for other in {IMPORT, PO_FILES, restoring} - {way.address}:
        assert "vanhentunut" in desk.post(other, sent_by(page)).content.decode()
    assert title_now() == "Tidigare"


@pytest.mark.variants
def test_a_draft_that_changed_anywhere_meanwhile_is_shown_anew(desk, way):
    page = way.show(desk)
    Sign.objects.filter(identifier="nervous").update(short={"fi": "Joku muu ehti"})
    again = way.press(desk, page)
    assert "Luonnos muuttui sillä välin" in again
    assert title_now() == "Tidigare"
    way.press(desk, again)
    assert title_now() != "Tidigare"


@pytest.mark.variants
def test_what_would_be_done_is_worked_out_anew_and_shown_where_it_is_something_else(desk, way, edition):
    """The draft is as it was, but an edition holds meanwhile what would have left it."""
    new = dict.fromkeys(("title", "short", "full"), dict.fromkeys(("fi", "sv", "en"), "Uusi"))
    Step.objects.create(identifier="never", urgency="soon", position=99, show=[{"always": True}], **new)
    page = way.show(desk)
    publish()
    again = way.press(desk, page)
    if way.address == PO_FILES:
        assert title_now() != "Tidigare"  # nothing else is done with the texts
        return
    assert "Luonnos muuttui sillä välin" in again
    assert title_now() == "Tidigare"
    way.press(desk, again)
    assert Step.objects.get(identifier="never").retired


@pytest.mark.variants
def test_nobody_else_writes_the_draft_while_it_is_taken(desk, way, monkeypatch):
    page, locked = way.show(desk), set()
    lock = QuerySet.select_for_update

    def noted(rows, *args, **kwargs):
        locked.add(rows.model)
        return lock(rows, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    way.press(desk, page)
    assert {Draft, *MODELS.values()} <= locked
