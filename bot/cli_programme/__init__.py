"""The operator's commands about programmes: `strongsuit programme ...`."""

from bot.cli_programme import codes, figures, people, programmes
from bot.cli_programme.group import programme

__all__ = ["codes", "figures", "people", "programme", "programmes"]
