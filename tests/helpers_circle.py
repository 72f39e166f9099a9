"""A programme, the people who work for it and those who share with them: in one application, or in memory."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from helpers_app import NoCodes, shipped
from helpers_checkins import House
from helpers_plan import later
from helpers_world import ANA, AT, BEN, CLEO, KEY

from bot.app import sample_circles
from bot.app.actions import Scene, perform
from bot.app.content import Content
from bot.app.incoming import Incoming, Pressed
from bot.app.peer import Peer
from bot.app.sharing.circle import Circle
from bot.storage import PeerRecord, Store, Vault
from bot.storage.circle import (
    InvitationKind,
    InvitationRecord,
    LetterRecord,
    ProgrammeRecord,
    Role,
    SharedCopy,
    SharedLine,
    ShareRecord,
    StaffRecord,
    ViewRecord,
)
from bot.storage.database import open_database
from bot.storage.records import Changes
from bot.storage.tallies import Tally

ROSA, OTIS = "test:11", "test:12"
"""Specialists of River House; Ana, Ben and Cleo are peers."""
ROSAS_CODE, JOIN_CODE = "R0SAR0SA", "J01NTHER1VERH0VSE00000"
SWIM, SEA, NIGHT = "I swim in the sea", "The sea is wide", "A bad night"

__all__ = [
    "ANA", "AT", "BEN", "CLEO", "JOIN_CODE", "NIGHT", "OPENING", "OTIS", "ROSA", "ROSAS_CODE", "SEA", "SWIM", "Town",
    "a_copy", "a_programme", "a_role", "a_share", "acts", "an_invitation", "around", "gives", "line", "meet",
    "town",
]  # fmt: skip


# -- records -----------------------------------------------------------------------------------------------------------


def a_programme(**fields: Any) -> ProgrammeRecord:
    """River House, number 1, founded at `AT`."""
    return ProgrammeRecord(**{"id": 1, "key": "river", "name": "River House", "created_at": AT, **fields})


def a_role(**fields: Any) -> StaffRecord:
    """Rosa, number 2, a specialist who was confirmed; her own row as somebody who talks with the bot is 99."""
    return StaffRecord(
        **{
            "id": 2, "programme_id": 1, "peer_id": 99, "role": "specialist", "name": "Rosa", "accepted_at": AT,
            "confirmed_at": AT, **fields,
        }
    )  # fmt: skip


def an_invitation(kind: InvitationKind = "join", **fields: Any) -> InvitationRecord:
    """An invitation to River House, number 5."""
    return InvitationRecord(**{"id": 5, "programme_id": 1, "kind": kind, "created_at": AT, **fields})


def line(ref: int, text: str = "", **fields: Any) -> SharedLine:
    """A line of a copy."""
    return SharedLine(**{"ref": ref, "section": "goals", "text": text or f"line {ref}", "at": AT, **fields})


def a_copy(*lines: SharedLine, **fields: Any) -> SharedCopy:
    """A copy of these lines; of one line where none is given."""
    return SharedCopy(**{"name": "Ana", "locale": "en", "lines": lines or (line(1, SWIM),), **fields})


def a_share(**fields: Any) -> ShareRecord:
    """Number 3: of the person 1, for Rosa, for thirty days."""
    return ShareRecord(
        **{
            "id": 3, "peer_id": 1, "staff_id": 2, "copy": a_copy(), "given_at": AT, "made_at": AT,
            "until": AT + timedelta(days=30), **fields,
        }
    )  # fmt: skip


# -- in memory ---------------------------------------------------------------------------------------------------------


def around(peer: Peer, **fields: Any) -> Peer:
    """The same person with others around: River House, its Rosa, and her code. ``fields`` replace parts of that."""
    known: dict[str, Any] = {
        "staff": {2: a_role()}, "programmes": {1: a_programme()},
        "found": {ROSAS_CODE: an_invitation("share", staff_id=2), JOIN_CODE: an_invitation()},
    }  # fmt: skip
    peer.record.id = 1
    peer.around = Circle(**{**known, **fields})
    return peer


def acts(
    peer: Peer, action: str, *, at: datetime | None = None, content: Content | None = None, **arguments: Any
) -> tuple[str, Any]:
    """The outcome and value of an action, a day after everything was written, or at another moment."""
    return perform(peer, action, arguments, Scene(at or later(0), content or shipped()))


def gives(peer: Peer, *, at: datetime | None = None) -> tuple[str, Any]:
    """Looks at the preview, and says yes to it: what `share.give` answers."""
    acts(peer, "share.preview", at=at)
    return acts(peer, "share.give", at=at)


# Codes that open something of each kind; River House is where `meet` puts people of size 1, Hill House another one.
OPENING: Mapping[str, InvitationRecord] = {
    "J01NJ01N": an_invitation(), "H111H111": an_invitation(programme_id=7),
    "SPECSPEC": an_invitation("specialist", programme_id=7),
    "C00RDC00RD": an_invitation("coordinator", programme_id=7), "SHARESHARE": an_invitation("share", staff_id=2),
    "0VER0VER": an_invitation(revoked_at=AT), "W0RKW0RK": an_invitation("specialist"),
}  # fmt: skip


def meet(peer: Peer, size: int) -> None:
    """Puts people around somebody on a walk: none (0), a programme and a specialist (1), or those who share (2)."""
    if size == 1:
        sample_circles.belong(peer, AT, retention=90, contact="the desk", notice="https://river.example")
        sample_circles.share(peer, AT, looks=2, read=True)
        sample_circles.hear(peer, AT, unread=2, read=1)
    elif size == 2:
        sample_circles.work(peer, AT, shares=2)
    programmes = {1: a_programme(), 7: a_programme(id=7, key="hill", name="Hill House")}
    known = {2: a_role(), **peer.circle.staff}
    peer.surround(found=NoCodes(OPENING), programmes=programmes, staff=known)


# -- an application ----------------------------------------------------------------------------------------------------


class Town(House):
    """River House with its specialists Rosa and Otis, and peers who have agreed. Everybody's clock is UTC."""

    programme: ProgrammeRecord
    roles: Mapping[str, StaffRecord]

    async def found(self) -> None:
        """Founds River House, with Rosa and Otis at work, and codes to join it and to share with Rosa."""
        async with self.store.transaction() as transaction:
            self.programme = await transaction.programmes.put(a_programme(id=None))
        self.roles = {ROSA: await self.hire(ROSA, "Rosa"), OTIS: await self.hire(OTIS, "Otis")}
        await self.invite(ROSAS_CODE, "share", staff_id=self.roles[ROSA].id, code=ROSAS_CODE)
        await self.invite(JOIN_CODE, "join")

    async def hire(self, address: str, name: str, role: Role = "specialist", **fields: Any) -> StaffRecord:
        """Somebody who works for River House, and was confirmed unless ``fields`` say otherwise."""
        await self.settle(address, None, serves=True)
        made = a_role(
            id=None, programme_id=self.programme.id, peer_id=(await self.known(address)).id, role=role, name=name,
            **fields,
        )  # fmt: skip
        async with self.store.transaction() as transaction:
            return await transaction.programmes.put_staff(made)

    async def invite(self, opens: str, kind: InvitationKind, **fields: Any) -> InvitationRecord:
        """An invitation to River House that the code ``opens`` belongs to."""
        made = an_invitation(kind, id=None, programme_id=self.programme.id, **fields)
        async with self.store.transaction() as transaction:
            return await transaction.programmes.add_invitation(made, opens)

    async def stand(self, address: str, **fields: Any) -> None:
        """Changes somebody's standing, as the operator does."""
        async with self.store.transaction() as transaction:
            await transaction.programmes.put_staff(replace(self.roles[address], **fields))

    async def close_programme(self) -> None:
        """The programme is closed; nobody's row knows of it yet."""
        async with self.store.transaction() as transaction:
            await transaction.programmes.put(replace(self.programme, closed_at=self.at))

    async def people(self, *addresses: str) -> None:
        """Peers with two lines in their plan, `SWIM` and `SEA`, who belong to no programme."""
        for address in addresses:
            await self.settle(address, None, SWIM, SEA)

    async def gave(self, address: str) -> ShareRecord:
        """Somebody has shared with Rosa, of which she was not told."""
        made = a_share(id=None, peer_id=(await self.known(address)).id, staff_id=self.roles[ROSA].id)
        async with self.store.transaction() as transaction:
            return await transaction.sharing.put(made)

    async def share(self, address: str, *, talk: str = "[_skip]", until: str = "[month]") -> None:
        """Somebody shares all of "what helps" with Rosa, up to the end of the talk."""
        await self.preview(address, talk=talk, until=until)
        await self.does(address, "[give]")

    async def preview(self, address: str, *, talk: str = "[_skip]", until: str = "[month]") -> None:
        """The same up to the question whether the specialist shall see exactly this."""
        await self.does(address, "/share", "[new]", ROSAS_CODE, "[#0]", "[all]", "[up]", "[ready]", talk, until)
        assert await self.where(address) == "share.sure"

    def pressing(self, address: str, token: str) -> Pressed:
        """The press of a button that somebody has on their screen, to be used in a batch."""
        keys = [key for message in self.post.to(address) for row in message.rows for key in row]
        return Pressed(next(key.data for key in reversed(keys) if key.data.split(":")[-1] == token))

    def press(self, address: str, token: str, *, after: float = 1) -> Incoming:
        """The same as something that comes in."""
        return self.incoming(address, self.pressing(address, token), after=after)

    async def shares(self, address: str) -> list[ShareRecord]:
        """What somebody has shared, the newest first."""
        peer_id = (await self.known(address)).id or 0
        async with self.store.transaction() as transaction:
            return await transaction.sharing.given_by(peer_id)

    async def views(self, address: str) -> list[ViewRecord]:
        """Each look at anything that somebody shares."""
        ids = [one.id for one in await self.shares(address) if one.id is not None]
        async with self.store.transaction() as transaction:
            return [view for looked in (await transaction.sharing.views(ids)).values() for view in looked]

    async def letters(self, address: str) -> list[LetterRecord]:
        """What others have for somebody, the newest first."""
        peer_id = (await self.known(address)).id or 0
        async with self.store.transaction() as transaction:
            return await transaction.sharing.letters(peer_id)

    async def send(self, address: str, *letters: LetterRecord) -> None:
        """Somebody has these for a person, whatever the numbers in them say."""
        peer_id = (await self.known(address)).id or 0
        async with self.store.transaction() as transaction:
            for letter in letters:
                await transaction.post(replace(letter, peer_id=peer_id))

    async def tallies(self) -> list[Tally]:
        """What is counted for River House."""
        async with self.store.transaction() as transaction:
            return await transaction.tallies.of_programme(self.programme.id or 0)

    async def belong(self, *addresses: str) -> None:
        """Lets people belong to River House, without a count."""
        for address in addresses:
            record = await self.known(address)
            record.programme_id, record.joined_at = self.programme.id, self.at
            await self.rewrite(record)

    async def rewrite(self, record: PeerRecord) -> None:
        """Writes a person's row, behind the application's back."""
        async with self.store.transaction() as transaction:
            await transaction.save([Changes(peer=record)])


@asynccontextmanager
async def town(url: str = "sqlite+aiosqlite:///:memory:", at: datetime = AT) -> AsyncIterator[Town]:
    """River House at work, and stopped again."""
    database = await open_database(url)
    try:
        made = Town(Store(database, Vault([KEY])), at)
        await made.app.start()
        await made.found()
        try:
            yield made
        finally:
            await made.app.delivery.stop()
    finally:
        await database.close()
