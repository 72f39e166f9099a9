"""`python -m warm_bot ...` is `python -m bot ...`, but for compiling all words anew at each start.

Tests start the bot a hundred times. What Jinja compiles is kept for them in a temporary folder of this user, by the
text of each file and that of the code which compiles it.
"""

import gc
import hashlib
import os
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.bccache import FileSystemBytecodeCache

import bot
from bot.sandbox import Sandbox

PROGRAM = Path(bot.__file__).parent
WARM = ("-m", "warm_bot")
"""What Python is to run. The folder of tests has to be on its path: see `ON_PATH`."""
LEASE = "TEST_LEASE_SECONDS"
ON_PATH = {"PYTHONPATH": str(Path(__file__).parent)}


def _version() -> str:
    """What tells the code that compiles words from any other: its own text."""
    files = [PROGRAM / "sandbox.py", *sorted((PROGRAM / "wording").glob("*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


KEPT = FileSystemBytecodeCache(pattern=f"__strongsuit_{_version()}_%s.cache")


def compiled(environment: Environment, source: Any, name: str | None = None, filename: str | None = None) -> Any:
    """The code of a template that is shipped; compiled only if that has not been done before."""
    if filename is None or not Path(filename).is_relative_to(PROGRAM.parent):  # an expression, or a file of a test
        return Environment.compile(environment, source, name, filename)
    bucket = KEPT.get_bucket(environment, name or "", filename, source)
    if bucket.code is None:
        bucket.code = Environment.compile(environment, source, name, filename)
        KEPT.set_bucket(bucket)
    return bucket.code


def shorten_lease(seconds: float) -> None:
    """Tests do not wait as long as the others do for a process that was killed; the proportions stay as they are."""
    from bot.app import membership

    shorter: Any = membership
    part = seconds / membership.LEASE.total_seconds()
    shorter.LEASE *= part
    shorter.SURE_SECONDS *= part
    shorter.RENEW_SECONDS *= part


def warm() -> None:
    """From now on, words that were compiled before are not compiled again."""
    words: Any = Sandbox
    words.compile = compiled


def main() -> None:
    """Runs the command line."""
    gc.disable()  # as `python -m bot` does
    from bot.cli import main as run

    gc.freeze()
    gc.enable()
    warm()
    if LEASE in os.environ:
        shorten_lease(float(os.environ[LEASE]))
    run()


if __name__ == "__main__":
    main()
