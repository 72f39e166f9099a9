"""The picture of progress: which signs stand where, what is named, and the PNG that the press makes of it."""

import asyncio
import math
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from helpers_app import shipped
from helpers_export import AT, CHICAGO, a_plan, a_record, words
from helpers_storage import save, store_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageStat

from bot.app.contents import Contents
from bot.app.export.job import Job
from bot.app.export.maker import ExportMaker
from bot.app.export.plot import Plot, Row, Tick
from bot.app.export.plot_layout import HEIGHT, LEFT, RIGHT, WIDTH, laid_out
from bot.app.export.presses import Presses
from bot.app.export.swarm import SIZES, Place, swarm
from bot.app.export.timeline import LEAST_DAYS, progress_job, ticks
from bot.app.files import CannotMakeFile
from bot.app.message import Enclosure
from bot.app.progress import Fact, Facts, facts_of
from bot.storage import Store
from bot.storage.records import Changes, LineRecord

DAY = date(2026, 11, 22)
ROOM = (832.0, 300.0)


def facts(*days: int) -> tuple[Fact, ...]:
    """Facts of so many days after `DAY`, at noon."""
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    return tuple(Fact("secret words", noon + timedelta(days=day)) for day in days)


def plot_of(found: Facts, *, dark: bool = False, locale: str = "en", zone: str = "UTC") -> Plot:
    """What the press would be asked to draw."""
    job = progress_job(found, ZoneInfo(zone), dark, words(locale))
    assert job is not None
    assert job.form == "progress"
    return Plot.load(job.page)


# -- what is in it -----------------------------------------------------------------------------------------------------


def test_every_fact_has_a_sign_at_its_day() -> None:
    """Goals that were reached stand with the steps, in the order of the days."""
    plot = plot_of(Facts(wins=facts(0, 0, 7), steps=facts(3, 90), goals=facts(40), words=facts(0, 0, 3, 7, 40, 90)))
    assert [(row.name, row.shape) for row in plot.rows] == [
        ("Wins", "leaf"), ("Steps done, goals reached", "sprout"), ("In my own words", "seed"),
    ]  # fmt: skip
    first = DAY.toordinal()
    assert [[day - first for day in row.days] for row in plot.rows] == [[0, 0, 7], [3, 40, 90], [0, 0, 3, 7, 40, 90]]
    assert (plot.first, plot.last) == (first, first + 90)


@pytest.mark.parametrize(
    ("steps", "goals", "name"), [((1,), (), "Steps done"), ((), (1,), "Goals reached"), ((), (), None)]
)
def test_a_row_is_named_after_what_is_in_it(steps: tuple[int, ...], goals: tuple[int, ...], name: str | None) -> None:
    """What there is nothing of has no row: nothing is shown as missing."""
    plot = plot_of(Facts(wins=(), steps=facts(*steps), goals=facts(*goals), words=facts(0)))
    assert [row.name for row in plot.rows] == [*([name] if name else []), "In my own words"]


def test_with_nothing_written_there_is_no_picture() -> None:
    """The script knows before."""
    assert progress_job(facts_of([]), UTC, False, words()) is None


def test_no_word_of_the_persons_own_leaves_for_the_press() -> None:
    """Nor a number of anything: days, the names of rows, and the names of months."""
    job = progress_job(facts_of(a_plan()), ZoneInfo(CHICAGO), True, words())
    assert job is not None
    for line in a_plan():
        assert line.text not in job.page
    names = [*(row.name for row in Plot.load(job.page).rows)]
    assert not re.search(r"\d", " ".join(names))


def test_days_are_those_on_the_persons_wall() -> None:
    """Late at night, the calendar of the computer is a day ahead."""
    late = Facts(wins=(), steps=(), goals=(), words=(Fact("x", datetime(2026, 11, 23, 4, tzinfo=UTC)),))
    assert plot_of(late, zone=CHICAGO).rows[0].days == (DAY.toordinal(),)
    assert plot_of(late).rows[0].days == (DAY.toordinal() + 1,)


