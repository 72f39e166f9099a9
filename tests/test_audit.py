"""The audit log: only ever added to, without words, one row for each thing that the operator does or looks at."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from helpers_programmes import AT, LATER, a_programme, accept, at_work
from sqlalchemy import delete, exc, update

from bot.app.programmes import Problem, auditing, inviting
from bot.app.programmes.details import Details
from bot.app.programmes.operations import (
    OPERATIONS,
    Asked,
    Auditing,
    Editing,
    Inviting,
    Nothing,
    OfCode,
    OfInvitation,
    OfMember,
    OfProgramme,
)
from bot.storage import DatabaseUnavailable, Store
from bot.storage.audit import Audited, AuditRecord, subject_of
from bot.storage.circle import ProgrammeRecord
from bot.storage.tables import audit

LONG_AGO = AT - timedelta(days=9999)
RIVER = "river-house"
# Each operation: what it is asked, and the row it leaves. Rosa (staff 1) works there, Ben (staff 2) waits.
CASES: Mapping[str, list[tuple[Asked | Details, Audited, int | None]]] = {
    "create": [(Details(name="The Hill"), Audited.CREATED_PROGRAMME, 2)],
    "list": [(Nothing(), Audited.LISTED_PROGRAMMES, None)],
    "show": [(OfProgramme(key=RIVER), Audited.LOOKED_AT_PROGRAMME, 1)],
    "edit": [(Editing(key=RIVER, details=Details(contact="555 0100")), Audited.EDITED_PROGRAMME, 1)],
    "close": [(OfProgramme(key=RIVER), Audited.CLOSED_PROGRAMME, 1)],
    "invite": [
        (Inviting(key=RIVER, kind="join", label="poster"), Audited.INVITED_PEERS, 1),
        (Inviting(key=RIVER, kind="specialist", label="Noor Haddad"), Audited.INVITED_STAFF, 1),
        (Inviting(key=RIVER, kind="coordinator", label="Noor Haddad"), Audited.INVITED_STAFF, 1),
    ],
    "invitations": [(OfProgramme(key=RIVER), Audited.LISTED_INVITATIONS, 1)],
    "revoke": [(OfInvitation(key=RIVER, id=5), Audited.REVOKED_CODE, 1)],
    "staff": [(OfProgramme(key=RIVER), Audited.LISTED_STAFF, 1)],
    "member": [(OfMember(key=RIVER, who="Rosa"), Audited.LOOKED_AT_STAFF, 1)],
    "confirm": [(OfMember(key=RIVER, who="Ben"), Audited.CONFIRMED_STAFF, 2)],
    "suspend": [(OfMember(key=RIVER, who="Rosa"), Audited.SUSPENDED_STAFF, 1)],
    "resume": [(OfMember(key=RIVER, who="Kim"), Audited.RESUMED_STAFF, 3)],
    "code": [
        (OfCode(key=RIVER, who="Rosa"), Audited.SAW_SPECIALIST_CODE, 1),
        (OfCode(key=RIVER, who="Rosa", renew=True), Audited.RENEWED_SPECIALIST_CODE, 1),
    ],
    "report": [(OfProgramme(key=RIVER), Audited.SAW_FIGURES, 1)],
    "audit": [(Auditing(since=LONG_AGO), Audited.SAW_AUDIT, None)],
}


@pytest.fixture
async def river(store: Store) -> ProgrammeRecord:
    """A programme with Rosa at work, Ben who waits, Kim who is suspended, and join links."""
    made = await a_programme(store)
    await at_work(store, made, "specialist", "Rosa")
    await accept(store, made, "specialist", "Ben")
    kim = await at_work(store, made, "coordinator", "Kim")
    async with store.transaction() as transaction:
        await transaction.programmes.put_staff(replace(kim, suspended_at=AT))
        for _ in range(3):
            await inviting.invite_to_join(transaction, made, AT)
    return made


async def noted(store: Store) -> list[AuditRecord]:
    """Everything that was noted, in order."""
    async with store.transaction() as transaction:
        return await transaction.audit.page(LONG_AGO, 10_000)


def test_every_operation_has_its_row() -> None:
    """A new command belongs into the cases above: each reaches something, or changes who may."""
    assert CASES.keys() == OPERATIONS.keys()


@pytest.mark.parametrize(("name", "place"), [(name, i) for name, cases in CASES.items() for i in range(len(cases))])
async def test_an_operation_leaves_its_row(store: Store, river: ProgrammeRecord, name: str, place: int) -> None:
    """One, of the operator, at that moment, about the right number."""
    asked, what, about = CASES[name][place]
    async with store.transaction() as transaction:
        await OPERATIONS[name].run(transaction, asked, LATER)
    (row,) = await noted(store)
    assert (row.at, row.what, row.staff_id, row.about) == (LATER, what, None, about)


async def test_what_is_not_done_is_not_noted(store: Store, river: ProgrammeRecord) -> None:
    """A problem undoes the row with the rest."""
    with pytest.raises(Problem):
        async with store.transaction() as transaction:
            await OPERATIONS["confirm"].run(transaction, OfMember(key=RIVER, who="Rosa"), LATER)
    assert await noted(store) == []


@pytest.mark.parametrize("statement", [update(audit).values(what="nothing"), delete(audit)], ids=["update", "delete"])
async def test_the_database_refuses_to_change_a_row(store: Store, statement: object) -> None:
    """Not by us, and not by anybody with the file and without a will to take the triggers out."""
    async with store.transaction() as transaction:
        await transaction.audit.note(Audited.BACKED_UP, AT)
    with pytest.raises((exc.DBAPIError, DatabaseUnavailable), match="only ever added to"):
        async with store.database.transaction() as connection:
            await connection.execute(statement)  # type: ignore[call-overload]  # one of two kinds of statement
    assert [one.what for one in await noted(store)] == [Audited.BACKED_UP]


async def test_a_row_is_about_what_its_act_can_be_about(store: Store) -> None:
    """A number behind an act that is about nothing would be somebody's, some day."""
    with pytest.raises(ValueError, match="about nothing"):
        async with store.transaction() as transaction:
            await transaction.audit.note(Audited.LISTED_PEOPLE, AT, staff_id=1, about=7)
    assert subject_of(Audited.LOOKED_AT_SHARE) == "share"
    assert {subject_of(one) for one in Audited} == {"share", "programme", "staff", None}


