"""Encryption of words, names and addresses, and look-up hashes for addresses.

AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce for every value; the purpose of the value (its table and column)
is authenticated with it, so that no value can be moved to another column. Keys are derived from the secret with
HKDF-SHA256 (RFC 5869), one for encryption and one for look-up hashes (HMAC-SHA256).

The newest secret writes; all of them read. A value names its key, so old secrets can be listed until nothing uses them.
For files there is a third key from each secret, and from that one of its own for every file (by a random salt), so that
no nonce of a file can ever meet another's.
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

from bot.storage.whole_files import replace_file

_FORMAT = b"\x01"
_NAME, _NONCE = 4, 12
# A value: the format, the name of its key, the nonce, the words.
_BEGIN = len(_FORMAT) + _NAME
_HEAD = _BEGIN + _NONCE
MARK_LENGTH = _BEGIN
# Enough that no two of some hundred script versions share a hash.
_PIN = 8
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
    files: bytes


class Vault:
    """Encrypts and decrypts values, and hashes what is looked up, under a list of secrets, newest first."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raises `ValueError` where there is no secret, or one is too short to be safe."""
        self._keys: list[_Key] = []
        self._by_name: dict[bytes, _Key] = {}
        self.take(keys)

    def take(self, keys: Sequence[str]) -> None:
        """Goes by this list of secrets from now on, newest first; whoever holds this vault does so with it.

        Raises `ValueError`, and then goes by what it had.
        """
        if not keys or any(len(key) < SHORTEST_SECRET for key in keys):
            raise ValueError(f"a secret key has at least {SHORTEST_SECRET} characters")
        derived = [_derive(key) for key in keys]
        self._keys, self._by_name = derived, {_FORMAT + key.name: key for key in derived}

    @property
    def names(self) -> list[str]:
        """The names of the listed keys, newest first. A name says nothing about its secret."""
        return [key.name.hex() for key in self._keys]

    @property
    def newest_mark(self) -> bytes:
        """What every value under the newest key begins with, in `MARK_LENGTH` bytes."""
        return _FORMAT + self._keys[0].name

    def renewed(self, sealed: bytes, purpose: str) -> bytes:
        """The same text under the newest key; a value that is there already is left as it is.

        Raises `WrongKeyError` where no listed key opens it.
        """
        if sealed[:_BEGIN] == self.newest_mark:
            return sealed
        return self.seal(self.open(sealed, purpose), purpose)

    def file_cipher(self, name: str, salt: bytes) -> AESGCM:
        """The cipher for one file, by the name of its key and its own salt. Raises `WrongKeyError`."""
        key = next((one for one in self._keys if one.name.hex() == name), None)
        if key is None:
            raise WrongKeyError(f"the key {name} is not listed")
        return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"strongsuit one file").derive(key.files))

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

    def pin(self, script: str) -> str:
        """What stands for a script version, such as ``home@2``, where it is not to be read: a short hash."""
        return _pin(self._keys[0], script)

    def pins(self, script: str) -> list[str]:
        """The same under every listed key, newest first."""
        return [_pin(key, script) for key in self._keys]


def _hash(key: _Key, address: str) -> bytes:
    return hmac.digest(key.hashing, address.encode("utf-8", "surrogatepass"), "sha256")


def _pin(key: _Key, script: str) -> str:
    return _hash(key, f"pin:{script}")[:_PIN].hex()


def _derive(secret: str) -> _Key:
    def key(use: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"strongsuit " + use).derive(secret.encode())

    name = hashlib.sha256(key(b"name")).digest()[:_NAME]
    return _Key(name, AESGCM(key(b"encryption")), key(b"look-up"), key(b"files"))


def name_of(mark: bytes) -> str:
    """The name of the key that a value with this beginning is under."""
    return mark[len(_FORMAT) : _BEGIN].hex()


def new_secret() -> str:
    """A secret of 256 random bits."""
    return secrets.token_urlsafe(32)


def read_keys(configured: str | None, file: Path) -> tuple[list[str], bool]:
    """The secrets, newest first, and whether a new key file was made.

    ``configured`` (comma-separated) wins; else what stands in ``file`` (by commas or lines); else a new secret is
    written there, readable by its owner only. Raises `KeyFileError` where the file cannot be used.
    """
    if configured:
        return [key.strip() for key in configured.split(",") if key.strip()], False
    try:
        if file.exists():
            return keys_in(file), False
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        secret = new_secret()
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
            opened.write(secret + "\n")
            opened.flush()
            os.fsync(opened.fileno())
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise KeyFileError(f"The key file {file} cannot be used: {reason}.") from error
    return [secret], True


def write_keys(file: Path, keys: Sequence[str]) -> None:
    """Puts these secrets into the key file, newest first, one a line: wholly, or not at all.

    Raises `KeyFileError`.
    """
    try:
        replace_file(file, "".join(f"{key}\n" for key in keys).encode())
    except OSError as error:
        raise KeyFileError(f"The key file {file} cannot be written: {error.strerror}. It is as it was.") from error


def keys_in(file: Path) -> list[str]:
    """The secrets in a key file (by commas or lines), newest first. Raises `KeyFileError`."""
    try:
        return file.read_text("utf-8").replace(",", " ").split()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise KeyFileError(f"The key file {file} cannot be used: {reason}.") from error
