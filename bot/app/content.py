"""The content in use: scripts, words and crisis lines, built in and overlaid by a programme's own folder."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
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
    "stories", "checkins", "progress", "programme", "sharing", "letters", "review",
)  # fmt: skip
ACTIONS = (
    "chat.hide", "checkins.change", "checkins.choose", "checkins.pause", "checkins.place", "checkins.quiet",
    "checkins.snooze", "code.bring", "consent.give", "danger.look_in", "danger.own_help", "danger.see", "letters.read",
    "lines.look_up", "meeting.close", "meeting.set", "peer.forget", "peer.set", "place.clock", "place.country",
    "place.zone", "plan.address", "plan.adopt", "plan.bring", "plan.move", "plan.name_section", "plan.picture",
    "plan.picture_fits", "plan.pin", "plan.place", "plan.read", "plan.remove", "plan.restore", "plan.revise",
    "plan.search", "plan.send", "plan.settle", "plan.undo", "programme.join", "programme.leave", "progress.send",
    "recall.pick", "recall.step", "review.list", "review.open", "review.read", "review.sign_in", "review.write",
    "share.begin", "share.choose", "share.drop", "share.edit", "share.enter", "share.find", "share.give",
    "share.prepare", "share.preview", "share.revoke", "share.show", "share.talk", "share.until", "staff.accept",
)  # fmt: skip


@dataclass(slots=True)
class Reach:
    """Where this installation can be reached, as far as that is known by now.

    ``public_url`` is the address of the web pages; ``bot_name`` is Telegram's name of the bot, without its @.
    """

    public_url: str = ""
    bot_name: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that people wrote for people to read. ``roots`` are the folders, the overlay last.

    ``stories`` are those of real people that the programme has put into its overlay. ``languages`` are those that a
    programme offers its people; empty: all there are words in. ``signatures`` is the file with the signatures that the
    content needs to be used (`bot.app.content_review`); None: it needs none.
    """

    catalog: Catalog
    wording: Wording
    directory: Directory
    roots: tuple[Path, ...]
    stories: tuple[Story, ...] = ()
    reach: Reach = field(default_factory=Reach)
    languages: tuple[str, ...] = ()
    signatures: Path | None = None

    @property
    def offered_languages(self) -> tuple[str, ...]:
        """The languages that people can choose from; whatever a programme says, there is one."""
        there = self.wording.locales
        return tuple([code for code in self.languages if code in there]) or there if self.languages else there

    def locale_for(self, wanted: str | None) -> str:
        """The language to speak with somebody who wants ``wanted``: one that is offered, whatever words there are."""
        found, offered = self.wording.locale_for(wanted), self.offered_languages
        return found if found in offered else offered[0]


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
    return _with_words(catalog, roots, locale, today), findings


def overlaid(base: Content, overlay: Path, today: date | None = None) -> Content:
    """``base`` with the words, crisis lines and stories of one more folder; the scripts stay those of ``base``.

    Raises `DirectoryError` for bad crisis lines.
    """
    content = _with_words(base.catalog, (*base.roots, overlay), base.wording.default, today)
    return replace(content, reach=base.reach, signatures=base.signatures)


def _with_words(catalog: Catalog, roots: Sequence[Path], locale: str, today: date | None) -> Content:
    files = [file for root in roots if (file := root / "prompts" / "crisis_lines.yaml").exists()]
    wording = Wording(roots, locale if any((root / "prompts" / locale).is_dir() for root in roots) else "en")
    stories, _ = load_stories(roots, wording.default, today)
    return Content(catalog, wording, Directory.load(files), tuple(roots), tuple(stories))
