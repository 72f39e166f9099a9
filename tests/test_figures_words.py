"""Nobody's words can reach a programme's figures: not by the types, not by an import, and not in a real database."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import grimp
import pytest
from helpers_figures import saying
from helpers_storage import AT, a_line, a_message, a_peer, save, store_of
from sqlalchemy import CheckConstraint, Text
from sqlalchemy.exc import IntegrityError

from bot.app.figures import Report, as_csv, as_json, as_page, report
from bot.app.figures.cells import MEASURES
from bot.storage import Store
from bot.storage.circle import (
    CircleChanges,
    LetterRecord,
    NoteRecord,
    ProgrammeRecord,
    SharedCopy,
    ShareRecord,
    StaffRecord,
)
from bot.storage.records import Changes
from bot.storage.tables import tallies
from bot.storage.tallies import Presence, Tally

MARK = "heron"
HARMLESS = (int, bool, date, NoneType)
# What can open sealed columns, or has words in it.
FORBIDDEN = (
    "bot.engine", "bot.scripts", "bot.wording", "bot.storage.crypto", "bot.storage.memory", "bot.storage.programmes",
    "bot.storage.records", "bot.storage.sealing", "bot.storage.sharing", "bot.storage.store",
    "bot.storage.transaction", "bot.storage.writing",
)  # fmt: skip


def leaves(kind: Any) -> Iterator[Any]:
    """Every type that a value of ``kind`` is in the end made of; a name of a closed list is the list itself."""
    origin = get_origin(kind)
    if origin is Literal:
        yield kind
    elif origin in (tuple, Union, UnionType):
        for one in get_args(kind):
            yield from leaves(one) if one is not Ellipsis else ()
    elif is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        for field in fields(kind):
            yield from leaves(hints[field.name])
    else:
        yield kind


@pytest.mark.parametrize("kind", [Report, Tally, Presence])
def test_no_field_can_hold_a_word(kind: type) -> None:
    """What comes from the database, and what a report is made of: numbers, days, and names of a closed list."""
    assert is_dataclass(kind)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]  # the standard library does not declare it
    found = set(leaves(kind))
    assert found
    assert {one for one in found if one not in HARMLESS and get_origin(one) is not Literal} == set()
    assert {name for one in found if get_origin(one) is Literal for name in get_args(one)} <= set(MEASURES)


@pytest.mark.parametrize("kind", [str, bytes, object, Any, dict[str, int], list[int], tuple[str, ...], int | str])
def test_a_word_would_be_found(kind: Any) -> None:
    """The test above sees every type that could hold one."""
    assert [one for one in leaves(kind) if one not in HARMLESS and get_origin(one) is not Literal]


def test_nothing_that_opens_words_can_be_imported() -> None:
    """Neither the figures nor anything they import, however far, knows how to open what is sealed."""
    graph = grimp.build_graph("bot", cache_dir=None)
    package = "bot.app.figures"
    modules = {package, *graph.find_descendants(package)}
    assert len(modules) > 4
    reached = set().union(*(graph.find_upstream_modules(one) for one in modules))
    assert {one for one in reached if one.startswith(FORBIDDEN)} == set()


def test_the_database_takes_no_word_for_a_measure() -> None:
    """The only text of the table is held to the same closed list."""
    texts = [column.name for column in tallies.columns if isinstance(column.type, Text)]
    checks = [str(one.sqltext) for one in tallies.constraints if isinstance(one, CheckConstraint)]
    assert texts == ["what"]
    assert checks == [f"what IN ({', '.join(repr(name) for name in MEASURES)})"]


def person(number: int, programme_id: int | None, staff_id: int | None) -> Changes:
    """Somebody in whose every word the mark is: name, plan, message, share, letter."""
    peer = a_peer(f"telegram:{MARK}{number}", f"{MARK} {number}")
    peer.programme_id, peer.joined_at, peer.acted_at = programme_id, AT, AT + timedelta(days=39)
    counts = CircleChanges()
    if programme_id and staff_id:
        counts.tallies.update({(programme_id, 202603, what): 1 + number for what in MEASURES})
        copy = SharedCopy(name=MARK, talk=f"about a {MARK}", own={"own_1": MARK})
        counts.shares.append(
            ShareRecord(peer_id=None, staff_id=staff_id, copy=copy, given_at=AT, made_at=AT, until=AT + timedelta(30))
        )
    lines = {42: a_line(42, f"a {MARK} by the river")}
    return Changes(peer=peer, lines=lines, outbox=[a_message(peer.address, MARK)], circle=counts)


async def a_store_full_of_words(store: Store) -> int:
    """A programme of twelve people; returns its number."""
    async with store.transaction() as transaction:
        programme = await transaction.programmes.put(
            ProgrammeRecord(key=MARK, name=f"{MARK} house", contact=MARK, notice_url=f"https://{MARK}", created_at=AT)
        )
    worker = person(0, None, None)
    await save(store, worker)
    async with store.transaction() as transaction:
        role = await transaction.programmes.put_staff(
            StaffRecord(
                programme_id=programme.id or 0, peer_id=worker.peer.id, role="specialist", name=MARK, accepted_at=AT
            )
        )
    people = [person(number, programme.id, role.id) for number in range(1, 13)]
    await save(store, *people)
    async with store.transaction() as transaction:
        for one in people:
            await transaction.post(LetterRecord(peer_id=one.peer.id or 0, kind="note", at=AT, name=MARK, text=MARK))
            await transaction.sharing.put_note(
                NoteRecord(staff_id=role.id or 0, peer_id=one.peer.id or 0, heading=MARK, text=MARK, written_at=AT)
            )
    return programme.id or 0


async def test_no_word_of_a_full_database_is_in_the_figures(store: Store) -> None:
    """Names, lines, notes, letters, shares, the programme's own name: the numbers are there, and no word is."""
    programme_id = await a_store_full_of_words(store)
    async with store.transaction() as transaction:
        found = await report(transaction, programme_id, AT + timedelta(days=40))
    pages = [as_page(found, "The programme", saying(locale), locale) for locale in ("en", "es")]
    for text in (repr(found), as_csv(found), json.dumps(as_json(found)), *pages):
        assert MARK not in text.casefold()
    assert (found.months, found.present.belong, found.present.active_7) == ((date(2026, 3, 1),), 10, 10)
    assert {row.what: row.total for row in found.rows} == {
        what: 12 if what in ("joined", "adopted") else sum(range(2, 14)) for what in MEASURES
    }


async def test_a_word_in_the_place_of_a_measure_is_refused(tmp_path: Path) -> None:
    """Even code that lies about its types cannot write one."""
    async with store_of("memory", tmp_path) as store:
        programme_id = await a_store_full_of_words(store)
        somebody = person(99, programme_id, None)
        somebody.circle = CircleChanges()
        somebody.circle.tallies[programme_id, 202603, MARK] = 1  # type: ignore[index]  # the lie
        with pytest.raises(IntegrityError, match="CHECK constraint"):
            await save(store, somebody)
