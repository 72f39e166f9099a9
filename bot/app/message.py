"""A message as it lies in the outbox: HTML and buttons, the same for every channel."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A button. ``data`` comes back when it is pressed; ``url`` opens a page instead."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What to say, with rows of buttons under it."""

    html: str
    rows: tuple[tuple[Key, ...], ...] = ()

    def dump(self) -> str:
        """As JSON."""
        rows = [[[key.label, key.data, key.url] for key in row] for row in self.rows]
        return json.dumps([self.html, rows], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Message":
        """From the JSON that `dump` wrote."""
        html, rows = json.loads(text)
        return cls(html, tuple(tuple(Key(*key) for key in row) for row in rows))


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
