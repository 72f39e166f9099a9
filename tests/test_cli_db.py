"""`strongsuit db ...` and `strongsuit purge`, as an operator would use them: without the bot, and beside it."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from bot_process import BotProcess
from fake_telegram import FakeTelegram
from helpers_storage import a_line, a_peer, save
from sqlalchemy import text
from test_control_bot import strongsuit
from typer.testing import CliRunner, Result

from bot.app.content_review import UnsignedContentError
from bot.cli import app
from bot.compose.clock import now
from bot.compose.storage import open_store
from bot.settings import read_settings
from bot.storage import Store, Vault
from bot.storage.circle import ProgrammeRecord
from bot.storage.deletions import KEPT_FOR
from bot.storage.records import Changes
from bot.storage.tables import metadata

T = TypeVar("T")
KEY, NEW = "a key that is only for tests", "the key of this year"


class House:
    """A data folder, and commands on it."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"

    def says(self, *arguments: str, lines: str = "", code: int = 0) -> Result:
        """What a command says; it has to end with ``code``, and to say what is wrong in one line."""
        result = CliRunner().invoke(app, list(arguments), input=lines)
        assert result.exit_code == code, (result.output, result.exception)
        assert "Traceback" not in result.output
        return result

    def on_store(self, work: Callable[[Store], Awaitable[T]]) -> T:
        """Does something with the store between two commands."""

        async def run() -> T:
            async with open_store(read_settings(), []) as store:
                await store.check_key()
                return await work(store)

        return asyncio.run(run())

    def lives(self, *addresses: str) -> None:
        """People come."""

        async def come(store: Store) -> None:
            await save(
                store, *(Changes(peer=a_peer(one, "MARKER"), lines={1: a_line(1, "MARKER")}) for one in addresses)
            )

        self.on_store(come)

    def leaves(self, address: str) -> None:
        """Somebody deletes everything."""

        async def leave(store: Store) -> None:
            async with store.transaction() as transaction:
                found = (await transaction.peers([address]))[address]
                assert found is not None
                await transaction.save([Changes(peer=found, forgotten=True, forgotten_at=now())])

        self.on_store(leave)

    def people(self) -> set[str]:
        """Who is there."""

        async def look(store: Store) -> set[str]:
            async with store.transaction() as transaction:
                return set(await transaction.peers([f"telegram:{number}" for number in range(9)]))

        return self.on_store(look)

    def keys(self) -> list[str]:
        """What stands in the key file."""
        return (self.data / "secret.key").read_text("utf-8").split()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """An installation with a key file and two people."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRONGSUIT_DATA_DIR", str(tmp_path / "data"))
    for name in ("STRONGSUIT_SECRET_KEY", "STRONGSUIT_DATABASE_URL", "STRONGSUIT_TELEGRAM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for asking in ("bot.cli_db.asking", "bot.cli_programme.asking"):
        monkeypatch.setattr(f"{asking}.configure", lambda: None)  # logging is set up once for a process
    made = House(tmp_path)
    made.lives("telegram:1", "telegram:2")
    return made


# -- backups -----------------------------------------------------------------------------------------------------------


def test_a_backup_and_its_restore(house: House) -> None:
    """Where it is comes first and alone; whoever deleted everything since is left out, and it is said how many."""
    made = house.says("db", "backup").stdout.splitlines()
    assert Path(made[0]).parent == house.data / "backups"
    assert "That key is not in it" in made[1]
    assert made[-1].endswith(f"strongsuit db restore {made[0]}")
    house.leaves("telegram:1")
    house.lives("telegram:3")
    unsure = house.says("db", "restore", made[0], lines="n\n", code=1)
    assert "What was written since is lost" in unsure.stderr
    assert house.people() == {"telegram:2", "telegram:3"}
    done = house.says("db", "restore", made[0], "--yes").stdout
    assert "left out: 1." in done
    assert "older copy" not in done
    kept = re.search(r"rm (\S+)\*", done)
    assert kept
    assert Path(kept[1]).exists()
    assert house.people() == {"telegram:2"}
    assert kept[1] in house.says("db", "check").stdout


def test_backups_go_where_they_are_told_to_and_only_so_many_stay(house: House) -> None:
    """A folder is made; one that cannot be is one clear line."""
    folder = house.data.parent / "elsewhere" / "deep"
    for _ in range(3):
        said = house.says("db", "backup", "--to", str(folder), "--keep", "2").stdout
    assert "Older backups that were removed from there: 1." in said
    assert len(list(folder.iterdir())) == 2
    (house.data.parent / "file").write_text("", "utf-8")
    assert "could not be written" in house.says("db", "backup", "--to", "file/below", code=1).stderr
    house.says("db", "backup", "--keep", "0", code=2)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("missing", "cannot be read"),
        ("no backup", "is no backup of Strongsuit"),
        ("cut", "damaged"),
        ("other key", "which is not listed"),
        ("no key", "There is no key"),
        ("old", "--even-though-old"),
    ],
)
def test_what_cannot_be_restored_is_one_clear_line(
    house: House, monkeypatch: pytest.MonkeyPatch, how: str, says: str
) -> None:
    """And nothing is changed, nor a key made up."""
    file = Path(house.says("db", "backup").stdout.splitlines()[0])
    if how == "missing":
        file.unlink()
    elif how == "no backup":
        file.write_text("notes", "utf-8")
    elif how == "cut":
        file.write_bytes(file.read_bytes()[:-1])
    elif how == "other key":
        monkeypatch.setenv("STRONGSUIT_SECRET_KEY", NEW)
    elif how == "no key":
        (house.data / "secret.key").unlink()
    else:
        monkeypatch.setattr("bot.cli_db.backups.now", lambda: now() + KEPT_FOR + timedelta(days=1))
    before = {one.name: one.read_bytes() for one in house.data.iterdir() if one.is_file()}
    assert says in house.says("db", "restore", str(file), "--yes", code=1).stderr
    assert {one.name: one.read_bytes() for one in house.data.iterdir() if one.is_file()} == before


def test_an_old_backup_is_restored_for_whoever_insists(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has been said what that means."""
    file = house.says("db", "backup").stdout.splitlines()[0]
    monkeypatch.setattr("bot.cli_db.backups.now", lambda: now() + KEPT_FOR + timedelta(days=1))
    house.says("db", "restore", file, "--yes", "--even-though-old")
    assert house.people() == {"telegram:1", "telegram:2"}


