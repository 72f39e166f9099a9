"""The page of the crisis lines: one tap a number, for anybody, from memory, and it leaves nothing behind."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from helpers_app import shipped
from helpers_sharing import NOW, SITE, Office, content_with_bot
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot.app.content import Content
from bot.app.directory import CONCERNS, Directory
from bot.app.lines import crisis_lines
from bot.storage import Store
from bot.web.answers import Shown
from bot.web.app import web_app
from bot.web.config import WebConfig
from bot.web.pages import Setting, rendered
from bot.web.views.lines import HARMLESS, call_link, text_link

OWN = """
countries:
  - country: US
    lines:
      - {name: River line, call: 555 0100, text: {to: 555 0101, word: "HELP ME"}, hours: 24/7, languages: [en],
         source: https://example.org/a, verified_on: 2026-11-15}
      - {name: Young river, call: "*77#", about: eating, for: youth, hours: 9 to 5, languages: [en],
         source: https://example.org/b, verified_on: 2026-11-15}
"""


class NoDatabase:
    """A database that would be noticed if anybody asked it."""

    def transaction(self) -> object:
        """Raises: the page has to do without."""
        raise AssertionError("the database was asked")


def own_content(folder: Path) -> Content:
    """The content of a programme that has lines of its own."""
    file = folder / "crisis_lines.yaml"
    file.write_text(OWN, "utf-8")
    shipped_lines = shipped().roots[0] / "prompts" / "crisis_lines.yaml"
    return replace(content_with_bot(), directory=Directory.load([shipped_lines, file]))


@pytest.fixture
def app(tmp_path: Path) -> Starlette:
    """The web application over no database at all; programme 3 has lines of its own."""
    base, own = content_with_bot(), own_content(tmp_path)
    store: Store = NoDatabase()  # type: ignore[assignment]  # only what the page asks of it is there: nothing
    return web_app(store, lambda number: own if number == 3 else base, WebConfig(SITE), lambda: NOW)


@asynccontextmanager
async def browser(app: Starlette, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that comes by a link in a chat."""
    transport = httpx.ASGITransport(app=app)
    asks = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", **headers}
    async with httpx.AsyncClient(transport=transport, base_url=SITE, headers=asks) as client:
        yield client


async def page(app: Starlette, path: str, **headers: str) -> str:
    """The page at ``path``."""
    async with browser(app, **headers) as client:
        response = await client.get(path)
    assert response.status_code == 200
    return response.text


def hrefs(html: str) -> list[str]:
    """Where its links lead, in their order."""
    return [one.replace("&amp;", "&") for one in re.findall(r'<a [^>]*href="([^"]*)"', html)]


async def test_every_number_is_one_tap(app: Starlette) -> None:
    """The emergency number first, then what serves everything, then lines about something, then other countries."""
    found = [one for one in hrefs(await page(app, "/lines/US")) if one.startswith(("tel:", "sms:", "https:"))]
    assert found[:5] == [HARMLESS, "tel:911", "tel:988", "sms:988", "https://988lifeline.org/chat/"]
    assert found.index("tel:18007997233") > found.index("sms:988")
    assert "sms:88788?&body=START" in found


async def test_a_word_to_text_goes_along_in_the_readers_language(app: Starlette) -> None:
    """Spanish readers in the US text a word; the button says which."""
    spanish = await page(app, "/lines/US?lang=es")
    assert "sms:988?&body=AYUDA" in hrefs(spanish)
    assert "AYUDA por SMS" in spanish
    assert "sms:988" in hrefs(await page(app, "/lines/US?lang=en"))


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("116 123", "tel:116123"), ("1-800-799-7233", "tel:18007997233"), ("*4141", "tel:*4141"), ("024", "tel:024"),
        ("+34 (600) 000 016", "tel:+34600000016"), ("*77#", "tel:*77%23"),
    ],
)  # fmt: skip
def test_links_that_call(number: str, link: str) -> None:
    """Noughts, stars and plus signs stay; what would end an address is written so that it does not."""
    assert call_link(number) == link


@pytest.mark.parametrize(
    ("number", "word", "link"),
    [
        ("85258", "SHOUT", "sms:85258?&body=SHOUT"),
        ("0477 13 11 14", "", "sms:0477131114"),
        ("555 01", "HELP ME & you", "sms:55501?&body=HELP%20ME%20%26%20you"),
    ],
)
def test_links_that_write(number: str, word: str, link: str) -> None:
    """In the form that both kinds of phone understand."""
    assert text_link(number, word) == link


@pytest.mark.parametrize("code", [None, *shipped().directory.countries()])
@pytest.mark.parametrize("locale", shipped().wording.locales)
async def test_every_country_in_every_language(app: Starlette, locale: str, code: str | None) -> None:
    """Each number of the directory can be tapped, and each line is named."""
    html = await page(app, f"/lines/{code}?lang={locale}" if code else f"/lines?lang={locale}")
    assert f'<html lang="{locale}"' in html
    entry = shipped().directory.for_country(code)
    found = hrefs(html)
    assert [call_link(number) for number in entry.emergency] == [one for one in found if one.startswith("tel:")][
        : len(entry.emergency)
    ]
    for line in entry.lines:
        assert {call_link(line.call)} <= set(found) if line.call else True
        assert any(one.startswith(text_link(line.text_to, "")) for one in found) if line.text_to else True


@pytest.mark.parametrize("path", ["/lines", "/lines/JP", "/lines/zz", "/lines/-", "/lines/%F0%9F%98%80"])
async def test_a_country_without_an_entry_gets_what_serves_every_country(app: Starlette, path: str) -> None:
    """Never a page that is not there; the countries that have an entry are one tap away."""
    html = await page(app, path)
    assert "https://findahelpline.com" in hrefs(html)
    assert "/lines/US?lang=en" in hrefs(html)
    assert "/lines/IE?lang=en" in hrefs(html)


