"""Backups: whole, authentic, closed without the key; and putting one back brings nobody back who has gone since."""

import io
import json
import os
import shutil
import sqlite3
import struct
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from helpers_schemas import BEFORE_0005
from helpers_storage import AT, KEY, a_line, a_message, a_peer, save, store_of, url_of
from test_storage_rotating import NEW, OLD, filled, opened, rotate
from test_storage_secrets import found_in

from bot.storage import DatabaseError, DatabaseUnavailable, PeerRecord, Store, Vault
from bot.storage.audit import Audited
from bot.storage.backup import LEDGER, Made, backups_in, make_backup
from bot.storage.circle import InvitationRecord, ProgrammeRecord, StaffRecord
from bot.storage.container import BackupError, Label, Stopped, pack, read_label, unpack
from bot.storage.database import open_database
from bot.storage.deletions import KEPT_FOR, Ledger
from bot.storage.errors import DatabaseInUse
from bot.storage.records import Changes
from bot.storage.restoring import DeletionsUnknownError, Restored, kept_before, look_at, restore
from bot.storage.snapshots import troubles
from bot.storage.tables import metadata

LATER = AT + timedelta(days=1)
VAULT = Vault([KEY])
MB = 1024 * 1024


def database_in(folder: Path) -> Path:
    """The database file of `store_of`."""
    return folder / "test.sqlite3"


def back_up(folder: Path, at: object = AT, keep: int | None = None, *keys: str) -> Made:
    """A backup in the folder ``backups``."""
    vault = Vault(keys or [KEY])
    return make_backup(database_in(folder), folder / "backups", vault, at, keep, Event())  # type: ignore[arg-type] # a datetime


async def put_back(folder: Path, file: Path, *keys: str, without_deletions: bool = False) -> Restored:
    """A restore, and what there is beside the database."""
    vault, ledger, journal = Vault(keys or [KEY]), Ledger(folder / "deleted"), folder / "sent.journal"
    return await restore(
        file, database_in(folder), vault, ledger, journal, LATER, without_deletions=without_deletions
    )  # fmt: skip


@pytest.fixture
async def ana_and_ben(tmp_path: Path) -> tuple[PeerRecord, PeerRecord]:
    """Two people in a database that is closed, with a ledger beside it."""
    ana, ben = a_peer("telegram:1", "Ana's words"), a_peer("telegram:2", "Ben's words")
    async with a_store(tmp_path) as store:
        await store.check_key()
        await save(store, Changes(peer=ana, lines={1: a_line(1)}, outbox=[a_message("telegram:1")]), Changes(peer=ben))
    return ana, ben


def a_store(folder: Path) -> "_WithLedger":
    """A store that keeps a ledger beside the database."""
    return _WithLedger(folder)


class _WithLedger:
    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, store_of("file", folder)

    async def __aenter__(self) -> Store:
        plain = await self._made.__aenter__()
        return Store(plain.database, plain.vault, Ledger(self._folder / "deleted"))

    async def __aexit__(self, *error: object) -> None:
        await self._made.__aexit__(None, None, None)


async def people_in(folder: Path, *keys: str) -> set[str]:
    """The addresses of whoever is there."""
    async with store_of("file", folder, *keys) as store, store.transaction() as transaction:
        return set(await transaction.peers([f"telegram:{number}" for number in range(1, 20)]))


# -- the form ----------------------------------------------------------------------------------------------------------


def packed(content: bytes, vault: Vault = VAULT) -> bytes:
    """``content`` as a backup."""
    target = io.BytesIO()
    pack(io.BytesIO(content), target, vault, Label(AT, "0005", vault.names[0]), Event())
    return target.getvalue()


def unpacked(folder: Path, data: bytes, vault: Vault = VAULT) -> bytes:
    """What is in it."""
    file, target = folder / "one.backup", io.BytesIO()
    file.write_bytes(data)
    unpack(file, target, vault)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, MB - 1, MB, MB + 1, 2 * MB, 2 * MB + 5])
