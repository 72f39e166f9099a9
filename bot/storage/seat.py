"""A process's seat among those that share a database server: it is known again when it comes back after a kill.

The seat's number lies in a file of the data folder. Whoever has the file's lock knows that the process which sat there
before is gone, and need not wait until its lease runs out.
"""

import contextlib
import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LENGTH = 16


@contextmanager
def seat_in(folder: Path) -> Iterator[str]:
    """The number of this process's seat, as long as the block runs; a new one where the folder's cannot be had."""
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = stack.enter_context((folder / "seat").open("a+", encoding="ascii"))
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.seek(0)
            number = file.read(_LENGTH)
            if len(number) != _LENGTH:
                number = secrets.token_hex(_LENGTH // 2)
                file.truncate(0)
                file.write(number)
                file.flush()
        except (OSError, ValueError):
            number = secrets.token_hex(_LENGTH // 2)
        yield number
