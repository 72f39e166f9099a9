"""What is asked of the press, and how it answers: the one thing that both sides of the process boundary know."""

import json
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Literal


class Answer(IntEnum):
    """How the press ends: its exit code. Anything else means that it broke down."""

    DONE = 0
    NO_LIBRARY = 3
    NO_GLYPHS = 4
    TOO_MUCH = 5


@dataclass(frozen=True, slots=True)
class Job:
    """A page to be made a PDF or a picture; for the picture of progress, a plot (`bot.app.export.plot`) as JSON.

    ``noted`` is the same page with a note under its title, for a PDF in which some letters cannot be drawn. ``paper``
    is A4 or letter. ``narrowest`` says of each line of a picture how narrow it may be, as a share of the full width.
    """

    form: Literal["pdf", "picture", "progress"]
    page: str
    noted: str = ""
    paper: str = "A4"
    narrowest: tuple[float, ...] = ()

    def dump(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def load(cls, data: bytes) -> "Job":
        """From the JSON that `dump` wrote."""
        read = json.loads(data)
        return cls(**{**read, "narrowest": tuple(read["narrowest"])})
