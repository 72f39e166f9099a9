"""The pages in a real browser: signing in, reading, printing, a share that ends while it is open, without scripts."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from helpers_sharing import Office, office
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot.storage.circle import SharedLine
from bot.web.run import PortTaken, serving

CHROMIUM = "/usr/bin/chromium"

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="there is no Chromium here"),
]

# For each text: its colour and the colour behind it, the size and weight, and the words. As WCAG 2.2 has it, 1.4.3.
CONTRASTS = """() => {
  const channel = (value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = numbers(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    const [a, b] = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push([ratio.toFixed(2), walker.currentNode.textContent.trim()]);
  }
  return found;
}"""

# What a person who does not see, or presses with a thumb, would stumble over.
STUMBLES = """() => {
  const found = [];
  const say = (what, element) => found.push(what + ": " + element.outerHTML.slice(0, 120));
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  if (new Set(ids).size !== ids.length) found.push("an id stands twice: " + ids);
  for (const one of document.querySelectorAll("[aria-labelledby], [aria-describedby]")) {
    for (const name of ["aria-labelledby", "aria-describedby"]) {
      for (const id of (one.getAttribute(name) || "").split(/\\s+/).filter(Boolean)) {
        if (!document.getElementById(id)) say(name + " names nothing", one);
      }
    }
  }
  for (const one of document.querySelectorAll("textarea, select, input:not([type=hidden])")) {
    if (!one.labels.length) say("no label", one);
  }
  for (const one of document.querySelectorAll("img")) if (!one.alt) say("no text for a picture", one);
  for (const one of document.querySelectorAll("a[href], button")) {
    if (!(one.textContent.trim() || one.getAttribute("aria-label"))) say("no name", one);
  }
  for (const one of document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")) {
    if (!one.checkVisibility() || one.matches(".skip")) continue;
    const box = one.getBoundingClientRect();
    const inline = one.tagName === "A" && getComputedStyle(one).display === "inline";
    if (!inline && (box.height < 24 || box.width < 24)) say("too small to press", one);
    if (one.matches("button.main, .button") && box.height < 44) say("a main button that is small", one);
  }
  const levels = [...document.querySelectorAll("h1, h2, h3, h4")].filter((one) => one.checkVisibility());
  if (levels.filter((one) => one.tagName === "H1").length !== 1) found.push("not one h1");
  for (const name of ["header", "main", "footer"]) {
    if (document.querySelectorAll("body > " + name).length !== 1) found.push("not one " + name);
  }
  if (!document.documentElement.lang) found.push("no language");
  if (!document.title.trim()) found.push("no title");
  return found;
}"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for the tests here."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def served(tmp_path: Path) -> AsyncIterator[Office]:
    """The sample programme, really served on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    async with office(tmp_path, f"http://127.0.0.1:{port}") as made, serving(made.app, "127.0.0.1", port):
        yield made


@asynccontextmanager
async def opened(browser: Browser, place: Office, who: str = "", **options: Any) -> AsyncIterator[Page]:
    """A page of a fresh browser window, signed in as ``who``; nothing it says to its console is a fault of ours."""
    context: BrowserContext = await browser.new_context(base_url=place.site, **options)
    page = await context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    try:
        if who:
            await page.goto(await place.link(who))
            await page.get_by_role("button", name="Sign in").click()
        yield page
        assert faults == []
    finally:
        await context.close()


async def test_from_the_link_to_a_note(browser: Browser, served: Office) -> None:
    """Sign in, read, say so, write a note: by keyboard and labels alone, as a screen reader would find them."""
    async with opened(browser, served, "rosa") as page:
        await expect(page).to_have_url(f"{served.site}/people")
        await expect(page.get_by_role("heading", level=1)).to_have_text("People who share with you")
        await page.get_by_role("link", name="Alex (sample)").click()
        await expect(page.get_by_text("I stay calm when others can't")).to_be_visible()
        source = page.get_by_text("Where this comes from").first
        asked = page.get_by_text("What would a good friend say you are good at?").first
        await expect(asked).to_be_hidden()
        await source.press("Enter")
        await expect(asked).to_be_visible()
        await page.get_by_label("Your words").fill("Thank you for the river.\n\nSee you soon.")
        await page.get_by_role("button", name="Send as a note").press("Enter")
        await expect(page.get_by_role("status")).to_have_text("It is on its way, under your name.")
        await page.get_by_role("link", name="Alex (sample)").click()
        await page.get_by_role("button", name="I've read it").click()
        await expect(page.get_by_role("status")).to_have_text("They will be told that you read it.")
    letters = await served.letters("alex")
    assert [one.kind for one in letters[:2]] == ["read", "note"]
    assert letters[1].text == "Thank you for the river.\n\nSee you soon."


@pytest.mark.parametrize("scripts", (True, False), ids=("scripts", "no-scripts"))
async def test_own_notes(browser: Browser, served: Office, scripts: bool) -> None:
    """Written, changed and deleted; the same without scripts."""
    async with opened(browser, served, "rosa", java_script_enabled=scripts) as page:
        await page.goto(served.path("jo", "/notes"))
        await page.get_by_label("Notes").fill("\nask about the choir\n  two spaces")
        await page.get_by_role("button", name="Save").click()
        await expect(page.get_by_role("status")).to_have_text("Saved.")
        assert await served.notes("rosa") == {served.share("jo").peer_id: "\nask about the choir\n  two spaces"}
        await expect(page.get_by_label("Notes")).to_have_value("\nask about the choir\n  two spaces")
        await page.get_by_role("link", name="All my notes").click()
        await page.get_by_text("Delete this note").click()
        await page.get_by_role("button", name="Yes, delete it").click()
        await expect(page.get_by_role("status")).to_have_text("The note is deleted.")
    assert await served.notes("rosa") == {}


async def test_everything_without_scripts(browser: Browser, served: Office) -> None:
    """Reading, acknowledging, writing and signing out need none."""
    async with opened(browser, served, "rosa", java_script_enabled=False) as page:
        await page.goto(served.path("jo"))
        await page.get_by_label("Your words").fill("What did you cook?")
        await page.get_by_role("button", name="Send as a question").click()
        await page.goto(served.path("jo"))
        await page.get_by_role("button", name="I've read it").click()
        await page.get_by_role("button", name="Sign out").click()
        await expect(page.get_by_text("You are signed out.")).to_be_visible()
        await page.go_back()
        await expect(page.get_by_text("Jo (sample)")).to_have_count(0)
    assert [one.kind for one in await served.letters("jo")] == ["read", "question"]


async def test_a_share_is_taken_back_while_it_is_open(browser: Browser, served: Office) -> None:
    """The open page loses its words within seconds, keeps those being typed, and asking was no look."""
    async with opened(browser, served, "rosa") as page:
        await page.clock.install()
        await page.goto(served.path("alex"))
        looks = await served.views("alex")
        await page.clock.run_for(20_000)
        await expect(page.get_by_text("I stay calm")).to_be_visible()
        await page.get_by_label("Your words").fill("half a thought")
        await served.revoke("alex")
        await page.clock.run_for(10_000)
        await expect(page.get_by_role("heading", name="This is not shared any more")).to_be_visible()
        await expect(page.get_by_role("heading", name="This is not shared any more")).to_be_focused()
        assert "calm" not in await page.content()
        assert "Alex" not in await page.content()
        await expect(page.locator("#kept-words")).to_have_value("half a thought")
        assert await served.views("alex") == looks


async def test_the_next_press_says_so_without_scripts(browser: Browser, served: Office) -> None:
    """Whatever is pressed in a page that was open when the share ended leads to a clear page."""
    async with opened(browser, served, "rosa", java_script_enabled=False) as page:
        await page.goto(served.path("alex"))
        await served.revoke("alex")
        await page.get_by_role("button", name="I've read it").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("This is not shared any more")
        await page.go_back()
        await expect(page.get_by_text("I stay calm")).to_have_count(0)


async def test_an_open_page_of_a_session_that_is_over(browser: Browser, served: Office) -> None:
    """After half an hour the words are gone from an open page too."""
    async with opened(browser, served, "rosa") as page:
        await page.clock.install()
        await page.goto(served.path("alex"))
        served.passes(minutes=31)
        await page.clock.run_for(10_000)
        await expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
        assert "calm" not in await page.content()


async def test_nothing_is_left_after_signing_out(browser: Browser, served: Office) -> None:
    """Going back shows nobody's words, and the browser keeps no cookie of the session."""
    async with opened(browser, served, "rosa") as page:
        await page.goto(served.path("alex"))
        await page.goto("/account")
        await page.get_by_role("button", name="Sign out everywhere").click()
        await expect(page.get_by_role("status")).to_have_text("You are signed out on all devices.")
        for _ in range(2):
            await page.go_back()
            assert "calm" not in await page.content()
        assert [one["name"] for one in await page.context.cookies() if one["name"] == "session"] == []


async def test_another_site_opens_nothing(browser: Browser, served: Office) -> None:
    """A link on another site leads to the sign-in page: the browser brings no session along, so nobody has looked."""
    before = await served.views("alex")
    async with opened(browser, served, "rosa") as page:
        target = f"{served.site}{served.path('alex')}"

        async def elsewhere(route: Any) -> None:
            await route.fulfill(content_type="text/html", body=f'<a href="{target}">look</a><img src="{target}">')

        await page.route("http://elsewhere.test/**", elsewhere)
        await page.goto("http://elsewhere.test/")
        await page.get_by_role("link", name="look").click()
        await expect(page).to_have_url(f"{served.site}/sign-in")
    assert await served.views("alex") == before


async def test_a_link_from_a_chat_on_another_site(browser: Browser, served: Office) -> None:
    """As in Telegram's own web page: the link leads to the button, and the button in."""
    link = f"{served.site}{await served.link('rosa')}"
    async with opened(browser, served) as page:

        async def chat(route: Any) -> None:
            await route.fulfill(content_type="text/html", body=f'<a href="{link}">the link</a>')

        await page.route("http://chat.test/**", chat)
        await page.goto("http://chat.test/")
        await page.get_by_role("link", name="the link").click()
        await page.get_by_role("button", name="Sign in").click()
        await expect(page).to_have_url(f"{served.site}/people")


async def test_on_paper(browser: Browser, served: Office) -> None:
    """Words, notice and for whom; no buttons, no menus; dark screens print on white."""
    async with opened(browser, served, "rosa", color_scheme="dark") as page:
        for path in (served.path("alex", "/print"), served.path("alex")):
            await page.goto(path)
            await page.emulate_media(media="print", color_scheme="dark")
            await expect(page.get_by_text("I stay calm")).to_be_visible()
            await expect(page.get_by_text("Not to be passed on")).to_be_visible()
            for hidden in ("button", "nav", "textarea", "summary", ".skip"):
                for one in await page.locator(hidden).all():
                    await expect(one).to_be_hidden()
            assert (
                await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
                == "rgb(255, 255, 255)"
            )
            assert await page.evaluate(CONTRASTS) == []
            await page.emulate_media(media="screen")
        await page.goto(served.path("alex", "/print"))
        await expect(page.get_by_role("button", name="Print")).to_be_visible()
        assert (await page.pdf()).startswith(b"%PDF")


async def _pages(place: Office) -> dict[str, list[str]]:
    """Every page, by who sees it; with long words, and words from right to left, in one of them."""
    lines = (
        SharedLine(ref=1, section="strengths", text="Donaudampfschifffahrtsgesellschaft" * 8, at=place.at),
        SharedLine(ref=2, section="own_1", text="أنا أعرف كيف أصغي إلى الناس", at=place.at),
        SharedLine(ref=3, section="goals", text="https://example.org/" + "a" * 200, at=place.at, question="q" * 200),
        SharedLine(ref=4, section="goals", text="step", role="step", about=3, at=place.at, settled="done"),
    )
    number = await place.give("rosa", *lines, name="Ñ" * 60, talk="t" * 300)
    shared = [f"/people/{number}{more}" for more in ("", "/print", "/notes")]
    return {
        "": ["/sign-in", await place.link("sam"), "/sign-in/wrong", "/nowhere", "/lines", "/lines/US?lang=es"],
        "rosa": ["/people", *shared, "/notes", "/account", "/who-sees-what", place.path("kim"), place.path("alex")],
        "maya": ["/programme", "/programme/invitations", "/account"],
    }


@pytest.mark.parametrize("scheme", ("light", "dark"))
async def test_everybody_can_read_it(browser: Browser, served: Office, scheme: Any) -> None:
    """Every page, light and dark, on a narrow phone: contrast, labels, sizes, and nothing to scroll sideways."""
    narrow = {"width": 320, "height": 640}
    for who, paths in (await _pages(served)).items():
        async with opened(browser, served, who, color_scheme=scheme, viewport=narrow) as page:
            for path in paths:
                await page.goto(path)
                for one in await page.locator("details").all():
                    await one.evaluate("one => { one.open = true; }")
                assert await page.evaluate(CONTRASTS) == [], (path, scheme)
                assert await page.evaluate(STUMBLES) == [], path
                wide = await page.evaluate("document.documentElement.scrollWidth")
                assert wide <= 320, (path, wide)
                dark = await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
                assert (dark == "rgb(21, 27, 24)") == (scheme == "dark")


async def test_by_keyboard(browser: Browser, served: Office) -> None:
    """The first stop leads to the content; every stop is seen; the order is that of the page."""
    async with opened(browser, served, "rosa") as page:
        await page.goto("/people")
        await page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="To the content")
        await expect(skip).to_be_focused()
        await expect(skip).to_be_in_viewport()
        await page.keyboard.press("Enter")
        await expect(page.locator("main")).to_be_focused()
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="Alex (sample)")).to_be_focused()
        assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        stops = []
        for _ in range(3):
            await page.keyboard.press("Tab")
            stops.append(await page.evaluate("document.activeElement.textContent.trim().slice(0, 8)"))
        assert stops[0].startswith("Jo")
        assert stops[1] == "Sign out"


