"""A device that makes and uses passkeys, as a browser would pass on what it signs."""

import json
from hashlib import sha256

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

HOST = "testserver"
FLAG = AuthenticatorData.FLAG


class Device:
    """One passkey. ``verifies``: it asks for a finger, a face or a code."""

    def __init__(self, name: bytes = b"a passkey", verifies: bool = True):
        self.name = name
        self.flags = FLAG.UP | (FLAG.UV if verifies else FLAG(0))
        self.key = ec.generate_private_key(ec.SECP256R1())

    def belong_to(self, user) -> Authenticator:
        """As after the page on which ``user`` adds it."""
        public = ES256.from_cryptography_key(self.key.public_key())
        known = AttestedCredentialData.create(bytes(16), self.name, public)
        made = AttestationObject.create("none", self._said(FLAG.AT, known), {})
        response = {"attestationObject": websafe_encode(made), "clientDataJSON": self._asked("create", b"")}
        data = {"name": "Kannettava", "credential": self._credential(response)}
        return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)

    def sign(self, asked: dict, origin: str = f"https://{HOST}") -> str:
        """What the browser sends of the answer to ``asked``."""
        said, client = self._said(), self._asked("get", asked["challenge"], origin)
        signature = self.key.sign(said + sha256(websafe_decode(client)).digest(), ec.ECDSA(SHA256()))
        return json.dumps(
            self._credential(
                {
                    "authenticatorData": websafe_encode(said),
                    "clientDataJSON": client,
                    "signature": websafe_encode(signature),
                }
            )
        )

    def _said(self, more: FLAG = FLAG(0), known: bytes = b"") -> AuthenticatorData:  # noqa: B008
        return AuthenticatorData.create(sha256(HOST.encode()).digest(), self.flags | more, 1, known)

    def _asked(self, what: str, challenge: str | bytes, origin: str = f"https://{HOST}") -> str:
        return websafe_encode(CollectedClientData.create(f"webauthn.{what}", challenge, origin))

    def _credential(self, response: dict) -> dict:
        name = websafe_encode(self.name)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}
