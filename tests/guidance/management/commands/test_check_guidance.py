"""Whether a pack could be published, and every reason why not."""

import pytest
from django.core.management import CommandError

from guidance.models import Edition
from guidance.packs.files import BUILT_IN
from tests.guidance.management.commands.shell import run

pytestmark = pytest.mark.django_db


def test_checking_says_yes_or_every_reason(tmp_path):
    assert "can be published" in run("check_guidance", str(BUILT_IN))
    unsafe = tmp_path / "unsafe.yaml"
    text = BUILT_IN.read_text(encoding="utf-8")
    unsafe.write_text(
        text.replace(
            "- id: call-emergency\n  origin: card\n  urgency: now",
            "- id: call-emergency\n  origin: card\n  urgency: soon",
        )
    )
    with pytest.raises(CommandError) as refusal:
        run("check_guidance", str(unsafe))
    assert "112" in str(refusal.value)
    assert not Edition.objects.exists()
