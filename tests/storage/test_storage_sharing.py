"""Programmes, shares and all around them in the database, on every backend: what is written comes back, and goes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from helpers_circle import JOIN_CODE, ROSAS_CODE, a_copy, a_programme, a_role, a_share, an_invitation, line
from helpers_storage import AT, KEY, a_line, a_peer, save, store_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import exc, func, insert, select
from structlog.testing import capture_logs

from bot.storage import PeerRecord, Store, TimerRecord, Vault, tables
from bot.storage.circle import (
    CircleChanges,
    LetterRecord,
    NoteRecord,
    ProgrammeRecord,
    SharedCopy,
    ShareRecord,
    StaffRecord,
    Via,
    ViewRecord,
)
from bot.storage.records import Changes, Memory, ShareDraft
from bot.storage.saving import LETTER
from bot.storage.tallies import Presence, Tally

VIAS: tuple[Via, ...] = get_args(Via)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class House:
    """River House in a store: Rosa (`rosa`) works there, Ana (`ana`) shares with her (`share`)."""

    programme: ProgrammeRecord
    ana: PeerRecord
    rosa: PeerRecord
    role: StaffRecord
    share: ShareRecord

    def __init__(self, store: Store) -> None:
        self.store = store

    async def found(self, copy: SharedCopy | None = None) -> "House":
        """Writes all of that."""
        self.ana, self.rosa = a_peer("telegram:1"), a_peer("telegram:2")
        await save(self.store, Changes(peer=self.ana, lines={1: a_line(1)}), Changes(peer=self.rosa))
        async with self.store.transaction() as transaction:
            self.programme = await transaction.programmes.put(a_programme(id=None, created_at=AT))
            role = a_role(id=None, programme_id=self.programme.id, peer_id=self.rosa.id)
            self.role = await transaction.programmes.put_staff(role)
            self.share = await transaction.sharing.put(self.a_share(copy=copy or a_copy()))
        return self

    def a_share(self, **fields: object) -> ShareRecord:
        """A new share of Ana's."""
        return a_share(**{"id": None, "peer_id": self.ana.id, "staff_id": self.role.id, **fields})

    def a_letter(self, to: PeerRecord, text: str = "hello", **fields: object) -> LetterRecord:
        """A new note about Ana's share."""
        made = LetterRecord(peer_id=to.id or 0, share_id=self.share.id, kind="note", at=AT, name="Rosa", text=text)
        return replace(made, **fields)  # type: ignore[arg-type]  # fields of the record


@pytest.fixture
async def house(store: Store) -> House:
    """On each backend."""
    return await House(store).found()


async def count(store: Store, table: str) -> int:
    """How many rows a table has."""
    async with store.database.transaction() as connection:
        found: int = (
            await connection.execute(select(func.count()).select_from(tables.metadata.tables[table]))
        ).scalar_one()
    return found


# -- programmes, staff, codes ------------------------------------------------------------------------------------------


async def test_a_programme_comes_back_as_it_was(store: Store) -> None:
    """Every field; by its key, its number, and in the list, in the order of keys."""
    full = a_programme(
        id=None, key="river", languages=("es", "en"), country="ES", timezone="Europe/Madrid", retention_days=365,
        overlay="/content/río", contact="the desk", notice_url="https://river.example", closed_at=AT + DAY,
    )  # fmt: skip
    bare = a_programme(id=None, key="hill", name="Hill House")
    async with store.transaction() as transaction:
        for one in (full, bare):
            await transaction.programmes.put(one)
    async with store.transaction() as transaction:
        assert await transaction.programmes.all() == [bare, full]
        assert await transaction.programmes.by_key("river") == full
        assert await transaction.programmes.by_key("sea") is None
        assert await transaction.programmes.by_id([full.id or 0, 99]) == {full.id: full}
        changed = replace(full, name="The River", retention_days=None, closed_at=None)
        await transaction.programmes.put(changed)
        assert await transaction.programmes.by_key("river") == changed
        assert await transaction.programmes.by_key("hill") == bare


