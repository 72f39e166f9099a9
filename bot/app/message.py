"""A message as it lies in the outbox: HTML and buttons, the same for every channel."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Key:
    """A button. ``data`` comes back when it is pressed; ``url`` opens a page instead."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a message. It is made when the message is sent, so the outbox never holds one.

    ``form`` is one of html, pdf, text, json, picture, progress; ``options`` are for its maker, in plain JSON values.
    """

    form: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """What to say, with rows of buttons under it.

    ``clears`` are the channel's numbers of messages that are taken out of the chat before this is said. ``otherwise``
    is said instead if the enclosed file cannot be made, or not all of that could be taken out.
    """

    html: str
    rows: tuple[tuple[Key, ...], ...] = ()
    enclosure: Enclosure | None = None
    otherwise: str = ""
    clears: tuple[int, ...] = ()

    def without_file(self) -> "Message":
        """What is said when the file cannot go along: the other words, with the same buttons."""
        return self if self.enclosure is None else Message(self.otherwise or self.html, self.rows)

    def after_clearing(self, *, all_gone: bool) -> "Message":
        """What is said when what was to be taken out of the chat is gone, or when some of it is still there."""
        return Message(self.html if all_gone else self.otherwise or self.html, self.rows)

    def dump(self) -> str:
        """As JSON, no longer than need be."""
        made: list[Any] = [self.html, [[[key.label, key.data, key.url] for key in row] for row in self.rows]]
        if self.enclosure:
            made += [[self.enclosure.form, dict(self.enclosure.options)], self.otherwise]
        elif self.clears:
            made += [None, self.otherwise, self.clears]
        return json.dumps(made, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Message":
        """From the JSON that `dump` wrote, today or before there was anything but words and buttons."""
        html, rows, *more = json.loads(text)
        keys = tuple(tuple(Key(*key) for key in row) for row in rows)
        if not more:
            return cls(html, keys)
        enclosed, otherwise, *clears = more
        enclosure = Enclosure(*enclosed) if enclosed else None
        return cls(html, keys, enclosure, otherwise, tuple(clears[0]) if clears else ())


def press(question: int, token: str) -> str:
    """What the button ``token`` of a question carries."""
    return f"{question}:{token}"


def link(dialogue: str) -> str:
    """What a button carries that opens a dialogue."""
    return f"@{dialogue}"


def read_data(data: str) -> tuple[int, str] | str | None:
    """The (question, token) of a button, or the name of the dialogue it opens; None for anything else."""
    if data.startswith("@"):
        return data[1:]
    question, colon, token = data.partition(":")
    return (int(question), token) if colon and question.isascii() and question.isdecimal() else None
