"""The operator's commands about programmes, `strongsuit programme ...`, and about who did what, `strongsuit audit`."""

from bot.cli_programme import codes, figures, people, programmes
from bot.cli_programme.auditing import audit
from bot.cli_programme.group import programme

__all__ = ["audit", "codes", "figures", "people", "programme", "programmes"]
