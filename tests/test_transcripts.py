"""Golden conversations: what the bot says is exactly what a writer has accepted (`make accept`)."""

from pathlib import Path

import pytest

from bot.app.content import Content, content_roots, load_content
from bot.terminal.replay import replay_file
from bot.terminal.transcript import TranscriptError, read_transcript

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


@pytest.fixture(scope="module")
def content() -> Content:
    """The shipped content, which lint finds no fault with."""
    loaded, findings = load_content(content_roots(None), "en")
    assert not [item for item in findings if item.severity == "error"]
    return loaded


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_the_conversation_goes_as_accepted(file: Path, content: Content) -> None:
    """Held again, word for word; where it differs, `strongsuit replay` shows how, and `make accept` takes it."""
    assert await replay_file(file, content) == file.read_text("utf-8")


def test_every_conversation_stands_in_both_languages() -> None:
    """A transcript in English has its counterpart in Spanish, and the other way round."""
    names = {
        language: {file.name.split(".")[0] for file in FILES if f".{language}." in file.name}
        for language in ("en", "es")
    }
    assert names["en"] == names["es"]
    assert len(names["en"]) >= 12


# What the terminal says of files, and of messages that leave the chat.
NOTES = ("| (file: ", "| (messages taken out")


def test_no_transcript_shows_a_slip() -> None:
    """No accepted transcript holds a line that failed, a button that was not there, or an apology."""
    for file in FILES:
        lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith(NOTES)]
        said = "\n".join(line for line in lines if line.startswith("|"))
        for slip in ("| (", "went wrong", "salió mal", "Traceback"):
            assert slip not in said, f"{file.name}: {slip}"


def test_a_transcript_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    """File, line and remedy."""
    file = tmp_path / "broken.txt"
    file.write_text("# a try\n\n| Hello\n", "utf-8")
    with pytest.raises(TranscriptError, match=r"broken.txt:3: .* Begin with a line '> /start'"):
        read_transcript(file)
