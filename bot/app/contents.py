"""The content of each person's programme: the installation's own, and for a programme with a folder, that laid over it.

A programme's folder holds words, crisis lines and stories. Scripts are the same for everybody: they are versioned for
the whole bot, and somebody may join or leave in the middle of one.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import structlog

from bot.app.content import Content, missing_words, overlaid
from bot.app.content_review import SIGNED, UnsignedContentError, require_signed
from bot.logs import cause_of
from bot.scripts import ContentError
from bot.storage import Transaction
from bot.storage.circle import ProgrammeRecord

SCRIPTS = "dialogues"
PARTS = ("prompts", "stories")

log = structlog.get_logger()


class UnusableFolderError(Exception):
    """A folder cannot be a programme's content. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of a folder when its files were as in ``signature``."""

    signature: object
    content: Content | None


class Contents:
    """Gives each person the content of their programme. `refresh` tells it what programmes there are."""

    def __init__(self, base: Content, clock: Callable[[], datetime]) -> None:
        self.base = base
        self._clock = clock
        self._made: dict[str, _Made] = {}
        self._of: dict[int, Content] = {}

    def of(self, programme_id: int | None) -> Content:
        """The content for whoever belongs to this programme; the installation's own for all others."""
        return self.base if programme_id is None else self._of.get(programme_id, self.base)

    @property
    def all(self) -> Sequence[Content]:
        """Every content in use, the installation's own first."""
        return [self.base, *self._of.values()]

    async def refresh(self, transaction: Transaction) -> None:
        """Reads anew what programmes there are. Whatever their folders hold, it comes to its end."""
        await self.take(await transaction.programmes.all())

    async def take(self, programmes: Iterable[ProgrammeRecord]) -> None:
        """The same with programmes that were read before, so that no transaction waits for folders to be read.

        A folder is read again when a file in it has changed. Where its content cannot be used, a line in the log says
        so, and the programme's people get the installation's own.
        """
        found: dict[int, Content] = {}
        for one in programmes:
            if one.id is not None and one.closed_at is None:
                content = await self._with_folder(one)
                found[one.id] = replace(content, languages=one.languages) if one.languages else content
        self._of = found

    async def _with_folder(self, programme: ProgrammeRecord) -> Content:
        if not programme.overlay:
            return self.base
        folder = Path(programme.overlay)
        signature = await asyncio.to_thread(_signature, folder, self.base.signatures), programme.languages
        made = self._made.get(programme.overlay)
        if made is None or made.signature != signature:
            made = _Made(signature, await self._load(folder, programme.key, programme.languages))
            self._made[programme.overlay] = made
        return made.content or self.base

    async def _load(self, folder: Path, key: str, languages: tuple[str, ...]) -> Content | None:
        """What lies in a folder, or None where it cannot be used."""
        try:
            return await asyncio.to_thread(usable_overlay, self.base, folder, self._clock().date(), languages)
        except UnsignedContentError:
            log.error("the content of a programme is not signed", programme=key)
            return None
        except Exception as error:  # whatever lies in a folder, it keeps nobody from being answered
            log.error("the content of a programme cannot be used", programme=key, cause=cause_of(error))
            return None


def usable_overlay(base: Content, folder: Path, today: date, languages: tuple[str, ...] = ()) -> Content:
    """``base`` with a programme's folder laid over it, ready to be spoken from; ``languages`` are those it offers.

    Raises `UnusableFolderError`, or `DirectoryError`, `WordingError` or `ContentError` for what is in the folder; and
    where content has to be signed, `UnsignedContentError` or `SignatureFileError`.
    """
    check_folder(folder)
    content = overlaid(base, folder, today)
    content.wording.preload()
    missing = missing_words(content)
    if missing:
        raise ContentError(missing)
    if base.signatures is not None:
        require_signed(replace(content, languages=languages), (base.signatures, folder / SIGNED))
    return content


def check_folder(folder: Path) -> None:
    """Whether a folder can be a programme's at all. Raises `UnusableFolderError`."""
    if not folder.is_dir():
        raise UnusableFolderError(f"{folder}: there is no such folder. Make it, with prompts/ or stories/ in it.")
    if (folder / SCRIPTS).exists():
        raise UnusableFolderError(
            f"{folder / SCRIPTS}: a programme has words, crisis lines and stories of its own, but no scripts: those "
            "are the same for the whole bot. Take this folder away, or put it into STRONGSUIT_CONTENT_DIR."
        )
    if not any((folder / part).is_dir() for part in PARTS):
        raise UnusableFolderError(f"{folder}: it holds neither prompts/ nor stories/. Put one of them there.")


def _signature(folder: Path, signatures: Path | None) -> object:
    """What changes when a file below ``folder`` does, or what has been signed."""
    files = sorted(path for part in PARTS for path in (folder / part).rglob("*"))
    files += [path for path in (signatures, folder / SIGNED) if path is not None and path.exists()]
    try:
        return [(str(path), (stat := path.stat()).st_mtime_ns, stat.st_size) for path in files], folder.is_dir()
    except OSError:
        return object()  # it is changing just now, so it equals nothing