def test_what_was_packed_comes_out_again(tmp_path: Path, size: int) -> None:
    """Whatever its length; its label can be read without a key."""
    content = os.urandom(size)
    data = packed(content)
    assert unpacked(tmp_path, data) == content
    assert read_label(tmp_path / "one.backup") == Label(AT, "0005", VAULT.names[0])


def test_nothing_of_the_content_can_be_read_and_no_two_are_alike() -> None:
    """Of a page of zeros too."""
    one, two = packed(bytes(4096)), packed(bytes(4096))
    assert bytes(16) not in one
    assert one[-4096:] != two[-4096:]


@pytest.mark.parametrize("length", [*range(0, 220, 7), 4096, -1, -16, -17])
def test_every_cut_is_noticed_in_a_backup(tmp_path: Path, length: int) -> None:
    """In the label, in a chunk, and at the very end."""
    with pytest.raises(BackupError):
        unpacked(tmp_path, packed(bytes(8192))[:length])


def test_a_chunk_cannot_be_left_out_moved_or_added(tmp_path: Path) -> None:
    """Each knows its place, and whether it is the last."""
    content = os.urandom(3 * MB)
    data = packed(content)
    head, piece = len(data) - 3 * (MB + 16), MB + 16
    chunks = [data[head + number * piece : head + (number + 1) * piece] for number in range(3)]
    for order in ([0, 1], [1, 2], [1, 0, 2], [0, 1, 2, 2], [0, 2], []):
        with pytest.raises(BackupError, match="damaged"):
            unpacked(tmp_path, data[:head] + b"".join(chunks[number] for number in order))
    other = packed(content)
    with pytest.raises(BackupError, match="damaged"):
        unpacked(tmp_path, data[:head] + other[-3 * piece :])
    assert unpacked(tmp_path, data) == content


def test_every_flipped_byte_is_noticed_in_a_backup(tmp_path: Path) -> None:
    """In the label too, of which every byte is authenticated."""
    data = packed(b"words")
    for place in range(len(data)):
        with pytest.raises(BackupError):
            unpacked(tmp_path, data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])


def test_another_key_is_named_and_told_to_be_listed(tmp_path: Path) -> None:
    """Listed behind a newer one, it opens."""
    data = packed(b"words")
    with pytest.raises(BackupError, match=f"under the key {VAULT.names[0]}, which is not listed"):
        unpacked(tmp_path, data, Vault([NEW]))
    assert unpacked(tmp_path, data, Vault([NEW, KEY])) == b"words"


GOOD_LABEL = {"made_at": AT.timestamp(), "schema": "0005", "key": "0a1b2c3d", "salt": "00" * 16}


@pytest.mark.parametrize(
    "label",
    [
        b"[" * 4096, b'"' + b"\\\\" * 2000 + b'"', b"{}", b"[]", b"3", b"null", b"\xff", b"",
        *(
            json.dumps(GOOD_LABEL | wrong).encode()
            for wrong in (
                {"key": "\udcff"}, {"key": "0A1B2C3D"}, {"key": "0a1b2c3d0"}, {"key": "٠" * 8}, {"key": 12345678},
                {"key": None}, {"schema": "\udcff"}, {"schema": "5\n"}, {"schema": 5}, {"made_at": 1e300},
                {"made_at": float("nan")}, {"made_at": "now"}, {"made_at": -1e12}, {"salt": "\udcff"}, {"salt": 3},
            )
        ),
    ],
)  # fmt: skip
async def test_whatever_stands_on_a_label_it_harms_no_work_on_the_folder(tmp_path: Path, label: bytes) -> None:
    """Such a file is no backup; the others are found, and it is not removed for a new one."""
    folder = tmp_path / "backups"
    folder.mkdir()
    odd = folder / "strongsuit-20200101T000000Z.backup"
    odd.write_bytes(b"strongsuit backup 1\n" + struct.pack(">I", len(label)) + label + b"x" * 100)
    (folder / "strongsuit-20200102T000000Z.backup").mkdir()
    with pytest.raises(BackupError, match="is no backup of Strongsuit"):
        read_label(odd)
    async with store_of("file", tmp_path):
        back_up(tmp_path)
        made = back_up(tmp_path, LATER, 1)
    assert (made.removed, odd.exists()) == (1, True)
    assert backups_in(folder) == [(LATER, made.file)]


