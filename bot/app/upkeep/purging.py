"""Removing what is not kept any longer, now; or saying what that would be."""

from datetime import datetime

from bot.app.programmes.answers import Answer
from bot.app.programmes.operations import Nothing
from bot.app.retention import Purged
from bot.app.upkeep.premises import Premises
from bot.storage.audit import Audited


class PurgedAnswer(Answer):
    """What was removed, or would be. ``programme`` is the key of one; None where it is about everybody."""

    programme: str | None = None
    copies: int
    notices: int
    told: int
    people: int


class ForeseenAnswer(Answer):
    """What would be removed, by programme."""

    programmes: tuple[PurgedAnswer, ...]


async def purge(premises: Premises, asked: Nothing, at: datetime) -> PurgedAnswer:
    """Does what the running bot does once an hour, and writes the database anew where something was removed."""
    done = await (await premises.retention()).purge(at)
    await premises.store.aftermath.compact(at, whatever_its_size=True)
    async with premises.store.transaction() as transaction:
        await transaction.audit.note(Audited.PURGED, at)
    return _answer(None, done)


async def foresee(premises: Premises, asked: Nothing, at: datetime) -> ForeseenAnswer:
    """Says what a purge would do now. Nothing is changed, but for the note that it was asked."""
    found = await (await premises.retention()).foresee(at)
    async with premises.store.transaction() as transaction:
        await transaction.audit.note(Audited.REHEARSED_PURGE, at)
        programmes = await transaction.programmes.by_id([one.programme for one in found if one.programme is not None])
    keys = {number: record.key for number, record in programmes.items()}
    return ForeseenAnswer(
        programmes=tuple(_answer(keys.get(one.programme) if one.programme else None, one.done) for one in found)
    )


def _answer(programme: str | None, done: Purged) -> PurgedAnswer:
    return PurgedAnswer(
        programme=programme, copies=done.copies, notices=done.notices, told=done.told, people=done.people
    )
