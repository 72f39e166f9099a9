"""The documents cannot drift: what they name exists, what exists they name, and their examples work."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from helpers_content import on_a_part
from typer.core import TyperGroup, TyperOption
from typer.main import get_command

from bot.app.actions import ACTIONS
from bot.app.check import CODES as REST_CODES
from bot.app.check import check_content
from bot.app.content import NEEDS, content_roots, load_content
from bot.app.sample_outcomes import OUTCOMES
from bot.cli import app
from bot.diagnostics import Code
from bot.engine.asking import PAGE_SIZE
from bot.sandbox import FILTERS
from bot.scripts.build import SCRIPT_KEYS, STATE_KEYS
from bot.scripts.codes import CODES as SCRIPT_CODES
from bot.scripts.draw import mermaid
from bot.scripts.expressions import SAYINGS
from bot.scripts.lint import ALWAYS
from bot.settings import Settings
from bot.terminal.replay import replay_file
from bot.wording import Wording
from bot.wording.care import CODES as CARE_CODES
from bot.wording.codes import CODES as WORDING_CODES

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "script-reference.md"
OPERATIONS = ROOT / "docs" / "operations.md"
PICTURE = ROOT / "docs" / "images" / "conversation.svg"
PAGES = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]

_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_ALL_CODES: Mapping[str, Code] = {**SCRIPT_CODES, **WORDING_CODES, **REST_CODES}
TITLES = {number: code.title for number, code in _ALL_CODES.items()} | {
    number: care.title for number, care in CARE_CODES.items()
}
REMEDIES = {number: code.remedy for number, code in _ALL_CODES.items()} | {
    number: care.remedy for number, care in CARE_CODES.items()
}


def in_code(page: Path) -> str:
    """Everything on a page that stands in back-quotes, in a fence or in an indented block."""
    text = page.read_text("utf-8")
    fences, rest = _FENCE.findall(text), _FENCE.sub("", text)
    indented = (line for line in rest.splitlines() if line.startswith("    "))
    return "\n".join([*re.findall(r"`([^`\n]+)`", rest), *fences, *indented])


def everything_in_code() -> str:
    """The same for all pages together."""
    return "\n".join(in_code(page) for page in PAGES)


def example(name: str) -> dict[str, str]:
    """The files of an example in the README: fenced blocks that a comment ``example: <name> <path>`` announces."""
    marked = re.compile(rf"<!-- example: {name} (\S+) -->\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    return dict(marked.findall(README.read_text("utf-8")))


def overlay_of(name: str, folder: Path) -> Path:
    """Writes an example's files into a folder, as a reader would."""
    files = example(name)
    assert files, f"the README has no example called {name}"
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def findings_in(overlay: Path, *below: str) -> list[str]:
    """What `strongsuit check` says about the files of an overlay on these dialogues."""
    with on_a_part(*below):
        found = check_content(overlay, "en", date(2026, 11, 22))
    return [str(one) for one in found if overlay in one.file.parents and one.code != "D024"]


async def talk(folder: Path, overlay: Path | None, *lines: str) -> list[str]:
    """Holds a conversation with a new person; returns the transcript, line by line."""
    content, findings = load_content(content_roots(overlay), "en")
    assert not [one for one in findings if one.severity == "error"]
    script = folder / "talk.txt"
    script.write_text("".join(f"> {line}\n|\n\n" for line in lines), "utf-8")
    return (await replay_file(script, content)).splitlines()


ARRIVING = ("/start", "[Yes, I'm 18+ and that's fine]", "[Skip]", "[Skip]")


