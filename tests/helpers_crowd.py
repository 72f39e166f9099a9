"""Three people who walk through the whole application on a database, in batches, with restarts and a moving clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from helpers_app import check_message, rewritten
from helpers_plan import a_file
from helpers_steps import TEXTS, library, plan_of
from helpers_walks import is_made_of
from helpers_world import AT, KEY, Post
from hypothesis import note
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.app.app import App
from bot.app.consent import CONSENT_VERSION
from bot.app.content import Defaults
from bot.app.incoming import Act, Changed, Commanded, Incoming, Outcome, Pressed, Said, Sent, Unsupported
from bot.app.message import link
from bot.engine import Session
from bot.storage import PeerRecord, Store, Vault
from bot.storage.database import Database
from bot.storage.records import Changes
from bot.storage.tables import outbox, set_aside
from bot.wording import Voice

PEOPLE = ("test:1", "test:2", "test:3")
DAY = 86_400


@dataclass(frozen=True)
class Deed:
    """What one of the people does. ``pick`` chooses among the buttons they have, the commands, the messages typed."""

    who: int
    kind: str
    text: str
    pick: int


@dataclass(frozen=True)
class Moment:
    """Some deeds that come in one batch, ``after`` seconds; and whether the process dies, before or after sending."""

    deeds: tuple[Deed, ...]
    after: float
    death: str


DEEDS = st.builds(
    Deed,
    who=st.sampled_from([0, 0, 0, 1, 1, 2]),
    kind=st.sampled_from(
        ["say"] * 6 + ["press"] * 9 + ["command", "command", "words", "edit", "link", "file", "voice"]
    ),
    text=TEXTS,
    pick=st.integers(0, 1000),
)
MOMENTS = st.builds(
    Moment,
    deeds=st.lists(DEEDS, min_size=1, max_size=4).map(tuple),
    after=st.sampled_from([2, 20, 20, 20, 20, DAY, 40 * DAY]),
    death=st.sampled_from(["", "", "", "after", "before"]),
)


@dataclass
class Person:
    """What one of them has typed, and the buttons before them."""

    pieces: set[str] = field(default_factory=lambda: {str(number) for number in range(11)})
    typed: dict[int, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


class Crowd:
    """The three of them, and the application, which may die and be started anew at any moment."""

    def __init__(self, database: Database) -> None:
        self.store = Store(database, Vault([KEY]))
        self.post = Post()
        self.people = {address: Person() for address in PEOPLE}
        self.at = AT
        self._update = 0
        self._app = self._new_app()
        self._failed = library().wording.say("en", "shared", "failed", {}, Voice())

    async def begin(self) -> None:
        """All three have agreed; two have a plan, the second one a long one."""
        records = [
            PeerRecord(
                address=one,
                session=Session.fresh(AT),
                created_at=AT,
                locale="en",
                consent_version=CONSENT_VERSION,
                consented_at=AT,
            )
            for one in PEOPLE
        ]
        plans = [{line.ref: rewritten(line) for line in plan_of(size)} for size in range(len(PEOPLE))]
        async with self.store.transaction() as transaction:
            await transaction.save([Changes(peer=one, lines=of) for one, of in zip(records, plans, strict=True)])
        for address, lines in zip(PEOPLE, plans, strict=True):
            self.people[address].pieces |= {line.text for line in lines.values()}
        await self._app.start()

    async def live(self, moment: Moment, *, restart: bool = False) -> None:
        """Lets the moment happen, and checks what has to hold after it."""
        self.at += timedelta(seconds=moment.after)
        sent = len(self.post.sent)
        while moment.after >= DAY and await self._app.due.tick(self.at):
            pass
        batch = [self._incoming(deed) for deed in moment.deeds]
        outcomes = await self._app.intake.take(batch)
        if moment.death == "before":
            await self._restart()
        assert await self._app.delivery.drain(5)
        if moment.death == "after" or restart:
            await self._restart()
        self._look(batch, outcomes, sent)
        await self._check()

    async def end(self) -> dict[str, tuple[object, ...]]:
        """What has come of it: for each person their session, their lines, and what they were sent."""
        found: dict[str, tuple[object, ...]] = {}
        async with self.store.transaction() as transaction:
            records = await transaction.peers(PEOPLE)
            for address in PEOPLE:
                record = records.get(address)
                lines = await transaction.lines([record.id]) if record and record.id else {}
                session = (record.session, record.memory) if record else None
                found[address] = (session, list(lines.values()), self.post.texts(address))
        await self._app.delivery.stop()
        return found

    # -- how it happens ----------------------------------------------------------------------------------------------

    def _new_app(self) -> App:
        return App(self.store, library(), self.post, Defaults(country="US"), lambda: self.at)

    async def _restart(self) -> None:
        """Another process on the same database."""
        await self._app.delivery.stop()
        self._app = self._new_app()
        await self._app.start()
        self._app.delivery.release()
        await self._app.delivery.drain(5)

    def _incoming(self, deed: Deed) -> Incoming:
        self.at += timedelta(seconds=1)
        self._update += 1
        address = PEOPLE[deed.who]
        act = self._act(self.people[address], deed)
        note(f"{address} {type(act).__name__} {getattr(act, 'data', deed.text)!r}")
        return Incoming(update=self._update, address=address, at=self.at, act=act)

    def _act(self, person: Person, deed: Deed) -> Act:
        names = sorted(library().catalog.dialogues)
        match deed.kind:
            case "press" if person.buttons:
                return Pressed(person.buttons[deed.pick % len(person.buttons)])
            case "command":
                commands = ["start", "pause", *library().catalog.commands]
                return Commanded(commands[deed.pick % len(commands)])
            case "words":
                return Commanded(("win", "hard")[deed.pick % 2], deed.text, self._typed(person, deed.text))
            case "edit" if person.typed:
                number = list(person.typed)[deed.pick % len(person.typed)]
                person.typed[number] = deed.text
                person.pieces.add(deed.text)
                return Changed(deed.text, number)
            case "link":
                return Pressed(link(names[deed.pick % len(names)]))
            case "file":
                person.pieces.add("from a file")
                return Sent("plan.json", a_file("from a file"))
            case "voice":
                return Unsupported("voice")
        return Said(deed.text, self._typed(person, deed.text))

    def _typed(self, person: Person, text: str) -> int:
        person.typed[self._update] = text
        person.pieces.add(text)
        return self._update

    # -- what must hold ----------------------------------------------------------------------------------------------

    def _look(self, batch: Sequence[Incoming], outcomes: object, sent: int) -> None:
        """Everybody who did something has an answer: a message, or at least a toast."""
        assert isinstance(outcomes, dict)
        new = self.post.sent[sent:]
        for _, message in new:
            check_message(message)
            assert self._failed not in message.html, "a turn was set aside"
        for place, incoming in enumerate(batch):
            outcome = outcomes.get(place, Outcome())
            assert outcome.toast or any(to == incoming.address for to, _ in new), "no answer"
        for address, person in self.people.items():
            fresh = [key.data for to, message in new if to == address for row in message.rows for key in row]
            person.buttons = fresh or person.buttons

    async def _check(self) -> None:
        """Nothing waits to be sent, nothing was set aside, and each plan is made of what its person typed."""
        async with self.store.database.transaction() as connection:
            assert (await connection.execute(select(func.count()).select_from(outbox))).scalar_one() == 0
            assert (await connection.execute(select(func.count()).select_from(set_aside))).scalar_one() == 0
        async with self.store.transaction() as transaction:
            records = await transaction.peers(PEOPLE)
            ids = {one.id: address for address, one in records.items() if one is not None and one.id is not None}
            lines = await transaction.lines(ids)
        assert None not in records.values()
        for peer_id, address in ids.items():
            standing = [line for line in lines[peer_id] if line.removed_at is None]
            for line in standing:
                assert is_made_of(line.text, self.people[address].pieces), line
            messages = [part.message for line in standing for part in line.parts]
            assert len(messages) == len(set(messages)), "a message stands in two lines"
