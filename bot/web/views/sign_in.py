"""Signing in: a link from the bot, one button, a session."""

import hmac
import secrets

from bot.app.sharing.desk import Reader, reader_of
from bot.storage.audit import Audited
from bot.web.answers import Answer, Moved, Shown, told
from bot.web.limits import Tries
from bot.web.sessions import Sessions
from bot.web.ways import Visit

# What may stand behind the word "done" in an address: the page says something of its own to each.
_DONE = ("out", "everywhere")
_LONGEST = 200
_DOOR_LENGTH = len(secrets.token_urlsafe(32))


def home_of(reader: Reader | None) -> str:
    """Where somebody's pages begin."""
    if reader is None:
        return "/sign-in"
    return "/people" if reader.role.role == "specialist" else "/programme"


class SignIn:
    """The three steps. Links open once, so opening one is not enough to use it up: programs look at links, too."""

    def __init__(self, sessions: Sessions, tries: Tries) -> None:
        self._sessions, self._tries = sessions, tries

    async def explained(self, visit: Visit) -> Answer:
        """How to get in."""
        done = visit.query.get("done", "")
        return Shown(page="sign_in.html", scope={"done": done if done in _DONE else ""})

    async def offered(self, visit: Visit) -> Answer:
        """The page behind a link: one button. Nothing is used up yet."""
        token = visit.params["token"]
        if not await self._opens(visit, token):
            return self._missed(visit)
        # One for all links that are open in a browser, so that the button of each tab works.
        door = visit.door if len(visit.door) == _DOOR_LENGTH else secrets.token_urlsafe(32)
        return Shown(page="sign_in_button.html", scope={"token": token, "door": door}, door=door)

    async def _opens(self, visit: Visit, token: str) -> bool:
        return len(token) <= _LONGEST and await visit.transaction.doors.opens(token, visit.at)

    def _missed(self, visit: Visit) -> Answer:
        """What is said to a link that does not open: nobody can keep others out by trying many."""
        if wait := self._tries.wait(visit.address, visit.at):
            return told("too_many", 429, wait=wait)
        self._tries.missed(visit.address, visit.at)
        return told("sign_in_not", 410)

    async def entered(self, visit: Visit) -> Answer:
        """Uses a link up, and begins a session; one that this browser had before is over."""
        token, door = visit.form.get("token", ""), visit.form.get("door", "")
        if not visit.door or not hmac.compare_digest(door.encode(), visit.door.encode()):
            # The button was not in a page that this browser was shown: somebody else may have made it.
            return told("stale", 403)
        doors = visit.transaction.doors
        if not await self._opens(visit, token):
            return self._missed(visit)
        staff_id = await doors.take_sign_in(token, visit.at)
        if staff_id is None:
            return told("sign_in_not", 410)
        reader = await reader_of(visit.transaction, staff_id)
        if reader is None:
            return told("closed", 403)
        await visit.transaction.audit.note(Audited.SIGNED_IN, visit.at, staff_id=staff_id)
        if visit.session:
            await doors.end_session(visit.session)
        return Moved(to=home_of(reader), session=await self._sessions.begin(doors, staff_id, visit.at))
