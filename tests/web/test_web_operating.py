"""What operators ask by HTTP: whether it lives, whether it is well, and its figures; the pages know nothing of it."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import httpx
import pytest
from helpers_sharing import Office

from bot.app.app import App
from bot.app.content import Defaults
from bot.app.watch.meter import Meter
from bot.app.watch.watch import LATE_SECONDS, SILENCE_SECONDS, Watch
from bot.storage import DatabaseUnavailable
from bot.web.operating import Application, Front, Receive, Scope, Send


class Nobody:
    """A channel that is never written to."""

    async def send(self, *_: object) -> tuple[int, ...]:
        """Takes it."""
        return ()


class Desk:
    """A watch over an application, and whoever asks it."""

    def __init__(self, place: Office, **settings: object) -> None:
        self.place = place
        self.seconds = 1000.0
        self.answered: datetime | None = place.at
        self.meter = Meter(lambda: self.seconds)
        self.watch = Watch(self.meter, lambda: place.at, lambda: self.answered)
        self.app = App(place.store, place.content, Nobody(), Defaults(), lambda: place.at, meter=self.meter)
        self.watch.app = self.app
        self.front = Front(self.watch, public_hosts=frozenset({"review.example.org"}), has_pages=True)

    @asynccontextmanager
    async def asker(self, front: Application | None = None) -> AsyncIterator[httpx.AsyncClient]:
        """Somebody on the same machine."""
        transport = httpx.ASGITransport(app=front or self.front)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
            yield client

    async def checks(self, status: int) -> dict[str, bool]:
        """What `/readyz` says of each part; it has to answer with this status."""
        async with self.asker() as client:
            response = await client.get("/readyz")
        assert response.status_code == status, response.text
        told = response.json()
        assert told["ready"] == (status == 200)
        for check in told["checks"]:
            assert check["ok"] == (check["remedy"] is None)
        return {check["name"]: check["ok"] for check in told["checks"]}


@pytest.fixture
def desk(place: Office) -> Desk:
    """All is well."""
    return Desk(place)


def test_nothing_large_is_loaded_for_it_before_it_serves() -> None:
    """Whatever the program needs until the first message was looked for; the server and the figures come later."""
    loaded = "import sys, bot.cli, bot.cli_run, bot.web.house, bot.web.place; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()
    assert "bot.web.operating" in said
    assert {"uvicorn", "starlette", "prometheus_client"}.isdisjoint(said)


async def test_it_says_that_it_is_well(desk: Desk) -> None:
    """Every part by its name."""
    assert await desk.checks(200) == {"intake": True, "database": True, "delivery": True, "timers": True}


async def test_silence_of_telegram_is_told(desk: Desk) -> None:
    """Before its first answer, and long after the last; it still lives."""
    desk.place.at += timedelta(seconds=SILENCE_SECONDS + 1)
    assert (await desk.checks(503))["intake"] is False
    desk.answered = None
    assert (await desk.checks(503))["intake"] is False
    async with desk.asker() as client:
        assert (await client.get("/healthz")).text == "ok\n"


async def test_a_database_that_does_not_answer_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is closed, and where it fails: no word of why, which may name what is in it."""

    @asynccontextmanager
    async def away(**_: object) -> AsyncIterator[None]:
        raise DatabaseUnavailable("secret reason")
        yield

    monkeypatch.setattr(desk.place.store.database, "transaction", away)
    assert (await desk.checks(503))["database"] is False
    async with desk.asker() as client:
        assert "secret" not in (await client.get("/readyz")).text
    desk.watch.app = None
    assert (await desk.checks(503))["database"] is False


async def test_a_database_that_answered_just_now_is_not_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that asking often costs nothing, and takes no turn from anybody."""
    assert (await desk.checks(200))["database"]
    monkeypatch.setattr(desk.place.store, "beside", None)
    assert (await desk.checks(200))["database"]


async def test_messages_and_timers_that_are_late_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each for itself."""
    monkeypatch.setattr(type(desk.app.delivery), "longest_wait", LATE_SECONDS + 1.0)
    desk.meter.oldest_due = desk.place.at - timedelta(hours=2)
    assert await desk.checks(503) == {"intake": True, "database": True, "delivery": False, "timers": False}


@pytest.mark.parametrize("path", ("/readyz", "/metrics"))
@pytest.mark.parametrize(
    "headers",
    ({"X-Forwarded-For": "192.0.2.7"}, {"Forwarded": "for=192.0.2.7"}, {"Via": "1.1 edge"},
     {"Host": "review.example.org"}, {"Host": "Review.Example.org:443"}),
    ids=lambda one: ",".join(one),
)  # fmt: skip
async def test_whoever_comes_from_outside_is_shown_neither(desk: Desk, path: str, headers: dict[str, str]) -> None:
    """A proxy that passes everything on does not make them public; `/healthz` says nothing that is not for all."""
    async with desk.asker() as client:
        assert (await client.get(path)).status_code == 200
        refused = await client.get(path, headers=headers)
        assert (refused.status_code, refused.text) == (404, "")
        assert (await client.get("/healthz", headers=headers)).text == "ok\n"


@pytest.mark.parametrize("path", ("/healthz", "/readyz", "/metrics"))
async def test_they_are_only_read(desk: Desk, path: str) -> None:
    """Nothing is kept by whoever carries the answer; nothing can be sent."""
    async with desk.asker() as client:
        read = await client.get(path)
        assert read.headers["cache-control"] == "no-store"
        assert "set-cookie" not in read.headers
        assert (await client.post(path)).status_code == 405


def pages_of(told: list[str]) -> Callable[[], Application]:
    """Pages that tell which paths they were asked for."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        told.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a page"})

    return lambda: answer


async def test_pages_are_there_while_the_database_is_open(desk: Desk) -> None:
    """They see neither the operators' paths nor those of others; before and after, it is said to come again."""
    told: list[str] = []
    async with desk.asker() as client:
        assert (await client.get("/people")).status_code == 503
        with desk.front.showing(pages_of(told)):
            assert (await client.get("/people")).text == "a page"
            await client.get("/healthz")
            await client.get("/metrics")
        away = await client.get("/people")
        assert (away.status_code, away.headers["retry-after"]) == (503, "60")
    assert told == ["/people"]


async def test_without_pages_there_is_nothing_else(desk: Desk) -> None:
    """An installation without web pages answers operators alone."""
    async with desk.asker(Front(desk.watch)) as client:
        assert (await client.get("/")).status_code == 404
        assert (await client.get("/healthz")).status_code == 200


async def test_other_paths_can_be_served_beside_them(desk: Desk) -> None:
    """An application of its own for one path, which the pages do not see."""
    told: list[str] = []
    front = Front(desk.watch, extra={"/hook": pages_of(told)()})
    async with desk.asker(front) as client:
        assert (await client.post("/hook")).text == "a page"
        assert (await client.post("/hook/more")).status_code == 404
    assert told == ["/hook"]


async def test_the_real_pages_keep_their_guard(desk: Desk) -> None:
    """Behind it, a name that is not theirs is refused as ever."""
    with desk.front.showing(lambda: desk.place.app):
        async with desk.asker() as client:
            assert (await client.get("/people", headers={"Host": "elsewhere.example"})).status_code == 421
            assert (await client.get("/healthz", headers={"Host": "elsewhere.example"})).status_code == 200
            assert json.loads((await client.get("/readyz")).text)["ready"] is True