def on_a_new_machine(house: House, *keep: str) -> None:
    """Of the data folder, only the key and ``keep`` are left."""
    for one in house.data.iterdir():
        if one.is_file() and one.name not in ("secret.key", *keep):
            one.unlink()


def test_on_a_new_machine_it_is_said_that_deletions_are_not_known(house: House) -> None:
    """Without being asked, the flag says that somebody has thought about it; nothing is done before."""
    file = house.says("db", "backup").stdout.splitlines()[0]
    house.leaves("telegram:1")
    on_a_new_machine(house)
    refused = house.says("db", "restore", file, "--yes", code=1).stderr
    assert "cannot be known here, and they would come back" in refused
    assert f"put it into {house.data} first. If there is none: --without-deletions" in refused
    asked = house.says("db", "restore", file, lines="y\nn\n", code=1)
    assert "Restore it without?" in asked.stderr
    assert not (house.data / "strongsuit.sqlite3").exists()
    done = house.says("db", "restore", file, lines="y\ny\n").stdout
    assert "left out: 0." in done
    assert re.search(r"after 20\d\d-\d\d-\d\d \d\d:\d\d UTC is not known here, and is back in it", done)
    assert "members of staff" not in done, "there are none"
    assert house.people() == {"telegram:1", "telegram:2"}
    on_a_new_machine(house)
    assert "is not known here" in house.says("db", "restore", file, "--yes", "--without-deletions").stdout


