"""The commands for whoever reviews and signs what the bot says: `strongsuit content ...`."""

from bot.cli_content import reviewing, signing
from bot.cli_content.group import content

__all__ = ["content", "reviewing", "signing"]