# -- making one --------------------------------------------------------------------------------------------------------


async def test_a_backup_is_one_closed_file_for_its_owner(tmp_path: Path) -> None:
    """While the store is open, and has written a moment ago; nothing else is left in any folder."""
    async with store_of("file", tmp_path) as store:
        await save(store, Changes(peer=a_peer(words="MARKER")))
        before = {file.name for file in tmp_path.iterdir()}
        made = back_up(tmp_path)
        assert {file.name for file in tmp_path.iterdir()} - before == {"backups"}
        await save(store, Changes(peer=a_peer("telegram:2")))
    assert [file.name for file in (tmp_path / "backups").iterdir()] == ["strongsuit-20260302T100000Z.backup"]
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert (made.size, made.key, made.removed) == (made.file.stat().st_size, VAULT.names[0], 0)
    assert found_in(tmp_path, "MARKER", KEY) == []
    assert b"SQLite format" not in made.file.read_bytes()


async def test_only_so_many_are_kept(tmp_path: Path) -> None:
    """The newest, by the moment on their label; files that are no backup are left alone."""
    async with store_of("file", tmp_path):
        (tmp_path / "backups").mkdir()
        foreign = ["notes.txt", "strongsuit-20200101T000000Z.backup"]
        for name in foreign:
            (tmp_path / "backups" / name).write_text("mine", "utf-8")
        made = [back_up(tmp_path, AT + timedelta(days=day), 2) for day in range(3)]
        same = back_up(tmp_path, AT + timedelta(days=2), 2)
    assert [one.removed for one in (*made, same)] == [0, 0, 1, 1]
    assert same.file.name == "strongsuit-20260304T100000Z-2.backup"
    assert {file for _, file in backups_in(tmp_path / "backups")} == {made[2].file, same.file}
    assert all((tmp_path / "backups" / name).exists() for name in foreign)


async def test_the_backup_that_was_just_made_stays_whatever_the_clocks_say(tmp_path: Path) -> None:
    """With a clock that is behind, and beside a file that is dated ahead; no more than so many stay all the same."""
    async with store_of("file", tmp_path):
        ahead = back_up(tmp_path, AT + timedelta(days=400))
        older = back_up(tmp_path, AT + timedelta(days=1))
        behind = back_up(tmp_path, AT, 2)
        assert (behind.removed, older.file.exists()) == (1, False)
        assert [file for _, file in backups_in(tmp_path / "backups")] == [behind.file, ahead.file]
        alone = back_up(tmp_path, AT - timedelta(days=1), 1)
        assert alone.removed == 2
        assert [file for _, file in backups_in(tmp_path / "backups")] == [alone.file]


