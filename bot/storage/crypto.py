"""Encryption of words, names and addresses, and look-up hashes for addresses.

AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce for every value; the purpose of the value (its table and column)
is authenticated with it, so that no value can be moved to another column. Keys are derived from the secret with
HKDF-SHA256 (RFC 5869), one for encryption and one for look-up hashes (HMAC-SHA256).

The newest secret writes; all of them read. A value names its key, so old secrets can be listed until nothing uses them.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_FORMAT = b"\x01"
_NAME, _NONCE = 4, 12
# A value: the format, the name of its key, the nonce, the words.
_BEGIN = len(_FORMAT) + _NAME
_HEAD = _BEGIN + _NONCE
SHORTEST_SECRET = 16


class WrongKeyError(Exception):
    """A value was written with a key that is not listed, or it was tampered with."""


# What reading a damaged row, or one under another key, raises.
UNREADABLE = (WrongKeyError, ValueError, KeyError, TypeError)


class KeyFileError(Exception):
    """The key file cannot be read or made. The message says which file and what to do."""


@dataclass(frozen=True, slots=True)
class _Key:
    name: bytes
    cipher: AESGCM
    hashing: bytes


class Vault:
    """Encrypts and decrypts values, and hashes addresses, under a list of secrets, newest first."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raises `ValueError` where there is no secret, or one is too short to be safe."""
        if not keys or any(len(key) < SHORTEST_SECRET for key in keys):
            raise ValueError(f"a secret key has at least {SHORTEST_SECRET} characters")
        self._keys = [_derive(key) for key in keys]
        self._by_name = {_FORMAT + key.name: key for key in self._keys}

    def seal(self, text: str, purpose: str) -> bytes:
        """``text`` encrypted for ``purpose``, such as ``peers.name``."""
        key, nonce = self._keys[0], os.urandom(_NONCE)
        sealed = key.cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), purpose.encode())
        return _FORMAT + key.name + nonce + sealed

    def open(self, sealed: bytes, purpose: str) -> str:
        """The text in ``sealed``. Raises `WrongKeyError` when no listed key opens it for this purpose."""
        key = self._by_name.get(sealed[:_BEGIN])
        if key is None:
            raise WrongKeyError(f"{purpose}: no listed key opens this value")
        nonce, content = sealed[_BEGIN:_HEAD], sealed[_HEAD:]
        try:
            return key.cipher.decrypt(nonce, content, purpose.encode()).decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError):
            raise WrongKeyError(f"{purpose}: this value was changed or belongs elsewhere") from None

    def fingerprint(self, address: str) -> bytes:
        """The look-up hash of an address under the newest key."""
        return _hash(self._keys[0], address)

    def fingerprints(self, address: str) -> list[bytes]:
        """The look-up hashes under every listed key, newest first."""
        return [_hash(key, address) for key in self._keys]


def _hash(key: _Key, address: str) -> bytes:
    return hmac.digest(key.hashing, address.encode(), "sha256")


def _derive(secret: str) -> _Key:
    def key(use: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"strongsuit " + use).derive(secret.encode())

    return _Key(hashlib.sha256(key(b"name")).digest()[:_NAME], AESGCM(key(b"encryption")), key(b"look-up"))


def read_keys(configured: str | None, file: Path) -> tuple[list[str], bool]:
    """The secrets, newest first, and whether a new key file was made.

    ``configured`` (comma-separated) wins; else what stands in ``file`` (by commas or lines); else a new secret is
    written there, readable by its owner only. Raises `KeyFileError` where the file cannot be used.
    """
    if configured:
        return [key.strip() for key in configured.split(",") if key.strip()], False
    try:
        if file.exists():
            return file.read_text("utf-8").replace(",", " ").split(), False
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        secret = secrets.token_urlsafe(32)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
            opened.write(secret + "\n")
            opened.flush()
            os.fsync(opened.fileno())
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise KeyFileError(f"The key file {file} cannot be used: {reason}.") from error
    return [secret], True
