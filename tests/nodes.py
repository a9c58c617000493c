"""Several processes of a real installation on one PostgreSQL, behind nginx, and workers who walk there."""

import http.client
import json
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.installation import ADDRESS, Installation
from tests.markup import attribute, part, token
from tests.postgresql import Server

ADMINISTRATOR = ("init", "--administrator", "anna", "--guidance")
PASSWORD = "kolme hiljaista koivua\n"
NO_ANSWER = (OSError, http.client.HTTPException)

# A log-in as it is once password and second factor were given, without the pages for them.
LOG_IN = """
import json
from django.contrib.auth.models import Group, User
from django.conf import settings
from django.test import Client
from allauth.mfa.models import Authenticator
from interview.doors.second_factor import PASSED
for number in range({number}):
    worker, _ = User.objects.get_or_create(username=f"worker-{{number}}")
    worker.groups.add(Group.objects.get(name="Workers"))
    client = Client()
    client.force_login(worker)
    session = client.session
    session[PASSED] = True
    session.save()
    print(json.dumps(dict((name, morsel.value) for name, morsel in client.cookies.items())))
"""


class Node(Installation):
    """One process of the service, with its workers, in a folder of its own."""

    ready = "/readyz"

    def processes(self) -> list[int]:
        """Those that answer."""
        parent = self.process.pid
        return [*map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())]

    def workers(self, number: int, at: str | None = None) -> list["Worker"]:
        """So many who have logged in, and who ask ``at`` an address such as 127.0.0.1:8000."""
        said = self.manage("shell", "--no-imports", "-c", LOG_IN.format(number=number))
        cookies = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
        return [Worker(at or f"127.0.0.1:{self.port}", each) for each in cookies]


class Answer:
    """What came: status, where it leads, words."""

    def __init__(self, answer: http.client.HTTPResponse):
        self.status = answer.status
        self.leads_to = (answer.headers["Location"] or "").removeprefix(f"https://{ADDRESS}")
        self.words = answer.read().decode()


