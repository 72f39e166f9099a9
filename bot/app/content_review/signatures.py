"""Who signed which content: the file ``signed-content.yaml``, and where the content of today stands beside it."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bot.app.content_review.fingerprint import Fingerprint
from bot.scripts.source import TextLoader

SIGNED = "signed-content.yaml"
"""The name of the file, in the folder of the content that it is about."""

_HEAD = """\
# Who has read and signed what the bot says. `strongsuit content sign` adds an entry; docs/content-review.md explains.
# An entry holds for exactly the content with its hash; `parts` tell which dialogues have changed since.
"""
_TEXTS = ("locale", "hash", "name", "role", "day")


class SignatureFileError(Exception):
    """A file of signatures cannot be used. The message says which, what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's signature under the content of one locale. ``parts`` are the short hashes of that content."""

    locale: str
    digest: str
    name: str
    role: str
    day: date
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a locale stands: who signed it as it is now, and what has changed since it was last signed, if ever."""

    now: Fingerprint
    signed: tuple[Signature, ...]
    last: Signature | None

    @property
    def is_signed(self) -> bool:
        """Whether somebody has signed exactly this."""
        return bool(self.signed)

    @property
    def changed(self) -> tuple[str, ...]:
        """The parts that are new, gone or other than when it was last signed; none where it never was."""
        if self.last is None:
            return ()
        before, now = self.last.parts, self.now.parts
        return tuple(name for name in sorted(before.keys() | now.keys()) if before.get(name) != now.get(name))


def standing(now: Fingerprint, signatures: Sequence[Signature]) -> Standing:
    """Where the content with the fingerprint ``now`` stands beside these signatures, the oldest first."""
    here = [one for one in signatures if one.locale == now.locale]
    signed = tuple(one for one in here if one.digest == now.digest)
    latest = sorted(here, key=lambda one: one.day)[-1:]  # of one day, the one that was added last
    return Standing(now, signed, latest[0] if latest else None)


def read_signatures(file: Path) -> list[Signature]:
    """The signatures in ``file``, in its order; none where there is no such file. Raises `SignatureFileError`."""
    try:
        data = yaml.load(file.read_text("utf-8"), TextLoader)  # noqa: S506 - it makes texts only
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise _unusable(file, f"it cannot be read ({type(error).__name__})") from None
    entries = data.get("signed") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise _unusable(file, "it has no list called `signed`")
    return [_signature(file, number, entry) for number, entry in enumerate(entries, 1)]


def add_signature(file: Path, signature: Signature) -> None:
    """Adds a signature to ``file``; the same person's earlier one under the same content is replaced.

    Raises `SignatureFileError`, also where the file cannot be written; then it is as it was.
    """
    kept = [one for one in read_signatures(file) if not _is_same(one, signature)]
    text = yaml.safe_dump(
        {"signed": [_plain(one) for one in (*kept, signature)]}, allow_unicode=True, sort_keys=False, width=120
    )
    fresh = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(_HEAD + text, "utf-8")
        os.replace(fresh, file)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SignatureFileError(f"{file}: it cannot be written ({reason}). Nothing was signed.") from None


def _is_same(one: Signature, other: Signature) -> bool:
    return (one.locale, one.digest, one.name) == (other.locale, other.digest, other.name)


def _plain(one: Signature) -> dict[str, object]:
    values = (one.locale, one.digest, one.name, one.role, one.day.isoformat())
    return {**dict(zip(_TEXTS, values, strict=True)), "parts": dict(sorted(one.parts.items()))}


def _signature(file: Path, number: int, entry: object) -> Signature:
    fields = entry if isinstance(entry, dict) else {}
    texts = [fields.get(key) for key in _TEXTS]
    parts = fields.get("parts", {})
    try:
        locale, digest, name, role, day = (text for text in texts if isinstance(text, str) and text)
        return Signature(
            locale, digest, name, role, date.fromisoformat(day), {str(k): str(v) for k, v in parts.items()}
        )
    except (ValueError, AttributeError):
        known = ", ".join(_TEXTS)
        raise _unusable(file, f"entry {number} lacks one of {known}, or has one that cannot be") from None


def _unusable(file: Path, what: str) -> SignatureFileError:
    return SignatureFileError(
        f"{file}: {what}. Restore it from your version control, or move it away and sign again: strongsuit content sign"
    )
