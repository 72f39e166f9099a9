"""What is counted while people talk: acts, durations, messages; and that nothing of anybody's can get into it."""

import re
from collections import deque
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from helpers_app import shipped
from helpers_markers import STEM
from helpers_storage import store_of
from helpers_world import ANA, AT, BEN, Post, World
from prometheus_client.parser import text_string_to_metric_families

from bot.app.acts import carry_out
from bot.app.delivery import Refused, TryAgain, Unreachable
from bot.app.incoming import Incoming, Outcome, Said
from bot.app.turn import Turn
from bot.app.watch.kinds import CHANNELS, SENDING_TROUBLES, SORTS, TURNS
from bot.app.watch.meter import Histogram, Meter, channel_of
from bot.app.watch.watch import Watch
from bot.storage import DatabaseUnavailable
from bot.storage.troubles import DATABASE_TROUBLES
from bot.web.metrics import Exposition

TESTER = "telegram:4077300123456701"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[World]:
    """An application, and nobody yet."""
    async with store_of("memory", tmp_path) as store:
        world = World(store, shipped(), Post())
        world.app.delivery.start()
        yield world
        await world.app.stop()


def watch_of(world: World) -> Watch:
    """The watch over an application that is in touch."""
    watch = Watch(world.app.meter, lambda: world.at, lambda: world.at)
    watch.app = world.app
    return watch


def figures(watch: Watch) -> dict[str, float]:
    """What Prometheus reads, by name and labels."""
    families = text_string_to_metric_families(Exposition(watch).text().decode())
    return {
        ".".join([sample.name, *sample.labels.values()]): sample.value
        for family in families
        for sample in family.samples
    }


async def test_acts_and_messages_are_counted(town: World) -> None:
    """Each act once, by what became of it; each message once; durations as often as there were any."""
    await town.does(TESTER, "/start")
    again = town.incoming(TESTER, "/help")
    await town.take(again)
    await town.take(again)
    found = figures(watch_of(town))
    assert found["strongsuit_turns_total.telegram.applied"] == 2
    assert found["strongsuit_turns_total.telegram.repeated"] == 1
    assert found["strongsuit_messages_sent_total.reply"] == len(town.post.sent)
    assert found["strongsuit_reply_seconds_count"] == len(town.post.sent)
    assert found["strongsuit_intake_seconds_count"] == found["strongsuit_batch_acts_count"] == 3
    assert found["strongsuit_outbox_messages"] == found["strongsuit_outbox_oldest_seconds"] == 0
    assert town.app.meter.database_answered is not None


