"""The floor: the least that a bot does which loses nothing that was acknowledged, and no reply that was committed.

A batch of getUpdates is one commit (WAL, synchronous=FULL) of answers, states and the outbox. Then comes the next
getUpdates, which acknowledges the batch, and the replies are sent meanwhile. What was sent leaves the outbox with the
next commit. With ``BENCH_COMMIT=turn`` each update is a commit of its own.
"""

import asyncio
import os
import sqlite3

import aiohttp
import orjson
import uvloop
from talk import API_URL, COMMAND, COUNT, FOLDER, TOKEN, reply

ROOT = f"{API_URL}/bot{TOKEN}"
JSON = {"Content-Type": "application/json"}
A_TURN = os.environ.get("BENCH_COMMIT") == "turn"
TABLES = """
CREATE TABLE IF NOT EXISTS states (chat INTEGER PRIMARY KEY, place INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS answers (id INTEGER PRIMARY KEY, chat INTEGER, place INTEGER, text TEXT);
CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS seen (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL);
"""


class Bot:
    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.http = http
        self.file = sqlite3.connect(FOLDER / "floor.sqlite3", check_same_thread=False, isolation_level=None)
        self.file.execute("PRAGMA journal_mode=WAL")
        self.file.execute("PRAGMA synchronous=FULL")
        self.file.executescript(TABLES)
        self.places = dict(self.file.execute("SELECT chat, place FROM states"))
        self.seen = next(self.file.execute("SELECT number FROM seen"), (0,))[0]
        self.next_id = next(self.file.execute("SELECT coalesce(max(id), 0) + 1 FROM outbox"))[0]
        self.sent: list[tuple[int]] = []
        self.tasks: set[asyncio.Task] = set()

    def commit(self, states, answers, outbox, sent) -> None:
        execute = self.file.execute
        execute("BEGIN IMMEDIATE")
        self.file.executemany("INSERT OR REPLACE INTO states VALUES (?, ?)", states)
        self.file.executemany("INSERT INTO answers (chat, place, text) VALUES (?, ?, ?)", answers)
        self.file.executemany("INSERT INTO outbox VALUES (?, ?)", outbox)
        self.file.executemany("DELETE FROM outbox WHERE id = ?", sent)
        execute("INSERT OR REPLACE INTO seen VALUES (1, ?)", (self.seen,))
        execute("COMMIT")

    def apply(self, updates):
        states, answers, outbox = {}, [], []
        for update in updates:
            self.seen = update["update_id"]
            message = update["message"]
            chat, text = message["chat"]["id"], message["text"]
            place = self.places.get(chat)
            if text == f"/{COMMAND}":
                place = 0
            elif place is None or place == COUNT:
                continue
            else:
                answers.append((chat, place, text))
                place += 1
            self.places[chat] = states[chat] = place
            outbox.append((self.next_id, orjson.dumps({"chat_id": chat, "text": reply(place)})))
            self.next_id += 1
        sent, self.sent = self.sent, []
        return list(states.items()), answers, outbox, sent

    async def send(self, number: int, body: bytes) -> None:
        while True:
            async with self.http.post(f"{ROOT}/sendMessage", data=body, headers=JSON) as answer:
                if orjson.loads(await answer.read())["ok"]:
                    self.sent.append((number,))
                    return
            await asyncio.sleep(1)

    def deliver(self, outbox) -> None:
        for number, body in outbox:
            task = asyncio.create_task(self.send(number, body))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def run(self) -> None:
        self.deliver(self.file.execute("SELECT id, body FROM outbox").fetchall())
        while True:
            asked = orjson.dumps({"offset": self.seen + 1, "timeout": 50, "limit": 100})
            async with self.http.post(f"{ROOT}/getUpdates", data=asked, headers=JSON) as answer:
                updates = orjson.loads(await answer.read())["result"]
            for batch in [[one] for one in updates] if A_TURN else [updates]:
                if batch:
                    work = self.apply(batch)
                    await asyncio.to_thread(self.commit, *work)
                    self.deliver(work[2])


async def main() -> None:
    connector = aiohttp.TCPConnector(limit=100)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as http:
        await Bot(http).run()


if __name__ == "__main__":
    uvloop.install()
    asyncio.run(main())
