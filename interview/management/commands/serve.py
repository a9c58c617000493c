"""The server: brings database, catalogs and static files up to date, then answers with gunicorn here."""

import hashlib
import os
import socket
from operator import itemgetter

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation.reloader import translation_file_changed
from gunicorn import systemd
from gunicorn.app.base import BaseApplication

from config.catalogs import UnreadableCatalog, compile_into
from config.files import write_whole
from config.management import schema
from interview.keys import lost_keys
from interview.public.refusals import read_ahead
from interview.traces.backups import in_use
from interview.traces.backups.refused import Refused
from interview.traces.rounds import Rounds

# What no page of ours loads, and the admin only when debugging: it would be compressed for nothing.
UNUSED = [
    *["htmx-4*", "htmax-*", "htmx-2.js", "ext"],
    *["jquery.js", "select2.full.js", "xregexp.js", "select2.css"],
    *["*/select2/i18n/[!efs]*", "LICENSE*", "README*"],
]

LOOPBACK = ("127.0.0.1", "localhost", "::1")

# Longer than a proxy (60 s, commonly) keeps a connection that nobody uses: were the server the first to close
# it, the next form would be sent into a closed connection, and no proxy sends a form twice.
KEPT_IDLE = 75  # seconds

# In each process, open at a time. gunicorn parks the idle ones outside its threads, and closes connections
# after their answer when too many are parked. Each is an open file.
CONNECTIONS = 200


class Command(BaseCommand):
    help = "Serve the app: compile, migrate, collect static files, answer. TLS is for the proxy in front."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "--host", default="127.0.0.1", help="the address to answer at; 127.0.0.1 by default"
        )
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes")
        parser.add_argument("--threads", type=int, default=4, help="threads in each process")
        parser.add_argument(
            "--demo", action="store_true", help="make the demo accounts too (what `make run` does)"
        )

    def handle(self, *args, host, port, workers, threads, demo, **options):
        if demo and not settings.DEMO:
            raise CommandError("Demo accounts belong in a demo only: leave out --demo, or run `make run`.")
        listening = _listened_at_for_us()
        host, port = listening or (host, port)
        if settings.DEMO and host not in LOOPBACK:
            raise CommandError(
                f"A demo is served on this machine only: leave out --host, or use {LOOPBACK[0]}."
            )
        _refuse_without_a_proxy(host)
        if not listening:
            _refuse_taken_port(host, port)
        _refuse_newer_database()
        _refuse_lost_keys()
        os.umask(0o077)  # what is written from here on is for this user only
        try:
            with in_use.by_the_service():
                self._serve(host, port, workers, threads, demo)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _serve(self, host: str, port: int, workers: int, threads: int, demo: bool) -> None:
        self._compile_catalogs()
        self._say("Bringing the database up to date …")
        schema.bring_up_to_date()
        _collect_static_files(self._say)
        if demo:
            call_command("make_demo", stdout=self.stdout)
        read_ahead()
        connections.close_all()  # an open SQLite file must not be carried over into the workers
        _Gunicorn(_gunicorn_settings(host, port, workers, threads, self._say)).run()

    def _compile_catalogs(self) -> None:
        """So that every language is spoken, whoever set the app up."""
        compiled = settings.DATA_DIR / "locale"
        try:
            left_out = compile_into(compiled)
        except UnreadableCatalog as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Cannot write the catalogs into {compiled} ({error.strerror}).") from error
        for sentence in left_out:
            self.stderr.write(sentence)
        translation_file_changed(None, compiled / "django.mo")  # what was read before is forgotten

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _refuse_newer_database() -> None:
    if schema.is_newer():
        raise CommandError(schema.NEWER)


def _refuse_lost_keys() -> None:
    """Asked before anything is changed: with other keys it may be another installation's database."""
    lost = lost_keys()
    if lost:
        faults = ", ".join(f"{key_id} {why}" for key_id, why in lost.items())
        raise CommandError(
            f"Set RINNALLA_SEALING_KEYS{' in demo.env' if settings.DEMO else ''} to the keys that sealed"
            f" the interviews in the database, the newest first: {faults}."
        )


