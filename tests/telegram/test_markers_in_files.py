"""Nothing that a person wrote, is called, or is numbered by stands in any file or log: the real process, searched.

Marked words and numbers go into every place where anybody can put something. Then everything that the process has
written is searched: while it runs, after it was killed, after the key was changed and a backup made, after somebody
deleted everything, and after a clean stop. That the marks were really there is seen with the key in hand.
"""

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from bot_process import BotProcess
from fake_telegram import FakeTelegram, Person, broken
from helpers_markers import STEM, Planted, opened
from helpers_ports import free_port
from test_sharing import a_zone_in_the_morning, form

from bot.app.plan import SECTIONS
from bot.app.programmes.office import Request, told_apart
from bot.app.upkeep.works import BACKUP, BEGIN, FINISH, STATUS, STEP
from bot.control import ask, socket_in
from bot.storage.crypto import keys_in
from bot.storage.sealed import SEALED

# As large as Telegram's numbers can be, so that none of them turns up by chance.
ARI, ROSA, MAYA, BEA, CLEO, DAN, GROUP = (4_077_300_123_456_700 + one for one in range(1, 8))
FIRST_MESSAGE = 3_022_415_463_153_664
# What cannot be opened by a link says so; what would end everything is tried last.
WALKED = sorted(one.stem for one in (Path(__file__).parents[2] / "dialogues").glob("*.yaml") if one.stem != "delete")
TEXTLESS = {"shares.seen"}  # hashes of what was seen, under which no word can stand
UNUSED = {"inbox.body"}  # where the bot asks for updates, and one process has the database, none wait there


def marked(owner: str, number: object) -> str:
    """A word of somebody's that stands nowhere else."""
    return f"{STEM}-{owner}-{number}"


def a_plan_file(owner: str) -> str:
    """A plan as /export writes it: a line in every section, in each of its texts, and a section of their own."""
    line = {
        "at": "2026-01-02T03:04:05Z", "adopted_at": "2026-01-02T03:04:05Z", "audience": marked(owner, "for"),
        "source": {"dialogue": "reflect", "version": 1, "state": "helped", "question": marked(owner, "asked")},
    }  # fmt: skip
    sections = [*SECTIONS, "own_1"]
    lines = [
        {**line, "ref": number, "section": section, "text": marked(owner, section), "position": number}
        for number, section in enumerate(sections, 1)
    ]
    own = [{"id": "own_1", "name": marked(owner, "section")}]
    return json.dumps(
        {"format": "strongsuit-plan", "version": 1, "made_at": line["at"], "sections": own, "lines": lines}
    )


