"""The content in use: scripts, words and crisis lines, built in and overlaid by a programme's own folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import bot
from bot.app.directory import Directory
from bot.app.stories import Story, load_stories
from bot.diagnostics import Finding, finding
from bot.scripts import Catalog, load_catalog
from bot.scripts.codes import CODES
from bot.wording import Wording

# What a script may ask for. `bot.app.context` and `bot.app.actions` provide them; a test holds the lists together.
NEEDS = (
    "peer", "plan", "changes", "history", "countries", "languages", "zones", "lines", "sections", "meeting", "menu",
    "stories", "checkins", "progress",
)  # fmt: skip
ACTIONS = (
    "checkins.change", "checkins.choose", "checkins.pause", "checkins.place", "checkins.quiet", "checkins.snooze",
    "consent.give", "lines.look_up", "meeting.close", "meeting.set", "peer.forget", "peer.set", "place.clock",
    "place.country", "place.zone", "plan.address", "plan.adopt", "plan.bring", "plan.move", "plan.name_section",
    "plan.picture", "plan.picture_fits", "plan.pin", "plan.place", "plan.read", "plan.remove", "plan.restore",
    "plan.revise", "plan.search", "plan.send", "plan.settle", "plan.undo", "progress.send", "recall.pick",
    "recall.step",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that people wrote for people to read. ``roots`` are the folders, the overlay last.

    ``stories`` are those of real people that the programme has put into its overlay.
    """

    catalog: Catalog
    wording: Wording
    directory: Directory
    roots: tuple[Path, ...]
    stories: tuple[Story, ...] = ()


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


def load_content(roots: Sequence[Path], locale: str, today: date | None = None) -> tuple[Content, list[Finding]]:
    """Loads all content; findings are those about the scripts' shape. Raises `DirectoryError` for bad crisis lines.

    A story with something wrong is left out; `strongsuit check` says why. With ``today``, that includes one whose day
    of consent is still to come.
    """
    catalog, findings = load_catalog(roots, actions=ACTIONS, needs=NEEDS)
    files = [file for root in roots if (file := root / "prompts" / "crisis_lines.yaml").exists()]
    wording = Wording(roots, locale if any((root / "prompts" / locale).is_dir() for root in roots) else "en")
    stories, _ = load_stories(roots, wording.default, today)
    return Content(catalog, wording, Directory.load(files), tuple(roots), tuple(stories)), findings
