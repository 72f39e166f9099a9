"""`strongsuit content ...`, as reviewers and operators use it; and the commands that refuse unsigned content."""

import os
import re
from pathlib import Path

import pytest
from helpers_programmes import AT
from helpers_review import EN, sign, write
from typer.testing import CliRunner

from bot.app.content import load_content
from bot.app.content_review import SIGNED
from bot.app.programmes.answers import ProgrammeAnswer
from bot.cli import _say_what_is_unsigned as say_what_is_unsigned
from bot.cli import app
from bot.cli_programme.programmes import _say_what_is_unsigned as say_of_programme
from bot.settings import read_settings

HASH = re.compile(r"\b[0-9a-f]{64}\b")


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with small content and nothing else set."""
    for name in [name for name in os.environ if name.startswith("STRONGSUIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STRONGSUIT_DATA_DIR", str(tmp_path / "data"))
    root = write(tmp_path / "base")
    monkeypatch.setattr("bot.compose.content.content_roots", lambda overlay: (root, overlay) if overlay else (root,))
    return root


def give(*words: str) -> tuple[int, str, str]:
    """Gives a command: exit code, output, errors."""
    done = CliRunner().invoke(app, list(words))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_from_reading_to_signing_to_a_change(base: Path, tmp_path: Path) -> None:
    """The page holds the hash that is signed; a changed word is named, and the next page can be signed again."""
    page = give("content", "review")[1]
    (found,) = set(HASH.findall(page))
    assert f"en {found}\n" in give("content", "hash")[1]
    assert give("content", "status") == (
        1, "en: not signed yet\nes: not signed yet\n"
        "Unsigned content is used too (STRONGSUIT_REQUIRE_SIGNED_CONTENT is off).\n", "",
    )  # fmt: skip
    signing = ("content", "sign", "--locale", "en", "--name", " Ana  Ruiz ", "--role", "lead", "--hash", found[:12])
    code, out, _ = give(*signing)
    assert code == 0
    assert out.startswith("Ana Ruiz (lead) signed en on ")
    assert (tmp_path / "data" / SIGNED).is_file()
    code, out, _ = give("content", "status", "--locale", "en")
    assert code == 0
    assert out.startswith("en: signed by Ana Ruiz (lead) on ")
    write(base, en=EN.replace("Until", "So"))
    code, out, _ = give("content", "status", "--locale", "en")
    assert code == 1
    assert re.match(r"en: changed since Ana Ruiz signed on [0-9-]+: garden\n", out)
    code, _, err = give(*signing)
    assert code == 1
    assert "Nothing was signed" in err
    assert give(*signing[:-2])[0] == 0
    assert give("content", "status", "--locale", "en")[0] == 0


def test_pages_in_files(base: Path, tmp_path: Path) -> None:
    """One for the printer, or one for each language."""
    assert give("content", "review", "--locale", "es", "--html", "out/page.html")[0] == 0
    assert '<html lang="es">' in (tmp_path / "out" / "page.html").read_text("utf-8")
    assert give("content", "review", "--into", "pages")[0] == 0
    assert sorted(file.name for file in (tmp_path / "pages").iterdir()) == ["en.md", "es.md"]
    assert (tmp_path / "pages" / "en.md").read_text("utf-8") == give("content", "review")[1]
    assert give("content", "review", "--into", "pages", "--html", "x.html")[0] == 2


def test_a_programmes_folder_is_signed_in_its_own_file(base: Path, tmp_path: Path) -> None:
    """What it does not change is covered by the installation's signatures."""
    file = tmp_path / "own" / "prompts" / "en" / "garden.j2"
    file.parent.mkdir(parents=True)
    file.write_text("{% block title %}Ours{% endblock %}\n", "utf-8")
    content = load_content([base], "en")[0]
    sign(content, tmp_path / "data" / SIGNED, "es", name="Base")
    code, out, _ = give("content", "status", "--folder", "own")
    assert code == 1
    assert out.startswith("en: not signed yet\nes: signed by Base (lead) on ")
    assert give("content", "sign", "--locale", "en", "--name", "Ana", "--role", "lead", "--folder", "own")[0] == 0
    assert (tmp_path / "own" / SIGNED).is_file()
    assert give("content", "status", "--folder", "own", "--locale", "en")[0] == 0
    assert give("content", "status", "--locale", "en")[0] == 1
    assert give("content", "hash", "--folder", "own")[1] != give("content", "hash")[1]
    assert "**Ours**" in give("content", "review", "--folder", "own")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("review", "--locale", "fr"),
        ("hash", "--locale", "fr"),
        ("status", "--folder", "nowhere"),
        ("sign", "--locale", "fr", "--name", "Ana", "--role", "lead"),
        ("sign", "--locale", "en", "--name", " ", "--role", "lead"),
        ("sign", "--locale", "en", "--name", "Ana", "--role", "x" * 81),
        ("sign", "--locale", "en", "--name", "Ana\x1b[2J", "--role", "lead"),
        ("sign", "--locale", "en", "--name", "Ana"),
    ],
)
def test_wrong_usage_signs_nothing(base: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    """Exit code 2, and a word about it."""
    code, out, err = give("content", *words)
    assert (code, out) == (2, "")
    assert err
    assert not (tmp_path / "data" / SIGNED).exists()


def test_chat_refuses_what_nobody_signed(
    base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, exit code 1, before anything is opened; the check names it for information."""
    from bot.cli import main

    monkeypatch.setenv("STRONGSUIT_REQUIRE_SIGNED_CONTENT", "true")
    monkeypatch.setenv("STRONGSUIT_TELEGRAM_TOKEN", "1:a")
    for command in ("chat", "run"):
        monkeypatch.setattr("sys.argv", ["strongsuit", command])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1
        err = capsys.readouterr().err
        assert err.startswith("strongsuit: STRONGSUIT_REQUIRE_SIGNED_CONTENT is on, and nobody has signed")
        assert err.count("\n") == 1
    assert not (base.parent / "data").exists()


def test_the_check_names_unsigned_content_for_information(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each language; a file of signatures that is broken is told, and the check goes on."""
    settings = read_settings(require_signed_content=True)
    say_what_is_unsigned(settings)
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        f"Unsigned, so the bot would not start: {code}: not signed yet. See: strongsuit content status"
        for code in ("en", "es")
    ]
    settings.signed_content.parent.mkdir()
    settings.signed_content.write_text("x", "utf-8")
    say_what_is_unsigned(settings)
    assert "Whether the content is signed cannot be said" in capsys.readouterr().out


def test_showing_a_programme_says_that_its_folder_is_not_in_use(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only where content has to be signed; beside the answer, so that --json stays JSON."""
    file = tmp_path / "own" / "prompts" / "en" / "garden.j2"
    file.parent.mkdir(parents=True)
    file.write_text("{% block title %}Ours{% endblock %}\n", "utf-8")
    shown = ProgrammeAnswer(
        key="river", name="River", languages=("en",), country=None, timezone=None, retention_days=None,
        content=str(tmp_path / "own"), contact="", notice_url="", created_at=AT, closed_at=None,
    )  # fmt: skip
    say_of_programme(shown)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setenv("STRONGSUIT_REQUIRE_SIGNED_CONTENT", "true")
    say_of_programme(shown)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Not in use: nobody has signed the content in its folder as it is now. See: strongsuit content" in err
    sign(load_content([base, tmp_path / "own"], "en")[0], tmp_path / "own" / SIGNED)
    say_of_programme(shown)
    assert capsys.readouterr() == ("", "")
    file.write_text("{% block title %}", "utf-8")
    say_of_programme(shown)
    assert "Not in use: WordingError" in capsys.readouterr().err
