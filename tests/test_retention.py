"""Nothing is kept longer than it is to be, and nothing is removed before that or without a word."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers_app import shipped
from helpers_retention import AT, DAY, HOUR, Archive, archive
from helpers_storage import a_line, save
from helpers_world import ANA, world
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update
from structlog.testing import capture_logs

from bot.app.message import Message
from bot.app.retention import NOTICE, NOTICES_FOR, TOLD_FOR, Purged, verdict
from bot.storage import PeerRecord, TimerRecord
from bot.storage.circle import LetterRecord, NoteRecord, SharedCopy, ShareRecord, ViewRecord
from bot.storage.records import Changes, Memory
from bot.storage.retention import RETENTION, Absence
from bot.storage.tables import peers, programmes

SOON = "Hello. A note. On March 16, 2026 it goes."


@pytest.fixture
async def here() -> AsyncIterator[Archive]:
    """Nobody is there so far."""
    async with archive() as made:
        yield made


# -- people ------------------------------------------------------------------------------------------------------------


async def test_somebody_is_told_two_weeks_ahead_and_then_removed(here: Archive) -> None:
    """Once; the day in the words is the day; and from then on there is nothing of theirs."""
    programme = await here.programme(60)
    peer = await here.person("test:1", programme, 46 * DAY)
    await save(here.store, Changes(peer=peer, lines={42: a_line()}))
    assert await here.purge(AT - HOUR) == Purged()
    assert await here.purge(AT) == Purged(told=1)
    assert here.told() == [("test:1", SOON)]
    for hours in range(1, 14 * 24, 37):
        assert await here.purge(AT + hours * HOUR) == Purged()
    assert await here.there() == {"test:1"}
    assert await here.purge(AT + NOTICE) == Purged(people=1)
    assert here.channel.forgotten == ["test:1"]
    assert [await here.count(table) for table in ("peers", "plan_lines", "timers", "outbox")] == [0, 0, 0, 0]
    assert len(here.told()) == 1


async def test_the_notice_is_neutral_and_opens_their_copy(here: Archive) -> None:
    """It comes apart from any question, so that no way back takes it back; "Get help now" is under it."""
    await here.person("test:1", await here.programme(60), 100 * DAY)
    await here.purge(AT)
    (message,) = here.channel.delivered
    keys = [key.data for row in Message.load(message.body).rows for key in row]
    assert (message.question, message.unsolicited, keys) == (0, False, ["@export", "@now"])


async def test_whoever_does_anything_stays(here: Archive) -> None:
    """Their time begins anew, and so does being told."""
    peer = await here.person("test:1", await here.programme(60), 100 * DAY)
    await here.purge(AT)
    await here.acts(peer, AT + 10 * DAY)
    for days in range(14, 55, 3):
        assert await here.purge(AT + days * DAY) == Purged()
    assert await here.purge(AT + 56 * DAY) == Purged(told=1)
    assert await here.purge(AT + 70 * DAY) == Purged(people=1)


async def test_a_shorter_time_removes_nobody_without_a_word(here: Archive) -> None:
    """An operator may make it shorter on any day: those who are far beyond it have two weeks too."""
    await here.person("test:1", await here.programme(60), 600 * DAY)
    assert await here.purge(AT) == Purged(told=1)
    assert await here.purge(AT + NOTICE - HOUR) == Purged()
    assert await here.purge(AT + NOTICE) == Purged(people=1)


async def test_a_longer_time_counts_at_once(here: Archive) -> None:
    """What was told about the shorter one is told again when its day comes."""
    programme = await here.programme(60)
    await here.person("test:1", programme, 60 * DAY)
    await here.purge(AT)
    async with here.store.transaction() as transaction:
        await transaction.programmes.put(replace(programme, retention_days=120))
    assert await here.purge(AT + 20 * DAY) == Purged()
    assert await here.purge(AT + 46 * DAY) == Purged(told=1)
    assert await here.purge(AT + 60 * DAY) == Purged(people=1)


async def test_who_is_never_removed(here: Archive) -> None:
    """Nobody without a programme, of one that keeps things without end or is closed, or who works for one."""
    sixty = await here.programme(60)
    await here.person("alone", None, 600 * DAY)
    await here.person("without end", await here.programme(None), 600 * DAY)
    await here.person("closed", await here.programme(60, closed=True), 600 * DAY)
    await here.employ(await here.person("at work", sixty, 600 * DAY), sixty)
    elsewhere = await here.programme(None)
    await here.employ(await here.person("at work elsewhere", sixty, 600 * DAY), elsewhere)
    await here.person("just joined", sixty, 600 * DAY, joined_at=AT - DAY)
    for days in (0, 14, 15, 30, 40):
        assert await here.purge(AT + days * DAY) == Purged()
    assert len(await here.there()) == 6


async def test_whoever_never_did_anything_counts_from_when_they_came(here: Archive) -> None:
    """A row may be older than the note of what somebody did last."""
    await here.person("test:1", await here.programme(60), None)
    assert await here.purge(AT + 47 * DAY) == Purged()
    assert await here.purge(AT + 48 * DAY) == Purged(told=1)


async def test_the_notice_waits_for_a_good_hour(here: Archive) -> None:
    """Not in quiet hours, nor on a day that had its message; two weeks run from when it was said."""
    quiet = Memory(quiet=(time(10), time(20)))
    programme = await here.programme(60)
    await here.person("quiet", programme, 100 * DAY, memory=quiet)
    await here.person("written to", programme, 100 * DAY, nudged_at=AT - HOUR)
    assert await here.purge(AT) == Purged()
    assert await here.purge(AT + 6 * HOUR) == Purged(told=1)
    assert await here.purge(AT + DAY) == Purged(told=1)
    assert await here.purge(AT + NOTICE) == Purged()
    assert await here.purge(AT + NOTICE + 6 * HOUR) == Purged(people=1)
    assert await here.there() == {"written to"}


async def test_the_clock_of_the_person_counts(here: Archive) -> None:
    """Three in the afternoon in London is midnight in Tokyo."""
    await here.person("test:1", await here.programme(60), 100 * DAY, timezone="Asia/Tokyo")
    assert await here.purge(AT) == Purged()
    assert await here.purge(AT + 9 * HOUR) == Purged(told=1)


async def test_whoever_has_blocked_the_bot_is_not_written_to(here: Archive) -> None:
    """They have the same two weeks; coming back is doing something."""
    await here.person("test:1", await here.programme(60), 100 * DAY, blocked_at=AT - DAY)
    assert await here.purge(AT) == Purged(told=1)
    assert here.told() == []
    assert await here.purge(AT + NOTICE - HOUR) == Purged()
    assert await here.purge(AT + NOTICE) == Purged(people=1)


async def test_without_words_for_the_notice_nobody_is_removed() -> None:
    """A fault in the words is told to the operator, and costs nobody anything."""

    def fails(*_: Any, **__: Any) -> None:
        raise KeyError("secret words")

    async with archive(shipped()) as here:
        await here.person("test:1", await here.programme(60), 100 * DAY)
        with pytest.MonkeyPatch.context() as patch, capture_logs() as logs:
            patch.setattr("bot.app.retention.Turn.tell_apart", fails)
            for days in (0, 14, 28):
                assert await here.purge(AT + days * DAY) == Purged()
        assert await here.there() == {"test:1"}
        assert logs[0]["event"] == "somebody could not be told of retention, and stays"
        assert "secret words" not in str(logs)


async def test_a_row_that_cannot_be_read_is_left_alone(here: Archive) -> None:
    """It may be the key that is missing."""
    programme = await here.programme(60)
    broken = await here.person("test:1", programme, 100 * DAY)
    await here.person("test:2", programme, 100 * DAY)
    async with here.store.database.transaction() as connection:
        await connection.execute(update(peers).where(peers.c.id == broken.id).values(session_sealed=b"\0"))
    assert await here.purge(AT) == Purged(told=1)
    assert await here.purge(AT + NOTICE) == Purged(people=1)
    assert await here.count("peers") == 1


async def test_being_told_is_put_away_by_itself(here: Archive) -> None:
    """Where no process was there to go on, the note of it lapses, and they are told again."""
    peer = await here.person("test:1", await here.programme(60), 100 * DAY)
    await here.purge(AT)
    async with here.store.transaction() as transaction:
        (due,) = await transaction.due(AT + TOLD_FOR, 9)
        assert (due.timer, due.peer_id, due.due_at) == (RETENTION, peer.id, AT + TOLD_FOR)
        await transaction.drop_timers([due])
    assert await here.purge(AT + TOLD_FOR) == Purged(told=1)


async def test_its_timer_says_nothing(tmp_path: Path) -> None:
    """To somebody with a question open, too."""
    async with world(tmp_path) as here:
        await here.welcome(ANA)
        await here.does(ANA, "/reflect")
        before = await here.where(ANA)
        here.post.sent.clear()
        record = await here.record(ANA)
        assert record is not None
        timer = TimerRecord(RETENTION, here.at, int(here.at.timestamp()))
        await save(here.store, Changes(peer=record, timers={RETENTION: timer}))
        assert await here.app.due.tick(here.at) == 1
        assert (here.post.sent, await here.where(ANA)) == ([], before)


# -- things ------------------------------------------------------------------------------------------------------------


async def a_share(here: Archive, until: timedelta) -> tuple[PeerRecord, ShareRecord]:
    """Somebody shares something with a specialist, who looked, wrote, and keeps a note."""
    programme = await here.programme(None)
    rosa = await here.employ(await here.person("rosa", programme, DAY), programme)
    ana = await here.person("ana", programme, DAY)
    peer_id, staff_id = ana.id or 0, rosa.id or 0
    async with here.store.transaction() as transaction:
        share = await transaction.sharing.put(
            ShareRecord(
                peer_id=peer_id, staff_id=staff_id, copy=SharedCopy(talk="My landlord"), seen={0: "a hash"},
                given_at=AT, made_at=AT, until=AT + until,
            )
        )  # fmt: skip
        await transaction.sharing.add_views([ViewRecord(share_id=share.id, at=AT, number=1, via="web")])
        await transaction.sharing.put_note(
            NoteRecord(staff_id=staff_id, peer_id=peer_id, heading="Ana", text="Ask about May", written_at=AT)
        )
        for kind in ("read", "note", "question"):
            letter = LetterRecord(peer_id=peer_id, share_id=share.id, kind=kind, at=AT, told_at=AT, read_at=AT)
            await transaction.sharing.add_letter(letter)
        for told_at in (AT, None):
            shared = LetterRecord(peer_id=rosa.peer_id or 0, share_id=share.id, kind="shared", at=AT, told_at=told_at)
            await transaction.sharing.add_letter(shared)
    return ana, share


async def test_a_copy_goes_when_its_day_has_come(here: Archive) -> None:
    """To the second; that it was shared, and who looked, stays for its owner to see."""
    _, share = await a_share(here, 30 * DAY)
    assert await here.purge(AT + 30 * DAY - timedelta(seconds=1)) == Purged()
    assert await here.purge(AT + 30 * DAY) == Purged(copies=1)
    assert await here.purge(AT + 31 * DAY) == Purged()
    async with here.store.transaction() as transaction:
        found = await transaction.sharing.share(share.id or 0)
    assert found is not None
    assert (found.copy, found.seen) == (None, None)
    assert await here.count("share_views") == 1


async def test_notices_go_and_what_people_wrote_stays(here: Archive) -> None:
    """One that was not announced so far stays too, however old it is."""
    await a_share(here, 400 * DAY)
    assert await here.purge(AT + NOTICES_FOR - timedelta(seconds=1)) == Purged()
    assert await here.purge(AT + NOTICES_FOR) == Purged(notices=1)
    assert await here.purge(AT + 399 * DAY) == Purged()
    assert (await here.count("letters"), await here.count("staff_notes")) == (4, 1)


async def test_sign_ins_and_sessions_go_when_they_are_over(here: Archive) -> None:
    """Those that are good stay."""
    programme = await here.programme(None)
    role = await here.employ(await here.person("rosa", programme, DAY), programme)
    async with here.store.transaction() as transaction:
        await transaction.doors.add_sign_in("one", role.id or 0, AT, AT + HOUR)
        await transaction.doors.add_session("two", role.id or 0, AT, AT + 2 * HOUR)
    await here.purge(AT + HOUR)
    assert [await here.count(table) for table in ("sign_ins", "web_sessions")] == [0, 1]
    await here.purge(AT + 2 * HOUR)
    assert await here.count("web_sessions") == 0


async def test_what_others_hold_of_somebody_goes_with_them(here: Archive) -> None:
    """Shares, looks, letters and a specialist's notes about them; the specialist stays."""
    ana, _ = await a_share(here, 400 * DAY)
    async with here.store.database.transaction() as connection:
        await connection.execute(update(programmes).values(retention_days=30))
    await here.acts(ana, AT)
    await here.purge(AT + 20 * DAY)
    assert await here.purge(AT + 34 * DAY) == Purged(people=1)
    tables = ("shares", "share_views", "letters", "staff_notes", "staff", "peers")
    assert [await here.count(table) for table in tables] == [0, 0, 0, 0, 1, 1]


