"""The checks themselves: one utterance at a time, and all of a locale's utterances together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from bot.wording.care.codes import CODES
from bot.wording.care.grammar import commands, questions
from bot.wording.care.matching import any_of, found, opens_with, whole_sentences
from bot.wording.care.measures import HIGHEST_GRADE, measure
from bot.wording.care.model import OWN_WORDS_OPEN, CareFinding, OpenShare, Utterance, WordList
from bot.wording.care.text import QUOTE, emoji_count, folded, quotes_the_person, sentences, without_own_words, words
from bot.wording.care.words import LICENSED_NAMES, words_for

MOST_WORDS: Final = 60
"""What a phone shows without scrolling: the project's own limit for a message."""

MOST_WORDS_PER_SENTENCE: Final = 12.0
"""The project's own limit for the average sentence."""

FEWEST_OPEN: Final = 0.8
"""The project's own share of open questions, out of all that are open or closed."""

_Check = Callable[[Utterance, str, WordList], Iterable[CareFinding]]


def check_utterance(utterance: Utterance, locale: str) -> list[CareFinding]:
    """Everything to mend in one message or label, in the order of the codes."""
    bare = without_own_words(utterance.text)
    lists = words_for(locale)
    checks: tuple[_Check, ...] = (_for_both, _for_messages) if utterance.kind == "message" else (_for_both,)
    findings = [finding for check in checks for finding in check(utterance, bare, lists)]
    if utterance.kind == "message":
        findings += _of_size(utterance.text, locale)
    return sorted(findings, key=lambda finding: finding.code)


def check_locale(utterances: Iterable[Utterance], locale: str) -> list[CareFinding]:
    """What shows only over all messages of a locale: the share of open questions. Labels do not count."""
    share = open_question_share((one.text for one in utterances if one.kind == "message"), locale)
    if share.share >= FEWEST_OPEN:
        return []
    closed = _quoted(share.closed)
    return [_finding("C021", f"{share.open} of {share.total} questions are open. Closed: {closed}.")]


def open_question_share(texts: Iterable[str], locale: str) -> OpenShare:
    """How many questions of the texts are open; a "why" question counts neither way."""
    lists = words_for(locale)
    asked = [question for text in texts for question in questions(without_own_words(text), lists)]
    closed = tuple(question.text for question in asked if question.kind == "closed")
    opened = sum(1 for question in asked if question.kind == "open")
    return OpenShare(opened, opened + len(closed), closed)


def acknowledges(text: str) -> bool:
    """Whether something is said or quoted before the first question of a text."""
    before = text.partition("?")[0]
    return OWN_WORDS_OPEN in before or any(mark in before for mark in (".", "!", ":", "\n"))


def _finding(code: str, message: str) -> CareFinding:
    return CareFinding(code, message, CODES[code].remedy)


def _quoted(parts: Iterable[str]) -> str:
    return ", ".join(f'"{part.replace(QUOTE, "...").strip()}"' for part in parts)


def _saying(code: str, parts: list[str], what: str = "Says") -> list[CareFinding]:
    return [_finding(code, f"{what} {_quoted(parts)}.")] if parts else []


def _of_size(text: str, locale: str) -> Iterable[CareFinding]:
    size = measure(text, locale)
    if size.grade is not None and size.grade > HIGHEST_GRADE:
        yield _finding("C002", f"Reads at grade {size.grade:.1f}; {HIGHEST_GRADE:.0f} is the limit.")
    if size.words > MOST_WORDS:
        yield _finding("C003", f"Has {size.words} words; {MOST_WORDS} are the limit.")
    if size.words_per_sentence > MOST_WORDS_PER_SENTENCE:
        yield _finding("C004", f"Has {size.words_per_sentence:.1f} words a sentence on average.")


