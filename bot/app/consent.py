"""Which wording of what is kept people agree to."""

from bot.storage.records import PeerRecord

# Raise this when what people agree to changes; whoever agreed to an earlier one is asked again.
#   1  the first one
#   2  messages are looked at for signs of danger; their numbers are kept for two days, for /hide; a coded mark of
#      whoever was deleted is kept, so that an old copy does not bring them back
CONSENT_VERSION = "2"


def is_outdated(peer: PeerRecord) -> bool:
    """Whether this person's yes was to an earlier wording."""
    return peer.consented_at is not None and peer.consent_version != CONSENT_VERSION
