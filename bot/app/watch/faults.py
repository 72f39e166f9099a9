"""What an operator is told of: checks that do not hold, failed messages, a full disk, and a backup that is too old."""

import asyncio
import shutil
from pathlib import Path

from bot.app.watch.backups import REMEDY, backups_of
from bot.app.watch.bell import Fault
from bot.app.watch.watch import Watch
from bot.storage import DatabaseUnavailable

# A message that failed is told of for so long.
ASIDE_SECONDS = 30 * 60
# A commit needs little room, a backup and the daily rewrite as much as the database has.
LEAST_FREE = 256 * 2**20


async def faults_now(watch: Watch, data_dir: Path, backup_days: int) -> list[Fault]:
    """Everything that is wrong at this moment."""
    faults = [Fault(one.name, one.what, one.remedy) for one in await watch.checks() if not one.ok]
    size = watch.app.store.database.size if watch.app else 0
    found = _set_aside(watch), await asyncio.to_thread(_disk, data_dir, size), await _backup(watch, backup_days)
    return faults + [fault for fault in found if fault]


def _set_aside(watch: Watch) -> Fault | None:
    last = watch.meter.last_set_aside
    if last is None or watch.meter.now() - last > ASIDE_SECONDS:
        return None
    return Fault(
        "set_aside", "A message failed and was set aside; whoever wrote it was told.",
        "The log says where: look for its causes, and report them.",
    )  # fmt: skip


def _disk(data_dir: Path, size: int) -> Fault | None:
    try:
        free = shutil.disk_usage(data_dir).free
    except OSError:
        return None  # the database says so itself
    if free >= max(LEAST_FREE, size):
        return None
    return Fault(
        "disk", f"The disk under the data folder is nearly full: {free // 2**20} MB are left.",
        "Make room, before nothing can be kept any more.",
    )  # fmt: skip


async def _backup(watch: Watch, days: int) -> Fault | None:
    """Of an embedded database. Of a server's, other tools make backups, and nothing is known here."""
    if not days or watch.app is None or watch.app.store.database.file is None:
        return None
    try:
        backups = await backups_of(watch.app.store)
    except DatabaseUnavailable:
        return None
    at = watch.clock()
    return Fault("backup", f"{backups.told(at)}.", REMEDY) if backups.is_too_old(at, days) else None
