"""Records in the database, on every backend: what is written comes back, and what goes, goes wholly."""

from dataclasses import replace
from datetime import timedelta

import pytest
from helpers_storage import AT, a_line, a_message, a_peer, save
from sqlalchemy import select

from bot.engine.session import Part, whole
from bot.storage import PeerRecord, Store, TimerRecord, Vault, WrongKeyError, tables
from bot.storage.records import AsideRecord, ChangeRecord, Changes, DueRecord


async def load(store: Store, *addresses: str) -> dict[str, PeerRecord | None]:
    """The people behind addresses."""
    async with store.transaction() as transaction:
        return await transaction.peers(addresses)


async def test_a_peer_comes_back_as_it_was(store: Store) -> None:
    """Every field, and the whole session; the id is given by the first save."""
    peer = a_peer()
    await save(store, Changes(peer=peer))
    assert peer.id is not None
    assert await load(store, peer.address, "telegram:unknown") == {peer.address: peer}
    async with store.transaction() as transaction:
        assert await transaction.peers_by_id([peer.id, 999]) == {peer.id: peer}
        for name, version in (("reflect", 2), ("home", 1), ("home", 2)):
            await transaction.add_script(name, version, "digest", "text")
        assert await transaction.pinned() == {("reflect", 2), ("home", 1)}


async def test_a_peer_is_changed_in_place(store: Store) -> None:
    """A second save updates; cleared fields come back empty."""
    peer = a_peer()
    await save(store, Changes(peer=peer))
    number = peer.id
    peer.name, peer.timezone, peer.blocked_at, peer.session = None, None, None, a_peer(words="music").session
    await save(store, Changes(peer=peer))
    assert (await load(store, peer.address))[peer.address] == peer
    assert peer.id == number


async def test_many_new_peers_get_their_own_ids(store: Store) -> None:
    """A batch of new and known people, in one save."""
    known = a_peer("telegram:0")
    await save(store, Changes(peer=known))
    people = [a_peer(f"telegram:{number}", words=f"of {number}") for number in range(1, 50)]
    await save(store, *(Changes(peer=peer) for peer in [*people[:20], known, *people[20:]]))
    found = await load(store, *(peer.address for peer in people))
    assert found == {peer.address: peer for peer in people}
    assert len({peer.id for peer in [known, *people]}) == 50


async def test_lines_come_back_in_their_order(store: Store) -> None:
    """Each person's own, removed ones included; a line of the same number is replaced."""
    ana, ben = a_peer("telegram:1"), a_peer("telegram:2")
    lines = {ref: a_line(ref, f"line {ref}", position=-ref) for ref in (1, 2, 3)}
    await save(store, Changes(peer=ana, lines=lines), Changes(peer=ben, lines={2: a_line(2, "Ben's")}))
    lines[2] = a_line(2, "line 2, changed", removed_at=AT, parts=(), adopted_at=None, position=-2)
    await save(store, Changes(peer=ana, lines={2: lines[2]}))
    async with store.transaction() as transaction:
        found = await transaction.lines([ana.id or 0, ben.id or 0])
    assert found[ana.id or 0] == [lines[3], lines[2], lines[1]]
    assert [line.text for line in found[ben.id or 0]] == ["Ben's"]


async def test_earlier_wordings_are_kept(store: Store) -> None:
    """Each change adds to the history, with the whole line as it was; each person's own, the oldest first."""
    ana, ben = a_peer("telegram:1"), a_peer("telegram:2")
    changes = [ChangeRecord(ref=1, at=AT, what=what, before=a_line(1, what)) for what in ("revised", "removed")]
    await save(store, Changes(peer=ana, history=changes), Changes(peer=ben))
    async with store.transaction() as transaction:
        found = await transaction.changes([ana.id or 0, ben.id or 0])
    assert [(one.what, one.at, one.before) for one in found[ana.id or 0]] == [
        (what, AT, a_line(1, what)) for what in ("revised", "removed")
    ]
    assert found[ben.id or 0] == []


