"""Starting the app outside the demo, in a process of its own."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def real_environment(tmp_path) -> dict[str, str]:
    """All that an installation has to set."""
    return {
        "DATA_DIR": str(tmp_path),
        "RINNALLA_SECRET_KEY": "x7Kp2mQ9vL4nR8sT1wY6zB3cD5fG0hJaEeUuIiOoPpAaSsDdFfGg",
        "RINNALLA_SEALING_KEYS": "one:" + base64.b64encode(bytes(range(32))).decode(),
        "RINNALLA_ADDRESS": "https://rinnalla.example.fi",
    }


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
