"""What conditions and words may refer to: the context, the answers, and what every scope holds."""

from collections.abc import Mapping

from bot.engine.asking import page_of
from bot.engine.script import Dialogues
from bot.engine.session import Session

# Always there: what the person just did (text, choice, skip, done or nothing), and the text they gave or undid.
_NOTHING: Mapping[str, object] = {"last": "", "did": ""}


def scope_of(
    dialogues: Dialogues, session: Session, context: Mapping[str, object], extra: Mapping[str, object] = _NOTHING
) -> dict[str, object]:
    """The scope of the open dialogue.

    ``beneath`` says whether another dialogue waits below it; ``room`` says for each bounded list whether it may take
    another item; ``page`` tells which buttons made from data are shown; ``extra`` is what the event brought.
    """
    top = session.top
    if top is None:
        return {**context, **extra, "beneath": False, "room": {}, "page": {}}
    specs = dialogues.version(top.dialogue, top.version).answers
    room = {name: len(top.answers.get(name, ())) < spec.at_most for name, spec in specs.items() if spec.at_most}
    always = {"beneath": len(session.frames) > 1, "room": room, "page": page_of(top)}
    return {**context, **top.answers, **extra, **always}
