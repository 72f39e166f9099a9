"""A programme with three specialists, a coordinator and peers who share, and browsers without a screen to visit it."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from helpers_app import shipped
from starlette.applications import Starlette

from bot.app.content import Content, Reach
from bot.app.sample_programme import SampleProgramme, write_peers, write_programme
from bot.engine import Session
from bot.storage import LineRecord, PeerRecord, Store, Vault
from bot.storage.circle import LetterRecord, ProgrammeRecord, SharedCopy, SharedLine, ShareRecord, StaffRecord
from bot.storage.database import open_database
from bot.storage.records import Changes
from bot.web.app import web_app
from bot.web.config import WebConfig

KEY = "a key that is only for tests"
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
SITE = "https://review.example.org"
# What a browser says of a form that it sends from a page of ours.
FROM_HERE = {"origin": "null", "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"}


def content_with_bot() -> Content:
    """The shipped content of an installation whose bot has a name."""
    return replace(shipped(), reach=Reach(public_url=SITE, bot_name="river_house_bot"))


class Office:
    """The sample programme, its pages, and a clock that stands still unless it is moved."""

    def __init__(self, store: Store, sample: SampleProgramme, site: str) -> None:
        self.store, self.sample, self.at, self.site = store, sample, NOW, site
        self.content = content_with_bot()
        self.app: Starlette = web_app(store, lambda _: self.content, WebConfig(site), lambda: self.at)
        self._links = 0

    def passes(self, **span: float) -> None:
        """Moves the clock."""
        self.at += timedelta(**span)

    def share(self, who: str) -> ShareRecord:
        """What a sample peer shares, as it was written first."""
        return self.sample.shares[who]

    def path(self, who: str, more: str = "") -> str:
        """The address of what a sample peer shares."""
        return f"/people/{self.share(who).id}{more}"

    def staff(self, who: str) -> StaffRecord:
        """Somebody who works there."""
        return self.sample.staff[who]

    async def link(self, who: str) -> str:
        """A fresh link to sign in with, as the bot gives it; only its path."""
        self._links += 1
        token = f"link-{who}-{self._links}-of-a-test-and-long-enough"
        async with self.store.transaction() as transaction:
            until = self.at + timedelta(minutes=15)
            await transaction.doors.add_sign_in(token, self.staff(who).id or 0, self.at, until)
        return f"/sign-in/{token}"

    @asynccontextmanager
    async def visitor(self, address: str = "198.51.100.7") -> AsyncIterator["Visitor"]:
        """Somebody with a browser, not signed in."""
        transport = httpx.ASGITransport(app=self.app, client=(address, 5000))
        async with httpx.AsyncClient(transport=transport, base_url=self.site, headers=FROM_HERE) as client:
            yield Visitor(self, client)

    @asynccontextmanager
    async def signed_in(self, who: str) -> AsyncIterator["Visitor"]:
        """The same, signed in."""
        async with self.visitor() as visitor:
            await visitor.sign_in(who)
            yield visitor

    async def suspend(self, who: str) -> None:
        """The operator suspends somebody; here without ending their sessions, so that the gate has to see it."""
        record = replace(self.staff(who), suspended_at=self.at)
        async with self.store.transaction() as transaction:
            await transaction.programmes.put_staff(record)

    async def close(self) -> None:
        """The programme is closed; here without ending anybody's session."""
        async with self.store.transaction() as transaction:
            found = (await transaction.programmes.by_id([self.sample.programme_id]))[self.sample.programme_id]
            found.closed_at = self.at
            await transaction.programmes.put(found)

    async def revoke(self, who: str) -> None:
        """A peer takes a share back, as the chat does it: the copy goes with it."""
        async with self.store.transaction() as transaction:
            found = await transaction.sharing.share(self.share(who).id or 0)
            assert found is not None
            found.revoked_at, found.copy, found.seen = self.at, None, None
            await transaction.sharing.put(found)

    async def views(self, who: str) -> list[tuple[str, int]]:
        """Each look at a share, the newest first: where, and at which copy."""
        share_id = self.share(who).id or 0
        async with self.store.transaction() as transaction:
            found = await transaction.sharing.views([share_id])
        return [(one.via, one.number) for one in found[share_id]]

    async def letters(self, who: str) -> list[LetterRecord]:
        """What a sample peer was sent, the newest first."""
        async with self.store.transaction() as transaction:
            return await transaction.sharing.letters(self.share(who).peer_id or 0)

    async def notes(self, who: str) -> dict[int, str]:
        """The own notes of somebody who works there, by the number of the peer."""
        async with self.store.transaction() as transaction:
            return {one.peer_id: one.text for one in await transaction.sharing.notes(self.staff(who).id or 0)}

    async def give(self, staff: str, *lines: SharedLine, name: str = "Noor (sample)", talk: str = "") -> int:
        """A further peer shares these lines with somebody; the number of the share."""
        async with self.store.transaction() as transaction:
            peer = PeerRecord(address=f"test:{name}", session=Session.fresh(self.at), created_at=self.at, name=name)
            await transaction.save([Changes(peer=peer)])
            copy = SharedCopy(name=name, locale="en", lines=lines, own={"own_1": "قسمي الخاص"}, talk=talk)
            share = ShareRecord(
                peer_id=peer.id, staff_id=self.staff(staff).id or 0, copy=copy, given_at=self.at, made_at=self.at,
                until=self.at + timedelta(days=30),
            )  # fmt: skip
            return (await transaction.sharing.put(share)).id or 0

    async def plan_lines(self, who: str) -> list[LineRecord]:
        """A sample peer's plan."""
        peer_id = self.share(who).peer_id or 0
        async with self.store.transaction() as transaction:
            return (await transaction.lines([peer_id]))[peer_id]

    async def other_programme(self) -> ProgrammeRecord:
        """Another programme with a join link of its own."""
        from bot.app.programmes.inviting import invite_to_join

        async with self.store.transaction() as transaction:
            made = await transaction.programmes.put(ProgrammeRecord(key="other", name="Other", created_at=self.at))
            await invite_to_join(transaction, made, self.at)
        return made


