"""Being signed in, on how many devices, and signing out; and the page that says who may see what."""

from bot.storage.audit import Audited
from bot.web.answers import Answer, Moved, Shown
from bot.web.ways import Visit, Way


async def account(visit: Visit) -> Answer:
    """The devices."""
    devices = await visit.transaction.doors.count_sessions(visit.staff.id, visit.at)
    return Shown(page="account.html", scope={"devices": devices})


async def sign_out(visit: Visit) -> Answer:
    """Ends the session of this browser."""
    await visit.transaction.doors.end_session(visit.session)
    return Moved(to="/sign-in?done=out", session="")


async def sign_out_everywhere(visit: Visit) -> Answer:
    """Ends all sessions, in all their roles, of whoever is signed in, and takes back links that were not used."""
    for role in await visit.transaction.programmes.staff_of_peer(visit.staff.record.id or 0):
        await visit.transaction.doors.end_all(role.id or 0)
    return Moved(to="/sign-in?done=everywhere", session="")


async def who_sees_what(visit: Visit) -> Answer:
    """Who may see what; the same for everybody."""
    return Shown(page="who.html")


WAYS = (
    Way(path="/account", view=account, need="staff", noted=Audited.SAW_OWN_DEVICES),
    Way(path="/sign-out", view=sign_out, need="staff", noted=Audited.SIGNED_OUT, method="POST"),
    Way(
        path="/sign-out-everywhere", view=sign_out_everywhere, need="staff", noted=Audited.SIGNED_OUT_EVERYWHERE,
        method="POST",
    ),
    Way(path="/who-sees-what", view=who_sees_what, need="staff", noted=None),
)  # fmt: skip
