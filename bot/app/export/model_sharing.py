"""The parts of a plan file about others: a programme, what is shared with whom, and what people wrote back.

A reader of these files passes over all of it. So kinds and places are plain text here, not closed lists: a kind that a
later version adds does not keep anybody from bringing their plan in.
"""

from datetime import date

from pydantic import Field

from bot.app.export.form import LARGEST, Form, Moment, Ref, Times


class Membership(Form):
    """The programme that the person belongs to."""

    name: str
    """What it is called."""
    since: Moment | None = None
    """When they joined."""


class Work(Form):
    """A role that the person has at a programme."""

    programme: str
    """What the programme is called."""
    role: str
    """What they are there: specialist or coordinator."""
    name: str
    """The name under which people see them there."""
    accepted_at: Moment
    """When they took the role on."""
    confirmed_at: Moment | None = None
    """When they were confirmed. Left out: they are not, so far."""
    suspended_at: Moment | None = None
    """Since when their access rests. Left out: it does not."""
    code: str = ""
    """The code by which people choose them."""
    signed_in: Times = 0
    """On how many devices they are signed in to the web pages."""


class OwnSection(Form):
    """A section that the person added, as it was when lines of it were shared."""

    id: str
    """What lines name it by."""
    name: str
    """How it is headed."""


class SharedLine(Form):
    """A line as it is in a copy, whatever the plan says by now."""

    ref: Ref
    """The number of this line in the plan."""
    section: str
    """The id of the section it stands in."""
    text: str
    """The words."""
    role: str = ""
    """What it is to the line that it is about."""
    about: int = Field(default=0, ge=0, le=LARGEST)
    """The number of the line that it belongs to, where that is in the copy too."""
    area: str = ""
    """The area of life it is from."""
    settled: str = ""
    """How it went."""
    dialogue: str = ""
    """The dialogue that asked."""
    question: str = ""
    """What was asked, as it was asked."""
    at: Moment
    """When it was written."""


class Copy(Form):
    """What can be read in a share: a copy that stays as it was made."""

    name: str = ""
    """The name that the person goes by in it."""
    locale: str = ""
    """The language in which it was made."""
    lines: tuple[SharedLine, ...] = ()
    """The lines."""
    sections: tuple[OwnSection, ...] = ()
    """The sections among them that the person added."""
    talk: str = ""
    """What they would like to talk about."""


class Look(Form):
    """Once that somebody looked at a share."""

    at: Moment
    """When."""
    copy_number: Times
    """Which copy they saw: the first is 1, and each time it is brought up to date there is a new one."""
    via: str
    """Where: telegram, web, or print."""


class Share(Form):
    """Something that the person shares with one specialist, or did."""

    specialist: str = ""
    """Who it is for, by name."""
    programme: str = ""
    """The programme that they work for."""
    given_at: Moment
    """When it was shared first."""
    made_at: Moment
    """When the newest copy was made."""
    until: Moment
    """Until when it may be read."""
    ended_at: Moment | None = None
    """When it ended: by the person, or because its time was over. Left out: it goes on."""
    copy_number: Times = 1
    """How many copies there were, with the newest."""
    acknowledged_at: Moment | None = None
    """When the specialist said that they have read it."""
    holds: Copy | None = None
    """What is in the newest copy. Left out: it is gone, as it is of a share that has ended."""
    looks: tuple[Look, ...] = ()
    """Who looked is the specialist; this is when, the newest first."""


class DraftShare(Form):
    """Something that the person has begun to share. Nobody sees it."""

    specialist: str = ""
    """Who it is to be for. Left out: nobody is chosen."""
    refs: tuple[Ref, ...] = ()
    """The numbers of the lines that are chosen."""
    talk: str = ""
    """What the person would like to talk about."""
    until: date | None = None
    """The last day. Left out: none was chosen so far."""
    renews: bool = False
    """Whether it is a new copy of something that is shared already."""


class Note(Form):
    """Something that others have for the person."""

    kind: str
    """What it is: read ("I've read it"), note or question from a specialist; else what the programme lets them know."""
    by: str = ""
    """Who it is from, by name."""
    text: str = ""
    """The words."""
    at: Moment
    """When it was written."""
    told_at: Moment | None = None
    """When the person was told that there is something."""
    read_at: Moment | None = None
    """When they opened it."""


class Count(Form):
    """How often something was done in a month, as a programme's figures count it, without any words."""

    programme: str = ""
    """The programme whose figures it is for."""
    month: str = Field(pattern="^[0-9]{4}-[0-9]{2}$")
    """The month, such as 2026-03."""
    what: str
    """What was done: joined, reflections, adopted (lines of the plan), check_ins (answered), wins, or shares."""
    times: Times
    """How often."""