async def test_lines_and_changes_of_the_first_schema_are_read(store: Store) -> None:
    """A line of schema 0001 comes back without what it did not know; its changes, which cannot be undone, are left."""
    ana = a_peer()
    await save(store, Changes(peer=ana, lines={1: a_line(1)}, history=[change(1)]))
    old = store.vault.seal('["people","Ben","",  "reflect",1,"who",[[3,9]]]', "plan_lines.body")
    before = store.vault.seal('["people","Ben","","reflect",1,"who",[]]', "line_changes.before")
    async with store.database.transaction() as connection:
        await connection.execute(tables.plan_lines.update().values(body_sealed=old))
        await connection.execute(tables.line_changes.update().values(before_sealed=before))
    async with store.transaction() as transaction:
        [line] = (await transaction.lines([ana.id or 0]))[ana.id or 0]
        assert (line.section, line.text, line.state, line.about, line.settled) == ("people", "Ben", "who", 0, "")
        assert line.parts == (Part("Ben", 9),)
        assert await transaction.changes([ana.id or 0]) == {ana.id: []}


def change(ref: int) -> ChangeRecord:
    """A change of a line."""
    return ChangeRecord(ref=ref, at=AT, what="revised", before=a_line(ref))


async def test_the_outbox_keeps_its_order(store: Store) -> None:
    """Messages get rising ids, come back as they were, and leave when they are noted."""
    ana = a_peer()
    messages = [a_message(body=f"message {number} 👍", question=number) for number in range(20)]
    await save(store, Changes(peer=ana, outbox=messages))
    assert [one.peer_id for one in messages] == [ana.id] * 20
    async with store.transaction() as transaction:
        assert await transaction.unsent() == messages
        assert await transaction.unsent(limit=3) == messages[:3]
        await transaction.drop_outbox([one.id for one in messages[:19] if one.id])
    async with store.transaction() as transaction:
        assert await transaction.unsent() == messages[19:]


async def test_unsaying_takes_back_a_persons_later_messages(store: Store) -> None:
    """From the question on, of this person only, and not what the same save says anew."""
    ana, ben = a_peer("telegram:1"), a_peer("telegram:2")
    await save(
        store, *(Changes(peer=one, outbox=[a_message(one.address, "old", n) for n in (3, 5)]) for one in (ana, ben))
    )
    await save(store, Changes(peer=ana, unsay_since=5, outbox=[a_message(ana.address, "new", 5)]))
    async with store.transaction() as transaction:
        left = [(one.address[-1], one.body, one.question) for one in await transaction.unsent()]
    assert left == [("1", "old", 3), ("2", "old", 3), ("2", "old", 5), ("1", "new", 5)]


def due_of(peer: PeerRecord, timer: TimerRecord) -> DueRecord:
    """A timer of somebody, as it falls due."""
    return DueRecord(peer.id or 0, timer.timer, timer.question, timer.due_at, timer.until)


async def test_a_later_timer_replaces_the_earlier(store: Store) -> None:
    """One of each name for a person; due ones come oldest first, with until when they hold; moved and dropped by
    question."""
    ana, ben = a_peer("telegram:1"), a_peer("telegram:2")
    nudge = TimerRecord("nudge", AT + timedelta(hours=2), 5)
    expire = TimerRecord("expire", AT + timedelta(hours=1), 5, AT + timedelta(hours=7))
    await save(store, Changes(peer=ana, timers={"nudge": TimerRecord("nudge", AT, 4)}), Changes(peer=ben))
    await save(
        store, Changes(peer=ana, timers={"nudge": nudge, "expire": expire}), Changes(peer=ben, timers={"nudge": nudge})
    )
    async with store.transaction() as transaction:
        assert await transaction.next_due() == expire.due_at.timestamp()
        assert await transaction.due(AT + timedelta(minutes=59), 10) == []
        found = await transaction.due(AT + timedelta(hours=2), 10)
        assert found[0] == due_of(ana, expire)
        assert set(found) == {due_of(ana, expire), due_of(ana, nudge), due_of(ben, nudge)}
        await transaction.drop_timers([replace(due_of(ana, expire), question=4), due_of(ana, nudge)])
        await transaction.move_timers([(due_of(ben, nudge), AT + timedelta(days=1))])
        assert await transaction.due(AT + timedelta(hours=3), 10) == [due_of(ana, expire)]


async def test_a_timer_can_be_taken_away(store: Store) -> None:
    """By its name; the person's others stay."""
    ana = a_peer("telegram:1")
    nudge, snooze = TimerRecord("nudge", AT, 5), TimerRecord("snooze", AT, 6)
    await save(store, Changes(peer=ana, timers={"nudge": nudge, "snooze": snooze}))
    await save(store, Changes(peer=ana, timers={"snooze": None, "never set": None}))
    async with store.transaction() as transaction:
        assert await transaction.due(AT, 10) == [due_of(ana, nudge)]


