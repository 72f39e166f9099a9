"""What an operator can do about a database that cannot be used, by the reason that it gives."""

RESTORE = (
    "Its file is damaged, and is left as it is. Stop the bot, keep a copy of the folder, and put a backup back: "
    "strongsuit db restore FILE"
)
_REMEDIES = (
    (("disk is full", "no space left", "quota exceeded", "file too large"), "Make room on the disk that it is on."),
    (("disk i/o error", "input/output error"), "Look whether the disk that it is on is full or failing."),
    (
        ("readonly database", "read-only file system", "permission denied", "not permitted", "unable to open database"),
        "See that it and its folder are there, that whoever runs the bot may write to them, and that the disk is not "
        "mounted read-only.",
    ),
    (("not a database", "malformed"), RESTORE),
    (("is locked",), "Another program has it open, such as sqlite3. End that program; nothing is lost meanwhile."),
)


def remedy_for(reason: str) -> str:
    """What to do about ``reason``, in one or two sentences; empty where nothing is known."""
    folded = reason.lower()
    return next((remedy for marks, remedy in _REMEDIES if any(mark in folded for mark in marks)), "")
