"""Starting the app outside the demo, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import real_settings

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def real_environment(tmp_path) -> dict[str, str]:
    """All that an installation has to set."""
    return real_settings(tmp_path)


@pytest.fixture
def run():
    """run(environment, "manage.py", "check"): the app's own Python with nothing else in its environment."""

    def run(environment: dict[str, str], *command: str, timeout: int = 60) -> subprocess.CompletedProcess:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env={**kept, **environment},
            capture_output=True,
            text=True,
            timeout=timeout,
        )

    return run
