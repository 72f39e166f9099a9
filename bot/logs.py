"""Logging: structured, to standard error, and without a word, name or id of anybody's.

Messages are fixed sentences; values are counts, kinds of errors and places in the code. Libraries that would log what
passes through them are silenced.
"""

import logging
import sys

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
