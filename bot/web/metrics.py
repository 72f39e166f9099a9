"""The counts of a process as Prometheus reads them: made when somebody asks, of a registry of this process's own."""

from collections.abc import Iterable, Iterator
from importlib.metadata import version

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from bot.app.watch.kinds import CHANNELS, SENDING_TROUBLES, SORTS, TURNS
from bot.app.watch.meter import Histogram
from bot.app.watch.watch import Watch
from bot.storage.migrating import HEAD
from bot.storage.troubles import DATABASE_TROUBLES


class Exposition(Collector):
    """Makes figures of what a `Watch` knows."""

    kind = CONTENT_TYPE_LATEST

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=self._registry)
        self._registry.register(self)

    def text(self) -> bytes:
        """All figures, as Prometheus reads them."""
        return generate_latest(self._registry)

    def describe(self) -> Iterable[Metric]:
        """Nothing ahead of time: `collect` is cheap."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """The figures of this very moment."""
        yield InfoMetricFamily(
            "strongsuit_build", "What runs here.", {"version": version("strongsuit"), "schema": HEAD}
        )
        yield from self._counts()
        yield from self._durations()
        yield from self._now()

    def _counts(self) -> Iterator[Metric]:
        meter = self._watch.meter
        turns = CounterMetricFamily(
            "strongsuit_turns", "Acts of people, by what became of them.", labels=["channel", "outcome"]
        )
        for channel in CHANNELS:
            for outcome in TURNS:
                turns.add_metric([channel, outcome], meter.turns[channel, outcome])
        yield turns
        yield _counter("messages_sent", "Messages that the channel has taken.", "sort", SORTS, meter.sent)
        yield _counter(
            "sending_troubles", "Tries to send that went wrong.", "kind", SENDING_TROUBLES, meter.sending_troubles
        )
        yield _counter(
            "database_troubles", "Times the database did not answer.", "kind", DATABASE_TROUBLES,
            meter.database_troubles,
        )  # fmt: skip
        yield CounterMetricFamily("strongsuit_timers", "Check-ins, reminders and expiries carried out.", meter.fired)

    def _durations(self) -> Iterator[Metric]:
        meter = self._watch.meter
        yield _histogram("intake_seconds", "From a batch's arrival to its commit.", meter.intake_seconds)
        yield _histogram("batch_acts", "How many acts came in one batch.", meter.batch_sizes)
        yield _histogram("reply_seconds", "From a reply's commit to the channel's yes.", meter.reply_seconds)

    def _now(self) -> Iterator[Metric]:
        watch = self._watch
        yield _gauge("database_open", "Whether the database is open.", 1 if watch.app else 0)
        yield _gauge("start_time_seconds", "When the process began, since 1970.", watch.started_at.timestamp())
        if watch.silence is not None:
            yield _gauge("silence_seconds", "How long ago Telegram last answered.", watch.silence)
        yield _gauge("outbox_messages", "Messages that wait to be sent.", watch.app.delivery.depth if watch.app else 0)
        yield _gauge("outbox_oldest_seconds", "How long the first of them has waited.", watch.longest_wait)
        yield _gauge("timers_late_seconds", "How late the oldest timer is that is due.", watch.timers_late)
        yield _gauge("slots", "Of 64 slots of people, how many this process looks after.", watch.slots)


def _gauge(name: str, help_: str, value: float) -> Metric:
    return GaugeMetricFamily(f"strongsuit_{name}", help_, value)


def _counter(
    name: str, help_: str, label: str, values: Iterable[str], counts: "dict[str, int] | object"
) -> CounterMetricFamily:
    made = CounterMetricFamily(f"strongsuit_{name}", help_, labels=[label])
    for value in values:
        made.add_metric([value], counts[value])  # type: ignore[index]  # a Counter, of whichever closed list
    return made


def _histogram(name: str, help_: str, counted: Histogram) -> Metric:
    """Prometheus counts at each bound everything below it, too."""
    buckets, below = [], 0
    for bound, count in zip((*counted.bounds, float("inf")), counted.counts, strict=True):
        below += count
        buckets.append(("+Inf" if bound == float("inf") else str(bound), below))
    return HistogramMetricFamily(f"strongsuit_{name}", help_, buckets=buckets, sum_value=counted.total)