def _collect_static_files(say) -> None:
    """Name, compress and copy them, which takes seconds; nothing when they are the same as the last time."""
    collected_from = settings.STATIC_ROOT / ".collected-from"
    fingerprint = _fingerprint_of_static_files()
    if collected_from.is_file() and collected_from.read_text() == fingerprint:
        return
    say("Collecting static files …")
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=UNUSED)
    write_whole(collected_from, fingerprint.encode())


def _fingerprint_of_static_files() -> str:
    fingerprint = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list(UNUSED), key=itemgetter(0)):
            changed = storage.get_modified_time(path)
            fingerprint.update(f"{path}\0{storage.size(path)}\0{changed}\0".encode())
    return fingerprint.hexdigest()


def _listened_at_for_us() -> tuple[str, int] | None:
    """Where systemd listens already (deploy/rinnalla.socket); gunicorn takes its socket by itself.

    So nobody is refused while the service starts anew: who asks meanwhile waits.
    """
    if not systemd.listen_fds(unset_environment=False):
        return None
    with socket.socket(fileno=os.dup(systemd.SD_LISTEN_FDS_START)) as listening:
        host, port = listening.getsockname()[:2]
    return host, port


def _refuse_without_a_proxy(host: str) -> None:
    """Beyond this machine only a proxy asks, and one that is not named would not be believed."""
    if settings.DEMO or host in LOOPBACK or not all(known.is_loopback for known in settings.PROXY_ADDRESSES):
        return
    raise CommandError(
        "Set RINNALLA_PROXY_ADDRESS to the address that your proxy connects from, or leave out --host:"
        f" others can reach {host or 'this machine'}, and nobody but a proxy that is named is believed."
    )


def _refuse_taken_port(host: str, port: int) -> None:
    # Asked before anything is changed: a demo that runs already must keep its password.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Cannot answer at {host}:{port} ({error}). Try another: PORT=8001 make run."
            ) from None


def _gunicorn_settings(host: str, port: int, workers: int, threads: int, say) -> dict:
    shown = f"[{host}]" if ":" in host else host
    return {
        "bind": f"{shown}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": threads,
        "worker_connections": max(CONNECTIONS, 2 * threads),
        "keepalive": KEPT_IDLE,
        "graceful_timeout": 10,
        # gunicorn believes nobody, whatever its own environment says: that is for config/proxies.py.
        "forwarded_allow_ips": "",
        "secure_scheme_headers": {},
        "forwarder_headers": "",
        "accesslog": None,  # addresses and times of who walked which interview are nobody's to keep
        "control_socket_disable": True,
        "logconfig_dict": {
            **settings.LOGGING,
            "loggers": {
                **settings.LOGGING["loggers"],
                "gunicorn.error": {"level": "ERROR", "handlers": ["console"], "propagate": False},
                "gunicorn.access": {"level": "CRITICAL", "propagate": False},
            },
        },
        "post_worker_init": _begin_rounds,
        "worker_exit": _end_rounds,
        "when_ready": lambda server: say(f"Serving http://{shown}:{port}/ (Ctrl-C ends it)"),
    }


def _begin_rounds(worker) -> None:
    """In each process, after it was forked: old things go by themselves (interview/traces/rounds.py)."""
    worker.rounds = Rounds()
    worker.rounds.start()


def _end_rounds(server, worker) -> None:
    if rounds := vars(worker).get("rounds"):  # it may never have come so far
        rounds.end()


class _Gunicorn(BaseApplication):
    """gunicorn without its own command line and configuration files."""

    def __init__(self, chosen: dict):
        self.chosen = chosen
        super().__init__()

    def load_config(self):
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self):
        from config.wsgi import application

        return application
