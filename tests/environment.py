"""The tests' own environment, set before the settings are read: a demo in a throw-away folder.

Loaded by pytest as a plugin (pyproject.toml). What the shell sets for a running demo is left aside, so that
tests run beside one.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config import demo
from config.catalogs import compile_into

for name in [name for name in os.environ if name.startswith("RINNALLA_")]:
    del os.environ[name]
for name in ("PORT", "DATA_DIR", "DEMO_PASSWORD"):
    os.environ.pop(name, None)

folder = Path(tempfile.mkdtemp(prefix="rinnalla-tests-"))
atexit.register(shutil.rmtree, folder, ignore_errors=True)
demo.mark(folder)
(folder / "static").mkdir()
compile_into(folder / "locale")  # as `manage.py serve` does at its start; a tenth of a second

os.environ["DATA_DIR"] = str(folder)
os.environ["RINNALLA_PLAIN_STATIC"] = "for tests"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop runs in the tests' own thread
