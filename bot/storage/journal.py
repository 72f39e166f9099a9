"""The journal of what was sent: one small write for each yes, long before the database hears of it.

Taking a message out of the outbox costs a commit, so it is done for many at once. A process that is killed in between
would not know what it had sent. This file knows: it is written at once, without waiting for the disk, and so outlives
the process, though not a power cut (then the messages count as doubtful, and `bot.app.doubtful` decides).
"""

import os
import struct
from pathlib import Path

_NUMBER = struct.Struct("<q")


class Journal:
    """Numbers of messages that were sent and may still stand in the outbox."""

    def __init__(self, file: Path) -> None:
        """Opens ``file``, made if need be. Raises `OSError`."""
        self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, number: int) -> None:
        """Writes one number."""
        os.write(self._descriptor, _NUMBER.pack(number))

    def read(self) -> set[int]:
        """All numbers since the last `clear`; a half-written one at the end does not count."""
        written = os.pread(self._descriptor, os.fstat(self._descriptor).st_size, 0)
        whole = len(written) - len(written) % _NUMBER.size
        return {number for (number,) in _NUMBER.iter_unpack(written[:whole])}

    def clear(self) -> None:
        """Forgets all numbers: the outbox no longer holds them."""
        os.ftruncate(self._descriptor, 0)

    def close(self) -> None:
        """Closes the file."""
        os.close(self._descriptor)