@pytest.mark.parametrize("failing", ["snapshot", "pack", "to_disk", "names_to_disk"])
async def test_a_full_disk_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    """One clear line; no snapshot, no half backup, and no older one removed for it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device") if failing != "snapshot" else sqlite3.OperationalError("disk full")

    async with store_of("file", tmp_path):
        older = back_up(tmp_path)
        before = sorted(file.name for file in tmp_path.iterdir())
        monkeypatch.setattr(f"bot.storage.backup.{failing}", full)
        with pytest.raises(BackupError, match=r"could not be written to .* (No space|disk full).*--to"):
            back_up(tmp_path, LATER, 1)
        assert sorted(file.name for file in tmp_path.iterdir()) == before
        left = [file for file in (tmp_path / "backups").iterdir() if file != older.file]
        assert older.file.exists()
        assert len(left) == (failing == "names_to_disk")


async def test_what_a_killed_process_left_is_swept_away(tmp_path: Path) -> None:
    """A snapshot and a half backup of an earlier process."""
    async with store_of("file", tmp_path):
        (tmp_path / "backups").mkdir()
        leftovers = [tmp_path / ".test.sqlite3.backup-0123.partial", tmp_path / "backups" / ".x.backup-4567.partial"]
        for file in leftovers:
            file.write_bytes(b"sealed")
        back_up(tmp_path)
        assert not any(file.exists() for file in leftovers)


async def test_a_backup_can_be_given_up(tmp_path: Path) -> None:
    """When the bot is stopped meanwhile: nothing is left."""
    async with store_of("file", tmp_path) as store:
        await filled(store)
        stop = Event()
        stop.set()
        with pytest.raises(Stopped):
            make_backup(database_in(tmp_path), tmp_path / "backups", VAULT, AT, None, stop)
        assert list((tmp_path / "backups").iterdir()) == []


# -- putting one back --------------------------------------------------------------------------------------------------


async def test_what_comes_back_is_what_was_there(tmp_path: Path) -> None:
    """Every value of every table, but for what was waiting to be sent and who was signed in."""
    async with store_of("file", tmp_path) as store:
        await filled(store)
        made = back_up(tmp_path)
        before = [row for row in await opened(store) if row[0] != "outbox"]
        await save(store, Changes(peer=a_peer("telegram:9")))
    (tmp_path / "sent.journal").write_bytes(b"12345678")
    done = await put_back(tmp_path, made.file)
    assert (done.made_at, done.removed, done.unknown) == (AT, 0, ())
    assert not (tmp_path / "sent.journal").exists()
    assert done.kept
    assert kept_before(database_in(tmp_path)) == [done.kept]
    async with store_of("file", tmp_path) as store:
        assert await opened(store) == before
        async with store.database.transaction() as connection:
            gone = [len((await connection.execute(metadata.tables[one].select())).all())
                    for one in ("outbox", "sign_ins", "web_sessions")]  # fmt: skip
        assert gone == [0, 0, 0]
    assert troubles(database_in(tmp_path), Event()) == []
    done.kept.replace(database_in(tmp_path))
    assert "telegram:9" in await people_in(tmp_path)


async def test_whoever_was_deleted_after_the_backup_does_not_come_back(
    tmp_path: Path, ana_and_ben: tuple[PeerRecord, PeerRecord]
) -> None:
    """And nothing of theirs; whoever stayed is there."""
    made = back_up(tmp_path)
    async with a_store(tmp_path) as store:
        await save(store, Changes(peer=ana_and_ben[0], forgotten=True, forgotten_at=LATER))
    done = await put_back(tmp_path, made.file)
    assert done.removed == 1
    assert await people_in(tmp_path) == {"telegram:2"}
    async with store_of("file", tmp_path) as store, store.database.transaction() as connection:
        assert (await connection.execute(metadata.tables["plan_lines"].select())).all() == []


async def test_nor_when_the_database_itself_was_lost(
    tmp_path: Path, ana_and_ben: tuple[PeerRecord, PeerRecord]
) -> None:
    """The ledger beside it knows."""
    made = back_up(tmp_path)
    async with a_store(tmp_path) as store:
        await save(store, Changes(peer=ana_and_ben[0], forgotten=True, forgotten_at=LATER))
    for file in tmp_path.glob("test.sqlite3*"):
        file.unlink()
    done = await put_back(tmp_path, made.file)
    assert (done.removed, done.kept, done.deletions_until, done.last_entry) == (1, None, None, LATER)
    assert await people_in(tmp_path) == {"telegram:2"}


@pytest.mark.parametrize("lost", ["the file", "the table"])
async def test_either_ledger_is_enough_and_both_are_whole_afterwards(
    tmp_path: Path, ana_and_ben: tuple[PeerRecord, PeerRecord], lost: str
) -> None:
    """A second restore of the same backup removes them again."""
    made = back_up(tmp_path)
    async with a_store(tmp_path) as store:
        await save(store, Changes(peer=ana_and_ben[0], forgotten=True, forgotten_at=LATER))
        if lost == "the table":
            async with store.database.transaction() as connection:
                await connection.execute(metadata.tables["deletions"].delete())
    if lost == "the file":
        (tmp_path / "deleted").unlink()
    for _ in range(2):
        done = await put_back(tmp_path, made.file)
        assert done.removed == 1
        assert done.kept
        done.kept.unlink()
        assert await people_in(tmp_path) == {"telegram:2"}
    async with store_of("file", tmp_path) as store, store.transaction() as transaction:
        assert await transaction.deletions.all() == Ledger(tmp_path / "deleted").read() != {}


async def test_whoever_came_again_before_the_backup_is_in_it(
    tmp_path: Path, ana_and_ben: tuple[PeerRecord, PeerRecord]
) -> None:
    """Their deletion was of an earlier time."""
    async with a_store(tmp_path) as store:
        await save(store, Changes(peer=ana_and_ben[0], forgotten=True, forgotten_at=AT + timedelta(hours=1)))
        again = replace(a_peer("telegram:1", "new words"), created_at=AT + timedelta(hours=2))
        await save(store, Changes(peer=again))
    made = back_up(tmp_path, AT + timedelta(hours=3))
    assert (await put_back(tmp_path, made.file)).removed == 0
    assert await people_in(tmp_path) == {"telegram:1", "telegram:2"}


async def test_a_deletion_is_honoured_over_a_change_of_the_key(tmp_path: Path) -> None:
    """The backup is from before it, the deletion from after it."""
    async with store_of("file", tmp_path, OLD) as store:
        await store.check_key()
        ana = a_peer("telegram:1")
        await save(store, Changes(peer=ana), Changes(peer=a_peer("telegram:2")))
    made = back_up(tmp_path, AT, None, OLD)
    async with store_of("file", tmp_path, NEW, OLD) as store:
        await rotate(store)
        await save(store, Changes(peer=ana, forgotten=True, forgotten_at=LATER))
    with pytest.raises(BackupError, match="not listed"):
        await put_back(tmp_path, made.file, NEW)
    assert (await put_back(tmp_path, made.file, NEW, OLD)).removed == 1
    assert await people_in(tmp_path, NEW, OLD) == {"telegram:2"}


async def test_a_share_that_has_ended_since_stays_ended_and_the_audit_log_goes_on(tmp_path: Path) -> None:
    """As far as the database of before can tell."""
    async with store_of("file", tmp_path) as store:
        await filled(store, people=1)
        async with store.transaction() as transaction:
            await transaction.audit.note(Audited.LISTED_PROGRAMMES, AT)
        made = back_up(tmp_path)
        async with store.transaction() as transaction:
            share = await transaction.sharing.share(1)
            assert share is not None
            assert share.copy is not None
            share.copy, share.seen, share.revoked_at = None, None, LATER
            await transaction.sharing.put(share)
            await transaction.audit.note(Audited.PURGED, LATER)
    await put_back(tmp_path, made.file)
    async with store_of("file", tmp_path) as store, store.transaction() as transaction:
        share = await transaction.sharing.share(1)
        assert share is not None
        assert (share.copy, share.revoked_at) == (None, LATER)
        noted = {one.id: one.what for one in await transaction.audit.page(AT, 10)}
    assert [noted[one] for one in sorted(noted, key=str)] == [
        Audited.LISTED_PROGRAMMES, Audited.PURGED, Audited.RESTORED
    ]  # fmt: skip


async def a_programme(folder: Path) -> None:
    """A programme with two specialists at work and one suspended, and a code of each kind."""
    async with store_of("file", folder) as store, store.transaction() as transaction:
        programme = await transaction.programmes.put(ProgrammeRecord(key="river", name="River", created_at=AT))
        people = [replace(a_peer(f"telegram:{number}"), programme_id=programme.id) for number in (1, 2, 3, 4)]
        await transaction.save([Changes(peer=one) for one in people])
        for number, suspended in ((1, None), (2, None), (3, AT)):
            one = StaffRecord(
                programme_id=programme.id or 0, peer_id=number, role="specialist", name=f"S{number}", accepted_at=AT,
                confirmed_at=AT, suspended_at=suspended,
            )  # fmt: skip
            await transaction.programmes.put_staff(one)
        for code, most in (("JOIN", None), ("WORK", 1), ("SPOKEN", None)):
            kind = {"JOIN": "join", "WORK": "specialist", "SPOKEN": "share"}[code]
            made = InvitationRecord(programme_id=programme.id or 0, kind=kind, code=code, created_at=AT, most=most)  # type: ignore[arg-type] # one of the kinds
            await transaction.programmes.add_invitation(made, code)


async def test_what_staff_lost_since_the_backup_stays_lost_and_nothing_is_given(tmp_path: Path) -> None:
    """Suspended, revoked, used up and closed; who was suspended then and is not now stays suspended too."""
    await a_programme(tmp_path)
    made = back_up(tmp_path)
    async with store_of("file", tmp_path) as store, store.transaction() as transaction:
        programmes = transaction.programmes
        first, second, third = await programmes.staff(1)
        first.suspended_at, second.confirmed_at, third.suspended_at = LATER, None, None
        for one in (first, second, third):
            await programmes.put_staff(one)
        for code, used, revoked in (("JOIN", 3, LATER), ("WORK", 1, None), ("SPOKEN", 0, LATER)):
            found = await programmes.invitation(code)
            assert found
            found.used, found.revoked_at = used, revoked
            await programmes.put_invitation(found)
        await programmes.add_invitation(
            InvitationRecord(programme_id=1, kind="share", code="NEW", created_at=LATER), "NEW"
        )
    done = await put_back(tmp_path, made.file)
    assert (done.taken, done.look_at_staff, done.deletions_until) == (4, False, None)
    async with store_of("file", tmp_path) as store, store.transaction() as transaction:
        standing = [(one.confirmed_at, one.suspended_at) for one in await transaction.programmes.staff(1)]
        assert standing == [(AT, LATER), (None, None), (AT, AT)]
        codes = {one.code: (one.used, one.revoked_at) for one in await transaction.programmes.invitations(1)}
        assert codes == {"JOIN": (3, LATER), "WORK": (1, None), "SPOKEN": (0, LATER)}
        [programme] = await transaction.programmes.all()
        assert programme.closed_at is None
        assert await transaction.programmes.members(1) == 4


async def test_a_programme_that_was_closed_since_stays_closed(tmp_path: Path) -> None:
    """And nobody belongs to it."""
    await a_programme(tmp_path)
    made = back_up(tmp_path)
    async with store_of("file", tmp_path) as store, store.transaction() as transaction:
        [programme] = await transaction.programmes.all()
        programme.closed_at = LATER
        await transaction.programmes.put(programme)
    assert (await put_back(tmp_path, made.file)).taken == 1
    async with store_of("file", tmp_path) as store, store.transaction() as transaction:
        [programme] = await transaction.programmes.all()
        assert programme.closed_at == LATER
        assert await transaction.programmes.members(1) == 0


async def test_who_is_not_of_the_staff_any_more_is_suspended_and_no_number_comes_again(tmp_path: Path) -> None:
    """Numbers that were given out since the backup stand in the audit log."""
    await a_programme(tmp_path)
    made = back_up(tmp_path)
    async with store_of("file", tmp_path) as store, store.database.transaction() as connection:
        table = metadata.tables["staff"]
        await connection.execute(table.delete().where(table.c.id == 2))
        await connection.execute(
            table.insert().values(programme_id=1, peer_id=4, role="specialist", name_sealed=b"", accepted_at=1.0)
        )
    assert (await put_back(tmp_path, made.file)).taken == 1
    async with store_of("file", tmp_path) as store, store.transaction() as transaction:
        found = {one.id: one.suspended_at for one in await transaction.programmes.staff(1)}
        assert found == {1: None, 2: LATER, 3: AT}
        further = StaffRecord(programme_id=1, peer_id=4, role="specialist", name="S5", accepted_at=LATER)
        assert (await transaction.programmes.put_staff(further)).id == 5


@pytest.mark.parametrize("before", ["gone", "damaged", "another", "empty"])
async def test_where_the_database_of_before_tells_nothing_it_is_said(tmp_path: Path, before: str) -> None:
    """Nobody's standing is touched by guessing; a database that another bot has begun is not mistaken for it."""
    await a_programme(tmp_path)
    made = back_up(tmp_path)
    await without_its_database(tmp_path, before)
    with pytest.raises(DeletionsUnknownError) as unknown:
        await put_back(tmp_path, made.file)
    assert unknown.value.until == AT
    done = await put_back(tmp_path, made.file, without_deletions=True)
    assert (done.taken, done.look_at_staff, done.deletions_until) == (0, True, AT)
    async with store_of("file", tmp_path) as store, store.transaction() as transaction:
        assert [one.suspended_at for one in await transaction.programmes.staff(1)] == [None, None, AT]


