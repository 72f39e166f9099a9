"""Whoever reads a programme's figures, knows every rule and calculates: what about one to four people they can learn.

The counts come from made-up people, so it is known who is behind each number and behind each difference.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, combinations, product

from helpers_figures import Doings, counted, everybody
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.figures import SMALL, Cell, Row
from bot.app.figures.cells import present, rows
from bot.storage.circle import Measure
from bot.storage.tallies import Presence, Tally

MONTHS = (202601, 202602, 202603)
ASKED: tuple[Measure, ...] = ("adopted", "wins")
FEW = range(1, SMALL)

Place = tuple[Measure, int]


@dataclass(frozen=True)
class Programme:
    """Its people, and who did what when."""

    doings: Doings

    def behind(self, what: Measure, month: int) -> frozenset[int]:
        """Who is counted in one number."""
        return frozenset(who for who, when, did in self.doings if (when, did) == (month, what))

    def joined_by(self, month: int) -> frozenset[int]:
        """Who had joined by the end of a month."""
        return frozenset().union(*(self.behind("joined", one) for one in MONTHS if one <= month))


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """People join month by month; of all who have, the first or the last few do something, or nearly all."""
    doings: dict[tuple[int, int, Measure], int] = {}
    here = 0
    for month in MONTHS:
        coming = draw(st.sampled_from((0, 1, 3, 4, 4, 5, 9)))
        doings |= everybody(range(here, here + coming), month, "joined")
        here += coming
        for what in ASKED:
            many = draw(st.one_of(st.integers(0, here), st.integers(max(0, here - 6), here), st.just(here)))
            some = range(many) if draw(st.booleans()) else range(here - many, here)
            doings |= everybody(some, month, what, times=draw(st.integers(1, 3)))
    return Programme(doings)


def found_rows(tallies: Iterable[Tally]) -> dict[Measure, Row]:
    """The published rows that these tests look at."""
    published = rows(tallies, MONTHS)
    assert [row for row in published if row.what not in ("joined", *ASKED) and row.total] == []
    return {row.what: row for row in published if row.what in ("joined", *ASKED)}


def by_month(row: Row) -> Iterator[tuple[int, Cell | None]]:
    """A row's cells, each with its month."""
    return zip(MONTHS, row.cells, strict=True)


def hidden_in(published: Mapping[Measure, Row]) -> list[Place]:
    """Where a number is hidden."""
    return [(what, month) for what, row in published.items() for month, cell in by_month(row) if cell is None]


