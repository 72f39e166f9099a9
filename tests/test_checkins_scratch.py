from dataclasses import replace
from datetime import timedelta, time
import asyncio
import pytest
from collections.abc import AsyncIterator
from helpers_checkins import DUE, NO_QUIET, WORDS, Heard, House, a_rhythm, house, whens
from helpers_world import ANA, AT
from bot.app.delivery import Delivery
from bot.wording import plain
from bot.app import intake
from bot.storage import Transaction, DatabaseUnavailable

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)

@pytest.fixture
async def here():
    async with house() as made:
        await made.settle(ANA, a_rhythm(), WORDS)
        yield made

async def test_a_daily_silence(here):
    await here.change(ANA, rhythm=a_rhythm("days", weekdays=(0, 5, 6), begun=(DUE - 30*DAY).date(), silence=1, waiting=True, done_on=(DUE-DAY).date()))
    heard = await here.live_until(DUE + 20 * DAY)
    print(whens(heard))
    assert whens(heard)[0] == DUE + WEEK

async def test_a_sessions_silence(here):
    await here.change(ANA, meeting_on=(DUE + DAY).date(), rhythm=a_rhythm("sessions", silence=1, waiting=True, done_on=(DUE-10*DAY).date()))
    heard = await here.live_until(DUE + 20 * DAY)
    assert whens(heard) == []

async def test_b_moved(here):
    rhythm = replace(await here.rhythm(ANA), cadence="days", weekdays=(0, 1))
    await here.change(ANA, rhythm=None)
    await here.does(ANA, "/reflect")
    await here.set_timer(ANA, "nudge", due_at=(AT + HOUR).timestamp())
    assert [one.kind for one in await here.live_until(AT + 2 * HOUR)] == ["nudge"]
    await here.change(ANA, rhythm=rhythm)
    assert whens(await here.live_until(DUE + 9 * DAY)) == [DUE + DAY, DUE + WEEK, DUE+WEEK+DAY]

async def test_c_hand_over(here, monkeypatch):
    await here.tick(DUE)
    here.app.delivery.pace.hold(0.05)
    def fail(self, *_): raise RuntimeError("x")
    monkeypatch.setattr(Delivery, "resolve", fail)
    try:
        await here.does(ANA, "/plan")
    except BaseException as e:
        print("raised", e)
    monkeypatch.undo()
    assert not any(q.withheld for q in here.app.delivery._queues.values())

async def test_d_burst(here):
    await here.tick(DUE)
    here.app.delivery.pace.hold(3600)
    a = [here.incoming(ANA, "/home", after=0)]
    await here.app.intake.take(a)
    here.app.delivery.pace.hold(0)
    print(here.post.texts(ANA), await here.where(ANA))

async def test_e_note_in_line(here):
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), silence=1, waiting=False))
    await here.live_until(DUE + HOUR)
    assert await here.where(ANA) == "check_in.now"
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), silence=2, waiting=True))
    await here.tick(DUE + WEEK)
    here.app.delivery.pace.hold(3600)
    before = len(here.post.sent)
    await here.does(ANA, "still each morning")
    print(here.post.texts(ANA)[before:])
    assert await here.where(ANA) == "check_in.keep_asked"

@pytest.fixture
def fixed(monkeypatch):
    from bot.app.actions import checking_in
    from bot.app.rhythm import course
    real = checking_in._rhythm
    monkeypatch.setattr(checking_in, "_rhythm", lambda *a: course.tapered(real(*a)))

async def test_i_place(here, fixed):
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), tapers=True, sent=3))
    await here.live_until(DUE + HOUR)
    print(here.post.texts(ANA)[-1])
    await here.does(ANA, "[pass]", "/checkins")
    print(here.post.texts(ANA)[-1])
    here.at += DAY
    await here.does(ANA, "/checkins", "[time]", "7 pm")
    print(here.post.texts(ANA)[-2:])
    await here.does(ANA, "/checkins")
    print(here.post.texts(ANA)[-1])
    assert whens(await here.live_until(DUE + 20 * DAY)) == [DUE + 2*WEEK+HOUR]

async def test_i_slower(here, fixed):
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), tapers=True, sent=3))
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "[slower]")
    print(here.post.texts(ANA)[-1])
    assert (await here.rhythm(ANA)).cadence == "monthly"

async def test_i_steady(here, fixed):
    await here.change(ANA, rhythm=replace(await here.rhythm(ANA), tapers=True, sent=3))
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "[pass]", "/checkins", "[steady]")
    print(here.post.texts(ANA)[-1])
    assert (await here.rhythm(ANA)).cadence == "fortnightly"

async def test_n_tomorrow(here):
    await here.change(ANA, quiet=(time(17), time(9)))
    await here.set_timer(ANA, "check_in", due_at=AT.timestamp(), until=(AT+6*HOUR).timestamp())
    await here.live_until(AT + HOUR/2)
    await here.does(ANA, "[tomorrow]")
    print(here.post.texts(ANA)[-1])
    assert whens(await here.live_until(DUE + 5*DAY)) == [AT.replace(hour=9)+DAY]

async def test_y_deadline(here, monkeypatch):
    await here.tick(DUE)
    here.app.delivery.pace.hold(0.05)
    real = Transaction.save
    async def hang(self, batch):
        raise DatabaseUnavailable("x")
    monkeypatch.setattr(Transaction, "save", hang)
    act = here.incoming(ANA, "/plan")
    with pytest.raises(DatabaseUnavailable):
        await here.app.intake.take([act])
    monkeypatch.setattr(Transaction, "save", real)
    assert await here.app.delivery.drain(5)
    assert [Heard(DUE, ANA, m).kind for m in here.post.to(ANA)] == ["check_in"]

async def test_z_back(here):
    await here.live_until(DUE + HOUR)
    await here.does(ANA, "still each morning")
    print(here.post.texts(ANA)[-1])
    await here.does(ANA, "[_back]")
    assert await here.where(ANA) == "check_in.now"
    await here.does(ANA, "only on Sundays", "[yes]", "[_skip]")
    assert await here.plan(ANA) == [WORDS, "only on Sundays"]
    assert await here.where(ANA) == ""

async def test_stacked(here):
    here.at = DUE - 3*HOUR
    await here.does(ANA, "/plan", "/checkins", "[quiet]", "22:00")
    print([ (f.dialogue,f.state) for f in (await here.known(ANA)).session.frames])
    await here.live_until(DUE + HOUR)
    print([ (f.dialogue,f.state) for f in (await here.known(ANA)).session.frames])
    await here.does(ANA, "[pass]")
    print(here.post.texts(ANA)[-3:])
    print([ (f.dialogue,f.state,f.paused) for f in (await here.known(ANA)).session.frames])

async def test_called(here):
    await here.settle("test:9", None)
    await here.does("test:9", "/reflect")
    for n in range(30):
        w = await here.where("test:9")
        if w.startswith("checkins"): break
        await here.does("test:9", "music" if n % 2 == 0 else "[_skip]")
        print(w)
    print(await here.where("test:9"), here.post.texts("test:9")[-1])