def commands(group: TyperGroup, above: str = "") -> Iterator[tuple[str, Any]]:
    """All commands with their full names."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


COMMANDS = dict(commands(get_command(app)))  # type: ignore[arg-type]  # with several commands, it is a group


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    """Whoever reads the pages meets every command, and every option beside its command."""
    text = everything_in_code()
    assert f"strongsuit {name}" in text
    for option in COMMANDS[name].params:
        if isinstance(option, TyperOption):
            pattern = rf"strongsuit {name}\b[^\n]*{re.escape(option.opts[0])}\b"
            assert re.search(pattern, text), f"{option.opts[0]} of {name}"


def test_every_documented_command_exists() -> None:
    """No page names a command that is not there."""
    named = {" ".join(found) for found in re.findall(r"strongsuit ([a-z]+)(?: ([a-z]+))?", everything_in_code())}
    for one in named:
        first = one.split()[0]
        assert first in {name.split()[0] for name in COMMANDS}, f"strongsuit {one}"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    """Its row in the operations page names it and its default."""
    rows = [line for line in OPERATIONS.read_text("utf-8").splitlines() if line.startswith("| `STRONGSUIT_")]
    found = [row for row in rows if f"`STRONGSUIT_{name.upper()}`" in row]
    assert len(found) == 1
    default = Settings.model_fields[name].default
    if isinstance(default, str | int) and default:
        assert f"`{default}`" in found[0]


def test_no_page_names_a_setting_that_is_not_there() -> None:
    """A name that begins with STRONGSUIT_ is a setting."""
    known = {f"STRONGSUIT_{name.upper()}" for name in Settings.model_fields}
    for page in PAGES:
        assert set(re.findall(r"STRONGSUIT_[A-Z_]+", page.read_text("utf-8"))) - {"STRONGSUIT_"} <= known, page


def table_of(heading: str) -> dict[str, str]:
    """The rows of the tables below a heading of the reference, by what stands in their first column."""
    parts = re.split(r"^#{2,3} ", REFERENCE.read_text("utf-8"), flags=re.MULTILINE)
    part = next(part for part in parts if part.startswith(heading))
    rows = re.findall(r"^\| `([^`]+)`(?:, `([^`]+)`)? (\|.*)$", part, re.MULTILINE)
    return {name: rest for first, second, rest in rows for name in (first, second) if name}


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Keys of a script", SCRIPT_KEYS),
        ("Keys of a state", STATE_KEYS),
        ("Needs", frozenset(NEEDS)),
        ("Actions", frozenset(ACTIONS)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_reference_has_exactly_what_scripts_can_use(heading: str, names: frozenset[str]) -> None:
    """Every key, need and action has its row, and no row is about something that is gone."""
    assert set(table_of(heading)) == names


def test_the_reference_has_every_outcome_of_every_action() -> None:
    """The row of an action names what a script has to be ready for."""
    rows = table_of("Actions")
    for action, outcomes in OUTCOMES.items():
        for outcome, _ in outcomes:
            assert f"`{outcome}`" in rows[action], f"{action}: {outcome}"


def test_the_reference_has_every_name_and_filter_of_expressions() -> None:
    """What an expression may use is listed."""
    assert set(table_of("Expressions")) >= ALWAYS
    listed = re.search(r"^Filters: (.*?)\.$", REFERENCE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert listed
    assert sorted(re.findall(r"`(\w+)`", listed[1])) == sorted((*FILTERS, *SAYINGS))


def test_the_reference_says_how_many_buttons_are_shown() -> None:
    """The number on the page is the number in the engine."""
    words = {8: "Eight", 9: "Nine", 10: "Ten", 12: "Twelve"}
    assert f"{words[PAGE_SIZE]} are shown at a time" in REFERENCE.read_text("utf-8")


@pytest.mark.parametrize("number", TITLES)
def test_every_finding_is_documented(number: str) -> None:
    """Its row holds its title and its remedy, as the code has them."""
    rows = re.findall(rf"^\| {number} \| (.*?) \| (.*) \|$", REFERENCE.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 1
    title, remedy = (unescape(cell).replace(r"\|", "|") for cell in rows[0])
    assert title.removesuffix(" (warning)").casefold() == TITLES[number].casefold()
    assert remedy == REMEDIES[number]
    if number in _ALL_CODES:
        assert title.endswith(" (warning)") == (_ALL_CODES[number].severity == "warning")


def test_no_page_names_a_finding_that_is_not_there() -> None:
    """A number such as D001 is one that the check can report."""
    for page in PAGES:
        assert set(re.findall(r"\b[CDWR]0\d\d\b", page.read_text("utf-8"))) <= set(TITLES), page


def logged() -> set[str]:
    """Every sentence that the program logs as a warning or an error."""
    sources = (file.read_text("utf-8") for file in (ROOT / "bot").rglob("*.py"))
    return {found for text in sources for found in re.findall(r'log\.(?:error|warning)\(\s*"([^"]+)"', text)}


def test_every_warning_in_the_log_is_explained() -> None:
    """The operator finds each sentence of the log on the operations page."""
    text = OPERATIONS.read_text("utf-8")
    assert logged()
    assert not [sentence for sentence in logged() if f"`{sentence}`" not in text]


def anchors(page: Path) -> set[str]:
    """The places on a page that a link can lead to, as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    """Every link to a file, and to a heading, has its goal."""
    for link in _LINK.findall(_FENCE.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, place = link.partition("#")
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), link
        assert not place or place in anchors(goal), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_files_and_make_targets_exist(page: Path) -> None:
    """A path into the project, or a make target, is one that is there."""
    text = in_code(page)
    for path in re.findall(r"\b(?:bot|tests)/[\w/.]*\w(?:\.py|\.yaml)?", text):
        if "*" not in path and not path.startswith("tests/transcripts/"):
            assert (ROOT / path).exists(), path
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"^\s*make ([a-z-]+)", text, re.MULTILINE)) <= targets


