"""The plan as data: everything that is held, in a file that a person can read and the published schema describes."""

import json
import re
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from helpers_export import AT, a_plan, a_record
from helpers_storage import a_line, a_peer
from jsonschema import Draft202012Validator

from bot.app.export.gather import plan_file
from bot.app.export.model import PlanFile
from bot.app.export.schema import schema_text
from bot.engine import Frame
from bot.engine.session import Part
from bot.storage.records import ChangeRecord, LineRecord, Memory, PeerRecord, Rhythm

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "plan.schema.json").read_text("utf-8"))
CHECK = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def exported(record: PeerRecord, lines: list[LineRecord], *changes: ChangeRecord) -> Any:
    """The data of a file, checked against the published schema."""
    text = plan_file(record, lines, changes, {"strengths": "My strengths", "own_1": "My garden"}, AT).as_json()
    assert PlanFile.model_validate_json(text).as_json() == text
    data = json.loads(text)
    assert list(CHECK.iter_errors(data)) == []
    return data


def described(node: Any, path: str = "") -> list[str]:
    """The keys under ``properties`` that lack a description."""
    found = []
    if isinstance(node, dict):
        for name, inner in node.get("properties", {}).items():
            found += [f"{path}/{name}"] if "description" not in inner else []
        for name, inner in node.items():
            found += described(inner, f"{path}/{name}")
    return found


def test_the_published_schema_is_that_of_the_code() -> None:
    """`python -m bot.app.export.schema > docs/plan.schema.json` renews it. Every key in it is explained."""
    published = (Path(__file__).parent.parent / "docs" / "plan.schema.json").read_text("utf-8")
    assert published == schema_text()
    assert SCHEMA["$id"] == "urn:strongsuit-plan:1"
    Draft202012Validator.check_schema(SCHEMA)
    assert described(SCHEMA) == []


def test_a_typical_plan_is_readable_text() -> None:
    """Keys stand one under the other, letters as they are, and what is empty is left out."""
    text = plan_file(a_record(), a_plan(), (), {}, AT).as_json()
    assert text.endswith("}\n")
    assert "أختي ليلى" in text
    assert '\n      "text": "I keep going, even slowly",\n' in text
    assert not re.search(r'": (""|null|\[\]|\{\})', text)


def test_everything_about_a_person_is_in_it() -> None:
    """Every column of their row is there, but for those that say nothing about them."""
    data = exported(a_peer(), [a_line()])
    assert data["person"] == {
        "name": "Ana walking", "address": "telegram:5550001111", "locale": "es", "country": "ES",
        "timezone": "Europe/Madrid", "first_seen_at": "2026-03-02T10:00:00.250000Z",
        "agreed_at": "2026-03-02T10:00:01.250000Z", "agreed_to": "1", "blocked_at": "2026-03-02T10:00:02.250000Z",
        "reminded_at": "2026-03-02T10:00:03.250000Z", "last_here_at": "2026-03-02T10:00:04.250000Z",
        "account_language": "es", "clock_in_doubt": True,
    }  # fmt: skip
    assert data["next_session"] == "2026-03-02"
    assert data["check_ins"] == {
        "cadence": "days", "weekdays": [1, 3], "at": "19:30:00", "begun_on": "2026-03-02", "done_on": "2026-03-02",
        "sent": 2, "sent_at": "2026-03-02T10:00:00.250000Z", "unanswered": 2, "resting": True, "asks_on": True,
        "steady": True, "paused_until": "2026-03-02",
    }  # fmt: skip
    assert data["put_off"] == {
        "day": "2026-03-02", "at": "2026-03-02T10:00:00.250000Z", "not_after": "2026-03-02T16:00:00.250000Z",
    }  # fmt: skip
    assert data["hello_at"] == "2026-03-03T10:00:00.250000Z"
    assert data["quiet_hours"] == {"begin": "22:30:00", "end": "07:00:00"}
    assert data["opened"] == [{"dialogue": "reflect", "at": "2026-03-02T10:00:00.250000Z"}]
    assert {one.name for one in fields(PeerRecord)} == {
        "id", "address", "session", "created_at", "name", "locale", "country", "timezone", "consent_version",
        "consented_at", "blocked_at", "nudged_at", "acted_at", "memory",
        # as the programme that they belong to, since then
        "programme_id", "joined_at",
    }, "a new column: does it belong into the file?"  # fmt: skip


