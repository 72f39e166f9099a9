"""Whatever an update holds: reading it raises nothing, the batch goes on, its neighbours are served, the log is silent.

The updates are drawn from the shapes of the Bot API (`helpers_fuzz`), with values that Telegram gives, with values that
it never would, and with pieces exchanged for junk. They go through the whole intake, with a real database below it.
"""

import asyncio
import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from helpers_fuzz import MARK, mutated, updates
from helpers_world import World, world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.telegram.updates import LARGEST_NUMBER, read_update

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
QUICK = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
MESSAGE = {
    "message_id": 5, "date": 1_772_445_600, "chat": {"id": 101, "type": "private", "first_name": MARK},
    "from": {"id": 101, "is_bot": False, "first_name": MARK, "language_code": "en"}, "text": f"I {MARK}",
}  # fmt: skip
VALID: tuple[dict[str, Any], ...] = (
    {"message": MESSAGE},
    {"message": {**MESSAGE, "text": "/start", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}},
    {"edited_message": {**MESSAGE, "edit_date": 1_772_445_700, "text": MARK}},
    {"message": {**{k: v for k, v in MESSAGE.items() if k != "text"}, "document": {"file_id": MARK, "file_size": 5}}},
    {"message": {**{k: v for k, v in MESSAGE.items() if k != "text"}, "caption": MARK, "photo": [{"file_id": MARK}]}},
    {"callback_query": {"id": "77", "from": MESSAGE["from"], "message": MESSAGE, "data": "@home"}},
    {"my_chat_member": {"chat": MESSAGE["chat"], "from": MESSAGE["from"], "date": 1, "old_chat_member": {},
                        "new_chat_member": {"status": "kicked"}}},
)  # fmt: skip


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """One loop for all examples."""
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="module")
def here(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One application for all examples: what one of them leaves behind, the next has to live with."""
    opened = world(Path(tmp_path_factory.mktemp("fuzz")))
    made = runner.run(opened.__aenter__())
    runner.run(made.welcome(*(f"telegram:{number}" for number in range(100, 106))))
    yield made
    runner.run(opened.__aexit__(None, None, None))


numbers = count(10_000)


async def applied(here: World, batch: list[dict[str, Any]]) -> None:
    """A batch with a neighbour at either end, who ask for help; both are answered, and nobody's turn fails."""
    first, last = ({"message": {**MESSAGE, "chat": {"id": one, "type": "private"}, "text": "/now"}} for one in (7, 8))
    numbered = [{**one, "update_id": next(numbers)} for one in (first, *batch, last)]
    found = [update.incoming for one in numbered if (update := read_update(one, here.at)) and update.incoming]
    here.post.sent.clear()
    with capture_logs() as logged:
        await here.take(*found)
    for neighbour in ("telegram:7", "telegram:8"):
        assert "Somebody you trust" in here.post.texts(neighbour)[-1]
    assert [entry for entry in logged if entry["log_level"] in ("error", "critical")] == []
    assert MARK not in repr(logged)


@settings(QUICK, max_examples=150)
@given(update=updates(), number=st.integers(0, LARGEST_NUMBER))
def test_any_update_is_read(update: dict[str, Any], number: int) -> None:
    """With its number, whatever else it holds; nothing is raised, and what is made of it can be written down."""
    read = read_update({**update, "update_id": number}, NOW)
    assert read is not None
    assert read.number == number
    if read.incoming:
        read.incoming.sealed_form().encode()
        assert read.incoming.at <= NOW


@settings(QUICK, max_examples=300)
@given(data=st.data(), at=st.sampled_from(range(len(VALID))))
def test_a_mutated_update_is_read_or_is_none(data: st.DataObject, at: int) -> None:
    """Wherever there is junk in it, its number too."""
    update = data.draw(mutated({**VALID[at], "update_id": 9}))
    read = read_update(update, NOW)
    assert read is None or 0 <= read.number <= LARGEST_NUMBER


@pytest.mark.parametrize(
    "junk",
    [None, [], "x", 5, {}, {"update_id": None}, {"update_id": []}, {"update_id": True}, {"update_id": 1.0},
     {"update_id": "5"}, {"update_id": -1}, {"update_id": 2**63}, {"update_id": math.inf}, [{"update_id": 1}]],
)  # fmt: skip
def test_what_has_no_number_is_no_update(junk: Any) -> None:
    """A number below zero would have Telegram forget what waits; one that is too large is none of Telegram's."""
    assert read_update(junk, NOW) is None


@settings(QUICK, max_examples=20)
@given(batch=st.lists(updates(), min_size=10, max_size=20))
def test_a_batch_of_anything_is_applied(here: World, runner: asyncio.Runner, batch: list[dict[str, Any]]) -> None:
    """Shapes of the Bot API with odd values in them."""
    runner.run(applied(here, batch))


@settings(QUICK, max_examples=15)
@given(data=st.data())
def test_a_batch_of_mutated_updates_is_applied(here: World, runner: asyncio.Runner, data: st.DataObject) -> None:
    """Valid ones with junk in a few places."""
    runner.run(applied(here, [data.draw(mutated(one)) for one in VALID * 2]))


@pytest.mark.parametrize("date", [0, -1, 1, 253402300799, 253402300800, 10**18, "today", None, 1.5, True])
def test_a_message_of_no_time_came_now_or_earlier(date: Any) -> None:
    """Year 0 or 9999: what is to come has not been written yet."""
    read = read_update({"update_id": 1, "message": {**MESSAGE, "date": date}}, NOW)
    assert read is not None
    assert read.incoming is not None
    assert read.incoming.at <= NOW


def test_a_number_is_none_of_telegrams_unless_it_is_a_whole_one() -> None:
    """A chat named 42.7 is not that of whoever is 42, and neither is one named "42"."""
    for wrong in (42.7, "42", True, 2**53, None, math.nan, [42]):
        read = read_update({"update_id": 1, "message": {**MESSAGE, "chat": {"id": wrong, "type": "private"}}}, NOW)
        assert read is not None
        assert read.incoming is None


def test_json_with_every_oddity_is_read() -> None:
    """Halves of surrogate pairs, numbers without end, keys twice: as Python's reader gives them."""
    text = '{"update_id": 3, "update_id": 4, "message": {"message_id": 1, "date": 1e999, "chat": {"id": 5, "id": 6,'
    read = read_update(json.loads(text + '"type": "private"}, "text": "\\ud800 and \\udc00\\ud83d"}}'), NOW)
    assert read is not None
    assert (read.number, read.incoming and read.incoming.address) == (4, "telegram:6")
    assert read.incoming is not None
    assert read.incoming.sealed_form().encode().count("\ufffd".encode()) == 3
