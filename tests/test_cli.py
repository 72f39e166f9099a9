"""The command line, as a person and as a script would use it."""

import os
import pty
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from bot_copies import run
from warm_bot import ON_PATH, WARM

YES = "[Yes, I'm 18+ and that's fine]"


# The command line over a part of the content: to check all of it takes a quarter of a minute.
IN_PART = "import helpers_content, bot.cli\nwith helpers_content.on_a_part('help'): bot.cli.main()"


def strongsuit(
    folder: Path, *arguments: str, lines: str = "", runs: Sequence[str] = WARM, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Runs a command in ``folder``, with ``lines`` on its standard input; ``runs`` is what Python is to run."""
    environment = {"PATH": os.environ["PATH"], "STRONGSUIT_DATA_DIR": str(folder / "data"), **ON_PATH, **settings}
    if runs == WARM:
        return run(*arguments, lines=lines, env=environment, cwd=folder)
    command = [sys.executable, *runs, *arguments]
    return subprocess.run(
        command, input=lines, capture_output=True, text=True, env=environment, cwd=folder, timeout=60, check=False
    )


def test_a_piped_chat_is_plain_lines(tmp_path: Path) -> None:
    """One line in is one message; buttons stand in brackets; the key's notice stays off standard output."""
    done = strongsuit(tmp_path, "chat", lines=f"/start\n{YES}\nSam\n")
    assert done.returncode == 0
    assert "Thank you, Sam." in done.stdout
    assert "[Skip] [Back] [Pause] [Get help now]" in done.stdout
    assert "\x1b" not in done.stdout
    assert "secret key" in done.stderr
    assert "secret key" not in done.stdout
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_chat_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """The next chat, days later, is at the very same question."""
    strongsuit(tmp_path, "chat", lines=f"/start\n{YES}\n[Skip]\n[Skip]\n[Now is good]\nwalking\n")
    done = strongsuit(tmp_path, "chat", lines=":later 3d\n/start\nin the park\n/plan\n")
    assert "Where could “walking” help you next?" in done.stdout
    assert "Where it could come in: in the park" in done.stdout


def test_a_fresh_chat_leaves_nothing_behind(tmp_path: Path) -> None:
    """--fresh writes no database and no key."""
    done = strongsuit(tmp_path, "chat", "--fresh", lines="/start\n")
    assert done.returncode == 0
    assert not (tmp_path / "data").exists()


def test_slips_at_the_prompt_are_met_kindly(tmp_path: Path) -> None:
    """An unknown button, a bad clock and an unknown instruction each get one line, and nothing is lost."""
    done = strongsuit(tmp_path, "chat", "--fresh", lines="/start\n[Nowhere]\n:later soon\n:dance\n\n" + YES + "\n")
    assert done.returncode == 0
    assert "There is no button [Nowhere] here. There is: [Yes" in done.stdout
    assert "such as :later 2s" in done.stdout
    assert ":quit" in done.stdout
    assert "What name" in done.stdout


def test_files_are_sent_from_the_folder_one_is_in(tmp_path: Path) -> None:
    """A file that is no plan, one that is not there, and a folder each get an answer; words go with a command."""
    (tmp_path / "notes.txt").write_text("my notes", "utf-8")
    lines = f"/start\n{YES}\n:send notes.txt\n:send none.txt\n:send data\n/home I called my sister\n"
    done = strongsuit(tmp_path, "chat", lines=lines)
    assert done.returncode == 0
    assert "The one file I can read" in done.stdout
    assert "There is no file none.txt." in done.stdout
    assert "data is a folder." in done.stdout
    assert "“I called my sister”" in done.stdout


def test_a_recorded_chat_replays(tmp_path: Path) -> None:
    """--record saves a transcript that `replay` accepts as it is, apart from its time."""
    file = tmp_path / "mine.txt"
    strongsuit(tmp_path, "chat", "--fresh", "--record", str(file), lines="/start\n[Tell me more first]\n")
    assert file.read_text("utf-8").startswith("> /start\n| Hello.")
    assert strongsuit(tmp_path, "replay", str(file)).returncode == 0
    file.write_text(file.read_text("utf-8").replace("Hello.", "Goodbye."), "utf-8")
    changed = strongsuit(tmp_path, "replay", str(file))
    assert changed.returncode == 1
    assert "-| Goodbye. I'm Strongsuit." in changed.stdout
    assert strongsuit(tmp_path, "replay", "--accept", str(file)).returncode == 0


def test_a_terminal_gets_a_menu(tmp_path: Path) -> None:
    """In a terminal the chat greets by itself, and a number presses a button."""
    environment = {**os.environ, "STRONGSUIT_DATA_DIR": str(tmp_path), "TERM": "xterm", "COLUMNS": "100"}
    child, terminal = pty.fork()
    if child == 0:  # the other process
        os.execve(sys.executable, [sys.executable, "-m", "bot", "chat"], environment)
    try:
        assert "What name" in _talk(terminal, "1\r", after="Get\xa0help\xa0now")
        os.write(terminal, b":quit\r")
    finally:
        os.waitpid(child, 0)
        os.close(terminal)


def _talk(terminal: int, line: str, after: str) -> str:
    """Reads until ``after`` is shown, types ``line``, and reads what comes then."""
    seen = _read(terminal, after)
    assert after in seen
    os.write(terminal, line.encode())
    return _read(terminal, "What name")


def _read(terminal: int, until: str) -> str:
    seen = b""
    for _ in range(600):
        os.set_blocking(terminal, False)
        try:
            seen += os.read(terminal, 65536)
        except BlockingIOError:
            time.sleep(0.05)
        if until.encode() in seen:
            break
    return seen.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("arguments", "settings", "code", "says"),
    [
        (["run"], {}, 1, "STRONGSUIT_TELEGRAM_TOKEN is not set"),
        (["chat"], {"STRONGSUIT_TIMEZONE": "Mars"}, 1, "STRONGSUIT_TIMEZONE: it is no time zone"),
        (
            ["chat"],
            {"STRONGSUIT_LOCALE": "tlh"},
            1,
            "STRONGSUIT_LOCALE: there are no words in 'tlh'; there are words in: en, es.",
        ),
        (["chat"], {"STRONGSUIT_SECRET_KEY": "short"}, 1, "STRONGSUIT_SECRET_KEY: a secret key has at least 16"),
        (["chat"], {"STRONGSUIT_DATABASE_URL": "oracle://x"}, 1, "STRONGSUIT_DATABASE_URL: it is no database I know"),
        (["check"], {"STRONGSUIT_CONTENT_DIR": "/nowhere"}, 1, "STRONGSUIT_CONTENT_DIR: there is no such folder"),
        (
            ["chat"],
            {"STRONGSUIT_MESSAGES_PER_SECOND": "-3"},
            1,
            "STRONGSUIT_MESSAGES_PER_SECOND: it is no whole number; write one such as 30, or 0 for no limit.",
        ),
        (
            ["status"],
            {"STRONGSUIT_WEBHOOK_URL": "telegram"},
            1,
            "STRONGSUIT_WEBHOOK_URL: it is no address for a webhook",
        ),
        (
            ["status"],
            {"STRONGSUIT_WEBHOOK_URL": "https://x.org/metrics"},
            1,
            "STRONGSUIT_WEBHOOK_URL: it is no address",
        ),
        (["status"], {"STRONGSUIT_WEBHOOK_SECRET": "with blanks"}, 1, "STRONGSUIT_WEBHOOK_SECRET: it is no secret"),
        (["db", "copy-to", "nowhere"], {}, 2, "this copies the database in STRONGSUIT_DATA_DIR to a PostgreSQL"),
        (["draw", "nothing"], {}, 2, "there is no dialogue 'nothing'. There is: about"),
        (["health"], {}, 1, "no running bot has left a sign of life"),
        (["dance"], {}, 2, "No such command 'dance'"),
        (["chat", "--files", "nowhere"], {}, 2, "dir 'nowhere' does not exist"),
    ],
)
def test_what_is_wrong_is_one_clear_line(
    tmp_path: Path, arguments: list[str], settings: dict[str, str], code: int, says: str
) -> None:
    """What, where and the remedy, with the exit code that scripts rely on; never a traceback."""
    done = strongsuit(tmp_path, *arguments, **settings)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_the_wrong_key_is_refused(tmp_path: Path) -> None:
    """A key that does not fit the database is said so, and the database is left alone."""
    assert strongsuit(tmp_path, "chat", lines="/start\n").returncode == 0
    done = strongsuit(tmp_path, "chat", lines="/start\n", STRONGSUIT_SECRET_KEY="quite another secret key")
    assert done.returncode == 1
    assert "The secret key does not fit the database" in done.stderr
    assert strongsuit(tmp_path, "chat", lines="/start\n").returncode == 0


def test_a_dialogue_is_drawn(tmp_path: Path) -> None:
    """`draw` gives a Mermaid diagram of the very edges that lint walks."""
    drawn = strongsuit(tmp_path, "draw", "reflect").stdout
    assert drawn.startswith("stateDiagram-v2\n    [*] --> intro\n")
    assert "helped --> through : skip" in drawn
    assert "helped_enough --> helped_more : if room.helped" in drawn


def test_a_broken_script_names_file_line_and_remedy(tmp_path: Path) -> None:
    """An overlay that leads nowhere stops `chat`, and `check` says where and what to do."""
    folder = tmp_path / "overlay" / "dialogues"
    folder.mkdir(parents=True)
    (folder / "help.yaml").write_text(
        "dialogue: help\nversion: 2\nstart: words\nstates:\n  words: {next: nowhere}\n", "utf-8"
    )
    settings = {"STRONGSUIT_CONTENT_DIR": str(tmp_path / "overlay")}
    for command, runs in (("chat", WARM), ("check", ("-c", IN_PART))):
        done = strongsuit(tmp_path, command, runs=runs, **settings)
        assert done.returncode == 1
        assert "help.yaml:5: D001 error: state words leads to 'nowhere'" in done.stdout + done.stderr