async def without_its_database(folder: Path, before: str) -> None:
    """What happens to installations: the database is gone, damaged, or another was begun in its place."""
    for file in folder.glob("test.sqlite3*"):
        file.unlink()
    if before == "damaged":
        database_in(folder).write_bytes(b"damaged" * 1000)
    elif before == "empty":
        database_in(folder).touch()
    elif before == "another":
        async with a_store(folder) as store:
            await store.check_key()
            await save(store, Changes(peer=replace(a_peer("telegram:7"), created_at=AT + timedelta(minutes=1))))
            ben = replace(a_peer("telegram:8"), created_at=AT + timedelta(hours=1))
            await save(store, Changes(peer=ben))
            await save(store, Changes(peer=ben, forgotten=True, forgotten_at=LATER))


async def test_who_was_deleted_before_the_newest_backup_stands_beside_them(
    tmp_path: Path, ana_and_ben: tuple[PeerRecord, PeerRecord]
) -> None:
    """So the folder alone brings nobody back with an older backup; it is told until when that is known."""
    older = back_up(tmp_path).file
    assert not (tmp_path / "backups" / LEDGER).exists()
    async with a_store(tmp_path) as store:
        at = AT + timedelta(hours=3)
        await save(store, Changes(peer=ana_and_ben[0], forgotten=True, forgotten_at=at))
        back_up(tmp_path, AT + timedelta(hours=4))
    beside = tmp_path / "backups" / LEDGER
    assert Ledger(beside).read() == Ledger(tmp_path / "deleted").read() != {}
    assert beside.stat().st_mode & 0o777 == 0o600
    elsewhere = tmp_path / "new machine"
    elsewhere.mkdir()
    with pytest.raises(DeletionsUnknownError, match="2026-03-02 13:00 UTC") as unknown:
        await put_back(elsewhere, older)
    assert unknown.value.until == at
    assert list(elsewhere.iterdir()) == [elsewhere / "test.sqlite3.lock"]
    done = await put_back(elsewhere, older, without_deletions=True)
    assert (done.removed, done.deletions_until, done.look_at_staff) == (1, at, False)
    assert await people_in(elsewhere) == {"telegram:2"}
    assert Ledger(elsewhere / "deleted").read() == Ledger(beside).read()


