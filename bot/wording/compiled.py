"""What Jinja has compiled of the built-in words, kept beside Python's own compiled files, and trusted like those.

Compiling all words takes longer than everything else at a start. A file is known by what stands in it and by what it
was compiled with, so nothing old is ever used. Words of an overlay are not kept: nothing is read as code from, or
written as code for, a folder that writers look after.
"""

import contextlib
import marshal
import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import CodeType

import jinja2

import bot
from bot import sandbox

_PACKAGE = Path(bot.__file__).parent
_FOLDER = _PACKAGE / "__pycache__"
# Inside an installed package, or beside the code in a checkout.
_BUILT_IN = (_PACKAGE / "content" / "prompts", _PACKAGE.parent / "prompts")
_SUM = 16


def may_be_kept(file: Path) -> bool:
    """Whether a file of words is one of those that come with the program."""
    return any(file.is_relative_to(folder) for folder in _BUILT_IN)


class Compiled:
    """The kept files of this Python. Where they cannot be read or written, everything is compiled each time."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._file = folder / f"words.{sys.implementation.cache_tag}.bin"
        self._known: dict[bytes, CodeType] | None = None
        self._used: dict[bytes, CodeType] = {}
        self._is_old = False

    def key(self, name: str, file: Path, source: str) -> bytes:
        """By what a compiled file is known."""
        return _sum(_compiler() + "\0".join((name, str(file), source)).encode("utf-8", "surrogatepass"))

    def get(self, key: bytes) -> CodeType | None:
        """A compiled file, if it is kept."""
        if self._known is None:
            self._known = self._read()
        code = self._known.get(key)
        if code is not None:
            self._used[key] = code
        return code

    def put(self, key: bytes, code: CodeType) -> None:
        """Notes a file that was compiled now; `save` keeps it."""
        self._used[key] = code
        self._is_old = True

    def save(self) -> None:
        """Keeps the files that were asked for, and no others, for the next start, where Python keeps its own."""
        used, self._used, self._known = self._used, {}, None
        if not self._is_old or sys.dont_write_bytecode:
            return
        self._is_old = False
        body = marshal.dumps(used)
        beside = self._file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            beside.write_bytes(_sum(body) + body)
            beside.replace(self._file)

    def _read(self) -> dict[bytes, CodeType]:
        try:
            written = self._file.read_bytes()
            # Whoever can write there can change the program itself.
            return marshal.loads(written[_SUM:]) if _is_whole(written) else {}  # noqa: S302
        except (OSError, ValueError, EOFError, TypeError):
            return {}


@cache
def _compiler() -> bytes:
    """What decides, beside a file itself, what is made of it: filters are used on constants when it is compiled."""
    ours = [Path(str(sandbox.__file__)), *sorted(Path(__file__).parent.glob("*.py"))]
    versions = f"{sys.version} {jinja2.__version__}".encode()
    return blake2b(b"\0".join((versions, *(file.read_bytes() for file in ours)))).digest()


def _sum(body: bytes) -> bytes:
    return blake2b(body, digest_size=_SUM).digest()


def _is_whole(written: bytes) -> bool:
    return written[:_SUM] == _sum(written[_SUM:])
