"""The control socket: what is asked is answered, and nothing that comes in does harm."""

import asyncio
import os
import socket
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.control import NobodyAnswersError, ask, serving, socket_in
from bot.control.server import MOST_WAITING
from bot.control.wire import LARGEST_REQUEST


async def echo(request: bytes) -> bytes:
    """Answers with what came."""
    return b"heard " + request.strip()


async def connect(path: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A bare connection, to say anything over."""
    return await asyncio.open_unix_connection(str(path))


async def end_of(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    """What still comes until the other end closes."""
    try:
        return await asyncio.wait_for(reader.read(), 10)
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_a_request_is_answered(tmp_path: Path) -> None:
    """One line each way, as often as somebody asks; afterwards the socket is gone."""
    path = socket_in(tmp_path)
    async with serving(path, echo):
        assert await ask(path, b"hello") == b"heard hello\n"
        assert await ask(path, b"again") == b"heard again\n"
    assert not path.exists()


async def test_an_answer_is_one_line_whatever_is_in_it(tmp_path: Path) -> None:
    """A large one comes whole."""

    async def answer(request: bytes) -> bytes:
        return b"a\nb" * 300_000

    async with serving(socket_in(tmp_path), answer):
        assert await ask(socket_in(tmp_path), b"x") == b"a b" * 300_000 + b"\n"


async def test_it_is_its_owners_alone(tmp_path: Path) -> None:
    """From the very moment it is there; a folder that is made for it, too."""
    folder = tmp_path / "data"
    async with serving(socket_in(folder), echo):
        assert stat.S_IMODE(socket_in(folder).stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        before = os.umask(0o022)
        os.umask(before)
        assert before != 0o177


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="elsewhere a long path is refused by the system")
async def test_a_path_that_is_too_long_for_a_socket_works_all_the_same(tmp_path: Path) -> None:
    """The data folder can be anywhere."""
    folder = tmp_path / ("a" * 90) / ("b" * 90)
    folder.mkdir(parents=True)
    async with serving(socket_in(folder), echo):
        assert await ask(socket_in(folder), b"hello") == b"heard hello\n"
    assert not socket_in(folder).exists()


async def test_what_a_killed_process_left_is_put_away(tmp_path: Path) -> None:
    """Nobody answers there, so it is no other process's."""
    path = socket_in(tmp_path)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    with pytest.raises(NobodyAnswersError):
        await ask(path, b"hello")
    async with serving(path, echo):
        assert await ask(path, b"hello") == b"heard hello\n"


@pytest.mark.parametrize("taken", ["by a file", "by another process", "no folder"])
async def test_where_it_cannot_be_opened_the_bot_runs_without_it(tmp_path: Path, taken: str) -> None:
    """A line in the log says so; what is in its place stays."""
    path = socket_in(tmp_path if taken != "no folder" else tmp_path / "file" / "below")
    (tmp_path / "file").write_text("", "utf-8")
    if taken == "by a file":
        path.write_text("precious", "utf-8")
    ran = False
    with capture_logs() as logs:
        if taken == "by another process":
            async with serving(path, echo), serving(path, echo):
                ran = True
                assert await ask(path, b"x") == b"heard x\n"
        else:
            async with serving(path, echo):
                ran = True
    assert ran
    assert [line["event"] for line in logs] == ["the control socket cannot be opened"]
    if taken == "by a file":
        assert path.read_text("utf-8") == "precious"


async def test_nobody_answers_where_nothing_listens(tmp_path: Path) -> None:
    """It is known that nothing was begun."""
    with pytest.raises(NobodyAnswersError) as nobody:
        await ask(socket_in(tmp_path), b"hello")
    assert not nobody.value.begun


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Says nothing and goes away."""
    writer.write_eof()


async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Stops in the middle of a line."""
    writer.write(b'{"operation": "cl')
    writer.write_eof()


async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Never ends its line."""
    writer.write(b"x" * (LARGEST_REQUEST * 3))


async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Never says anything."""


@pytest.mark.parametrize("visitor", [silent, half, endless, slow])
async def test_a_bad_visitor_gets_nothing_and_harms_nobody(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    visitor: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> None:
    """The next one is served as ever."""
    monkeypatch.setattr("bot.control.server.READ_SECONDS", 0.05)
    path = socket_in(tmp_path)
    asked: list[bytes] = []

    async def answer(request: bytes) -> bytes:
        asked.append(request)
        return b"yes"

    async with serving(path, answer):
        reader, writer = await connect(path)
        await visitor(reader, writer)
        assert await end_of(reader, writer) == b""
        assert asked == []
        assert await ask(path, b"hello") == b"yes\n"


async def test_an_answer_that_fails_is_a_line_in_the_log(tmp_path: Path) -> None:
    """Whoever asked learns that it was begun; the log says where it failed, and no word of what was asked."""

    async def answer(request: bytes) -> bytes:
        raise RuntimeError("Rosa Diaz")

    with capture_logs() as logs:
        async with serving(socket_in(tmp_path), answer):
            with pytest.raises(NobodyAnswersError) as nobody:
                await ask(socket_in(tmp_path), b"Rosa Diaz")
    assert nobody.value.begun
    assert [line["event"] for line in logs] == ["a request at the control socket failed"]
    assert "Rosa" not in str(logs)


async def test_requests_are_taken_one_at_a_time(tmp_path: Path) -> None:
    """None is begun while another is carried out; more than a few at once are turned away."""
    at_once = most = 0
    go_on = asyncio.Event()

    async def answer(request: bytes) -> bytes:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await go_on.wait()
        at_once -= 1
        return b"yes"

    path = socket_in(tmp_path)
    async with serving(path, answer):
        asking = [asyncio.create_task(ask(path, b"x")) for _ in range(MOST_WAITING)]
        while at_once == 0:
            await asyncio.sleep(0)
        for _ in range(100):
            await asyncio.sleep(0)
        with pytest.raises(NobodyAnswersError):
            await ask(path, b"one too many")
        go_on.set()
        assert await asyncio.gather(*asking) == [b"yes\n"] * MOST_WAITING
    assert most == 1


async def test_what_is_in_hand_is_finished_before_the_end(tmp_path: Path) -> None:
    """A command that was begun is answered; the block does not end before."""
    begun, done = asyncio.Event(), False

    async def answer(request: bytes) -> bytes:
        nonlocal done
        begun.set()
        await asyncio.sleep(0.02)
        done = True
        return b"yes"

    async with serving(socket_in(tmp_path), answer):
        asking = asyncio.create_task(ask(socket_in(tmp_path), b"x"))
        await begun.wait()
    assert done
    assert await asking == b"yes\n"