def _for_both(utterance: Utterance, bare: str, lists: WordList) -> Iterable[CareFinding]:
    emoji = emoji_count(bare)
    if emoji > 1:
        yield _finding("C005", f"Has {emoji} emoji.")
    if emoji and utterance.emergency:
        yield _finding("C006", "Has an emoji in wording for someone in danger.")
    yield from _banned(bare, lists)
    yield from _saying("C011", found(lists.pressing, bare, lists))
    yield from _saying("C014", found(lists.pride, bare, lists))
    yield from _saying("C015", found(lists.dependence, bare, lists))
    yield from _saying("C017", _licensed(bare))
    yield from _saying("C022", found(lists.promises, bare, lists))
    yield from _saying("C023", _prescriptions(utterance, bare, lists))
    if utterance.emergency:
        yield from _saying("C027", found(lists.methods, bare, lists), "Names")
    yield from _saying("C028", found(lists.scores, bare, lists))


def _for_messages(utterance: Utterance, bare: str, lists: WordList) -> Iterable[CareFinding]:
    asked = questions(bare, lists)
    if len(asked) > 1:
        yield from _saying("C001", [question.text for question in asked], "Asks")
    if not utterance.emergency:
        yield from _saying("C012", commands(bare, lists), "Orders")
    if not quotes_the_person(utterance.text):
        cheer = found(lists.cheer, bare, lists) + whole_sentences(lists.cheer_alone, bare, lists)
        yield from _saying("C013", cheer)
        if utterance.celebration:
            yield _finding("C019", "Celebrates without the person's own words.")
    yield from _saying("C016", found(lists.claims, bare, lists))
    if not utterance.emergency:
        yield from _saying("C026", found(lists.paraphrases, bare, lists))
    yield from _saying("C024", _said_again(utterance.before, bare, lists), "Says again")
    # Where someone may be in danger, help comes before all else.
    if utterance.answers and asked and not utterance.emergency and not acknowledges(utterance.text):
        yield _finding("C025", f"Asks on with {_quoted([asked[0].text])} when the person has written something.")
    if utterance.unsolicited:
        yield from _on_a_locked_screen(utterance.text, bare, lists)


def _said_again(before: str, bare: str, lists: WordList) -> list[str]:
    """The acknowledgements that were said just before, too, word for word."""
    earlier = {_words_of(sentence) for sentence in sentences(without_own_words(before))}
    return [
        sentence
        for sentence in sentences(bare)
        if "?" not in sentence
        and _words_of(sentence) in earlier
        and opens_with(folded(sentence), lists.acknowledgements, lists.lead_ins)
    ]


def _words_of(sentence: str) -> str:
    return " ".join(words(folded(sentence)))


def _banned(bare: str, lists: WordList) -> Iterable[CareFinding]:
    hits = found(tuple(lists.banned), bare, lists)
    if hits:
        better = dict.fromkeys(_better(hit, lists) for hit in hits)
        yield _finding("C010", f"Says {_quoted(hits)}. Better: {'; '.join(better)}.")


def _better(hit: str, lists: WordList) -> str:
    return next(better for entry, better in lists.banned.items() if any_of((entry,)).fullmatch(hit))


def _licensed(bare: str) -> list[str]:
    return [name for name in LICENSED_NAMES if any_of((name,)).search(folded(bare)) and name in bare]


def _prescriptions(utterance: Utterance, bare: str, lists: WordList) -> list[str]:
    """Advice always; the bare word "medication" only where no care team is named and nobody is in danger."""
    may_name = utterance.emergency or bool(found(lists.care_team, bare, lists))
    named = [] if may_name else found(lists.medicines, bare, lists)
    return list(dict.fromkeys(found(lists.advice, bare, lists) + named))


def _on_a_locked_screen(text: str, bare: str, lists: WordList) -> Iterable[CareFinding]:
    first_line = next((line for line in bare.splitlines() if line.strip()), "")
    yield from _saying("C018", found(lists.recovery, first_line, lists), "The first line says")
    if QUOTE in first_line and quotes_the_person(text):
        yield _finding("C018", "The first line shows the person's own words.")