def test_every_record_of_a_decision_is_whole() -> None:
    """Numbered without a gap, with context, decision and consequences."""
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for file in files:
        text = file.read_text("utf-8")
        assert text.startswith(f"# {int(file.name[:4])}. ")
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences")), file


def test_the_filters_for_words_are_documented() -> None:
    """Whatever of our own a writer may put words through, or call, stands on the writers' page."""
    environment = Wording(content_roots(None)).environment
    ours = {name for name, made in environment.filters.items() if made.__module__.startswith("bot.")}
    writing = in_code(ROOT / "docs" / "writing.md")
    assert {"quote", "brief", "date"} <= ours
    assert not [name for name in ours if not re.search(rf"\| {name} }}}}", writing)]
    assert not [name for name in environment.globals if f"{name}(" not in writing]


async def test_changing_a_sentence_works_as_the_readme_shows(tmp_path: Path) -> None:
    """One block in an overlay: the check is content, it is said, and all other words stay."""
    overlay = overlay_of("overlay", tmp_path / "our-words")
    assert findings_in(overlay, "reflect") == []
    said = await talk(tmp_path, overlay, *ARRIVING, "[Now is good]", "A walk")
    assert "| Looking back at rough patches, what has helped you?" in said
    assert "| Where could “A walk” help you next?" in said


async def test_adding_a_dialogue_works_as_the_readme_shows(tmp_path: Path) -> None:
    """A script and its words: checked, drawn, opened by its command; what is said goes into the plan."""
    overlay = overlay_of("dialogue", tmp_path / "our-words")
    assert [one for one in findings_in(overlay, "plan", "home") if "W001" not in one] == []
    content, _ = load_content(content_roots(overlay), "en")
    assert "moment --> who : text" in mermaid(content.catalog.current("good_today"))
    said = await talk(tmp_path, overlay, *ARRIVING, "[Later]", "/goodtoday", "Tea with Ana", "My brother", "/plan")
    assert "| Who could you tell about “Tea with Ana”?" in said
    assert "| “My brother” might like to hear of it." in said
    assert "| • Tea with Ana" in said


def quoted_conversation() -> list[str]:
    """The conversation in the README, line by line."""
    found = re.search(r"<!-- transcript -->\n```text\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found
    return found[1].splitlines()


async def test_the_conversation_in_the_readme_is_real(tmp_path: Path) -> None:
    """Typed again, the same words come back, in the same order; what is left out is marked."""
    quoted = quoted_conversation()
    said = iter(await talk(tmp_path, None, *(line[2:] for line in quoted if line.startswith("> "))))
    left_out = False
    for line in quoted:
        if line == "[...]":
            left_out = True
        elif line:
            heard = next(one for one in said if one and (not left_out or one == line))
            assert heard == line
            left_out = False


async def test_the_picture_shows_what_is_really_said(tmp_path: Path) -> None:
    """Every sentence and every button in the picture comes from the conversation in the README."""
    quoted = quoted_conversation()
    said = await talk(tmp_path, None, *(line[2:] for line in quoted if line.startswith("> ")))
    everything = " ".join(" ".join(line[2:] for line in said).split())
    picture = ElementTree.parse(PICTURE).getroot()  # noqa: S314 - it is our own file
    texts = [one for one in picture.iter("{http://www.w3.org/2000/svg}text") if one.get("class") in ("said", "label")]
    assert len(texts) > 10
    for one in texts:
        words = " ".join(" ".join(one.itertext()).split())
        assert words in everything, words
