"""The crisis lines of all countries as a table, with their sources and the days on which somebody looked."""

from collections.abc import Mapping

from babel import Locale

from bot.app.content_review.frames import Frame
from bot.app.content_review.markdown_text import text_in_markdown
from bot.app.directory import CountryLines, Directory
from bot.app.directory.entries import EVERYONE, Line


def crisis_table(directory: Directory, locale: str, frame: Frame) -> list[str]:
    """The rows of the table; countries that have the same lines share them."""
    heads = (
        frame.country, frame.emergency, frame.line, frame.served, frame.reach, frame.hours, frame.source, frame.checked,
    )  # fmt: skip
    rows = [_row(*heads), _row(*["---"] * len(heads))]
    for named, entry in _together(directory, locale).items():
        country, emergency = named or frame.everywhere_else, ", ".join(entry.emergency) or "-"
        for line in entry.lines:
            told = line.as_context(locale)
            cells = (str(told["name"]), _served(line), "; ".join(_ways(told, frame)), str(told["hours"]))
            rows.append(_row(country, emergency, *cells, line.source, str(line.verified_on)))
    return rows


def _served(line: Line) -> str:
    """Whom a line is for and what about, where it does not serve everybody and everything."""
    return ", ".join([*((line.audience,) if line.audience != EVERYONE else ()), *line.about]) or "-"


def _together(directory: Directory, locale: str) -> dict[str, CountryLines]:
    """The entries, each once, under the names of the countries it serves."""
    names = Locale.parse(locale).territories
    served: dict[tuple[tuple[str, ...], tuple[Line, ...]], list[str]] = {}
    for code in directory.countries():
        entry = directory.for_country(code)
        served.setdefault((entry.emergency, entry.lines), []).append(f"{names.get(code, code)} ({code})")
    found = {", ".join(countries): CountryLines("", *entry) for entry, countries in served.items()}
    return found | {"": directory.elsewhere}


def _ways(told: Mapping[str, object], frame: Frame) -> list[str]:
    """The ways to reach a line."""
    ways = [frame.call.format(told["call"])] if told["call"] else []
    if told["text_to"]:
        word = told["text_word"]
        ways.append(frame.word.format(word, told["text_to"]) if word else frame.text.format(told["text_to"]))
    return ways + [str(told[kind]) for kind in ("chat", "web") if told[kind]]


def _row(*cells: str) -> str:
    return f"| {' | '.join(text_in_markdown(cell) for cell in cells)} |"
