"""What the bot can say, on a page that people can read and sign; and whether what it says now is what they signed.

`fingerprint` gives the hash of a locale's content, `signatures` keeps who signed which hash, `gate` refuses content
that nobody has signed, and `page` writes the page, from the same blocks that the hash is taken over.
"""

from bot.app.content_review.fingerprint import Fingerprint, fingerprint
from bot.app.content_review.gate import UnsignedContentError, require_signed, standings
from bot.app.content_review.signatures import SIGNED, Signature, SignatureFileError, Standing

__all__ = [
    "SIGNED",
    "Fingerprint",
    "Signature",
    "SignatureFileError",
    "Standing",
    "UnsignedContentError",
    "fingerprint",
    "require_signed",
    "standings",
]
