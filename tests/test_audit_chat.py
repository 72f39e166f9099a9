"""What a specialist looks at and does in the chat is in the audit log, in the transaction of the act itself."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from helpers_circle import ANA, BEN, NIGHT, ROSA, Town, town
from helpers_programmes import AT

from bot.app.actions.reviewing import OF_REVIEWS
from bot.app.incoming import Commanded, Pressed
from bot.storage.audit import Audit, Audited, AuditRecord

# Actions of a specialist that reach nothing of anybody else's.
NEED_NONE = {"letters.read": "a peer reads what was written to them"}
LEAVE = {
    "review.list": Audited.LISTED_PEOPLE,
    "review.open": Audited.LOOKED_AT_SHARE,
    "review.read": Audited.ACKNOWLEDGED_SHARE,
    "review.write": Audited.WROTE_TO_PEER,
    "review.sign_in": Audited.ASKED_FOR_SIGN_IN,
}


@pytest.fixture
async def here() -> AsyncIterator[Town]:
    """River House; Ana shares with Rosa, who has not looked."""
    async with town() as made:
        await made.people(ANA, BEN)
        await made.gave(ANA)
        yield made


async def rows(here: Town) -> list[AuditRecord]:
    """All that was noted, in order."""
    async with here.store.transaction() as transaction:
        return await transaction.audit.page(AT.replace(year=2000), 1000)


def test_every_action_of_a_specialist_is_noted_or_has_its_reason() -> None:
    """A new one belongs into one of the two lists."""
    assert OF_REVIEWS.keys() == NEED_NONE.keys() | LEAVE.keys()


async def test_reading_and_writing_in_the_chat_leave_their_rows(here: Town) -> None:
    """Each once: the list, a share, "I've read it", a note, a question; the second time there is nothing to tell."""
    share, rosa = (await here.shares(ANA))[0].id, here.roles[ROSA].id
    await here.does(ROSA, "/review", "[#0]", "[read]", "[#0]", "[read]", "[#0]", "[note]", NIGHT, "[send]")
    await here.does(ROSA, "[#0]", "[question]", NIGHT, "[send]")
    found = await rows(here)
    assert {one.staff_id for one in found} == {rosa}
    assert [one.what for one in found] == [
        Audited.LISTED_PEOPLE, Audited.LOOKED_AT_SHARE, Audited.ACKNOWLEDGED_SHARE, Audited.LOOKED_AT_SHARE,
        Audited.LOOKED_AT_SHARE, Audited.WROTE_TO_PEER, Audited.LOOKED_AT_SHARE, Audited.WROTE_TO_PEER,
    ]  # fmt: skip
    assert [one.about for one in found] == [None, *[share] * 7]


async def test_a_peer_leaves_no_row(here: Town) -> None:
    """It is a log of those who work here, and of the operator; whoever shares is in it by the number of the share."""
    await here.share(BEN, talk=NIGHT)
    await here.does(ANA, "/review", "/share", "/privacy")
    assert await rows(here) == []


async def test_taking_on_a_role_is_noted(here: Town) -> None:
    """With the number of the role that came of it, about the programme."""
    await here.invite("SPECSPEC", "specialist", label="Ben", most=1)
    await here.does(BEN, Commanded("start", "SPECSPEC"), "Ben B.")
    found = [one for one in await rows(here) if one.what is Audited.ACCEPTED_ROLE]
    ben = await here.known(BEN)
    async with here.store.transaction() as transaction:
        (role,) = await transaction.programmes.staff_of_peer(ben.id or 0)
    assert [(one.staff_id, one.about) for one in found] == [(role.id, here.programme.id)]


async def test_a_share_that_cannot_be_noted_is_not_shown(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole turn is undone; nothing of what Ana wrote goes out."""

    async def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("no row")

    await here.does(ROSA, "/review")
    open_it = next(
        key for message in reversed(here.post.to(ROSA)) for row in message.rows for key in row if "#0" in key.data
    )
    monkeypatch.setattr(Audit, "note_all", fail)
    here.post.sent.clear()
    await here.does(ROSA, Pressed(open_it.data))
    assert "I swim in the sea" not in "\n".join(here.post.texts(ROSA))
    assert await here.views(ANA) == []