class Visitor:
    """A browser without a screen: it keeps cookies, and fills in the forms of the page that it was shown last."""

    def __init__(self, office: Office, client: httpx.AsyncClient) -> None:
        self.office, self.client = office, client
        self.page = ""

    @property
    def token(self) -> str:
        """The token of the session that this browser holds; empty where it holds none."""
        return next((one.value or "" for one in self.client.cookies.jar if one.name.endswith("session")), "")

    def hold(self, token: str) -> None:
        """Puts a token into this browser, as somebody would who copied it."""
        self.client.headers["cookie"] = f"__Host-session={token}"

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Asks for a page."""
        response = await self.client.get(path, headers=headers)
        self.page = response.text
        return response

    async def post(self, path: str, **fields: str) -> httpx.Response:
        """Sends a form with the key of the page that was shown last, and nothing but ``fields`` otherwise."""
        return await self.send(path, fields, {})

    async def send(self, path: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> httpx.Response:
        """The same with ``headers`` that a browser would not have sent."""
        found = re.search(r'name="key" value="([^"]*)"', self.page)
        fields = {"key": found[1] if found else "", **fields}
        response = await self.client.post(path, data=fields, headers=dict(headers))
        self.page = response.text or self.page
        return response

    async def sign_in(self, who: str) -> httpx.Response:
        """Signs in with a fresh link, and stays on the page that comes after."""
        link = await self.office.link(who)
        await self.get(link)
        response = await self.press_sign_in()
        assert response.status_code == 303, response.text
        await self.get(response.headers["location"])
        return response

    async def press_sign_in(self) -> httpx.Response:
        """Presses the button of a sign-in page."""
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.page))
        return await self.client.post("/sign-in", data=fields)


@asynccontextmanager
async def office(folder: Path, site: str = SITE) -> AsyncIterator[Office]:
    """The sample programme in a database in ``folder``."""
    file = folder / "test.sqlite3"
    if not _WRITTEN:
        _WRITTEN.append(await _write(file))
    file.write_bytes(_WRITTEN[0][0])
    database = await open_database(f"sqlite+aiosqlite:///{file}")
    try:
        yield Office(Store(database, Vault([KEY])), _WRITTEN[0][1], site)
    finally:
        await database.close()


# The database of the sample programme as it is written, once for all tests; closing it has emptied its log.
_WRITTEN: list[tuple[bytes, SampleProgramme]] = []


async def _write(file: Path) -> tuple[bytes, SampleProgramme]:
    database = await open_database(f"sqlite+aiosqlite:///{file}")
    try:
        async with Store(database, Vault([KEY])).transaction() as transaction:
            written = await write_programme(transaction, NOW - timedelta(days=90))
            sample = await write_peers(transaction, written, NOW)
    finally:
        await database.close()
    return file.read_bytes(), sample
