"""Files on Telegram's side: what people and the bot have sent, and how it is asked for and fetched."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from PIL import Image

from .errors import ApiError, refusal, violation
from .params import Upload

PHOTO_BYTES, DOCUMENT_BYTES, DOWNLOAD_BYTES = 10 * 2**20, 50 * 2**20, 20 * 2**20
PHOTO_SIDES, PHOTO_RATIO = 10_000, 20
# How long the address that getFile gives is good for.
LINK_SECONDS = 3600


@dataclass(eq=False)
class StoredFile:
    """One file, with the moment until which it can be fetched."""

    number: int
    name: str
    kind: str
    content: bytes
    size: int
    good_until: float = 0.0

    @property
    def file_id(self) -> str:
        """By which the bot asks for it."""
        return f"BQACAgIAAxkBAAI-{self.number}"

    @property
    def path(self) -> str:
        """Where it lies once it was asked for."""
        return f"documents/file_{self.number}{PurePosixPath(self.name).suffix}"

    def as_json(self) -> dict[str, Any]:
        """The fields that everything with a file has."""
        return {"file_id": self.file_id, "file_unique_id": f"AgAD-{self.number}", "file_size": self.size}


class FileStore:
    """All files of the world."""

    def __init__(self) -> None:
        self._files: list[StoredFile] = []

    def keep(self, name: str, kind: str, content: bytes, size: int | None = None) -> StoredFile:
        """Takes in a file; ``size`` is what it says of itself, where that is not so."""
        stored = StoredFile(len(self._files) + 1, name, kind, content, len(content) if size is None else size)
        self._files.append(stored)
        return stored

    def ask(self, file_id: str, now: float) -> dict[str, Any]:
        """getFile."""
        for stored in self._files:
            if stored.file_id == file_id:
                if stored.size > DOWNLOAD_BYTES:
                    raise refusal("file is too big")
                stored.good_until = now + LINK_SECONDS
                return {**stored.as_json(), "file_path": stored.path}
        raise violation("wrong file_id or the file is temporarily unavailable")

    def fetch(self, path: str, now: float) -> bytes:
        """What lies at an address that getFile gave."""
        for stored in self._files:
            if stored.path == path and now < stored.good_until:
                return stored.content
        raise ApiError(404, "Not Found", malformed=True)


def check_document(upload: Upload) -> None:
    """Refuse what sendDocument would not take."""
    _not_empty(upload)
    if len(upload.content) > DOCUMENT_BYTES:
        raise ApiError(413, "Request Entity Too Large", malformed=True)


def check_photo(upload: Upload) -> None:
    """Refuse what sendPhoto would not take: anything but a whole PNG or JPEG of a sensible shape."""
    _not_empty(upload)
    if len(upload.content) > PHOTO_BYTES:
        size = len(upload.content)
        raise violation(f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes")
    try:
        with Image.open(io.BytesIO(upload.content), formats=("PNG", "JPEG")) as image:
            width, height = image.size
            if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
                raise violation("PHOTO_INVALID_DIMENSIONS")
            image.load()
    except (OSError, SyntaxError, ValueError):
        raise violation("IMAGE_PROCESS_FAILED") from None


def _not_empty(upload: Upload) -> None:
    if not upload.name:
        raise violation("file name must be non-empty")
    if not upload.content:
        raise violation("file must be non-empty")
