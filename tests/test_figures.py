"""A programme's figures: which months and numbers are shown, and what a spreadsheet and a machine get of them."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from helpers_figures import AT, MANY, Counts, Transaction, a_report, counted, everybody

from bot.app.figures import Cell, Present, Report, as_csv, as_json, report
from bot.app.figures.cells import MEASURES, Joined, present, rows, tellable
from bot.app.figures.report import months_over
from bot.storage.circle import Measure
from bot.storage.tallies import Presence, Tally


def cells(report: Report, what: Measure) -> tuple[Cell | None, ...]:
    """A row's cells."""
    return next(row.cells for row in report.rows if row.what == what)


async def report_of(*tallies: Tally, here: Presence = MANY, at: datetime = AT) -> Report:
    """The report on these counts."""
    return await report(Transaction(Counts(tallies, here)), 1, at)  # type: ignore[arg-type]  # no database


@pytest.mark.parametrize(("people", "shown"), [(0, True), (1, False), (4, False), (5, True), (20, True)])
async def test_a_number_about_one_to_four_people_is_hidden(people: int, shown: bool) -> None:
    """Both numbers are hidden together; nobody is no secret."""
    joining = [Tally(202601, "joined", 30, 30)]
    found = await report_of(*joining, *([Tally(202602, "wins", 60, people)] if people else []))
    assert cells(found, "wins")[1] == (Cell(60 if people else 0, people) if shown else None)


@pytest.mark.parametrize(("people", "shown"), [(25, True), (26, False), (29, False), (30, True), (31, True)])
async def test_all_but_a_few_are_a_number_of_a_few_too(people: int, shown: bool) -> None:
    """Of 30 who have joined, 26 to 29 would tell how many did not. More than have joined cannot be taken apart."""
    found = await report_of(Tally(202601, "joined", 30, 30), Tally(202602, "wins", 60, people))
    assert (cells(found, "wins")[1] is not None) == shown


async def test_who_joins_later_is_not_missing_before() -> None:
    """A month is compared with those who had joined by its end."""
    tallies = [Tally(202601, "joined", 10, 10), Tally(202602, "joined", 20, 20), Tally(202601, "wins", 12, 10)]
    found = await report_of(*tallies, Tally(202602, "wins", 12, 10))
    assert cells(found, "wins")[:2] == (Cell(12, 10), Cell(12, 10))


@pytest.mark.parametrize(
    ("people", "joined", "shown"),
    [
        (5, Joined(0, 2), False),  # of 8 at most, 3 would be left
        (5, Joined(0, 3), True),  # of 12 at most
        (8, Joined(0, 2), False),  # it would tell that both hidden numbers are 4
        (15, Joined(20, 1), True),
        (20, Joined(20, 1), False),  # between 1 and 4 would be left
        (20, Joined(20, 0), True),
        (0, Joined(0, 1), True),
    ],
)
def test_hidden_newcomers_stay_hidden(people: int, joined: Joined, shown: bool) -> None:
    """A number is compared with the most that can have joined, so that it tells nothing about those hidden."""
    assert tellable(people, joined) == shown


async def test_people_are_counted_once_where_the_measure_is_people() -> None:
    """Joining and having a plan of one's own count people, whatever the number of taps; a win counts each time."""
    many = [Tally(202601, what, 50, 10) for what in MEASURES]
    found = await report_of(*many)
    first = {row.what: row.cells[0] for row in found.rows}
    assert first == {what: Cell(10 if what in ("joined", "adopted") else 50, 10) for what in MEASURES}


async def test_a_sum_holds_only_what_is_shown() -> None:
    """It is the sum of the numbers above it, and so the hidden one cannot be taken out of it."""
    found = await report_of(
        Tally(202601, "joined", 30, 30), Tally(202601, "wins", 20, 8), Tally(202602, "wins", 900, 4),
        Tally(202603, "wins", 7, 6),
    )  # fmt: skip
    row = next(row for row in found.rows if row.what == "wins")
    assert (row.total, row.hidden) == (27, 1)


@pytest.mark.parametrize(
    ("at", "last"),
    [
        (datetime(2026, 11, 1, 12, tzinfo=UTC), 202609),
        (datetime(2026, 11, 2, 11, 59, tzinfo=UTC), 202609),
        (datetime(2026, 11, 2, 12, tzinfo=UTC), 202610),
        (datetime(2026, 11, 2, 13, tzinfo=timezone(timedelta(hours=14))), 202609),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), 202610),
    ],
)
def test_a_month_is_shown_once_it_is_over_for_everybody(at: datetime, last: int) -> None:
    """Nothing is told of the month that runs; on its first day, the one before may still run somewhere."""
    started = [Tally(202608, "joined", 9, 9), Tally(202611, "joined", 9, 9), Tally(202612, "joined", 9, 9)]
    assert list(months_over(started, at)) == [month for month in (202608, 202609, 202610) if month <= last]