async def test_a_key_belongs_to_one_programme(store: Store) -> None:
    """The second of the same name is refused by the database."""
    async with store.transaction() as transaction:
        await transaction.programmes.put(a_programme(id=None))
    with pytest.raises(exc.IntegrityError):
        async with store.transaction() as transaction:
            await transaction.programmes.put(a_programme(id=None))


async def test_a_role_comes_back_as_it_was(house: House) -> None:
    """By its number, by the person, and in the staff, in the order they came; one role a person and programme."""
    async with house.store.transaction() as transaction:
        other = await transaction.programmes.put_staff(
            a_role(id=None, programme_id=house.programme.id, peer_id=house.ana.id, role="coordinator", name="Ana Ñ")
        )
        assert await transaction.programmes.staff(house.programme.id or 0) == [house.role, other]
        assert await transaction.programmes.staff_of_peer(house.ana.id or 0) == [other]
        assert await transaction.programmes.staff_by_id([other.id or 0, 99]) == {other.id: other}
        gone = replace(other, suspended_at=AT, confirmed_at=None)
        await transaction.programmes.put_staff(gone)
        assert await transaction.programmes.staff_by_id([other.id or 0]) == {other.id: gone}
    with pytest.raises(exc.IntegrityError):
        async with house.store.transaction() as transaction:
            await transaction.programmes.put_staff(replace(house.role, id=None, role="coordinator"))


async def test_a_code_leads_to_its_invitation_alone(house: House) -> None:
    """Kept as a hash; shown again only where it is kept; used up one by one."""
    async with house.store.transaction() as transaction:
        programme_id = house.programme.id or 0
        shown = an_invitation("share", id=None, programme_id=programme_id, staff_id=house.role.id, code=ROSAS_CODE)
        hidden = an_invitation(id=None, programme_id=programme_id, label="Ñandú", most=2, expires_at=AT + DAY)
        await transaction.programmes.add_invitation(shown, ROSAS_CODE)
        await transaction.programmes.add_invitation(hidden, JOIN_CODE)
        assert await transaction.programmes.invitation(ROSAS_CODE) == shown
        assert await transaction.programmes.invitation(JOIN_CODE) == hidden
        assert await transaction.programmes.invitation(JOIN_CODE[:-1]) is None
        assert await transaction.programmes.invitation("") is None
        assert await transaction.programmes.invitations(programme_id) == [hidden, shown]
        await transaction.programmes.use(hidden.id or 0)
        await transaction.programmes.use(hidden.id or 0)
        found = await transaction.programmes.invitation(JOIN_CODE)
        assert found == replace(hidden, used=2)
        await transaction.programmes.put_invitation(replace(hidden, used=2, revoked_at=AT))
        found = await transaction.programmes.invitation(JOIN_CODE)
        assert found == replace(hidden, used=2, revoked_at=AT)
    with pytest.raises(exc.IntegrityError):
        async with house.store.transaction() as transaction:
            await transaction.programmes.add_invitation(replace(shown, id=None), ROSAS_CODE)


async def test_people_belong_to_a_programme(house: House) -> None:
    """Counted; and dismissed with everything of theirs left to them."""
    house.ana.programme_id, house.ana.joined_at = house.programme.id, AT
    await save(house.store, Changes(peer=house.ana))
    async with house.store.transaction() as transaction:
        assert await transaction.programmes.members(house.programme.id or 0) == 1
        assert (await transaction.peers(["telegram:1"]))["telegram:1"] == house.ana
        await transaction.programmes.dismiss(house.programme.id or 0)
        assert await transaction.programmes.members(house.programme.id or 0) == 0
        found = (await transaction.peers(["telegram:1"]))["telegram:1"]
        assert found == replace(house.ana, programme_id=None, joined_at=None)
        assert [one.text for one in (await transaction.lines([house.ana.id or 0]))[house.ana.id or 0]] == ["walking"]


# -- shares ------------------------------------------------------------------------------------------------------------


