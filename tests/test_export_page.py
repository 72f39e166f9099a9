"""The plan as a web page, in a real browser: the very words, nothing asked of anybody, on a phone and on paper."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from helpers_export import a_document, a_plan, plain_plan, words
from helpers_pdf import pages_of

from bot.app.export.page import as_page

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
NASTY = (
    "<script>alert(1)</script><style>*{display:none}</style>",
    "</bdi></li></ul></main><img src=//example.org/x>",
    "&amp; &lt; &#13; &nbsp; \"quoted\" 'twice' `back`",
    "  two  spaces,\ttabs,\n\n  lines\r\nof both\rkinds  ",
    "\u202eturned\u202c \u2066isolated\u2069 zero\u200bwidth \ufeffmark \u00a0space",
    "\x01\x0b\x0c\x1f\x7f\x80\x9f\u2028\u2029\ufffe",
    "👩🏽‍🌾 🇪🇸 é e\u0301 𝒽 漢字 أختي שלום",
    "{{ 7 * 7 }} {% raw %} ${x} %s {0}",
    "x" * 3000,
)


@dataclass
class Browser:
    """A browser that notes what it should never see: requests and messages to the console."""

    page: Any
    seen: list[str] = field(default_factory=list)

    def show(self, html: str, width: int = 1000, scheme: str = "light") -> Any:
        """Opens a page, as from a file."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_content(html)
        return self.page

    def asks(self, script: str) -> Any:
        """The value of an expression in the page."""
        return self.page.evaluate(script)


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    """One browser for all tests; it starts in half a second."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}; CHROMIUM names another")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        made = Browser(started.new_page())
        made.page.on("request", lambda request: made.seen.append(request.url))
        made.page.on("console", lambda message: made.seen.append(message.text))
        made.page.on("pageerror", lambda error: made.seen.append(str(error)))
        yield made
        started.close()


@pytest.fixture
def browser(opened: Browser) -> Iterator[Browser]:
    """The browser; nothing was asked for and nothing went wrong in any page."""
    opened.seen.clear()
    yield opened
    assert opened.seen == []


def test_words_are_the_very_words(browser: Browser) -> None:
    """Whatever somebody wrote is text, and the same text; only a zero character has to show as unknown."""
    browser.show(as_page(a_document(plain_plan(*NASTY, "a\0b"), name=NASTY[0])))
    assert browser.asks("[...document.querySelectorAll('li .own')].map(one => one.textContent)") == [*NASTY, "a\ufffdb"]
    assert browser.asks("document.querySelector('.name').textContent") == NASTY[0]
    assert browser.asks("document.scripts.length + document.images.length + document.styleSheets.length") == 1


def test_nothing_runs_and_nothing_is_fetched(browser: Browser) -> None:
    """Even if something got into the page, its policy would stop it."""
    page = as_page(a_document())
    for name in ("script", "link", "src=", "@import", "url(", "http:", "https:"):
        assert name not in page
    ends: list[str] = []
    elsewhere = browser.page.context.browser.new_context().new_page()
    elsewhere.on("requestfailed", lambda request: ends.append(request.failure))
    elsewhere.on("requestfinished", lambda request: ends.append("it was sent"))
    evil = "<img src=https://example.org/x><script>document.title = 'changed'</script>"
    elsewhere.set_content(page.replace("</main>", f"{evil}</main>"))
    assert elsewhere.evaluate("[document.images.length, document.title]") == [1, "My plan"]
    elsewhere.context.close()
    assert ends == ["csp"]


@pytest.mark.parametrize("width", (360, 1000))
def test_nothing_is_wider_than_the_screen(browser: Browser, width: int) -> None:
    """A word of three thousand letters is broken; nobody has to scroll sideways."""
    browser.show(as_page(a_document([*a_plan(), *plain_plan(*NASTY)])), width)
    wide, screen = browser.asks("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= screen == width


@pytest.mark.parametrize("paper", ("A4", "Letter"))
def test_a_typical_plan_prints_on_two_pages(browser: Browser, paper: str) -> None:
    """Forty lines, with all their headings, in letters that can be read."""
    data = browser.show(as_page(a_document())).pdf(format=paper)
    assert pages_of(data) <= 2


def test_it_is_calm_in_the_dark(browser: Browser) -> None:
    """Light letters on a dark page where the person's device is set so, and paper stays white."""
    look = "['backgroundColor', 'color'].map(name => getComputedStyle(document.documentElement)[name])"
    page = browser.show(as_page(a_document()), scheme="dark")
    assert browser.asks(look) == ["rgb(21, 27, 24)", "rgb(228, 233, 228)"]
    page.emulate_media(color_scheme="light")
    assert browser.asks(look) == ["rgb(251, 250, 246)", "rgb(34, 43, 39)"]
    page.emulate_media(media="print", color_scheme="dark")
    assert browser.asks(look) == ["rgb(255, 255, 255)", "rgb(28, 36, 32)"]
    page.emulate_media(media="screen")


