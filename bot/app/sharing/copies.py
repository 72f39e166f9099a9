"""A copy of what somebody shares, and what has changed in it since it was last read."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.storage.circle import SharedCopy, SharedLine
from bot.storage.records import LineRecord, PeerRecord

# In hashes of what was seen, lines go by their numbers, which begin with 1. This is what to talk about.
TALK = 0


@dataclass(frozen=True, slots=True)
class News:
    """What is other than when it was last read: lines by number, how many are not shared any more, what to talk about.

    Before the first time nothing is news: all of it is.
    """

    fresh: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    gone: int = 0
    talk: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything new."""
        return bool(self.fresh or self.changed or self.gone or self.talk)


def copy_of(
    record: PeerRecord, shown: Iterable[LineRecord], refs: Collection[int], talk: str, locale: str
) -> SharedCopy:
    """The copy of the lines named in ``refs``, as they are now. ``shown`` is the person's plan in its order."""
    chosen = [line for line in shown if line.ref in refs]
    own = record.memory.sections
    return SharedCopy(
        name=record.name or "",
        locale=locale,
        lines=tuple(_line(line, refs) for line in chosen),
        own={name: own[name] for name in dict.fromkeys(line.section for line in chosen) if name in own},
        talk=talk,
    )


def _line(line: LineRecord, refs: Collection[int]) -> SharedLine:
    return SharedLine(
        ref=line.ref, section=line.section, text=line.text, role=line.role, area=line.area, question=line.question,
        about=line.about if line.about in refs else 0, dialogue=line.dialogue, at=line.created_at,
        settled=line.settled,
    )  # fmt: skip


def hashes(copy: SharedCopy) -> dict[int, str]:
    """What is remembered of a copy that was read: enough to tell later what has changed, and no word of it."""
    found = {line.ref: _hash(line.text, line.settled) for line in copy.lines}
    return {**found, TALK: _hash(copy.talk)}


def _hash(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def news(copy: SharedCopy, seen: Mapping[int, str] | None) -> News:
    """What is other in ``copy`` than in the one whose `hashes` are ``seen``; None: none was read so far."""
    if seen is None:
        return News()
    now = hashes(copy)
    return News(
        fresh=frozenset(ref for ref in now if ref not in seen and ref != TALK),
        changed=frozenset(ref for ref in now if ref in seen and now[ref] != seen[ref] and ref != TALK),
        gone=sum(ref not in now for ref in seen),
        talk=now[TALK] != seen.get(TALK, _hash("")),
    )
