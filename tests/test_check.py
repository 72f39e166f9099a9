"""The whole check: the shipped content passes it, and whatever an overlay holds, it comes to its end."""

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from helpers_content import SHIPPED, on_a_part

import bot
from bot.app.check import CODES, check_content, report_content
from bot.app.content import ACTIONS, load_content
from bot.app.samples import outcomes, people, setting
from bot.diagnostics import Finding, in_order
from bot.wording.corpus import CONTROLS, labels
from bot.wording.rehearsal import rehearse

TODAY = date(2026, 11, 22)
LINE = """{name: Listening line, call: 020 555, hours: 24/7, languages: [en],
    source: https://example.org/a, verified_on: 2026-11-15}"""

SILENT = "dialogue: more\nversion: 1\nstart: one\nstates: {one: {end: completed, silent: true}}\n"

# Calls through which the program says a shared block, and the position of its name.
SAYING = {"tell": 0, "shared": 0, "say_control": 0, "append": 0}


# Enough of the content for an overlay to lie on.
SOME = ("welcome", "home", "now", "connect", "import")


def overlay(root: Path, files: dict[str, str | bytes]) -> list[Finding]:
    """What the check says about files of an overlay (on a part of the content), and about the folder itself."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode() if isinstance(content, str) else content)
    with on_a_part(*SOME):
        return [item for item in check_content(root, "en", TODAY) if item.file.is_relative_to(root)]


def said_by_the_program() -> set[str]:
    """Every name of a shared block that stands in the code, found by how such names are said."""
    found: set[str] = set()
    root = Path(bot.__file__).parent
    for file in (*(root / "app").glob("*.py"), *(root / "engine").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            is_lead = ast.unparse(node.func).endswith("leads.append")
            if node.func.attr in SAYING and (node.func.attr != "append" or is_lead):
                names = [part for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                found |= {str(name.value) for name in names}
    return found


@pytest.mark.long
def test_the_shipped_content_passes() -> None:
    """Nothing is wrong with it; only crisis lines grow old by themselves. Findings are by file and line, none twice."""
    found = check_content(None, "en", TODAY)
    assert [str(item) for item in found if item.code != "R001"] == []
    assert found == in_order(found)


def test_every_shared_block_of_the_program_is_rehearsed() -> None:
    """Whoever adds one is told to add a sample of it."""
    content, _ = load_content([SHIPPED], "en")
    assert said_by_the_program() - setting(content).shared.keys() == set()
    assert setting(content).shared.keys() >= CONTROLS


def test_every_action_is_rehearsed() -> None:
    """With the outcomes it may have."""
    content, _ = load_content([SHIPPED], "en")
    assert set(outcomes(content)) == set(ACTIONS)


@pytest.mark.parametrize("locale", ["en", "es"])
def test_a_rehearsal_meets_every_word(locale: str) -> None:
    """Each state that speaks, and each label, comes up as it would with a real person."""
    content, _ = load_content([SHIPPED], "en")
    stage = setting(content)
    met = people(content, locale)[:8]  # the others differ in their country only
    for dialogue in content.catalog.dialogues.values():
        states = list(dialogue.states.values())
        spoken = {state.name for state in states if state.speaks}
        words = spoken | {one for state in states for one in labels(state)}
        for say in (heard.say for heard in rehearse(dialogue, stage, met, below=True)):
            assert say.block in spoken
            words -= {say.block, *(button.block for button in say.buttons)}
            if not words:
                break
        assert words == set(), dialogue.name


def test_another_default_language_passes_too() -> None:
    """An installation may speak Spanish first."""
    with on_a_part(*SOME):
        found = [item for item in check_content(None, "es", TODAY) if item.severity == "error"]
    # A part of the content leads to the rest of it, and lacks the words of the web pages.
    assert {(item.code, item.file.name) for item in found if item.code != "D016"} <= {("W005", "pages.j2")}


def test_old_crisis_lines_are_warned_of() -> None:
    """R001 with the line of the date; countries that share an entry are named together."""
    with on_a_part(*SOME):
        found = [item for item in check_content(None, "en", date(2030, 1, 1)) if item.code == "R001"]
    assert found
    assert {item.severity for item in found} == {"warning"}
    rows = (SHIPPED / "prompts" / "crisis_lines.yaml").read_text("utf-8").splitlines()
    assert all("verified_on" in rows[item.line - 1] for item in found)
    assert any("PR, US, VI: 988" in item.message for item in found)
    assert all("verified_on" in str(item) and str(item).endswith(item.remedy) for item in found)


def test_a_line_of_the_overlay_that_is_old(tmp_path: Path) -> None:
    """The finding is in the programme's own file, also in the short form of YAML."""
    lines = f"countries:\n  - {{country: US, emergency: 911, lines: [{LINE.replace('2026-11-15', '2024-02-29')}]}}\n"
    found = overlay(tmp_path, {"prompts/crisis_lines.yaml": lines})
    assert [(item.code, item.line) for item in found] == [("R001", 3)]
    assert "US: Listening line was checked 997 days ago" in found[0].message