async def test_a_share_comes_back_as_it_was(house: House) -> None:
    """Every field of it and its copy; changed in place; each side finds it, the newest copy first."""
    full = a_copy(
        line(7, "wörter", section="own_1", role="step", about=3, area="work", question="What?", dialogue="reflect",
             settled="done"),
        own={"own_1": "mein Garten"}, talk="schlafen", name="Ána",
    )  # fmt: skip
    async with house.store.transaction() as transaction:
        second = house.a_share(copy=full, made_at=AT + SECOND, seen={0: "a", 7: "b"}, acknowledged_at=AT)
        await transaction.sharing.put(second)
        assert await transaction.sharing.share(second.id or 0) == second
        assert await transaction.sharing.share(99) is None
        assert await transaction.sharing.given_by(house.ana.id or 0) == [second, house.share]
        assert await transaction.sharing.given_to([house.role.id or 0, 99]) == [second, house.share]
        assert await transaction.sharing.given_to([]) == await transaction.sharing.given_by(house.rosa.id or 0) == []
        ended = replace(second, copy=None, seen=None, revoked_at=AT + DAY, number=2)
        await transaction.sharing.put(ended)
        assert await transaction.sharing.share(second.id or 0) == ended
        assert await transaction.sharing.share(house.share.id or 0) == house.share


@settings(
    max_examples=30, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)  # fmt: skip
@given(texts=st.lists(st.text(st.characters(codec=None), max_size=20), min_size=5, max_size=5))
async def test_a_copy_of_any_text_comes_back_byte_for_byte(house: House, texts: list[str]) -> None:
    """Of every plane, also what no font can show, and half of a surrogate pair, as a line of a plan may hold it."""
    name, text, question, own, talk = texts
    copy = a_copy(line(1, text, question=question, section="own_1"), name=name, own={"own_1": own}, talk=talk)
    async with house.store.transaction() as transaction:
        made = await transaction.sharing.put(house.a_share(copy=copy))
        found = await transaction.sharing.share(made.id or 0)
    assert found is not None
    assert found.copy == copy


async def test_copies_whose_time_is_over_are_removed(house: House) -> None:
    """From their moment on, and not before; that there was one stays, with its looks."""
    until = house.share.until
    async with house.store.transaction() as transaction:
        await transaction.sharing.add_views([ViewRecord(share_id=house.share.id, at=AT, number=1, via="print")])
        assert await transaction.sharing.forget_ended(until - SECOND) == 0
        assert await transaction.sharing.share(house.share.id or 0) == house.share
        assert await transaction.sharing.forget_ended(until) == 1
        assert await transaction.sharing.forget_ended(until) == 0
        assert await transaction.sharing.share(house.share.id or 0) == replace(house.share, copy=None, seen=None)
        assert len((await transaction.sharing.views([house.share.id or 0]))[house.share.id or 0]) == 1


async def test_all_that_some_staff_hold_is_ended_at_once(house: House) -> None:
    """As when a programme closes: no copy is left of it. What ended before ended then; others keep theirs."""
    async with house.store.transaction() as transaction:
        other = await transaction.programmes.put_staff(
            a_role(id=None, programme_id=house.programme.id, peer_id=house.ana.id)
        )
        theirs = await transaction.sharing.put(house.a_share(staff_id=other.id))
        before = await transaction.sharing.put(house.a_share(copy=None, revoked_at=AT))
        await transaction.sharing.end_all([], AT + DAY)
        assert await transaction.sharing.share(house.share.id or 0) == house.share
        await transaction.sharing.end_all([house.role.id or 0], AT + DAY)
        found = await transaction.sharing.share(house.share.id or 0)
        assert found == replace(house.share, copy=None, seen=None, revoked_at=AT + DAY)
        assert await transaction.sharing.given_to([house.role.id or 0, other.id or 0]) == [before, theirs, found]