def test_its_structure_can_be_heard(browser: Browser) -> None:
    """One title, a heading for each section, lists of lines; the language and the way of reading are told."""
    browser.show(as_page(a_document(locale="es")))
    assert browser.asks("[...document.querySelectorAll('h1')].map(one => one.textContent)") == ["Mi plan"]
    titles = browser.asks("[...document.querySelectorAll('section > h2')].map(one => one.textContent)")
    assert titles == [part.title for part in a_document(locale="es").parts]
    assert browser.asks("[document.documentElement.lang, document.documentElement.dir, document.title]") == [
        "es", "ltr", "Mi plan",
    ]  # fmt: skip
    assert browser.asks("document.querySelectorAll('section > ul > li').length") == 31
    assert browser.asks("document.querySelectorAll('li li').length") == 9


def test_a_line_runs_the_way_of_its_words(browser: Browser) -> None:
    """The Arabic line begins at the right, and its mark hangs within the column."""
    browser.show(as_page(a_document()), width=360)
    arabic = "[...document.querySelectorAll('li')].find(one => one.textContent.startsWith('أ'))"
    assert browser.asks(f"getComputedStyle({arabic}).direction") == "rtl"
    assert browser.asks("document.querySelectorAll('li[dir]').length") == 1
    right, column = browser.asks(
        f"[{arabic}.getBoundingClientRect().right, document.querySelector('header').getBoundingClientRect().right]"
    )
    assert right < column


def test_a_language_that_runs_from_right_to_left() -> None:
    """The whole page is turned; a line in Latin letters is not."""
    page = as_page(replace(a_document(plain_plan("Honesty", "שלום")), locale="he"))
    assert '<html lang="he" dir="rtl">' in page
    assert '<li dir="ltr"><p><bdi dir="ltr" class="own">Honesty</bdi></p></li>' in page
    assert '<li><p><bdi dir="rtl" class="own">שלום</bdi></p></li>' in page


def test_an_unknown_language_runs_as_most_do() -> None:
    """A programme can add a folder of words in a language that Babel does not know."""
    assert '<html lang="qqq" dir="ltr">' in as_page(replace(a_document(), locale="qqq"))


def test_pinned_lines_drafts_and_done_steps_are_marked() -> None:
    """In words, and pinned lines by a quiet mark besides."""
    page = as_page(a_document())
    assert page.count('<li class="pinned">') == 2
    for mark, number in (("pinned", 2), ("draft", 2), ("done", 1)):
        assert page.count(f'class="mark">{mark}</bdi>') == number


def test_a_note_stands_under_the_title() -> None:
    """It is there only where it is asked for."""
    assert '<p class="note">No letters.</p>\n</header>' in as_page(a_document(), "No letters.")
    assert 'class="note"' not in as_page(a_document())


def test_an_empty_plan_says_so() -> None:
    """A page without sections still tells what it is."""
    assert f"<p>{words().say('document_empty')}</p>" in as_page(a_document([]))
