"""What an act means: from what a channel hands over to events of the engine."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.app.admission import HOME, WELCOME
from bot.app.incoming import Act, Changed, Commanded, Incoming, Outcome, Pressed, Said, Sent, Unsupported
from bot.app.message import read_data
from bot.app.presenter import HELP_NOW
from bot.app.turn import Turn
from bot.app.watching import pass_over, press_in_danger, watched
from bot.engine import Button, Chose, Edited, Replied, Started
from bot.engine.asking import buttons_of, dialogues_offered
from bot.engine.script import GO_ON, PAUSE, USE_HELD
from bot.engine.session import Frame, Part
from bot.wording.text import folded

IMPORT = "import"
# What /start brings after it, from a link, is a code.
INVITED = "invited"


def carry_out(turn: Turn, incoming: Incoming, question_seen: bool) -> Outcome:
    """Carries out one act and says what became of it. Raises what the engine, the scripts or the wording raise."""
    outcome = _carry_out(turn, incoming, question_seen)
    pass_over(turn, incoming.act)
    return outcome


def _carry_out(turn: Turn, incoming: Incoming, question_seen: bool) -> Outcome:
    match incoming.act:
        case Said():
            _hear(turn, incoming.act, question_seen)
        case Pressed():
            return _press(turn, incoming.act)
        case Commanded():
            with watched(turn, incoming.act):
                _command(turn, incoming.act)
        case Changed():
            with watched(turn, incoming.act):
                turn.play(Edited(at=turn.at, text=incoming.act.text, message=incoming.act.message))
        case Sent():
            _take_in(turn, incoming.act)
        case Unsupported():
            turn.tell("unsupported")
    return Outcome()


def is_urgent(turn: Turn, act: Act) -> bool:
    """Whether the act asks for help now, whatever else is going on: by command, by button, or by the button's words."""
    if isinstance(act, Commanded):
        return act.name == HELP_NOW
    if isinstance(act, Said):
        return _typed_label(turn, act.text, question_seen=False) is not None
    return isinstance(act, Pressed) and read_data(act.data) == HELP_NOW


def _hear(turn: Turn, said: Said, question_seen: bool) -> None:
    """A text is a typed label, or something that is said."""
    token = _typed_label(turn, said.text, question_seen)
    if token and token.startswith("@"):
        turn.play(Started(at=turn.at, dialogue=token[1:]))
    elif token:
        turn.play(Chose(at=turn.at, token=token))
    else:
        with watched(turn, said, question_seen=question_seen):
            _answer(turn, said, question_seen)


def _answer(turn: Turn, said: Said, question_seen: bool) -> None:
    """What is said answers the open question; with nothing open, it is asked what it is."""
    session = turn.peer.record.session
    if session.top is None or (question_seen and session.top.dialogue == HOME and not session.top.heard):
        turn.play(Started(at=turn.at, dialogue=HOME, heard=(Part(said.text, said.message),)))
    else:
        turn.play(Replied(at=turn.at, text=said.text, message=said.message, question_seen=question_seen))


def _press(turn: Turn, pressed: Pressed) -> Outcome:
    """A button of the open question, one of an old question, or a link that is always good."""
    read = read_data(pressed.data)
    if isinstance(read, str):
        if read in turn.content.catalog:
            turn.play(Started(at=turn.at, dialogue=read))
            return Outcome()
    elif read is not None:
        question, token = read
        turn.play(Chose(at=turn.at, token=token, question=question))
        if not turn.stale or press_in_danger(turn, token):
            return Outcome(closes=True)
    return Outcome(toast=turn.presenter.shared("stale"), closes=True)


def _command(turn: Turn, command: Commanded) -> None:
    catalog = turn.content.catalog
    if command.name == "start" and command.argument and INVITED in catalog:
        turn.play(Started(at=turn.at, dialogue=INVITED, heard=(Part(command.argument, command.message),)))
    elif command.name == "start":
        _start(turn)
    elif command.name == "pause":
        turn.play(Chose(at=turn.at, token=PAUSE))
    elif command.name in catalog.commands:
        dialogue = catalog.commands[command.name]
        takes_words = command.argument and "heard" in catalog.current(dialogue).answers
        heard = (Part(command.argument, command.message),) if takes_words else ()
        turn.play(Started(at=turn.at, dialogue=dialogue, heard=heard))
    else:
        turn.tell("unknown_command")


def _take_in(turn: Turn, sent: Sent) -> None:
    """A file is taken in where it looks like a plan that was exported; any other cannot be read."""
    if IMPORT in turn.content.catalog and sent.text is not None and sent.text.lstrip("\ufeff \t\r\n").startswith("{"):
        turn.play(Started(at=turn.at, dialogue=IMPORT, heard=(Part(sent.text, sent.message),)))
    else:
        turn.tell("unsupported_file")


def _start(turn: Turn) -> None:
    """/start welcomes a new person, brings one back to the open question, and shows home to all others."""
    top = turn.peer.record.session.top
    if top is not None and not turn.content.catalog.version(top.dialogue, top.version).aside:
        turn.play(Chose(at=turn.at, token=GO_ON))
    else:
        known = turn.peer.consented or turn.peer.record.memory.serves
        turn.play(Started(at=turn.at, dialogue=HOME if known else WELCOME))


def _typed_label(turn: Turn, text: str, question_seen: bool) -> str | None:
    """The token of the button whose label was typed, if any: a press that came as text.

    Telegram drops a press that waits longer than 150 seconds, so a person may well type the label instead. A label that
    nobody can have read is no press; "get help now" always is.
    """
    if len(text) > 80:
        return None
    wanted = _letters(text)
    labels = _labels(turn) if question_seen else _links(turn, (HELP_NOW,))
    return next((token for letters, token in labels if letters == wanted), None) if wanted else None


def _labels(turn: Turn) -> Iterator[tuple[str, str]]:
    """The letters of labels that mean something now, with their tokens."""
    presenter, catalog = turn.presenter, turn.content.catalog
    frame = turn.peer.record.session.top
    if frame is not None:
        scope = turn.scope()
        for button in _buttons(turn, frame, scope):
            label = presenter.label(frame.dialogue, button, scope)
            # Of what was made of somebody's words, nothing is remembered.
            yield (_letters_of_ours if button.text is None else _letters)(label), button.token
        state = catalog.version(frame.dialogue, frame.version).state(frame.state)
        names = (*dialogues_offered(state, scope), HELP_NOW)
    else:
        names = tuple(sorted(catalog.open_to_all))
    yield from _links(turn, names)


def _links(turn: Turn, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The letters of labels that open dialogues, whatever question is open."""
    presenter = turn.presenter
    for name in names:
        if name in turn.content.catalog and turn.content.wording.has(presenter.locale, name, "title"):
            key = presenter.title(name)
            yield _letters_of_ours(key.label), key.data


def _buttons(turn: Turn, frame: Frame, scope: dict[str, object]) -> Iterator[Button]:
    if not frame.paused:
        yield from buttons_of(turn.content.catalog.version(frame.dialogue, frame.version), frame, scope)
        return
    yield Button(GO_ON, "go_on")
    if frame.held:
        yield Button(USE_HELD, "use_held")


def _letters(text: str) -> str:
    """Letters and digits only, without case and accents, so that a label typed by hand is known."""
    return "".join([character for character in folded(text) if character.isalnum()])


_letters_of_ours = lru_cache(maxsize=1024)(_letters)
