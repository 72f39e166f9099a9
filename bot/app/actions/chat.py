"""The action on the chat itself: taking messages out of it, for whoever has a phone that others look at."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.app.actions.scene import Action, Result, Scene
from bot.app.peer import Peer
from bot.storage.chats import REMOVABLE_FOR

# Between this and the moment when Telegram looks at the age of a message, some time passes.
_MARGIN = timedelta(minutes=5)


def hide(peer: Peer, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Has messages taken out of the chat before the words that follow are said, as far as the channel allows it.

    ``whose``: those of the bot (``bot``), or those of the person as well (``both``). Outcomes: clearing (the value is
    how many), nothing.
    """
    since, both = scene.at - REMOVABLE_FOR + _MARGIN, arguments["whose"] == "both"
    found = [one.number for one in peer.in_chat if one.at > since and (both or not one.own)]
    scene.clears.extend(found)
    return ("clearing" if found else "nothing"), len(found)


OF_THE_CHAT: Mapping[str, Action] = {"chat.hide": hide}
"""Actions on the chat."""
