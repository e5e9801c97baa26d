"""The hub's own signature: a private key in a file beside the store, and the heads it signs."""

import hashlib
import hmac
import logging
import os
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ward.announcements import Head
from ward.units import Instant

_log = logging.getLogger(__name__)


class SigningKey:
    """Ed25519. The public half is on record in the journal; the private half never leaves."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw().hex()

    @classmethod
    def drawn(cls) -> Self:
        """A new one, by lot."""
        return cls(Ed25519PrivateKey.generate())

    def sign(self, what: bytes) -> bytes:
        return self._private.sign(what)

    def signed(self, what: bytes, signature: bytes) -> bool:
        """Whether this key signed it."""
        try:
            self._private.public_key().verify(signature, what)
        except InvalidSignature:
            return False
        return True

    def fingerprint(self, words: str) -> str:
        """By which the hub that has this key can tell the words again, and nobody else can."""
        secret = hashlib.sha256(b"attune fingerprint 1\n" + self._private.private_bytes_raw())
        return hmac.digest(secret.digest(), words.encode(), hashlib.sha256).hex()

    def pem(self) -> bytes:
        """The private half, as it stands in its file."""
        return self._private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def head(self, entry: int, digest: bytes, at: Instant) -> Head:
        signature = self.sign(Head.signed(entry, digest.hex(), at))
        return Head(
            entry=entry, hash=digest.hex(), at=at, key=self.public, signature=signature.hex()
        )


def key_beside(store: Path) -> SigningKey:
    """The key in the file beside this store, or a new one. It never refuses.

    A key that is not there, or cannot be read, is begun anew: heads signed by the one before
    still hold, and the journal says when the new one began.
    """
    path = store.with_name(f"{store.name}.key")
    try:
        private = _parsed(path.read_bytes())
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as wrong:
        _log.error("%s: the signing key cannot be used (%s); another is begun", path, _why(wrong))
        _put_aside(path)
    else:
        _make_private(path)
        return SigningKey(private)
    drawn = SigningKey.drawn()
    try:
        _keep(path, drawn.pem())
    except OSError as refused:
        _log.error("%s: the new signing key cannot be kept (%s)", path, refused.strerror)
    return drawn


def key_to_read(store: Path) -> SigningKey | None:
    """The key in the file beside this store, if there is one that can be read. Nothing is written.

    A copy of a store is best kept without its key; then there is none.
    """
    try:
        return SigningKey(_parsed(store.with_name(f"{store.name}.key").read_bytes()))
    except (OSError, ValueError):
        return None


def _make_private(path: Path) -> None:
    """Others may have read it by then: that is said, for whoever must decide on another key."""
    if not path.stat().st_mode & 0o077:
        return
    _log.error("%s: the signing key was open to others of this machine; no more", path)
    try:
        path.chmod(0o600)
    except OSError as refused:
        _log.error("%s: its mode cannot be changed (%s)", path, refused.strerror)


def _parsed(text: bytes) -> Ed25519PrivateKey:
    """Raises ``ValueError``."""
    try:
        private = serialization.load_pem_private_key(text, None)
    except (TypeError, UnsupportedAlgorithm) as wrong:
        raise ValueError(str(wrong)) from None
    if not isinstance(private, Ed25519PrivateKey):
        raise ValueError("it is of another kind")  # noqa: TRY004  (of the file, not of our types)
    return private


def _keep(path: Path, text: bytes) -> None:
    """On the disk, whole, and for nobody else to read, before anything is signed by it."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _put_aside(path: Path) -> None:
    """What could not be used may still be somebody's only copy."""
    try:
        path.rename(path.with_name(f"{path.name}.unusable"))
    except OSError as refused:
        _log.error("%s: it could not be put aside (%s)", path, refused.strerror)


def _why(wrong: OSError | ValueError) -> str:
    return (wrong.strerror if isinstance(wrong, OSError) else None) or "it is no Ed25519 key"