def subsets(values: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every choice of some of them."""
    return chain.from_iterable(combinations(values, size) for size in range(len(values) + 1))


@given(programmes())
def test_every_difference_along_a_row_is_about_nobody_or_five(programme: Programme) -> None:
    """The sum less any of the months: those behind what is left are none, or enough. Hidden months are never in it."""
    for what, row in found_rows(counted(programme.doings)).items():
        shown = {month: cell for month, cell in by_month(row) if cell}
        for taken in subsets(list(shown)):
            left = row.total - sum(shown[month].count for month in taken)
            behind = frozenset[int]().union(*(programme.behind(what, month) for month in shown if month not in taken))
            assert bool(left) == bool(behind)
            assert len(behind) not in FEW


@given(programmes())
def test_those_who_are_missing_from_a_number_are_nobody_or_five(programme: Programme) -> None:
    """Everybody who joined less everybody counted, where a reader can work it out; a range never lies within 1 to 4."""
    published = found_rows(counted(programme.doings))
    for what, place in product(ASKED, range(len(MONTHS))):
        cell = published[what].cells[place]
        joining = published["joined"].cells[: place + 1]
        if cell and cell.people:
            known, unknown = sum(one.people for one in joining if one), joining.count(None)
            fewest, most = known + unknown - cell.people, known + unknown * max(FEW) - cell.people
            assert not (fewest > 0 and most < SMALL)
            if not unknown:
                missing = programme.joined_by(MONTHS[place]) - programme.behind(what, MONTHS[place])
                assert len(missing) == fewest == most


@given(programmes(), st.data())
def test_what_is_hidden_changes_nothing_that_is_shown(programme: Programme, data: st.DataObject) -> None:
    """Any other small number in a hidden place, or in several, gives the very same report."""
    tallies = counted(programme.doings)
    published = found_rows(tallies)
    others = {(tally.what, tally.month): tally for tally in tallies}
    for what, month in hidden_in(published):
        people = data.draw(st.sampled_from(FEW))
        others[what, month] = Tally(month, what, people + data.draw(st.integers(0, 900)), people)
    assert found_rows(others.values()) == published


def worlds(published: Mapping[Measure, Row]) -> Iterator[Mapping[Place, int]]:
    """Hidden numbers of people that fit: nobody acts before they joined, and the rules give what is published.

    Newcomers are tried in every combination, each other number by itself: to find a second value, that is enough.
    """
    hidden = hidden_in(published)
    newcomers, rest = ([place for place in hidden if (place[0] == "joined") == which] for which in (True, False))
    for joining in product(FEW, repeat=len(newcomers)):
        guess = dict(zip(newcomers, joining, strict=True)) | dict.fromkeys(rest, 1)
        for other in [guess, *(guess | {place: people} for place in rest for people in FEW)]:
            if is_possible(published, other) and found_rows(as_tallies(published, other)) == published:
                yield other


def is_possible(published: Mapping[Measure, Row], guess: Mapping[Place, int]) -> bool:
    """Whether nowhere more people are counted than have joined."""

    def people(what: Measure) -> Iterator[int]:
        for month, cell in by_month(published[what]):
            yield cell.people if cell else guess[what, month]

    joined = tuple(accumulate(people("joined")))
    return all(few <= many for what in ASKED for few, many in zip(people(what), joined, strict=True))


def as_tallies(published: Mapping[Measure, Row], guess: Mapping[Place, int]) -> list[Tally]:
    """The counts that would be in the database, were the guess right."""
    known = [
        Tally(month, what, cell.count, cell.people)
        for what, row in published.items()
        for month, cell in by_month(row)
        if cell and cell.people
    ]
    return known + [Tally(month, what, people * 2, people) for (what, month), people in guess.items()]


@settings(max_examples=200, deadline=None)
@given(programmes())
def test_trying_everything_pins_no_hidden_number_down(programme: Programme) -> None:
    """Of all that fits, nothing is the only one: hidden newcomers may be any of four, anything else one of several."""
    published = found_rows(counted(programme.doings))
    possible: dict[Place, set[int]] = {place: set() for place in hidden_in(published)}
    for guess in worlds(published):
        for place, people in guess.items():
            possible[place].add(people)
    for (what, _), values in possible.items():
        assert values >= set(FEW) if what == "joined" else len(values) > 1


@given(programmes())
def test_a_later_report_opens_nothing_that_an_earlier_one_hid(programme: Programme) -> None:
    """Another month adds its own numbers. Those before stay as they were, shown or hidden."""
    tallies = counted(programme.doings)
    whole = rows(tallies, MONTHS)
    for size in range(len(MONTHS)):
        earlier = rows(tallies, MONTHS[:size])
        assert [row.cells for row in earlier] == [row.cells[:size] for row in whole]


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_nobody_can_tell_that_a_few_are_here_or_rest(one: int, two: int, three: int) -> None:
    """Of all numbers that fit those published in fives, some say that nobody is between them, or five or more."""
    narrow, middle, wide = sorted((one, two, three))
    shown = present(Presence(wide, narrow, middle))
    fives = [shown.belong or 0, shown.active_30 or 0, shown.active_7 or 0]
    possible = [
        (b, m, n)
        for b, m, n in product(*(range(five, five + SMALL) for five in fives))
        if b >= m >= n
    ]  # fmt: skip
    assert (wide, middle, narrow) in possible
    for outer, inner in ((0, 1), (1, 2), (0, 2)):
        assert fives[outer] - fives[inner] not in FEW
        assert {values[outer] - values[inner] for values in possible} - set(FEW)
    for number in range(3):
        assert {values[number] for values in possible} - set(FEW)