def test_everything_remembered_of_a_person_is_in_it() -> None:
    """Each small thing has its place in the file, or a reason why it has none."""
    in_the_file = {
        "sections": "sections", "recalled": "lines.recalled_at", "opened": "opened", "meeting_on": "next_session",
        "rhythm": "check_ins", "quiet": "quiet_hours", "language": "person.account_language",
        "clock_in_doubt": "person.clock_in_doubt", "draft": "share_drafts", "laid_by": "share_drafts",
        "missed": "person.codes_missed", "put_off": "put_off", "look_in_at": "hello_at",
    }  # fmt: skip
    not_in_it = {"serves": "a mark that there are roles, which stand under works_for"}
    assert {one.name for one in fields(Memory)} == in_the_file.keys() | not_in_it
    rhythm = {
        "cadence", "weekdays", "at", "begun_on", "done_on", "sent", "sent_at", "waiting", "silence", "resting",
        "asking", "tapers", "paused_until",
    }  # fmt: skip
    assert {one.name for one in fields(Rhythm)} == rhythm, "a new field: does it belong under check_ins?"
    record = a_record()
    record.memory = replace(record.memory, missed=(AT, AT + timedelta(seconds=9)))
    assert exported(record, [])["person"]["codes_missed"] == ["2026-11-22T23:30:00Z", "2026-11-22T23:30:09Z"]


def test_everything_about_a_line_is_in_it() -> None:
    """Its words, where they came from, what became of it, and when it was last quoted back."""
    (line,) = exported(a_peer(), [a_line(removed_at=AT)])["lines"]
    assert line == {
        "ref": 42, "section": "what_helps", "text": "walking", "role": "where_next", "about": 41, "area": "home",
        "audience": "me",
        "source": {"dialogue": "reflect", "version": 2, "state": "ask", "question": "Where could it help?"},
        "at": "2026-03-02T10:00:00.250000Z", "adopted_at": "2026-03-03T10:00:00.250000Z",
        "pinned_at": "2026-03-04T10:00:00.250000Z", "settled": "done", "settled_at": "2026-03-05T10:00:00.250000Z",
        "brought_at": "2026-03-06T10:00:00.250000Z", "removed_at": "2026-11-22T23:30:00Z",
        "recalled_at": "2026-03-02T10:00:00.250000Z", "position": 42,
    }  # fmt: skip
    assert {one.name for one in fields(LineRecord)} == {
        "ref", "section", "text", "role", "about", "area", "audience", "dialogue", "version", "state", "question",
        "position", "created_at", "adopted_at", "pinned_at", "settled", "settled_at", "brought_at", "removed_at",
        "parts",
    }, "a new column: does it belong into the file?"  # fmt: skip


def test_lines_stand_in_the_order_of_the_plan() -> None:
    """Sections come in their order, those of the person's own after the built-in ones, unknown ones last."""
    lines = [
        a_line(1, section="own_1"), a_line(2, section="wins", position=9), a_line(3, section="wins", position=4),
        a_line(4, section="strengths"), a_line(5, section="elsewhere"), a_line(6, section="wins", settled="let_go"),
    ]  # fmt: skip
    data = exported(a_record(), lines)
    assert [line["ref"] for line in data["lines"]] == [4, 3, 6, 2, 1, 5]
    assert data["sections"] == [
        {"id": "strengths", "name": "My strengths"}, {"id": "wins"}, {"id": "own_1", "name": "My garden"},
        {"id": "elsewhere"},
    ]  # fmt: skip


def test_every_change_is_in_it_with_the_line_as_it_was() -> None:
    """The history of a plan belongs to its person as much as the plan."""
    line = a_line(42, "walking by the river")
    change = ChangeRecord(id=1, ref=42, at=AT, what="revised", before=replace(line, text="walking"))
    (entry,) = exported(a_record(), [line], change)["history"]
    assert (entry["at"], entry["what"], entry["ref"]) == ("2026-11-22T23:30:00Z", "revised", 42)
    assert entry["before"]["text"] == "walking"


def test_what_is_open_and_in_no_line_yet_is_in_it() -> None:
    """Answers of open dialogues, what was written while one was paused, and what one was opened with."""
    frame = Frame(
        dialogue="reflect", version=3, state="ask", heard=(Part("/win I slept", 3),),
        answers={"helped": ({"what": "walking", "kind": "alone"}, {"what": "my dog"}), "count": 2, "name": ""},
        held=(Part("one", 8), Part("two", 9)), paused=True,
    )  # fmt: skip
    record = a_record()
    record.session = replace(record.session, frames=(frame,))
    found = exported(record, [a_line(text="walking")])["open_answers"]
    assert [(one["dialogue"], one["answer"], one["text"]) for one in found] == [
        ("reflect", "helped.kind", "alone"), ("reflect", "helped.what", "my dog"), ("reflect", "heard", "/win I slept"),
        ("reflect", "held", "one\ntwo"),
    ]  # fmt: skip


def test_somebody_new_has_a_file_too() -> None:
    """Nothing is held but when they came."""
    record = PeerRecord(address="test:1", session=a_record().session, created_at=AT)
    assert exported(record, []) == {
        "format": "strongsuit-plan", "version": 1, "made_at": "2026-11-22T23:30:00Z",
        "person": {"address": "test:1", "first_seen_at": "2026-11-22T23:30:00Z"},
    }  # fmt: skip


def test_the_day_of_a_session_is_a_day() -> None:
    """It has no time and no zone: it is the day on the person's own calendar."""
    record = a_record()
    record.memory = replace(record.memory, meeting_on=date(2026, 12, 1) + timedelta(days=1))
    assert exported(record, [])["next_session"] == "2026-12-02"
