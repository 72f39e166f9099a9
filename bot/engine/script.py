"""A dialogue as the engine sees it: frozen values, made by `bot.scripts` from the YAML that people write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, Protocol

Wait = Literal["text", "choice"]

# Tokens of the controls that the engine itself understands. A script's own choice names cannot begin with "_".
SKIP, BACK, PAUSE, GO_ON = "_skip", "_back", "_pause", "_go_on"
USE_HELD, MORE, EARLIER = "_use_held", "_more", "_earlier"


class ScriptError(Exception):
    """A script asked for something that cannot be: a bug in a dialogue, found while it ran. Costs one turn only."""


class Expression(Protocol):
    """A compiled condition or value: call it with the scope. ``source`` is what the writer typed."""

    @property
    def source(self) -> str: ...

    def __call__(self, scope: Mapping[str, object], /) -> object: ...


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an answer goes: ``name``, ``name[new].field`` or ``name[last].field``."""

    name: str
    item: Literal["new", "last"] | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """One way on. Without a condition it is always taken."""

    to: str
    condition: Expression | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A fixed button. It is offered while ``condition`` holds."""

    name: str
    to: str
    condition: Expression | None = None


@dataclass(frozen=True, slots=True)
class ChoicesFrom:
    """Buttons made from data: ``items`` yields mappings with the keys ``value`` and ``label``, or plain texts.

    ``numbered``: the buttons say 1, 2, 3, and the words above them list the same items by these numbers.
    """

    items: Expression
    to: str
    value: str = "value"
    label: str = "label"
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class KeepRule:
    """Put the answer (or ``text``) into the plan: in ``section``, or in the one that ``section_from`` names.

    A line with a ``role`` belongs to the line that ``about`` names; without it, to the last line without a role that
    this dialogue kept in the section. ``area`` works out its area of life. ``ref`` is the answer that learns which
    line it became.
    """

    section: str
    role: str = ""
    section_from: Expression | None = None
    text: Expression | None = None
    about: Expression | None = None
    area: Expression | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state. Which of the fields are set says what kind it is; lint knows which go together.

    ``again``: the action is carried out anew when the answer before it is edited or taken back. ``rests``: what was
    open below rests after this end, instead of being asked at once; ``wakes``: it is asked even if it was paused.
    """

    name: str
    wait: Wait | None = None
    save: Slot | None = None
    keep: KeepRule | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: ChoicesFrom | None = None
    next: tuple[Branch, ...] = ()
    skip: str | None = None
    back: bool = True
    nudge_after: timedelta | None = None
    do: str | None = None
    arguments: Mapping[str, Expression] = field(default_factory=dict)
    again: bool = False
    call: str | None = None
    end: str | None = None
    then: str | None = None
    offers: tuple[str, ...] = ()
    offers_from: Expression | None = None
    silent: bool = False
    rests: bool = False
    wakes: bool = False

    @property
    def speaks(self) -> bool:
        """Whether it has words of its own."""
        return not (self.silent or self.do or self.call)


@dataclass(frozen=True, slots=True)
class AnswerSpec:
    """What one answer may hold: ``fields`` is empty for a single value, else it is a list of such items.

    ``at_most`` is how many; conditions ask for it as ``room.<name>``.
    """

    kind: Literal["text", "choice", "list"]
    fields: tuple[str, ...] = ()
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A whole script. ``aside``: it keeps no place of its own, so whatever is opened next replaces it.

    ``consent``: it may only be opened by a person who has agreed to what is kept. ``moves`` maps an older version to
    the states that were renamed since, so that its sessions continue here.
    """

    name: str
    version: int
    start: str
    states: Mapping[str, State]
    answers: Mapping[str, AnswerSpec] = field(default_factory=dict)
    expire_after: timedelta | None = None
    needs: tuple[str, ...] = ()
    command: str | None = None
    aside: bool = False
    consent: bool = True
    moves: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @property
    def can_rest(self) -> bool:
        """Whether it can be paused: asides have no place to keep, and before consent nothing is kept for long."""
        return self.consent and not self.aside

    def state(self, name: str) -> State:
        """The state called ``name``; raises `ScriptError` where there is none."""
        try:
            return self.states[name]
        except KeyError:
            raise ScriptError(f"dialogue {self.name} version {self.version} has no state {name!r}") from None


class Dialogues(Protocol):
    """Where the engine finds scripts."""

    def current(self, name: str) -> Dialogue:
        """The newest version, for a dialogue that starts now. Raises `ScriptError` if there is none."""
        ...

    def version(self, name: str, version: int) -> Dialogue:
        """The very version that a session is pinned to. Raises `ScriptError` if it is gone."""
        ...
