"""The search for marked words finds them however they are written; no error tells one; the data map leaves out nothing.

The search through everything that the real process writes is in `tests/telegram/test_markers_in_files.py`.
"""

import json
import re
import sqlite3
import subprocess
import sys
from base64 import b64encode, urlsafe_b64encode
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from helpers_circle import ANA, ROSA, town
from helpers_markers import STEM, Planted, leb128, opened, varint, word_forms
from helpers_storage import store_of
from helpers_world import KEY, world
from sqlalchemy import exc, insert
from warm_bot import ON_PATH

from bot.app.incoming import Said
from bot.storage import Store
from bot.storage.tables import programmes
from bot.telegram.send import _QUOTED

NUMBER = 4_077_300_123_456_701
PRIVACY = Path(__file__).parent.parent / "docs" / "privacy.md"


# -- the search --------------------------------------------------------------------------------------------------------

WRITTEN = {
    "as text": f"She wrote {STEM}-1 today".encode(),
    "in UTF-16": f"She wrote {STEM}-1 today".encode("utf-16"),
    "in UTF-16 of others": f"She wrote {STEM}-1 today".encode("utf-16-be"),
    "in UTF-32": f"She wrote {STEM}-1 today".encode("utf-32"),
    "in small letters": f"she wrote {STEM}-1 today".casefold().encode(),
    "without accents": b"slug: qzvmarkq-1",
    "in an address": f"/people?q={quote_plus(STEM)}-1".encode(),
    "in JSON": json.dumps({"words": f"{STEM}-1"}).encode(),
    "as bytes in a log": repr(f"{STEM}-1".encode()).encode(),
    "in hex": f"x{STEM}-1".encode().hex().encode(),
    "in a page": f"<p>{STEM}</p>".encode("ascii", "xmlcharrefreplace"),
    **{f"in base64, {n}": b64encode(b"abc"[:n] + f"{STEM}-1 and more".encode()) for n in range(3)},
    **{
        f"in base64 for addresses, {n}": urlsafe_b64encode(b"abc"[:n] + f"{STEM}-1 and so on".encode())
        for n in range(3)
    },
    "in base64 of UTF-16": b64encode(f"{STEM}-1 and more".encode("utf-16-le")),
    "as a number": f"telegram:{NUMBER}".encode(),
    "as a negative number": f"telegram:-{NUMBER}".encode(),
    "as a number in base64": b64encode(f"telegram:{NUMBER}, and more".encode()),
    "as a number in hex": f"{NUMBER:x}".encode(),
    "as eight bytes": b"\x01" + NUMBER.to_bytes(8, "big"),
    "as eight bytes of others": b"\x01" + NUMBER.to_bytes(8, "little"),
    "as a varint": b"\x01" + varint(NUMBER),
    "as a varint of others": b"\x01" + leb128(NUMBER),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_the_search_finds_what_it_looks_for(tmp_path: Path, how: str) -> None:
    """However it was written, in the middle of something else, in a folder below."""
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").write_bytes(b"\0" * 7 + WRITTEN[how] + b"\0" * 7)
    found = Planted(numbers=[NUMBER]).found_in(tmp_path)
    assert found
    assert all(one.endswith("in below/file") for one in found)


def test_the_search_reads_names_of_files_and_goes_by_texts(tmp_path: Path) -> None:
    """A name of a file is as good a place as any; a text is looked for as it is."""
    (tmp_path / f"{STEM}.log").write_bytes(b"")
    (tmp_path / "codes").write_bytes(b"code R0SAR0SA")
    found = Planted(texts=["R0SAR0SA"]).found_in(tmp_path)
    assert any(STEM in one for one in found)
    assert "'R0SAR0SA' in codes" in found


def test_the_search_finds_rows_of_a_database(tmp_path: Path) -> None:
    """SQLite's own way to write a word, a number, and a number as the key of a row."""
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as connection, connection:
        connection.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, chat BIGINT, at REAL, words TEXT)")
        connection.execute("INSERT INTO people VALUES (?, ?, ?, ?)", (NUMBER, NUMBER + 1, float(NUMBER + 2), STEM))
    for number in range(NUMBER, NUMBER + 3):
        assert any(str(number) in one for one in Planted([number]).found_in(tmp_path))


