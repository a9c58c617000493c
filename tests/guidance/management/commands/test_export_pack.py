"""A pack comes out, of the draft or of an edition."""

import pytest
from django.core.management import CommandError

from guidance.packs.files import BUILT_IN
from tests.guidance.management.commands.shell import run

pytestmark = pytest.mark.django_db


def test_a_pack_goes_in_and_comes_out_byte_for_byte():
    run("load_pack", str(BUILT_IN))
    assert run("export_pack") == BUILT_IN.read_text(encoding="utf-8")


def test_an_edition_comes_out_as_it_was_published(edition):
    assert run("export_pack", edition=1) == BUILT_IN.read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="no edition 7"):
        run("export_pack", edition=7)
