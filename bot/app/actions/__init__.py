"""The closed list of things that a script can cause. Each changes the person in memory; the batch writes it.

An action takes the person, its arguments and the moment, and answers with one of its named outcomes and a value.
"""

from collections.abc import Mapping
from typing import Any

from bot.app.actions import (
    belonging,
    bringing,
    chat,
    checking_in,
    danger,
    person,
    progressing,
    remembering,
    reviewing,
    sharing,
    writing,
)
from bot.app.actions.scene import Action, Result, Scene
from bot.app.peer import Peer
from bot.engine import ScriptError

ACTIONS: Mapping[str, Action] = {
    **person.OF_THE_PERSON,
    **writing.OF_THE_PLAN,
    **remembering.OF_THE_MEMORY,
    **bringing.OF_FILES,
    **chat.OF_THE_CHAT,
    **checking_in.OF_CHECK_INS,
    **danger.OF_DANGER,
    **progressing.OF_PROGRESS,
    **sharing.OF_SHARES,
    **reviewing.OF_REVIEWS,
    **belonging.OF_BELONGING,
}


def perform(peer: Peer, name: str, arguments: Mapping[str, Any], scene: Scene) -> Result:
    """Carries out the action called ``name``. Raises `ScriptError` where there is none or an argument is missing."""
    try:
        return ACTIONS[name](peer, arguments, scene)
    except KeyError as error:
        raise ScriptError(f"action {name!r}: {error} is missing") from None


__all__ = ["ACTIONS", "Scene", "perform"]
