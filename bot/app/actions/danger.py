"""Actions of the reply to a sign of danger: what was seen, and the hello on the next day that somebody asked for."""

from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any

from bot.app import plan
from bot.app.actions.scene import Action, Result, Scene
from bot.app.care import look
from bot.app.peer import Peer
from bot.app.rhythm.calendar import moment
from bot.app.rhythm.manners import WINDOW, is_quiet, same_time_tomorrow
from bot.app.schedule import LOOK_IN
from bot.storage.records import TimerRecord

# Within this time of the last reply about the same, its first words are not said once more: only the numbers, and what
# is asked.
LATELY = timedelta(hours=1)
_DIALOGUE = "danger"
# So many of their own people, and of what has helped them, can be taken in on such a day.
MOST = 4
_HELPING = {"what_helps": ("",), "hard_days": ("", "carries")}


def see(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Says what the message that is being answered has a sign of.

    Outcomes: seen (the value has ``concern``, ``grade`` and ``again``: there was such a reply not long ago), none.
    """
    sign = scene.sign
    if sign is None:
        return "none", None
    name, opened = f"{_DIALOGUE}.{sign.concern}", peer.record.memory.opened
    last = opened.get(name)
    if peer.consented:
        peer.remember(opened={**opened, name: scene.at})
    again = last is not None and scene.at - last < LATELY
    return "seen", {"concern": sign.concern, "grade": sign.grade, "again": again}


def look_in(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sets the hello of the next day: at this time of day, or when the quiet hours are over. Outcome: set."""
    zone, quiet = scene.at.tzinfo or UTC, peer.record.memory.quiet
    at = same_time_tomorrow(scene.at, zone)
    if is_quiet(at, zone, quiet):
        at = moment(at.astimezone(zone).date(), quiet[1], zone)
    peer.changes.timers[LOOK_IN] = TimerRecord(LOOK_IN, at, 0, at + WINDOW)
    return "set", None


def own_help(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Finds the people in the person's plan, and what has helped them, word for word; pinned lines come first.

    Outcomes: found (the value has ``people`` and ``tools``), none. A line with a sign of danger is no help.
    """
    locale = scene.content.wording.locale_for(peer.record.locale)
    lines = [line for line in plan.shown(peer) if not line.settled and look(line.text, locale) is None]
    people = [line.text for line in lines if line.section == "people" and not line.role]
    tools = [line.text for line in lines if line.role in _HELPING.get(line.section, ())]
    found = {"people": people[:MOST], "tools": tools[:MOST]}
    return ("found" if people or tools else "none"), found


OF_DANGER: Mapping[str, Action] = {
    "danger.look_in": look_in,
    "danger.own_help": own_help,
    "danger.see": see,
}
