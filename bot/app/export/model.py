"""Everything that is held about a person, as data: one description for writing it, reading it, and its JSON Schema.

The keys are plain words, so that whoever wrote the lines can read the file too. What is empty is left out of a file;
the defaults here say what that means. `docs/plan.schema.json` is made from these classes (see `schema`).
"""

from datetime import date, time
from typing import Annotated, Final, Literal

from pydantic import Field

from bot.app.export.form import LARGEST, Form, Moment, Ref
from bot.app.export.model_sharing import Count, DraftShare, Membership, Note, Share, Work

FORMAT: Final = "strongsuit-plan"
VERSION: Final = 1


class Source(Form):
    """Where a line was written."""

    dialogue: str = ""
    """The dialogue that asked."""
    version: int = Field(default=0, ge=0, le=LARGEST)
    """The version of that dialogue."""
    state: str = ""
    """The step of the dialogue that asked."""
    question: str = ""
    """What was asked, as it was asked."""


class Line(Form):
    """One line of the plan, in the person's own words."""

    ref: Ref
    """The number of this line, by which others name it."""
    section: str
    """The id of the section it stands in."""
    text: str
    """The words, exactly as they were written."""
    role: str = ""
    """What it is to the line that it is about, such as its first step or why it matters."""
    about: int = Field(default=0, ge=0, le=LARGEST)
    """The number of the line that it belongs to. Left out: it stands for itself."""
    area: str = ""
    """The area of life it is from."""
    audience: str = ""
    """Who it is for."""
    source: Source = Source()
    """Where it was written."""
    at: Moment
    """When it was written."""
    adopted_at: Moment | None = None
    """When the person said that this is how they would say it. Left out: it is a draft."""
    pinned_at: Moment | None = None
    """When it was pinned to the top of its section. Left out: it is not."""
    settled: Literal["", "done", "let_go", "past"] = ""
    """How it went: done, let go of, or past. Left out: it is open."""
    settled_at: Moment | None = None
    """When that was."""
    brought_at: Moment | None = None
    """When it came in with a file from elsewhere. Left out: it was written here."""
    removed_at: Moment | None = None
    """When it was taken out of the plan. Left out: it is in the plan."""
    recalled_at: Moment | None = None
    """When it was last quoted back to the person."""
    position: int = Field(default=0, ge=-LARGEST, le=LARGEST)
    """Where it stands among the lines of its section: the smallest first."""


class Change(Form):
    """One change of the plan, with the line as it was before."""

    at: Moment
    """When it was changed."""
    what: str
    """What was done, such as revised, removed or pinned."""
    ref: Ref
    """The number of the line."""
    before: Line
    """The line as it was until then."""


class Section(Form):
    """One part of the plan."""

    id: str
    """What lines name it by. Sections that the person added begin with own_."""
    name: str = ""
    """How it is headed: as the person named it, or in their language."""


class OpenAnswer(Form):
    """Something written or chosen in a dialogue that is still open, and in no line of the plan yet."""

    dialogue: str
    """The dialogue that is open."""
    answer: str
    """Which of its answers this is."""
    text: str
    """The words."""


class Opened(Form):
    """A dialogue that the person has opened."""

    dialogue: str
    """The dialogue."""
    at: Moment
    """When they last opened it."""


class Person(Form):
    """Who the plan belongs to."""

    name: str = ""
    """The name they gave."""
    address: str = ""
    """Where the conversation takes place: the channel, and the chat's number there."""
    locale: str = ""
    """The language of the conversation."""
    country: str = ""
    """The country, as two letters."""
    timezone: str = ""
    """The time zone of their clock."""
    first_seen_at: Moment | None = None
    """When the conversation began."""
    agreed_at: Moment | None = None
    """When they agreed to what is kept."""
    agreed_to: str = ""
    """The version of what they agreed to."""
    blocked_at: Moment | None = None
    """When messages stopped reaching them."""
    reminded_at: Moment | None = None
    """When they last got a message that was no reply."""
    last_here_at: Moment | None = None
    """When they last wrote or tapped."""
    account_language: str = ""
    """The language that their account was last set to."""
    clock_in_doubt: bool = False
    """Whether something suggests that their clock is another one by now."""
    codes_missed: tuple[Moment, ...] = ()
    """When they lately brought a code that opened nothing."""


