"""Debian's own nginx and Caddy, started for tests on loopback with the files that lie in deploy/."""

import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

from config.environment import ROOT
from tests.browser.over_https import certificate

DEPLOY = ROOT / "deploy"
DEBIANS = Path("/etc/nginx/nginx.conf")
LONGEST_START = 20  # seconds
CERTIFICATE, KEY = "/etc/ssl/rinnalla/fullchain.pem", "/etc/ssl/rinnalla/privkey.pem"
PAGES = "/srv/rinnalla/current/deploy/pages"


class Proxy:
    """Answers at ``url`` between ``start`` and ``stop``, and asks the app at the port ``behind``."""

    name: str

    def __init__(self, folder: Path):
        self.folder, self.behind = folder, free_port()
        self.port, self.plain_port = free_port(), free_port()
        self.host = f"localhost:{self.port}"
        self.url = f"https://{self.host}"
        self.certificate = certificate(folder)
        self.said = folder / f"{self.name}.said"

    def start(self) -> "Proxy":
        """Raises FileNotFoundError where it is not installed."""
        program = shutil.which(self.name, path=f"{os.environ['PATH']}:/usr/sbin")
        if program is None:
            raise FileNotFoundError(f"This test needs {self.name} (Debian: apt-get install {self.debians}).")
        with self.said.open("ab") as said:
            self.process = subprocess.Popen(
                [program, *self._arguments()], stdout=said, stderr=said, env=self._environment()
            )
        until = time.monotonic() + LONGEST_START
        while not _answers(self.port):
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < until, self.said.read_text()
            time.sleep(0.05)
        return self

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)

    def logs(self) -> str:
        """All that it has written anywhere, apart from its settings."""
        return "".join(path.read_text() for path in [self.said, *sorted(self.folder.glob("*.log"))])

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder)}

    def _with_our_paths(self, file: str, paths: dict[str, str]) -> str:
        """A file of deploy/, with paths and ports of this test; each of them has to stand there."""
        text = (DEPLOY / file).read_text()
        for theirs, ours in {PAGES: str(DEPLOY / "pages"), **paths}.items():
            assert theirs in text, f"deploy/{file} does not name {theirs}"
            text = text.replace(theirs, ours)
        return text


class Nginx(Proxy):
    """With Debian's own settings around ours."""

    name, debians = "nginx", "nginx-light"

    def _arguments(self) -> list[str]:
        ours, whole = self.folder / "rinnalla.conf", self.folder / "nginx.conf"
        ours.write_text(self._ours())
        whole.write_text(self._whole(ours))
        return ["-c", str(whole), "-e", str(self.folder / "error.log"), "-g", "daemon off;"]

    def _ours(self) -> str:
        text = self._with_our_paths(
            "nginx.conf",
            {
                "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
                "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
                "server 127.0.0.1:8000": f"server 127.0.0.1:{self.behind}",
                "server_name rinnalla.example.fi;": "server_name localhost;",
                CERTIFICATE: str(self.certificate),
                KEY: str(self.certificate),
                "/var/log/nginx/": f"{self.folder}/",
            },
        )
        return re.sub(r"^ +listen \[::\].*\n", "", text, flags=re.M)

    def _whole(self, ours: Path) -> str:
        text = DEBIANS.read_text()
        bodies = "".join(
            f"{kind}_temp_path {self.folder}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        for theirs, changed in {
            "user www-data;": "user root;" if os.geteuid() == 0 else "",
            "worker_processes auto;": "worker_processes 1;",
            "/run/nginx.pid": str(self.folder / "pid"),
            "/var/log/nginx/": f"{self.folder}/",
            "include /etc/nginx/conf.d/*.conf;": bodies,
            "include /etc/nginx/sites-enabled/*;": f"include {ours};",
        }.items():
            assert theirs in text, f"{DEBIANS} does not say {theirs}"
            text = text.replace(theirs, changed)
        return text


class Caddy(Proxy):
    name, debians = "caddy", "caddy"

    def _arguments(self) -> list[str]:
        file = self.folder / "Caddyfile"
        file.write_text(self.settings())
        return ["run", "--config", str(file), "--adapter", "caddyfile"]

    def settings(self) -> str:
        text = self._with_our_paths(
            "Caddyfile",
            {
                "127.0.0.1:8000": f"127.0.0.1:{self.behind}",
                "rinnalla.example.fi {": f"{self.url} {{\n\tbind 127.0.0.1",
                CERTIFICATE: str(self.certificate),
                KEY: str(self.certificate),
            },
        )
        return text.replace("\n{\n", f"\n{{\n\tadmin off\n\thttp_port {self.plain_port}\n", 1)


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]


def _answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
