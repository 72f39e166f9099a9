"""Actions of the reply to a sign of danger: what was seen, and the hello on the next day that somebody asked for."""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any, get_args

from bot.app import plan
from bot.app.actions.scene import Action, Result, Scene
from bot.app.care import Concern, Grade, look
from bot.app.peer import Peer
from bot.app.putting_off import promise_hello, tomorrow

# Within this time of the last reply about the same, its first words are not said once more: only the numbers, and what
# is asked.
LATELY = timedelta(hours=1)
# So long no second hello is offered: whoever has said no this evening is not asked again.
A_DAY = timedelta(hours=20)
_DIALOGUE, _HELLO = "danger", "danger.hello"
# So many of their own people, and of what has helped them, can be taken in on such a day.
MOST = 4
# What answered "who is there?" with nobody, and "what has helped?" with what they may be recovering from.
_NOBODY = re.compile(r"\s*(?:nobody|no ?one|none|nadie|ningun[oa]|no|nah|si|yes)\b", re.IGNORECASE)
_USE = re.compile(
    r"\b(?:drink\w*|drunk|booze|beer|wine|vodka|weed|us(?:e|ing)|high|pills?|heroin|meth|coke|beb\w+|tomar|trago|"
    r"cerveza|vino|marihuana|porro|pastillas?|consum\w+|drog\w+)\b", re.IGNORECASE
)  # fmt: skip
_HELPING = {"what_helps": ("",), "hard_days": ("", "carries")}


def see(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Says what the message that is being answered has a sign of.

    Outcomes: seen, none. The value has ``concern`` and ``grade``; ``again``: there was such a reply not long ago;
    ``under_way``: something may have been done already; ``unsure``: no rule said so, and the kind may be wrong;
    ``hello``: a hello on the next day was not offered today.
    """
    sign, opened = scene.sign, peer.record.memory.opened
    if sign is None:
        return "none", None
    last = max((opened[one] for one in _as_grave(sign.concern, sign.grade) if one in opened), default=None)
    top = peer.record.session.top
    before = top.answers.get("sign") if top and top.dialogue == _DIALOGUE else None
    hello = before["hello"] if before else _HELLO not in opened or scene.at - opened[_HELLO] > A_DAY
    if peer.consented:
        offered = {_HELLO: scene.at} if hello else {}
        peer.remember(opened={**opened, **offered, _name(sign.concern, sign.grade): scene.at})
    return "seen", {
        "concern": sign.concern, "grade": sign.grade, "again": last is not None and scene.at - last < LATELY,
        "under_way": ".under_way" in sign.rule or ".underway" in sign.rule, "unsure": sign.rule.endswith(".model"),
        "hello": hello,
    }  # fmt: skip


def look_in(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sets the hello of the next day, for when a check-in that is put off until then would come. Outcome: set."""
    zone, memory = scene.at.tzinfo or UTC, peer.record.memory
    promise_hello(peer, tomorrow(memory.rhythm, scene.at, zone, memory.quiet), zone)
    return "set", None


def forget_replies(peer: Peer, concern: str = "") -> None:
    """What was not meant so, or (``concern``) was taken back unread, makes no later reply a second one."""
    names = {_name(one, grade) for one in get_args(Concern) if concern in ("", one) for grade in get_args(Grade)}
    opened = {name: at for name, at in peer.record.memory.opened.items() if name not in names}
    peer.remember(opened=opened)


def _name(concern: str, grade: str) -> str:
    return f"{_DIALOGUE}.{concern}" if grade == "active" else f"{_DIALOGUE}.{concern}.{grade}"


def _as_grave(concern: str, grade: str) -> set[str]:
    """The replies after which one of this grade says nothing new."""
    return {_name(concern, "active"), _name(concern, grade)}


def own_help(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Finds the people in the person's plan, and what has helped them, word for word; pinned lines come first.

    Outcomes: found (the value has ``people`` and ``tools``), none. A line with a sign of danger is no help.
    """
    locale = scene.content.locale_for(peer.record.locale)
    lines = [line for line in plan.shown(peer) if not line.settled and look(line.text, locale) is None]
    people = [
        line.text for line in lines if line.section == "people" and not line.role and not _NOBODY.match(line.text)
    ]
    tools = [line.text for line in lines if line.role in _HELPING.get(line.section, ()) and not _USE.search(line.text)]
    found = {"people": people[:MOST], "tools": tools[:MOST]}
    return ("found" if people or tools else "none"), found


OF_DANGER: Mapping[str, Action] = {
    "danger.look_in": look_in,
    "danger.own_help": own_help,
    "danger.see": see,
}
