"""What a rule is, and how it is tried on a message."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from bot.app.care.sieve import Sieve
from bot.app.care.signs import Concern, Grade, Sign

# The guards that are searched for by themselves. Rules are numbered by their place.
_IDIOMS, _STORY, _DENIED, _PAST = -1, -2, -3, -4


@dataclass(frozen=True)
class Guards:
    """What takes a match back, in one language; all patterns are searched for in plain text (see ``tidy``)."""

    idioms: re.Pattern[str]  # blotted out before any rule is tried
    past: re.Pattern[str]  # told of another time,
    now: re.Pattern[str]  # unless of this one, too
    fiction: re.Pattern[str]  # a book, a song, a game, the news
    negation: re.Pattern[str]  # just before the match
    trivial: re.Pattern[str]  # what nobody dies of
    reported: re.Pattern[str]  # just before the match: somebody else says so
    story: re.Pattern[str]  # a story that is said to be one: closes a message for the reading
    denied: re.Pattern[str]  # said not to be so: closes a message for the reading, takes no rule back


@dataclass(frozen=True)
class Rule:
    """One way to say it.

    ``loose`` names the guards that do not apply to it.
    """

    concern: Concern
    grade: Grade
    name: str
    source: str
    loose: frozenset[str] = frozenset()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when first needed: there are many, and most conversations need few."""
        return re.compile(rf"(?<![a-z0-9])(?:{self.source})(?![a-z0-9])")


def rules(concern: Concern, grade: Grade, prefix: str, table: str, loose: str = "", **parts: str) -> Iterator[Rule]:
    """Rules from a table: a line ``name:`` and, under it, ways to say it, each on a line that begins with ``+``.

    A line that begins with ``&`` goes on where the one before it ends. ``!`` before a name: a "not" just before the
    match takes nothing back. ``<x>`` stands for the part named ``x``.
    """
    for block in re.split(r"\n(?=!?[a-z_]+:\n)", table.strip().replace("\n& ", "")):
        name, *lines = block.split("\n")
        ways = "|".join(line.removeprefix("+ ") for line in lines if line.strip())
        own = frozenset((*loose.split(), *(["negation"] if name.startswith("!") else [])))
        yield Rule(concern, grade, f"{prefix}.{name.strip('!:')}", _filled(ways, parts), own)


def _filled(source: str, parts: Mapping[str, str]) -> str:
    source = source.replace(" <g", "<g")  # a gap begins with its own space
    while match := re.search(r"<([a-z_][a-z_0-9]*)>", source):
        source = source.replace(match[0], f"(?:{parts[match[1]]})")
    return source


class Book:
    """The rules and guards of one language, and the little words by which it is known."""

    def __init__(self, all_rules: Iterable[Rule], guards: Guards, little_words: str) -> None:
        self.rules = tuple(all_rules)
        self._guards = guards
        self._little_words = frozenset(little_words.split())
        alone = {_IDIOMS: guards.idioms, _STORY: guards.story, _DENIED: guards.denied, _PAST: guards.past}
        self.patterns = {number: guard.pattern for number, guard in alone.items()}
        self.patterns |= {place: rule.source for place, rule in enumerate(self.rules)}
        """What is searched for in every text: the rules by their place, and the guards that stand by themselves."""
        self._sieve = Sieve(self.patterns)

    def speaks(self, words: set[str]) -> bool:
        """Whether some of ``words`` are of this language."""
        return not self._little_words.isdisjoint(words)

    def worth_trying(self, plain: str) -> set[int]:
        """Which of ``patterns`` may match somewhere in a tidied text."""
        return self._sieve.worth_trying(plain)

    def seen(self, plain: str, worth: Collection[int]) -> tuple[list[Sign], bool]:
        """The signs in a text that is tidied already, each rule at most once, and whether a guard took any back.

        Only what is ``worth`` trying is tried. What is blotted out makes nothing match that did not before.
        """
        if _IDIOMS in worth:
            plain = self._guards.idioms.sub(_blot, plain)
        found: list[Sign] = []
        taken_back = False
        for place in sorted(worth):
            if place < 0:
                continue
            rule = self.rules[place]
            for match in rule.pattern.finditer(plain):
                sign = self._weighed(rule, match)
                if sign:
                    found.append(sign)
                    break
                taken_back = True
        return found, taken_back

    def speaks_against(self, plain: str, worth: Collection[int]) -> bool:
        """Whether something in a tidied text says that it is not meant so: an idiom, a story, another time."""
        guards = self._guards
        return bool(
            (_IDIOMS in worth and guards.idioms.search(plain))
            or (_STORY in worth and guards.story.search(plain))
            or (_DENIED in worth and guards.denied.search(plain))
            or (_PAST in worth and guards.past.search(plain) and not guards.now.search(plain))
        )

    def warm_up(self) -> None:
        """Compiles every pattern."""
        for rule in self.rules:
            rule.pattern.search("")

    def _weighed(self, rule: Rule, match: re.Match[str]) -> Sign | None:
        """What a match means where it stands: the rule's sign, a friend's, or nothing."""
        guards, text = self._guards, match.string
        begin = text.rfind("|", 0, match.start()) + 1
        end = text.find("|", match.end())
        before, after = text[begin : match.start()], text[match.end() : end if end >= 0 else len(text)]
        near = f"{' '.join(before.split()[-12:])} {match[0]} {' '.join(after.split()[:8])}"
        if "past" not in rule.loose and guards.past.search(near) and not guards.now.search(near):
            return None
        if "fiction" not in rule.loose and guards.fiction.search(near):
            return None
        if "negation" not in rule.loose and guards.negation.search(" ".join(before.split()[-4:])):
            return None
        if "trivial" not in rule.loose and guards.trivial.search(near):
            return None
        if rule.concern == "suicide" and guards.reported.search(" ".join(before.split()[-7:])):
            return Sign("friend", "active", f"{rule.name}.reported", match[0])
        return Sign(rule.concern, rule.grade, rule.name, match[0])


def _blot(match: re.Match[str]) -> str:
    return " ".join("~" for _ in match[0].split())


@cache
def joined(*patterns: str) -> re.Pattern[str]:
    """One pattern of whole words from several, each a text of alternatives on lines of their own."""
    lines = [line.strip() for pattern in patterns for line in pattern.replace("\n& ", "").split("\n")]
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(line for line in lines if line)})(?![a-z0-9])")