async def test_beside_backups_deletions_are_forgotten_in_time_and_never_lost_before(
    tmp_path: Path, ana_and_ben: tuple[PeerRecord, PeerRecord]
) -> None:
    """A database that knows less, as one that was begun afresh, takes nothing from what lies there."""
    ana, ben = ana_and_ben
    async with a_store(tmp_path) as store:
        await save(store, Changes(peer=ana, forgotten=True, forgotten_at=AT))
        back_up(tmp_path)
        [noted] = Ledger(tmp_path / "backups" / LEDGER).read()
        async with store.database.transaction() as connection:
            await connection.execute(metadata.tables["deletions"].delete())
        back_up(tmp_path, AT + KEPT_FOR)
        assert set(Ledger(tmp_path / "backups" / LEDGER).read()) == {noted}
        await save(store, Changes(peer=ben, forgotten=True, forgotten_at=LATER))
        back_up(tmp_path, AT + KEPT_FOR + timedelta(seconds=1))
    assert set(Ledger(tmp_path / "backups" / LEDGER).read().values()) == {LATER.timestamp()}


async def test_a_backup_of_an_earlier_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    """Before it takes the database's place."""
    async with store_of("file", tmp_path) as store:
        await store.check_key()
        await save(store, Changes(peer=a_peer("telegram:1")))
    with sqlite3.connect(database_in(tmp_path)) as connection:
        for change in BEFORE_0005:
            connection.execute(change)
        connection.execute("UPDATE alembic_version SET version_num = '0004'")
    connection.close()
    made = back_up(tmp_path)
    assert read_label(made.file).schema == "0004"
    await put_back(tmp_path, made.file)
    assert await people_in(tmp_path) == {"telegram:1"}


