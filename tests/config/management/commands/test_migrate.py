import os
import subprocess
import sys

import pytest

from config.environment import ROOT
from tests.installation import real_settings

ALONE = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
written, alone = 0, []
def look(execute, sql, params, *given):
    global written
    if sql.startswith('INSERT INTO "django_migrations"'):
        written += 1
        if not connection.in_atomic_block:
            alone.append(".".join(params[:2]))
    return execute(sql, params, *given)
with connection.execute_wrapper(look):
    call_command("migrate", verbosity=0)
print(written > 30, *alone)
"""


@pytest.mark.variants(stay=0)
def test_that_a_migration_is_done_is_written_along_with_it(tmp_path):
    """Killed between the two, the next start would do it once more, and fail."""
    environment = {
        "PATH": os.environ["PATH"],
        **real_settings(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "-c", ALONE]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (ended.stdout, ended.stderr) == ("True\n", "")
