"""Walks through every shipped script: whatever people do, in whatever order, a few promises hold at every step."""

from dataclasses import dataclass
from typing import Literal

import pytest
from helpers_app import Friend, check_message, has_all_words, shipped
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from bot.app import plan
from bot.app.incoming import Act, Changed, Commanded, Pressed, Unsupported
from bot.app.message import link
from bot.engine import Chose
from bot.engine.asking import buttons_of
from bot.engine.script import BACK
from bot.engine.session import TRAIL_LIMIT
from bot.storage.records import LineRecord

LOCALES = [
    pytest.param(
        locale, marks=pytest.mark.skipif(not has_all_words(locale), reason="its words are still being written")
    )
    for locale in ("en", "es")
]
WALK = settings(
    max_examples=24,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # shrinking a walk takes minutes; `note` tells it step by step instead
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

SPECIAL = [
    "", " ", "\n\n", "{{ 7 * 7 }} {% if x %}", "</b><a href='javascript:1'>&lt;&amp;&#x27;", "<either>", "العربية ١٢٣",
    "שלום עולם", "Z\u0351\u036b\u0343a\u0362l\u0489g\u0321o", "👩\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "\u200b",
    "wort ", "\u202eevil\u2066", "a", "line\n", "&", "#1", "@now", "1:_skip", "/start", "\x00\x07", "\ud83d", "walking",
    "Rome", "United States", "Portland",
]  # fmt: skip
TEXTS = st.sampled_from(SPECIAL) | st.text(st.characters(codec=None), min_size=1, max_size=30)
Kind = Literal[
    "say", "go on", "press", "press old", "type label", "command", "edit", "time out", "aside", "strange",
]  # fmt: skip
KINDS: list[Kind] = [
    "say", "say", "say", "say", "say", "go on", "go on", "go on", "go on", "press", "press", "press old", "type label",
    "command", "edit", "time out", "aside", "strange",
]  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One thing that is done. ``pick`` chooses among what can be done where the person stands; texts come ``times``."""

    kind: Kind
    text: str
    pick: int = 0
    after: float = 20
    seen: bool = True
    times: int = 1


STEPS = st.builds(
    Step,
    kind=st.sampled_from(KINDS),
    text=TEXTS,
    pick=st.integers(0, 1000),
    after=st.sampled_from([1, 1, 20, 20, 20, 90_000]),
    seen=st.booleans(),
    times=st.sampled_from([1, 1, 1, 1, 1, 1, 1, 1, 1, 3000]),
)


class Walker:
    """Somebody who takes steps, with what they have typed and the buttons they have seen."""

    def __init__(self, locale: str, *, consented: bool) -> None:
        self.friend = Friend(shipped(), locale=locale, consented=consented)
        self.typed: dict[int, str] = {}
        self.pieces: set[str] = set()
        self.pressed: list[str] = ["1:yes"]

    def open(self, dialogue: str) -> None:
        """Has something in the plan, then opens the dialogue."""
        if self.friend.peer.consented:
            self._say("kept 👍", seen=True, after=20)
            for token in ("yes", "#2"):
                self._act(Pressed(self.friend.data(token)), 20)
        self._act(Pressed(link(dialogue)), 20)

    def take(self, step: Step) -> None:
        """Takes one step and checks what must hold after it."""
        before = self.friend.copy()
        silent = self._carry_out(step)
        note(f"{step.kind} {step.text[:30]!r} at {before.where or 'nothing'}: now at {self.friend.where or 'nothing'}")
        assert silent or self.friend.heard, "nothing was said"
        for message in self.friend.heard:
            check_message(message)
        self._check_help(before)
        if self.friend.forgotten:
            assert self.friend.plan == []
            return
        self._check_plan(before)
        self._check_back(before)

    # -- what can be done --------------------------------------------------------------------------------------------

    def _carry_out(self, step: Step) -> bool:
        """Does it; returns whether nothing need be said to it."""
        content, friend = self.friend.content, self.friend
        keys = [key for message in friend.heard for row in message.rows for key in row]
        match step.kind:
            case "go on" if own := [key for key in keys if ":_" not in key.data and not key.data.startswith("@")]:
                return self._act(Pressed(own[step.pick % len(own)].data), step.after)
            case "press" if keys:
                return self._act(Pressed(keys[step.pick % len(keys)].data), step.after)
            case "press old":
                return self._act(Pressed(self.pressed[step.pick % len(self.pressed)]), step.after)
            case "type label" if keys:
                return self._say(keys[step.pick % len(keys)].label, step.seen, step.after)
            case "command":
                names = ["start", "pause", "nonsense", *content.catalog.commands]
                return self._act(Commanded(names[step.pick % len(names)]), step.after)
            case "edit" if self.typed:
                message = list(self.typed)[step.pick % len(self.typed)]
                self.typed[message] = text = step.text * step.times
                self.pieces.add(text)
                return self._act(Changed(text, message), step.after)
            case "time out" if friend.timers:
                friend.time_out(sorted(friend.timers)[step.pick % len(friend.timers)])
                return True
            case "aside":
                names = sorted(content.catalog.dialogues)
                return self._act(Pressed(link(names[step.pick % len(names)])), step.after)
            case "strange":
                return self._act(Unsupported("voice"), step.after)
        return self._say(step.text * step.times, step.seen, step.after)

    def _say(self, text: str, seen: bool, after: float) -> bool:
        self.friend.says(text, seen=seen, after=after)
        self.typed[len(self.typed) + 1] = text
        self.pieces.add(text)
        return False

    def _act(self, act: Act, after: float) -> bool:
        if isinstance(act, Pressed):
            self.pressed.append(act.data)
        return bool(self.friend.does(act, after=after).toast)

    # -- what must hold ----------------------------------------------------------------------------------------------

    def _check_help(self, before: Friend) -> None:
        """The last message leads to help, or belongs to it."""
        if not self.friend.heard or any(key.data == link("now") for row in self.friend.heard[-1].rows for key in row):
            return
        assert "now" in (before.where.split(".")[0], self.friend.where.split(".")[0])

    def _check_plan(self, before: Friend) -> None:
        """No line is lost without a note of it, and every line is byte for byte what was typed."""
        after = self.friend.peer
        assert before.peer.lines.keys() <= after.lines.keys() or not after.lines
        for line in plan.shown(before.peer):
            assert after.lines.get(line.ref, line).removed_at is None or line.ref in self.friend.noted
        for line in after.lines.values():
            assert line.removed_at or _is_made_of(line.text, self.pieces)

    def _check_back(self, before: Friend) -> None:
        """Where an answer can be undone, undoing it restores the answers and the plan as they were."""
        top, earlier = self.friend.peer.record.session.top, before.peer.record.session.top
        if not (top and earlier) or top.paused or len(top.trail) != len(earlier.trail) + 1 or earlier.paused:
            return
        dialogue = self.friend.content.catalog.version(top.dialogue, top.version)
        again = self.friend.copy()
        turn_scope = {**top.answers, "peer": {}, "plan": {"lines": (), "drafts": 0}, "beneath": False, "last": ""}
        if BACK not in [button.token for button in buttons_of(dialogue, top, turn_scope)]:
            return
        if top.trail[-1].question != earlier.question or top.dialogue != earlier.dialogue:
            return  # a burst was joined, or another dialogue of the same name was opened
        again.plays(Chose(at=again.at, token=BACK, question=top.question))
        found = again.peer.record.session.top
        assert found is not None
        assert (found.dialogue, found.state, found.answers) == (earlier.dialogue, earlier.state, earlier.answers)
        assert found.trail == earlier.trail[-TRAIL_LIMIT:]
        assert _words(again) == _words(before)


def _is_made_of(text: str, pieces: set[str]) -> bool:
    """Whether ``text`` is one of ``pieces``, or several joined by line breaks."""
    starts, tried = [0], set[int]()
    while starts:
        start = starts.pop()
        tried.add(start)
        for end in {start + len(piece) for piece in pieces if text.startswith(piece, start)}:
            if end == len(text):
                return True
            if text[end] == "\n" and end + 1 not in tried:
                starts.append(end + 1)
    return False


def _words(friend: Friend) -> list[LineRecord]:
    """The plan as it is shown."""
    return plan.shown(friend.peer)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("dialogue", sorted(shipped().catalog.dialogues))
@WALK
@given(ahead=st.integers(0, 20), steps=st.lists(STEPS, min_size=10, max_size=30))
def test_walk(dialogue: str, locale: str, ahead: int, steps: list[Step]) -> None:
    """Any walk through any dialogue, from its beginning or from further ahead: see `Walker` for what holds."""
    walker = Walker(locale, consented=dialogue != "welcome")
    walker.open(dialogue)
    for step in [*(Step("go on", f"answer {number}", number) for number in range(ahead)), *steps]:
        walker.take(step)
