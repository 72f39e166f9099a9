"""What the file of everything says about others: the programme, what is shared, who looked, what was written back."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from helpers_app import shipped
from helpers_export import AT, a_plan, a_record
from helpers_programmes import a_programme, at_work
from helpers_storage import save, store_of
from jsonschema import Draft202012Validator

from bot.app.contents import Contents
from bot.app.export.bring_in import bring_in
from bot.app.export.maker import ExportMaker
from bot.app.export.schema import schema
from bot.app.message import Enclosure
from bot.storage import ChatMessage, PeerRecord, Store
from bot.storage.circle import (
    LetterRecord,
    NoteRecord,
    ProgrammeRecord,
    SharedCopy,
    SharedLine,
    ShareRecord,
    StaffRecord,
    ViewRecord,
)
from bot.storage.records import Changes, ShareDraft
from bot.storage.tables import metadata

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LINE = SharedLine(
    ref=2, section="own_1", text="I keep going, <even> slowly", role="why", about=1, area="home", settled="done",
    question="What helps?", dialogue="reflect", at=AT - 9 * DAY,
)  # fmt: skip
COPY = SharedCopy(name="Sam", locale="en", lines=(LINE,), own={"own_1": "My garden"}, talk="My landlord")


@dataclass(frozen=True, slots=True)
class Scene:
    """Sam, who belongs to River House, and Rosa, who works there."""

    store: Store
    programme: ProgrammeRecord
    rosa: StaffRecord
    sam: PeerRecord

    async def file(self, address: str = "test:1") -> Any:
        """The file of everything, checked against the schema."""
        maker = ExportMaker(self.store, Contents(shipped(), lambda: AT), lambda: AT)
        data = json.loads((await maker.make(address, Enclosure("json"))).data)
        Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER).validate(data)
        return data

    async def share(self, **changed: Any) -> ShareRecord:
        """What Sam shares with Rosa."""
        record = ShareRecord(
            peer_id=self.sam.id, staff_id=self.rosa.id or 0, number=2, copy=COPY, seen={2: "a hash"},
            given_at=AT - 3 * DAY, made_at=AT - 2 * DAY, until=AT + 27 * DAY, acknowledged_at=AT - DAY,
        )  # fmt: skip
        async with self.store.transaction() as transaction:
            return await transaction.sharing.put(replace(record, **changed))


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    """Sam has a plan, and shares nothing so far."""
    async with store_of("memory", Path()) as store:
        programme = await a_programme(store)
        rosa = await at_work(store, programme, "specialist", "Rosa B.")
        sam = a_record()
        sam.programme_id, sam.joined_at = programme.id, AT - 30 * DAY
        await save(store, Changes(peer=sam, lines={line.ref: line for line in a_plan()}))
        yield Scene(store, programme, rosa, sam)


async def test_the_programme_and_what_it_counts_are_in_it(scene: Scene) -> None:
    """Its name, since when, and each count of a month; counts of one that was left keep its name."""
    other = await a_programme(scene.store, "Harbour")
    counted = {(scene.programme.id or 0, 202611, "wins"): 3, (other.id or 0, 202512, "shares"): 1}
    async with scene.store.transaction() as transaction:
        await transaction.tallies.add({scene.sam.id or 0: counted})  # type: ignore[dict-item] # a measure is a word
    data = await scene.file()
    assert data["programme"] == {"name": "River House", "since": "2026-10-23T23:30:00Z"}
    assert data["counts"] == [
        {"programme": "Harbour", "month": "2025-12", "what": "shares", "times": 1},
        {"programme": "River House", "month": "2026-11", "what": "wins", "times": 3},
    ]


async def test_a_share_is_in_it_with_its_copy_and_every_look(scene: Scene) -> None:
    """With whom, from, until, what can be read in it now, and when it was."""
    share = await scene.share()
    async with scene.store.transaction() as transaction:
        for number, via in ((1, "telegram"), (2, "print")):
            view = ViewRecord(share_id=share.id, at=AT - number * HOUR, number=number, via=via)  # type: ignore[arg-type] # one of the places
            await transaction.sharing.add_views([view])
    assert (await scene.file())["shares"] == [
        {
            "specialist": "Rosa B.", "programme": "River House", "given_at": "2026-11-19T23:30:00Z",
            "made_at": "2026-11-20T23:30:00Z", "until": "2026-12-19T23:30:00Z", "copy_number": 2,
            "acknowledged_at": "2026-11-21T23:30:00Z",
            "holds": {
                "name": "Sam", "locale": "en", "talk": "My landlord",
                "sections": [{"id": "own_1", "name": "My garden"}],
                "lines": [
                    {
                        "ref": 2, "section": "own_1", "text": "I keep going, <even> slowly", "role": "why", "about": 1,
                        "area": "home", "settled": "done", "dialogue": "reflect", "question": "What helps?",
                        "at": "2026-11-13T23:30:00Z",
                    }
                ],
            },
            "looks": [
                {"at": "2026-11-22T21:30:00Z", "copy_number": 2, "via": "print"},
                {"at": "2026-11-22T22:30:00Z", "copy_number": 1, "via": "telegram"},
            ],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("until", "revoked", "ended", "holds"),
    [
        (AT + DAY, None, None, True),
        (AT, None, "2026-11-22T23:30:00Z", True),  # it is removed soon; until then it is held, and so it is told
        (AT + DAY, AT - DAY, "2026-11-21T23:30:00Z", False),
        (AT - 2 * DAY, AT - DAY, "2026-11-20T23:30:00Z", False),
    ],
)
async def test_when_a_share_ended_is_in_it(scene: Scene, until: Any, revoked: Any, ended: Any, holds: bool) -> None:
    """By the person, or because its time is over; the copy is in the file for as long as it is held."""
    await scene.share(until=until, revoked_at=revoked, copy=COPY if holds else None)
    (share,) = (await scene.file())["shares"]
    assert (share.get("ended_at"), "holds" in share) == (ended, holds)


async def test_what_was_written_to_them_is_in_it(scene: Scene) -> None:
    """From whom, when, the words, and when it was opened."""
    letters = [
        LetterRecord(peer_id=scene.sam.id or 0, kind="read", at=AT - 2 * HOUR, name="Rosa B."),
        LetterRecord(
            peer_id=scene.sam.id or 0, kind="question", at=AT - HOUR, name="Rosa B.", text="How is the garden?",
            told_at=AT, read_at=AT,
        ),
    ]  # fmt: skip
    async with scene.store.transaction() as transaction:
        for letter in letters:
            await transaction.sharing.add_letter(letter)
    assert (await scene.file())["notes"] == [
        {
            "kind": "question", "by": "Rosa B.", "text": "How is the garden?", "at": "2026-11-22T22:30:00Z",
            "told_at": "2026-11-22T23:30:00Z", "read_at": "2026-11-22T23:30:00Z",
        },
        {"kind": "read", "by": "Rosa B.", "at": "2026-11-22T21:30:00Z"},
    ]  # fmt: skip


async def test_the_messages_of_the_last_days_are_in_it(scene: Scene) -> None:
    """By their numbers, with whose they are, and without their words."""
    async with scene.store.transaction() as transaction:
        theirs, ours = ChatMessage(7, AT - HOUR, own=True), ChatMessage(8, AT)
        await transaction.chats.note([(scene.sam.id or 0, theirs), (scene.sam.id or 0, ours)])
    assert (await scene.file())["in_chat"] == [
        {"number": 7, "at": "2026-11-22T22:30:00Z", "by": "person"},
        {"number": 8, "at": "2026-11-22T23:30:00Z", "by": "bot"},
    ]


async def test_what_is_about_to_be_shared_is_in_it(scene: Scene) -> None:
    """Also while nobody is chosen, and what was laid by for something else."""
    other = await at_work(scene.store, scene.programme, "specialist", "Kim")
    rosas = ShareDraft(staff_id=scene.rosa.id or 0, refs=(4, 2), talk="My landlord", until="2026-12-01", share_id=9)
    drafts = (replace(rosas, staff_id=other.id or 0, share_id=None), ShareDraft(staff_id=0, refs=(3,)))
    scene.sam.memory = replace(scene.sam.memory, draft=rosas, laid_by=drafts)
    await save(scene.store, Changes(peer=scene.sam))
    assert (await scene.file())["share_drafts"] == [
        {"specialist": "Rosa B.", "refs": [4, 2], "talk": "My landlord", "until": "2026-12-01", "renews": True},
        {"specialist": "Kim", "refs": [4, 2], "talk": "My landlord", "until": "2026-12-01"},
        {"refs": [3]},
    ]


async def test_somebody_who_works_there_finds_their_role_and_nothing_of_others(scene: Scene) -> None:
    """What is shared with them is in the file of whoever shares it; their own notes stay on their own page."""
    await scene.share()
    rosa, sam = scene.rosa.id or 0, scene.sam.id or 0
    note = NoteRecord(staff_id=rosa, peer_id=sam, heading="Sam", text="Ask about May", written_at=AT)
    async with scene.store.transaction() as transaction:
        await transaction.doors.add_session("a token", rosa, AT, AT + DAY)
        await transaction.sharing.put_note(note)
        codes = await transaction.programmes.invitations(scene.programme.id or 0)
    code = next(one.code for one in codes if one.kind == "share" and one.staff_id == scene.rosa.id)
    data = await scene.file("telegram:Rosa B.")
    (work,) = data["works_for"]
    assert {key: work[key] for key in work if not key.endswith("_at")} == {
        "programme": "River House", "role": "specialist", "name": "Rosa B.", "code": code, "signed_in": 1,
    }  # fmt: skip
    assert work["accepted_at"] == "2026-03-02T10:00:00Z"
    text = json.dumps(data) + json.dumps(await scene.file())
    assert text.count("My landlord") == 1
    assert "Ask about May" not in text


async def test_without_anybody_around_there_is_nothing_of_it(scene: Scene) -> None:
    """What is empty is left out."""
    scene.sam.programme_id = scene.sam.joined_at = None
    await save(scene.store, Changes(peer=scene.sam))
    parts = {"programme", "works_for", "shares", "share_drafts", "notes", "counts"}
    assert not parts & (await scene.file()).keys()


async def test_bringing_a_file_in_passes_over_all_of_it(scene: Scene) -> None:
    """Only the plan comes in; a kind that only a later version knows does not stand in its way."""
    await scene.share()
    data = await scene.file()
    data["notes"] = [{"kind": "song", "at": "2026-11-22T23:30:00Z", "melody": "la"}]
    numbers = count(1)
    brought = bring_in(json.dumps(data), [], {}, AT, lambda: next(numbers))
    assert (brought.outcome, len(brought.lines), brought.sections) == ("readable", 40, {"own_1": "My garden"})


def test_every_field_of_these_rows_is_in_the_file_or_has_a_reason() -> None:
    """A new field fails here: does it belong into the file?"""
    numbers = {"id", "peer_id", "staff_id", "share_id", "programme_id"}  # of rows; in the file, names stand for them
    known: dict[type, set[str]] = {
        # ``seen`` are hashes of lines that were read, for telling what has changed; the looks tell when.
        ShareRecord: {"number", "copy", "seen", "given_at", "made_at", "until", "revoked_at", "acknowledged_at"},
        SharedCopy: {"name", "locale", "lines", "own", "talk"},
        SharedLine: {
            "ref", "section", "text", "role", "about", "area", "question", "dialogue", "at", "settled",
        },
        ViewRecord: {"at", "number", "via"},
        LetterRecord: {"kind", "at", "name", "text", "told_at", "read_at"},
        StaffRecord: {"role", "name", "accepted_at", "confirmed_at", "suspended_at"},
        # ``goes_on`` is where in a dialogue somebody stands; ``previewed`` a hash of what they were shown there.
        ShareDraft: {"refs", "talk", "until", "previewed", "goes_on"},
    }  # fmt: skip
    for record, names in known.items():
        assert {one.name for one in fields(record)} - numbers == names, record.__name__


def test_every_table_about_a_person_is_in_the_file_or_has_a_reason() -> None:
    """Whatever goes with a person when they delete everything is looked at here."""
    in_the_file = {
        "plan_lines": "lines", "line_changes": "history", "staff": "works_for", "invitations": "works_for.code",
        "shares": "shares", "share_views": "shares.looks", "letters": "notes", "tallies": "counts",
        "web_sessions": "works_for.signed_in", "sent_messages": "in_chat",
    }  # fmt: skip
    not_in_it = {
        "timers": "moments worked out from the rest",
        "set_aside": "messages that failed, for the operator; docs/operations.md says so",
        "staff_notes": "a specialist's own; docs/operations.md says so",
        "sign_ins": "hashes of links that open once, for 15 minutes",
    }
    found, waiting = set[str](), {"peers"}
    while waiting:
        owner = waiting.pop()
        for table in metadata.tables.values():
            if table.name not in found and any(key.column.table.name == owner for key in table.foreign_keys):
                found.add(table.name)
                waiting.add(table.name)
    assert found == in_the_file.keys() | not_in_it.keys()
