"""Logging: structured, to standard error, and without a word, name or id of anybody's.

Messages are fixed sentences; values are counts, kinds of errors and places in the code. Libraries that would log what
passes through them are silenced. While the bot runs, what any other says, and what Python itself would print of an
error that nobody caught, is told by its kind and place alone: errors tend to repeat what was in hand.
"""

import contextlib
import logging
import math
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, MutableMapping
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, TextIO, cast

import structlog

TELL_AGAIN_SECONDS = 60.0

log = structlog.get_logger()

# They log requests, answers or statements with their values.
_TALKATIVE = ("telegram", "aiohttp", "aiosqlite", "sqlalchemy", "httpx", "httpcore")


class Patience:
    """Tells a trouble that is ``lasting`` at once, and while it goes on only once a minute, with how often it was met.

    It may go on all night, and would fill the log with what is known, and push out of it what led there. A processor
    for structlog; ``now`` gives seconds since no matter when.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._told: dict[tuple[object, object], tuple[float, int]] = {}

    def __call__(self, _: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """The line without its mark, with ``times`` where it was met meanwhile. Raises `structlog.DropEvent`."""
        if not event.pop("lasting", False):
            return event
        trouble, now = (event["event"], event.get("cause")), self._now()
        told_at, times = self._told.get(trouble, (-math.inf, 0))
        if now - told_at < TELL_AGAIN_SECONDS:
            self._told[trouble] = told_at, times + 1
            raise structlog.DropEvent
        # After another minute it is a new one, and the old ones are not gathered for ever.
        self._told = {one: last for one, last in self._told.items() if now - last[0] < 2 * TELL_AGAIN_SECONDS}
        self._told[trouble] = now, 0
        return {**event, "times": times} if times else event


class _StandardError:
    """Standard error as it is when something is written: a logger may outlive what stands in its place for a while.

    What cannot be written, such as on a full disk, is not told: that must not end what is going on.
    """

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            sys.stderr.flush()


def configure() -> None:
    """Sets up logging once, at start: readable lines in a terminal, JSON elsewhere."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    terminal = sys.stderr.isatty()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            Patience(),
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _StandardError())),
        cache_logger_on_first_use=True,
    )


def cause_of(error: BaseException) -> str:
    """What went wrong and where, without a word of anybody's: the kinds of errors and the places they came from."""
    chain: list[str] = []
    current: BaseException | None = error
    while current is not None and len(chain) < 4:
        frames = traceback.extract_tb(current.__traceback__)
        where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        chain.append(f"{type(current).__name__}{where}")
        current = current.__cause__
    return " from ".join(chain)


def keep_words_out() -> None:
    """Takes the place of all that would print an error with its text, for a program whose output others may read.

    To be called after `configure`, once.
    """
    # Python's own last resort is for a program without any handler; this one handles what has none of its own.
    logging.getLogger().handlers[:] = [_WithoutWords(logging.WARNING)]
    sys.excepthook = _stopped
    sys.unraisablehook = lambda found: _uncaught(found.exc_value)
    threading.excepthook = lambda found: _uncaught(found.exc_value)
    warnings.showwarning = _warned


class _WithoutWords(logging.Handler):
    """Tells who complained, and of which kind of error, and nothing of what was said."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tells it."""
        error = record.exc_info[1] if record.exc_info else None
        where = f"{Path(record.pathname).name}:{record.lineno}"
        log.warning("a library complained", library=record.name, cause=cause_of(error) if error else where)


def _uncaught(error: BaseException | None) -> None:
    log.error("an error that nobody caught", cause=cause_of(error) if error else "")


def _stopped(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Before the program ends: where the error came through, without a word of what it says."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    through = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    log.error("stopped by an error", cause=cause_of(error), through=through)


def _warned(
    message: Warning | str, category: type[Warning], filename: str, lineno: int,
    file: TextIO | None = None, line: str | None = None,
) -> None:  # fmt: skip
    log.warning("a library complained", library=Path(filename).name, cause=f"{category.__name__} at line {lineno}")
