"""A programme's figures as a page, in a real browser: the same numbers drawn and written, on a phone and on paper."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from helpers_figures import a_report, saying
from helpers_pdf import pages_of

from bot.app.figures import Cell, Present, Report, Row, as_page, as_sections, style
from bot.app.figures.bars import HEIGHT, WIDTH, halves
from bot.app.figures.cells import HEADS, MEASURES

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WRITTEN = "[...document.querySelectorAll('section[aria-labelledby=figures-{}] {}')].map(one => one.textContent.trim())"


def page_of(report: Report, locale: str = "en", heading: str = "Riverside House") -> str:
    """The page in a language of the project."""
    return as_page(report, heading, saying(locale), locale)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A page of a browser that asks nobody for anything, and has nothing to complain of."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}; CHROMIUM names another")
    from playwright.sync_api import sync_playwright

    seen: list[str] = []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = started.new_page()
        page.on("request", lambda request: seen.append(request.url))
        page.on("console", lambda message: seen.append(message.text))
        yield page
        started.close()
    assert seen == []


@pytest.mark.parametrize("what", MEASURES)
def test_the_table_has_the_numbers_of_the_plot(browser: Any, what: str) -> None:
    """Whoever cannot see the bars finds every number below them; a hidden one is said to be hidden."""
    browser.set_content(page_of(a_report()))
    drawn = browser.evaluate(WRITTEN.format(what, ".number"))
    written = browser.evaluate(WRITTEN.format(what, "tbody td:nth-child(2)"))
    assert drawn == [one for one in written if one != "hidden"]
    boxes = browser.evaluate(WRITTEN.format(what, ".unknown"))
    assert len(boxes) == written.count("hidden") > 0
    assert len(written) == 8
    assert len(browser.evaluate(WRITTEN.format(what, "thead th"))) == (2 if what in HEADS else 3)


def test_its_structure_can_be_heard(browser: Any) -> None:
    """One title; a plot is a picture that says what it is of, and where its numbers are; tables have heads."""
    browser.set_content(page_of(a_report(), "es"))
    assert browser.evaluate("[document.documentElement.lang, document.documentElement.dir, document.title]") == [
        "es", "ltr", "Riverside House · Cifras",
    ]  # fmt: skip
    assert browser.evaluate("document.querySelectorAll('h1').length") == 1
    names = browser.evaluate("[...document.querySelectorAll('[role=img]')].map(one => one.getAttribute('aria-label'))")
    assert names[4] == "Logros anotados. La tabla de abajo tiene los mismos números."
    assert len(names) == len(set(names)) == len(MEASURES)
    assert browser.evaluate("document.querySelectorAll('svg:not([aria-hidden=true])').length") == 0
    assert browser.evaluate("document.querySelectorAll('th:not([scope])').length") == 0
    assert browser.evaluate(WRITTEN.format("wins", "tbody th"))[:2] == ["abr 2026", "may 2026"]
    ids = browser.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids)) == len(MEASURES) + 1


@pytest.mark.parametrize("width", (320, 1000))
@pytest.mark.parametrize("locale", ("en", "es"))
def test_a_phone_shows_it_without_scrolling_sideways(browser: Any, width: int, locale: str) -> None:
    """Half a year fills a phone, a year a wider screen; letters in a plot are as large as those below it."""
    browser.set_viewport_size({"width": width, "height": 800})
    browser.set_content(page_of(a_report(30), locale))
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    sizes = browser.evaluate("[...document.querySelectorAll('svg')].map(one => one.getBoundingClientRect().width)")
    assert min(sizes) >= 270
    letters = browser.evaluate("document.querySelector('.plot text').getBoundingClientRect().height")
    assert letters >= 11


def test_it_is_light_dark_and_printed(browser: Any) -> None:
    """A dark page where the device is set so; paper stays white, and a plot is never cut in two."""
    look = "getComputedStyle(document.documentElement).backgroundColor"
    bars = "getComputedStyle(document.querySelector('.bar')).fill"
    browser.emulate_media(color_scheme="dark")
    browser.set_content(page_of(a_report()))
    assert browser.evaluate(f"[{look}, {bars}]") == ["rgb(21, 27, 24)", "rgb(147, 196, 170)"]
    browser.emulate_media(media="print", color_scheme="dark")
    assert browser.evaluate(f"[{look}, {bars}]") == ["rgb(255, 255, 255)", "rgb(58, 106, 86)"]
    sums = "[...document.querySelectorAll('tfoot')].map(one => getComputedStyle(one).display)"
    assert set(browser.evaluate(sums)) == {"table-row-group"}  # not at the foot of every page
    assert pages_of(browser.pdf(format="A4")) <= 5
    browser.emulate_media(media="screen", color_scheme="light")


def test_a_name_is_only_a_name(browser: Any) -> None:
    """Whatever a programme calls itself is text, and nothing can be fetched or run."""
    name = "<script>document.title='x'</script> & \"Sons\""
    page = page_of(a_report(), heading=name)
    browser.set_content(page)
    assert browser.evaluate("[document.querySelector('h1').textContent, document.title]") == [name, f"{name} · Figures"]
    assert "default-src &#39;none&#39;" in page
    for asks in ("<script", "<link", "src=", "@import", "url(", "http:", "https:", "style="):
        assert asks not in page.replace("&lt;script", "")


def test_it_says_kindly_why_there_is_nothing_to_see() -> None:
    """A programme of few, and one in its first month."""
    hidden = tuple(Row(what, (None, Cell(0, 0))) for what in MEASURES)
    few = a_report(2, present=Present(None, None, None), rows=hidden)
    assert "Only a few people are here so far." in page_of(few)
    assert "fewer than 5" in page_of(few)
    new = a_report(0)
    assert "The first month is not over yet." in page_of(new)
    assert "<svg" not in page_of(new)
    assert "Only a few" not in page_of(new)


@pytest.mark.parametrize("locale", ("en", "es"))
def test_every_word_of_the_page_is_there_in_each_language(locale: str) -> None:
    """None falls back on English, and none is written for nothing."""
    asked: set[str] = set()

    def say(block: str) -> str:
        asked.add(block)
        return saying(locale)(block)

    hidden = tuple(Row(what, (None,)) for what in MEASURES)
    for report in (a_report(), a_report(0), a_report(1, present=Present(None, None, None), rows=hidden)):
        as_page(report, "Riverside House", say, locale)
    text = Path(f"prompts/{locale}/pages.j2").read_text("utf-8")
    assert asked == set(re.findall(r"{% block (figures_\w+) %}", text))


def test_a_page_of_somebody_elses_takes_the_sections() -> None:
    """They bring no head, no style and no script of their own."""
    sections = as_sections(a_report(), saying("en"), "en")
    assert str(sections) in page_of(a_report())
    assert not re.search(r"<(html|head|style|script|main|h1)\b|style=", sections)
    without_media = re.sub(r"^@media print {|^}$|/\*.*?\*/", "", style(), flags=re.MULTILINE | re.DOTALL)
    rules = re.findall(r"^ *([^ {};][^{};]*?) {", without_media, re.MULTILINE)
    assert len(rules) > 20
    assert [rule for rule in rules if not re.match(r"(footer)?\.(figures|plot)\b", rule.strip())] == []


def test_an_unknown_language_is_written_like_english() -> None:
    """Numbers and months cannot fail."""
    assert "Apr 2026" in as_page(a_report(), "x", saying("en"), "xx")
    assert 'dir="rtl"' in as_page(a_report(), "x", saying("en"), "ar")


@pytest.mark.parametrize("from_right", (False, True))
def test_bars_stand_within_their_drawing(from_right: bool) -> None:
    """Every half of a year has six places, from either side; the highest bar leaves room for its number."""
    report = a_report(20)
    for row in report.rows:
        drawn = halves(report.months, row.cells, from_right=from_right)
        assert [half.year for half in drawn] == [2026, 2026, 2027, 2027]
        assert tuple(bar.month for half in drawn for bar in half.bars) == report.months
        for half in drawn:
            lefts = [bar.left for bar in half.bars]
            assert lefts == sorted(lefts, reverse=from_right)
            assert all(0 <= bar.left <= WIDTH - bar.width for bar in half.bars)
            assert all(bar.above >= 12 and bar.top + bar.height <= half.foot + 0.1 < HEIGHT for bar in half.bars)


def test_the_height_of_a_bar_is_its_number() -> None:
    """In proportion to the largest, over all drawings of a measure; a small one can still be seen."""
    months = (date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1))
    drawn = halves(months, (Cell(1000, 40), Cell(500, 40), Cell(5, 5), Cell(0, 0)))
    heights = [bar.height for half in drawn for bar in half.bars]
    assert heights[1] == pytest.approx(heights[0] / 2)
    assert heights[2] > heights[3] == 0
    assert [bar.height for half in halves(months[:2], (None, Cell(0, 0))) for bar in half.bars] == [14, 0]
