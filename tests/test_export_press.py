"""The press: PDFs and pictures out of a process of its own, read back; and what becomes of what cannot be made."""

import asyncio
import re
import socket
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from helpers_export import a_document, a_plan, plain_plan, words
from helpers_pdf import language_of, pages_of, squeezed, structure_of, text_of
from PIL import Image, ImageChops, ImageStat
from pypdfium2 import PdfDocument  # type: ignore[import-untyped] # it ships no types

from bot.app.export import presses
from bot.app.export.job import Job
from bot.app.export.page import as_page
from bot.app.export.picture import fits, picture_job
from bot.app.export.presses import Presses
from bot.app.files import CannotMakeFile
from bot.storage.records import LineRecord

NOTE = words().say("document_glyphs")[:30]
WORLD = {
    "Latin": "Café “naïve” – Ñandú, ½ a day…",
    "Arabic": "أختي ليلى، تعرف كيف تضحكني",
    "Hebrew": "אני ממשיך ללכת, לאט",
    "Chinese": "我喜欢在河边散步",
    "Thai": "ฉันยังคงเดินต่อไป",
    "Hindi": "मैं चलता रहता हूँ",
    "emoji": "my dog 🐕 and the sun ☀️",
}
LONG_WORD = "".join(f"{number:04}x" for number in range(600))
LONG_LINE = " ".join(f"word{number}" for number in range(1150))
ODD = "before \u2029after \u2028all\x0b\x0c\x85 of\r\nit"
CHOSEN = ("I keep going, even slowly", "Text Rosa one word: river", "It has passed every time so far")
# The most that fits a picture, in the widest of letters.
WIDEST = ("W" * 160, "W" * 160, "W" * 96, "m", "m", "m")
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


def pdf_job(lines: list[LineRecord], paper: str = "A4") -> Job:
    """What the press is asked to do for lines of a plan."""
    made = a_document(lines)
    return Job("pdf", as_page(made), as_page(made, made.glyphs), paper)


JOBS = {
    "typical": pdf_job(a_plan(), "letter"),
    "long": pdf_job(plain_plan(LONG_WORD, LONG_LINE, *WORLD.values(), ODD)),
    "many": pdf_job(plain_plan(*(f"line {number} of four hundred" for number in range(400)))),
    "light": picture_job(CHOSEN, False, "en"),
    "dark": picture_job(CHOSEN, True, "en"),
    "other": picture_job(("Honesty",), False, "en"),
    "widest": picture_job(WIDEST, False, "en"),
}


class Made(dict[str, bytes]):
    """The files of all jobs, each made when it is first asked for: that takes most of a second."""

    def __missing__(self, name: str) -> bytes:
        self[name] = asyncio.run(Presses().run(JOBS[name]))
        return self[name]


@pytest.fixture(scope="module")
def made() -> Made:
    """All the files, for all tests."""
    return Made()


def picture(data: bytes) -> Image.Image:
    """The picture in a file."""
    found = Image.open(BytesIO(data))
    assert found.format == "PNG"
    return found.convert("RGB")


# -- PDF ---------------------------------------------------------------------------------------------------------------


def test_a_typical_plan_is_whole(made: Made) -> None:
    """Every word of it, on two pages, with the second one numbered."""
    text = text_of(made["typical"])
    for line in a_plan():
        assert squeezed(line.text) in squeezed(text)
    assert pages_of(made["typical"]) == 2
    with PdfDocument(made["typical"]) as document:
        assert document[0].get_size() == (612, 792)
        assert document[0].get_textpage().get_text_bounded(top=51) == ""
        assert document[1].get_textpage().get_text_bounded(top=51) == "2"


def test_it_tells_its_title_language_and_structure(made: Made) -> None:
    """A screen reader finds its way, and a viewer shows the title; nobody is named who made it."""
    data = made["typical"]
    with PdfDocument(data) as document:
        found = document.get_metadata_dict()
    assert (found["Title"], found["Author"], found["CreationDate"]) == ("My plan", "", "")
    assert language_of(data) == "en"
    kinds = structure_of(data)
    assert kinds["H1"] >= 1
    assert kinds["H2"] >= len(a_document().parts)
    assert kinds["LI"] >= 40


