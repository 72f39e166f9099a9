"""Telling somebody that there is something for them: neutrally, since anybody may see their screen."""

from bot.app.turn import Turn
from bot.storage.circle import LetterKind, LetterRecord

# By kind of letter: the shared block that announces it, and the dialogue that its button opens.
ANNOUNCED: dict[LetterKind, tuple[str, str]] = {
    "shared": ("letter_shared", "review"),
    "updated": ("letter_shared", "review"),
    "read": ("letter_note", "letters"),
    "note": ("letter_note", "letters"),
    "question": ("letter_note", "letters"),
    "confirmed": ("letter_confirmed", "review"),
    "suspended": ("letter_suspended", "help"),
    "resumed": ("letter_resumed", "review"),
    "closed": ("letter_closed", "help"),
}


def announce(turn: Turn) -> None:
    """Announces what was not announced so far: several of a kind in one message. Raises `NotLoaded`."""
    if turn.peer.record.blocked_at:
        return
    waiting = [one for one in turn.peer.circle.letters if one.told_at is None]
    readable = {share.id for share in turn.peer.circle.readable(turn.at)}
    blocks: dict[tuple[str, str], list[LetterRecord]] = {}
    for one in reversed(waiting):
        if one.kind in ("shared", "updated") and one.share_id not in readable:
            continue  # it was taken back before it was told
        blocks.setdefault(ANNOUNCED[one.kind], []).append(one)
    for (block, dialogue), letters in blocks.items():
        turn.tell_apart(block, dialogue, count=len(letters), name=letters[-1].name)
    turn.peer.for_others.told += [(one.id, turn.at) for one in waiting if one.id is not None]
