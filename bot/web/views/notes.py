"""A specialist's own notes: nobody else's, and no part of anybody's plan."""

from bot.app.sharing import desk
from bot.storage.audit import Audited
from bot.web.answers import Answer, Moved, Shown
from bot.web.ways import Visit, Way

LONGEST = 10_000
# What may stand behind the word "done" in an address.
_DONE = ("saved", "removed")


async def about(visit: Visit) -> Answer:
    """The note about somebody who shares now."""
    share = await desk.readable(visit.transaction, visit.staff, visit.number("share_id"), visit.at)
    found = await desk.notes(visit.transaction, visit.staff)
    note = next((one for one in found if one.peer_id == share.peer_id), None)
    return _written(visit, share.copy.name if share.copy else "", note.text if note else "", note and note.written_at)


async def save(visit: Visit) -> Answer:
    """Keeps the note; an empty one is removed."""
    share_id, text = visit.number("share_id"), visit.form.get("text", "")
    if len(text) > LONGEST:
        share = await desk.readable(visit.transaction, visit.staff, share_id, visit.at)
        return _written(visit, share.copy.name if share.copy else "", text, None, too_long=True)
    await desk.put_note(visit.transaction, visit.staff, share_id, text, visit.at)
    return Moved(to=f"/people/{share_id}/notes?done={'saved' if text.strip() else 'removed'}")


def _written(visit: Visit, name: str, text: str, written_at: object, *, too_long: bool = False) -> Answer:
    scope = {
        "share_id": visit.number("share_id"), "name": name, "text": text, "written_at": written_at,
        "longest": LONGEST, "length": len(text), "too_long": too_long, "done": _done(visit),
    }  # fmt: skip
    return Shown(page="notes_about.html", scope=scope, status=422 if too_long else 200)


async def everything(visit: Visit) -> Answer:
    """All notes of the reader, also about people who do not share any more."""
    found = await desk.notes(visit.transaction, visit.staff)
    sharing = await desk.people(visit.transaction, visit.staff, visit.at)
    open_now = {one.peer_id: one.share_id for one in reversed(sharing)}
    return Shown(page="notes.html", scope={"notes": found, "open_now": open_now, "done": _done(visit)})


async def remove(visit: Visit) -> Answer:
    """Deletes one note of the reader."""
    await desk.drop_note(visit.transaction, visit.staff, visit.number("peer_id"), visit.at)
    return Moved(to="/notes?done=removed")


def _done(visit: Visit) -> str:
    done = visit.query.get("done", "")
    return done if done in _DONE else ""


WAYS = (
    Way(path="/people/{share_id}/notes", view=about, need="specialist", noted=Audited.READ_OWN_NOTE),
    Way(
        path="/people/{share_id}/notes", view=save, need="specialist", noted=Audited.WROTE_OWN_NOTE, method="POST",
    ),
    Way(path="/notes", view=everything, need="specialist", noted=Audited.LISTED_OWN_NOTES),
    Way(
        path="/notes/{peer_id}/remove", view=remove, need="specialist", noted=Audited.REMOVED_OWN_NOTE, method="POST",
    ),
)  # fmt: skip
