"""Files in the terminal: saved beside each other, named in transcripts, and sent from a path."""

import io
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from helpers_app import shipped
from helpers_files import PLAN, Handmade, commit, enclosing
from helpers_world import AT, KEY
from structlog.testing import capture_logs

from bot.app.app import App
from bot.app.content import Defaults
from bot.app.files import LARGEST_READ, CannotMakeFile, File, Workshop
from bot.app.incoming import Act, Changed, Commanded, Incoming, Said, Sent
from bot.app.message import Message
from bot.storage import Store, Vault
from bot.storage.database import open_database
from bot.terminal.chat import Chat, save
from bot.terminal.conversation import Conversation, Letter, LineError, Mailbox, MovableClock, lines_of

TOLD = ["Here is your plan.", "[Home]"]


class Table:
    """A conversation whose files are made by `Handmade`, and whose acts are noted."""

    def __init__(self, app: App, folder: Path) -> None:
        self.app = app
        self.acts: list[Act] = []
        self.maker = Handmade()
        app.delivery._carrier._workshop = Workshop(self.maker)
        self.mailbox = Mailbox()
        app.delivery._carrier._sender = self.mailbox
        self.clock = MovableClock(lambda: AT)
        self.talk = Conversation(app, self.mailbox, self.clock, folder=folder)

    async def hand_over(self, *messages: Message) -> None:
        """Messages to the person that stand in the outbox; they come with the next line."""
        self.app.delivery.deliver(await commit(self.app.store, "terminal:local", *messages))

    def chat(self, folder: Path, record: Path | None = None) -> Chat:
        """A piped chat that saves files in ``folder``."""
        return Chat(self.talk, interactive=False, record=record, files=folder)


@pytest.fixture
async def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Table]:
    """A table, cleared again."""
    database = await open_database("sqlite+aiosqlite:///:memory:")
    app = App(Store(database, Vault([KEY])), shipped(), Mailbox(), Defaults(), lambda: AT)
    made = Table(app, tmp_path)
    take = app.intake.take

    async def noting(batch: list[Incoming]) -> object:
        made.acts += [one.act for one in batch]
        return await take(batch)

    monkeypatch.setattr(app.intake, "take", noting)
    await app.start()
    yield made
    await app.stop()
    await database.close()


# -- out -------------------------------------------------------------------------------------------------------------


async def test_a_file_is_named_before_its_words(table: Table) -> None:
    """So a transcript holds it, whatever its bytes are."""
    await table.hand_over(enclosing(), Message("Anything else?"))
    first, second = await table.talk.act([])
    assert lines_of(first) == ["(file: my-plan.pdf)", *TOLD]
    assert lines_of(second) == ["Anything else?"]
    assert isinstance(first, Letter)
    assert first.file == PLAN


async def test_a_file_without_words_is_named(table: Table) -> None:
    """One line, and its buttons."""
    await table.hand_over(enclosing(""))
    assert [lines_of(one) for one in await table.talk.act([])] == [["(file: my-plan.pdf)", "[Home]"]]


async def test_what_cannot_be_made_is_said(table: Table) -> None:
    """The other words, and no file."""
    table.maker.trouble.append(CannotMakeFile())
    await table.hand_over(enclosing())
    with capture_logs():
        [message] = await table.talk.act([])
    assert lines_of(message) == ["The file could not be made. The web page can be.", "[Home]"]


