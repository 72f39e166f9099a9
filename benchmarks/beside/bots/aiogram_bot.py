"""aiogram 3: the finite state machine with its own `MemoryStorage`, or with states and answers in SQLite.

aiogram brings no storage for SQLite, so ``BENCH_STORAGE=sqlite`` takes the small one below, over aiosqlite.
"""

import asyncio
import json
import os

import aiosqlite
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Message
from talk import API_URL, COMMAND, COUNT, FOLDER, TOKEN, reply


class Twelve(StatesGroup):
    asked = State()


class SqliteStorage(BaseStorage):
    def __init__(self, database: aiosqlite.Connection) -> None:
        self.database = database

    async def set_state(self, key, state=None) -> None:
        value = state.state if isinstance(state, State) else state
        await self._set("state", key, value)

    async def get_state(self, key):
        return await self._get("state", key)

    async def set_data(self, key, data) -> None:
        await self._set("data", key, json.dumps(data))

    async def get_data(self, key):
        return json.loads(await self._get("data", key) or "{}")

    async def close(self) -> None:
        await self.database.close()

    async def _get(self, column, key):
        sql = f"SELECT {column} FROM fsm WHERE chat = ?"  # noqa: S608 - a name from above
        found = await self.database.execute(sql, (key.chat_id,))
        row = await found.fetchone()
        return row[0] if row else None

    async def _set(self, column, key, value) -> None:
        sql = f"INSERT INTO fsm (chat, {column}) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET {column} = ?2"  # noqa: S608
        await self.database.execute(sql, (key.chat_id, value))
        await self.database.commit()


router = Router()


@router.message(Command(COMMAND))
async def begin(message: Message, state: FSMContext) -> None:
    await state.set_state(Twelve.asked)
    await state.set_data({"answers": []})
    await message.answer(reply(0))


@router.message(Twelve.asked, F.text)
async def answered(message: Message, state: FSMContext) -> None:
    answers = [*(await state.get_data())["answers"], message.text]
    await state.set_data({"answers": answers})
    if len(answers) == COUNT:
        await state.set_state(None)
    await message.answer(reply(len(answers)))


async def storage() -> BaseStorage:
    if os.environ.get("BENCH_STORAGE") != "sqlite":
        return MemoryStorage()
    database = await aiosqlite.connect(FOLDER / "fsm.sqlite3")
    await database.execute("PRAGMA journal_mode=WAL")
    await database.execute("CREATE TABLE IF NOT EXISTS fsm (chat INTEGER PRIMARY KEY, state TEXT, data TEXT)")
    await database.commit()
    return SqliteStorage(database)


async def main() -> None:
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(API_URL)))
    dispatcher = Dispatcher(storage=await storage())
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
