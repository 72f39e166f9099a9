"""A part of the shipped content for the check to look at; a rehearsal of all of it at every test would take minutes."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from bot.app.content import content_roots
from bot.app.sample_people import sample_people
from bot.sandbox import Sandbox
from bot.wording.care import check_utterance
from bot.wording.prompts import PromptsFile, read_prompts

SHIPPED = content_roots(None)[0]
_parts: list[Path] = []
LITTLE = "language"
"""A small dialogue. What the check says of an overlay does not hang on which dialogues lie below it, nor how many."""


@cache
def part_of_content(*names: str) -> Path:
    """A folder with these dialogues, for the tests of this process; also files of words that belong to none."""
    root = Path(tempfile.mkdtemp(prefix="strongsuit-content-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    _parts.append(root)
    (root / "dialogues").mkdir()
    for name in names:
        if (script := SHIPPED / "dialogues" / f"{name}.yaml").exists():
            shutil.copy(script, root / "dialogues")
    for locale in ("en", "es"):
        (root / "prompts" / locale).mkdir(parents=True)
        for name in (*names, "shared"):
            shutil.copy(SHIPPED / "prompts" / locale / f"{name}.j2", root / "prompts" / locale)
    shutil.copy(SHIPPED / "prompts" / "crisis_lines.yaml", root / "prompts")
    return root


@cache
def _read_before(path: Path, environment: object) -> PromptsFile:
    return read_prompts(path, _environments[environment])


_environments: dict[object, Sandbox] = {}
_judged_before = cache(check_utterance)


def _read_once(path: Path, environment: Sandbox) -> PromptsFile:
    """What a file of words holds; one that no test changes is read once."""
    if not any(path.is_relative_to(root) for root in _parts):
        return read_prompts(path, environment)
    # Environments differ in what they let words use, and in nothing else that matters here.
    known = (frozenset(environment.filters), frozenset(environment.tests), frozenset(environment.globals))
    _environments.setdefault(known, environment)
    return _read_before(path, known)


@contextmanager
def on_a_part(*names: str) -> Iterator[None]:
    """Within it, the content is that part, with or without an overlay, and few people rehearse it.

    What is said of the same words again and again is worked out once for all tests of this process.
    """
    root = part_of_content(*(names or (LITTLE,)))
    with (
        patch("bot.wording.corpus.read_prompts", _read_once),
        patch("bot.wording.judge.check_utterance", _judged_before),
        patch("bot.app.check.content_roots", lambda overlay: tuple(filter(None, (root, overlay)))),
        patch("bot.app.samples.sample_people", lambda content, locale: sample_people(content, locale)[:4]),
    ):
        yield
