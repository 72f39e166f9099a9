"""Writing what one person's turns have caused that concerns others too."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.audit import Audit, Audited
from bot.storage.circle import CircleChanges, LetterRecord
from bot.storage.crypto import Vault
from bot.storage.doors import Doors
from bot.storage.programmes import Programmes
from bot.storage.sharing import Sharing
from bot.storage.tables import timers

# The timer that announces letters. It is the same for all that wait, so they come together.
LETTER = "letter"


async def save_circle(connection: AsyncConnection, vault: Vault, peer_id: int, changes: CircleChanges) -> None:
    """Writes ``changes`` of the person with this number, all but their tallies. New rows get their numbers."""
    sharing, programmes = Sharing(connection, vault), Programmes(connection, vault)
    audit = Audit(connection)
    await audit.note_all(changes.audited)
    for role in changes.accepted:
        role.peer_id = peer_id
        await programmes.put_staff(role)
        await audit.note(Audited.ACCEPTED_ROLE, role.accepted_at, staff_id=role.id, about=role.programme_id)
    for invitation_id in changes.used:
        # Acts that take on a role are written one by one, so the role is that of this invitation.
        await programmes.use(invitation_id, changes.accepted[0].id if changes.accepted else None)
    for invitation in changes.invitations:
        await programmes.put_invitation(invitation)
    for share in changes.shares:
        share.peer_id = share.peer_id or peer_id
        await sharing.put(share)
    await sharing.add_views(changes.views)
    for letter, about in changes.letters:
        letter.share_id = about.id if about else letter.share_id
        await post_letter(connection, vault, letter)
    for letter_id, at in changes.told:
        await sharing.mark_told(letter_id, at)
    for letter_id, at in changes.read:
        await sharing.mark_read(letter_id, at)
    for token, staff_id, at, until in changes.doors:
        await Doors(connection).add_sign_in(token, staff_id, at, until)


async def post_letter(connection: AsyncConnection, vault: Vault, letter: LetterRecord) -> None:
    """Writes a letter and sets its reader's timer, which keeps to their quiet hours."""
    await Sharing(connection, vault).add_letter(letter)
    await set_letter_timer(connection, letter.peer_id, letter.at)


async def set_letter_timer(connection: AsyncConnection, peer_id: int, at: datetime) -> None:
    """What waits for this person is announced at ``at``, or when their quiet hours are over."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    values = {"peer_id": peer_id, "timer": LETTER, "due_at": at.timestamp(), "question": 0, "until": None}
    statement = dialect.insert(timers).values(values)
    keys = ["peer_id", "timer"]
    await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_={"due_at": at.timestamp()}))