@dataclass
class Stage:
    """The process, its people, and the commands of the operator."""

    bot: BotProcess
    server: FakeTelegram

    def person(self, number: int, owner: str) -> Person:
        """Somebody whose account is marked all over: names, language, numbers of messages."""
        found = self.server.person(number, marked(owner, "first"), marked(owner, "language"))
        found.user |= {"last_name": marked(owner, "last"), "username": marked(owner, "user")}
        found.chat.info |= {"last_name": marked(owner, "last"), "username": marked(owner, "user")}
        found.chat.next_message_id = FIRST_MESSAGE
        return found

    async def operates(self, operation: str, **asked: Any) -> dict[str, Any]:
        """A command, by the socket that commands take; its answer."""
        database = told_apart(f"sqlite+aiosqlite:///{self.bot.folder / 'strongsuit.sqlite3'}")
        request = Request(database=database, operation=operation, asked=asked).model_dump_json()
        reply = json.loads(await ask(socket_in(self.bot.folder), request.encode()))
        assert reply["answer"] is not None, reply
        return dict(reply["answer"])

    async def does(self, person: Person, *acts: str) -> None:
        """One act after the other, once the last one was answered. `[label]` and `[=data]` press, all else is words."""
        for act in acts:
            before = len(person.chat.log)
            if act.startswith("[="):
                await person.press_data(person.chat.from_bot[-1], act[2:-1])
            elif act.startswith("["):
                await person.press(act[1:-1])
            else:
                await person.say(act)
            await self._answered(person, before)

    async def _answered(self, person: Person, before: int) -> None:
        await self.server.all_acknowledged()
        chat = person.chat

        def spoken() -> bool | None:
            return True if any(message.from_bot for _, message, _ in chat.log[before:]) else None

        await self.server.bell.until(spoken, 0.5)  # a press of an old button is answered by a toast alone

    async def begin(self, person: Person, owner: str) -> None:
        """Agrees to what is kept, and gives a name."""
        await self.does(person, "/start", "[Yes, I'm 18+ and that's fine]", marked(owner, "name"), "[Skip]", "[Later]")

    # -- the acts ------------------------------------------------------------------------------------------------------

    async def found_programme(self) -> tuple[str, str]:
        """A programme with a specialist and a coordinator; returns the specialist's code, and one for joining it."""
        await self.operates(
            "create", key="river", name=marked("river", "name"), contact=marked("river", "contact"),
            notice_url=f"https://example.org/{STEM}", timezone=a_zone_in_the_morning(), retention_days="90",
        )  # fmt: skip
        for number, owner, role in ((ROSA, "rosa", "specialist"), (MAYA, "maya", "coordinator")):
            invited = await self.operates("invite", key="river", kind=role, label=marked(owner, "label"))
            name = marked(owner, "staff")
            await self.does(self.person(number, owner), f"/start {invited['invitation']['code']}", name)
            await self.operates("confirm", key="river", who=name)
        joins = await self.operates("invite", key="river", kind="join", label=marked("river", "poster"))
        told = await self.operates("code", key="river", who=marked("rosa", "staff"))
        return str(told["code"]), str(joins["invitation"]["code"])

    async def keep_a_plan(self, ari: Person) -> None:
        """Brings a plan, changes it in every way, and leaves words in places that are no line of it."""
        await self.begin(ari, "ari")
        await ari.send_document(
            marked("ari", "file.json"), a_plan_file("ari").encode(), caption=marked("ari", "caption")
        )
        await self.does(ari, "[Add them to my plan]", "[Look at my plan]", f"/win {marked('ari', 'wni')}")
        await ari.edit(ari.chat.messages[-2], f"/win {marked('ari', 'win')}")
        await self.server.all_acknowledged()
        await self.does(ari, "[=@reflect]", marked("ari", "helped"), "/pause", marked("ari", "held"))
        await self.does(ari, f"/home {marked('ari', 'heard')}", f"/start {marked('ari', 'code')}")

    async def share(self, ari: Person, code: str) -> None:
        """Shares all wins and a topic."""
        await self.does(ari, "/share", "[Share with somebody]", marked("ari", "wrong code"), code)
        await self.does(
            ari, "[My wins (0/2)]", "[All of these]", "[Go on with this]", marked("ari", "talk"), "[30 days]"
        )
        await self.does(ari, "[Yes, share this]")

    async def visit(self, rosa: Person) -> None:
        """The specialist's pages: looks, notes, and requests that no page is for."""
        await rosa.wait_for("A summary was shared with you.")
        await self.does(rosa, "[My work here]", "[Open the web pages]")
        door = await rosa.wait_for("opens the web pages once")
        link = re.findall(r"http://localhost:\d+/sign-in/\S+", door.text)[0]
        async with httpx.AsyncClient(follow_redirects=True, headers={"Sec-Fetch-Site": "same-origin"}) as browser:
            url, fields = form(await browser.get(link), "sign-in")
            listed = await browser.post(url, data=fields)
            address = re.findall(r'href="(/people/\d+)"', listed.text)[0]
            summary = await browser.get(str(listed.url.join(address)))
            assert marked("ari", "talk") in summary.text
            url, fields = form(summary, "write")
            for kind in ("note", "question"):
                text = {"text": marked("rosa", kind), "kind": kind}
                assert (await browser.post(url, data={**fields, **text})).status_code == 200
            own = await browser.get(str(listed.url.join(f"{address}/notes")))
            url, fields = form(own, "notes")
            assert (await browser.post(url, data={**fields, "text": marked("rosa", "own note")})).status_code == 200
            for path in (f"/people?q={STEM}", f"/{STEM}", f"/people/{STEM}", f"/sign-in/{STEM}{STEM}{STEM}"):
                await browser.get(str(listed.url.join(path)))
            await browser.post(str(listed.url.join(f"{address}/write")), data={"text": marked("rosa", "no key")})
            await browser.get(str(listed.url.join("/people")), headers={b"Host": f"{STEM}.example".encode()})
        await _talk_nonsense(listed.url.port or 80)

    async def do_everything_else(self, dan: Person) -> None:
        """Opens every dialogue there is, writes into it, presses what comes first, and writes again."""
        for dialogue in WALKED:
            await self.does(dan, f"[=@{dialogue}]", marked("dan", f"{dialogue} 1"))
            keys = [key for row in dan.chat.from_bot[-1].buttons for key in row if "callback_data" in key]
            await self.does(dan, *(f"[={key['callback_data']}]" for key in keys[:1]), marked("dan", f"{dialogue} 2"))

    async def be_in_danger(self, dan: Person) -> None:
        """Signs of danger, and words behind commands."""
        for text in ("I want to kill myself tonight", "he hits me every day", "I took all the pills"):
            await self.does(dan, f"{text} {marked('dan', 'danger')}", marked("dan", "afterwards"))

    async def speak_in_a_group(self, dan: Person) -> None:
        """What is written there is answered once."""
        await dan.say_in_group(marked("dan", "group"), -GROUP)
        await self.server.all_acknowledged()

    async def tell_operators(self, folder: Path) -> None:
        """Writes down what operators are told by HTTP and in a terminal, to be searched like everything else."""
        port = self.bot.setting("STRONGSUIT_HTTP_PORT")
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:
            told = [(await client.get(path)).text for path in ("/healthz", "/readyz", "/metrics")]
        assert "strongsuit_turns_total" in told[-1]
        told.append(json.dumps(await self.operates(STATUS.name)))
        (folder / "told").write_text("\n".join(told), "utf-8")

    async def renew_key_and_back_up(self) -> None:
        """As `db rotate-key` and `db backup` do it, while the bot runs."""
        await self.operates(BEGIN.name)
        following: dict[str, Any] | None = {}
        while following is not None:
            following = (await self.operates(STEP.name, **following))["following"]
        assert len((await self.operates(FINISH.name))["older_keys"]) == 1
        await self.operates(BACKUP.name)

    async def go_unanswered(self, bea: Person) -> None:
        """Telegram takes nothing for her: what she is to be told waits."""
        await self.begin(bea, "bea")
        self.server.faults.add(broken(502), "sendMessage", times=10_000, chat_id=BEA)
        await bea.say(f"/win {marked('bea', 'unsent')}")
        await self.server.all_acknowledged()


