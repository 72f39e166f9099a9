"""Made-up people in chats: each says the next thing when the bot's reply to the last has arrived."""

import asyncio
import json
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from benchmarks.beside.questions import answers, questions

# Strongsuit takes messages within three seconds as one answer, so each is dated some seconds after the last.
SECONDS_BETWEEN = 10
Offer = Callable[[bytes], None]


@dataclass(slots=True)
class Person:
    """``place`` is what they say next; ``marker`` is the word of the reply they wait for, empty where they rest."""

    chat: int
    date: int
    prologue: Sequence[tuple[str, bytes]]
    place: int = 0
    talks: int = 0
    said: str = ""
    marker: bytes = b""
    since: float = 0.0


class People:
    """Everybody, and what is counted of them. ``offer`` takes an update as JSON, which can be fetched from then on."""

    def __init__(self, offer: Offer) -> None:
        self._offer = offer
        self._everybody: dict[int, Person] = {}
        self._ready: deque[Person] = deque()
        self._pacer: asyncio.Task[None] | None = None
        self._at_once = False
        # No number comes again in another run on the same data, where the bot may still know it.
        self.numbers = int(monotonic() * 1_000) * 100 % 2**30
        found = questions()
        self._markers = [one.encode() for one in found["markers"]]
        self._command = f"/{found['command']}"
        self._answers = answers()
        self.reset()

    def reset(self) -> None:
        """Counts from nothing."""
        self.began = monotonic()
        self.latencies = array("d")
        self.other = 0
        self.not_ready = 0
        self.last_other = ""

    def come(self, chats: Sequence[int], date: int, prologue: Sequence[tuple[str, str]]) -> None:
        """People come, and each goes through the ``prologue``: what to say, and a word of the reply to wait for.

        ``date`` is when they begin to write, in seconds since 1970.
        """
        steps = [(text, marker.encode()) for text, marker in prologue]
        for chat in chats:
            person = self._everybody[chat] = Person(chat, date, steps, -len(steps))
            if steps:
                self._speak(person)
            else:
                self._ready.append(person)

    def go(self, people: int, rate: float, turns: int) -> None:
        """So many of those who rest speak: at once whenever they can, or in turn so many a second by a ``rate``.

        Whoever had a reply rests, and the one who has rested longest goes on. With ``turns``, all rest after so many.
        """
        self.rest()
        self._left = turns - people if turns else -1
        if rate:
            self._pacer = asyncio.create_task(self._pace(rate))
            return
        self._at_once = True
        for _ in range(min(people, len(self._ready))):
            self._speak(self._ready.popleft())

    def rest(self) -> None:
        """Whoever waits for a reply still gets it, and then is silent."""
        self._at_once = False
        if self._pacer:
            self._pacer.cancel()
            self._pacer = None

    def hear(self, chat: int, body: bytes) -> None:
        """A message has arrived."""
        person = self._everybody.get(chat)
        if person is None or not person.marker or person.marker not in body:
            self.other += 1
            said = f"after {person.said!r}: " if person else ""
            self.last_other = said + body[:400].decode("utf-8", "replace")
            return
        self.latencies.append(monotonic() - person.since)
        person.marker = b""
        if person.place < 0:
            self._speak(person)
            return
        self._ready.append(person)
        if self._at_once and self._left:
            self._left -= 1
            self._speak(self._ready.popleft())

    def state(self) -> dict[str, Any]:
        """What was counted since the last `reset`, and who is there."""
        return {
            "seconds": monotonic() - self.began,
            "turns": len(self.latencies),
            "resting": len(self._ready),
            "people": len(self._everybody),
            "other": self.other,
            "last_other": self.last_other,
            "not_ready": self.not_ready,
        }

    def figures(self) -> dict[str, Any]:
        """The same, with how long each waited for a reply."""
        return {**self.state(), "latencies": list(self.latencies)}

    async def _pace(self, rate: float) -> None:
        begun = monotonic()
        number = 0
        while True:
            number += 1
            await asyncio.sleep(max(0.0, begun + number / rate - monotonic()))
            if self._ready:
                self._speak(self._ready.popleft())
            else:
                self.not_ready += 1

    def _speak(self, person: Person) -> None:
        text, marker = self._next(person)
        person.date += SECONDS_BETWEEN
        person.said, person.marker, person.since = text, marker, monotonic()
        self.numbers += 1
        message: dict[str, Any] = {
            "message_id": self.numbers,
            "from": {"id": person.chat, "is_bot": False, "first_name": "Ana", "language_code": "en"},
            "chat": {"id": person.chat, "first_name": "Ana", "type": "private"},
            "date": person.date,
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        update = {"update_id": self.numbers, "message": message}
        self._offer(json.dumps(update).encode())

    def _next(self, person: Person) -> tuple[str, bytes]:
        place = person.place
        if place < 0:
            text, marker = person.prologue[place]
            person.place += 1
            return text, marker
        marker = self._markers[place]
        person.place = (place + 1) % len(self._markers)
        if place == 0:
            person.talks += 1
            return self._command, marker
        return self._answers[(person.chat + 13 * person.talks + 7 * place) % len(self._answers)], marker
