"""The maker: from what is stored of a person to the file that goes with a message."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from helpers_app import shipped
from helpers_export import AT, a_plan, a_record, plain_plan, words
from helpers_pdf import language_of, text_of
from helpers_storage import save, store_of
from jsonschema import Draft202012Validator

from bot.app.contents import Contents
from bot.app.export.job import Job
from bot.app.export.maker import ExportMaker, _slug
from bot.app.export.presses import Presses
from bot.app.export.schema import schema
from bot.app.files import CannotMakeFile, File, Maker
from bot.app.message import Enclosure
from bot.storage import DatabaseUnavailable, Store
from bot.storage.records import ChangeRecord, Changes, LineRecord, PeerRecord


class Notebook(Presses):
    """Presses that note the jobs, and make nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[Job] = []

    async def run(self, job: Job) -> bytes:
        """Something that stands for a file."""
        self.jobs.append(job)
        return b"made"


@pytest.fixture
async def store() -> AsyncIterator[Store]:
    """An empty database; in memory is enough, for the statements are tested elsewhere."""
    async with store_of("memory", Path()) as made:
        yield made


async def keep(store: Store, lines: list[LineRecord], *changes: ChangeRecord, record: PeerRecord | None = None) -> None:
    """Stores a person with lines and what they were before."""
    peer = record or a_record()
    await save(store, Changes(peer=peer, lines={line.ref: line for line in lines}, history=list(changes)))


def maker(store: Store, presses: Presses | None = None, at: datetime = AT) -> Maker:
    """A maker whose clock stands still."""
    return ExportMaker(store, Contents(shipped(), lambda: at), lambda: at, presses=presses)


async def made(store: Store, form: str, **options: object) -> File:
    """The file of one form."""
    return await maker(store, Notebook()).make("test:1", Enclosure(form, options))


@pytest.mark.parametrize(
    ("form", "name", "kind"),
    [
        ("html", "my-plan-2026-11-22.html", "text/html"),
        ("pdf", "my-plan-2026-11-22.pdf", "application/pdf"),
        ("text", "my-plan-2026-11-22.txt", "text/plain"),
        ("json", "my-plan-2026-11-22.json", "application/json"),
        ("picture", "my-plan-2026-11-22.png", "image/png"),
    ],
)
async def test_each_form_has_its_name_and_kind(store: Store, form: str, name: str, kind: str) -> None:
    """Only a picture is shown as one."""
    await keep(store, a_plan())
    file = await made(store, form, lines=[2, 4])
    assert (file.name, file.kind, file.is_picture) == (name, kind, form == "picture")
    assert file.data


async def test_the_name_has_the_day_of_the_persons_clock_and_their_language(store: Store) -> None:
    """In Madrid it is half past midnight."""
    await keep(store, a_plan(), record=replace(a_record(), locale="es", timezone="Europe/Madrid"))
    assert (await made(store, "text")).name == "mi-plan-2026-11-23.txt"


async def test_text_and_page_hold_the_plan_in_their_language(store: Store) -> None:
    """With the sections that they added, and without what is behind them."""
    lines = a_plan()
    lines[0].settled = "let_go"
    await keep(store, lines, record=replace(a_record(), locale="es-MX"))
    for form in ("text", "html"):
        text = (await made(store, form)).data.decode()
        assert words("es").named("section", "strengths") in text
        assert "My garden" in text
        assert "Waking up without dread" not in text


async def test_data_holds_everything(store: Store) -> None:
    """Lines that are behind them or were taken out, and every change; it is what the schema says."""
    lines = a_plan()
    lines[0].settled, lines[1].removed_at = "let_go", AT
    await keep(store, lines, ChangeRecord(ref=2, at=AT, what="removed", before=replace(lines[1], removed_at=None)))
    data = json.loads((await made(store, "json")).data)
    Draft202012Validator(schema()).validate(data)
    assert len(data["lines"]) == 40
    assert [(entry["what"], entry["before"]["text"]) for entry in data["history"]] == [
        ("removed", "I keep going, even slowly")
    ]
    assert {"id": "own_1", "name": "My garden"} in data["sections"]


@pytest.mark.parametrize(("country", "paper"), [("US", "letter"), ("mx", "letter"), ("ES", "A4"), (None, "A4")])
async def test_paper_is_that_of_the_country(store: Store, country: str | None, paper: str) -> None:
    """So that it prints without being shrunk."""
    await keep(store, a_plan(), record=replace(a_record(), country=country))
    presses = Notebook()
    await maker(store, presses).make("test:1", Enclosure("pdf"))
    (job,) = presses.jobs
    assert (job.form, job.paper) == ("pdf", paper)
    note = words().say("document_glyphs")
    assert note in job.noted
    assert note not in job.page


async def test_a_picture_holds_the_chosen_lines_in_their_order(store: Store) -> None:
    """Of those that are still in the plan, and light unless it is to be dark."""
    lines = a_plan()
    lines[5].removed_at = AT
    await keep(store, lines)
    presses = Notebook()
    for dark in (False, True):
        await maker(store, presses).make("test:1", Enclosure("picture", {"lines": [18, 6, 999, 2], "dark": dark}))
    light, night = (job.page for job in presses.jobs)
    assert light.index("Honesty") < light.index("I keep going, even slowly")
    assert "I am good with animals" not in light
    assert 'class="light"' in light
    assert 'class="dark"' in night


@pytest.mark.parametrize(
    ("form", "options", "cause"),
    [
        ("picture", {"lines": [999]}, "do not fit"),
        ("picture", {}, "do not fit"),
        ("picture", {"lines": list(range(1, 41))}, "do not fit"),
        ("hologram", {}, "no such form"),
    ],
)
async def test_what_cannot_be_made(store: Store, form: str, options: dict[str, object], cause: str) -> None:
    """There is one kind of error for all of it, without a word of anybody's."""
    await keep(store, a_plan())
    with pytest.raises(CannotMakeFile, match=cause):
        await made(store, form, **options)


async def test_nobody_known_has_no_file(store: Store) -> None:
    """They have deleted everything between asking and sending."""
    with pytest.raises(CannotMakeFile, match="nobody"):
        await made(store, "json")


async def test_without_a_database_there_is_no_file(store: Store) -> None:
    """That is told as what it is."""
    await store.database.close()
    with pytest.raises(DatabaseUnavailable):
        await made(store, "text")


async def test_a_real_pdf_from_end_to_end(store: Store) -> None:
    """Through the press, in the person's language."""
    await keep(store, plain_plan("Pasear junto al río"), record=a_record(locale="es"))
    file = await maker(store).make("test:1", Enclosure("pdf"))
    assert "Pasear junto al río" in text_of(file.data)
    assert language_of(file.data) == "es"


@pytest.mark.parametrize(
    ("stem", "expected"), [("Mi plan (ñ)", "mi-plan-n"), ("خطتي", "plan"), ("../../x", "x"), ("a" * 3, "aaa")]
)
def test_names_are_safe_everywhere(stem: str, expected: str) -> None:
    """Whatever a translation calls the file."""
    assert _slug(stem) == expected