async def test_what_went_wrong_comes_first(browser: Browser, served: Office) -> None:
    """A form that could not be sent: the problem has the focus, and leads to the field that still has the words."""
    async with opened(browser, served, "rosa") as page:
        await page.goto(served.path("jo"))
        await page.get_by_label("Your words").fill("long " * 700)
        await page.get_by_role("button", name="Send as a note").click()
        await expect(page.get_by_role("alert")).to_be_focused()
        await page.get_by_role("alert").get_by_role("link").click()
        await expect(page.get_by_label("Your words")).to_be_focused()
        await expect(page.get_by_label("Your words")).to_have_value("long " * 700)


async def test_a_coordinator_invites(browser: Browser, served: Office) -> None:
    """A join link with its picture, an invitation for one specialist that is shown once, and taking one back."""
    async with opened(browser, served, "maya") as page:
        await expect(page.get_by_role("heading", level=1)).to_have_text("River House (sample)")
        await page.get_by_role("link", name="Invitations").click()
        await page.get_by_label("What it is for").fill("poster at the library")
        await page.get_by_role("button", name="Make a join link").click()
        await expect(page.get_by_role("status")).to_have_text("The link is made.")
        first = page.locator("ul.invitations > li").first
        await expect(first).to_contain_text("poster at the library")
        await first.get_by_text("Show the link").click()
        assert await first.locator("img").evaluate("one => one.decode().then(() => one.naturalWidth > 100)")
        await first.get_by_text("Take back", exact=True).click()
        await first.get_by_role("button", name="Yes, take it back").click()
        await expect(page.get_by_role("status")).to_have_text("It is taken back.")
        await page.get_by_label("The specialist's name").fill("Ines Prado")
        await page.get_by_role("button", name="Invite").click()
        link = await page.get_by_text("https://t.me/river_house_bot?start=").text_content()
        await page.goto("/programme/invitations")
        assert str(link).rpartition("=")[2] not in await page.content()


async def test_a_port_that_is_taken(served: Office) -> None:
    """One clear line says which, and what to do; the program goes on."""
    port = int(served.site.rpartition(":")[2])
    with pytest.raises(PortTaken, match=f"127.0.0.1:{port}.*STRONGSUIT_HTTP_PORT"):
        async with serving(served.app, "127.0.0.1", port):
            raise AssertionError("it cannot be served twice")
