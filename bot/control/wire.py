"""What both ends of the control socket agree on: one line in, one line out, and how long and large they may be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LARGEST_REQUEST = 64 * 1024
LARGEST_ANSWER = 8 * 1024 * 1024

# What a socket's address may take in bytes, with its closing zero: 108 on Linux, 104 on macOS (unix(7), unix(4)).
_LONGEST_PATH = 100


def socket_in(data_dir: Path) -> Path:
    """Where the control socket of a data folder is."""
    return data_dir / "control.sock"


@contextmanager
def as_address(path: Path) -> Iterator[str]:
    """``path`` as an address that a socket can have. A long one is reached through its open folder (Linux only).

    Raises `OSError` where the folder cannot be opened.
    """
    if len(os.fsencode(path)) <= _LONGEST_PATH:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
