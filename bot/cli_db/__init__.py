"""The commands for whoever looks after an installation: `strongsuit db ...` and `strongsuit purge`."""

from bot.cli_db import backups, copying, keys, looking
from bot.cli_db.group import db
from bot.cli_db.purging import purge

__all__ = ["backups", "copying", "db", "keys", "looking", "purge"]