class CheckIns(Form):
    """How the person wants to be checked in with, and where that stands. Days and times are by their own clock."""

    cadence: str
    """How often: days, weekly, fortnightly, monthly, two_monthly, sessions, before_sessions, or asked."""
    weekdays: tuple[Annotated[int, Field(ge=0, le=6)], ...] = ()
    """On which days of the week; Monday is 0."""
    at: time
    """At what time of day."""
    begun_on: date
    """From when weeks and months are counted."""
    done_on: date | None = None
    """The newest day whose check-in has come, or is not to come any more."""
    sent: int = Field(default=0, ge=0)
    """How many have come at this pace."""
    sent_at: Moment | None = None
    """When the last one came."""
    unanswered: int = Field(default=0, ge=0)
    """How many in a row were not answered."""
    resting: bool = False
    """Whether they rest, because they were not answered."""
    asks_on: bool = False
    """Whether the next one asks how to go on."""
    steady: bool = False
    """Whether they keep their pace, instead of coming less often with time."""
    paused_until: date | None = None
    """Until when they are paused."""


class CheckInPutOff(Form):
    """A check-in that the person has put off until later."""

    day: date
    """The day it was for."""
    at: Moment
    """When it is to come."""
    not_after: Moment
    """It does not come later than this."""


class QuietHours(Form):
    """When nothing comes that was not asked for."""

    begin: time
    """From this time of day on, by the person's clock."""
    end: time
    """Until this time of day. The same as the beginning: there are no quiet hours."""


class InChat(Form):
    """A message that was sent in the chat lately: its number there, and none of its words."""

    number: Annotated[int, Field(ge=0, le=LARGEST)]
    """What the channel calls it."""
    at: Moment
    """When it was sent."""
    by: str
    """Who sent it: the person or the bot."""


class PlanFile(Form):
    """A plan that was made with Strongsuit, with everything else that was held about the person."""

    format: Literal["strongsuit-plan"]
    """What kind of file this is."""
    version: Literal[1]
    """The version of this form. A reader refuses one that is higher than it knows."""
    made_at: Moment
    """When this file was made."""
    person: Person = Person()
    """Whose plan it is."""
    next_session: date | None = None
    """The day of the person's next session."""
    check_ins: CheckIns | None = None
    """How they want to be checked in with. Left out: they have not chosen."""
    put_off: CheckInPutOff | None = None
    """The check-in that they have put off. Left out: none."""
    hello_at: Moment | None = None
    """When they are to hear a hello that they asked for. Left out: none is to come."""
    quiet_hours: QuietHours | None = None
    """When it is to be quiet. Left out: they have not chosen; from 21:00 to 9:00."""
    sections: tuple[Section, ...] = ()
    """The parts of the plan, in their order."""
    lines: tuple[Line, ...] = ()
    """The lines, section by section. Those that were taken out are here too."""
    history: tuple[Change, ...] = ()
    """Every change of the plan, the oldest first."""
    open_answers: tuple[OpenAnswer, ...] = ()
    """What was written in dialogues that are still open, and is in no line yet."""
    opened: tuple[Opened, ...] = ()
    """The dialogues that were opened."""
    programme: Membership | None = None
    """The programme that the person belongs to. Left out: none."""
    works_for: tuple[Work, ...] = ()
    """The roles that the person has at programmes."""
    shares: tuple[Share, ...] = ()
    """What the person shares or shared, the newest first."""
    share_drafts: tuple[DraftShare, ...] = ()
    """What the person has begun to share, the latest first."""
    notes: tuple[Note, ...] = ()
    """What others have for the person, the newest first."""
    counts: tuple[Count, ...] = ()
    """What is counted for the figures of programmes, month by month."""
    in_chat: tuple[InChat, ...] = ()
    """Which messages were sent in the last two days, so that they can be taken out of the chat."""

    def as_json(self) -> str:
        """The text of the file: keys one under the other, letters as they are, no key that holds nothing."""
        return self.model_dump_json(indent=2, exclude_defaults=True) + "\n"