class Worker:
    """Asks as a proxy that ends TLS would pass it on."""

    def __init__(self, at: str, cookies: dict[str, str]):
        self.at, self.cookies = at, dict(cookies)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict, on: str, **headers: str) -> Answer:
        """Send a form as the page ``on`` would."""
        body = urlencode({"csrfmiddlewaretoken": token(on), **fields})
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{ADDRESS}"}
        return self._ask("POST", path, body, **kind, **headers)

    def begin(self) -> str:
        """The first stage of an interview in which something stands."""
        stage = self.post("/i/", {}, on=self.get("/i/").words).leads_to
        assert re.fullmatch(r"/i/[0-9a-f-]{36}/1/", stage), stage
        self.post(stage, {"version": 0, "gone-pace": "on"}, on=self.get(stage).words)
        return stage

    def _ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        told = {"Host": ADDRESS, "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}
        told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with closing(http.client.HTTPConnection(self.at, timeout=60)) as connection:
            connection.request(method, path, body, told | headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie") or []:
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return Answer(answer)


class Saver(threading.Thread):
    """Saves one number after another into a note, each again until it is acknowledged, until told to end.

    As a page does: what was not answered, or not with *saved*, goes once more. ``odd``: answers that were
    neither, ``traces``: those in which a stack trace stood, ``lost``: how often less than was acknowledged.
    """

    SAVED = (200, 204)

    def __init__(self, worker: Worker, patient: tuple[int, ...] = (502, 503, 504, 507)):
        super().__init__(daemon=True)
        self.worker, self.patient = worker, patient
        self.stage = worker.begin()
        self.page = worker.get(self.stage).words
        self.acknowledged, self.unanswered, self.lost = -1, 0, 0
        self.odd: list[int] = []
        self.traces: list[str] = []
        self.ended = threading.Event()
        self._moved = threading.Condition()

    def run(self) -> None:
        version = _version_on(self.page)
        while not self.ended.is_set():
            if self._save(version) in self.SAVED:
                version += 1
                with self._moved:
                    self.acknowledged += 1
                    self._moved.notify_all()
            else:
                self.unanswered += 1
                version = self._version_now() or version

    def wait_until(self, number: int, seconds: float = 90) -> None:
        """So many saves were acknowledged."""
        with self._moved:
            assert self._moved.wait_for(lambda: self.acknowledged >= number, seconds), self.odd

    def end(self) -> None:
        self.ended.set()
        self.join(90)

    def has_lost(self) -> int:
        """How often neither the last save that was acknowledged nor a later one stood in the interview."""
        return self.lost + (_number_on(self.worker.get(self.stage).words) < self.acknowledged)

    def _version_now(self) -> int | None:
        """As whoever loads the page again sees it: the save may have come through, and its answer not."""
        self.ended.wait(0.05)
        try:
            answer = self.worker.get(self.stage)
        except NO_ANSWER:
            return None
        self._look_at(answer)
        if answer.status != 200:
            return None
        number = _number_on(answer.words)
        self.lost += number < self.acknowledged
        with self._moved:  # sent once more it would be no change, and its version would stay
            self.acknowledged = max(self.acknowledged, number)
            self._moved.notify_all()
        return _version_on(answer.words)

    def _save(self, version: int) -> int:
        fields = {"version": version, "note-pace": f"{self.acknowledged + 1} ja muuta"}
        try:
            answer = self.worker.post(self.stage, fields, on=self.page, **{"HX-Request": "true"})
        except NO_ANSWER:
            return 0
        self._look_at(answer)
        return answer.status

    def _look_at(self, answer: Answer) -> None:
        if "Traceback" in answer.words or "Exception" in answer.words:
            self.traces.append(answer.words)
        if answer.status not in (*self.SAVED, *self.patient):
            self.odd.append(answer.status)


def _number_on(page: str) -> int:
    note = part(page, "textarea[name=note-pace]").text()
    return int(note.split()[0]) if note.strip() else -1


def _version_on(page: str) -> int:
    return int(attribute(page, "[name=version]", "value"))


@contextmanager
def on_postgresql(folder: Path, number: int) -> Iterator[tuple[Server, list[Node]]]:
    """So many, started on a database with the built-in guidance; it keeps what it has acknowledged."""
    postgresql = Server(keeps=True).start()
    try:
        database = postgresql.made("of_the_nodes")
        with started([Node(folder / f"node-{each}", database) for each in range(number)]) as nodes:
            yield postgresql, nodes
    finally:
        postgresql.stop()


@contextmanager
def started(nodes: list[Node]) -> Iterator[list[Node]]:
    nodes[0].manage(*ADMINISTRATOR, say=PASSWORD)
    try:
        for node in nodes:
            node.start()
        yield nodes
    finally:
        for node in nodes:
            process = vars(node).get("process")
            if process and process.poll() is None:  # it may have been killed
                node.stop()


@contextmanager
def saving(workers: list[Worker]) -> Iterator[list[Saver]]:
    """Savers at work. At the end no acknowledged save is lost, no interview is corrupt, and nobody has seen a
    stack trace.
    """
    savers = [Saver(worker) for worker in workers]
    for saver in savers:
        saver.start()
    try:
        yield savers
    finally:
        for saver in savers:
            saver.ended.set()
    for saver in savers:
        saver.end()
        found = (saver.has_lost(), saver.odd, saver.traces)
        assert found == (0, [], []), found


def all_go_on(savers: list[Saver], saves: int = 5) -> None:
    """Each has so many more acknowledged."""
    goals = [saver.acknowledged + saves for saver in savers]
    for saver, goal in zip(savers, goals, strict=True):
        saver.wait_until(goal)


NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  upstream nodes {{
    {servers}
    keepalive 8;
  }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://nodes;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host {address};
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_next_upstream error timeout;
    }}
  }}
}}
"""


@contextmanager
def nginx_before(nodes: list[Node], folder: Path) -> Iterator[str]:
    """Its address, such as 127.0.0.1:8000; TLS has ended before it."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    folder.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    servers = " ".join(f"server 127.0.0.1:{node.port} max_fails=1 fail_timeout=1s;" for node in nodes)
    (folder / "nginx.conf").write_text(
        NGINX.format(folder=folder, servers=servers, port=port, address=ADDRESS)
    )
    command = [program, "-e", f"{folder}/nginx.log", "-p", f"{folder}/", "-c", f"{folder}/nginx.conf"]
    process = subprocess.Popen(command)
    try:
        yield _answering(f"127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answering(at: str, process: subprocess.Popen) -> str:
    while process.poll() is None:
        try:
            Worker(at, {}).get("/healthz")
            return at
        except NO_ANSWER:
            threading.Event().wait(0.05)
    raise RuntimeError("nginx did not start (Debian: apt-get install nginx-light).")
