"""The content in use: scripts, words and crisis lines, built in and overlaid by a programme's own folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bot
from bot.app.directory import Directory
from bot.diagnostics import Finding, finding
from bot.scripts import Catalog, load_catalog
from bot.scripts.codes import CODES
from bot.wording import Wording

# What a script may ask for. `bot.app.context` and `bot.app.actions` provide them; a test holds the lists together.
NEEDS = ("peer", "plan", "countries", "languages", "zones", "lines", "sections")
ACTIONS = (
    "consent.give", "lines.look_up", "peer.forget", "peer.set", "place.country", "place.zone", "plan.adopt",
    "plan.remove", "plan.restore", "plan.revise",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that people wrote for people to read. ``roots`` are the folders, the overlay last."""

    catalog: Catalog
    wording: Wording
    directory: Directory
    roots: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is assumed of a person before they choose."""

    locale: str = "en"
    timezone: str = "UTC"
    country: str | None = None


def content_roots(overlay: Path | None) -> tuple[Path, ...]:
    """The folders of content: inside an installed package, or beside the code in a checkout; then the overlay."""
    package = Path(bot.__file__).parent
    built_in = package / "content"
    base = built_in if built_in.is_dir() else package.parent
    return (base, overlay) if overlay else (base,)


def missing_words(content: Content) -> list[Finding]:
    """The states of all dialogues that have nothing to say in the default locale: whoever came there would be stuck."""
    wording, findings = content.wording, []
    for name, dialogue in content.catalog.dialogues.items():
        source = content.catalog.sources[name]
        for state in dialogue.states.values():
            if state.speaks and not wording.has(wording.default, name, state.name):
                message = f"state {state.name} of {name} has no block {state.name!r}."
                findings.append(finding(CODES, "D010", source.file, source.line_of(state.name), message))
    return findings


def load_content(roots: Sequence[Path], locale: str) -> tuple[Content, list[Finding]]:
    """Loads all content; findings are those about the scripts' shape. Raises `DirectoryError` for bad crisis lines."""
    catalog, findings = load_catalog(roots, actions=ACTIONS, needs=NEEDS)
    files = [file for root in roots if (file := root / "prompts" / "crisis_lines.yaml").exists()]
    wording = Wording(roots, locale if any((root / "prompts" / locale).is_dir() for root in roots) else "en")
    return Content(catalog, wording, Directory.load(files), tuple(roots)), findings
