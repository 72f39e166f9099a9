"""Files that people send by Telegram: fetched beside the polling, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import cast

import pytest
from fake_telegram import FakeTelegram, broken, delayed, dropped, flood, truncated
from helpers_app import shipped
from helpers_files import until
from structlog.testing import capture_logs

from bot.app.content import Defaults
from bot.app.emergency import Emergency
from bot.app.files import LARGEST_READ
from bot.app.incoming import Act, Commanded, Incoming, Outcome, Said, Sent, Unsupported
from bot.app.intake import Intake
from bot.storage import DatabaseUnavailable
from bot.telegram import documents as documents_module
from bot.telegram import work as work_module
from bot.telegram.documents import Documents
from bot.telegram.polling import Polling as AskingTelegram
from bot.telegram.resting import Rest
from bot.telegram.run import open_bot
from bot.telegram.send import TelegramSender
from bot.telegram.work import Worker

pytestmark = [
    # The library would rather make its own types of updates, and warns of its own attribute at every 429.
    pytest.mark.filterwarnings("ignore:Please use 'Bot.getUpdates'"),
    pytest.mark.filterwarnings("ignore:.*attribute `retry_after`"),
]

PLAN = '{"plan": ["music, “loud”\\n🌱"]}'


class Notebook:
    """An intake that writes down what it is given. While ``away``, the database is."""

    def __init__(self) -> None:
        self.batches: list[list[Incoming]] = []
        self.away = False

    async def take(self, batch: Sequence[Incoming]) -> Mapping[int, Outcome]:
        """Notes the batch."""
        if self.away:
            raise DatabaseUnavailable("it is away")
        if batch:
            self.batches.append(list(batch))
        return {}

    @property
    def all(self) -> list[tuple[str, Act]]:
        """Every act so far, with who did it."""
        return [(one.address.partition(":")[2], one.act) for batch in self.batches for one in batch]

    @property
    def acts(self) -> list[Act]:
        """Every act so far."""
        return [act for _, act in self.all]


class Polling:
    """A poller at work on the server, for as long as it is open."""

    def __init__(self, worker: Worker, rest: Rest) -> None:
        self.worker, self._rest = worker, rest
        self.notebook = Notebook()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Polls in the background."""
        self._task = asyncio.create_task(self.worker.run(cast(Intake, self.notebook)))

    async def stop(self) -> None:
        """Ends it, as a graceful stop does."""
        self._rest.stop()
        if self._task:
            await self._task
        await self.worker.settle()


