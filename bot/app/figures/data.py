"""A report for machines: CSV for spreadsheets, and JSON. What the columns and keys mean is in docs/figures.md."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from bot.app.figures.cells import SMALL
from bot.app.figures.model import Report, Row

HEADER = ("period", "measure", "count", "people", "suppressed")
# The form of the JSON; a reader can tell a later one by it.
FORM = 1
# From the widest to the narrowest: each lies within the one before.
_PRESENT = ("belong", "active_30", "active_7")


def as_csv(report: Report) -> str:
    """The report as CSV (RFC 4180). Every value is a number, a date or a fixed name, so none can be a formula."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(HEADER)
    for name in _PRESENT:
        people = getattr(report.present, name)
        writer.writerow((report.on.isoformat(), name, *_numbers(people, people)))
    for row in report.rows:
        for month, cell in zip(report.months, row.cells, strict=True):
            numbers = _numbers(cell.count, cell.people) if cell else _numbers(None, None)
            writer.writerow((f"{month:%Y-%m}", row.what, *numbers))
    return sheet.getvalue()


def as_json(report: Report) -> dict[str, Any]:
    """The report as what `json.dumps` takes."""
    return {
        "form": FORM,
        "counted_on": report.on.isoformat(),
        "suppressed_below": SMALL,
        "people": {name: getattr(report.present, name) for name in _PRESENT},
        "measures": {row.what: _measure(report, row) for row in report.rows},
    }


def _measure(report: Report, row: Row) -> dict[str, Any]:
    return {
        "count_in_months_shown": row.total,
        "months_suppressed": row.hidden,
        "months": list(_months(report, row)),
    }


def _months(report: Report, row: Row) -> Iterator[dict[str, Any]]:
    for month, cell in zip(report.months, row.cells, strict=True):
        yield {
            "month": f"{month:%Y-%m}",
            "count": cell.count if cell else None,
            "people": cell.people if cell else None,
            "suppressed": cell is None,
        }


def _numbers(count: int | None, people: int | None) -> tuple[object, object, str]:
    """The last three columns; both numbers are empty where they are hidden."""
    hidden = people is None
    return ("", "", "yes") if hidden else (count, people, "no")
