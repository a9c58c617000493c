"""A real installation, no demo: all that it has to set, and the app as `manage.py serve` serves it."""

import base64
import http.client
from pathlib import Path

from tests.browser.server import Server

ADDRESS = "rinnalla.example.fi"


def real_settings(folder: Path) -> dict[str, str]:
    """The environment of an installation in ``folder``."""
    return {
        "DATA_DIR": str(folder),
        "RINNALLA_SECRET_KEY": "x7Kp2mQ9vL4nR8sT1wY6zB3cD5fG0hJaEeUuIiOoPpAaSsDdFfGg",
        "RINNALLA_SEALING_KEYS": "one:" + base64.b64encode(bytes(range(32))).decode(),
        "RINNALLA_ADDRESS": f"https://{ADDRESS}",
    }


class Installation(Server):
    """Served without make. It has no edition, so that it answers and yet is not ready.

    ``database``: the address of one on PostgreSQL; without it, SQLite in the folder.
    """

    serve = ("serve",)
    ready = "/healthz"

    def __init__(self, folder: Path, database: str = ""):
        self.database = database
        super().__init__(folder)

    def _prepare(self) -> None:
        self.folder.mkdir(mode=0o700)

    def ask(self, path: str, peer: str = "127.0.0.1", **headers: str) -> http.client.HTTPResponse:
        """The answer to whoever connects from ``peer``, read and closed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20, source_address=(peer, 0))
        try:
            connection.request("GET", path, headers={"Host": ADDRESS, **headers})
            answer = connection.getresponse()
            answer.words = answer.read().decode()
            return answer
        finally:
            connection.close()

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in super()._environment().items() if name != "DEMO_PASSWORD"}
        if self.database:
            kept["RINNALLA_DATABASE"] = self.database
        return {**kept, **real_settings(self.folder), "RINNALLA_PLAIN_STATIC": "for tests"}