def test_on_a_new_machine_the_file_of_deletions_is_enough(house: House) -> None:
    """Nothing further is asked then."""
    file = house.says("db", "backup").stdout.splitlines()[0]
    house.leaves("telegram:1")
    on_a_new_machine(house, "deleted")
    done = house.says("db", "restore", file, lines="y\n").stdout
    assert "left out: 1." in done
    assert "not known here" not in done
    assert re.search(r"the last entry is from 20\d\d-\d\d-\d\d \d\d:\d\d UTC. If the file is an older copy", done)
    assert house.people() == {"telegram:2"}


def test_what_could_not_be_carried_over_is_to_be_looked_at(house: House) -> None:
    """Which command tells; and where it was carried over, how much that is."""

    async def begin(store: Store) -> None:
        async with store.transaction() as transaction:
            await transaction.programmes.put(ProgrammeRecord(key="river", name="MARKER", created_at=now()))

    house.on_store(begin)
    file = house.says("db", "backup").stdout.splitlines()[0]
    house.says("programme", "close", "river", "--yes")
    done = house.says("db", "restore", file, "--yes").stdout
    assert "Members of staff, codes and programmes that stay suspended, revoked or closed: 1." in done
    assert "could not be carried over" not in done
    on_a_new_machine(house)
    done = house.says("db", "restore", file, "--yes", "--without-deletions").stdout
    assert "could not be carried over" in done
    assert "strongsuit programme list, then staff KEY and invitations KEY" in done


def test_a_file_that_pretends_to_be_a_backup_stops_nothing(house: House) -> None:
    """Not a backup, a check, or dropping keys."""
    house.says("db", "rotate-key")
    made = house.says("db", "backup").stdout.splitlines()[0]
    label = b"[" * 4096
    odd = Path(made).with_name("strongsuit-20200101T000000Z.backup")
    odd.write_bytes(b"strongsuit backup 1\n" + len(label).to_bytes(4, "big") + label)
    house.says("db", "backup", "--keep", "1")
    house.says("db", "check")
    assert "Listed no more: " in house.says("db", "rotate-key", "--drop-old-keys", "--yes").stdout
    assert odd.exists()


