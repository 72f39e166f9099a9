"""Scripts and words that nobody meant: pieces of them in any order, and shipped ones with a few things changed.

Whatever stands in a file, reading and checking it raises nothing, and saying it raises nothing but its own error.
"""

import contextlib
from pathlib import Path

import pytest
from helpers_content import SHIPPED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import sandbox
from bot.scripts.build import read_script
from bot.scripts.lint import Known, lint
from bot.wording import Wording
from bot.wording.prompts import read_prompts
from bot.wording.render import Voice, WordingError

QUICK = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
SCRIPTS = [(SHIPPED / "dialogues" / f"{name}.yaml").read_text("utf-8") for name in ("language", "win", "setback")]
ODD = st.sampled_from(
    ["", "&a ", "*a", "<<: ", "!!python/name:os.system ", "[", "]", "{", "}", ": ", "- ", "? ", "|\n", "\t", "\x00",
     "---\n", "\ufeff", "9" * 5000, "{{ x }}", "helped[new].what", "null", "~", "#", '"', "'", "é\u2028", "next: [[]]",
     "end", "wait: text", "states", "keep: {text: {}}", "if: ", "else: ", "().__class__"]
)  # fmt: skip
WORDS = st.lists(
    st.sampled_from(
        ["{{ ", " }}", "{% ", " %}", "for a in ", "if ", "endif", "endfor", "else", "set a = ", "a", "words", "| join",
         "| list", "| sort", "| map('list')", " ~ ", " + ", " * ", " ** ", "'x'", "1", "(", ")", "[", "]", "{#", "#}",
         "either ", "or", "endeither", "block b", "endblock", "shared('words')", ".__class__", "['__class__']", "\n",
         "\x00", "é", "self", "loop", "loop.index", "voice", "macro m()", "endmacro", "include 'x'", "raw", "endraw",
         "-", "<b>", "plural(2, other='{n}')", "| date", "| brief", "9" * 30, "is defined", "not "]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn) -> str:
    """A shipped script in which a few places hold something else."""
    text = draw(st.sampled_from(SCRIPTS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(ODD) + text[at + draw(st.sampled_from([0, 0, 1, 7, 60])) :]
    return text


@settings(QUICK, max_examples=150)
@given(text=changed())
def test_a_changed_script_is_read_and_checked(text: str) -> None:
    """With findings, or as a script that means something else."""
    source = read_script(Path("dialogues/changed.yaml"), text)
    if source.dialogue:
        lint(source, Known((), (), {source.dialogue.name}))
    assert all(item.line >= 1 and item.remedy for item in source.findings)
    assert source.dialogue or source.findings


@settings(QUICK, max_examples=200)
@given(words=WORDS)
def test_any_words_are_read_and_said_or_not(
    words: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is put between the two ends of a block."""
    monkeypatch.setattr(sandbox, "MOST_ROUNDS", 500)
    root = tmp_path_factory.getbasetemp() / "any"
    file = root / "prompts" / "en" / "shared.j2"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{% block words %}" + words + "{% endblock %}", "utf-8")
    read = read_prompts(file, Wording([root]).environment)
    with contextlib.suppress(WordingError):
        said = Wording([root]).say("en", "shared", "words", {"words": ("one", "two"), "x": 3}, Voice())
        assert read.broken is None
        assert isinstance(said, str)