@pytest.fixture
async def polling(server: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Polling]:
    """A poller, started."""
    monkeypatch.setattr(documents_module, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(documents_module, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(work_module, "OUTAGE_PAUSE_SECONDS", 0.02)
    async with open_bot(server.token, server.url) as bot:
        sender = TelegramSender(bot)
        emergency = Emergency(shipped(), sender, Defaults(country="US"))
        rest = Rest()
        asked = AskingTelegram(bot, lambda: datetime.fromtimestamp(server.clock(), UTC), rest)
        made = Polling(Worker(asked, Documents(bot), sender, emergency, rest), rest)
        made.start()
        yield made
        await made.stop()


async def test_a_file_arrives_with_what_stands_in_it(server: FakeTelegram, polling: Polling) -> None:
    """Its name, its text word for word, and the number of its message; it is acknowledged when it was applied."""
    message = await server.person(42).send_document("my plan.json", PLAN.encode(), caption="my plan")
    await server.all_acknowledged()
    assert polling.notebook.acts == [Sent("my plan.json", PLAN, message.message_id)]
    assert len(server.calls_of("download")) == 1


async def test_several_files_are_several_acts(server: FakeTelegram, polling: Polling) -> None:
    """Each with its own text, whoever sent them."""
    for user in (42, 43):
        for number in range(3):
            await server.person(user).send_document(f"{number}.json", f"{user} {number}".encode())
    await server.all_acknowledged()
    found = {(who, act.text) for who, act in polling.notebook.all if isinstance(act, Sent)}
    assert found == {(str(user), f"{user} {number}") for user in (42, 43) for number in range(3)}
    assert len(polling.notebook.all) == 6


@pytest.mark.parametrize(
    ("content", "size"),
    [(b"x" * (LARGEST_READ + 1), None), (b"{}", LARGEST_READ + 1), (b"{}", 30 * 2**20)],
)
async def test_what_is_too_large_is_not_fetched(
    server: FakeTelegram, polling: Polling, content: bytes, size: int | None
) -> None:
    """Telegram says how large it is beforehand."""
    await server.person(42).send_document("big.json", content, size=size)
    await server.all_acknowledged()
    assert polling.notebook.acts == [Sent("big.json", None, 1)]
    assert server.calls_of("getFile") == []


async def test_what_turns_out_too_large_is_not_read(server: FakeTelegram, polling: Polling) -> None:
    """Where its size was not as said."""
    await server.person(42).send_document("big.json", b"x" * (LARGEST_READ + 1), size=5)
    await server.all_acknowledged()
    assert polling.notebook.acts == [Sent("big.json", None, 1)]


async def test_what_is_no_text_is_not_read(server: FakeTelegram, polling: Polling) -> None:
    """It arrives all the same, so that the person gets an answer."""
    await server.person(42).send_document("photo.png", b"\x89PNG\r\n\x1a\n\x00")
    await server.all_acknowledged()
    assert polling.notebook.acts == [Sent("photo.png", None, 1)]


@pytest.mark.parametrize("fault", [flood(1), broken(502), dropped(), truncated()])
async def test_a_passing_trouble_is_waited_out(server: FakeTelegram, polling: Polling, fault: object) -> None:
    """Somebody whose file is fine does not hear that it cannot be read."""
    server.faults.add(fault, "getFile", times=2)  # type: ignore[arg-type]  # any of the server's faults
    await server.person(42).send_document("plan.json", PLAN.encode())
    await server.all_acknowledged()
    assert polling.notebook.acts == [Sent("plan.json", PLAN, 1)]


@pytest.mark.parametrize("method", ["getFile", "download"])
async def test_what_telegram_refuses_cannot_be_read(server: FakeTelegram, polling: Polling, method: str) -> None:
    """One try, and the act arrives without a text. The log tells neither name nor person."""
    server.faults.add(broken(404), method)
    with capture_logs() as logs:
        await server.person(42).send_document("zebra.json", b"zebra crossing")
        await server.all_acknowledged()
    assert polling.notebook.acts == [Sent("zebra.json", None, 1)]
    assert logs
    assert "zebra" not in str(logs)
    assert "42" not in str(logs)


@pytest.mark.parametrize("method", ["getFile", "download"])
async def test_a_file_that_hangs_holds_up_nobody(server: FakeTelegram, polling: Polling, method: str) -> None:
    """Others' acts of the same batch and of later ones are applied at once, each once, and so are the sender's own.

    Until the file's time is up, its update is not acknowledged: no kill can lose it.
    """
    server.faults.add(delayed(60), method)
    ana, ben = server.person(42), server.person(43)
    await ben.say("before")
    await ana.send_document("plan.json", PLAN.encode())
    await ben.say("beside")
    await until(lambda: len(polling.notebook.all) == 2)
    await ben.say("after")
    await ana.say("/now")
    await until(lambda: len(polling.notebook.all) == 4)
    await asyncio.sleep(0.1)
    told = [("43", "before"), ("43", "beside"), ("43", "after")]
    assert [(who, act.text) for who, act in polling.notebook.all if isinstance(act, Said)] == told
    assert polling.notebook.acts[-1] == Commanded("now", "", 2)
    held = [one.body["message"].get("document") for one in server.updates.pending]
    assert held[0]
    assert "before" not in str(server.updates.pending[0].body)


async def test_a_file_that_hangs_is_given_up(
    server: FakeTelegram, polling: Polling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its time the act arrives without a text, and everything is acknowledged."""
    monkeypatch.setattr(documents_module, "FETCH_SECONDS", 0.2)
    server.faults.add(delayed(60), "download")
    with capture_logs():
        await server.person(42).send_document("plan.json", PLAN.encode())
        await server.person(43).say("beside")
        await server.all_acknowledged()
    assert polling.notebook.all == [("43", Said("beside", 1)), ("42", Sent("plan.json", None, 1))]


async def test_many_files_that_hang_hold_up_no_other_file_for_long(
    server: FakeTelegram, polling: Polling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only so many are fetched at once; all have the same time, so whoever waits for the others is told as soon."""
    monkeypatch.setattr(documents_module, "FETCH_SECONDS", 0.3)
    server.faults.add(delayed(60), "download", times=40)
    with capture_logs():
        for user in range(100, 140):
            await server.person(user).send_document("plan.json", b"{}")
        await server.all_acknowledged()
    assert len(polling.notebook.acts) == 40
    assert len(server.calls_of("getFile")) < 40


async def test_while_the_database_is_away_nothing_is_fetched(server: FakeTelegram, polling: Polling) -> None:
    """The person hears once that nothing can be saved; the file waits at Telegram, and is applied when it is back."""
    polling.notebook.away = True
    ana = server.person(42)
    with capture_logs():
        await ana.send_document("plan.json", PLAN.encode())
        await ana.wait_for("I can't save anything")
        await asyncio.sleep(0.1)
        assert server.calls_of("getFile") == []
        polling.notebook.away = False
        await server.all_acknowledged()
    assert polling.notebook.acts == [Sent("plan.json", PLAN, 1)]
    assert len(ana.chat.from_bot) == 1


async def test_what_was_fetched_when_the_database_went_away_is_fetched_once(
    server: FakeTelegram, polling: Polling
) -> None:
    """It is applied when the database is back."""
    server.faults.add(delayed(0.2), "download")
    await server.person(42).send_document("plan.json", PLAN.encode())
    await server.bell.until(lambda: server.calls_of("download"), 5)
    polling.notebook.away = True
    with capture_logs():
        await server.person(42).wait_for("I can't save anything")
        await asyncio.sleep(0.1)
        polling.notebook.away = False
        await server.all_acknowledged()
    assert polling.notebook.acts == [Sent("plan.json", PLAN, 1)]
    assert len(server.calls_of("download")) == 1


async def test_a_stop_leaves_the_file_for_the_next_process(server: FakeTelegram, polling: Polling) -> None:
    """What is not applied is not acknowledged; the stop does not wait for it."""
    server.faults.add(delayed(60), "download")
    await server.person(42).send_document("plan.json", PLAN.encode())
    await server.bell.until(lambda: server.calls_of("download"), 5)
    async with asyncio.timeout(5):
        await polling.stop()
    assert (polling.notebook.acts, len(server.updates.pending)) == ([], 1)


async def test_catching_up_waits_for_files_too(server: FakeTelegram, polling: Polling) -> None:
    """What waited at the start counts as worked off only with its files."""
    await polling.stop()
    await server.person(42).send_document("plan.json", PLAN.encode())
    server.faults.add(delayed(0.2), "download")
    polling._rest._stopping.clear()
    await polling.worker.catch_up(cast(Intake, polling.notebook))
    assert polling.notebook.acts == [Sent("plan.json", PLAN, 1)]


async def test_a_moving_picture_is_no_file(server: FakeTelegram, polling: Polling) -> None:
    """Telegram names it as a file as well, for old programs."""
    ana = server.person(42)
    await ana.say("hello")
    body = {"file_id": "x", "file_unique_id": "y", "file_size": 5}
    server.push_raw(
        {
            "message": {
                "message_id": 9, "date": 1, "chat": {"id": 42, "type": "private"}, "from": ana.user, "document": body,
                "animation": body,
            }
        }
    )  # fmt: skip
    await server.all_acknowledged()
    assert isinstance(polling.notebook.acts[1], Unsupported)
    assert server.calls_of("getFile") == []


@pytest.mark.parametrize("document", [{}, {"file_id": 7}, {"file_id": "x", "file_size": "?"}, [], "x", None])
async def test_a_malformed_file_harms_nobody(server: FakeTelegram, polling: Polling, document: object) -> None:
    """Whatever stands there, the message beside it is applied, and all is acknowledged."""
    ana = server.person(42)
    chat = {"id": 42, "type": "private"}
    server.push_raw({"message": {"message_id": 1, "date": 1, "chat": chat, "from": ana.user, "document": document}})
    await ana.say("hello")
    with capture_logs():
        await server.all_acknowledged()
    assert Said("hello", 1) in polling.notebook.acts
    for call in server.violations:
        assert call.method == "getFile"
        call.malformed = False