def test_months_without_anything_are_there() -> None:
    """From the first month with a count to the last that is over, also across the end of a year."""
    months = list(months_over([Tally(202511, "wins", 9, 9)], datetime(2026, 3, 15, tzinfo=UTC)))
    assert months == [202511, 202512, 202601, 202602]
    assert list(months_over([], AT)) == []


async def test_another_day_of_the_same_month_changes_nothing_but_who_is_here() -> None:
    """Whoever compares two reports of a month learns nothing of the days between."""
    before = [Tally(202610, "joined", 30, 30), Tally(202610, "wins", 60, 12), Tally(202611, "wins", 60, 12)]
    after = [*before[:2], Tally(202611, "wins", 61, 13), Tally(202611, "shares", 1, 1)]
    one = await report_of(*before)
    other = await report_of(*after, at=AT + timedelta(days=1))
    assert (one.months, one.rows) == (other.months, other.rows)
    assert as_csv(one).replace("2026-11-22", "2026-11-23") == as_csv(other)


@pytest.mark.parametrize(
    ("here", "shown"),
    [
        (Presence(0, 0, 0), Present(None, None, None)),
        (Presence(4, 1, 4), Present(None, None, None)),
        (Presence(9, 4, 5), Present(5, 5, None)),
        (Presence(41, 10, 39), Present(40, 35, 10)),
    ],
)
def test_who_is_here_is_told_in_fives(here: Presence, shown: Present) -> None:
    """These change every day: one person more or less rarely shows, and under five is not told from nobody."""
    assert present(here) == shown


async def test_a_programme_of_few_shows_zeros_only() -> None:
    """Everything but zero is hidden; the report knows that it has to say why."""
    few = counted(everybody(range(4), 202601, *MEASURES, times=40))
    found = await report_of(*few, here=Presence(4, 4, 4))
    assert found.keeps_all_back
    assert {cell for row in found.rows for cell in row.cells} == {None, Cell(0, 0)}
    assert {row.total for row in found.rows} == {0}
    assert not (
        await report_of(*counted(everybody(range(6), 202601, *MEASURES)), here=Presence(4, 4, 4))
    ).keeps_all_back


async def test_a_programme_without_a_whole_month_has_no_months() -> None:
    """It tells who is here, and nothing else yet."""
    found = await report_of(Tally(202611, "joined", 9, 9), here=Presence(9, 9, 9))
    assert (found.months, found.present.belong) == ((), 5)
    assert {row.cells for row in found.rows} == {()}


def test_the_table_for_spreadsheets_keeps_its_form() -> None:
    """One line for a period and a measure; hidden numbers are empty, and said to be hidden."""
    lines = as_csv(a_report(4)).split("\r\n")
    assert lines[:6] == [
        "period,measure,count,people,suppressed",
        "2026-11-22,belong,35,35,no",
        "2026-11-22,active_30,20,20,no",
        "2026-11-22,active_7,,,yes",
        "2026-04,joined,24,24,no",
        "2026-05,joined,7,7,no",
    ]
    assert "2026-06,joined,,,yes" in lines
    assert "2026-06,wins,1204,22,no" in lines
    assert len(lines) == 1 + 3 + 4 * len(MEASURES) + 1


def test_no_cell_of_a_spreadsheet_can_be_a_formula() -> None:
    """Each is empty, a number, a date, or a fixed name."""
    for line in list(csv.reader(io.StringIO(as_csv(a_report()))))[1:]:
        assert [cell for cell in line if cell and not (cell[0].isascii() and cell[0].isalnum())] == []


def test_machines_get_the_same() -> None:
    """JSON can be written and read, and has null where a number is hidden."""
    data = json.loads(json.dumps(as_json(a_report(4))))
    assert data["people"] == {"belong": 35, "active_30": 20, "active_7": None}
    assert data["measures"]["joined"] == {
        "count_in_months_shown": 31,
        "months_suppressed": 1,
        "months": [
            {"month": "2026-04", "count": 24, "people": 24, "suppressed": False},
            {"month": "2026-05", "count": 7, "people": 7, "suppressed": False},
            {"month": "2026-06", "count": None, "people": None, "suppressed": True},
            {"month": "2026-07", "count": 0, "people": 0, "suppressed": False},
        ],
    }
    assert list(data["measures"]) == list(MEASURES)


def test_every_measure_has_its_row_whatever_was_counted() -> None:
    """A measure of which there is nothing yet is a row of zeros."""
    assert {row.what: row.cells for row in rows([], [202601, 202602])} == {what: (Cell(0, 0),) * 2 for what in MEASURES}
