"""Actions on check-ins: how often, when, when not, and what to do with the one that has just come."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, timedelta, tzinfo
from typing import Any, get_args

from bot.app.actions.scene import Action, Result, Scene
from bot.app.days import find_end
from bot.app.hours import Hours, find_hours
from bot.app.peer import Peer
from bot.app.putting_off import put_off, tomorrow
from bot.app.rhythm import course
from bot.app.rhythm.manners import WINDOW, later_today, within
from bot.engine import ScriptError
from bot.storage.records import Cadence, PutOff, Rhythm

_BY_WEEKDAY = ("days", "weekly", "fortnightly", "monthly", "two_monthly")
# A pause longer than this is rather a stop; a year is enough for a sabbatical.
LONGEST_PAUSE = timedelta(days=366)


def choose(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sets how often check-ins come (``how``, a cadence); day and time stay as they were. Outcomes: chosen, asked."""
    how = arguments["how"]
    if how not in get_args(Cadence):
        raise ScriptError(f"checkins.choose: there is no cadence {how!r}")
    peer.remember(rhythm=course.chosen(peer.record.memory.rhythm, how, scene.at.date()))
    if how == "asked":
        put_off(peer, None, _zone(scene))
    return ("asked" if how == "asked" else "chosen"), None


def place(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Understands days and a time of day as typed (``said``), and sets what was said of the two.

    Outcomes: set, unclear, and quiet: the time lies in the person's quiet hours; only the days are set, and the value
    is the time, for when the quiet hours have changed.
    """
    rhythm, quiet = _rhythm(peer, scene), peer.record.memory.quiet
    found = _heard(peer, arguments["said"], scene)
    if found is None:
        return "unclear", ""
    open_times = [one for one in found.times if not within(one, quiet)]
    fields: dict[str, Any] = {"at": open_times[0] if open_times else rhythm.at}
    if found.weekdays and rhythm.cadence in _BY_WEEKDAY:
        fields |= _on_weekdays(rhythm, found.weekdays)
    sent_today = rhythm.sent_at is not None and rhythm.sent_at.astimezone(scene.at.tzinfo).date() == scene.at.date()
    peer.remember(rhythm=course.placed(rhythm, scene.at.date(), sent_today=sent_today, **fields))
    return ("quiet", found.times[-1].isoformat("minutes")) if found.times and not open_times else ("set", "")


def _on_weekdays(rhythm: Rhythm, weekdays: tuple[int, ...]) -> dict[str, Any]:
    """One day a week or several: the cadence follows what was said, where it goes by the week."""
    if rhythm.cadence not in ("days", "weekly"):
        return {"weekdays": weekdays[:1]}
    return {"weekdays": weekdays, "cadence": "days" if len(weekdays) > 1 else "weekly"}


def set_quiet(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sets where the quiet hours begin or end (``edge``: begin, end), as typed (``said``).

    Outcomes: set, unclear, clash. ``clash``: it is set, and the time of the check-ins lies within them now.
    """
    found, memory = _heard(peer, arguments["said"], scene), peer.record.memory
    if found is None or not found.times:
        return "unclear", ""
    # "From 9" is said of the evening, "until 8" of the morning.
    at_begin = arguments["edge"] == "begin"
    quiet = (found.times[-1], memory.quiet[1]) if at_begin else (memory.quiet[0], found.times[0])
    peer.remember(quiet=quiet)
    rhythm = memory.rhythm
    clash = rhythm is not None and rhythm.cadence != "asked" and within(rhythm.at, quiet)
    return ("clash" if clash else "set"), ""


def pause(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Pauses check-ins for so many ``days``, or until a day as typed (``until``). Outcomes: paused, past, unclear.

    The value is the day of the first that may come again. A check-in put off until later is let go of.
    """
    today = scene.at.date()
    until = today + timedelta(days=int(arguments["days"])) if arguments.get("days") else None
    if until is None:
        locale = scene.content.locale_for(peer.record.locale)
        until = find_end(str(arguments["until"]), locale, today, peer.record.country)
    if until is None or until - today > LONGEST_PAUSE:
        return "unclear", ""
    if until <= today:
        return "past", until.isoformat()
    peer.remember(rhythm=course.paused(_rhythm(peer, scene), until))
    put_off(peer, None, _zone(scene))
    return "paused", until.isoformat()


def change(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Changes the rhythm in one step (``how``): slower, steady, tapering, resume, stop, answered. Outcome: done."""
    rhythm, today, how = _rhythm(peer, scene), scene.at.date(), arguments["how"]
    if how == "slower":
        rhythm = course.slowed(rhythm, rhythm.done_on or today)
    elif how in ("steady", "tapering"):
        rhythm = replace(rhythm, tapers=how == "tapering", sent=0)
    elif how == "resume":
        rhythm = course.resumed(rhythm, today)
    elif how == "answered":
        rhythm = replace(rhythm, asking=False)
    elif how == "stop":
        rhythm = replace(rhythm, cadence="asked", waiting=False, silence=0, asking=False)
        put_off(peer, None, _zone(scene))
    else:
        raise ScriptError(f"checkins.change: there is no {how!r}")
    peer.remember(rhythm=rhythm)
    return "done", None


def snooze(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Puts the check-in off ``until`` later or tomorrow. Outcomes: today, tomorrow; the value is the moment.

    Where nothing of the day is left before the quiet hours, "later" is tomorrow. ``line`` is what it quoted (0: none):
    that counts as not quoted, so that the same question comes back.
    """
    quiet, zone, rhythm = peer.record.memory.quiet, _zone(scene), peer.record.memory.rhythm
    later = later_today(scene.at, zone, quiet) if arguments["until"] == "later" else None
    due = later or tomorrow(rhythm, scene.at, zone, quiet)
    recalled = peer.record.memory.recalled
    if rhythm and rhythm.cadence != "asked":
        peer.remember(rhythm=course.taken_back(rhythm))
    peer.remember(recalled={ref: at for ref, at in recalled.items() if ref != arguments.get("line")})
    # The occurrence stays the one of its day, so that tomorrow's own one is told from it.
    put_off(peer, PutOff(scene.at.date(), due, due + WINDOW), zone)
    return ("today" if later else "tomorrow"), due.isoformat()


def _zone(scene: Scene) -> tzinfo:
    """The person's own: a scene is told by the clock on their wall."""
    return scene.at.tzinfo or UTC


def _rhythm(peer: Peer, scene: Scene) -> Rhythm:
    """The rhythm as the person sees it; of whoever has chosen none yet, that of somebody who asks."""
    return course.tapered(peer.record.memory.rhythm or course.chosen(None, "asked", scene.at.date()))


def _heard(peer: Peer, said: object, scene: Scene) -> Hours | None:
    return find_hours(str(said), scene.content.locale_for(peer.record.locale))


OF_CHECK_INS: Mapping[str, Action] = {
    "checkins.change": change,
    "checkins.choose": choose,
    "checkins.pause": pause,
    "checkins.place": place,
    "checkins.quiet": set_quiet,
    "checkins.snooze": snooze,
}
