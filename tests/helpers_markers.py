"""Words and numbers that stand nowhere by themselves, and the search for them in files, however they are written."""

import base64
import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bot.storage import Vault, WrongKeyError
from bot.storage.sealed import SEALED

STEM = "Qzvmärkq"
"""Every planted word begins with it. Its one letter with an accent makes each encoding look different."""
_PLAIN = STEM.replace("ä", "a")
# Lower case after folding, as a program might write it when it compares words.
_FOLDED = _PLAIN.lower()


def word_forms() -> dict[str, bytes]:
    """The stem as it would stand in a file, in the encodings that a program might choose."""
    encodings = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1")
    forms = {encoding: STEM.encode(encoding) for encoding in encodings}
    forms |= {f"{name}, lower case": STEM.lower().encode(name) for name in ("utf-8", "utf-16-le")}
    forms |= {f"{name}, upper case": STEM.upper().encode(name) for name in ("utf-8",)}
    forms |= {"without accents": _PLAIN.encode(), "folded": _FOLDED.encode()}
    forms |= {
        "as in an address": quote(STEM).encode(),
        "as in JSON": json.dumps(STEM).strip('"').encode(),
        "as Python shows bytes": repr(STEM.encode())[2:-1].encode(),
        "as in HTML": STEM.encode("ascii", "xmlcharrefreplace"),
    }
    return forms | _wrapped("", STEM.encode()) | _wrapped(" in UTF-16", STEM.encode("utf-16-le"))


def number_forms(number: int) -> dict[str, bytes]:
    """A number as text and as the bytes that databases and programs write it with."""
    digits = str(abs(number))
    forms = {"decimal": digits.encode(), "decimal, UTF-16": digits.encode("utf-16-le")} | _wrapped("", digits.encode())
    forms |= {
        "big-endian": number.to_bytes(8, "big", signed=True)[1:],
        "little-endian": number.to_bytes(8, "little", signed=True)[:7],
        "as a real, big-endian": struct.pack(">d", number),
        "as a real, little-endian": struct.pack("<d", number),
        "as hex digits": f"{abs(number):x}".encode(),
    }
    return forms if number < 0 else forms | {"as a varint": varint(number), "as a varint of others": leb128(number)}


def _wrapped(name: str, data: bytes) -> dict[str, bytes]:
    """In base64, wherever in a group of three bytes it begins, and in hex."""
    forms = {f"hex{name}": data.hex().encode(), f"HEX{name}": data.hex().upper().encode()}
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + data)
        # What the neighbours have a part in is left out, on both sides.
        inner = whole[(before * 8 + 5) // 6 : len(whole) - len(whole) % 4 - 4]
        forms[f"base64{name}, {before}"] = inner
    return forms


def varint(number: int) -> bytes:
    """A number as SQLite writes rowids: seven bits a byte, the highest first (sqlite.org, file format)."""
    groups = [number >> shift & 0x7F for shift in range(0, max(number.bit_length(), 1), 7)]
    return bytes([*(group | 0x80 for group in reversed(groups[1:])), groups[0]])


def leb128(number: int) -> bytes:
    """The same with the lowest bits first, as other formats have it."""
    groups = [number >> shift & 0x7F for shift in range(0, max(number.bit_length(), 1), 7)]
    return bytes([*(group | 0x80 for group in groups[:-1]), groups[-1]])


@dataclass(frozen=True)
class Planted:
    """What is looked for: words that begin with the stem, these numbers, and these texts as they are."""

    numbers: Iterable[int] = ()
    texts: Iterable[str] = ()

    def forms(self) -> Iterator[tuple[str, bytes]]:
        """Everything that must not be found, with a name for it."""
        for how, form in word_forms().items():
            yield f"a word ({how})", form
        for number in self.numbers:
            for how, form in number_forms(number).items():
                yield f"{number} ({how})", form
        for text in self.texts:
            yield f"{text!r}", text.encode()
            yield f"{text!r} (UTF-16)", text.encode("utf-16-le")

    def found_in(self, folder: Path) -> list[str]:
        """Where something of it stands: in the content or the name of any file below ``folder``."""
        forms = list(self.forms())
        found = []
        for file, content in contents(folder).items():
            written = str(file.relative_to(folder)).encode() + b"\n" + content
            found += [f"{name} in {file.relative_to(folder)}" for name, form in forms if form in written]
        return found


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder; sockets and what vanishes meanwhile are passed over."""
    found = {}
    for file in sorted(folder.rglob("*")):
        try:
            if file.is_file():
                found[file] = file.read_bytes()
        except FileNotFoundError:
            continue
    return found


def opened(database: Path, keys: Sequence[str]) -> Mapping[str, list[str]]:
    """Every sealed value of a database, opened with the keys: by ``table.column``."""
    vault = Vault(keys)
    found: dict[str, list[str]] = {}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for sealed in SEALED:
            for column in sealed.columns:
                purpose = sealed.purpose(column)
                query = f"SELECT {column.name} FROM {sealed.table.name} WHERE {column.name} IS NOT NULL"  # noqa: S608 - our own names
                found[purpose] = [_open(vault, row[0], purpose) for row in connection.execute(query)]
    return found


def _open(vault: Vault, value: bytes, purpose: str) -> str:
    try:
        return vault.open(value, purpose)
    except WrongKeyError:
        return ""  # a test has damaged it
