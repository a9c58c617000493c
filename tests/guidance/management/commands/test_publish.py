"""Publishing without a browser."""

import pytest

from tests.guidance.management.commands.shell import run

pytestmark = pytest.mark.django_db


def test_publishing_from_the_shell():
    run("load_pack")
    assert "edition 1" in run("publish", note="Ensimmäinen.")
    assert "nothing was published" in run("publish")
