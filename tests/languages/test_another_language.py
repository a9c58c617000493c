"""Adding a language: a catalog, a pack's texts, a setting; no migration. Northern Sámi is the example."""

import copy
import io
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from django.core.management import call_command
from django.utils import translation

from guidance.draft import read_draft, write_draft
from guidance.models import Stage
from guidance.publishing.editions import publish
from tools.catalogs import extracted

SAAMI = "se"


@pytest.fixture(scope="module")
def saami_catalog(tmp_path_factory) -> Path:
    """One message is translated, the rest not yet."""
    locale = tmp_path_factory.mktemp("saami")
    catalog = extracted()
    catalog.locale = SAAMI
    for message in catalog:
        message.string = "Mearkkat" if message.id == "Merkit" else ""
    folder = locale / SAAMI / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalog)
    return locale


@pytest.fixture
def saami(offer, saami_catalog):
    """The setting and the catalog."""
    offer(SAAMI, "Davvisámegiella", saami_catalog)
    return SAAMI


@pytest.fixture
def with_saami_texts(db, saami, built_in_pack):
    pack = copy.deepcopy(built_in_pack)
    pack["stages"][0]["title"][SAAMI] = "Mana áššehasa leahtuin"
    write_draft(pack)
    publish()
    return pack


def test_it_needs_no_migration(saami, db):
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes" in out.getvalue()


def test_its_texts_go_into_the_draft_and_come_back(with_saami_texts):
    assert read_draft() == with_saami_texts


def test_what_is_missing_falls_back_and_says_in_which_language(client, with_saami_texts, saami):
    client.cookies["django_language"] = saami
    page = client.get("/card/").content.decode()
    assert '<html lang="se">' in page
    assert "Mana áššehasa leahtuin" in page
    assert '<span lang="fi">Varmista turvallisuus</span>' in page


def test_the_interface_speaks_it_as_far_as_its_catalog_goes(client, with_saami_texts, saami):
    with translation.override(saami):
        assert translation.gettext("Merkit") == "Mearkkat"
        assert translation.gettext("Koonti") == "Koonti"


@pytest.mark.variants(stay=0)
def test_an_editor_gets_a_box_for_it(client, with_saami_texts, supervisor):
    client.force_login(supervisor)
    stage = Stage.objects.get(identifier="pace")
    page = client.get(f"/admin/guidance/stage/{stage.pk}/change/").content.decode()
    assert "Mana áššehasa leahtuin" in page
