"""A change of the key: everything comes under the newest one, nothing is lost, and it can be interrupted anywhere."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from helpers_storage import AT, a_line, a_message, a_peer, save, store_of
from sqlalchemy import update
from test_storage_secrets import write_about_several

from bot.storage import PeerRecord, Store, Vault, WrongKeyError
from bot.storage.circle import InvitationRecord
from bot.storage.inbox import Arrived
from bot.storage.records import AsideRecord, ChangeRecord, Changes
from bot.storage.rotating import Place
from bot.storage.sealed import SEALED
from bot.storage.tables import facts, metadata, peers, plan_lines

OLD, NEW = "the key of last year", "the key of this year"
LATER = AT + timedelta(days=1)


async def filled(store: Store, people: int = 5) -> None:
    """Something in every sealed column, under the newest key of the store."""
    await store.check_key()
    await write_about_several(store, "words", "CODE", "token")
    for number in range(people):
        peer = a_peer(f"telegram:1{number}", f"words {number}")
        await save(
            store,
            Changes(
                peer=peer, lines={ref: a_line(ref, f"line {ref} of {number}") for ref in range(1, 4)},
                outbox=[a_message(peer.address)], aside=[AsideRecord(at=AT, cause="RuntimeError", event="event")],
                history=[ChangeRecord(ref=1, at=AT, what="revised", before=a_line(1, "before"))],
            ),
        )  # fmt: skip
    async with store.transaction() as transaction:
        await transaction.mark_told("telegram:-7", AT)
        await transaction.inbox.put([Arrived(17, 3, AT, "an update")])
    number_of = metadata.tables["sent_messages"]
    async with store.database.transaction() as connection:
        sealed = store.vault.seal("b 17", "sent_messages.number")
        await connection.execute(number_of.insert().values(peer_id=1, number_sealed=sealed, at=AT.timestamp()))


async def rotate(store: Store, place: Place | None = None) -> list[int]:
    """A whole rotation; how many rows were renewed, and how many could not be."""
    rows = left = 0
    async with store.transaction() as transaction:
        await transaction.rotating.begin(LATER)
    following: Place | None = place or Place()
    while following is not None:
        async with store.transaction() as transaction:
            following, done = await transaction.rotating.step(following)
        rows, left = rows + done.rows, left + done.left
    async with store.transaction() as transaction:
        await transaction.rotating.finish(LATER)
    return [rows, left]


async def opened(store: Store) -> list[tuple[object, ...]]:
    """Every sealed value as text, with its place, and all other columns but look-up hashes."""
    found: list[tuple[object, ...]] = []
    async with store.database.transaction() as connection:
        for one in SEALED:
            for row in (await connection.execute(one.table.select().order_by(*one.table.primary_key))).mappings():
                sealed = {column.name: one.purpose(column) for column in one.columns}
                found += [
                    (one.table.name, name, store.vault.open(value, sealed[name]) if name in sealed and value else value)
                    for name, value in row.items()
                    if name not in ("fingerprint", "pins")
                ]
    return found


async def by_key(store: Store) -> dict[str, int]:
    """How many values are under which key."""
    async with store.transaction() as transaction:
        return dict(await transaction.rotating.values_by_key())


def renewed(store: Store, keys: Sequence[str] = (NEW, OLD)) -> Store:
    """The same database under other keys."""
    return Store(store.database, Vault(keys))


async def test_everything_is_the_same_under_the_new_key_alone(store: Store) -> None:
    """Every column of every row; people and codes are found; the older key is needed for nothing."""
    first = renewed(store, [OLD])
    await filled(first)
    async with first.transaction() as transaction:
        await transaction.add_script("reflect", 2, "digest", "text")
    before = await opened(first)
    assert await by_key(first) == {Vault([OLD]).names[0]: sum(await _values(first))}
    [rows, left] = await rotate(renewed(store))
    assert (left, rows > 30) == (0, True)
    alone = renewed(store, [NEW])
    await alone.check_key()
    assert await opened(alone) == before
    assert set(await by_key(alone)) == {Vault([NEW]).names[0]}
    async with alone.transaction() as transaction:
        assert len(await transaction.peers(["telegram:10", "telegram:14", "telegram:99"])) == 2
        assert await transaction.programmes.invitation("CODE") is not None
        assert not await transaction.told("telegram:-7")
        assert await transaction.pinned() == {("reflect", 2)}
    async with renewed(store, [OLD]).transaction() as transaction:
        assert await transaction.pinned() == set(), "a hash is left under the older key"


async def _values(store: Store) -> list[int]:
    async with store.database.transaction() as connection:
        counts = [
            sum(row[column.name] is not None for row in (await connection.execute(one.table.select())).mappings())
            for one in SEALED
            for column in one.columns
        ]
    assert all(counts), "a sealed column is not tested"
    return [*counts, 1]


async def test_a_second_rotation_finds_nothing_to_do(store: Store) -> None:
    """What is under the newest key is left alone, byte for byte."""
    await filled(renewed(store, [OLD]))
    both = renewed(store)
    async with both.transaction() as transaction:
        assert await transaction.rotating.is_unfinished()
        assert await transaction.rotating.rows_left() > 30
    await rotate(both)
    async with both.transaction() as transaction:
        assert not await transaction.rotating.is_unfinished()
        assert await transaction.rotating.rows_left() == 0
    assert await rotate(both) == [0, 0]


async def test_it_goes_on_where_it_was_interrupted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch that fails is undone whole; the next rotation does the rest, and nothing twice."""
    monkeypatch.setattr("bot.storage.rotating.ROWS_AT_ONCE", 3)
    first = renewed(store, [OLD])
    await filled(first)
    before, both = await opened(first), renewed(store)
    total = sum(await _values(first))
    place: Place | None = Place()
    for _ in range(4):
        assert place is not None
        async with both.transaction() as transaction:
            place, _ = await transaction.rotating.step(place)
    some = (await by_key(both))[Vault([NEW]).names[0]]
    assert 0 < some < total
    with contextlib.suppress(ZeroDivisionError):
        async with both.transaction() as transaction:
            assert place is not None
            await transaction.rotating.step(place)
            raise ZeroDivisionError
    assert (await by_key(both))[Vault([NEW]).names[0]] == some
    assert await opened(both) == before
    assert (await rotate(both))[1] == 0
    assert await opened(renewed(store, [NEW])) == before


