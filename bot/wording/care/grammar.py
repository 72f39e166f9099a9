"""Which sentences ask, openly or for a yes, and which give a command."""

from __future__ import annotations

from typing import Literal

from bot.wording.care.matching import any_of, clauses, opens_with, without_allowed
from bot.wording.care.model import Question, WordList
from bot.wording.care.text import QUOTE, folded, long_forms, plain, sentences


def questions(text: str, lists: WordList) -> list[Question]:
    """The questions of a text, in order; an invitation ("Tell me ...") is one, with or without its mark."""
    asked = ((sentence, _kind(sentence, lists)) for sentence in sentences(text))
    return [Question(sentence, kind) for sentence, kind in asked if kind is not None]


def _kind(sentence: str, lists: WordList) -> Literal["open", "closed", "neither"] | None:
    if any(opens_with(clause, lists.invitations, lists.lead_ins) for clause in clauses(folded(sentence))):
        return "open"
    if "?" not in sentence:
        return None
    asking = long_forms(plain(sentence)).replace(QUOTE, " ").rpartition("¿")[2]
    kinds = {_kind_of_clause(clause, lists) for clause in clauses(asking)}
    for decisive in ("open", "neither", "closed"):
        if decisive in kinds:
            return decisive
    return "open" if "linking" in kinds or _asks_inside(asking, lists) else "closed"


def _kind_of_clause(clause: str, lists: WordList) -> Literal["open", "closed", "neither", "linking"] | None:
    before = lists.lead_ins + lists.prepositions
    if opens_with(clause, lists.why_words, lists.lead_ins, accents=True):
        return "neither"
    if opens_with(clause, lists.open_words, before, accents=True):
        return "open"
    if opens_with(clause, lists.closed_words, lists.lead_ins, accents=True):
        return "closed"
    return "linking" if opens_with(clause, lists.open_or_linking, before, accents=True) else None


def _asks_inside(asking: str, lists: WordList) -> bool:
    inside = any_of(lists.open_words + lists.open_or_linking, accents=True).search(asking)
    return lists.question_word_anywhere and inside is not None


def commands(text: str, lists: WordList) -> list[str]:
    """The sentences that order something; questions and invitations order nothing."""
    return [
        sentence
        for sentence in sentences(text)
        if "?" not in sentence and any(_orders(part, lists) for part in _where_orders_start(sentence, lists))
    ]


def _where_orders_start(sentence: str, lists: WordList) -> list[str]:
    parts = clauses(without_allowed(sentence, lists))
    conditional = bool(parts) and opens_with(parts[0], lists.conditions, lists.lead_ins)
    return parts if conditional else _from_first_word(parts, lists)


def _from_first_word(parts: list[str], lists: WordList) -> list[str]:
    """The first clause, and the one after a lead-in that stands alone ("First, ...")."""
    alone = len(parts) > 1 and any_of(lists.lead_ins).fullmatch(parts[0]) is not None
    return parts[: 2 if alone else 1]


def _orders(clause: str, lists: WordList) -> bool:
    if opens_with(clause, lists.invitations, lists.lead_ins):
        return False
    plain_order = opens_with(clause, lists.imperatives, lists.lead_ins)
    pairs = tuple(f"{verb} {thing}" for verb in lists.imperatives_or_nouns for thing in lists.objects)
    return plain_order or opens_with(clause, pairs, lists.lead_ins)
