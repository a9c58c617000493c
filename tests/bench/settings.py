"""The demo's settings, on whichever database is measured: a demo of its own is never on PostgreSQL."""

import os

from config import environment
from config.settings import *  # noqa: F403

if address := os.environ.get("MEASURED_DATABASE"):
    DATABASES = {"default": environment.database({"RINNALLA_DATABASE": address}, DATA_DIR)}  # noqa: F405
