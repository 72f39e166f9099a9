"""Without a database: people who ask for help get it, everybody else hears once that their words are safe."""

from collections import deque
from datetime import timedelta

import pytest
from helpers_app import shipped
from helpers_world import ANA, AT, BEN, Post
from structlog.testing import capture_logs

from bot.app import emergency as emergency_module
from bot.app.content import Defaults
from bot.app.delivery import TryAgain
from bot.app.emergency import Emergency
from bot.app.incoming import Act, Blocking, Changed, Commanded, Incoming, InGroup, Pressed, Said, Unsupported
from bot.app.message import link
from bot.wording import Voice


class Outage:
    """An emergency desk that has nothing but the content and a channel."""

    def __init__(self) -> None:
        self.post = Post()
        self.desk = Emergency(shipped(), self.post, Defaults(country="US"))
        self._update = 0

    def incoming(self, address: str, act: Act, language: str | None = None) -> Incoming:
        """An act that waits at the channel."""
        self._update += 1
        at = AT + timedelta(seconds=self._update)
        return Incoming(update=self._update, address=address, at=at, act=act, language=language)

    async def take(self, address: str, act: Act, language: str | None = None) -> Incoming:
        """Answers one act."""
        made = self.incoming(address, act, language)
        await self.desk.answer([made])
        return made

    def data(self, address: str, token: str) -> str:
        """The newest button ``token``."""
        keys = [key for message in self.post.to(address) for row in message.rows for key in row]
        return next(key.data for key in reversed(keys) if key.data.split(":")[-1] == token)


@pytest.fixture
def outage() -> Outage:
    """Nobody was told anything yet."""
    return Outage()


def down(locale: str = "en") -> str:
    """The line about an outage."""
    return shipped().wording.say(locale, "shared", "database_down", {}, Voice())


@pytest.mark.parametrize("act", [Commanded("now"), Pressed(link("now"))])
async def test_who_asks_for_help_gets_it(outage: Outage, act: Act) -> None:
    """The crisis lines of the default country, at once, and the act is not to be applied again."""
    made = await outage.take(ANA, act)
    assert "988" in outage.post.texts(ANA)[0]
    assert outage.desk.is_answered(made)


async def test_the_same_act_is_answered_once(outage: Outage) -> None:
    """The channel hands it over again and again while nothing is acknowledged."""
    made = await outage.take(ANA, Commanded("now"))
    sent = len(outage.post.sent)
    await outage.desk.answer([made, made])
    assert len(outage.post.sent) == sent


async def test_everybody_else_is_told_once(outage: Outage) -> None:
    """Their words wait at the channel; they are not answered, and are applied later."""
    acts: list[Act] = [
        Said("walking", 1),
        Said("outside", 2),
        Commanded("plan"),
        Pressed("5:yes"),
        Unsupported("voice"),
    ]
    made = [await outage.take(ANA, act) for act in acts]
    await outage.take(BEN, Said("music", 1))
    assert [message.html for message in outage.post.to(ANA)] == [down()]
    assert len(outage.post.to(BEN)) == 1
    assert not any(outage.desk.is_answered(one) for one in made)
    assert any(key.data == link("now") for row in outage.post.to(ANA)[0].rows for key in row)


async def test_help_comes_after_the_word_about_the_outage_too(outage: Outage) -> None:
    """Whoever was told, and then taps "Get help now", gets the lines."""
    await outage.take(ANA, Said("it is bad", 1))
    await outage.take(ANA, Pressed(outage.data(ANA, "@now")))
    assert "988" in outage.post.texts(ANA)[-1]


async def test_another_countrys_lines_are_found(outage: Outage) -> None:
    """The buttons and questions under the crisis lines work as always."""
    await outage.take(ANA, Commanded("now"))
    await outage.take(ANA, Pressed(outage.data(ANA, "elsewhere")))
    made = await outage.take(ANA, Said("Spain", 3))
    assert "024" in "\n".join(outage.post.texts(ANA)[-2:])
    assert outage.desk.is_answered(made)


async def test_who_is_safe_again_is_told_of_the_outage(outage: Outage) -> None:
    """After the crisis lines are left, words are for later again."""
    await outage.take(ANA, Commanded("now"))
    await outage.take(ANA, Pressed(outage.data(ANA, "go_on")))
    made = await outage.take(ANA, Said("walking", 9))
    assert outage.post.to(ANA)[-1].html == down()
    assert not outage.desk.is_answered(made)


async def test_the_language_of_the_account_is_spoken(outage: Outage) -> None:
    """What a person chose cannot be looked up, so the account's language stands in."""
    await outage.take(ANA, Said("hola", 1), "es-MX")
    if "es" in shipped().wording.locales:
        assert outage.post.to(ANA)[0].html == down("es")


