"""A programme's own words, crisis lines and stories."""

import atexit
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from helpers_app import shipped
from helpers_programmes import AT, a_programme
from structlog.testing import capture_logs

from bot.app.content import Content, content_roots, load_content
from bot.app.contents import Contents
from bot.app.programmes import Problem, desk
from bot.app.programmes.details import Details
from bot.app.programmes.folder import check_words, locales_with
from bot.storage import Store
from bot.storage.circle import ProgrammeRecord
from bot.wording.render import Voice

TODAY = datetime(2026, 11, 22, tzinfo=UTC)
STORY = "---\ntitle: The river\nauthor: Ana R.\ntopics: [work]\nconsented_on: 2026-11-15\n---\nI was there.\n"
LINES = """
countries:
  - country: US
    emergency: ["911"]
    lines:
      - {name: River line, call: 555 0100, hours: 24/7, languages: [en], source: https://example.org/a,
         verified_on: 2026-11-15}
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    """A folder with these files."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def words(text: str) -> dict[str, str]:
    """A file that says something else when a plan is empty."""
    return {"prompts/en/shared.j2": "{% block skip %}" + text + "{% endblock %}"}


def a_little_content(folder: Path) -> Path:
    """A part of the shipped content that is quickly checked, and not in order by itself."""
    shipped_root = content_roots(None)[0]
    names = ("dialogues/help.yaml", "prompts/en/help.j2", "prompts/en/shared.j2", "prompts/crisis_lines.yaml",
             "prompts/es/help.j2", "prompts/es/shared.j2")  # fmt: skip
    return write(folder, {name: (shipped_root / name).read_text("utf-8") for name in names})


def said(content: Content) -> str:
    """What that content says there."""
    return content.wording.say("en", "shared", "skip", {}, Voice())


def programme(number: int, overlay: Path | str = "", **fields: object) -> ProgrammeRecord:
    """A programme as it is read from the database."""
    record = ProgrammeRecord(id=number, key=f"p{number}", name="P", created_at=AT, overlay=str(overlay))
    for name, value in fields.items():
        setattr(record, name, value)
    return record


@cache
def a_base() -> Content:
    """An installation that is quickly laid over."""
    root = a_little_content(Path(tempfile.mkdtemp(prefix="strongsuit-base-")))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return load_content([root], "en")[0]


def contents() -> Contents:
    """Its content, without any programme."""
    return Contents(a_base(), lambda: TODAY)


async def test_each_programme_has_its_own_words_lines_and_stories(tmp_path: Path) -> None:
    """All that it does not change is the installation's, and so are the scripts."""
    folder = write(tmp_path / "a", {**words("Not now"), "prompts/crisis_lines.yaml": LINES, "stories/river.md": STORY})
    found = contents()
    await found.take([programme(1, folder), programme(2)])
    own = found.of(1)
    assert said(own) == "Not now"
    assert own.directory.for_country("US").lines[0].call == "555 0100"
    assert own.directory.for_country("GB") == found.base.directory.for_country("GB")
    assert [story.title for story in own.stories] == ["The river"]
    assert own.catalog is found.base.catalog
    assert own.reach is found.base.reach
    assert found.of(2) is found.of(None) is found.of(99) is found.base
    assert said(found.base) == "Skip"


async def test_a_programme_offers_its_languages(tmp_path: Path) -> None:
    """Those it names and has words in; where it names none, or none that are there, all."""
    found = contents()
    await found.take([programme(1, languages=("es",)), programme(2, languages=("xx",)), programme(3)])
    assert found.of(1).offered_languages == ("es",)
    assert found.of(2).offered_languages == found.of(3).offered_languages == found.base.wording.locales


async def test_a_closed_programme_has_no_content(tmp_path: Path) -> None:
    """Nobody belongs to it."""
    found = contents()
    await found.take([programme(1, write(tmp_path / "a", words("Not now")))])
    assert said(found.of(1)) == "Not now"
    await found.take([programme(1, tmp_path / "a", closed_at=AT)])
    assert found.of(1) is found.base
    assert found.all == [found.base]


async def test_a_folder_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    """And only then: what was compiled stays."""
    folder = write(tmp_path / "a", words("Not now"))
    found = contents()
    await found.take([programme(1, folder)])
    before = found.of(1)
    await found.take([programme(1, folder), programme(2, folder)])
    assert found.of(1) is found.of(2) is before
    write(folder, words("Another time"))
    await found.take([programme(1, folder)])
    assert said(found.of(1)) == "Another time"


