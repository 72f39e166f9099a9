"""From a `Say` to a message: the words in the person's language, and the buttons laid out for a phone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.app.content import Content
from bot.app.message import Key, Message, link, press
from bot.engine import Button, Say
from bot.wording import Voice, WordingError, plain
from bot.wording.render import SHARED

# So long may each label be where so many buttons share a row: more is cut off on a small phone.
ROOM = {2: 16, 3: 8, 4: 3, 5: 3}
HELP_NOW = "now"


class Presenter:
    """Turns effects into messages in one locale, drawing varied wording from ``voice``."""

    def __init__(self, content: Content, locale: str, voice: Voice) -> None:
        self._wording = content.wording
        self._content = content
        self.locale = locale
        self._voice = voice

    def message(self, say: Say) -> Message:
        """The whole message for an effect. Raises `WordingError` where words are missing."""
        parts = [self.shared(lead, say.scope) for lead in say.leads]
        parts.append(self._wording.say(self.locale, say.dialogue or SHARED, say.block, say.scope, self._voice))
        data = [self._key(say, button) for button in say.buttons if button.is_data]
        fixed = [self._key(say, button) for button in say.buttons if not button.is_data]
        rows = (*_rows(data), *_rows(self.title(name) for name in say.offers), *_rows(fixed))
        return Message("\n\n".join(part for part in parts if part), rows)

    def question(self, dialogue: str, block: str, scope: Mapping[str, object]) -> str:
        """What a block asks, as plain text: its paragraph with the question, without the thanks before it."""
        try:
            said = plain(self._wording.say(self.locale, dialogue, block, scope, Voice()))
        except WordingError:  # words may have been renamed since this question was asked: the answer counts
            return ""
        paragraphs = said.split("\n\n")
        last = max((place for place, one in enumerate(paragraphs) if "?" in one), default=len(paragraphs) - 1)
        # Words that are quoted may hold an empty line themselves: the paragraph begins where its quotations do.
        beginnings = ("\n\n".join(paragraphs[first : last + 1]) for first in range(last, -1, -1))
        return next((one for one in beginnings if one.count("“") == one.count("”")), said).strip()

    def shared(self, block: str, scope: Mapping[str, object] | None = None) -> str:
        """A block of the shared file, as HTML."""
        return self._wording.say(self.locale, SHARED, block, scope or {}, self._voice)

    def title(self, dialogue: str) -> Key:
        """The button that opens a dialogue, from anywhere and at any time."""
        return Key(self._wording.label(self.locale, dialogue, "title", {}), link(dialogue))

    def with_help(self, message: Message) -> Message:
        """The message with "Get help now" under it."""
        if HELP_NOW not in self._content.catalog or any(
            key.data == link(HELP_NOW) for row in message.rows for key in row
        ):
            return message
        return replace(message, rows=(*message.rows, (self.title(HELP_NOW),)))

    def label(self, dialogue: str, button: Button, scope: Mapping[str, object]) -> str:
        """A button's label: the data it stands for, or the block it names."""
        if button.text is not None:
            return _on_one_line(button.text)
        home = SHARED if button.token.startswith("_") else dialogue or SHARED
        return self._wording.label(self.locale, home, button.block, scope)

    def _key(self, say: Say, button: Button) -> Key:
        return Key(self.label(say.dialogue, button, say.scope), press(say.question, button.token))


def _on_one_line(text: str) -> str:
    from bot.wording.text import shorten

    return shorten(text, 60) or "…"


def _rows(keys: Iterable[Key]) -> Iterator[tuple[Key, ...]]:
    """The buttons in their order, as many to a row as a small phone shows whole."""
    row: tuple[Key, ...] = ()
    for key in keys:
        if row and not _fits((*row, key)):
            yield row
            row = ()
        row = (*row, key)
    if row:
        yield row


def _fits(row: tuple[Key, ...]) -> bool:
    longest, count = ROOM.get(len(row), 0), len(row)
    return count <= max(ROOM) and all(len(key.label) <= longest for key in row)
