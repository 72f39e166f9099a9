"""What people write is looked at for signs of danger. What was written is kept like any answer; the reply comes first.

The look decides nothing but what is offered next. Nobody is told of it, and it is not counted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.app.care import Sign, look, look_all
from bot.app.incoming import Act, Changed, Commanded, Said
from bot.app.turn import DANGER, WELCOME, Turn
from bot.engine import Chose, Frame, Started
from bot.engine.script import GO_ON, SKIP
from bot.engine.session import whole
from bot.engine.transition import BURST

# Somebody who says a thing in two messages says both within this time.
IN_ONE_BREATH = timedelta(minutes=2)
# The command that a link with a code opens: what follows is no text of theirs.
_CODES = "start"
# Words that are quoted are known by so many characters of their beginning.
_RECOGNISED = 20


@contextmanager
def watched(turn: Turn, act: Act, *, question_seen: bool = True) -> Iterator[None]:
    """Looks at what ``act`` says; a sign of danger is answered once the act itself is carried out, in this block.

    The open question is asked again when the person goes on. Within the reply, its own script answers.
    """
    said_before, were_open = turn.said, {frame.dialogue for frame in turn.peer.record.session.frames}
    earlier = None if question_seen else _unread(turn)
    in_danger = _speaks(turn)
    turn.sign = sign_in(turn, act)
    yield
    sign = min(filter(None, (turn.sign, earlier)), key=lambda one: one.rank, default=None)
    if sign and not in_danger and DANGER in turn.content.catalog and not turn.peer.changes.forgotten:
        if WELCOME not in were_open:
            turn.close(WELCOME)  # its words are left unsaid, and a yes to them cannot be asked for
        _answer(turn, sign, said_before)


def pass_over(turn: Turn) -> None:
    """Once somebody is safe: the open question is passed over where it holds up the very words that had the sign.

    "Where could that help you next?" would praise them blindly. Elsewhere the question stands as it was.
    """
    top = turn.peer.record.session.top
    said = " ".join(_last_words(top).split()) if top else ""
    if top is None or not said or not turn.says(said[:_RECOGNISED]):
        return
    skip = turn.content.catalog.version(top.dialogue, top.version).state(top.state).skip
    was_kept = bool(top.trail or top.above)
    if not skip or not was_kept or look(said, turn.presenter.locale) is None:
        return
    turn.leave_unsaid(turn.said - 1)
    if top.trail:
        turn.play(Chose(at=turn.at, token=SKIP))
        turn.leave_quotes_unsaid(said[:_RECOGNISED])
    else:
        turn.close(top.dialogue)  # it was opened with those words, and would come back to them
        turn.play(Chose(at=turn.at, token=GO_ON))
    if not turn.said:
        turn.tell("safe_again")


def _last_words(top: Frame) -> str:
    """What was written last in the open dialogue: the last answer, or the words that it was opened with."""
    return top.trail[-1].text if top.trail else whole(top.heard)


def sign_in(turn: Turn, act: Act) -> Sign | None:
    """The gravest sign of danger in what an act says, read together with what was said a moment ago."""
    text = _words(act)
    return look_all([*_said_lately(turn), text], turn.presenter.locale) if text.strip() else None


def _answer(turn: Turn, sign: Sign, said_before: int) -> None:
    """Puts the reply on top of whatever is open. What the act alone would have been told is left unsaid.

    The reply to an earlier sign makes way. As it opens by itself, words that wait for the person's yes stay.
    """
    record, answered_at = turn.peer.record, turn.peer.record.session.answered_at
    if record.name and look(record.name):
        record.name = None  # it was said where a name was asked for, and nobody is to be called that
    turn.leave_unsaid(said_before)
    turn.close(DANGER)
    turn.sign = sign
    turn.play(Started(at=turn.at, dialogue=DANGER, uncalled=True))
    turn.go_on_from(answered_at)


def _speaks(turn: Turn) -> bool:
    top = turn.peer.record.session.top
    return top is not None and top.dialogue == DANGER


def _unread(turn: Turn) -> Sign | None:
    """Closes a reply that nobody can have read yet: what comes now goes on with what was being said.

    Returns the sign that it answered, which is to be answered again.
    """
    top, answered_at = turn.peer.record.session.top, turn.peer.record.session.answered_at
    if top is None or not _speaks(turn) or top.trail or answered_at is None or turn.at - answered_at > BURST:
        return None
    turn.close(DANGER)
    turn.take_back(top.question)
    sign = top.answers["sign"]
    return Sign(sign["concern"], sign["grade"], "earlier") if sign and sign["concern"] else None


def _words(act: Act) -> str:
    match act:
        case Said() | Changed():
            return act.text
        case Commanded() if act.name != _CODES:
            return act.argument
    return ""


def _said_lately(turn: Turn) -> list[str]:
    """The answer before this one, where it was given a moment ago in the same conversation."""
    session = turn.peer.record.session
    if session.top is None or session.answered_at is None or turn.at - session.answered_at > IN_ONE_BREATH:
        return []
    return [visit.text for visit in session.top.trail if visit.parts][-1:]
