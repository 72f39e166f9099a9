"""What the directory holds: crisis lines, by country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import get_args

from bot.app.care.signs import Concern

CONCERNS: tuple[Concern, ...] = get_args(Concern)
"""What a line can be about. One that names none of them serves everything."""

ALWAYS_OPEN = "24/7"
EVERYONE = "everyone"

Localized = tuple[tuple[str, str], ...]  # (language, text) pairs; "" where one text serves all languages


class DirectoryError(ValueError):
    """A directory file cannot be used; ``str()`` gives one line: the file, what is wrong and the remedy."""


@dataclass(frozen=True, slots=True)
class Line:
    """One crisis line; at least one of ``call``, ``text_to``, ``chat`` and ``web`` is there."""

    name: Localized
    hours: Localized
    languages: tuple[str, ...]
    source: str
    verified_on: date
    about: tuple[Concern, ...] = ()
    call: str | None = None
    text_to: str | None = None
    text_word: Localized = ()
    chat: Localized = ()
    web: Localized = ()
    audience: str = EVERYONE

    @property
    def answers_at_night(self) -> bool:
        """Whether a person answers at any hour; a website alone answers nobody."""
        always = all(hours == ALWAYS_OPEN for _, hours in self.hours)
        return always and bool(self.call or self.text_to or self.chat)

    def as_context(self, locale: str) -> dict[str, object]:
        """Give a plain dict for templates, worded for ``locale`` (or the nearest language there is).

        Keys: name, hours, call, text_to, text_word, chat, web, languages, audience, about. What a line does not have
        is None; nothing is raised.
        """
        return {
            "name": pick(self.name, locale) or self.name[0][1],
            "hours": pick(self.hours, locale) or self.hours[0][1],
            "call": self.call,
            "text_to": self.text_to,
            "text_word": pick(self.text_word, locale),
            "chat": pick(self.chat, locale),
            "web": pick(self.web, locale),
            "languages": list(self.languages),
            "audience": self.audience,
            "about": list(self.about),
        }


@dataclass(frozen=True, slots=True)
class CountryLines:
    """What a person in one country can turn to; for elsewhere, ``country`` and ``emergency`` may be empty.

    ``borrowed`` says that the emergency number is that of an earlier file, since this entry has none of its own.
    """

    country: str
    emergency: tuple[str, ...]
    lines: tuple[Line, ...]
    borrowed: bool = False

    def to_show(self, concern: Concern | None = None) -> tuple[Line, ...]:
        """Give the lines for a concern, the first to call first; without one, those that serve everything.

        First come lines about the concern for everyone, then those that serve everything, then lines about it for
        some people only.
        """
        general = tuple(line for line in self.lines if not line.about)
        about = [line for line in self.lines if concern in line.about]
        for_all = tuple(line for line in about if line.audience == EVERYONE)
        for_some = tuple(line for line in about if line.audience != EVERYONE)
        return (*for_all, *general, *for_some)

    def by_concern(self) -> dict[Concern, tuple[Line, ...]]:
        """Give the lines that are about something, by the first of their concerns."""
        found: dict[Concern, tuple[Line, ...]] = {}
        for line in sorted((line for line in self.lines if line.about), key=lambda line: CONCERNS.index(line.about[0])):
            found[line.about[0]] = (*found.get(line.about[0], ()), line)
        return found

    def as_context(self, locale: str, concern: Concern | None = None) -> list[dict[str, object]]:
        """Give what `to_show` gives as dicts for templates: those of the lines, and the country's ``emergency``."""
        emergency = {"emergency": list(self.emergency)}
        return [line.as_context(locale) | emergency for line in self.to_show(concern)]


def pick(words: Localized, locale: str) -> str | None:
    """The text in the nearest language to ``locale``; None where there is neither that nor English."""
    table = {language.replace("-", "_").lower(): text for language, text in words}
    wanted = locale.replace("-", "_").lower()
    return table.get(wanted) or table.get(wanted.partition("_")[0]) or table.get("") or table.get("en")