async def test_a_code_in_small_letters_is_understood(app: Starlette) -> None:
    """As in the directory."""
    assert "tel:999" in hrefs(await page(app, "/lines/gb"))


@pytest.mark.parametrize(
    ("query", "header", "locale"),
    [("?lang=es", "en", "es"), ("", "es-MX,es;q=0.9", "es"), ("?lang=xx", "es", "es"), ("?lang=%00", "fr", "en")],
)
async def test_the_language_is_the_links_or_else_the_browsers(
    app: Starlette, query: str, header: str, locale: str
) -> None:
    """A language without words is passed over."""
    assert f'<html lang="{locale}"' in await page(app, f"/lines/US{query}", **{"accept-language": header})


async def test_a_programmes_people_see_its_lines(app: Starlette) -> None:
    """With the emergency number it leaves out; links to other countries stay with that programme."""
    own = await page(app, "/lines/US?lang=en&of=3")
    assert "River line" in own
    assert "988lifeline" not in own
    assert {"tel:911", "tel:5550100", "sms:5550101?&body=HELP%20ME", "tel:*77%23"} <= set(hrefs(own))
    assert "When eating is hard" in own
    assert "for children and young people" in own
    assert "/lines/GB?lang=en&of=3" in hrefs(own)


@pytest.mark.parametrize("of", ["", "4", "-3", "x", "3.0", "9" * 40, "٣"])
async def test_a_number_of_no_programme_shows_what_is_for_everybody(app: Starlette, of: str) -> None:
    """And is no error."""
    assert "988 Suicide" in await page(app, f"/lines/US?of={of}")


async def test_it_leaves_nothing_behind(app: Starlette, capfd: pytest.CaptureFixture[str]) -> None:
    """No cookie, no line in a log, and whoever is signed in here is not asked who they are."""
    with capture_logs() as logs:
        async with browser(app, cookie="__Host-session=somebody") as client:
            response = await client.get("/lines/US", headers={"user-agent": "a phone"})
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    assert (logs, *capfd.readouterr()) == ([], "", "")


async def test_what_the_browser_is_told(app: Starlette) -> None:
    """The strict headers of all pages; it may show the page again for an hour, and nobody in between may keep it."""
    async with browser(app) as client:
        headers = (await client.get("/lines/US")).headers
    assert headers["cache-control"] == "private, max-age=3600"
    assert headers["vary"] == "Accept-Language"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"].startswith("noindex")


async def test_it_needs_no_script_and_names_nothing_in_its_title(app: Starlette) -> None:
    """Whoever looks over a shoulder, or at the list of open pages, reads about numbers."""
    html = await page(app, "/lines/US")
    assert "<script" not in html
    assert "<form" not in html
    assert re.findall("<title>(.*)</title>", html) == ["Phone numbers"]


async def test_the_way_out_comes_first(app: Starlette) -> None:
    """A plain link to a site that everybody may have looked at; what it cannot do is said."""
    html = await page(app, "/lines/US")
    after_skip = [one for one in hrefs(html) if not one.startswith("#")]
    assert after_skip[0] == HARMLESS
    assert "until you delete it there" in html


async def test_nothing_can_be_sent_to_it(app: Starlette) -> None:
    """It is for reading."""
    async with browser(app) as client:
        for method in ("POST", "PUT", "DELETE"):
            assert (await client.request(method, "/lines/US")).status_code == 405


async def test_it_is_there_while_the_database_is_not(place: Office) -> None:
    """While every other page says that it is away."""
    async with place.store.database.transaction() as connection:
        await connection.exec_driver_sql("ALTER TABLE web_sessions RENAME TO gone")
    async with place.visitor() as visitor:
        assert (await visitor.get("/lines/GB")).status_code == 200
        assert "tel:116123" in visitor.page


def test_numbers_keep_their_order_where_writing_runs_the_other_way() -> None:
    """Each is isolated; the page itself turns with its language."""
    card = {
        "name": "خط", "hours": "24/7", "audience": "everyone", "call": "\u20661-800\u2069", "call_href": "tel:1800",
        "text_to": "", "text_href": "", "text_word": "", "chat": None, "web": None,
    }  # fmt: skip
    scope = {
        "country": "", "emergency": [{"number": "\u2066112\u2069", "href": "tel:112"}], "lines": [card], "groups": [],
        "countries": [], "harmless": HARMLESS,
    }  # fmt: skip
    html = rendered(Shown(page="lines.html", scope=scope), Setting(content=shipped(), locale="ar", zone="UTC"))
    assert 'dir="rtl"' in html
    assert "Call \u2066112\u2069" in html
    assert "<bdi>خط</bdi>" in html


async def test_the_bot_links_to_the_page_that_is_served(app: Starlette) -> None:
    """What the chat says is the address of this page, for the person's country, language and programme."""
    for country, programme in (("US", 3), ("ES", None), (None, None)):
        said = crisis_lines(country, content_with_bot(), "es", programme=programme)["page"]
        assert said.startswith(SITE)
        html = await page(app, said.removeprefix(SITE))
        assert ("River line" in html) == (programme == 3)
        assert '<html lang="es"' in html


def test_all_concerns_have_a_heading() -> None:
    """A programme's line can be about any of them."""
    pages = (shipped().roots[0] / "prompts" / "es" / "pages.j2").read_text("utf-8")
    assert all(f"block lines_about_{concern} " in pages for concern in CONCERNS)
