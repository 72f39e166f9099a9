"""A programme, people and staff in a store, for the tests of programmes."""

from datetime import UTC, datetime, timedelta

from helpers_storage import a_peer, save

from bot.app.programmes import desk, staffing
from bot.app.programmes.details import Details
from bot.app.programmes.inviting import invite_to_work
from bot.storage import PeerRecord, Store
from bot.storage.circle import LetterRecord, ProgrammeRecord, Role, StaffRecord
from bot.storage.records import Changes

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)

__all__ = ["AT", "LATER", "a_programme", "accept", "at_work", "letters_to", "person"]


async def a_programme(store: Store, name: str = "River House", **said: object) -> ProgrammeRecord:
    """A programme, founded."""
    async with store.transaction() as transaction:
        return await desk.create(transaction, Details.model_validate({"name": name, **said}), AT)


async def person(store: Store, address: str, programme: ProgrammeRecord | None = None) -> PeerRecord:
    """Somebody who talks with the bot, and perhaps belongs to a programme."""
    record = a_peer(address)
    record.blocked_at = None
    if programme is not None:
        record.programme_id, record.joined_at = programme.id, AT
    await save(store, Changes(peer=record))
    return record


async def accept(
    store: Store, programme: ProgrammeRecord, role: Role, name: str, *, invited_as: str = "", address: str = ""
) -> StaffRecord:
    """Somebody who was invited as ``invited_as`` accepts, and gives ``name``."""
    peer = await person(store, address or f"telegram:{name}")
    async with store.transaction() as transaction:
        new = await invite_to_work(transaction, programme, role, invited_as or name, AT)
        await transaction.programmes.use(new.record.id or 0)
        return await transaction.programmes.put_staff(
            StaffRecord(programme_id=programme.id or 0, peer_id=peer.id, role=role, name=name, accepted_at=AT)
        )


async def at_work(store: Store, programme: ProgrammeRecord, role: Role, name: str) -> StaffRecord:
    """Somebody who works for a programme."""
    record = await accept(store, programme, role, name)
    async with store.transaction() as transaction:
        return (await staffing.confirm(transaction, programme, str(record.id), AT)).record


async def letters_to(store: Store, record: StaffRecord) -> list[LetterRecord]:
    """What waits for somebody, the newest first."""
    async with store.transaction() as transaction:
        return await transaction.sharing.letters(record.peer_id or 0)
