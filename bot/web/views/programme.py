"""A coordinator's pages."""

from bot.web.ways import Way

WAYS: tuple[Way, ...] = ()
