"""Encryption: nobody's words are in the files, keys can be renewed, and a wrong or tampered value is refused."""

import hashlib
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from helpers_app import shipped
from helpers_storage import AT, KEY, a_line, a_message, a_peer, store_of
from helpers_world import world
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.app import plan
from bot.app.incoming import Said
from bot.storage import KeyFileError, Store, Vault, WrongKeyError, read_keys, tables
from bot.storage.circle import (
    InvitationRecord,
    LetterRecord,
    NoteRecord,
    ProgrammeRecord,
    SharedCopy,
    SharedLine,
    ShareRecord,
    StaffRecord,
)
from bot.storage.crypto import SHORTEST_SECRET
from bot.storage.records import AsideRecord, ChangeRecord, Changes, Memory, ShareDraft

OLD, NEW = "the key of last year", "the key of this year"


def found_in(folder: Path, *markers: str) -> list[str]:
    """The markers that stand somewhere in the files of a folder, in any likely encoding."""
    files = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert files
    forms = [
        (one, form) for one in markers for form in (one.encode(), one.encode("utf-16-le"), one.encode().hex().encode())
    ]
    return [f"{one} in {file.name}" for one, form in forms for file, data in files.items() if form in data]


async def test_no_word_name_or_address_is_in_any_file(tmp_path: Path) -> None:
    """Every record with a marker in every text: none is found in the database, its log, or beside them."""
    address, words = "telegram:5550001111", "MARKERWORDS"
    async with store_of("file", tmp_path) as store:
        peer = a_peer(address, words)
        changes = Changes(
            peer=peer, lines={1: a_line(1, words)}, outbox=[a_message(address, words)],
            history=[ChangeRecord(ref=1, at=AT, what="revised", before=a_line(1, words))],
            aside=[AsideRecord(at=AT, cause="RuntimeError", event=words)],
        )  # fmt: skip
        async with store.transaction() as transaction:
            await transaction.save([changes])
            await transaction.mark_told(address, AT)
        assert (tmp_path / "test.sqlite3-wal").stat().st_size > 0
        assert found_in(tmp_path, words, address, "5550001111", KEY) == []
    assert found_in(tmp_path, words, address, "5550001111", KEY) == []


async def test_no_word_about_sharing_is_in_any_file(tmp_path: Path) -> None:
    """The same for everything about more than one person: names, codes, copies, hashes, notes, drafts, tokens."""
    words, code, token = "MARKERWORDS", "MARKERC0DE", "MARKERTOKEN"
    async with store_of("file", tmp_path) as store:
        await write_about_several(store, words, code, token)
        assert (tmp_path / "test.sqlite3-wal").stat().st_size > 0
        assert found_in(tmp_path, "MARKER", hashlib.sha256(b"MARKER").hexdigest()) == []
    assert found_in(tmp_path, "MARKER", hashlib.sha256(b"MARKER").hexdigest()) == []


async def write_about_several(store: Store, words: str, code: str, token: str) -> None:
    """A marker in every text of every record of `bot.storage.circle`."""
    draft = ShareDraft(staff_id=1, talk=words)
    peer = replace(a_peer("telegram:1", words), memory=Memory(draft=draft))
    async with store.transaction() as transaction:
        await transaction.save([Changes(peer=peer)])
        peer_id = peer.id or 0
        programme = await transaction.programmes.put(
            ProgrammeRecord(
                key="river", name=words, languages=(words,), country=words, timezone=words, overlay=words,
                contact=words, notice_url=words, created_at=AT,
            )
        )  # fmt: skip
        role = await transaction.programmes.put_staff(
            StaffRecord(programme_id=programme.id or 0, peer_id=peer_id, role="specialist", name=words, accepted_at=AT)
        )
        invitation = InvitationRecord(
            programme_id=programme.id or 0, kind="share", code=code, label=words, created_at=AT
        )  # fmt: skip
        await transaction.programmes.add_invitation(invitation, code)
        line = SharedLine(
            ref=1, section=words, text=words, role=words, area=words, question=words, dialogue=words, settled=words,
            at=AT,
        )  # fmt: skip
        copy = SharedCopy(name=words, locale=words, lines=(line,), own={words: words}, talk=words)
        share = await transaction.sharing.put(
            ShareRecord(
                peer_id=peer_id, staff_id=role.id or 0, copy=copy, seen={1: hashlib.sha256(b"MARKER").hexdigest()},
                given_at=AT, made_at=AT, until=AT,
            )
        )  # fmt: skip
        await transaction.post(
            LetterRecord(peer_id=peer_id, share_id=share.id, kind="note", at=AT, name=words, text=words)
        )
        await transaction.sharing.put_note(
            NoteRecord(staff_id=role.id or 0, peer_id=peer_id, heading=words, text=words, written_at=AT)
        )
        await transaction.doors.add_sign_in(token, role.id or 0, AT, AT)
        await transaction.doors.add_session(token, role.id or 0, AT, AT)