def test_lines_of_ones_own_that_leave_people_alone(tmp_path: Path) -> None:
    """R008 where nobody answers at night, R009 where the emergency number is that of the entry before."""
    by_day = LINE.replace("24/7", "9 to 5")
    lines = f"countries:\n  - {{country: US, also: [PR], lines: [{LINE}]}}\n"
    lines += f"  - {{country: SE, also: [NO], emergency: 112, lines: [{by_day}]}}\n"
    found = overlay(tmp_path, {"prompts/crisis_lines.yaml": lines})
    rows = {item.code: item.line for item in found}
    assert (rows, {item.severity for item in found}) == ({"R008": len(lines.splitlines()) - 1, "R009": 2}, {"warning"})
    assert "NO, SE: none of the lines" in str(found)
    assert "PR, US: the entry has no emergency number; 911 of the one before it is used." in str(found)


@pytest.mark.parametrize("text", ["countries: [\n", "[]", "countries:\n  - {country: UK}\n", "\x00", "a: " * 5000])
def test_crisis_lines_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    """One finding in that file; the rest of the content is checked all the same."""
    words = "{% block close %}You should call.{% endblock %}"
    found = overlay(tmp_path, {"prompts/crisis_lines.yaml": text, "prompts/en/connect.j2": words})
    assert {item.code for item in found} in ({"R002", "C011"}, {"R003", "C011"})
    assert {item.file.name for item in found} == {"crisis_lines.yaml", "connect.j2"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dialogues/connect.yaml", b"\xff\xfe\x00\x01"),
        ("dialogues/connect.yaml", b"{" * 20000),
        ("dialogues/connect.yaml", b"&a [*a]"),
        (
            "dialogues/connect.yaml",
            b"dialogue: connect\nversion: 1\nstart: one\nstates: {one: [], two: {next: {}, wait: []}}",
        ),
        (
            "dialogues/connect.yaml",
            b"dialogue: connect\nversion: 1\nstart: a\nstates: {a: {wait: text, save: 'x[last].y'}}",
        ),
        ("dialogues/connect.yaml", b"dialogue: connect\nversion: 1\nstart: a\nstates: {a: {do: plan.remove, next: a}}"),
        ("dialogues/connect.yaml/nested.txt", b""),
        ("dialogues/published.json", b"[1"),
        ("dialogues/published.json", b"[1]"),
        ("dialogues/published.json", b'{"more": 1}'),
        ("prompts/en/connect.j2", b"\xff\xfe\x00\x01"),
        ("prompts/en/connect.j2", b"{% block good %}{{ plan.lines[0].nothing.at.all }}{% endblock %}"),
        ("prompts/en/connect.j2", b"{% block good %}{{ shared('good') }}{{ 1 / 0 }}{{ ''.__class__ }}{% endblock %}"),
        ("prompts/en/connect.j2", b"{% block close %}" + b"{{ (" * 3000),
        ("prompts/en/connect.j2", b"{% block close %}{{ 'x' | date }}{{ 3 | time }}{% endblock %}"),
        ("prompts/en/connect.j2/nested.txt", b""),
        ("prompts/en/shared.j2", b"{% block go_on %}{{ shared('go_on') }}{% endblock %}"),
        ("prompts/en/shared.j2", b"{% block skip %}"),
        ("prompts/klingon/connect.j2", b"{% block close %}Qapla'{% endblock %}"),
        ("prompts/crisis_lines.yaml/nested.txt", b""),
    ],
)
def test_garbage_is_a_finding_and_no_crash(tmp_path: Path, name: str, content: bytes) -> None:
    """Each of these is told, with a place in the overlay."""
    found = overlay(tmp_path, {"dialogues/more.yaml": SILENT, name: content})
    assert any(item.severity == "error" for item in found)


