"""How the wording reads, in figures: a table for a locale, one row a dialogue. Nothing here is a finding."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.care import OWN_WORDS_OPEN, OpenShare, Utterance, measure, open_question_share
from bot.wording.judge import asked, by_block, utterance_of
from bot.wording.spoken import Said

_HEADS = ("dialogue", "messages", "longest", "grade (highest)", "grade (mean)", "open questions", "acknowledged")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of some messages. A question is acknowledged where something is said or quoted before it."""

    messages: int
    longest: int
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
            f"{self.longest} words",
            f"{max(grades):.1f}" if grades else "-",
            f"{sum(grades) / len(grades):.1f}" if grades else "-",
            f"{self.share.open} of {self.share.total} ({self.share.share:.0%})" if self.share.total else "-",
            f"{self.acknowledged} of {self.asking}" if self.asking else "-",
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
        grades=tuple(
            max(found) for block in measures if (found := [one.grade for one in block if one.grade is not None])
        ),
        share=open_question_share((one.text for one in asked(blocks, locale)), locale),
        acknowledged=sum(any(map(_acknowledges, heard)) for heard in asking),
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


def _asks(utterance: Utterance, locale: str) -> bool:
    return open_question_share([utterance.text], locale).total > 0


def _acknowledges(utterance: Utterance) -> bool:
    """Whether a sentence stands before the question, or the person is quoted in it."""
    before = utterance.text.partition("?")[0]
    return OWN_WORDS_OPEN in before or any(mark in before for mark in (".", "!", ":", "\n"))
