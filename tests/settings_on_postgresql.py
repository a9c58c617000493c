"""The tests' settings with a PostgreSQL of their own, for DJANGO_SETTINGS_MODULE (`make test-postgres`)."""

import atexit
import os

from config import environment
from config.settings import *  # noqa: F403
from tests.postgresql import ADDRESS, Server

if ADDRESS not in os.environ:
    server = Server().start()
    atexit.register(server.stop)
    os.environ[ADDRESS] = server.address("postgres")

DATABASES = {"default": environment.database({"RINNALLA_DATABASE": os.environ[ADDRESS]}, DATA_DIR)}  # noqa: F405
