"""What can be wrong with an installation, and how it is said."""

from bot.app.content_review import SignatureFileError, UnsignedContentError
from bot.app.directory import DirectoryError
from bot.scripts import ContentError
from bot.settings import SettingsError
from bot.storage import DatabaseError, DatabaseUnavailable, KeyFileError, WrongKeyError
from bot.wording import WordingError

# Each says in its message what, where, and the remedy.
STARTING_ERRORS = (
    ContentError, DatabaseError, DatabaseUnavailable, DirectoryError, KeyFileError, SettingsError, SignatureFileError,
    UnsignedContentError, WordingError, WrongKeyError,
)  # fmt: skip


def describe(error: BaseException) -> str:
    """The one message for an error of an installation."""
    text = str(error)
    return text if text.endswith((".", "?", "\n", "upgrade")) else f"{text}."
