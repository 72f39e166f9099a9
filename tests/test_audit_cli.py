"""`strongsuit audit`, as an operator and as a script would use it."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from helpers_desk import Desk, desk_in
from typer.testing import CliRunner, Result

from bot.app.programmes.auditing import AuditEntry
from bot.cli import app
from bot.cli_programme.auditing import WORDS, line_of
from bot.storage import Store
from bot.storage.audit import Audited, subject_of

_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty installation."""
    return desk_in(tmp_path, monkeypatch)


def audit(*arguments: str, code: int = 0) -> Result:
    """What the command says; it has to end with ``code``."""
    result = CliRunner().invoke(app, ["audit", *arguments])
    assert result.exit_code == code, result.output
    return result


def plain(result: Result) -> list[str]:
    """Its lines without their times."""
    return [re.sub(r"^\d{4}-\d\d-\d\d \d\d:\d\d UTC  ", "", line) for line in result.stdout.splitlines()]


def test_every_act_has_plain_words() -> None:
    """And they name what it is about where it is about something."""
    assert WORDS.keys() == set(Audited)
    assert {one for one in Audited if "{about}" in WORDS[one]} == {one for one in Audited if subject_of(one)}


def test_the_log_tells_who_did_what_and_that_it_was_read(desk: Desk) -> None:
    """Oldest first, the reading itself at the end."""
    desk.says("create", "River House")
    desk.accepts("river-house", "specialist", "Rosa Diaz")
    desk.says("confirm", "river-house", "Rosa Diaz", "--yes")
    assert plain(audit()) == [
        "the operator founded the programme river-house",
        "the operator looked up Rosa Diaz (staff 1)",
        "the operator confirmed Rosa Diaz (staff 1)",
        "the operator read this log",
    ]
    assert plain(audit("--since", "1h"))[-2:] == ["the operator read this log"] * 2


def test_machines_get_json(desk: Desk) -> None:
    """With numbers, and names where there are any."""
    desk.says("create", "River House")
    found = json.loads(audit("--json").stdout)
    assert found["more"] is False
    first = found["entries"][0]
    assert {**first, "at": ""} == {
        "id": 1, "at": "", "actor": "operator", "staff_id": None, "staff": None, "what": "created_programme",
        "subject": "programme", "about": 1, "subject_name": "river-house",
    }  # fmt: skip


def test_somebody_who_is_gone_is_a_number(desk: Desk) -> None:
    """Their name left with them."""
    desk.says("create", "River House")

    async def work(store: Store) -> None:
        async with store.transaction() as transaction:
            at = (await transaction.audit.page(_EPOCH, 1))[0].at
            await transaction.audit.note(Audited.LOOKED_AT_SHARE, at, staff_id=12, about=7)

    desk.on_store(work)
    assert "staff 12 (gone) read share 7" in plain(audit())


def test_no_time_to_begin_at_is_one_clear_line(desk: Desk) -> None:
    """Usage, and nothing was read."""
    said = audit("--since", "soon", code=2)
    assert said.stderr.startswith("strongsuit: 'soon' is no time to begin at. Write 30d")
    assert said.stdout == ""


@pytest.mark.parametrize("what", [*Audited, None])
def test_a_line_can_be_told_of_everything(what: Audited | None) -> None:
    """Without a gap, and with nothing in it that acts in a terminal."""
    subject = subject_of(what) if what else None
    entry = AuditEntry(
        id=1, at=_EPOCH, actor="staff", staff_id=2, staff="Rosa\x1b[2J", what=what, subject=subject,
        about=3 if subject else None, subject_name=None,
    )  # fmt: skip
    line = line_of(entry)
    assert line.startswith("2026-01-01 00:00 UTC  Rosa [2J (staff 2) ")
    assert "{" not in line
    assert "something" not in line or what is None
