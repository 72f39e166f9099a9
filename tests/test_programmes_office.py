"""Operations for another process: JSON in, JSON out, whatever comes."""

import json
from typing import Any

import pytest
from helpers_programmes import AT, a_programme
from structlog.testing import capture_logs

from bot.app.programmes import desk, operations
from bot.app.programmes.answers import ProgrammesAnswer
from bot.app.programmes.office import Office, Reply, Request, told_apart
from bot.app.programmes.operations import OPERATIONS, Operation
from bot.storage import DatabaseUnavailable, Store

URL = "sqlite+aiosqlite:////srv/a.sqlite3"


def office(store: Store) -> Office:
    """An office on a store."""
    return Office(store, URL, lambda: AT)


async def ask(desk: Office, operation: str, database: str = URL, **asked: object) -> Reply:
    """What is answered to a request."""
    request = Request(database=told_apart(database), operation=operation, asked=asked)
    return Reply.model_validate_json(await desk.answer(request.model_dump_json().encode()))


async def test_an_operation_is_carried_out_and_answered(store: Store) -> None:
    """The answer is what the operation gives, as data."""
    made = await ask(office(store), "create", name="River House")
    assert made.answer is not None
    assert made.answer["key"] == "river-house"
    assert (await ask(office(store), "list")).answer == {"programmes": [made.answer]}


async def test_a_problem_is_told_as_one_and_undoes_everything(store: Store) -> None:
    """With whether the command made sense at all."""
    await a_programme(store)
    reply = await ask(office(store), "show", key="nope")
    assert (reply.answer, reply.usage) == (None, True)
    assert reply.problem == "There is no programme 'nope'. There is: river-house."
    again = await ask(office(store), "create", name="River House")
    assert (again.answer, again.usage) == (None, False)


@pytest.mark.parametrize(
    "request_",
    [
        b"", b"\n", b"null", b"{}", b"[" * 60_000, b"\xff\xfe", b'{"database": 1}',
        json.dumps({"database": told_apart(URL), "operation": "create", "asked": {"name": 5}}).encode(),
        json.dumps({"database": told_apart(URL), "operation": "create", "asked": {"name": "A b", "more": 1}}).encode(),
        json.dumps({"database": told_apart(URL), "operation": "drop", "asked": {}}).encode(),
        json.dumps({"database": told_apart(URL), "operation": "revoke", "asked": {"key": "k", "id": "1; --"}}).encode(),
    ],
    ids=range(11),
)  # fmt: skip
async def test_what_is_no_request_is_answered_kindly(store: Store, request_: bytes) -> None:
    """Nothing is written, nothing is raised, nothing is logged."""
    with capture_logs() as logs:
        reply = Reply.model_validate_json(await office(store).answer(request_))
    assert reply.answer is None
    assert "Restart it" in reply.problem
    assert logs == []
    async with store.transaction() as transaction:
        assert await transaction.programmes.all() == []


async def test_a_request_for_another_database_is_refused(store: Store) -> None:
    """Two bots could share a data folder."""
    reply = await ask(office(store), "create", "sqlite+aiosqlite:////srv/b.sqlite3", name="River House")
    assert "another database" in reply.problem
    async with store.transaction() as transaction:
        assert await transaction.programmes.all() == []


@pytest.mark.parametrize(
    ("error", "says", "logged"),
    [
        (DatabaseUnavailable("disk full"), "nothing was done", 0),
        (TimeoutError(), "nothing was done", 0),
        (RuntimeError("Rosa Diaz"), "could not carry this out", 1),
    ],
)
async def test_a_failure_is_answered_and_its_words_go_nowhere(
    store: Store, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str, logged: int
) -> None:
    """The log has its kind and its place."""

    async def fail(*_: object) -> Any:
        raise error

    broken = Operation("list", operations.Nothing, ProgrammesAnswer, fail)
    monkeypatch.setitem(OPERATIONS, "list", broken)
    with capture_logs() as logs:
        reply = await ask(office(store), "list")
    assert says in reply.problem
    assert len(logs) == logged
    assert "Rosa" not in reply.problem + str(logs)


async def test_whoever_shows_content_hears_of_changes(store: Store) -> None:
    """After the commit, and only where a programme may be another than before."""
    heard: list[str] = []

    async def changed() -> None:
        async with store.transaction() as transaction:
            heard.append((await desk.find(transaction, "river-house")).name)

    here = Office(store, URL, lambda: AT, changed)
    await ask(here, "create", name="River House")
    await ask(here, "edit", key="river-house", details={"name": "The River"})
    await ask(here, "invite", key="river-house", kind="join")
    await ask(here, "edit", key="river-house", details={"country": "XX"})
    assert heard == ["River House", "The River"]


async def test_what_is_done_is_told_as_done(store: Store) -> None:
    """Even where the database goes away the moment after."""

    async def changed() -> None:
        raise DatabaseUnavailable("disk full")

    reply = await ask(Office(store, URL, lambda: AT, changed), "create", name="River House")
    assert reply.answer is not None
