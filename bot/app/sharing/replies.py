"""What a specialist has for a peer about a share: the same from the chat and from the web."""

from datetime import datetime

from bot.storage.circle import LetterKind, LetterRecord, ShareRecord, StaffRecord


def is_acknowledged(share: ShareRecord) -> bool:
    """Whether this very copy was answered with "I've read it"."""
    return share.acknowledged_at is not None and share.acknowledged_at >= share.made_at


def reply(share: ShareRecord, role: StaffRecord, kind: LetterKind, text: str, at: datetime) -> LetterRecord:
    """A letter to whoever shared this, under the name of whom they shared it with."""
    return LetterRecord(peer_id=share.peer_id or 0, share_id=share.id, kind=kind, at=at, name=role.name, text=text)
