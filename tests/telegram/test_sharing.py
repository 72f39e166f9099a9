"""A share from end to end: the operator's commands, two people on Telegram and a browser, with the real process."""

import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from bot_process import BotProcess
from fake_telegram import FakeTelegram
from fake_telegram.people import Person
from helpers_ports import free_port
from test_control_bot import strongsuit

WORDS = "I kept the garden going all winter"
TOPIC = "How to ask for Fridays off"
NOTE = "The garden made me smile. Which bed is first in spring?"


def a_zone_in_the_morning() -> str:
    """A time zone where it is about ten in the morning: nobody's quiet hours are on."""
    ahead = 10 - datetime.now(UTC).hour  # noqa: TID251 - the process under test goes by the real clock
    # Zones go from twelve hours behind to fourteen ahead: at 23:00 UTC the next ten o'clock is tomorrow's, in the east.
    ahead += 24 if ahead < -12 else 0
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


@pytest.fixture
async def bot(server: FakeTelegram, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The bot with its web pages, where it is morning."""
    port = free_port()
    process = BotProcess(
        server, tmp_path, STRONGSUIT_PUBLIC_URL=f"http://localhost:{port}", STRONGSUIT_HTTP_PORT=str(port),
        STRONGSUIT_TIMEZONE=a_zone_in_the_morning(),
    )  # fmt: skip
    await process.start()
    yield process
    await process.stop()


async def hire(bot: BotProcess, server: FakeTelegram, rosa: Person) -> str:
    """A programme with one specialist; returns her code."""
    zone = a_zone_in_the_morning()
    assert (await strongsuit(bot, server, "create", "River House", "--timezone", zone)).code == 0
    invited = await strongsuit(bot, server, "invite", "river-house", "specialist", "--name", "Rosa Diaz", "--json")
    await rosa.say(f"/start {json.loads(invited.out)['invitation']['code']}")
    await rosa.wait_for("Your name is shown")
    await rosa.say("Rosa Diaz")
    await rosa.wait_for("will confirm that it is you")
    confirmed = await strongsuit(bot, server, "confirm", "river-house", "Rosa Diaz", "--yes")
    assert confirmed.code == 0, confirmed.err
    await rosa.press("My work here")
    await rosa.press("My code for peers")
    shown = await rosa.wait_for("This is your code")
    return str(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", shown.text)[0])


async def begin(person: Person) -> None:
    """Somebody who has agreed, with one line in their plan."""
    await person.say("/start")
    await person.press("Yes, I'm 18+ and that's fine")
    await person.press("Skip")
    await person.wait_for("Which country are you in?")
    await person.press("Skip")
    await person.press("Later")
    await person.say(f"/win {WORDS}")
    await person.press("That's all for now")
    await person.wait_for("What you noted stays with you")


async def test_a_share_goes_all_the_way_and_ends(bot: BotProcess, server: FakeTelegram) -> None:
    """Preview, notice, reading in the chat and in the browser, a note back, and an end that is one at once."""
    rosa, ari = server.person(501), server.person(502)
    code = await hire(bot, server, rosa)
    await begin(ari)
    await ari.say("/share")
    await ari.press("Share with somebody")
    await ari.wait_for("What is the code?")
    await ari.say(code.lower())
    await ari.press("My wins (0/1)")
    await ari.press("All of these")
    await ari.press("Go on with this")
    await ari.wait_for("What would you like to talk about?")
    await ari.say(TOPIC)
    await ari.press("30 days")
    preview = await ari.wait_for("will see exactly this")
    assert WORDS in preview.text
    assert not any("summary was shared" in message.text for message in rosa.chat.from_bot)
    await ari.press("Yes, share this")

    notice = await rosa.wait_for("A summary was shared with you.")
    assert WORDS not in notice.text
    await rosa.press("My work here")
    await rosa.wait_for("not opened yet")
    await rosa.press("Open the web pages")
    door = await rosa.wait_for("opens the web pages once")
    link = re.findall(r"http://localhost:\d+/sign-in/\S+", door.text)[0]
    async with httpx.AsyncClient(follow_redirects=True, headers={"Sec-Fetch-Site": "same-origin"}) as browser:
        page = await browser.get(link)
        url, fields = form(page, "sign-in")
        listed = await browser.post(url, data=fields)
        assert "No name given" in listed.text
        address = re.findall(r'href="(/people/\d+)"', listed.text)[0]
        summary = await browser.get(str(listed.url.join(address)))
        assert WORDS in summary.text
        assert TOPIC in summary.text
        url, fields = form(summary, "write")
        sent = await browser.post(url, data={**fields, "text": NOTE, "kind": "question"})
        assert sent.status_code == 200

        await ari.wait_for("There is a note for you")
        assert not any(NOTE in message.text for message in ari.chat.from_bot)
        await ari.press("Notes to me")
        assert "Rosa Diaz asks" in (await ari.wait_for(NOTE)).text

        await ari.say("/share")
        await ari.press("Rosa Diaz")
        assert "looked 1 time" in (await ari.wait_for("can read 1 line")).text
        await ari.press("End it now")
        await ari.wait_for("It's ended.")
        gone = await browser.get(str(listed.url.join(address)))
        assert gone.status_code == 410
        assert WORDS not in gone.text
    for secret in (WORDS, TOPIC, NOTE, "Rosa", code):
        assert secret not in bot.words()


def form(page: httpx.Response, action: str) -> tuple[str, dict[str, str]]:
    """The form of a page that leads to an address ending in ``action``: where it goes, and its hidden fields."""
    found = next(one for one in re.findall(r"<form.*?</form>", page.text, re.DOTALL) if f'{action}"' in one)
    target = re.findall(r'action="([^"]+)"', found)[0]
    hidden = re.findall(r'<input[^>]*type="hidden"[^>]*>', found)
    fields = {re.findall(r'name="([^"]+)"', one)[0]: re.findall(r'value="([^"]*)"', one)[0] for one in hidden}
    return str(page.url.join(target)), fields
