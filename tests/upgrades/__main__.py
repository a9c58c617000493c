"""Keeps the databases of a version: `python -m tests.upgrades CHECKOUT NAME`, CHECKOUT a folder with it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from tests import upgrades
from tests.guidance.excerpt import excerpt
from tests.installation import real_settings
from tests.postgresql import Server

# Of any version: what has moved since the first is looked for where it was then.
STORE = """
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from guidance.models import Edition
from interview.models import Interview
try:
    from interview.sheet.answers import AnswerSheet, Written
except ImportError:
    from interview.answers import AnswerSheet, Written
call_command("load_pack", {pack!r})
call_command("publish")
worker = User.objects.create_user({name!r}, password={password!r})
worker.groups.add(Group.objects.get(name="Workers"))
fields = dict((name, Written(value, 1)) for name, value in {fields!r}.items())
for code in ("KAI-52", "LOE-10"):
    interview = Interview(owner=worker, edition=Edition.objects.get(), code=code)
    interview.keep(AnswerSheet(version=1, fields=fields))
    interview.save(force_insert=True)
"""


def main(checkout: Path, version: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        fill(checkout, Path(folder), {})
        upgrades.keep_sqlite(version, Path(folder) / "rinnalla.sqlite3")
    server = Server().start()
    try:
        database = server.made("kept")
        with tempfile.TemporaryDirectory() as folder:
            fill(checkout, Path(folder), {"RINNALLA_DATABASE": database})
        dump = [
            "pg_dump",
            "--inserts",
            "--no-owner",
            "--no-privileges",
            database.replace("postgres:", "postgresql:"),
        ]
        upgrades.keep_postgresql(version, subprocess.check_output(dump, text=True))
    finally:
        server.stop()


def fill(checkout: Path, folder: Path, database: dict[str, str]) -> None:
    pack = folder / "pack.yaml"
    built_in = yaml.safe_load((checkout / "guidance" / "packs" / "built-in.yaml").read_text("utf-8"))
    pack.write_text(yaml.safe_dump(small(built_in), allow_unicode=True, sort_keys=False), "utf-8")
    fields = {**upgrades.NOTES, **upgrades.ANSWERS}
    store = STORE.format(pack=str(pack), name=upgrades.NAME, password=upgrades.PASSWORD, fields=fields)
    environment = {"PATH": os.environ["PATH"], **real_settings(folder), **database}
    for command in (["migrate", "-v0"], ["shell", "-c", store]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=checkout, env=environment, check=True)


LATER = (  # what packs did not always have
    *("expectations", "preparations", "passages", "recording_points"),
    *("recipients", "milestones", "card_texts"),
)


def small(pack: dict) -> dict:
    """The excerpt of the tests, in the format of this pack."""
    cut = excerpt({**dict.fromkeys(LATER, []), **pack})
    return {name: cut[name] for name in pack} | {"format": pack["format"]}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