def test_the_search_finds_nothing_where_nothing_is(tmp_path: Path) -> None:
    """A page about something else."""
    (tmp_path / "page").write_text("nothing of the kind, 4077300123456", "utf-8")
    assert Planted([NUMBER], ["R0SAR0SA"]).found_in(tmp_path) == []


# -- what is logged ----------------------------------------------------------------------------------------------------


def test_no_error_tells_a_word() -> None:
    """With everything going wrong in ways that repeat words, the log holds none, but says what it was."""
    command = [sys.executable, "-W", "always", "-m", "helpers_noise"]
    noisy = subprocess.run(command, env=ON_PATH, capture_output=True, timeout=60, check=False)
    said = noisy.stdout + noisy.stderr
    assert b"everything went wrong" in said, said.decode()
    assert noisy.returncode == 1
    assert [how for how, form in word_forms().items() if form in said] == []
    lines = [json.loads(line) for line in noisy.stderr.decode().splitlines() if line.startswith("{")]
    assert {line["event"] for line in lines} >= {
        "turn failed", "batch failed", "an act could not even be set aside", "the database is unavailable",
        "message refused by the channel", "a page could not be shown", "a library complained",
        "an error that nobody caught", "stopped by an error",
    }  # fmt: skip
    assert "traceback" not in said.decode().lower()
    [stopped] = [line for line in lines if line["event"] == "stopped by an error"]
    assert re.fullmatch(
        r"BrokenError at helpers_noise\.py:\d+ from ValueError at helpers_noise\.py:\d+", stopped["cause"]
    )
    assert stopped["through"]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("Message is too long", "Message is too long"),
        ("can't parse entities: Can't find end of the entity", "can't parse entities: Can't find end of the entity"),
        ("inline keyboard button URL 'http://x/sign-in/T0KEN' is invalid", "inline keyboard button URL …"),
        ('unsupported start tag "words"', "unsupported start tag …"),
        ("wrong “words” in it", "wrong …"),
    ],
)
def test_reasons_of_the_channel_are_cut_where_they_quote(reason: str, told: str) -> None:
    """What a rule is called stays; what broke it does not."""
    assert _QUOTED.sub("…", reason) == told


async def twice(store: Store, row: dict[str, Any]) -> None:
    """Writes the same row twice."""
    async with store.database.transaction() as connection:
        for _ in range(2):
            await connection.execute(insert(programmes), row)


async def test_errors_of_the_database_repeat_no_values(tmp_path: Path) -> None:
    """Whoever prints one prints the statement alone."""
    async with store_of("file", tmp_path) as store:
        row = {"key": STEM, "body_sealed": b"", "created_at": 0.0}
        with pytest.raises(exc.IntegrityError) as caught:
            await twice(store, row)
    assert STEM not in str(caught.value)


# -- what stays of somebody --------------------------------------------------------------------------------------------


async def test_nothing_of_somebody_who_left_stays_with_a_specialist(tmp_path: Path) -> None:
    """Not even sealed: the specialist's place in the talk holds no name of whoever deleted everything."""
    file = tmp_path / "test.sqlite3"
    async with town(f"sqlite+aiosqlite:///{file}") as here:
        await here.settle(ANA, None, "I swim in the sea")
        record = await here.known(ANA)
        record.name = STEM
        await here.rewrite(record)
        await here.share(ANA)
        await here.does(ROSA, "/review")
        assert [column for column, found in opened(file, [KEY]).items() for text in found if STEM in text]
        await here.does(ANA, "/delete", "[yes]")
        assert [column for column, found in opened(file, [KEY]).items() for text in found if STEM in text] == []


async def test_the_file_alone_does_not_tell_that_somebody_was_in_danger(tmp_path: Path) -> None:
    """Neither while the reply to a sign is open, nor while the hello of the next day is to come."""
    file = tmp_path / "test.sqlite3"
    async with world(tmp_path) as here:
        await here.welcome(ANA)
        await here.does(ANA, Said("I want to kill myself", 900))
        assert (await here.where(ANA)).startswith("danger.")
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            told = connection.execute("SELECT pins FROM peers").fetchall()
        await here.does(ANA, "[safe]", "[yes]")
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            told += connection.execute("SELECT timer FROM timers").fetchall()
    assert [row for row in told if "danger" in row[0] or "look_in" in row[0]] == []