async def test_rows_outlive_whom_they_are_about(store: Store, river: ProgrammeRecord) -> None:
    """Somebody's role is gone, their number stays, and no name is found for it; nobody else gets that number."""
    async with store.transaction() as transaction:
        await transaction.audit.note(Audited.SIGNED_IN, AT, staff_id=3)
        kim = (await transaction.programmes.staff_by_id([3]))[3]
    async with store.database.transaction() as connection:
        await connection.exec_driver_sql(f"DELETE FROM peers WHERE id = {int(kim.peer_id or 0)}")  # noqa: S608 - a number
    again = await accept(store, river, "coordinator", "Noor")
    async with store.transaction() as transaction:
        told = await auditing.read(transaction, LONG_AGO, 0, LATER)
    assert again.id == 4
    assert [(one.staff_id, one.staff) for one in told.entries] == [(3, None), (None, None)]


async def test_names_are_found_when_the_log_is_read(store: Store, river: ProgrammeRecord) -> None:
    """Of staff and of programmes; a share has none."""
    async with store.transaction() as transaction:
        await transaction.audit.note(Audited.LOOKED_AT_SHARE, AT, staff_id=1, about=5)
        await transaction.audit.note(Audited.SUSPENDED_STAFF, AT, about=3)
        await transaction.audit.note(Audited.SAW_FIGURES, AT, staff_id=3, about=1)
        told = (await auditing.read(transaction, LONG_AGO, 0, LATER)).entries
    assert [(one.actor, one.staff, one.subject, one.subject_name) for one in told] == [
        ("staff", "Rosa", "share", None),
        ("operator", None, "staff", "Kim"),
        ("staff", "Kim", "programme", RIVER),
        ("operator", None, None, None),
    ]


async def test_a_long_log_comes_page_by_page_and_is_noted_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left out between two pages."""
    monkeypatch.setattr(auditing, "AT_ONCE", 4)
    async with store.transaction() as transaction:
        await transaction.audit.note_all(
            AuditRecord(at=AT + timedelta(minutes=minute), what=Audited.SIGNED_IN, staff_id=1) for minute in range(10)
        )
    numbers, after, more = list[int](), 0, True
    while more:
        async with store.transaction() as transaction:
            page = await auditing.read(transaction, AT + timedelta(minutes=2), after, LATER)
        numbers += [one.id for one in page.entries]
        after, more = numbers[-1], page.more
    assert numbers == list(range(3, 12))
    assert [one.what for one in await noted(store)].count(Audited.SAW_AUDIT) == 1


async def test_what_a_newer_version_noted_can_be_read(store: Store) -> None:
    """Its word is not known, and the row is shown all the same."""
    async with store.database.transaction() as connection:
        await connection.execute(audit.insert().values(at=AT.timestamp(), actor="operator", what="flew", about=3))
    async with store.transaction() as transaction:
        first = (await auditing.read(transaction, LONG_AGO, 0, LATER)).entries[0]
    assert (first.what, first.subject, first.about) == (None, None, 3)


@pytest.mark.parametrize(
    ("text", "days"), [("30d", 30), ("2w", 14), ("12H", 0.5), ("2026-03-01", 1 + 10 / 24), (" 1d ", 1)]
)
def test_since_when(text: str, days: float) -> None:
    """A span back from now, or the beginning of a day."""
    assert auditing.since_of(text, AT) == AT - timedelta(days=days)


@pytest.mark.parametrize("text", ["", "soon", "30", "-3d", "99999w", "2026-13-01", "2026-04-01", "٣d"])
def test_no_time_to_begin_at(text: str) -> None:
    """One clear line with what can be written instead."""
    with pytest.raises(Problem, match="Write 30d, or a day such as 2026-03-01") as problem:
        auditing.since_of(text, AT)
    assert problem.value.usage