# -- how it is done ----------------------------------------------------------------------------------------------------


async def test_the_number_of_statements_does_not_grow_with_people(here: Archive) -> None:
    """Telling three or thirty, and removing them; messages are not counted, as SQLite numbers them one by one."""
    statements: list[str] = []

    def count(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if "outbox" not in statement:
            statements.append(statement)

    event.listen(here.store.database.engine.sync_engine, "before_cursor_execute", count)
    programme, needed = await here.programme(60), list[list[int]]()
    for number, many in enumerate((3, 30)):
        for one in range(many):
            await here.person(f"test:{number}.{one}", programme, (100 - 40 * number) * DAY)
        needed.append([])
        for days in (0, 14):
            statements.clear()
            done = await here.purge(AT + (40 * number + days) * DAY)
            assert done == (Purged(told=many) if days == 0 else Purged(people=many))
            needed[-1].append(len(statements))
    assert needed[0] == needed[1]


async def test_many_people_are_worked_through_in_batches(here: Archive) -> None:
    """A batch of people who stay does not stand before those behind it; and only so many are told in an hour."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.app.retention.AT_ONCE", 4)
        patch.setattr("bot.app.retention.MOST_TOLD", 6)
        programme = await here.programme(60)
        for number in range(10):
            blocked = AT if number < 2 else None
            await here.person(f"test:{number}", programme, 100 * DAY, blocked_at=blocked)
        assert [(await here.purge(AT + hours * HOUR)).told for hours in range(3)] == [6, 4, 0]
        gone = [(await here.purge(AT + NOTICE + hours * HOUR)).people for hours in range(3)]
        assert gone == [6, 4, 0]
        assert await here.there() == set()


# -- any time, any retention -------------------------------------------------------------------------------------------

SECONDS = st.integers(0, 200 * 86_400)


@given(away=SECONDS, days=st.integers(1, 400), told=st.none() | SECONDS)
def test_the_verdict_never_comes_too_early(away: int, days: int, told: int | None) -> None:
    """Removed is only who was away for long enough, and was told two weeks before, after they were last here."""
    last_here, kept_for = AT - timedelta(seconds=away), timedelta(days=days)
    told_at = AT - timedelta(seconds=told) if told is not None else None
    found = verdict(Absence(1, last_here, kept_for, told_at), AT)
    if found == "remove":
        assert last_here + kept_for <= AT
        assert told_at is not None
        assert told_at + NOTICE <= AT
        assert told_at > last_here
    else:
        assert (found == "keep") or last_here + kept_for - NOTICE <= AT


@dataclass(frozen=True)
class Somebody:
    """A person as any programme may have them; ``hours`` since they were last here."""

    days: int | None
    hours: int
    zone: str
    works: bool
    blocked: bool
    closed: bool


PEOPLE = st.builds(
    Somebody,
    days=st.sampled_from([None, 30, 30, 31, 60, 365]),
    hours=st.integers(1, 24 * 500),
    zone=st.sampled_from(["UTC", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland"]),
    works=st.sampled_from([False] * 5 + [True]),
    blocked=st.sampled_from([False] * 4 + [True]),
    closed=st.sampled_from([False] * 6 + [True]),
)
STEPS = st.lists(
    st.tuples(st.sampled_from([1, 5, 24, 13 * 24, 14 * 24, 15 * 24, 40 * 24]), st.sets(st.integers(0, 5), max_size=2)),
    max_size=7,
)


@pytest.mark.long
@settings(max_examples=15, deadline=None)
@given(people=st.lists(PEOPLE, min_size=1, max_size=6), steps=STEPS)
def test_nobody_is_removed_early_or_unwarned_and_everybody_in_the_end(
    people: list[Somebody], steps: list[tuple[int, set[int]]]
) -> None:
    """Whatever their retention, whenever they do something, and however rarely the purge comes."""
    asyncio.run(_live(people, steps))


async def _live(people: list[Somebody], steps: list[tuple[int, set[int]]]) -> None:
    async with archive() as here:
        life = _Life(here, people)
        await life.begin()
        now = AT
        await life.purge(now)
        for hours, acting in steps:
            for number in acting:
                await life.act(number, now + HOUR / 2)
            now += hours * HOUR
            await life.purge(now)
        for _ in range(62):  # at all hours, for 18 days: then everybody's day has come who was long gone
            now += 7 * HOUR
            await life.purge(now)
        long_gone = {one for one in life.there if life.may_go(one, now - 17 * DAY)}
        assert long_gone == set()


class _Life:
    """What people may expect, beside what becomes of them."""

    def __init__(self, here: Archive, people: list[Somebody]) -> None:
        self.here = here
        self.people = {f"test:{number}": one for number, one in enumerate(people)}
        self.last_here = {address: AT - one.hours * HOUR for address, one in self.people.items()}
        self.records: dict[str, PeerRecord] = {}
        self.told: dict[str, Any] = {}
        self.there = set(self.people)

    async def begin(self) -> None:
        """Everybody comes."""
        for address, one in self.people.items():
            programme = await self.here.programme(one.days, closed=one.closed)
            blocked = AT if one.blocked else None
            record = await self.here.person(address, programme, one.hours * HOUR, timezone=one.zone, blocked_at=blocked)
            self.records[address] = record
            if one.works:
                await self.here.employ(record, programme)

    def may_go(self, address: str, at: Any) -> bool:
        """Whether their time is over."""
        one = self.people[address]
        is_kept = one.days is None or one.works or one.closed
        return not is_kept and at >= self.last_here[address] + (one.days or 0) * DAY

    async def act(self, number: int, at: Any) -> None:
        """Somebody who is there does something."""
        address = f"test:{number}"
        if address in self.there:
            self.last_here[address] = at
            await self.here.acts(self.records[address], at)

    async def purge(self, at: Any) -> None:
        """One purge, and whether what it did is right."""
        before = len(self.here.channel.delivered)
        await self.here.purge(at)
        there = await self.here.there()
        for address in self.there - there:
            assert self.may_go(address, at)
            if not self.people[address].blocked:
                assert self.told[address] > self.last_here[address]
                assert self.told[address] + NOTICE <= at
        self.there = there
        for message in self.here.channel.delivered[before:]:
            assert self.may_go(message.address, at + NOTICE)
            self.told[message.address] = at