async def test_what_cannot_be_read_costs_itself_only(house: House) -> None:
    """A share, a letter, a note: the others beside it come, and the log tells that one is missing, and no word."""
    ana, role = house.ana.id or 0, house.role.id or 0
    async with house.store.transaction() as transaction:
        second = await transaction.sharing.put(house.a_share())
        letters = [await transaction.sharing.add_letter(house.a_letter(house.ana, text)) for text in ("one", "two")]
        notes = [
            NoteRecord(staff_id=role, peer_id=peer_id, heading="Ana", text="hers", written_at=AT)
            for peer_id in (ana, house.rosa.id or 0)
        ]
        for note in notes:
            await transaction.sharing.put_note(note)
    async with house.store.database.transaction() as connection:
        for table, which in (
            (tables.shares, tables.shares.c.id == house.share.id),
            (tables.letters, tables.letters.c.id == letters[0].id),
            (tables.staff_notes, tables.staff_notes.c.peer_id == ana),
        ):
            await connection.execute(table.update().where(which).values(body_sealed=b"damaged"))
    with capture_logs() as logs:
        async with house.store.transaction() as transaction:
            assert await transaction.sharing.given_by(ana) == [second]
            assert await transaction.sharing.share(house.share.id or 0) is None
            assert await transaction.sharing.letters(ana) == [letters[1]]
            assert await transaction.sharing.notes(role) == [notes[1]]
    assert [set(one) for one in logs] == [{"event", "log_level"}] * 4


async def test_the_number_of_a_share_is_never_used_again(house: House) -> None:
    """It stands in addresses: an old page must not open somebody else's."""
    async with house.store.transaction() as transaction:
        newest = await transaction.sharing.put(house.a_share())
    await save(house.store, Changes(peer=house.ana, forgotten=True))
    assert await count(house.store, "shares") == 0
    ben = a_peer("telegram:3")
    await save(house.store, Changes(peer=ben))
    async with house.store.transaction() as transaction:
        made = await transaction.sharing.put(house.a_share(peer_id=ben.id))
    assert (made.id or 0) > (newest.id or 0)


async def test_looks_come_back_the_newest_first(house: House) -> None:
    """Each share's own; for one that nobody looked at there are none."""
    async with house.store.transaction() as transaction:
        other = await transaction.sharing.put(house.a_share())
        looks = [
            ViewRecord(share_id=house.share.id, at=AT + n * SECOND, number=n, via=via)
            for n, via in enumerate(VIAS, 1)
        ]  # fmt: skip
        await transaction.sharing.add_views(looks)
        await transaction.sharing.add_views([])
        found = await transaction.sharing.views([house.share.id or 0, other.id or 0])
    assert found == {house.share.id: looks[::-1], other.id: []}


# -- letters and notes -------------------------------------------------------------------------------------------------


async def test_a_letter_comes_back_as_it_was_and_sets_the_timer(house: House) -> None:
    """Posted twice, one timer; the later moment counts. Told and read are noted, read only the first time."""
    async with house.store.transaction() as transaction:
        first, second = house.a_letter(house.ana, "hé\ud83d"), house.a_letter(house.ana, kind="question", share_id=None)
        await transaction.post(first)
        await transaction.post(replace(second, at=AT + SECOND))
        due = await transaction.due(AT + DAY, 9)
        assert [(one.peer_id, one.timer, one.due_at) for one in due] == [(house.ana.id, LETTER, AT + SECOND)]
        [newest, oldest] = await transaction.sharing.letters(house.ana.id or 0)
        assert oldest == first
        assert newest == replace(second, id=newest.id, at=AT + SECOND)
        assert await transaction.sharing.letters_about(house.share.id or 0) == [first]
        assert await transaction.sharing.letters(house.rosa.id or 0) == []
        await transaction.sharing.mark_told(first.id or 0, AT + DAY)
        await transaction.sharing.mark_read(first.id or 0, AT + DAY)
        await transaction.sharing.mark_read(first.id or 0, AT + 2 * DAY)
        [_, found] = await transaction.sharing.letters(house.ana.id or 0)
        assert found == replace(first, told_at=AT + DAY, read_at=AT + DAY)


async def test_a_note_of_ones_own_replaces_the_earlier_one(house: House) -> None:
    """One for each peer; an empty one is none; nobody else's are touched."""
    ana, role = house.ana.id or 0, house.role.id or 0
    note = NoteRecord(staff_id=role, peer_id=ana, heading="Ána", text="hers \ud83d", written_at=AT)
    async with house.store.transaction() as transaction:
        await transaction.sharing.put_note(replace(note, text="first"))
        await transaction.sharing.put_note(note)
        other = replace(note, peer_id=house.rosa.id or 0, written_at=AT + SECOND)
        await transaction.sharing.put_note(other)
        assert await transaction.sharing.notes(role) == [other, note]
        assert await transaction.sharing.notes(99) == []
        await transaction.sharing.put_note(replace(other, text=" \n"))
        assert await transaction.sharing.notes(role) == [note]