@pytest.mark.parametrize("act", [InGroup(), Blocking(True), Changed("new words", 3)])
async def test_what_needs_no_answer_gets_none(outage: Outage, act: Act) -> None:
    """It waits."""
    made = await outage.take(ANA, act)
    assert outage.post.sent == []
    assert not outage.desk.is_answered(made)


async def test_one_who_cannot_be_sent_to_harms_nobody_else(outage: Outage) -> None:
    """Nothing is raised, and the next person is answered."""
    outage.post.trouble[ANA] = deque([TryAgain()])
    with capture_logs():
        await outage.desk.answer([outage.incoming(ANA, Commanded("now")), outage.incoming(BEN, Commanded("now"))])
    assert "988" in outage.post.texts(BEN)[0]


async def test_an_answer_that_was_not_sent_is_tried_again(outage: Outage) -> None:
    """A call for help is answered only when the crisis lines have gone out."""
    outage.post.trouble[ANA] = deque([TryAgain()])
    with capture_logs():
        made = await outage.take(ANA, Commanded("now"))
        await outage.desk.answer([made])
    assert "988" in "\n".join(outage.post.texts(ANA))


async def test_the_next_outage_is_told_of_again(outage: Outage) -> None:
    """After the database was back, people are told anew; what was answered stays answered."""
    made = await outage.take(ANA, Commanded("now"))
    await outage.take(BEN, Said("music", 1))
    outage.desk.over()
    assert outage.desk.is_answered(made)
    await outage.take(BEN, Said("music", 2))
    assert len(outage.post.to(BEN)) == 2


async def test_memory_is_bounded(outage: Outage, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it lasts, only so many people are remembered, the newest."""
    monkeypatch.setattr(emergency_module, "REMEMBERED", 3)
    for number in range(8):
        await outage.take(f"test:{number}", Commanded("now"))
    await outage.take("test:7", Pressed(outage.data("test:7", "elsewhere")))
    assert "test:7" in [address for address, _ in outage.post.sent[-1:]]
    assert len(outage.desk._peers) <= 3


@pytest.mark.parametrize("words", ["Get help now", "get help now!!"])
async def test_the_buttons_words_are_a_call_for_help(outage: Outage, words: str) -> None:
    """Somebody who types what the button says gets the crisis lines, also without a database."""
    await outage.take(ANA, Said(words, 1))
    assert "988" in "\n".join(outage.post.texts(ANA))


# -- signs of danger -----------------------------------------------------------------------------------------------


async def test_words_with_a_sign_of_danger_are_answered_with_the_crisis_lines(outage: Outage) -> None:
    """With the word that theirs are safe; they are still to be applied, and answered as at any time."""
    made = await outage.take(ANA, Said("I want to kill myself", 1))
    assert outage.post.to(ANA)[0].html == down()
    assert "988" in outage.post.texts(ANA)[1]
    assert not outage.desk.is_answered(made)


async def test_the_same_words_are_answered_once(outage: Outage) -> None:
    """The channel hands them over again and again; each new sign is answered anew."""
    made = await outage.take(ANA, Said("I want to kill myself", 1))
    sent = len(outage.post.sent)
    await outage.desk.answer([made, made])
    assert len(outage.post.sent) == sent
    await outage.take(ANA, Pressed(outage.data(ANA, "go_on")))
    await outage.take(ANA, Said("I am going to kill myself tonight", 2))
    assert "988" in outage.post.texts(ANA)[-1]


async def test_a_sign_after_the_word_about_the_outage_is_answered(outage: Outage) -> None:
    """Whoever was told already that nothing can be saved is not left without an answer."""
    await outage.take(ANA, Said("hello", 1))
    await outage.take(ANA, Said("my husband hits me", 2))
    assert "988" in outage.post.texts(ANA)[-1]


async def test_an_old_button_that_says_not_safe_gets_the_lines(outage: Outage) -> None:
    """The reply came before the outage, and its buttons are pressed, or typed, in the middle of it."""
    await outage.take(ANA, Said("hello", 1))
    await outage.take(ANA, Pressed("5:unsafe"))
    assert "988" in outage.post.texts(ANA)[-1]
    await outage.take(BEN, Said("I'm not safe right now", 1))
    assert "988" in outage.post.texts(BEN)[-1]


async def test_a_message_changed_into_a_sign_is_answered(outage: Outage) -> None:
    """Any other change waits."""
    await outage.take(ANA, Changed("I want to kill myself", 3))
    assert "988" in outage.post.texts(ANA)[-1]


async def test_the_reply_within_the_crisis_lines_goes_on(outage: Outage) -> None:
    """/now, then a sign: the buttons of the reply work without the database too."""
    await outage.take(ANA, Commanded("now"))
    await outage.take(ANA, Said("I want to kill myself", 2))
    await outage.take(ANA, Pressed(outage.data(ANA, "unsafe")))
    assert "911" in outage.post.texts(ANA)[-1].splitlines()[0]