async def test_forgetting_takes_everything_but_the_receipt(store: Store) -> None:
    """Lines, history, timers, unsent messages and what was set aside go; the goodbye stays until it is sent."""
    ana, ben = a_peer("telegram:1"), a_peer("telegram:2")
    for one in (ana, ben):
        aside = AsideRecord(at=AT, cause="RuntimeError", event="{}")
        await save(
            store,
            Changes(
                peer=one, lines={1: a_line(1)}, history=[ChangeRecord(ref=1, at=AT, what="revised", before=a_line(1))],
                outbox=[a_message(one.address, "old")], timers={"nudge": TimerRecord("nudge", AT, 5)}, aside=[aside],
            ),
        )  # fmt: skip
    await save(store, Changes(peer=ana, forgotten=True, outbox=[a_message(ana.address, "receipt")]))
    async with store.transaction() as transaction:
        assert await transaction.peers([ana.address]) == {}
        assert [(one.body, one.peer_id) for one in await transaction.unsent()] == [("old", ben.id), ("receipt", None)]
        assert await transaction.lines([ana.id or 0]) == {ana.id: []}
        assert await transaction.changes([ana.id or 0]) == {ana.id: []}
        assert await transaction.due(AT, 10) == [due_of(ben, TimerRecord("nudge", AT, 5))]
    async with store.database.transaction() as connection:
        assert list(await connection.scalars(select(tables.set_aside.c.peer_id))) == [ben.id]


async def test_updates_are_remembered_for_a_while(store: Store) -> None:
    """Their numbers may be anything up to 64 bits; old ones are dropped."""
    async with store.transaction() as transaction:
        await transaction.mark_seen([5, 2**40], AT)
        await transaction.mark_seen([7], AT + timedelta(days=2))
        assert await transaction.seen([5, 6, 2**40, 7]) == {5, 7, 2**40}
        await transaction.forget_seen(AT + timedelta(days=1))
        assert await transaction.seen([5, 6, 2**40, 7]) == {7}


async def test_blocking_is_noted_by_address(store: Store) -> None:
    """Of known people only."""
    ana = a_peer()
    ana.blocked_at = None
    await save(store, Changes(peer=ana))
    async with store.transaction() as transaction:
        await transaction.set_blocked([ana.address, "telegram:unknown"], AT)
    found = (await load(store, ana.address))[ana.address]
    assert found is not None
    assert found.blocked_at == AT
    async with store.transaction() as transaction:
        await transaction.set_blocked([ana.address], None)
    assert (await load(store, ana.address))[ana.address] == ana


async def test_groups_and_scripts_are_remembered(store: Store) -> None:
    """A group by its hash, a script by its name and version."""
    async with store.transaction() as transaction:
        assert not await transaction.told("telegram:-7")
        await transaction.mark_told("telegram:-7", AT)
        assert await transaction.told("telegram:-7")
        assert not await transaction.told("telegram:-8")
        assert await transaction.script("reflect", 2) is None
        await transaction.add_script("reflect", 2, "digest", "text: ñ")
        assert await transaction.script("reflect", 2) == ("digest", "text: ñ")


async def test_what_raises_is_rolled_back(store: Store) -> None:
    """Nothing of a transaction stays when its block raises, and the next one works."""

    async def fail() -> None:
        async with store.transaction() as transaction:
            await transaction.save([Changes(peer=a_peer())])
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await fail()
    assert await load(store, a_peer().address) == {}


async def test_the_key_is_checked(store: Store) -> None:
    """Noted on first use, and proved ever after."""
    await store.check_key()
    await store.check_key()
    with pytest.raises(WrongKeyError):
        await Store(store.database, Vault(["another key than before"])).check_key()


@pytest.mark.parametrize(
    "texts", [("walking",), ("walking", "by\nthe river", ""), ("", ""), ("👍", "a"), ("one\n", "\ntwo")]
)
async def test_a_lines_messages_come_back_apart(store: Store, texts: tuple[str, ...]) -> None:
    """Whatever they hold, each message of a line is told from the others, so that one of them can be edited."""
    parts = tuple(Part(words, number if number else None) for number, words in enumerate(texts))
    ana = a_peer()
    line = a_line(1, whole(parts), parts=parts)
    await save(store, Changes(peer=ana, lines={1: line}))
    async with store.transaction() as transaction:
        assert await transaction.lines([ana.id or 0]) == {ana.id: [line]}
