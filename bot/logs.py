"""Logging: structured, to standard error, and without a word, name or id of anybody's.

Messages are fixed sentences; values are counts, kinds of errors and places in the code. Libraries that would log what
passes through them are silenced.
"""

import logging
import sys
import traceback
from pathlib import Path

import structlog

log = structlog.get_logger()

# They log requests, answers or statements with their values.
_TALKATIVE = ("telegram", "aiohttp", "aiosqlite", "sqlalchemy", "httpx", "httpcore")


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
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
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
