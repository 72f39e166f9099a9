"""Files and commands while the database is away: they wait, also for somebody who is reading the crisis lines."""

import pytest
from helpers_app import shipped
from helpers_files import FilePost, enclosing
from helpers_world import ANA, AT

from bot.app.content import Defaults
from bot.app.emergency import Emergency
from bot.app.incoming import Act, Commanded, Incoming, Sent, Unsupported
from bot.app.turn import Turn


@pytest.mark.parametrize(
    "act", [Sent("plan.json", None, 2), Commanded("home", "I called her", 2), Unsupported("voice")]
)
async def test_what_is_not_about_help_waits(act: Act) -> None:
    """The person hears once that nothing can be saved; the act is applied when the database is back."""
    post = FilePost()
    desk = Emergency(shipped(), post, Defaults(country="US"))
    help_, other = (Incoming(update=n, address=ANA, at=AT, act=one) for n, one in enumerate((Commanded("now"), act)))
    await desk.answer([help_, other, other])
    assert "988" in post.texts(ANA)[0]
    assert "I can't save anything" in post.texts(ANA)[-1]
    assert (desk.is_answered(help_), desk.is_answered(other)) == (True, False)
    assert sum("I can't save anything" in text for text in post.texts(ANA)) == 1


async def test_no_file_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be made of what the database holds: the other words are said, with the buttons."""
    post = FilePost()
    desk = Emergency(shipped(), post, Defaults(country="US"))

    def finish(turn: Turn) -> None:
        turn.peer.say(enclosing(), AT, 1)

    monkeypatch.setattr(Turn, "finish", finish)
    await desk.answer([Incoming(update=1, address=ANA, at=AT, act=Commanded("now"))])
    assert post.to(ANA) == [enclosing().without_file()]