def test_a_report_of_garbage_is_still_a_report(tmp_path: Path) -> None:
    """What can be measured is measured, whatever lies beside it."""
    overlay(tmp_path, {"dialogues/connect.yaml": b"\xff\xfe", "prompts/en/home.j2": b"{% block"})
    with on_a_part(*SOME):
        assert report_content(tmp_path, "en")


def test_an_overlay_that_is_not_there(tmp_path: Path) -> None:
    """A misspelt setting is told, not passed over."""
    with on_a_part(*SOME):
        found = [item for item in check_content(tmp_path / "nowhere", "en", TODAY) if item.code == "R003"]
    assert [(item.code, item.file.name) for item in found] == [("R003", "nowhere")]


def test_an_overlay_of_one_sentence(tmp_path: Path) -> None:
    """One block may be replaced; nothing else is asked of the programme."""
    assert overlay(tmp_path, {"prompts/en/connect.j2": "{% block close %}It's back in your plan.{% endblock %}"}) == []
    found = overlay(tmp_path, {"prompts/en/connect.j2": "{% block close %}You must be an addict.{% endblock %}"})
    assert [(item.code, item.line) for item in found] == [("C010", 1), ("C011", 1)]
    found = overlay(tmp_path, {"prompts/en/now.j2": "{% block bye %}Call anytime. 💛{% endblock %}"})
    assert "C006" in {item.code for item in found}


def test_words_for_somebody_in_danger_may_command(tmp_path: Path) -> None:
    """Elsewhere the same sentence is a finding."""
    words = "{% block bye %}Take a breath.{% endblock %}"
    assert overlay(tmp_path / "now", {"prompts/en/now.j2": words}) == []
    words = words.replace("bye", "close")
    assert [item.code for item in overlay(tmp_path / "connect", {"prompts/en/connect.j2": words})] == ["C012"]


def test_a_nudge_is_read_as_on_a_locked_screen(tmp_path: Path) -> None:
    """It comes unasked."""
    words = "{% block nudge %}Your recovery plan has a question open.{% endblock %}"
    assert [item.code for item in overlay(tmp_path, {"prompts/en/shared.j2": words})] == ["C018"]


def test_the_report_has_a_row_for_each_dialogue() -> None:
    """And the totals, for each language."""
    with on_a_part(*SOME, "pages"):
        report = report_content(None, "en")
    *tables, legend = report.split("\n\n")
    for part in tables:
        rows = {line.split()[0] for line in part.splitlines()[3:]}
        assert rows == {*SOME, "shared", "pages", "all"}
        assert max(map(len, part.splitlines())) <= 80
    assert [part.splitlines()[0] for part in tables] == ["Wording in 'en'", "Wording in 'es'"]
    assert all(f"{head}" in legend for head in tables[0].splitlines()[1].split()[2:])


def test_own_codes_are_explained() -> None:
    """Each has a title and a remedy that is a sentence."""
    assert all(code.title and code.remedy.endswith(".") for code in CODES.values())


def test_running_the_bot_does_not_load_the_care_lint() -> None:
    """It takes a dictionary of syllables into memory, which only a check needs."""
    script = (
        "import sys, bot.cli, bot.cli_run, bot.terminal.chat\n"
        "print([name for name in sys.modules if name.startswith(('textstat', 'bot.wording.care', 'bot.app.check'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