def test_long_words_and_lines_are_whole(made: Made) -> None:
    """Three thousand letters without a space, and ten thousand with many."""
    text = squeezed(text_of(made["long"]))
    assert LONG_WORD in text
    assert squeezed(LONG_LINE) in text


def test_rare_signs_for_a_new_line_are_lines(made: Made) -> None:
    """They come in with text that was copied from elsewhere."""
    assert "beforeafterallofit" in squeezed(text_of(made["long"]))


def test_four_hundred_lines_are_whole(made: Made) -> None:
    """Nobody's plan is too long."""
    text = text_of(made["many"])
    assert [number for number in range(400) if f"line {number} of four" not in text] == []


@pytest.mark.parametrize("script", WORLD)
def test_every_script_is_there_or_a_note_says_so(made: Made, script: str) -> None:
    """Letters that no font has can still be copied out; emoji are drawn as small pictures, which hold no text."""
    text = text_of(made["long"])
    drawn_only = script == "emoji" and NOTE not in text
    assert drawn_only or squeezed(WORLD[script]).replace("\ufe0f", "") in squeezed(text).replace("\ufe0f", "")


def test_letters_that_any_font_has_need_no_note(made: Made) -> None:
    """It would puzzle whoever reads it."""
    assert NOTE not in text_of(made["many"])


@pytest.fixture
def only_dejavu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A computer on which only the DejaVu fonts are installed."""
    if not DEJAVU.exists():
        pytest.skip(f"the DejaVu fonts are not in {DEJAVU}")
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{DEJAVU}</dir><cachedir>{tmp_path}</cachedir></fontconfig>", "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))


async def test_without_fonts_for_a_script_a_note_says_so(only_dejavu: None) -> None:
    """A box alone would not; what the fonts have is told without a note, Arabic and Hebrew among it."""
    there = (WORLD[name] for name in ("Latin", "Arabic", "Hebrew"))
    assert NOTE not in text_of(await Presses().run(pdf_job(plain_plan(*there))))
    missing = text_of(await Presses().run(pdf_job(plain_plan(WORLD["Chinese"]))))
    assert NOTE in missing
    assert WORLD["Chinese"] in missing


async def test_a_picture_is_not_made_with_letters_missing(only_dejavu: None) -> None:
    """There is no room for a note on it."""
    with pytest.raises(CannotMakeFile, match="no installed font"):
        await Presses().run(picture_job((WORLD["Chinese"],), False, "en"))


# -- pictures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ("light", "dark", "other", "widest"))
def test_a_picture_is_as_large_as_a_phone(made: Made, name: str) -> None:
    """And as small as a file can be that is sent by phone."""
    assert picture(made[name]).size == (1080, 2400)
    assert len(made[name]) < 1_000_000


def test_light_is_light_and_dark_is_dark(made: Made) -> None:
    """The letters stand out from what is behind them."""
    light, dark = (picture(made[name]).convert("L") for name in ("light", "dark"))
    assert ImageStat.Stat(light).mean[0] > 200
    assert ImageStat.Stat(dark).mean[0] < 70
    assert ImageStat.Stat(light).extrema[0][0] < 80
    assert ImageStat.Stat(dark).extrema[0][1] > 200


@pytest.mark.parametrize("name", ("light", "widest"))
def test_the_lines_stand_where_a_phone_shows_nothing_else(made: Made, name: str) -> None:
    """Below the clock, above the buttons, and clear of the edges: elsewhere two pictures are the same."""
    box = ImageChops.difference(picture(made[name]), picture(made["other"])).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert left > 100
    assert right < 980
    assert top >= 600
    assert bottom <= 1980


def test_a_picture_holds_the_words_and_nothing_else() -> None:
    """No name, no title, nothing that says what it is about to whoever looks over a shoulder."""
    page = picture_job(("Honesty & <b>calm</b>", "אני ממשיך"), True, "en").page
    body = page[page.index("<body>") :]
    assert squeezed(re.sub("<[^>]*>", " ", body)) == squeezed("Honesty &amp; &lt;b&gt;calm&lt;/b&gt; אני ממשיך")
    assert '<p dir="rtl"' in body
    assert "<title>" not in page


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), False),
        (("a",), True),
        (("a",) * 6, True),
        (("a",) * 7, False),
        (("a" * 160, "a" * 160, "a" * 100), True),
        (("a" * 160, "a" * 160, "a" * 101), False),
        (("a" * 161,), False),
        (("猫" * 80,), True),
        (("猫" * 81,), False),
        (("a\n" * 5,), True),
        (("a\n" * 6,), False),
        (("a\u2028" * 6,), False),
        (WIDEST, True),
    ],
)
def test_what_fits_a_picture(lines: tuple[str, ...], expected: bool) -> None:
    """Wide letters count double, and a new line takes a row with it."""
    assert fits(lines) is expected


# -- the process -------------------------------------------------------------------------------------------------------


async def test_nothing_is_fetched() -> None:
    """Not from the network, and not from the disk, even if something got into a page."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.01)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        page = (
            f"<link rel=stylesheet href={url}><style>@import '{url}'; p {{ background: url({url}) }}</style>"
            f"<p>words<img src={url}><img src=file:///etc/hostname><object data={url}></object>"
        )
        made = await Presses().run(Job("pdf", page))
        with pytest.raises(TimeoutError):
            server.accept()
    assert "words" in text_of(made)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.subprocess.Process]:
    """The processes that are started."""
    found: list[asyncio.subprocess.Process] = []
    start = presses._start

    async def noting() -> asyncio.subprocess.Process:
        found.append(await start())
        return found[-1]

    monkeypatch.setattr(presses, "_start", noting)
    return found


