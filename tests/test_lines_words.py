"""Crisis lines in the chat: by concern, by programme, with the page of one tap where there is one, and in an outage."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers_app import AT, Tags, shipped
from helpers_content import SHIPPED
from helpers_world import ANA, Post

from bot.app.content import Content, Defaults, Reach
from bot.app.contents import Contents
from bot.app.context import context_of
from bot.app.directory import CONCERNS
from bot.app.emergency import Emergency
from bot.app.incoming import Commanded, Incoming
from bot.app.lines import crisis_lines
from bot.app.peer import Peer
from bot.storage.circle import ProgrammeRecord
from bot.wording import Voice, plain

SITE = "https://review.example.org"
OWN = """
countries:
  - country: US
    lines:
      - {name: River line, call: 555 0100, hours: 24/7, languages: [en],
         source: https://example.org/a, verified_on: 2026-11-15}
      - {name: River house, text: {to: 555 0101, word: HOME}, about: [abuse, friend], hours: 24/7, languages: [en],
         source: https://example.org/b, verified_on: 2026-11-15}
"""
BLOCKS = ("people", "read_by_nobody")


def with_site() -> Content:
    """The shipped content of an installation with web pages."""
    return replace(shipped(), reach=Reach(public_url=SITE))


def said(block: str, lines: dict[str, Any], locale: str = "en", here: object = None) -> str:
    """What the dialogue says there, as it goes to the channel."""
    return shipped().wording.say(locale, "now", block, {"lines": lines, "here": here}, Voice())


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("block", BLOCKS)
def test_one_tap_where_there_is_a_page(block: str, locale: str) -> None:
    """The chat links to it for the country and language; without an address it says the same without a link."""
    linked = said(block, crisis_lines("GB", with_site(), locale), locale)
    assert f'<a href="{SITE}/lines/GB?lang={locale}">' in linked
    assert Tags(linked).wrong == []
    bare = said(block, crisis_lines("GB", shipped(), locale), locale)
    assert "/lines" not in bare
    assert "<b>116 123</b>" in bare


def test_what_else_there_are_lines_for_is_told_in_short() -> None:
    """At the end, one line each, with hours only where it is closed at some hour."""
    text = plain(said("people", crisis_lines("AU", shipped(), "en")))
    assert "If somebody hurts you: 1800 737 732, 1800RESPECT" in text
    assert "took too much: 13 11 26, Poisons Information Centre\n" in text
    assert "When eating is hard: 1800 33 4673, Butterfly National Helpline; 8 am to midnight, every day" in text
    assert text.index("13 11 14") < text.index("1800 737 732")


@pytest.mark.parametrize("code", shipped().directory.countries())
def test_it_stays_short_enough_for_a_phone(code: str) -> None:
    """Well within one message, with nothing that a channel would refuse."""
    for locale in ("en", "es"):
        for block in BLOCKS:
            html = said(block, crisis_lines(code, with_site(), locale, programme=12345), locale)
            assert len(plain(html)) < 900
            assert Tags(html).wrong == []


def test_lines_that_were_looked_up_by_an_earlier_version_are_still_said() -> None:
    """A session that lies in the database has what was known then."""
    now = crisis_lines("US", with_site(), "en")
    before = {key: value for key, value in now.items() if key not in ("page", "more")}
    for block in BLOCKS:
        assert "988" in said(block, now, here=before)


def test_for_a_concern_its_lines_come_first() -> None:
    """And nothing is told twice; a word that is no concern changes nothing."""
    found = crisis_lines("US", shipped(), "en", "overdose")
    assert [line["call"] for line in found["lines"]] == ["1-800-222-1222", "1-800-662-4357", "988"]
    assert found["more"] == []
    assert crisis_lines("US", shipped(), "en", "weather") == crisis_lines("US", shipped(), "en")
    assert crisis_lines("JP", shipped(), "en", "abuse")["lines"][0]["web"] == "https://findahelpline.com"


def test_every_concern_of_a_programmes_lines_can_be_said(tmp_path: Path) -> None:
    """With a number to call, a number to text, or an address alone."""
    ways = ("call: 555 0102", "text: {to: 555 0103, word: HI}", "web: https://example.org/c")
    lines = "".join(
        f"      - {{name: N-{concern}-{place}, {way}, about: {concern}, hours: 24/7, languages: [en],\n"
        "         source: https://example.org/c, verified_on: 2026-11-15}\n"
        for place, way in enumerate(ways)
        for concern in CONCERNS[place::3]
    )
    (tmp_path / "crisis_lines.yaml").write_text(OWN.replace("about: [abuse, friend], ", "") + lines, "utf-8")
    loaded = type(shipped().directory).load([SHIPPED / "prompts" / "crisis_lines.yaml", tmp_path / "crisis_lines.yaml"])
    for locale in ("en", "es"):
        html = said("people", crisis_lines("US", replace(shipped(), directory=loaded), locale), locale)
        assert html.count("N-") == len(CONCERNS)
        assert Tags(html).wrong == []


async def test_people_of_a_programme_are_told_its_lines(tmp_path: Path) -> None:
    """By concern too, in its folder's words, and with its page; others are told what they were told before."""
    folder = tmp_path / "river"
    (folder / "prompts").mkdir(parents=True)
    (folder / "prompts" / "crisis_lines.yaml").write_text(OWN, "utf-8")
    contents = Contents(with_site(), lambda: AT)
    await contents.take([ProgrammeRecord(id=7, key="river", name="River", created_at=AT, overlay=str(folder))])

    def lines(programme: int | None) -> dict[str, Any]:
        peer = Peer.new("test", AT, "en")
        peer.record.country, peer.record.programme_id = "US", programme
        found: dict[str, Any] = context_of(peer, contents.of(programme), AT, ["lines"])["lines"]
        return found

    own, others = lines(7), lines(None)
    assert (own["emergency"], [line["name"] for line in own["lines"]]) == (["911"], ["River line"])
    assert "text HOME to <b>555 0101</b>, River house" in said("people", own)
    assert own["page"] == f"{SITE}/lines/US?lang=en&of=7"
    assert others["page"] == f"{SITE}/lines/US?lang=en"
    assert "988" in said("people", others)
    names = [line["name"] for line in crisis_lines("US", contents.of(7), "en", "friend")["lines"]]
    assert names == ["River house", "River line"]


async def test_without_a_database_the_lines_and_the_page_are_there() -> None:
    """Nothing in them asks for a plan."""
    post = Post()
    desk = Emergency(with_site(), post, Defaults(country="US"))
    await desk.answer([Incoming(update=1, address=ANA, at=AT, act=Commanded("now"), language="en")])
    (text,) = post.texts(ANA)
    assert "988" in text
    assert f"{SITE}/lines/US?lang=en" in text
    assert "1-800-799-7233" in text
