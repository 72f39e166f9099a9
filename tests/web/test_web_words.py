"""The words of the pages: all from the prompts files, all of them used, in every language there is."""

import re
from dataclasses import replace

import pytest
from helpers_app import shipped
from helpers_sharing import NOW, Office, content_with_bot

from bot.app.directory import CONCERNS
from bot.app.sample_pages import FILLED, LABELS, PAGE_BLOCKS, SENTENCES
from bot.storage.records import Changes
from bot.web.answers import told
from bot.web.pages import Setting, rendered, say, templates
from bot.web.views.programme import SPANS
from bot.wording import WordingError
from bot.wording.render import PAGES, blocks

# Pages that say why something is not there: each has a title and a sentence.
TOLD = (
    "away", "closed", "ended", "failed", "large", "missing", "sign_in_not", "signed_out", "stale", "too_many",
)  # fmt: skip
# What the templates put together from a beginning and one of these.
PUT_TOGETHER = {
    *TOLD,
    *(f"{one}_title" for one in TOLD),
    *(f"done_{one}" for one in ("everywhere", "made", "out", "read", "removed", "revoked", "saved", "sent")),
    *(f"mark_{one}" for one in ("changed", "new")),
    *(f"written_{one}" for one in ("note", "question", "read")),
    *(f"role_{one}" for one in ("coordinator", "specialist")),
    *(
        f"who_{one}{more}"
        for one in ("coordinator", "operator", "others", "peer", "specialist")
        for more in ("", "_title")
    ),
    *(f"invite_kind_{one}" for one in ("coordinator", "join", "specialist")),
    *(f"invite_state_{one}" for one in ("expired", "open", "revoked", "used_up")),
    *(f"invite_span_{one or 'none'}" for one in SPANS),
    *(f"invite_{one}_wrong" for one in ("join", "work")),
    *(f"lines_about_{one}" for one in CONCERNS),
    *(f"nav_{one}" for one in ("account", "figures", "invitations", "notes", "people", "who")),
}


def in_templates() -> set[str]:
    """The names that templates say as they stand."""
    found: set[str] = set()
    for file in templates().glob("*.html"):
        found |= set(re.findall(r"""say\(["'](\w+)["'][,)]""", file.read_text("utf-8")))
    return {name for name in found if not name.startswith("figures_")}


def test_the_pages_say_what_is_written_and_nothing_else() -> None:
    """Every block of the pages is said by one of them, and every one that is said is checked."""
    assert in_templates() | PUT_TOGETHER == {name for name in PAGE_BLOCKS if not name.startswith("figures_")}
    assert len(PAGE_BLOCKS) == len(LABELS) + len(SENTENCES) + len(FILLED)


def test_templates_hold_no_words() -> None:
    """What stands between tags and expressions are signs; and the one command that a bot understands."""
    for file in templates().glob("*.html"):
        bare = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", file.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"\w", bare.replace("/start", "")), file.name


@pytest.mark.parametrize("locale", shipped().wording.locales)
def test_every_language_has_every_block(locale: str) -> None:
    """In its own file: nobody reads a page in two languages."""
    wording = shipped().wording
    assert set(PAGE_BLOCKS) <= set(blocks(wording.templates(locale, PAGES)))


@pytest.mark.parametrize("locale", shipped().wording.locales)
def test_pages_that_say_why_something_is_not_there(locale: str) -> None:
    """Each can be shown to somebody who is not signed in."""
    setting = Setting(content=shipped(), locale=locale, zone="UTC")
    for name in TOLD:
        page = rendered(told(name, 404, kept="<kept>"), setting)
        assert f'<html lang="{locale}"' in page
        assert "&lt;kept&gt;" in page


def test_a_moment_is_told_where_the_reader_is() -> None:
    """By the zone of whoever reads."""
    there = {zone: say(Setting(content=shipped(), locale="en", zone=zone)) for zone in ("UTC", "Asia/Tokyo")}
    assert there["UTC"]("on_moment", at=NOW).endswith("3:00\u202fPM")
    assert there["Asia/Tokyo"]("on_day", at=NOW) == "March 3, 2026"
    with pytest.raises(WordingError):
        there["UTC"]("no_such_block")


@pytest.mark.parametrize("locale", shipped().wording.locales)
async def test_every_page_in_every_language(place: Office, locale: str) -> None:
    """Each page can be shown; none falls back on words that are not there."""
    async with place.store.transaction() as transaction:
        for who in ("rosa", "maya"):
            peer_id = place.staff(who).peer_id or 0
            record = (await transaction.peers_by_id([peer_id]))[peer_id]
            assert record is not None
            await transaction.save([Changes(peer=replace(record, locale=locale))])
    async with place.signed_in("rosa") as visitor:
        for path in (
            "/people",
            place.path("alex"),
            place.path("alex", "/print"),
            place.path("alex", "/notes"),
            "/notes",
        ):
            assert f'<html lang="{locale}"' in (await visitor.get(path)).text
        await visitor.post(place.path("jo", "/notes"), text="x" * 10_001)
        assert "10" in visitor.page
        for path in ("/account", "/who-sees-what", "/people?done=read", "/people?done=sent", "/notes?done=removed"):
            assert (await visitor.get(path)).status_code == 200
    async with place.signed_in("maya") as visitor:
        for path in ("/programme", "/programme/invitations", "/programme/invitations?done=made"):
            assert f'<html lang="{locale}"' in (await visitor.get(path)).text
    assert content_with_bot().wording.locales == shipped().wording.locales
