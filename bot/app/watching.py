"""What people write is looked at for signs of danger. What was written is kept like any answer; the reply comes first.

The look decides nothing but what is offered next. Nobody is told of it, and it is not counted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bot.app.actions.danger import forget_replies
from bot.app.admission import DANGER, WELCOME
from bot.app.care import Sign, look, look_all
from bot.app.incoming import Act, Changed, Commanded, Said
from bot.app.turn import Turn
from bot.engine import Chose, Frame, Started
from bot.engine.script import GO_ON, SKIP
from bot.engine.session import whole
from bot.engine.transition import BURST
from bot.sayings import says_unsafe

# Somebody who says a thing in two messages says both within this time.
IN_ONE_BREATH = timedelta(minutes=2)
# The command that a link with a code opens: what follows is no text of theirs.
_CODES = "start"
# Words that are quoted are known by so many characters of their beginning.
_RECOGNISED = 20
# No conversation asks more about one answer than this.
_PASSED_OVER = 4
_NOT_SAFE = "unsafe"
# Here words are shown as they are, for somebody else or for a hard day, and nothing is made of them.
_SHOWS_AS_IT_IS = frozenset({"share", "share_prepared", "plan", "session", "hard", "setback", "letters", "review"})


@contextmanager
def watched(turn: Turn, act: Act, *, question_seen: bool = True) -> Iterator[None]:
    """Looks at what ``act`` says; a sign of danger is answered once the act itself is carried out, in this block.

    The open question is asked again when the person goes on. Within the reply, its own script answers.
    """
    record = turn.peer.record
    said_before, were_open, name = len(turn.speech), {frame.dialogue for frame in record.session.frames}, record.name
    earlier = None if question_seen else _unread(turn)
    in_danger = isinstance(act, Said) and _speaks(turn)
    turn.sign = sign_in(turn, act)
    yield
    sign = min(filter(None, (turn.sign, earlier)), key=lambda one: one.rank, default=None)
    is_unsafe = isinstance(act, Said) and says_unsafe(act.text)
    if not (sign or is_unsafe) or DANGER not in turn.content.catalog or turn.peer.changes.forgotten:
        return
    if in_danger and _speaks(turn):
        return
    if WELCOME not in were_open:
        turn.close(WELCOME)  # its words are left unsaid, and a yes to them cannot be asked for
    if record.name != name:
        record.name = name  # it was said where a name was asked for, and nobody is to be called that
    _answer(turn, sign, said_before)


def press_in_danger(turn: Turn, token: str) -> bool:
    """A button of a reply that is not the newest any more still means what it says; returns whether it was one.

    "I'm not safe right now" does whatever is open: the reply opens with the emergency number then.
    """
    top = turn.peer.record.session.top
    speaks = top is not None and top.dialogue == DANGER
    state = turn.content.catalog.version(top.dialogue, top.version).state(top.state) if top and speaks else None
    if state and token in {choice.name for choice in state.choices}:
        turn.play(Chose(at=turn.at, token=token))
        return True
    if token == _NOT_SAFE and DANGER in turn.content.catalog and not speaks:
        _answer(turn, None, len(turn.speech))
        return True
    return False


def pass_over(turn: Turn, act: Act) -> None:
    """After an act: the open question is passed over where it would hold up words with a sign of danger.

    "Where could that help you next?" would praise them blindly. Where nothing of the kind is quoted, and where the
    person has said that it was not meant so, the question stands. A conversation that is about those words is closed.
    """
    for _ in range(_PASSED_OVER):
        top = turn.peer.record.session.top
        said = " ".join(_last_words(top).split()) if top else ""
        if top is None or turn.was_mistaken or not _is_quoted(turn, said) or said == " ".join(_words(act).split()):
            return
        if top.dialogue in _SHOWS_AS_IT_IS:
            return
        if look(said, turn.presenter.locale) is None and not says_unsafe(said):
            return
        turn.speech.leave_out(len(turn.speech) - 1)
        skip = turn.content.catalog.version(top.dialogue, top.version).state(top.state).skip
        about_it = any(isinstance(one, str) and " ".join(one.split()) == said for one in top.answers.values())
        if skip and top.trail and not about_it:
            turn.play(Chose(at=turn.at, token=SKIP))
        else:
            turn.close(top.dialogue)
            turn.play(Chose(at=turn.at, token=GO_ON))
        turn.speech.leave_quotes_out(said[:_RECOGNISED], _open_question(turn))
        if not len(turn.speech):
            turn.tell("safe_again")


def _is_quoted(turn: Turn, said: str) -> bool:
    return bool(said) and turn.speech.ends_with(said[:_RECOGNISED])


def _open_question(turn: Turn) -> int | None:
    top = turn.peer.record.session.top
    return top.question if top else None


def _last_words(top: Frame) -> str:
    """What was written last in the open dialogue: the last answer, or the words that it was opened with."""
    written = next((visit.text for visit in reversed(top.trail) if visit.parts), "")
    return written or whole(top.heard)


def sign_in(turn: Turn, act: Act) -> Sign | None:
    """The gravest sign of danger in what an act says, read together with what was said a moment ago."""
    text = _words(act)
    return look_all([*_said_lately(turn), text], turn.presenter.locale) if text.strip() else None


def _answer(turn: Turn, sign: Sign | None, said_before: int) -> None:
    """Puts the reply on top of whatever is open. What the act alone would have been told is left unsaid.

    The reply to an earlier sign makes way. As it opens by itself, words that wait for the person's yes stay.
    """
    answered_at = turn.peer.record.session.answered_at
    turn.speech.leave_out(said_before)
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
    if not sign:
        return None
    if not sign["again"]:
        forget_replies(turn.peer, sign["concern"])
    return Sign(sign["concern"], sign["grade"], "earlier")


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
