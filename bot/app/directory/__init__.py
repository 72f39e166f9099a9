"""The directory of crisis lines; the format of its files is explained at the top of ``crisis_lines.yaml``."""

from bot.app.directory.book import Directory, StaleLine
from bot.app.directory.entries import CONCERNS, CountryLines, DirectoryError, Line

__all__ = ["CONCERNS", "CountryLines", "Directory", "DirectoryError", "Line", "StaleLine"]
