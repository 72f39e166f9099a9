"""`strongsuit status`: how the installation stands, for a person in a terminal, and what to do where it is not well.

Each part is looked at by itself, so that one that fails keeps nobody from hearing of the others.
"""

import json
import shutil
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.app.programmes import Problem
from bot.app.programmes.operations import Nothing
from bot.app.upkeep.standing import StatusAnswer
from bot.app.upkeep.works import STATUS
from bot.app.watch.backups import REMEDY, Backups
from bot.app.watch.faults import LEAST_FREE
from bot.app.watch.spans import span
from bot.app.watch.watch import LATE_SECONDS, SILENCE_SECONDS, TIMERS_LATE_SECONDS
from bot.cli_db.asking import carry_out
from bot.cli_db.group import size_of
from bot.compose.clock import now
from bot.compose.content import usable_content
from bot.compose.errors import STARTING_ERRORS, describe
from bot.compose.storage import embedded_file
from bot.settings import Settings, read_settings

# Versions before it can corrupt a write-ahead log, where two programs write at a time (sqlite.org, "WAL-reset bug").
SAFE_SQLITE = (3, 51, 3)
# An act that failed is pointed out for so long.
_ASIDE_SECONDS = 86_400
_DAYS = 3

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what it is, whether it is well, how it stands, and what to do where it is not."""

    about: str
    ok: bool
    what: str
    remedy: str = ""


def status(as_json: AsJson = False) -> None:
    """Say how the bot and its data stand, and what to do where something is wrong; also while it is stopped."""
    settings = read_settings()
    found, trouble = _looked_at(settings)
    lines = list(_lines(settings, found, trouble, now()))
    wrong = [line for line in lines if not line.ok]
    if as_json:
        answer = found.model_dump(mode="json") if found else None
        typer.echo(json.dumps({"ok": not wrong, "lines": [asdict(line) for line in lines], "found": answer}, indent=1))
    else:
        for line in lines:
            typer.echo(f"{'ok   ' if line.ok else 'WRONG'}  {line.about:10} {line.what}")
            if line.remedy:
                typer.echo(f"{'':17} -> {line.remedy}")
        typer.echo("All is well." if not wrong else f"Wrong: {', '.join(line.about for line in wrong)}.")
    if wrong:
        raise typer.Exit(1)


def _looked_at(settings: Settings) -> tuple[StatusAnswer | None, str]:
    """What the database and the running bot say; or nothing, and why."""
    if not settings.secret_key and not settings.key_file.exists():
        # To look must not make a key: it would be another than the one that the words are under.
        return None, "not looked at, as there is no key"
    try:
        return carry_out(lambda carrying: carrying(STATUS, Nothing())), ""
    except (Problem, *STARTING_ERRORS) as error:
        return None, describe(error)


def _lines(settings: Settings, found: StatusAnswer | None, trouble: str, at: datetime) -> Iterator[Line]:
    yield _bot(settings, found, at)
    yield _database(settings, found, trouble)
    if found:
        yield from _work(found, at)
        yield from _backup(settings, found, at)
    yield _key(settings)
    yield _content(settings)
    yield _disk(settings, found)


# -- one line each -----------------------------------------------------------------------------------------------------


def _bot(settings: Settings, found: StatusAnswer | None, at: datetime) -> Line:
    running = found.running if found else None
    if running:
        since = f"running for {span((at - running.since).total_seconds())}, since {_told(running.since)}"
        if running.telegram_answered is None:
            return Line("bot", False, f"{since}; Telegram has not answered yet", _REACH)
        silence = (at - running.telegram_answered).total_seconds()
        return Line(
            "bot", silence <= SILENCE_SECONDS, f"{since}; Telegram last answered {span(silence)} ago",
            _REACH if silence > SILENCE_SECONDS else "",
        )  # fmt: skip
    return _elsewhere(found, _heartbeat(settings, at))


def _elsewhere(found: StatusAnswer | None, silence: float | None) -> Line:
    """Where no bot answered for itself: what its last sign of life says, and the database of others."""
    others = f"; processes that share the work: {', '.join(found.replicas)}" if found and found.replicas else ""
    if silence is not None and silence <= SILENCE_SECONDS:
        return Line("bot", True, f"running; Telegram last answered {span(silence)} ago{others}")
    last = "" if silence is None else f"; Telegram last answered {span(silence)} ago"
    if others:
        return Line("bot", True, f"not running on this machine{last}{others}")
    return Line("bot", False, f"not running here{last}", "Start it: strongsuit run")


_REACH = "See the log: the network, the token, or another process with the same token."


def _heartbeat(settings: Settings, at: datetime) -> float | None:
    """For how many seconds Telegram has not answered, as the file says that the bot writes."""
    try:
        return max(0.0, at.timestamp() - float(settings.heartbeat.read_text("ascii")))
    except (OSError, ValueError):
        return None


def _database(settings: Settings, found: StatusAnswer | None, trouble: str) -> Line:
    if found is None:
        return Line("database", False, trouble, 'See docs/operations.md, "What a message means".')
    file = embedded_file(settings)
    where = f", {file}" if file else ""
    what = f"{found.database} {found.version}, {size_of(found.size)}, schema {found.schema_version}{where}"
    if file and _version(found.version) < SAFE_SQLITE:
        remark = "This SQLite is older than 3.51.3: open the file with no other program while the bot runs."
        return Line("database", True, what, remark)
    return Line("database", True, what)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdecimal())


def _work(found: StatusAnswer, at: datetime) -> Iterator[Line]:
    """What is there, what waits, and what is wrong with it."""
    yield Line("people", True, str(found.people))
    if found.unapplied:
        late = _since(found.oldest_unapplied, at)
        what = f"updates that wait to be applied: {found.unapplied}, the first for {span(late)}"
        yield Line("inbox", late < LATE_SECONDS, what, _SLOW if late >= LATE_SECONDS else "")
    late = _since(found.oldest_waiting, at)
    what = f"messages that wait to be sent: {found.waiting}" + (
        f", the first for {span(late)}" if found.waiting else ""
    )
    yield Line("outbox", late < LATE_SECONDS, what, _SLOW if late >= LATE_SECONDS else "")
    late = _since(found.oldest_due, at)
    what = f"check-ins and reminders that are due: {found.due}" + (f", the first for {span(late)}" if found.due else "")
    yield Line("timers", late < TIMERS_LATE_SECONDS, what, _SLOW if late >= TIMERS_LATE_SECONDS else "")
    if found.set_aside:
        age = _since(found.newest_set_aside, at)
        what = f"messages that failed and were set aside: {found.set_aside}, the last {span(age)} ago"
        fresh = age < _ASIDE_SECONDS
        yield Line("set aside", not fresh, what, "Look for its cause in the log, and report it." if fresh else "")


_SLOW = "Is the bot running, and in touch with Telegram? The log says what keeps it. Nothing is lost."


def _backup(settings: Settings, found: StatusAnswer, at: datetime) -> Iterator[Line]:
    if embedded_file(settings) is None:
        yield Line("backup", True, "is made by the server's own tools; nothing is known of it here")
    else:
        backups = Backups(found.last_backup, found.first_person)
        is_old = backups.is_too_old(at, settings.alert_backup_days or _DAYS)
        yield Line("backup", not is_old, backups.told(at), REMEDY if is_old else "")


def _key(settings: Settings) -> Line:
    if settings.secret_key:
        return Line("key", True, "from STRONGSUIT_SECRET_KEY")
    file = settings.key_file
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError:
        return Line(
            "key",
            False,
            f"there is no key file {file}",
            "Put it back, or set STRONGSUIT_SECRET_KEY. In a new place: strongsuit run makes one.",
        )
    if mode & 0o077:
        return Line("key", False, f"others can read {file} ({mode:04o})", f"chmod 600 {file}")
    return Line("key", True, f"{file}, for its owner alone ({mode:04o})")


def _content(settings: Settings) -> Line:
    from bot.app.content_review.gate import line_about, standings

    try:
        content = usable_content(settings)
        found = standings(content, [settings.signed_content])
    except STARTING_ERRORS as error:
        return Line("content", False, describe(error), "strongsuit check")
    what = "; ".join(f"{line_about(one)} ({one.now.digest[:12]})" for one in found)
    needed = settings.require_signed_content and not all(one.is_signed for one in found)
    return Line("content", not needed, what, "strongsuit content status" if needed else "")


def _disk(settings: Settings, found: StatusAnswer | None) -> Line:
    try:
        free = shutil.disk_usage(settings.data_dir).free
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Line("disk", False, f"{settings.data_dir}: {reason}", "Is STRONGSUIT_DATA_DIR right?")
    size = found.size if found and embedded_file(settings) else 0
    enough = free >= max(LEAST_FREE, size)
    return Line("disk", enough, f"{size_of(free)} free at {settings.data_dir}", "" if enough else "Make room.")


def _since(moment: datetime | None, at: datetime) -> float:
    return 0.0 if moment is None else max(0.0, (at - moment).total_seconds())


def _told(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
