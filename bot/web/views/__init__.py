"""What each page shows and does. Who may come here was settled by `bot.web.gate` before."""

from bot.web.answers import Answer, Moved
from bot.web.limits import Tries
from bot.web.sessions import Sessions
from bot.web.statics import static_file
from bot.web.views import account, lines, notes, people, programme
from bot.web.views.sign_in import SignIn, home_of
from bot.web.ways import Visit, Way


def ways(sessions: Sessions, tries: Tries) -> list[Way]:
    """Every way there is."""
    door = SignIn(sessions, tries)
    return [
        Way(path="/", view=home, need="nobody", noted=None),
        Way(path="/static/{name}", view=static_file, need="nobody", noted=None, still=True),
        Way(path="/sign-in", view=door.explained, need="nobody", noted=None),
        Way(path="/sign-in/{token}", view=door.offered, need="nobody", noted=None),
        Way(path="/sign-in", view=door.entered, need="nobody", noted=None, method="POST"),
        *lines.WAYS,
        *account.WAYS,
        *people.WAYS,
        *notes.WAYS,
        *programme.WAYS,
    ]


async def home(visit: Visit) -> Answer:
    """Where everybody begins."""
    return Moved(to=home_of(visit.reader))
