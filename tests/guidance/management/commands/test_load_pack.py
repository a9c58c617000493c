"""A pack goes in whole, or not at all."""

import pytest
from django.core.management import CommandError

from guidance.draft import read_draft
from guidance.packs.files import BUILT_IN
from tests.guidance.management.commands.shell import run

pytestmark = pytest.mark.django_db


def test_a_broken_pack_is_refused_and_the_draft_stays(edition, tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        BUILT_IN.read_text(encoding="utf-8").replace("safe-tonight: ['yes']", "safe-tonihgt: ['yes']")
    )
    before = read_draft()
    with pytest.raises(CommandError, match="safe-tonihgt"):
        run("load_pack", str(broken))
    assert read_draft() == before