async def test_a_late_press_is_ended(started: list[asyncio.subprocess.Process]) -> None:
    """Nobody waits for ever, and no process is left."""
    with pytest.raises(CannotMakeFile, match="too long"):
        await Presses(seconds=0.05).run(JOBS["typical"])
    assert [process.returncode for process in started] == [-9]


async def test_a_press_that_is_not_wanted_any_more_is_ended(started: list[asyncio.subprocess.Process]) -> None:
    """Whoever asked has gone."""
    task = asyncio.create_task(Presses().run(JOBS["typical"]))
    while not started:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [process.returncode for process in started] == [-9]


@pytest.mark.parametrize(
    ("trouble", "cause"),
    [
        ("raise OSError('no library called pango')", "no Pango"),
        ("raise MemoryError", "too much"),
        ("raise RuntimeError", "broke down"),
        ("import os; os.abort()", "broke down"),
        ("print('chatter'); raise OSError", "no Pango"),
        ("import os\nif 'STRONGSUIT_SECRET_KEY' in os.environ: raise RuntimeError\nraise OSError", "no Pango"),
    ],
    ids=("no library", "no memory", "an error", "a crash", "chatter", "no secrets"),
)
async def test_what_goes_wrong_in_the_press(
    trouble: str, cause: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It harms nobody else, and the operator is told why without a word of anybody's; secrets do not reach it."""
    (tmp_path / "weasyprint.py").write_text(trouble, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("STRONGSUIT_SECRET_KEY", "a key that is only for tests")
    with pytest.raises(CannotMakeFile, match=cause):
        await Presses().run(JOBS["typical"])


async def test_no_more_than_two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes a processor and some memory; others wait their turn."""
    busy: list[int] = []
    most = 0

    class Slow:
        returncode = 0

        async def communicate(self, data: bytes) -> tuple[bytes, Any]:
            nonlocal most
            busy.append(1)
            most = max(most, len(busy))
            await asyncio.sleep(0.01)
            busy.pop()
            return b"made", None

        def kill(self) -> None:
            raise ProcessLookupError

        async def wait(self) -> int:
            return 0

    async def start() -> Slow:
        return Slow()

    monkeypatch.setattr(presses, "_start", start)
    shared = Presses()
    assert await asyncio.gather(*(shared.run(JOBS["typical"]) for _ in range(6))) == [b"made"] * 6
    assert most == 2


async def test_where_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no file, and that is all."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(CannotMakeFile, match="no process"):
        await Presses().run(JOBS["typical"])


def test_a_job_survives_the_way() -> None:
    """It is written as JSON and read again."""
    for job in JOBS.values():
        assert Job.load(job.dump()) == job