def test_one_day_stands_in_the_middle() -> None:
    """So does a short time: two days are not torn apart to both edges."""
    plot = plot_of(Facts(wins=(), steps=(), goals=(), words=facts(0)))
    assert laid_out(plot).rows[0].places[0][0] == pytest.approx(WIDTH / 2, abs=20)
    assert [tick.name for tick in plot.ticks] == ["November 22, 2026"]
    two = laid_out(plot_of(Facts(wins=(), steps=(), goals=(), words=facts(0, 1)))).rows[0].places
    assert two[1][0] - two[0][0] < 100


def test_a_plot_survives_the_way() -> None:
    """It is written as JSON and read again."""
    plot = plot_of(facts_of(a_plan()))
    assert Plot.load(Job.load(Job("progress", plot.dump()).dump()).page) == plot


# -- names of days -----------------------------------------------------------------------------------------------------


def named(first: date, last: date, locale: str = "en") -> list[str]:
    """The names under a time."""
    return [tick.name for tick in ticks(first, last, locale)]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), ["March 2, 2026"]),
        (date(2026, 3, 2), date(2026, 3, 3), ["Mar 2", "Mar 3"]),
        (date(2025, 12, 28), date(2026, 1, 3), ["Dec 28, 2025", "Jan 3, 2026"]),
        (date(2026, 3, 2), date(2026, 6, 1), ["Mar 2026", "Apr 2026", "May 2026", "Jun 2026"]),
        (date(2026, 3, 28), date(2026, 6, 1), ["Apr 2026", "May 2026", "Jun 2026"]),
        (date(2026, 3, 28), date(2026, 11, 22), ["Mar 2026", "May 2026", "Jul 2026", "Sep 2026", "Nov 2026"]),
        (date(2025, 3, 1), date(2026, 11, 22), ["Mar 2025", "Sep 2025", "Mar 2026", "Sep 2026"]),
        (date(2021, 11, 22), date(2026, 11, 22), ["2022", "2023", "2024", "2025", "2026"]),
        (date(1970, 1, 1), date(2026, 11, 22), ["1971", "1991", "2011"]),
    ],
)
def test_days_months_or_years_are_named(first: date, last: date, expected: list[str]) -> None:
    """As many as fit side by side, beginning where the person began."""
    assert named(first, last) == expected


def test_names_are_in_the_persons_language() -> None:
    """As it writes them."""
    assert named(date(2026, 3, 2), date(2026, 3, 3), "es") == ["2 mar", "3 mar"]
    assert named(date(2026, 3, 2), date(2026, 3, 3), "ar") == ["2 مارس", "3 مارس"]


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 40_000))
def test_names_lie_within_their_time_and_do_not_touch(first: date, days: int) -> None:
    """However long it is: one at least, five at most, each at a day that is shown, with room around it."""
    last = first + timedelta(days=days)
    found = [tick.day for tick in ticks(first, last, "en")]
    assert 1 <= len(found) <= 5
    assert first.toordinal() <= found[0] <= found[-1] <= last.toordinal()
    if days > LEAST_DAYS:
        assert all((two - one) / days * (RIGHT - LEFT) > 80 for one, two in pairwise(found))


# -- where signs stand -------------------------------------------------------------------------------------------------


def nearest(places: Sequence[Place]) -> float:
    """How far apart the two are that are nearest to each other."""
    return min(math.dist(one, two) for number, one in enumerate(places) for two in places[:number])


def test_a_sign_stands_at_its_day() -> None:
    """Alone it is large, and in the middle of its row."""
    found = swarm((0, 50, 100), 0, 100, *ROOM)
    assert found.places == ((0, 0), (416, 0), (832, 0))
    assert found.size == SIZES[0]


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=120).map(sorted), st.integers(1, 900))
def test_signs_stand_near_their_days_and_never_on_each_other(days: list[int], more: int) -> None:
    """Whatever the days: within the room, each in its order, none hidden by another."""
    last = days[-1] + more
    found = swarm(days, 0, last, *ROOM)
    assert len(found.places) == len(days)
    for day, (x, y) in zip(days, found.places, strict=True):
        assert abs(x - day / last * ROOM[0]) <= 0.14 * ROOM[0] + 1
        assert 0 <= x <= ROOM[0]
        assert abs(y) <= ROOM[1] / 2
    if len(days) > 1:
        assert nearest(found.places) >= found.size * 0.98
    assert swarm(days, 0, last, *ROOM) == found