# -- all at once -------------------------------------------------------------------------------------------------------


async def test_what_turns_changed_is_written_with_the_person(store: Store) -> None:
    """Somebody new takes on a role, shares, writes about a share that had no number yet, and is counted."""
    house = await House(store).found()
    ben = a_peer("telegram:3")
    share = house.a_share(peer_id=None, number=1)
    changes = CircleChanges(
        shares=[share], views=[ViewRecord(share_id=house.share.id, at=AT, number=1, via="telegram")],
        letters=[(house.a_letter(house.rosa, "", share_id=None, kind="shared"), share)],
        accepted=[a_role(id=None, programme_id=house.programme.id, peer_id=None, confirmed_at=None)],
        doors=[("token", house.role.id or 0, AT, AT + DAY)],
    )  # fmt: skip
    changes.tallies[house.programme.id or 0, 202603, "wins"] = 2
    await save(store, Changes(peer=ben, circle=changes))
    async with store.transaction() as transaction:
        assert [one.peer_id for one in await transaction.sharing.given_by(ben.id or 0)] == [ben.id]
        assert [one.share_id for one in await transaction.sharing.letters(house.rosa.id or 0)] == [share.id]
        assert [one.peer_id for one in await transaction.programmes.staff_of_peer(ben.id or 0)] == [ben.id]
        assert await transaction.tallies.of_peer(ben.id or 0) == [(house.programme.id, 202603, "wins", 2)]
        assert await transaction.doors.opens("token", AT)
        assert len((await transaction.sharing.views([house.share.id or 0]))[house.share.id or 0]) == 1


async def test_of_somebody_who_is_forgotten_nothing_is_written(store: Store) -> None:
    """Whatever they did in the same batch."""
    house = await House(store).found()
    changes = CircleChanges(shares=[house.a_share()], letters=[(house.a_letter(house.rosa, share_id=None), None)])
    await save(store, Changes(peer=house.ana, circle=changes, forgotten=True))
    assert [await count(store, name) for name in ("shares", "letters")] == [0, 0]


async def fill(house: House) -> None:
    """Something in every table, about Ana and about Rosa."""
    ana, rosa, role = house.ana, house.rosa, house.role.id or 0
    async with house.store.transaction() as transaction:
        await transaction.sharing.add_views([ViewRecord(share_id=house.share.id, at=AT, number=1, via="web")])
        for to in (ana, rosa):
            await transaction.post(house.a_letter(to))
            await transaction.tallies.add({to.id or 0: {(house.programme.id or 0, 202603, "wins"): 1}})
        await transaction.post(house.a_letter(rosa, share_id=None, kind="confirmed"))
        note = NoteRecord(staff_id=role, peer_id=ana.id or 0, heading="Ana", text="x", written_at=AT)
        await transaction.sharing.put_note(note)
        invitation = an_invitation("share", id=None, programme_id=house.programme.id, staff_id=role)
        await transaction.programmes.add_invitation(invitation, ROSAS_CODE)
        await transaction.doors.add_sign_in("link", role, AT, AT + DAY)
        await transaction.doors.add_session("session", role, AT, AT + DAY)


async def test_with_a_peer_goes_all_that_is_about_them(house: House) -> None:
    """Shares, looks, letters to either side, notes about them, counts; what is the specialist's own stays."""
    await fill(house)
    await save(house.store, Changes(peer=house.ana, forgotten=True))
    names = ("shares", "share_views", "letters", "staff_notes", "tallies", "invitations", "staff", "web_sessions")
    assert [await count(house.store, name) for name in names] == [0, 0, 1, 0, 1, 1, 1, 1]


