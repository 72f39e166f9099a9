"""Scripts: from the YAML that people write to the `Dialogue` that the engine walks, with everything that checks it."""

from bot.scripts.build import read_script
from bot.scripts.catalog import Catalog, ContentError, load_catalog
from bot.scripts.expressions import compile_expression
from bot.scripts.source import Source

__all__ = ["Catalog", "ContentError", "Source", "compile_expression", "load_catalog", "read_script"]
