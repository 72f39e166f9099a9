"""The promises, kept by a process that is killed: nothing acknowledged is lost, nothing is applied twice."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from bot_process import BotProcess
from conversation_steps import ANSWERS, reflect
from fake_telegram import FakeTelegram, broken, broken_after, dropped, dropped_after, flood, garbage, truncated

from bot.storage import Vault, read_keys
from bot.storage.sealing import line_of


def kept_words(folder: Path) -> list[str]:
    """All plan lines of the only person in the database, in order."""
    [words] = kept_by_person(folder).values()
    return words


def kept_by_person(folder: Path) -> dict[int, list[str]]:
    """All plan lines that stand in the database, by person, in order."""
    keys, _ = read_keys(None, folder / "secret.key")
    vault = Vault(keys)
    connection = sqlite3.connect(folder / "strongsuit.sqlite3")
    connection.row_factory = sqlite3.Row
    try:
        rows = connection.execute("SELECT * FROM plan_lines WHERE removed_at IS NULL ORDER BY ref").fetchall()
    finally:
        connection.close()
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row["peer_id"], []).append(line_of(vault, row).text)
    return found


@pytest.mark.parametrize("seed", range(3))
async def test_killed_at_any_moment(server: FakeTelegram, tmp_path: Path, seed: int) -> None:
    """Killed again and again while twenty people reflect, every talk goes on; each answer stands once, in its place."""
    process = BotProcess(server, tmp_path)
    await process.start()
    people = [server.person(number) for number in range(100, 120)]

    async def killer() -> None:
        for round_ in range(4):
            await asyncio.sleep(0.05 + 0.037 * ((seed * 7 + round_ * 3) % 11))
            await process.kill()
            await process.start()

    await asyncio.gather(killer(), *(reflect(person) for person in people))
    await server.all_acknowledged()
    assert await process.stop() == 0
    kept = kept_by_person(process.folder)
    assert len(kept) == len(people)
    assert all(words == ANSWERS for words in kept.values())
    assert server.violations == []


async def test_the_same_updates_again_are_not_applied_again(server: FakeTelegram, bot: BotProcess) -> None:
    """Updates that Telegram delivers a second time change nothing and say nothing."""
    ana = server.person(42)
    await reflect(ana)
    await server.all_acknowledged()
    sent = len(server.calls_of("sendMessage"))
    server.updates.redeliver()
    await ana.say("/help")
    await ana.wait_for("/delete")
    await bot.stop()
    assert len(server.calls_of("sendMessage")) - sent == 4  # three of help, and the open question again
    assert kept_words(bot.folder) == ANSWERS


@pytest.mark.parametrize(
    "fault", [flood(1), broken(500), broken(502), dropped(), truncated(), garbage(), broken_after(502), dropped_after()]
)
async def test_a_reply_survives_what_telegram_does(server: FakeTelegram, bot: BotProcess, fault: object) -> None:
    """429, 5xx, broken connections and garbage delay a reply; none is lost, and the order holds."""
    ana = server.person(42)
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?")
    server.faults.add(fault, "sendMessage", times=2)  # type: ignore[arg-type]  # any of the server's faults
    await ana.say("/privacy")
    await ana.wait_for("/delete removes all of it", timeout=15)


async def test_polling_survives_what_telegram_does(server: FakeTelegram, bot: BotProcess) -> None:
    """Errors of getUpdates lose no update."""
    ana = server.person(42)
    for fault in (broken(500), flood(1), garbage(), truncated(), dropped()):
        server.faults.add(fault, "getUpdates")
    await ana.say("/start")
    await ana.wait_for("Is that all right with you?", timeout=30)


async def test_malformed_and_unknown_updates_harm_nobody(server: FakeTelegram, bot: BotProcess) -> None:
    """What cannot be understood is passed over; the message beside it is answered."""
    ana = server.person(42)
    server.push_raw({"message": {"message_id": "x", "chat": None}})
    server.push_raw({"message": {"message_id": 5, "date": 10**30, "chat": {"id": 42, "type": "private"}, "text": "hi"}})
    server.push_raw({"callback_query": {"id": 7, "from": [], "message": {"chat": 3}, "data": {}}})
    server.push_raw({"brand_new_kind": {"x": 1}})
    await ana.say("/now")
    await ana.wait_for("Somebody you trust")
    await server.all_acknowledged()


async def test_a_graceful_stop_finishes_what_it_began(server: FakeTelegram, bot: BotProcess) -> None:
    """SIGTERM: the exit code is 0, and the process leaves nothing unsent."""
    ana = server.person(42)
    await ana.say("/start")
    await server.wait_for_call("sendMessage")
    assert await bot.stop() == 0
    await ana.wait_for("Is that all right with you?", timeout=1)


async def test_no_word_name_or_id_in_the_log(server: FakeTelegram, bot: BotProcess) -> None:
    """What people write and who they are never reaches the log, even when Telegram answers with garbage."""
    ana = server.person(4242424242, first_name="Marigold")
    await ana.say("/start")
    await ana.wait_for("Is that all right")
    server.faults.add(garbage(), "sendMessage")
    server.faults.add(truncated(), "getUpdates")
    await ana.say("zebra-crossing-secret")
    await ana.wait_for("The buttons answer this one", timeout=15)
    await bot.stop()
    for marker in ("Marigold", "4242424242", "zebra", server.token):
        assert marker not in bot.words()


async def test_help_comes_while_the_database_is_gone(server: FakeTelegram, bot: BotProcess) -> None:
    """With the database locked away, crisis lines still come, everybody else is told once, and nothing is lost."""
    ana = server.person(42)
    await ana.say("/start")
    await ana.wait_for("Is that all right")
    other = sqlite3.connect(bot.folder / "strongsuit.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    ben = server.person(43)
    await ben.say("/now")
    await ben.wait_for("Somebody you trust could sit with you", timeout=20)
    await ana.say("yes i'm 18+ and that's fine")
    await ana.wait_for("I can't save anything", timeout=20)
    other.execute("ROLLBACK")
    other.close()
    await ana.wait_for("What name", timeout=30)


@pytest.mark.parametrize("while_running", [True, False])
async def test_help_comes_though_the_database_is_ruined(
    server: FakeTelegram, tmp_path: Path, while_running: bool
) -> None:
    """A database that is no database any more: crisis lines come, the log says why, and the file is left as it is."""
    process = BotProcess(server, tmp_path)
    await process.start()
    ana = server.person(42)
    await ana.say("/start")
    await ana.wait_for("Is that all right")
    if not while_running:
        assert await process.stop() == 0
    file = process.folder / "strongsuit.sqlite3"
    for beside in process.folder.glob("strongsuit.sqlite3-*"):
        beside.write_bytes(b"ruin" * 1000)
    file.write_bytes(b"ruin" * 5000)
    if not while_running:
        await process.start()
    await ana.say("/now")
    await ana.wait_for("Somebody you trust could sit with you", timeout=20)
    await process.stop()
    assert "the database" in process.words()
    assert b"ruin" in file.read_bytes()[:4000] or while_running


async def test_a_token_that_is_refused_is_said_clearly(server: FakeTelegram, tmp_path: Path) -> None:
    """The process stays and tries gently; the log names the setting, never the token."""
    process = BotProcess(server, tmp_path, STRONGSUIT_TELEGRAM_TOKEN="123456:not-the-right-token-at-all-000000000")
    await process.start()
    while "does not accept" not in process.words():
        await asyncio.sleep(0.05)
    assert process.running
    await process.stop()
    assert "does not accept STRONGSUIT_TELEGRAM_TOKEN" in process.words()
    assert "not-the-right-token" not in process.words()
    server.violations.clear()
