"""A programme's figures: counts by month, with every small number hidden, for reading, printing and calculating.

Nothing here can open what is sealed, or knows a type that could hold somebody's words.
"""

from bot.app.figures.cells import SMALL
from bot.app.figures.data import as_csv, as_json
from bot.app.figures.model import Cell, Present, Report, Row
from bot.app.figures.page import as_page, as_sections, style
from bot.app.figures.report import report

__all__ = [
    "SMALL",
    "Cell",
    "Present",
    "Report",
    "Row",
    "as_csv",
    "as_json",
    "as_page",
    "as_sections",
    "report",
    "style",
]
