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

SHIPPED = content_roots(None)[0]
LITTLE = "language"
"""A small dialogue. What the check says of an overlay does not hang on which dialogues lie below it, nor how many."""


@cache
def part_of_content(*names: str) -> Path:
    """A folder with these dialogues, for the tests of this process; also files of words that belong to none."""
    root = Path(tempfile.mkdtemp(prefix="strongsuit-content-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
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


@contextmanager
def on_a_part(*names: str) -> Iterator[None]:
    """Within it, the content is that part, with or without an overlay, and few people rehearse it."""
    root = part_of_content(*(names or (LITTLE,)))
    with (
        patch("bot.app.check.content_roots", lambda overlay: tuple(filter(None, (root, overlay)))),
        patch("bot.app.samples.sample_people", lambda content, locale: sample_people(content, locale)[:4]),
    ):
        yield
