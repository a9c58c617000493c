import io
import os
import shlex
import subprocess
import sys

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from config.catalogs import compile_into
from config.environment import ROOT
from config.management.commands import init
from guidance.models import Edition

LONG = "kolme hiljaista koivua"


@pytest.fixture
def run(monkeypatch, db):
    """run(*arguments, sent=…): what `init` says, with what is sent in as its first line."""
    monkeypatch.setattr(init, "call_command", _without_migrating)

    def run(*arguments: str, sent: str = LONG) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{sent}\n"))
        said = io.StringIO()
        call_command("init", *arguments, stdout=said)
        return said.getvalue()

    return run


def _without_migrating(name, **options):
    if name != "migrate":
        call_command(name, **options)


def test_the_first_administrator_is_made_and_what_to_keep_is_said(run):
    said = run("--administrator", "anna")
    anna = User.objects.get()
    assert anna.is_superuser
    assert anna.check_password(LONG)
    assert "Made the administrator anna" in said
    assert "Back up both, each in a place of its own" in said
    assert "docs/operating.md" in said
    assert LONG not in said


def test_run_again_it_leaves_what_is_there(run, edition, administrator):
    said = run("--administrator", "anna", "--guidance")
    assert "There is an administrator already." in said
    assert "There is a published guidance already." in said
    assert User.objects.get() == administrator
    assert Edition.objects.count() == 1


def test_the_built_in_guidance_is_published_when_it_is_asked_for(run):
    assert "Published edition 1." in run("--administrator", "anna", "--guidance")
    assert Edition.objects.get().number == 1


@pytest.mark.parametrize(
    ("arguments", "sent", "sentence"),
    [
        ([], LONG, "Name the first administrator"),
        (["--administrator", "anna"], "lyhyt", "12"),
        (["--administrator", "ann a"], LONG, "."),
    ],
)
def test_no_administrator_is_made_without_a_name_and_a_good_password(run, arguments, sent, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*arguments, sent=sent)
    assert not User.objects.exists()


def test_at_a_terminal_the_password_is_asked_for_twice(run, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    answers = iter([LONG, LONG, LONG, "toinen hiljainen koivu"])
    monkeypatch.setattr(init.getpass, "getpass", lambda prompt: next(answers))
    monkeypatch.setattr(io, "StringIO", Terminal)
    run("--administrator", "anna")
    assert User.objects.get().check_password(LONG)
    User.objects.all().delete()
    with pytest.raises(CommandError, match="differ"):
        run("--administrator", "anna")
    assert not User.objects.exists()


@pytest.mark.variants(stay=0)
def test_with_a_new_file_of_settings_one_command_sets_everything_up(tmp_path):
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data")}
    arguments = ["--environment", str(tmp_path / "environment"), "--address", "https://rinnalla.example.fi"]
    said = subprocess.run(
        [sys.executable, ROOT / "manage.py", "init", *arguments, "--administrator", "anna"],
        env=environment,
        input=f"{LONG}\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Made the administrator anna" in said
    assert (tmp_path / "data" / "rinnalla.sqlite3").is_file()
    assert str(tmp_path / "environment") in said
    compile_into(tmp_path / "data" / "locale")  # as `serve` does before it answers
    written = (tmp_path / "environment").read_text(encoding="utf-8").splitlines()
    settings = dict(shlex.split(line)[0].split("=", 1) for line in written if line and line[0] != "#")
    checked = subprocess.run(
        [sys.executable, ROOT / "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        text=True,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
