"""Probes of sending to a server over HTTP: python-telegram-bot as it comes, our client, and our delivery."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from benchmarks.crowd import FIRST_CHAT
from benchmarks.opened import opened, shipped
from benchmarks.processes import TOKEN
from bot.app.app import App
from bot.app.content import Content, Defaults
from bot.app.due import AT_ONCE
from bot.app.loading import load_part
from bot.app.message import Key, Message
from bot.app.peer import Peer
from bot.app.rhythm.manners import WINDOW
from bot.app.schedule import CHECK_IN
from bot.app.turn import Turn
from bot.compose.clock import now
from bot.engine import Session, Started
from bot.storage.records import Changes, OutboxRecord, PeerRecord
from bot.telegram.run import open_bot
from bot.telegram.send import TelegramSender

WORDS = (
    "Hello. This is the check-in you asked for.\n\nYou wrote <i>“Walking down to the river before breakfast”</i>.\n\n"
    "How is that for you now?"
)
LABELS = ("Later today", "Tomorrow", "Not this time", "Less often", "Take a break", "Stop these", "Get help now")

Call = Callable[[int], Awaitable[object]]


async def sending(url: str, client: str, messages: int, at_once: int) -> dict[str, Any]:
    """Sends the same message to many chats with one ``client``: ptb (all defaults) or ours."""
    if client == "ptb":
        async with Bot(TOKEN, base_url=f"{url}/bot") as bot:
            keys = [[InlineKeyboardButton(label, callback_data=f"1767225600:{label}")] for label in LABELS]
            markup = InlineKeyboardMarkup(keys)
            return await _timed(
                lambda chat: bot.send_message(chat, WORDS, parse_mode="HTML", reply_markup=markup), messages, at_once
            )
    async with open_bot(TOKEN, url) as bot:
        sender, message = TelegramSender(bot), a_message()
        return await _timed(lambda chat: sender.send(f"telegram:{chat}", message), messages, at_once)


def a_message() -> Message:
    """A check-in, as it is handed to a channel."""
    return Message(WORDS, tuple((Key(label, f"1767225600:{label}"),) for label in LABELS))


async def _timed(call: Call, messages: int, at_once: int) -> dict[str, Any]:
    await call(FIRST_CHAT)  # the connection, and whatever is loaded at the first call
    ahead = iter(range(messages))

    async def work() -> None:
        for number in ahead:
            await call(FIRST_CHAT + number)

    begun, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(work() for _ in range(at_once)))
    return {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - cpu, "messages": messages}


async def delivery(url: str, folder: str, messages: int) -> dict[str, Any]:
    """Messages that lie in the outbox, sent and noted by our delivery as soon as it can."""
    async with open_bot(TOKEN, url) as bot, opened(Path(folder), shipped(), TelegramSender(bot)) as app:
        await app.start()
        app.delivery.release()
        at, body = now(), a_message().dump()
        records = [
            OutboxRecord(
                peer_id=number + 1, address=f"telegram:{FIRST_CHAT + number}", body=body, unsolicited=True, question=1,
                created_at=at, not_after=at + WINDOW,
            )
            for number in range(messages)
        ]  # fmt: skip
        nobody = PeerRecord(address="", session=Session.fresh(at), created_at=at)
        async with app.store.transaction() as transaction:
            await transaction.save([Changes(peer=nobody, outbox=records, forgotten=True)])
        return await _delivered(app, iter(records), messages)


async def rendering(url: str, folder: str, messages: int) -> dict[str, Any]:
    """Check-ins for people who are in memory already: said in their words, handed over, sent and noted."""
    content = shipped()
    async with open_bot(TOKEN, url) as bot, opened(Path(folder), content, TelegramSender(bot)) as app:
        await app.start()
        app.delivery.release()
        people = await _loaded(app, messages)
        gc.freeze()  # so many are in memory only here; the garbage collector is not to go through them again and again
        return await _delivered(app, _said(people, content), messages)


async def _loaded(app: App, count: int) -> list[Peer]:
    people: list[Peer] = []
    async with app.store.transaction() as transaction:
        for first in range(1, count + 1, 1_000):
            found = await transaction.peers_by_id(range(first, min(first + 1_000, count + 1)))
            some = [Peer(record) for record in found.values() if record]
            await load_part(transaction, "plan", some)
            people += some
    return people


def _said(people: list[Peer], content: Content) -> Iterator[OutboxRecord]:
    for number, peer in enumerate(people, 1):
        at = now()
        turn = Turn(peer, content, at, Defaults(), at + WINDOW)
        turn.play(Started(at=at, dialogue=CHECK_IN))
        turn.finish()
        for message in peer.changes.outbox:
            message.id = number
            yield message


async def _delivered(app: App, messages: Iterator[OutboxRecord], count: int) -> dict[str, Any]:
    """Hands messages over as there is room, and waits until all are sent and noted."""
    begun, cpu, left = time.perf_counter(), time.process_time(), count
    while left or app.delivery.depth:
        taken = list(islice(messages, min(app.delivery.room, AT_ONCE)))
        left -= len(taken)
        app.delivery.deliver(taken)
        await asyncio.sleep(0.001)
    await app.delivery.drain(60)
    found = {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - cpu, "messages": count}
    await app.stop()
    return found
