"""The words: one Jinja2 file a dialogue and locale, one block a state. Rendered as safe HTML."""

from bot.wording.render import Voice, Wording, WordingError
from bot.wording.text import plain

__all__ = ["Voice", "Wording", "WordingError", "plain"]