def test_a_first_reflection_stays_at_its_day() -> None:
    """Thirty lines of one evening, and a few in the months after: the crowd does not run into the next month."""
    found = swarm([0] * 30 + [30, 60, 90], 0, 90, *ROOM)
    assert max(x for x, _ in found.places[:30]) <= 0.05 * ROOM[0]
    assert found.size >= 20


def test_two_thousand_lines_of_five_years_can_be_told_apart() -> None:
    """Small as they are, none lies on another, and each is near its day."""
    days = [number * 1826 // 2000 for number in range(2000)]
    found = swarm(days, 0, 1826, *ROOM)
    assert found.size >= 6
    assert len({(round(x), round(y)) for x, y in found.places}) == 2000
    assert max(abs(x - day / 1826 * ROOM[0]) for day, (x, _) in zip(days, found.places, strict=True)) < 45


def test_two_thousand_lines_of_one_day_are_all_there() -> None:
    """As when a plan was brought in."""
    found = swarm([14] * 2000, 0, 28, *ROOM)
    assert len(set(found.places)) == 2000
    assert all(0 <= x <= ROOM[0] and abs(y) <= ROOM[1] / 2 for x, y in found.places)


def test_more_than_can_be_told_apart_is_shown_all_the_same() -> None:
    """A sign for each, at its day, even if one lies on another."""
    found = swarm([number // 20 for number in range(20_000)], 0, 999, *ROOM)
    assert len(found.places) == 20_000
    assert all(abs(y) <= ROOM[1] / 2 for _, y in found.places)


@pytest.mark.parametrize("count", [1, 40, 2000])
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_everything_stands_within_the_picture(rows: int, count: int) -> None:
    """From the sprig to the names of days; no row runs into the next one."""
    days = tuple(number * 1826 // count for number in range(count))
    plot = Plot(tuple(Row("name", "seed", days) for _ in range(rows)), (Tick(0, "then"),), 0, 1826, False)
    found = laid_out(plot)
    assert found.sprig_at > 60
    assert found.ticks_at < HEIGHT - 60
    assert found.ticks_at - 36 < 0.945 * HEIGHT
    edges = [found.sprig_at + 100]
    for row in found.rows:
        heights = [y for _, y in row.places]
        edges += [row.name_at, min(heights) - row.size / 2, max(heights) + row.size / 2]
    assert all(below - above > 30 for above, below in pairwise([*edges, found.ticks_at]))


# -- the PNG -----------------------------------------------------------------------------------------------------------

FEW = Facts(wins=facts(0, 60, 120), steps=facts(60), goals=(), words=facts(0, 0, 60, 60, 120))
ARABIC = Plot((Row("كلماتي", "seed", (0, 28), rtl=True),), (Tick(0, "2 مارس"),), 0, 28, False)
ENGLISH = Plot((Row("Words", "seed", (0, 28)),), (), 0, 28, False)
# In letters for which no font is made: they have no meaning so far.
NAMELESS = Plot((Row("\u0378\u0379", "seed", (0, 28)),), (Tick(0, "\u0380"),), 0, 28, False)
CROWDED = Plot(
    tuple(Row("Words", shape, tuple(number for number in range(2000))) for shape in ("leaf", "sprout", "seed")),
    (), 0, 1999, False,
)  # fmt: skip
PLOTS = {
    "light": plot_of(FEW), "dark": plot_of(FEW, dark=True), "Arabic": ARABIC, "English": ENGLISH, "nameless": NAMELESS,
    "crowded": CROWDED,
}  # fmt: skip


class Made(dict[str, bytes]):
    """The pictures of all plots, each made when it is first asked for: that takes most of a second."""

    def __missing__(self, name: str) -> bytes:
        self[name] = asyncio.run(Presses().run(Job("progress", PLOTS[name].dump())))
        return self[name]


@pytest.fixture(scope="module")
def made() -> Made:
    """All the pictures, for all tests."""
    return Made()


def picture(data: bytes) -> Image.Image:
    """The picture in a file."""
    found = Image.open(BytesIO(data))
    assert found.format == "PNG"
    return found.convert("RGB")


def colour(text: str) -> tuple[int, int, int]:
    """A colour as style sheets write it."""
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red, green, blue


def is_near(found: Any, text: str) -> bool:
    """Whether a pixel has this colour, but for rounding."""
    return all(abs(one - other) <= 3 for one, other in zip(found, colour(text), strict=True))


def contrast(one: str, other: str) -> float:
    """How well two colours can be told apart, as the Web Content Accessibility Guidelines reckon it."""

    def light(text: str) -> float:
        parts = [value / 255 for value in colour(text)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def rows_with_ink(image: Image.Image, left: int, right: int, ink: str) -> int:
    """How many rows of pixels between two edges have the colour of names in them."""
    part = image.crop((left, 0, right, HEIGHT))
    return sum(any(is_near(part.getpixel((x, y)), ink) for x in range(right - left)) for y in range(HEIGHT))


@pytest.mark.parametrize("name", ["light", "dark", "crowded"])
def test_it_is_as_wide_as_a_phone_and_small_as_a_file(made: Made, name: str) -> None:
    """Also with six thousand signs on it."""
    assert picture(made[name]).size == (WIDTH, HEIGHT)
    assert len(made[name]) < 600_000


def test_light_is_light_and_dark_is_dark(made: Made) -> None:
    """In the colours of the other pictures."""
    light, dark = picture(made["light"]), picture(made["dark"])
    assert is_near(light.getpixel((5, 0)), "#fdf7ec")
    assert is_near(light.getpixel((5, HEIGHT - 1)), "#cddecf")
    assert is_near(dark.getpixel((5, 0)), "#27403a")
    assert ImageStat.Stat(light.convert("L")).mean[0] > 200
    assert ImageStat.Stat(dark.convert("L")).mean[0] < 70


@pytest.mark.parametrize(("name", "leaf"), [("light", "#93b29d"), ("dark", "#7ea08a")])
def test_there_is_a_sign_at_every_place_and_none_elsewhere(made: Made, name: str, leaf: str) -> None:
    """Where it is worked out to stand, it stands; where nothing was written is calm ground, without a line or a box."""
    image, plot = picture(made[name]), PLOTS[name]
    for row in laid_out(plot).rows:
        if row.row.shape != "sprout":  # its middle is the fork between two leaves
            assert all(is_near(image.getpixel((round(x), round(y))), leaf) for x, y in row.places)
        middle = round(sum(y for _, y in row.places) / len(row.places))
        between = [x for x in range(LEFT, RIGHT) if all(abs(x - place[0]) > row.size for place in row.places)]
        grounds = Counter(image.getpixel((x, middle)) for x in between)
        assert len(grounds) == 1


def test_nothing_says_who_made_it_and_it_is_always_the_same(made: Made) -> None:
    """No name of a program, no date, and the same facts give the same picture."""
    assert Image.open(BytesIO(made["light"])).info.keys() <= {"dpi"}
    again = asyncio.run(Presses().run(Job("progress", PLOTS["light"].dump())))
    assert again == made["light"]


def test_names_stand_where_their_language_begins(made: Made) -> None:
    """Arabic ones at the right edge; both can be read by whoever needs contrast."""
    ink = "#27362e"
    english, arabic = picture(made["English"]), picture(made["Arabic"])
    assert rows_with_ink(english, LEFT, LEFT + 60, ink) > 10
    assert rows_with_ink(arabic, RIGHT - 60, RIGHT, ink) > 10
    assert rows_with_ink(english, RIGHT - 60, RIGHT, ink) == 0


def test_names_in_letters_without_a_font_are_left_out(made: Made) -> None:
    """Boxes would puzzle; the words that go with the picture say what it shows."""
    image = picture(made["nameless"])
    assert rows_with_ink(image, LEFT, LEFT + 200, "#27362e") == 0
    places = laid_out(NAMELESS).rows[0].places
    assert all(is_near(image.getpixel((round(x), round(y))), "#93b29d") for x, y in places)


def drawing() -> str:
    """The source of the drawing: it is imported in the press only, and so it is read here."""
    return files("bot.app.export").joinpath("plotting.py").read_text("utf-8")


def shades() -> Iterator[tuple[list[str], str, str]]:
    """The grounds, the ink and the edges of the light and of the dark picture."""
    for name in ("LIGHT", "DARK"):
        line = re.search(rf"^{name} = .*$", drawing(), re.MULTILINE)
        assert line
        *ground, ink, _, stem = re.findall("#[0-9a-f]{6}", line[0])
        yield ground, ink, stem


def test_names_and_signs_stand_out_from_the_ground() -> None:
    """4.5 for what is read, 3 for what is seen (WCAG 2.2), down to the lowest sign: 94 % of the picture's height."""
    for ground, ink, stem in shades():
        above, below = (colour(one) for one in ground[-2:])
        lowest = bytes(round(one + (other - one) * 0.8) for one, other in zip(above, below, strict=True)).hex()
        assert min(contrast(one, ink) for one in ground) >= 4.5
        assert min(contrast(one, stem) for one in (*ground[:-1], lowest)) >= 3


def test_the_colours_are_those_of_the_other_pictures() -> None:
    """Whoever changes them there is told of it here."""
    others = "".join(
        files("bot.app.export").joinpath(name).read_text("utf-8") for name in ("picture.css", "picture.py")
    )
    assert set(re.findall("#[0-9a-f]{6}", drawing())) <= set(re.findall("#[0-9a-f]{6}", others))


async def test_nothing_is_left_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in somebody's home nor in the folder for what is to go away; nor are anybody's settings heard."""
    home, passing = tmp_path / "home", tmp_path / "passing"
    (home / ".config" / "matplotlib").mkdir(parents=True)
    (home / ".config" / "matplotlib" / "matplotlibrc").write_text("figure.facecolor: red\nlines.color: nonsense\n")
    passing.mkdir()
    before = sorted(home.rglob("*"))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(passing))
    for name in ("MPLCONFIGDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    data = await Presses().run(Job("progress", PLOTS["English"].dump()))
    assert is_near(picture(data).getpixel((5, 0)), "#fdf7ec")
    assert sorted(home.rglob("*")) == before
    assert os.listdir(passing) == []


async def test_it_needs_nothing_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither Pango nor a font: where PDFs cannot be made, this still can."""
    (tmp_path / "weasyprint.py").write_text("raise OSError('no library called pango')", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert picture(await Presses().run(Job("progress", PLOTS["English"].dump()))).size == (WIDTH, HEIGHT)


# -- from what is stored -----------------------------------------------------------------------------------------------


class Notebook(Presses):
    """Presses that note the jobs, and make nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[Job] = []

    async def run(self, job: Job) -> bytes:
        """Something that stands for a file."""
        self.jobs.append(job)
        return b"made"


async def keep(store: Store, lines: Sequence[LineRecord], locale: str = "en") -> None:
    """Stores a person with lines."""
    await save(store, Changes(peer=a_record(locale=locale), lines={line.ref: line for line in lines}))


@pytest.mark.parametrize(("locale", "stem"), [("en", "my-progress"), ("es", "mi-camino")])
async def test_it_is_made_of_what_is_held_when_it_is_sent(locale: str, stem: str) -> None:
    """Dark or light as it was asked for, by the person's own clock, and named in their language."""
    async with store_of("memory", Path()) as store:
        await keep(store, a_plan(), locale)
        presses = Notebook()
        maker = ExportMaker(store, Contents(shipped(), lambda: AT), lambda: AT, presses=presses)
        file = await maker.make("test:1", Enclosure("progress", {"dark": True}))
        await maker.make("test:1", Enclosure("progress", {}))
    assert (file.name, file.kind, file.is_picture) == (f"{stem}-2026-11-22.png", "image/png", True)
    dark, light = (Plot.load(job.page) for job in presses.jobs)
    assert (dark.dark, light.dark) == (True, False)
    assert [len(row.days) for row in dark.rows] == [4, 1, len(a_plan())]


async def test_an_emptied_plan_has_no_picture() -> None:
    """It was emptied between asking and sending."""
    async with store_of("memory", Path()) as store:
        await keep(store, [])
        maker = ExportMaker(store, Contents(shipped(), lambda: AT), lambda: AT, presses=Notebook())
        with pytest.raises(CannotMakeFile, match="nothing"):
            await maker.make("test:1", Enclosure("progress", {"dark": False}))
