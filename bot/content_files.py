"""Reading a file of content: one that lies in its folder, is a text, and is no larger than anything people write.

A folder of content may come from somebody who looks after words and nothing else. A link in it that leads elsewhere
would show them what they may not read; a pipe would be waited for, and a device read for ever.
"""

import errno
from pathlib import Path

# The largest file that is shipped is a fiftieth of this.
LARGEST = 2**20


def text_in(file: Path, root: Path, errors: str = "strict") -> str:
    """The text of ``file``, which lies somewhere below ``root``.

    Raises `OSError`, whose ``strerror`` says what is wrong, and `UnicodeDecodeError` unless ``errors`` says otherwise.
    """
    try:
        place = file.resolve()
    except RuntimeError:
        raise _unusable("it is a link that leads back to itself", file) from None
    if not place.is_relative_to(root.resolve()):
        raise _unusable("it is a link that leads out of its folder of content", file)
    if not place.is_file():
        raise _unusable("it is no file" if place.exists() else "there is no such file", file)
    if place.stat().st_size > LARGEST:
        raise _unusable(f"it has more than {LARGEST // 1024} KB", file)
    with place.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _unusable(f"it has more than {LARGEST // 1024} KB", file)
    return data.decode("utf-8", errors).replace("\r\n", "\n").replace("\r", "\n")


def _unusable(why: str, file: Path) -> OSError:
    return OSError(errno.EINVAL, why, str(file))
