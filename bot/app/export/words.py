"""The few words around somebody's own ones in a file: headings and labels, in their language."""

from collections.abc import Mapping
from datetime import datetime

from bot.app.content import Content
from bot.app.plan import SECTIONS
from bot.app.wall_clock import on_the_wall
from bot.storage.circle import SharedLine
from bot.storage.records import LineRecord, PeerRecord
from bot.wording import WordingError, plain
from bot.wording.render import SHARED, Voice

# Long enough for every heading: nothing is cut here, as it would be on a button.
_WHOLE = 1000


class Words:
    """The shared words in one locale."""

    def __init__(self, content: Content, locale: str) -> None:
        self._wording = content.wording
        self.locale = locale

    def say(self, block: str, **scope: object) -> str:
        """A shared block as plain text. Raises `WordingError` where there is none."""
        return plain(self._wording.say(self.locale, SHARED, block, scope, Voice()))

    def named(self, kind: str, name: str) -> str:
        """What a section, role or area is called; its bare name where there are no words for it."""
        try:
            return self._wording.label(self.locale, SHARED, f"{kind}_{name}", {}, _WHOLE)
        except WordingError:
            return name.replace("_", " ")

    def titles(self, own: Mapping[str, str], used: set[str]) -> dict[str, str]:
        """The headings of all sections by id: those there are words for, those that the person added, and ``used``."""
        return {name: own.get(name) or self.named("section", name) for name in (*SECTIONS, *own, *sorted(used))}

    def source(self, dialogue: str) -> str:
        """What the conversation is called in which a line was written; its bare name where it has no title."""
        try:
            return self._wording.label(self.locale, dialogue, "title", {})
        except WordingError:
            return dialogue.replace("_", " ")

    def label(self, line: LineRecord | SharedLine) -> str:
        """What stands before the words of a line: its area and its role, ending in a colon; empty for most."""
        area = self.named("area", line.area).rstrip(" :") if line.area and not line.about else ""
        role = self.named("role", line.role) if line.role else ""
        both = " · ".join(part for part in (area, role) if part)
        return both if not both or both.endswith((":", "?", ".", "…")) else f"{both}:"

    def made_on(self, record: PeerRecord, at: datetime, zone: str) -> str:
        """The day on which a file is made, by the person's clock, written out."""
        return self.say("document_made_on", on=on_the_wall(at, record.timezone, zone).date())
