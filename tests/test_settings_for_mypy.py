"""The settings that mypy's plug-in reads."""

import os
import subprocess
import sys

from tests.arrows import ROOT

AS_MYPY_DOES = "import os, tests.settings_for_mypy as settings; os._exit(settings.DEMO - 1)"


def test_they_are_read_whatever_the_shell_has_set_and_leave_nothing_behind(tmp_path):
    shell = {"TMPDIR": str(tmp_path), "DATA_DIR": "/nowhere/at/all", "RINNALLA_SECRET_KEY": "too short"}
    subprocess.run([sys.executable, "-c", AS_MYPY_DOES], cwd=ROOT, env={**os.environ, **shell}, check=True)
    assert list(tmp_path.iterdir()) == []
