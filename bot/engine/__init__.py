"""The dialogue engine: one pure function, and the values that go in and come out.

The one rule: everything that happens in a conversation is ``transition(dialogues, session, event, context)``, which
answers with the next session and a tuple of effects. It reads no clock, draws no random number and does no I/O; what it
needs to know comes in with the event (``at``) or the context, and what it wants done goes out as an effect. So a
conversation can be stopped after any event, written down, and taken up by another process as if nothing had happened.

Theory of operation
-------------------
A `Dialogue` is a state machine written as data. A `Session` holds a stack of `Frame`s, one for each open dialogue; only
the top one is spoken with. A frame rests in a *waiting* state (a question) or in a *do* or *call* state whose outcome
the application or another dialogue has yet to deliver; every other state is passed through at once. An interruption is
pushed on the stack, and when it ends, the question below is asked again.

`Frame.trail` remembers each answered question with the answers as they were on arrival: *back* pops it and restores.
Every question carries a number that never repeats in a session: a button or a timer that names another number is stale.
"""

from bot.engine.effects import (
    Button,
    Do,
    Effect,
    Ended,
    Keep,
    Launch,
    Redo,
    Revise,
    Say,
    SetTimer,
    Stale,
    Unsay,
    Withdraw,
)
from bot.engine.effects import Edited as EditedElsewhere
from bot.engine.events import Chose, Done, Edited, Event, Replied, Started, TimedOut
from bot.engine.script import Dialogue, Dialogues, ScriptError, State
from bot.engine.session import Frame, Session
from bot.engine.transition import transition

__all__ = [
    "Button",
    "Chose",
    "Dialogue",
    "Dialogues",
    "Do",
    "Done",
    "Edited",
    "EditedElsewhere",
    "Effect",
    "Ended",
    "Event",
    "Frame",
    "Keep",
    "Launch",
    "Redo",
    "Replied",
    "Revise",
    "Say",
    "ScriptError",
    "Session",
    "SetTimer",
    "Stale",
    "Started",
    "State",
    "TimedOut",
    "Unsay",
    "Withdraw",
    "transition",
]