async def test_an_act_that_fails_is_counted_as_set_aside(town: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not among those that were applied; its neighbour is."""
    await town.welcome(ANA, BEN)
    before = figures(watch_of(town))["strongsuit_turns_total.other.applied"]
    monkeypatch.setattr("bot.app.batch.carry_out", _stumbles)
    await town.take(town.incoming(ANA, "stumble"), town.incoming(BEN, "/help"))
    found = figures(watch_of(town))
    assert found["strongsuit_turns_total.other.set_aside"] == 1
    assert found["strongsuit_turns_total.other.applied"] == before + 1
    assert town.app.meter.last_set_aside is not None


def _stumbles(turn: Turn, incoming: Incoming, seen: bool) -> Outcome:
    """Carries everything out but one word."""
    if isinstance(incoming.act, Said) and incoming.act.text == "stumble":
        raise LookupError
    return carry_out(turn, incoming, seen)


async def test_troubles_of_sending_are_counted_by_kind(town: World) -> None:
    """Those that are tried again as well as those that are final."""
    limit = TryAgain(after=0.001, trouble="too_many_requests")
    town.post.trouble[ANA] = deque([limit, TryAgain(trouble="not_connected"), Refused("no"), Unreachable()])
    await town.does(ANA, "/start", "/help")
    found = figures(watch_of(town))
    for kind in ("too_many_requests", "not_connected", "refused", "blocked"):
        assert found[f"strongsuit_sending_troubles_total.{kind}"] == 1, kind


async def test_a_message_that_waits_is_seen(town: World) -> None:
    """How many, and for how long the first of them."""
    town.app.meter.now = iter(range(1000, 10_000, 7)).__next__
    town.post.open.clear()
    await town.app.intake.take([town.incoming(ANA, "/start")])
    found = figures(watch_of(town))
    assert found["strongsuit_outbox_messages"] >= 1
    assert found["strongsuit_outbox_oldest_seconds"] >= 7
    town.post.open.set()


async def test_a_late_timer_is_seen(town: World) -> None:
    """How late the oldest is that was due at the last look; nothing once nothing is due."""
    await town.does(ANA, "/start", "[yes]", "[_skip]", "[_skip]", "[later]", "/reflect")
    watch = watch_of(town)
    town.at += timedelta(days=1, hours=1)
    await town.app.due.tick(town.at)
    assert watch.timers_late >= 3600
    assert figures(watch)["strongsuit_timers_total"] >= 1
    await town.app.due.tick(town.at)
    assert watch.timers_late == 0


async def test_no_word_or_number_of_anybody_is_in_the_figures(town: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels are from closed lists, whatever people write, are called, and whatever goes wrong."""
    monkeypatch.setattr("bot.app.batch.carry_out", _stumbles)
    await town.does(
        TESTER, "/start", "[yes]", f"{STEM}-name", "[_skip]", "[later]", "/reflect", f"{STEM}-answer", f"/{STEM}"
    )
    await town.does(TESTER, "stumble")
    town.app.meter.failed(DatabaseUnavailable(f"{STEM} is gone"))
    town.post.trouble[TESTER] = deque([TryAgain(after=0), Refused(f"{STEM}")])
    await town.does(TESTER, "/plan")
    text = Exposition(watch_of(town)).text().decode()
    assert STEM not in text
    assert "4077300" not in text
    allowed = {*CHANNELS, *TURNS, *SORTS, *SENDING_TROUBLES, *DATABASE_TROUBLES}
    labels = {
        value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        for name, value in sample.labels.items()
        if name != "le" and not family.name.startswith("strongsuit_build")
    }
    assert labels <= allowed
    assert not any(name in text for name in ("reflect", "win.", "what_helped"))


def test_each_process_has_its_own_figures() -> None:
    """Many can live in one program, as they do in tests: nothing is counted in common."""
    one, other = Meter(), Meter()
    one.took("telegram:1", 3, 3, 0, one.now())
    assert sum(one.turns.values()) == 3
    assert not other.turns


def test_a_histogram_counts_each_value_once() -> None:
    """In the bucket that it is below of, or on the edge of, or in the last."""
    made = Histogram((1.0, 5.0))
    for value in (0.5, 1.0, 3.0, 9.0):
        made.add(value)
    assert made.counts == [2, 1, 1]
    assert made.total == 13.5


@pytest.mark.parametrize(
    ("address", "channel"), [("telegram:1", "telegram"), ("terminal:alex", "terminal"), (f"{STEM}:1", "other")]
)
def test_a_channel_is_one_of_a_closed_list(address: str, channel: str) -> None:
    """Whatever an address begins with."""
    assert channel_of(address) == channel


def test_the_names_of_figures_say_what_they_are() -> None:
    """All begin with the program's name, or are about the process; durations are in seconds."""
    watch = Watch(Meter(), lambda: AT, lambda: None)
    for family in text_string_to_metric_families(Exposition(watch).text().decode()):
        assert re.fullmatch(r"(strongsuit|process)_[a-z_]+", family.name)
        assert family.documentation


def test_every_figure_and_every_kind_is_documented() -> None:
    """The operator finds each on the operations page, with each kind that is told apart."""
    page = (Path(__file__).parent.parent / "docs" / "operations.md").read_text("utf-8")
    watch = Watch(Meter(), lambda: AT, lambda: AT)
    for family in text_string_to_metric_families(Exposition(watch).text().decode()):
        if family.name.startswith("strongsuit_"):
            assert f"`{family.name}" in page, family.name
    for kind in (*TURNS, *SORTS, *SENDING_TROUBLES, *DATABASE_TROUBLES):
        assert f"`{kind}`" in page, kind