# -- what is refused ---------------------------------------------------------------------------------------------------


def everything(folder: Path) -> dict[str, bytes]:
    """All files that are there, without the lock."""
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock"}


@pytest.mark.parametrize("how", ["cut", "changed", "other key", "no backup", "damaged inside", "newer", "inner key"])
async def test_a_backup_that_is_not_in_order_touches_nothing(
    tmp_path: Path, ana_and_ben: tuple[PeerRecord, PeerRecord], how: str
) -> None:
    """It is checked whole before; what is there is there byte for byte, and nothing is left beside it."""
    file = back_up(tmp_path).file
    data = file.read_bytes()
    keys = [KEY]
    if how == "cut":
        file.write_bytes(data[:-100])
    elif how == "changed":
        file.write_bytes(data[:5000] + bytes([data[5000] ^ 1]) + data[5001:])
    elif how == "other key":
        keys = [NEW]
    elif how == "no backup":
        file.write_text("my notes", "utf-8")
    else:
        file.write_bytes(packed(_spoilt(tmp_path, how)))
    before = everything(tmp_path)
    with pytest.raises(BackupError):
        await put_back(tmp_path, file, *keys)
    assert everything(tmp_path) == before


def _spoilt(folder: Path, how: str) -> bytes:
    """A database that cannot be used, in a backup that is authentic."""
    copy = folder / "spoilt.sqlite3"
    shutil.copy(database_in(folder), copy)
    with sqlite3.connect(copy) as connection:
        if how == "newer":
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        if how == "inner key":
            connection.execute("UPDATE facts SET value = ?", (Vault([NEW]).seal("the key fits", "facts.key_check"),))
    connection.close()
    data = copy.read_bytes()
    copy.unlink()
    return data[: len(data) // 2] + b"x" * (len(data) - len(data) // 2) if how == "damaged inside" else data


async def test_a_disk_that_fills_up_touches_nothing(
    tmp_path: Path, ana_and_ben: tuple[PeerRecord, PeerRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the copy is written, and just before the swap."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = back_up(tmp_path).file
    before = everything(tmp_path)
    for name in ("to_disk", "_swap"):
        with monkeypatch.context() as patch:
            patch.setattr(f"bot.storage.restoring.{name}", full)
            with pytest.raises(BackupError, match="No space left"):
                await put_back(tmp_path, file)
        left = everything(tmp_path)
        assert left.pop("deleted", b"") == b""
        assert left == before


async def test_a_restore_is_refused_while_the_database_is_open(tmp_path: Path) -> None:
    """The lock says so."""
    async with store_of("file", tmp_path) as store:
        await store.check_key()
        made = back_up(tmp_path)
        with pytest.raises(DatabaseInUse):
            await put_back(tmp_path, made.file)


async def test_a_backup_that_is_too_old_could_bring_people_back(tmp_path: Path) -> None:
    """It is refused, but for whoever insists; deletions are remembered for exactly so long."""
    async with store_of("file", tmp_path):
        made = back_up(tmp_path)
    assert look_at(made.file, AT + KEPT_FOR, even_though_old=False).made_at == AT
    with pytest.raises(BackupError, match="--even-though-old"):
        look_at(made.file, AT + KEPT_FOR + timedelta(seconds=1), even_though_old=False)
    assert look_at(made.file, AT + 2 * KEPT_FOR, even_though_old=True).made_at == AT


async def test_a_database_that_cannot_be_read_is_kept_all_the_same(
    tmp_path: Path, ana_and_ben: tuple[PeerRecord, PeerRecord]
) -> None:
    """A damaged file, with a log of its own beside it, does not spoil what is put in its place."""
    made = back_up(tmp_path)
    database_in(tmp_path).write_bytes(b"damaged" * 1000)
    (tmp_path / "test.sqlite3-wal").write_bytes(b"a log of before")
    with pytest.raises((DatabaseError, DatabaseUnavailable)):
        await open_database(url_of("file", tmp_path))
    done = await put_back(tmp_path, made.file, without_deletions=True)
    assert done.kept
    assert done.kept.read_bytes() == b"damaged" * 1000
    assert await people_in(tmp_path) == {"telegram:1", "telegram:2"}