async def _talk_nonsense(port: int) -> None:
    """A request that is none."""
    _, writer = await asyncio.open_connection("localhost", port)
    writer.write(f"GET /{STEM}\x01 {STEM}\r\n{STEM}\r\n\r\n".encode())
    await writer.drain()
    writer.close()


OVERLAY = """{% block shows %}
{% if "stumble" in (heard or what) %}{{ {}[heard or what] }}{% endif %}
{% set win = heard or what %}
You wrote {{ win | brief }}. It's among your wins now, with today's date.

What does it say about you?
{% endblock %}
"""


@pytest.fixture
async def stage(server: FakeTelegram, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """The bot with its web pages, where it is morning; one word makes a turn fail in the middle of a template."""
    port, overlay = free_port(), tmp_path_factory.mktemp("overlay")
    (overlay / "prompts" / "en").mkdir(parents=True)
    (overlay / "prompts" / "en" / "win.j2").write_text(OVERLAY, "utf-8")
    process = BotProcess(
        server, tmp_path, STRONGSUIT_PUBLIC_URL=f"http://localhost:{port}", STRONGSUIT_HTTP_PORT=str(port),
        STRONGSUIT_TIMEZONE=a_zone_in_the_morning(), STRONGSUIT_MESSAGES_PER_SECOND="0",
        STRONGSUIT_CONTENT_DIR=str(overlay),
    )  # fmt: skip
    await process.start()
    yield Stage(process, server)
    server.faults.clear()
    await process.stop()


def damage(database: Path) -> None:
    """Flips one byte of the place in the talk of whoever came last, so that their row cannot be read."""
    with closing(sqlite3.connect(database)) as connection, connection:
        number, sealed = connection.execute("SELECT id, session_sealed FROM peers ORDER BY id DESC").fetchone()
        changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
        connection.execute("UPDATE peers SET session_sealed = ? WHERE id = ?", (changed, number))


def events(bot: BotProcess) -> set[str]:
    """What the process has logged, without the values."""
    return {json.loads(line)["event"] for line in bot.words().splitlines() if line.startswith("{")}


def columns_without_marks(values: dict[str, list[str]]) -> set[str]:
    """The sealed columns in which no marked word or number stands."""
    numbers = [str(one) for one in (ARI, ROSA, MAYA, BEA, CLEO, DAN)] + [str(FIRST_MESSAGE)[:-4]]
    marks = (STEM, json.dumps(STEM).strip('"'), *numbers)
    return {column for column, found in values.items() if not any(mark in text for text in found for mark in marks)}


async def test_no_mark_is_in_any_file_or_log(stage: Stage, tmp_path: Path) -> None:
    """While it runs, after a kill, after a backup under a new key, after a deletion, and after a clean stop."""
    bot, server, data = stage.bot, stage.server, stage.bot.folder
    planted = Planted(numbers=(ARI, ROSA, BEA, DAN, -GROUP, FIRST_MESSAGE, FIRST_MESSAGE + 8))
    code, joining = await stage.found_programme()
    planted = Planted(planted.numbers, (code, code.replace("-", ""), joining, server.token))
    ari, bea, cleo, dan = (
        stage.person(number, owner) for number, owner in ((ARI, "ari"), (BEA, "bea"), (CLEO, "cleo"), (DAN, "dan"))
    )

    async def dans_part() -> None:
        await stage.does(dan, f"/start {joining}", "[Yes, I'd like to join]", "[Yes, I'm 18+ and that's fine]")
        await stage.does(dan, marked("dan", "name"), "[Skip]", "[Later]")
        await stage.does(dan, f"/win {marked('dan', 'stumble')}")
        await stage.do_everything_else(dan)
        await stage.be_in_danger(dan)
        await stage.speak_in_a_group(dan)

    async def aris_part() -> None:
        await stage.keep_a_plan(ari)
        await stage.share(ari, code)
        await stage.visit(stage.person(ROSA, "rosa"))

    await asyncio.gather(dans_part(), aris_part(), stage.go_unanswered(bea))
    await stage.begin(cleo, "cleo")
    await stage.tell_operators(tmp_path)
    assert planted.found_in(tmp_path) == []

    await bot.kill()
    assert planted.found_in(tmp_path) == []
    values = dict(opened(data / "strongsuit.sqlite3", keys_in(data / "secret.key")))
    assert columns_without_marks(values) == TEXTLESS | UNUSED
    assert values.keys() == {sealed.purpose(column) for sealed in SEALED for column in sealed.columns}

    damage(data / "strongsuit.sqlite3")
    server.faults.clear()
    await bot.start()
    await stage.does(cleo, marked("cleo", "unreadable"))
    assert {"turn failed", "a peer's row cannot be read; is the right secret key set?"} <= events(bot)
    await stage.renew_key_and_back_up()
    await stage.does(ari, "/delete", "[Yes, delete everything]")
    await ari.wait_for("Receipt")
    await server.all_acknowledged()
    assert planted.found_in(tmp_path) == []

    assert await bot.stop() == 0
    assert planted.found_in(tmp_path) == []
    left = dict(opened(data / "strongsuit.sqlite3", keys_in(data / "secret.key")))
    assert [column for column, found in left.items() for text in found if "-ari-" in text or str(ARI) in text] == []
    assert list((data / "backups").iterdir())