async def test_taking_back_leaves_no_trace_of_the_copy(tmp_path: Path) -> None:
    """With every key in hand: of a share that has ended, no word can be opened any more."""
    async with store_of("file", tmp_path) as store:
        await write_about_several(store, "MARKERWORDS", "MARKERC0DE", "MARKERTOKEN")
        async with store.transaction() as transaction:
            await transaction.sharing.forget_ended(AT)
        async with store.database.transaction() as connection:
            [row] = (await connection.execute(tables.shares.select())).mappings()
    assert (row["body_sealed"], row["seen_sealed"]) == (None, None)


async def test_a_whole_conversation_leaves_no_word_in_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for what the application does: name, answers, held words, edits, failures, unsent replies, logs."""
    address = "test:MARKERADDRESS"
    real = plan.keep
    with capture_logs() as logs:
        async with world(tmp_path) as here:
            await here.does(address, "/start", "[yes]", "MARKERNAME", "[_skip]", "[begin]")
            await here.does(address, "MARKERWALKING", "MARKEROUTSIDE", "/pause", "MARKERHELD")
            await here.does(address, "/plan", "/reflect")
            monkeypatch.setattr(plan, "keep", lambda *_: 1 / 0)
            await here.does(address, Said("MARKERFAILED", 99))
            monkeypatch.setattr(plan, "keep", real)
            here.post.open.clear()
            await here.app.intake.take([here.incoming(address, "MARKERUNSENT")])
            assert await here.count("set_aside") == 1
            assert await here.count("outbox") >= 1
            assert found_in(tmp_path, "MARKER") == []
    assert found_in(tmp_path, "MARKER") == []
    assert "MARKER" not in str(logs)


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(text=st.text(st.characters(codec=None), max_size=50))
def test_any_text_can_be_sealed(text: str) -> None:
    """Even half a surrogate pair comes back as it was; the same text never looks the same twice."""
    vault = Vault([KEY])
    assert vault.open(vault.seal(text, "peers.name"), "peers.name") == text
    assert vault.seal(text, "peers.name") != vault.seal(text, "peers.name")


# -- keys ------------------------------------------------------------------------------------------------------------


def test_an_older_key_listed_second_still_reads() -> None:
    """The newest writes, all read, and an address is found under each."""
    old, both, new = Vault([OLD]), Vault([NEW, OLD]), Vault([NEW])
    assert both.open(old.seal("words", "a"), "a") == "words"
    assert new.open(both.seal("words", "a"), "a") == "words"
    assert both.fingerprints("telegram:1") == [new.fingerprint("telegram:1"), old.fingerprint("telegram:1")]


async def test_keys_can_be_renewed_person_by_person(tmp_path: Path) -> None:
    """With both listed everybody is known; whoever was written since is known under the new one alone."""
    ana, ben = a_peer("telegram:1"), a_peer("telegram:2")
    async with store_of("file", tmp_path, OLD) as before:
        async with before.transaction() as transaction:
            await transaction.save([Changes(peer=ana, lines={1: a_line(1)}), Changes(peer=ben)])
            await transaction.mark_told("telegram:-7", AT)
        both, new = Store(before.database, Vault([NEW, OLD])), Store(before.database, Vault([NEW]))
        async with both.transaction() as transaction:
            assert await transaction.peers(["telegram:1", "telegram:2"]) == {"telegram:1": ana, "telegram:2": ben}
            assert await transaction.told("telegram:-7")
            await transaction.save([Changes(peer=ana, lines={1: a_line(1, "renewed")})])
        async with new.transaction() as transaction:
            assert await transaction.peers(["telegram:1", "telegram:2"]) == {"telegram:1": ana}
            assert (await transaction.lines([ana.id or 0]))[ana.id or 0][0].text == "renewed"
        async with both.transaction() as transaction:
            await transaction.set_blocked(["telegram:1", "telegram:2"], None)
            found = await transaction.peers(["telegram:1", "telegram:2"])
        assert [one.blocked_at for one in found.values() if one] == [None, None]


async def test_an_application_with_the_wrong_key_does_not_start(tmp_path: Path) -> None:
    """It would answer everybody as a stranger."""
    async with world(tmp_path, keys=[OLD]):
        pass
    with pytest.raises(WrongKeyError):
        async with world(tmp_path, keys=[NEW]):
            pass
    async with world(tmp_path, keys=[NEW, OLD]):
        pass
    assert shipped()


@pytest.mark.parametrize("keys", [[], [""], ["short"], ["x" * (SHORTEST_SECRET - 1)], [KEY, "short"]])
def test_weak_keys_are_refused(keys: list[str]) -> None:
    """None, or one that is too short."""
    with pytest.raises(ValueError, match=str(SHORTEST_SECRET)):
        Vault(keys)


# -- tampering -------------------------------------------------------------------------------------------------------


def test_every_flipped_bit_is_noticed() -> None:
    """Whichever byte is changed, the value is refused."""
    vault = Vault([KEY])
    sealed = vault.seal("words", "peers.name")
    for place in range(len(sealed)):
        changed = bytes(byte ^ (1 if at == place else 0) for at, byte in enumerate(sealed))
        with pytest.raises(WrongKeyError):
            vault.open(changed, "peers.name")


def test_every_cut_is_noticed() -> None:
    """A value that was cut short is refused like any other that was changed."""
    vault = Vault([KEY])
    sealed = vault.seal("words", "peers.name")
    for length in range(len(sealed)):
        with pytest.raises(WrongKeyError):
            vault.open(sealed[:length], "peers.name")


def test_a_value_moved_to_another_column_is_refused() -> None:
    """A value opens for its own purpose only."""
    vault = Vault([KEY])
    with pytest.raises(WrongKeyError, match="belongs elsewhere"):
        vault.open(vault.seal("words", "peers.name"), "peers.address")


# -- the key file ----------------------------------------------------------------------------------------------------


def test_the_key_file_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    """0600 in a folder of 0700, whatever the umask; the next start reads it."""
    file = tmp_path / "data" / "secret.key"
    before = os.umask(0)
    try:
        keys, made = read_keys(None, file)
    finally:
        os.umask(before)
    assert made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert read_keys(None, file) == (keys, False)
    assert Vault(keys)


def test_configured_keys_win_and_make_no_file(tmp_path: Path) -> None:
    """They are listed newest first, with commas."""
    file = tmp_path / "secret.key"
    assert read_keys(f" {NEW} ,{OLD},", file) == ([NEW, OLD], False)
    assert not file.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_key_file_that_cannot_be_used_says_which(tmp_path: Path, content: bytes | None) -> None:
    """One clear line, with the file's name."""
    file = tmp_path / "secret.key"
    file.write_bytes(content) if content else file.mkdir()
    with pytest.raises(KeyFileError, match=r"secret\.key cannot be used"):
        read_keys(None, file)
