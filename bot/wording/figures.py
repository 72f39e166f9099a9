"""How the wording reads, in figures: a table for a locale, one row a dialogue. Nothing here is a finding."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.care import OpenShare, Utterance, acknowledges, measure, open_question_share
from bot.wording.care.checks import FEWEST_OPEN, MOST_WORDS, MOST_WORDS_PER_SENTENCE
from bot.wording.care.measures import HIGHEST_GRADE
from bot.wording.judge import asked, by_block, utterance_of
from bot.wording.spoken import Said

_HEADS = ("dialogue", "messages", "longest", "sentence", "hardest", "grade", "open", "acknowledged")
_LEGEND = f"""\
messages: counted once, however they vary. longest: words in the longest message
(at most {MOST_WORDS}; more only with a reason in its file). sentence: words a sentence, on
average (at most {MOST_WORDS_PER_SENTENCE:.0f} in a message). hardest, grade: the highest reading grade (at
most {HIGHEST_GRADE:.0f}), and the mean. open: open questions (at least {FEWEST_OPEN:.0%} of all).
acknowledged: questions with something said before them."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of some messages. A question is acknowledged where something is said or quoted before it."""

    messages: int
    longest: int
    per_sentence: float
    grades: tuple[float, ...]
    share: OpenShare
    acknowledged: int
    asking: int

    @property
    def row(self) -> tuple[str, ...]:
        """The figures as they stand in the table."""
        grades = self.grades
        return (
            str(self.messages),
            str(self.longest),
            f"{self.per_sentence:.1f}",
            f"{max(grades):.1f}" if grades else "-",
            f"{_mean(grades):.1f}" if grades else "-",
            f"{self.share.open}/{self.share.total} {self.share.share:.0%}" if self.share.total else "-",
            f"{self.acknowledged}/{self.asking}" if self.asking else "-",
        )


def figures_of(said: Sequence[Said], locale: str) -> Figures:
    """The figures of everything that was said: a block counts once, by its longest and by its hardest rendering."""
    blocks = by_block(one for one in said if one.kind == "message")
    measures = [[measure(utterance_of(one).text, locale) for one in heard] for heard in blocks.values()]
    questions = [[one for one in map(utterance_of, heard) if _asks(one, locale)] for heard in blocks.values()]
    asking = [heard for heard in questions if heard]
    return Figures(
        messages=len(blocks),
        longest=max((one.words for block in measures for one in block), default=0),
        per_sentence=_mean([max(one.words_per_sentence for one in block) for block in measures]),
        grades=tuple(
            max(found) for block in measures if (found := [one.grade for one in block if one.grade is not None])
        ),
        share=open_question_share((one.text for one in asked(blocks, locale)), locale),
        acknowledged=sum(any(acknowledges(one.text) for one in heard) for heard in asking),
        asking=len(asking),
    )


def table(said: Sequence[Said], locale: str) -> str:
    """The table of one locale with a row for each dialogue and the total."""
    rows: list[tuple[str, ...]] = [_HEADS]
    for dialogue in sorted({one.dialogue for one in said}):
        rows.append((dialogue, *figures_of([one for one in said if one.dialogue == dialogue], locale).row))
    rows.append(("all", *figures_of(said, locale).row))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"Wording in {locale!r}", lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def legend() -> str:
    """What the columns of the tables mean, and what the limits are."""
    return _LEGEND


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _asks(utterance: Utterance, locale: str) -> bool:
    return open_question_share([utterance.text], locale).total > 0