async def test_what_is_written_meanwhile_is_not_lost(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody changes a line, somebody comes, somebody goes, between any two batches."""
    monkeypatch.setattr("bot.storage.rotating.ROWS_AT_ONCE", 2)
    await filled(renewed(store, [OLD]))
    both, turn = renewed(store), 0
    place: Place | None = Place()
    while place is not None:
        async with both.transaction() as transaction:
            place, _ = await transaction.rotating.step(place)
        async with both.transaction() as transaction:
            found = await transaction.peers(["telegram:11", "telegram:12"])
            ana, gone = found["telegram:11"], found.get("telegram:12")
            assert ana is not None
            turn += 1
            changes = [Changes(peer=replace(ana, name=f"Ana {turn}"), lines={1: a_line(1, f"turn {turn}")})]
            changes += [Changes(peer=gone, forgotten=True)] if gone and turn == 3 else []
            await transaction.save([*changes, Changes(peer=a_peer(f"telegram:2{turn}"))])
    async with both.transaction() as transaction:
        await transaction.rotating.finish(LATER)
    async with renewed(store, [NEW]).transaction() as transaction:
        found = await transaction.peers(
            ["telegram:11", "telegram:12", *(f"telegram:2{one}" for one in range(1, turn + 1))]
        )
        assert len(found) == turn + 1
        ana = found["telegram:11"]
        assert ana is not None
        assert (ana.name, (await transaction.lines([ana.id or 0]))[ana.id or 0][0].text) == (
            f"Ana {turn}",
            f"turn {turn}",
        )
    assert set(await by_key(both)) == {Vault([NEW]).names[0]}


async def test_a_value_that_cannot_be_opened_stays_and_holds_nobody_up(store: Store) -> None:
    """It is counted; the rest is renewed, and there is no second try for ever."""
    await filled(renewed(store, [OLD]))
    async with store.database.transaction() as connection:
        [row] = (await connection.execute(plan_lines.select().limit(1))).mappings()
        damaged = row["body_sealed"][:-1] + bytes([row["body_sealed"][-1] ^ 1])
        which = (plan_lines.c.peer_id == row["peer_id"]) & (plan_lines.c.ref == row["ref"])
        await connection.execute(update(plan_lines).where(which).values(body_sealed=damaged))
    both = renewed(store)
    assert (await rotate(both))[1] == 1
    assert (await by_key(both))[Vault([OLD]).names[0]] == 1
    async with both.transaction() as transaction:
        assert not await transaction.rotating.is_unfinished()


async def test_somebody_who_is_there_twice_stays_so(store: Store) -> None:
    """They came again while the older key was not listed: the older row is not touched, and counted."""
    peer = a_peer()
    await save(renewed(store, [OLD]), Changes(peer=peer))
    await save(renewed(store, [NEW]), Changes(peer=a_peer()))
    assert await rotate(renewed(store)) == [0, 1]
    async with store.database.transaction() as connection:
        assert len((await connection.execute(peers.select())).all()) == 2


async def test_a_code_that_was_told_once_keeps_the_older_key_listed(store: Store) -> None:
    """It opens under the older key until it is over; one that is made afterwards needs none."""
    first, both = renewed(store, [OLD]), renewed(store)
    await filled(first, people=1)
    fields = {"programme_id": 1, "kind": "specialist", "label": "Rosa", "most": 1, "expires_at": LATER}
    async with first.transaction() as transaction:
        await transaction.programmes.add_invitation(InvitationRecord(created_at=AT, **fields), "ONCE")  # type: ignore[arg-type] # a dict
    await rotate(both)
    async with both.transaction() as transaction:
        after = LATER + timedelta(seconds=1)
        await transaction.programmes.add_invitation(InvitationRecord(created_at=after, **fields), "AGAIN")  # type: ignore[arg-type] # a dict
        assert await transaction.programmes.invitation("ONCE") is not None
        assert await transaction.rotating.codes_under_older_keys(AT) == 1
        assert await transaction.rotating.codes_under_older_keys(LATER) == 0
    async with renewed(store, [NEW]).transaction() as transaction:
        assert await transaction.programmes.invitation("ONCE") is None
        assert await transaction.programmes.invitation("AGAIN") is not None


async def test_the_number_of_statements_does_not_grow_with_rows(store: Store) -> None:
    """A batch of five takes as many as a batch of one."""
    from sqlalchemy import event

    statements: list[str] = []
    event.listen(store.database.engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    needed = []
    for keys, people in (([OLD], 1), ([NEW, OLD], 5)):
        for number in range(people):
            await save(renewed(store, keys), Changes(peer=a_peer(f"telegram:{people}{number}")))
        newest = renewed(store, [f"key number {people} for this test", *keys])
        async with newest.transaction() as transaction:
            statements.clear()
            _, done = await transaction.rotating.step(Place())
        assert done.rows >= people
        needed.append(len(statements))
    assert needed[0] == needed[1]


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from helpers_storage import store_of
from bot.storage import Store, Vault
from bot.storage.rotating import Place
import bot.storage.rotating as rotating

rotating.ROWS_AT_ONCE = 3

async def main(folder, batches):
    async with store_of("file", Path(folder)) as made:
        store, place = Store(made.database, Vault([{new!r}, {old!r}])), Place()
        for _ in range(batches):
            async with store.transaction() as transaction:
                place, _ = await transaction.rotating.step(place)
        async with store.transaction() as transaction:
            await transaction.rotating.step(place)
            os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


@pytest.mark.parametrize("batches", [0, 1, 5])
async def test_a_killed_process_leaves_nothing_half(tmp_path: Path, batches: int) -> None:
    """kill -9 in the middle of a batch: the next process goes on from there."""
    async with store_of("file", tmp_path, OLD) as store:
        await filled(store)
        before = await opened(store)
    script = KILLED.format(new=NEW, old=OLD)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(  # noqa: ASYNC221 - nothing else is to happen meanwhile
        [sys.executable, "-c", script, str(tmp_path), str(batches)], env=environment, cwd=Path.cwd(), timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    async with store_of("file", tmp_path, NEW, OLD) as store:
        assert await opened(store) == before
        under = await by_key(store)
        assert bool(under.get(Vault([NEW]).names[0])) == bool(batches)
        assert (await rotate(store))[1] == 0
        assert await opened(renewed(store, [NEW])) == before


def test_a_vault_takes_new_keys_or_keeps_its_own() -> None:
    """Whoever holds it goes by the new ones; a list that is not safe changes nothing."""
    vault = Vault([OLD])
    sealed = vault.seal("words", "a")
    with pytest.raises(ValueError, match="at least"):
        vault.take([NEW, "short"])
    assert vault.names == Vault([OLD]).names
    vault.take([NEW, OLD])
    assert vault.names == Vault([NEW, OLD]).names
    new = vault.renewed(sealed, "a")
    assert Vault([NEW]).open(new, "a") == "words"
    assert vault.renewed(new, "a") is new
    with pytest.raises(WrongKeyError):
        Vault([NEW]).renewed(sealed, "a")


async def test_what_is_noted_of_a_rotation_holds_no_secret(store: Store) -> None:
    """Four bytes of name, a moment and a yes or no."""
    await filled(renewed(store, [OLD]), people=1)
    await rotate(renewed(store))
    async with store.database.transaction() as connection:
        rows = {row.name: row.value for row in await connection.execute(facts.select())}
    assert len(rows["key_rotation"]) == 13
    assert isinstance(a_peer(), PeerRecord)
