"""The action on progress: a picture of what somebody has put down so far."""

from collections.abc import Mapping
from typing import Any

from bot.app.actions.scene import Action, Result, Scene
from bot.app.message import Enclosure
from bot.app.peer import Peer
from bot.app.progress import facts_of


def send_progress(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Sends the picture of wins, steps and words over time, ``dark`` or light, with the words that follow.

    Outcomes: sent, nothing.
    """
    dark = bool(arguments["dark"])
    if not facts_of(peer.lines.values()).words:
        return "nothing", None
    scene.enclosures.append(Enclosure("progress", {"dark": dark}))
    return "sent", None


OF_PROGRESS: Mapping[str, Action] = {"progress.send": send_progress}