async def test_with_a_specialist_goes_all_that_was_for_them(house: House) -> None:
    """The role, its code, links and sessions, shares with their looks, and notes; the peer and their plan stay."""
    await fill(house)
    await save(house.store, Changes(peer=house.rosa, forgotten=True))
    gone = ("staff", "invitations", "sign_ins", "web_sessions", "shares", "share_views", "staff_notes")
    assert [await count(house.store, name) for name in gone] == [0] * 7
    assert [await count(house.store, name) for name in ("peers", "plan_lines", "tallies", "programmes")] == [1] * 4


# -- counts ------------------------------------------------------------------------------------------------------------


async def test_counts_add_up_by_person_programme_month_and_measure(house: House) -> None:
    """As totals they know how many people they are about, and no more."""
    ana, rosa, programme = house.ana.id or 0, house.rosa.id or 0, house.programme.id or 0
    async with house.store.transaction() as transaction:
        other = (await transaction.programmes.put(a_programme(id=None, key="hill"))).id or 0
        await transaction.tallies.add({ana: {(programme, 202603, "wins"): 2, (programme, 202604, "wins"): 1}})
        await transaction.tallies.add(
            {ana: {(programme, 202603, "wins"): 3, (other, 202603, "wins"): 9}, rosa: {(programme, 202603, "wins"): 1}}
        )
        await transaction.tallies.add({rosa: {}})
        await transaction.tallies.add({})
        assert await transaction.tallies.of_programme(programme) == [
            Tally(202603, "wins", 6, 2), Tally(202604, "wins", 1, 1),
        ]  # fmt: skip
        assert sorted(await transaction.tallies.of_peer(ana)) == sorted(
            [(programme, 202603, "wins", 5), (programme, 202604, "wins", 1), (other, 202603, "wins", 9)]
        )


async def test_no_other_word_can_be_counted(house: House) -> None:
    """The database itself refuses it."""
    with pytest.raises(exc.IntegrityError):
        async with house.store.database.transaction() as connection:
            await connection.execute(
                insert(tables.tallies).values(
                    peer_id=house.ana.id, programme_id=house.programme.id, month=202603, what="words", times=1
                )
            )


async def test_presence_counts_who_belongs_and_was_there_lately(house: House) -> None:
    """Up to the very moment."""
    for days, address in ((0, "telegram:5"), (7, "telegram:6"), (8, "telegram:7"), (31, "telegram:8")):
        peer = replace(a_peer(address), programme_id=house.programme.id, acted_at=AT - days * DAY)
        await save(house.store, Changes(peer=peer))
    async with house.store.transaction() as transaction:
        found = await transaction.tallies.presence(house.programme.id or 0, AT - 7 * DAY, AT - 30 * DAY)
    assert found == Presence(4, 2, 3)


# -- memory ------------------------------------------------------------------------------------------------------------


async def test_what_is_about_to_be_shared_is_remembered(store: Store) -> None:
    """The draft in every field, missed codes, and that somebody works for a programme."""
    draft = ShareDraft(
        staff_id=2, refs=(3, 1), talk="hé\ud83d", until="2026-03-09", share_id=4, previewed="a hash",
        goes_on="preview",
    )  # fmt: skip
    peer = replace(a_peer(), memory=Memory(draft=draft, missed=(AT, AT + SECOND), serves=True))
    await save(store, Changes(peer=peer, timers={"letter": TimerRecord("letter", AT, 0)}))
    async with store.transaction() as transaction:
        assert await transaction.peers([peer.address]) == {peer.address: peer}


# -- keys --------------------------------------------------------------------------------------------------------------


async def test_codes_and_copies_are_found_under_older_keys(tmp_path: Path) -> None:
    """After the key was renewed, with both listed."""
    async with store_of("file", tmp_path, KEY) as before:
        house = await House(before).found()
        async with before.transaction() as transaction:
            await transaction.programmes.add_invitation(an_invitation(id=None, programme_id=1), JOIN_CODE)
        both = Store(before.database, Vault(["another key for tests", KEY]))
        async with both.transaction() as transaction:
            assert await transaction.programmes.invitation(JOIN_CODE) is not None
            assert await transaction.sharing.share(house.share.id or 0) == house.share
