"""The form of a backup: one encrypted file, of which every byte is authenticated.

A line that says what it is, a label in clear (when it was made, of which schema, under which key), and then the content
in chunks, each sealed with AES-256-GCM. The label goes into the authentication of every chunk, and so do its place and
whether it is the last: chunks cannot be changed, left out, put in another order, or cut off at the end unnoticed. Each
file has a key of its own (`Vault.file_cipher`), so the places can serve as nonces. (The construction is that of
"Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", Hoang et al. 2015, known as STREAM.)
"""

import hashlib
import json
import os
import re
import struct
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.storage.crypto import Vault, WrongKeyError
from bot.storage.moments import known_moment

_KIND = b"strongsuit backup 1\n"
_LENGTH = struct.Struct(">I")
_LONGEST_LABEL = 4096
_CHUNK, _TAG, _SALT = 1024 * 1024, 16, 16
_BEFORE_LAST, _LAST = b"\0", b"\1"
# What a label says is printed before anything is authenticated: so nothing else is taken for a schema, or for a key.
_SCHEMA, _KEY = re.compile(r"[0-9A-Za-z_]{0,32}"), re.compile(r"[0-9a-f]{8}")


class BackupError(Exception):
    """A backup cannot be made or used. The message says which, why, and what to do."""


class Stopped(Exception):  # noqa: N818 - nothing went wrong: it was asked to stop
    """The work was given up because somebody asked for it."""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a backup in clear."""

    made_at: datetime
    schema: str
    key: str


@dataclass(frozen=True, slots=True)
class _Opened:
    """A backup whose label was read: what opens its chunks, and what is authenticated with each."""

    label: Label
    salt: bytes
    bound: bytes


def pack(source: BinaryIO, target: BinaryIO, vault: Vault, label: Label, stop: Event) -> None:
    """Writes ``source`` as a backup under the newest key. Raises `OSError`, and `Stopped` when ``stop`` is set."""
    salt = os.urandom(_SALT)
    written = {
        "made_at": label.made_at.timestamp(), "schema": label.schema, "key": label.key, "salt": salt.hex(),
    }  # fmt: skip
    text = json.dumps(written).encode()
    head = _KIND + _LENGTH.pack(len(text)) + text
    target.write(head)
    cipher, bound = vault.file_cipher(label.key, salt), hashlib.sha256(head).digest()
    place, chunk = 0, source.read(_CHUNK)
    while True:
        _go_on(stop)
        following = source.read(_CHUNK)
        target.write(cipher.encrypt(_nonce(place, is_last=not following), chunk, bound))
        if not following:
            return
        place, chunk = place + 1, following


def read_label(file: Path) -> Label:
    """What stands on a backup, not authenticated yet. Raises `BackupError`."""
    try:
        with file.open("rb") as source:
            return _open(source, file).label
    except OSError as error:
        raise BackupError(f"The backup {file} cannot be read: {error.strerror}.") from error


def unpack(file: Path, target: BinaryIO, vault: Vault) -> Label:
    """Writes the content of a backup, every chunk checked before it is written. Raises `BackupError` or `OSError`.

    What was written is whole and authentic only when this returns.
    """
    with file.open("rb") as source:
        opened = _open(source, file)
        try:
            cipher = vault.file_cipher(opened.label.key, opened.salt)
        except WrongKeyError:
            raise BackupError(
                f"The backup {file} is under the key {opened.label.key}, which is not listed. Put that key behind the "
                "newest one, in STRONGSUIT_SECRET_KEY or on a line of its own in the key file, and do this again."
            ) from None
        _unpack(source, target, cipher, opened.bound, file)
        return opened.label


def _unpack(source: BinaryIO, target: BinaryIO, cipher: AESGCM, bound: bytes, file: Path) -> None:
    place, chunk = 0, source.read(_CHUNK + _TAG)
    while True:
        following = source.read(_CHUNK + _TAG)
        try:
            target.write(cipher.decrypt(_nonce(place, is_last=not following), chunk, bound))
        except InvalidTag:
            raise BackupError(
                f"The backup {file} is damaged: it was cut short, or changed. Nothing was touched; use another backup."
            ) from None
        if not following:
            return
        place, chunk = place + 1, following


def _open(source: BinaryIO, file: Path) -> _Opened:
    """Reads what comes before the chunks."""
    head = source.read(len(_KIND) + _LENGTH.size)
    length = _LENGTH.unpack(head[len(_KIND) :])[0] if head.startswith(_KIND) and len(head) == len(_KIND) + 4 else 0
    text = source.read(min(length, _LONGEST_LABEL))
    try:
        written = json.loads(text)
        return _Opened(_label(written), bytes.fromhex(written["salt"]), hashlib.sha256(head + text).digest())
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise BackupError(f"{file} is no backup of Strongsuit. Give a file that `strongsuit db backup` made.") from None


def _label(written: Any) -> Label:
    """Raises what a label raises that nobody of us wrote."""
    schema, key = written["schema"], written["key"]
    if not _SCHEMA.fullmatch(schema) or not _KEY.fullmatch(key):
        raise ValueError("not a label")
    return Label(known_moment(float(written["made_at"])), schema, key)


def _nonce(place: int, *, is_last: bool) -> bytes:
    return place.to_bytes(11, "big") + (_LAST if is_last else _BEFORE_LAST)


def _go_on(stop: Event) -> None:
    if stop.is_set():
        raise Stopped
