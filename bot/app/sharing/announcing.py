"""Telling somebody that there is something for them: neutrally, since anybody may see their screen."""

from bot.app.sharing import access
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
    "ended": ("letter_ended", "share"),
}
_OF_SHARES = ("shared", "updated")


def announce(turn: Turn) -> None:
    """Announces what was not announced so far: several of a kind in one message. Raises `NotLoaded`.

    What was taken back meanwhile needs no telling. What somebody who is suspended may not read waits until they may.
    """
    if turn.peer.record.blocked_at:
        return
    circle = turn.peer.circle
    there = {share.id for share in circle.received if access.is_open(share, turn.at)}
    readable = {share.id for share in circle.readable(turn.at)}
    new = [one for one in circle.letters if one.told_at is None]
    done = [one for one in new if one.kind not in _OF_SHARES or one.share_id in readable or one.share_id not in there]
    blocks: dict[tuple[str, str], list[LetterRecord]] = {}
    for one in reversed(done):
        if one.kind not in _OF_SHARES or one.share_id in readable:
            blocks.setdefault(ANNOUNCED[one.kind], []).append(one)
    for (block, dialogue), letters in blocks.items():
        turn.tell_apart(block, dialogue, count=len(letters), name=letters[-1].name)
    turn.peer.for_others.told += [(one.id, turn.at) for one in done if one.id is not None]
