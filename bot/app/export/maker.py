"""Makes the files that go with messages: a person's plan as a page, a PDF, text or data, and pictures.

Each file is made of what is held at that moment, and of nothing else. It says no more about the programme or the person
than the name they gave.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from bot.app import plan
from bot.app.contents import Contents
from bot.app.export.document import Document, document
from bot.app.export.job import Job
from bot.app.export.page import as_page
from bot.app.export.picture import fits, picture_job
from bot.app.export.presses import Presses
from bot.app.export.text import as_text
from bot.app.export.timeline import progress_job
from bot.app.export.words import Words
from bot.app.files import CannotMakeFile, File
from bot.app.message import Enclosure
from bot.app.progress import facts_of
from bot.app.wall_clock import on_the_wall, zone_of
from bot.storage import Store
from bot.storage.records import ChangeRecord, LineRecord, PeerRecord

if TYPE_CHECKING:
    from bot.app.export.around import Around

# Where paper is of the format letter (Unicode CLDR); elsewhere it is A4.
_LETTER = ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
# By form: the ending of the file's name, and what kind of file it is.
_KINDS = {
    "html": ("html", "text/html"),
    "pdf": ("pdf", "application/pdf"),
    "text": ("txt", "text/plain"),
    "json": ("json", "application/json"),
    "picture": ("png", "image/png"),
    "progress": ("png", "image/png"),
}


@dataclass(frozen=True, slots=True)
class _Held:
    """What is held about one person, and the words for them; ``around`` where the file is to hold everything."""

    record: PeerRecord
    lines: Sequence[LineRecord]
    changes: Sequence[ChangeRecord]
    words: Words
    around: "Around | None" = None


class ExportMaker:
    """A `Maker`. ``zone`` is the clock of whoever has not told theirs."""

    def __init__(
        self, store: Store, contents: Contents, clock: Callable[[], datetime], zone: str = "UTC",
        presses: Presses | None = None,
    ) -> None:  # fmt: skip
        self._store = store
        self._contents = contents
        self._clock = clock
        self._zone = zone
        self._presses = presses or Presses()

    async def make(self, address: str, enclosure: Enclosure) -> File:
        """The file of an enclosure, made now. Raises `CannotMakeFile` or `DatabaseUnavailable`."""
        if enclosure.form not in _KINDS:
            raise CannotMakeFile("there is no such form")
        at = self._clock()
        held = await self._load(address, at if enclosure.form == "json" else None)
        data = await self._data(held, enclosure, at)
        ending, kind = _KINDS[enclosure.form]
        day = on_the_wall(at, held.record.timezone, self._zone).date()
        stem = "document_progress_file" if enclosure.form == "progress" else "document_file"
        name = f"{_slug(held.words.say(stem))}-{day.isoformat()}.{ending}"
        return File(name, kind, data, kind == "image/png")

    async def _load(self, address: str, everything_at: datetime | None) -> _Held:
        from bot.app.export.around import load_around  # what is in a file of data takes long to import: no start waits

        async with self._store.transaction() as transaction:
            record = (await transaction.peers([address])).get(address)
            if record is None or record.id is None:
                raise CannotMakeFile("nobody is known at this address")
            lines = (await transaction.lines([record.id]))[record.id]
            changes = (await transaction.changes([record.id]))[record.id]
            around = await load_around(transaction, record, everything_at) if everything_at else None
        content = self._contents.of(record.programme_id)
        words = Words(content, content.locale_for(record.locale))
        return _Held(record, lines, changes, words, around)

    async def _data(self, held: _Held, enclosure: Enclosure, at: datetime) -> bytes:
        if enclosure.form == "json":
            return _as_json(held, at).encode()
        if enclosure.form == "picture":
            return await self._presses.run(_picture(held, enclosure.options))
        if enclosure.form == "progress":
            zone = zone_of(held.record.timezone, self._zone)
            return await self._presses.run(_progress(held, zone, enclosure.options))
        made = document(held.record, held.lines, held.words, at, self._zone)
        if enclosure.form == "text":
            return as_text(made).encode()
        if enclosure.form == "html":
            return as_page(made).encode()
        return await self._presses.run(_pdf(made, held.record.country))


def _as_json(held: _Held, at: datetime) -> str:
    from bot.app.export.gather import plan_file

    titles = held.words.titles(held.record.memory.sections, {line.section for line in held.lines})
    return plan_file(held.record, held.lines, held.changes, titles, at, held.around).as_json()


def _pdf(made: Document, country: str | None) -> Job:
    paper = "letter" if (country or "").upper() in _LETTER else "A4"
    return Job("pdf", as_page(made), as_page(made, made.glyphs), paper)


def _picture(held: _Held, options: Mapping[str, Any]) -> Job:
    """The job for the lines that were chosen, in the order in which they were; those that are gone are left out."""
    there = {line.ref: line.text for line in plan.in_order(held.lines, (*plan.SECTIONS, *held.record.memory.sections))}
    lines = [there[ref] for ref in options.get("lines", ()) if ref in there]
    if not fits(lines):
        raise CannotMakeFile("the lines do not fit a picture")
    return picture_job(lines, bool(options.get("dark")), held.words.locale)


def _progress(held: _Held, zone: tzinfo, options: Mapping[str, Any]) -> Job:
    job = progress_job(facts_of(held.lines), zone, bool(options.get("dark")), held.words)
    if job is None:
        raise CannotMakeFile("nothing is written down yet")
    return job


def _slug(stem: str) -> str:
    """``stem`` as every system takes it in the name of a file."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-") or "plan"
