"""Check-ins of a process that is killed: each is sent once, none is lost; and whoever writes meanwhile goes first."""

import asyncio
import sqlite3
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bot_process import BotProcess
from fake_telegram import FakeTelegram, delayed, flood
from fake_telegram.people import Person
from fake_telegram.world import ChatMessage
from helpers_checkins import NO_QUIET, WORDS, a_line, a_rhythm

from bot.app.consent import CONSENT_VERSION
from bot.app.schedule import CHECK_IN, SNOOZE
from bot.engine import Session
from bot.storage import PeerRecord, Store, Vault, read_keys
from bot.storage.database import open_database
from bot.storage.records import Changes, Memory, TimerRecord

HOUR = timedelta(hours=1)


def is_check_in(message: ChatMessage) -> bool:
    """Whether it is one: it has the button that passes it by."""
    return any(button.get("callback_data", "").endswith(":pass") for row in message.buttons for button in row)


async def ask_for_help(person: Person) -> None:
    """Somebody who is no part of it asks for help now, and has it."""
    await person.say("/now")
    await person.wait_for("Somebody you trust")


class Town:
    """People whose check-ins fell due an hour ago, and the bot that is about to find out."""

    def __init__(self, server: FakeTelegram, folder: Path, **settings: str) -> None:
        self.server = server
        self.bot = BotProcess(server, folder, **settings)
        self.people: list[int] = []

    async def settle(self, number: int) -> None:
        """So many people, who have agreed and chosen, straight into the database."""
        self.people = list(range(1000, 1000 + number))
        self.bot.folder.mkdir(parents=True)
        keys, _ = read_keys(None, self.bot.folder / "secret.key")
        database = await open_database(f"sqlite+aiosqlite:///{self.bot.folder / 'strongsuit.sqlite3'}")
        try:
            async with Store(database, Vault(keys)).transaction() as transaction:
                await transaction.save([self._changes(one) for one in self.people])
        finally:
            await database.close()

    def _changes(self, person: int) -> Changes:
        due = datetime.fromtimestamp(self.server.clock(), UTC) - HOUR
        begun = due.date() - timedelta(days=7)
        memory = Memory(rhythm=a_rhythm(begun=begun, at=time(due.hour, due.minute)), quiet=NO_QUIET)
        record = PeerRecord(
            address=f"telegram:{person}", session=Session.fresh(due), created_at=due, locale="en", timezone="UTC",
            consent_version=CONSENT_VERSION, consented_at=due, memory=memory,
        )  # fmt: skip
        chat = self.server.person(person).chat
        self.server.chats[person], chat.opened = chat, True
        timer = TimerRecord(CHECK_IN, due, due.date().toordinal(), due + 6 * HOUR)
        return Changes(peer=record, lines={1: a_line(1, WORDS, due)}, timers={CHECK_IN: timer})

    @property
    def came(self) -> Counter[int]:
        """How many check-ins each of them has been sent."""
        messages = ((one, message) for one in self.people for message in self.server.person(one).chat.from_bot)
        return Counter(one for one, message in messages if is_check_in(message))

    def in_doubt(self) -> int:
        """How many messages the process can have sent without having heard so: at most one, as a rule."""
        calls = self.server.calls_of("sendMessage")
        return max(1, sum(not call.status or self.server.clock() - call.at < 0.05 for call in calls))

    async def until_sent(self, number: int) -> None:
        """Waits until so many have one."""
        found = await self.server.bell.until(lambda: True if len(self.came) >= number else None, 30)
        assert found, f"only {len(self.came)} of {number} have theirs"

    def count(self, what: str) -> int:
        """What the database holds of something, when the process has ended."""
        connection = sqlite3.connect(self.bot.folder / "strongsuit.sqlite3")
        try:
            [[found]] = connection.execute(f"SELECT count(*) FROM {what}").fetchall()  # noqa: S608 - our own words
        finally:
            connection.close()
        return int(found)


async def test_killed_while_check_ins_go_out(server: FakeTelegram, tmp_path: Path) -> None:
    """Nobody is left out, and a kill repeats what Telegram had sent and the process had not heard of, and nothing else.

    The first kill is in the middle of the rush; the second comes when one last message was sent, and that not noted.
    """
    town = Town(server, tmp_path, STRONGSUIT_MESSAGES_PER_SECOND="60")
    await town.settle(90)
    unlucky = town.people[60]
    server.faults.add(delayed(60, after_effect=True), "sendMessage", chat_id=unlucky)
    await town.bot.start()
    await town.until_sent(23)
    await asyncio.sleep(0.011)
    in_doubt = town.in_doubt()
    await town.bot.kill()
    await town.bot.start()
    await town.until_sent(len(town.people))
    await ask_for_help(server.person(42))  # by the time this is answered, what was sent before is noted
    assert town.came[unlucky] == 1
    before = town.came
    assert before.total() <= len(town.people) + in_doubt
    await town.bot.kill()
    await town.bot.start()
    assert await server.bell.until(lambda: True if town.came[unlucky] > 1 else None, 15)
    assert await town.bot.stop() == 0
    assert town.came - before == Counter([unlucky])
    assert set(town.came) == set(town.people)
    assert town.count("outbox") == 0
    assert town.count(f"timers WHERE timer = '{CHECK_IN}' AND due_at > {server.clock()}") == len(town.people)


async def test_whoever_writes_goes_first(server: FakeTelegram, tmp_path: Path) -> None:
    """In the middle of a rush Telegram says to wait: the whole line stands still, and replies go out meanwhile.

    Two who write have a check-in coming, one in the line, and one perhaps not yet: both get theirs later.
    """
    town = Town(server, tmp_path)
    await town.settle(80)
    server.faults.add(flood(2), "sendMessage", chat_id=town.people[4])
    await town.bot.start()
    assert await server.bell.until(lambda: True if server.faults.waiting == 0 else None, 15)
    writers = [town.people[60], town.people[79]]
    await asyncio.gather(*(server.person(one).say("/plan") for one in writers), ask_for_help(server.person(42)))
    await asyncio.gather(*(server.person(one).wait_for(WORDS) for one in writers))
    assert town.came.total() <= 12, "what was on its way already, and nothing else"
    await town.until_sent(78)
    assert await town.bot.stop() == 0
    assert town.came == Counter(set(town.people) - set(writers))
    soon = server.clock() + 2 * HOUR.total_seconds()
    assert town.count(f"timers WHERE timer IN ('{CHECK_IN}', '{SNOOZE}') AND due_at < {soon}") == len(writers)