def test_a_database_on_a_server_has_its_own_tool(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says which."""
    monkeypatch.setenv("STRONGSUIT_DATABASE_URL", "postgresql://example.org/strongsuit")
    assert "pg_dump" in house.says("db", "restore", "x", "--yes", code=1).stderr


# -- keys --------------------------------------------------------------------------------------------------------------


def test_the_key_is_changed_and_the_older_one_dropped(house: House) -> None:
    """A new secret stands in front; then only it; all words are there throughout, and backups are counted first."""
    backup = house.says("db", "backup").stdout.splitlines()[0]
    [old] = house.keys()
    said = house.says("db", "rotate-key").stdout
    new, *rest = house.keys()
    assert (rest, new != old) == ([old], True)
    assert (house.data / "secret.key").stat().st_mode & 0o777 == 0o600
    names = Vault([new, old]).names
    assert f"Everything is under the key {names[0]}." in said
    assert f"Still listed, as backups made under it need it: {names[1]}." in said
    assert new not in said
    assert house.people() == {"telegram:1", "telegram:2"}
    unsure = house.says("db", "rotate-key", "--drop-old-keys", lines="n\n", code=1)
    assert "1 backups in the usual folder cannot be restored" in unsure.stderr
    assert house.keys() == [new, old]
    assert names[1] in house.says("db", "rotate-key", "--drop-old-keys", "--yes").stdout
    assert house.keys() == [new]
    assert house.people() == {"telegram:1", "telegram:2"}
    assert "nothing to drop" in house.says("db", "rotate-key", "--drop-old-keys").stdout
    assert "not listed" in house.says("db", "restore", backup, "--yes", code=1).stderr


def test_a_change_that_was_interrupted_goes_on_and_makes_no_further_key(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the command was killed after the first step; until then, the older key cannot be dropped."""
    with monkeypatch.context() as patch:
        patch.setattr("bot.storage.rotating.ROWS_AT_ONCE", 1)
        patch.setattr("bot.app.upkeep.renewing.BATCHES", 1)
        patch.setattr("bot.cli_db.keys.STEP", None)
        assert CliRunner().invoke(app, ["db", "rotate-key"]).exception
    keys = house.keys()
    assert len(keys) == 2
    assert "First: strongsuit db rotate-key" in house.says("db", "rotate-key", "--drop-old-keys", code=1).stderr
    said = house.says("db", "rotate-key").stdout
    assert "There is a new key" not in said
    assert house.keys() == keys
    assert house.people() == {"telegram:1", "telegram:2"}
    house.says("db", "rotate-key")
    assert len(house.keys()) == 3


def test_keys_from_the_environment_are_changed_there(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says what to do, does its part when that is done, and touches no file."""
    [old] = house.keys()
    monkeypatch.setenv("STRONGSUIT_SECRET_KEY", old)
    assert "put a new one in front there" in house.says("db", "rotate-key", code=1).stderr
    monkeypatch.setenv("STRONGSUIT_SECRET_KEY", f"{NEW},{old}")
    assert f"Everything is under the key {Vault([NEW]).names[0]}." in house.says("db", "rotate-key").stdout
    assert "Take them out of STRONGSUIT_SECRET_KEY" in house.says("db", "rotate-key", "--drop-old-keys").stdout
    assert house.keys() == [old]
    monkeypatch.setenv("STRONGSUIT_SECRET_KEY", NEW)
    assert house.people() == {"telegram:1", "telegram:2"}


def test_a_key_file_that_cannot_be_written_stays_as_it_is(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no value comes under a key that stands nowhere."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = house.keys()
    monkeypatch.setattr("bot.storage.crypto.replace_file", full)
    assert "cannot be written: No space left" in house.says("db", "rotate-key", code=1).stderr
    assert house.keys() == before
    assert house.people() == {"telegram:1", "telegram:2"}


# -- looking, and purging ----------------------------------------------------------------------------------------------


def test_a_check_says_how_the_database_is(house: House) -> None:
    """Whole or damaged, by exit code too; what is under which key; how old the last backup is."""
    said = house.says("db", "check").stdout
    assert "The database is whole." in said
    assert f"values under the key {Vault(house.keys()).names[0]}, the newest" in said
    assert "strongsuit db backup" in said
    house.says("db", "backup")
    assert "The last backup in the usual folder is 0 days old." in house.says("db", "check").stdout
    file = house.data / "strongsuit.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'ix_timers_due_at'")
    connection.close()
    damaged = house.says("db", "check", code=1)
    assert "damaged: " in damaged.stderr
    assert "strongsuit db restore" in damaged.stderr


def rows_of(store: Store) -> Awaitable[dict[str, list[tuple[object, ...]]]]:
    """All rows but those of the audit log."""

    async def read() -> dict[str, list[tuple[object, ...]]]:
        async with store.database.transaction() as connection:
            return {
                name: [tuple(row) for row in await connection.execute(table.select())]
                for name, table in metadata.tables.items()
                if name != "audit"
            }

    return read()


def test_a_purge_is_rehearsed_without_changing_anything(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """By programme, without a name; then it is done, and comes to the same."""

    async def prepare(store: Store) -> None:
        async with store.transaction() as transaction:
            made = await transaction.programmes.put(
                ProgrammeRecord(key="river", name="MARKER", created_at=now(), retention_days=30)
            )
        long_ago = (now() - timedelta(days=100)).timestamp()
        async with store.database.transaction() as connection:
            set_to = text("UPDATE peers SET programme_id = :one, created_at = :at, acted_at = :at, joined_at = :at")
            await connection.execute(set_to, {"one": made.id, "at": long_ago})

    house.on_store(prepare)
    before = house.on_store(rows_of)
    said = house.says("purge", "--dry-run").stdout
    assert said.splitlines()[0].startswith("river: ")
    assert said.endswith("Nothing was changed.\n")
    assert "people told that their time runs out: 2; people removed: 0" in said
    assert "MARKER" not in said
    assert house.on_store(rows_of) == before
    assert "people told that their time runs out: 2; people removed: 0" in house.says("purge").stdout
    later = now() + timedelta(days=15)
    monkeypatch.setattr("bot.cli_db.asking.now", lambda: later)
    assert "river: " in (foreseen := house.says("purge", "--dry-run").stdout)
    assert "people removed: 2" in foreseen
    assert house.people() == {"telegram:1", "telegram:2"}
    assert "people removed: 2" in house.says("purge").stdout
    assert house.people() == set()
    assert "There is nothing to remove, and nobody to tell." in house.says("purge", "--dry-run").stdout


def test_nobody_is_told_in_words_that_nobody_has_signed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where content has to be signed, a purge without the bot refuses as the bot does; nothing is changed."""
    before = house.on_store(rows_of)
    monkeypatch.setenv("STRONGSUIT_REQUIRE_SIGNED_CONTENT", "true")
    for command in (["purge"], ["purge", "--dry-run"]):
        result = CliRunner().invoke(app, command)
        assert isinstance(result.exception, UnsignedContentError)
    assert house.on_store(rows_of) == before
    monkeypatch.setenv("STRONGSUIT_REQUIRE_SIGNED_CONTENT", "false")
    house.says("purge")


# -- beside the bot ----------------------------------------------------------------------------------------------------


async def test_everything_works_beside_the_running_bot(bot: BotProcess, server: FakeTelegram) -> None:
    """Backup, change of the key, check and purge go through the bot; a restore waits until it is stopped."""
    made = await strongsuit(bot, server, "create", "River House", "--json")
    assert made.code == 0
    backup = await strongsuit(bot, server, "backup", group="db")
    assert (backup.code, backup.err) == (0, "")
    file = backup.out.splitlines()[0]
    rotated = await strongsuit(bot, server, "rotate-key", group="db")
    assert rotated.code == 0, rotated.err
    assert "Everything is under the key" in rotated.out
    assert len((bot.folder / "secret.key").read_text("utf-8").split()) == 2
    # What the bot writes from now on is under the new key: nothing comes under the older one again.
    assert (await strongsuit(bot, server, "create", "Harbour")).code == 0
    checked = await strongsuit(bot, server, "check", group="db")
    assert "The database is whole." in checked.out
    assert "which is older" not in checked.out
    purged = await strongsuit(bot, server, "--dry-run", group="purge")
    assert purged.out.endswith("Nothing was changed.\n")
    refused = await strongsuit(bot, server, "restore", file, "--yes", group="db")
    assert (refused.code, "Stop it, restore" in refused.err) == (1, True)
    await bot.kill()
    assert (await strongsuit(bot, server, "restore", file, "--yes", group="db")).code == 0
    await bot.start()
    listed = json.loads((await strongsuit(bot, server, "list", "--json")).out)
    assert [one["key"] for one in listed["programmes"]] == ["river-house"]


@pytest.mark.parametrize("command", [["db", "backup"], ["db", "check"], ["db", "rotate-key"], ["purge"], ["audit"]])
def test_a_folder_without_a_database_is_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """A mistyped folder is named, and nothing is made there: an empty backup would be found out too late."""
    monkeypatch.setenv("STRONGSUIT_DATA_DIR", str(tmp_path / "elsewhere"))
    result = CliRunner().invoke(app, command)
    text = f"{result.output}{result.exception}"
    assert result.exit_code == 1
    assert "There is no database at" in text
    assert not (tmp_path / "elsewhere").exists()


def test_no_new_key_is_made_beside_a_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would open nothing there; the missing key file is named."""
    monkeypatch.setenv("STRONGSUIT_DATA_DIR", str(tmp_path))
    (tmp_path / "strongsuit.sqlite3").write_bytes(b"")
    result = CliRunner().invoke(app, ["db", "check"])
    assert "secret.key is missing" in f"{result.output}{result.exception}"
    assert not (tmp_path / "secret.key").exists()
