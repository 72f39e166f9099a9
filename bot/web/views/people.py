"""People who share, what they share, and writing back."""

from datetime import timedelta
from typing import Literal

from bot.app.sharing import desk
from bot.app.sharing.replies import is_acknowledged
from bot.storage.audit import Audited
from bot.storage.circle import Via
from bot.web.answers import Answer, Moved, Sent, Shown
from bot.web.ways import Visit, Way

# What may stand behind the word "done" in an address: the list says something of its own to each.
_DONE = ("read", "sent")
# Within this time the same words are the same press of a button.
_TWICE = timedelta(minutes=1)
_KINDS: dict[str, Literal["note", "question"]] = {"note": "note", "question": "question"}


async def people(visit: Visit) -> Answer:
    """Everybody who shares with the reader."""
    found = await desk.people(visit.transaction, visit.staff, visit.at)
    done = visit.query.get("done", "")
    return Shown(page="people.html", scope={"people": found, "done": done if done in _DONE else ""})


async def summary(visit: Visit) -> Answer:
    """What one person shares. Looking is noted."""
    return await _opened(visit, "web", "summary.html")


async def on_paper(visit: Visit) -> Answer:
    """The same for paper. That is noted as such."""
    return await _opened(visit, "print", "print.html")


async def _opened(visit: Visit, via: Via, page: str) -> Answer:
    share_id = visit.number("share_id")
    opened = await desk.read(visit.transaction, visit.staff, share_id, visit.words, visit.at, via)
    share = opened.share
    said = share.acknowledged_at if is_acknowledged(share) else None
    return Shown(
        page=page,
        scope={
            "share_id": share_id, "summary": opened.summary, "letters": opened.letters, "said_read_at": said,
            "note": opened.note, "now": visit.at, "longest": desk.LONGEST_NOTE,
        },
    )  # fmt: skip


async def state(visit: Visit) -> Answer:
    """Whether an open page still may be: it asks by itself every few seconds. That is no look at anything."""
    await desk.readable(visit.transaction, visit.staff, visit.number("share_id"), visit.at)
    return Sent(status=204)


async def acknowledge(visit: Visit) -> Answer:
    """Tells the person "I've read it"."""
    share_id = visit.number("share_id")
    told = await desk.acknowledge(visit.transaction, visit.staff, share_id, visit.at)
    # They pressed it on an older copy: what they have not read yet is shown.
    return Moved(to="/people?done=read" if told else f"/people/{share_id}", in_vain=not told)


async def write(visit: Visit) -> Answer:
    """Sends the person a note or a question, under the name of whoever writes it."""
    share_id, text = visit.number("share_id"), visit.form.get("text", "")
    kind = _KINDS.get(visit.form.get("kind", ""), "note")
    if await _was_sent(visit, share_id, kind, text):
        return Moved(to="/people?done=sent", in_vain=True)
    try:
        await desk.write(visit.transaction, visit.staff, share_id, kind, text, visit.at)
    except ValueError:
        scope = {"share_id": share_id, "text": text, "longest": desk.LONGEST_NOTE, "length": len(text)}
        return Shown(page="write.html", scope=scope, status=422)
    return Moved(to="/people?done=sent")


async def _was_sent(visit: Visit, share_id: int, kind: str, text: str) -> bool:
    """Whether these very words went out a moment ago: a button is easily pressed twice. Raises `Refused` or `Ended`."""
    await desk.readable(visit.transaction, visit.staff, share_id, visit.at)
    sent = await visit.transaction.sharing.letters_about(share_id)
    return any(one.kind == kind and one.text == text.strip() and visit.at - one.at < _TWICE for one in sent)


WAYS = (
    Way(path="/people", view=people, need="specialist", noted=Audited.LISTED_PEOPLE),
    Way(path="/people/{share_id}", view=summary, need="specialist", noted=Audited.LOOKED_AT_SHARE),
    Way(path="/people/{share_id}/print", view=on_paper, need="specialist", noted=Audited.PRINTED_SHARE),
    # The page that is open asks this by itself; that it was opened is noted already.
    Way(path="/people/{share_id}/state", view=state, need="specialist", noted=None, quiet=True),
    Way(
        path="/people/{share_id}/read", view=acknowledge, need="specialist", noted=Audited.ACKNOWLEDGED_SHARE,
        method="POST",
    ),
    Way(
        path="/people/{share_id}/write", view=write, need="specialist", noted=Audited.WROTE_TO_PEER, method="POST",
    ),
)  # fmt: skip