@pytest.mark.parametrize(
    "files",
    [
        {"prompts/en/shared.j2": "{% block skip %}"},
        {"prompts/crisis_lines.yaml": "countries: 7"},
        {"dialogues/help.yaml": "dialogue: help", "stories/river.md": STORY},
        {"notes.txt": "nothing of ours"},
        {"prompts/en/shared.j2": "\udce4"},
    ],
    ids=("words", "lines", "scripts", "nothing", "bytes"),
)
async def test_a_broken_folder_leaves_people_with_the_built_in_content(tmp_path: Path, files: dict[str, str]) -> None:
    """With one line in the log, and others are served as before."""
    folder = tmp_path / "a"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    good = write(tmp_path / "b", words("Not now"))
    found = contents()
    with capture_logs() as logs:
        await found.take([programme(1, folder, languages=("es",)), programme(2, good)])
        await found.take([programme(1, folder, languages=("es",)), programme(2, good)])
    assert found.of(1).wording is found.base.wording
    assert found.of(1).offered_languages == ("es",)
    assert said(found.of(2)) == "Not now"
    assert [(line["event"], line["programme"]) for line in logs] == [
        ("the content of a programme cannot be used", "p1")
    ]


async def test_a_folder_that_is_gone_is_noticed(tmp_path: Path) -> None:
    """At the next refresh; and when it is back, too."""
    folder = write(tmp_path / "a", words("Not now"))
    found = contents()
    await found.take([programme(1, folder)])
    folder.rename(tmp_path / "elsewhere")
    with capture_logs():
        await found.take([programme(1, folder)])
    assert found.of(1) is found.base
    (tmp_path / "elsewhere").rename(folder)
    await found.take([programme(1, folder)])
    assert said(found.of(1)) == "Not now"


async def test_refresh_reads_the_programmes_there_are(store: Store, tmp_path: Path) -> None:
    """What the operator changed counts from then on."""
    river = await a_programme(store, overlay=str(write(tmp_path / "a", words("Not now"))))
    found = contents()
    async with store.transaction() as transaction:
        await found.refresh(transaction)
    assert said(found.of(river.id)) == "Not now"
    async with store.transaction() as transaction:
        await desk.edit(transaction, "river-house", Details(overlay=""))
        await found.refresh(transaction)
    assert found.of(river.id) is found.base


def test_the_check_refuses_what_is_wrong_with_a_folder_and_nothing_else(tmp_path: Path) -> None:
    """Errors of the folder stop it, with file, line and remedy; the installation's own are not its business."""
    base = (a_little_content(tmp_path / "base"),)
    good = write(tmp_path / "a", {"prompts/en/help.j2": "{% block words %}I am here.{% endblock %}"})
    check_words(base, good, "en", TODAY.date())
    bad = write(tmp_path / "b", {"prompts/en/help.j2": "{% block words %}You must plan.{% endblock %}"})
    with pytest.raises(Problem) as refused:
        check_words(base, bad, "en", TODAY.date())
    assert f"{bad}/prompts/en/help.j2:1: C" in str(refused.value)
    assert "base" not in str(refused.value)
    assert str(refused.value).endswith("Mend what is named, then give this command again.")


@pytest.mark.parametrize(
    ("files", "hint"),
    [
        ({"dialogues/help.yaml": "", "prompts/en/shared.j2": ""}, "no scripts"),
        ({"readme.txt": ""}, "neither prompts/ nor stories/"),
    ],
)
def test_a_folder_of_the_wrong_kind_is_refused_with_one_line(tmp_path: Path, files: dict[str, str], hint: str) -> None:
    """Before anything in it is looked at."""
    with pytest.raises(Problem, match=hint) as refused:
        check_words(content_roots(None), write(tmp_path / "a", files), "en", TODAY.date())
    assert refused.value.usage
    assert "\n" not in str(refused.value)


def test_a_folder_can_bring_a_language(tmp_path: Path) -> None:
    """Then it can be offered; a broken folder brings none."""
    folder = write(tmp_path / "a", {"prompts/fr/shared.j2": "{% block skip %}Passer{% endblock %}"})
    assert set(locales_with(shipped(), str(folder))) == {"en", "es", "fr"}
    assert set(locales_with(shipped(), "")) == {"en", "es"}
    write(folder, {"prompts/crisis_lines.yaml": "7"})
    assert set(locales_with(shipped(), str(folder))) == {"en", "es"}