async def test_a_piped_chat_saves_files_and_says_where(
    table: Table, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes are those that were made; the recording names the file, and not the place."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"/help\n")))
    await table.hand_over(enclosing(), enclosing())
    await table.chat(tmp_path, record=tmp_path / "talk.txt").run()
    out = capsys.readouterr().out
    assert f"(file: my-plan.pdf)\nHere is your plan.\n[Home]\nSaved as {tmp_path / 'my-plan.pdf'}.\n\n" in out
    assert f"Saved as {tmp_path / 'my-plan-2.pdf'}.\n" in out
    assert (tmp_path / "my-plan.pdf").read_bytes() == (tmp_path / "my-plan-2.pdf").read_bytes() == PLAN.data
    recorded = (tmp_path / "talk.txt").read_text("utf-8")
    assert "| (file: my-plan.pdf)\n| Here is your plan.\n| [Home]" in recorded
    assert "Saved" not in recorded


async def test_a_chat_goes_on_when_a_file_cannot_be_saved(
    table: Table, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One clear sentence with what to do."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"/help\n")))
    await table.hand_over(enclosing())
    await table.chat(tmp_path / "gone").run()
    out = capsys.readouterr().out
    assert "could not be saved" in out
    assert "No such file or directory. Start with --files and the name of another folder.\n" in out


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    """The next free name is taken, also beside a folder or a dead link of that name."""
    (tmp_path / "my-plan.pdf").write_text("mine")
    (tmp_path / "my-plan-2.pdf").mkdir()
    (tmp_path / "my-plan-3.pdf").symlink_to(tmp_path / "nowhere")
    assert save(PLAN, tmp_path) == tmp_path / "my-plan-4.pdf"
    assert (tmp_path / "my-plan.pdf").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("name", "saved"),
    [("a.b.json", "a.b.json"), ("plan", "plan"), ("../../etc/plan.pdf", "plan.pdf"), ("..", "file"), ("", "file")],
)
def test_a_file_stays_in_its_folder(tmp_path: Path, name: str, saved: str) -> None:
    """Whatever its name is; and only whoever talks here may read it."""
    place = save(File(name, "text/plain", b"words"), tmp_path)
    assert place == tmp_path / saved
    assert place.stat().st_mode & 0o077 == 0


# -- in --------------------------------------------------------------------------------------------------------------


async def test_a_file_is_sent_from_a_path(table: Table, tmp_path: Path) -> None:
    """Its name, what stands in it word for word, and a message number of its own."""
    (tmp_path / "my plan.json").write_bytes("\ufeff{“1”}\r\n".encode())
    (tmp_path / "photo").write_bytes(b"\x89PNG\xff")
    await table.talk.take("walking")
    await table.talk.take(":send my plan.json")
    await table.talk.take(f":send  {tmp_path / 'photo'} ")
    assert table.acts[1:] == [Sent("my plan.json", "{“1”}\r\n", 2), Sent("photo", None, 3)]


async def test_files_in_the_home_folder_are_found(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their short form."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "plan.json").write_text("{}")
    monkeypatch.setenv("HOME", str(home))
    await table.talk.take(":send ~/plan.json")
    assert table.acts == [Sent("plan.json", "{}", 1)]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("none.json", "There is no file none.json."),
        ("folder", "folder is a folder."),
        (".", ". is a folder."),
        ("large.json", "The file large.json is too large. It can have up to 2048 KB."),
        ("/dev/zero", "There is no file /dev/zero."),
        ("a\x00b", "There is no file"),
        ("x" * 5000, "cannot be opened"),
    ],
)
async def test_what_cannot_be_sent_is_one_clear_sentence(table: Table, tmp_path: Path, path: str, says: str) -> None:
    """Nothing is handed over, and the talk goes on."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "large.json").write_bytes(b"x" * (LARGEST_READ + 1))
    with pytest.raises(LineError) as caught:
        await table.talk.take(f":send {path}")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert table.acts == []


@pytest.mark.skipif(os.geteuid() == 0, reason="everything is readable to this user")
async def test_what_is_not_readable_is_said(table: Table, tmp_path: Path) -> None:
    """Somebody else's file."""
    (tmp_path / "plan.json").write_text("{}")
    (tmp_path / "plan.json").chmod(0)
    with pytest.raises(LineError, match="cannot be opened"):
        await table.talk.take(":send plan.json")


async def test_send_alone_says_what_there_is(table: Table) -> None:
    """As for any instruction that is not understood."""
    with pytest.raises(LineError, match=":send FILE"):
        await table.talk.take(":send")


# -- commands with words ---------------------------------------------------------------------------------------------


async def test_words_after_a_command_are_a_message(table: Table) -> None:
    """They have a number, by which :edit finds them; a bare command has none of its own."""
    for line in ("walking", "/help", "/home I called  her", ":edit /home I called him", ":edit I sang", "/help"):
        await table.talk.take(line)
    assert table.acts == [
        Said("walking", 1),
        Commanded("help", "", 2),
        Commanded("home", "I called  her", 2),
        Changed("I called him", 2),
        Changed("I sang", 2),
        Commanded("help", "", 3),
    ]
    await table.talk.take("later")
    assert table.acts[-1] == Said("later", 3)


async def test_another_chat_uses_other_numbers(table: Table, tmp_path: Path) -> None:
    """An edit changes the last message of this chat, and never one of the same number in an earlier one."""
    for line in ("/start", "[Yes, I'm 18+ and that's fine]", "[Skip]", "[Skip]", "[Now is good]", "walking"):
        table.talk.pass_reading_time()
        await table.talk.take(line)
    again = Conversation(table.app, table.mailbox, table.clock, folder=tmp_path)
    await again.catch_up()
    with pytest.raises(LineError, match=":edit"):
        await again.take(":edit new words")
    for line in ("/help me", ":edit /help her", "/plan"):
        again.pass_reading_time()
        plan = await again.take(line)
    assert "• walking" in "\n".join(lines_of(plan[0]))
