"""A real installation behind a proxy that ends TLS, as a browser reaches it: https, a name, its cookies."""

import http.client
import ssl
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.installation import Installation, real_settings

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "x-forwarded-for", "x-forwarded-proto"}


class Proxy(ThreadingHTTPServer):
    """On a free port of this machine; what it passes on it passes to ``behind``, once that is known."""

    daemon_threads = True
    behind: int

    def __init__(self, folder: Path):
        super().__init__(("127.0.0.1", 0), _PassesOn)
        self.url = f"https://localhost:{self.server_port}"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(folder))
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address) -> None:
        """A browser that hangs up is no news."""


class _PassesOn(BaseHTTPRequestHandler):
    server: Proxy

    def pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kept = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.client_address[0]}
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=20)) as app:
            app.request(self.command, self.path, body or None, kept | told)
            with app.getresponse() as answer:
                content = answer.read()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_HEAD = do_POST = pass_on  # noqa: N815 (names of the standard library's)

    def log_message(self, *words) -> None:
        """Nothing of what a test asks for."""


class InstallationOverHttps(Installation):
    """``proxy.url`` is its address."""

    ready = "/healthz"

    def __init__(self, folder: Path, proxy: Proxy, database: str = ""):
        self.proxy = proxy
        super().__init__(folder, database)
        proxy.behind = self.port

    def _environment(self) -> dict[str, str]:
        own = {**super()._environment(), **real_settings(self.folder), "RINNALLA_ADDRESS": self.proxy.url}
        return {name: value for name, value in own.items() if name != "RINNALLA_PLAIN_STATIC"}


def certificate(folder: Path) -> Path:
    """For this name and an hour; no browser knows who signed it, which the test tells it to bear."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begun = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = begun.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(hours=1))
    named = dated.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "localhost.pem"
    path.write_bytes(private + named.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path
