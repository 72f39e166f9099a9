"""Taking messages out of a chat, the newest first, as far as Telegram lets them go.

Telegram passes over what is gone already. But where one message of a call cannot be removed, none is: then halves are
tried, with so many calls and no more. What was found out on the way is remembered while the process lives. So whoever
asks again gets further, where the first time it was not enough.
"""

from collections import OrderedDict
from collections.abc import Collection

from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.app.delivery import Pace
from bot.telegram.request import NotSent

# Bot API, deleteMessages.
AT_ONCE = 100
MOST_CALLS = 40
# Of so many chats it is remembered what is gone, those that asked last. A few hundred numbers each.
_MOST_CHATS = 500


class Clearing:
    """Clears chats, and remembers what it could not remove and what is gone."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace
        self._gone: OrderedDict[int, frozenset[int]] = OrderedDict()
        self._stuck: OrderedDict[int, frozenset[int]] = OrderedDict()

    async def clear(self, chat: int, numbers: Collection[int]) -> bool:
        """Takes these messages out of a chat; whether all of them are gone now.

        Raises `Forbidden`, `InvalidToken` or `NotSent`, where nothing could be said to that chat either. Whatever else
        goes wrong is told by a no.
        """
        wanted = frozenset(numbers)
        gone, stuck = set(self._gone.get(chat, ())) & wanted, set(self._stuck.get(chat, ())) & wanted
        try:
            await self._try(chat, _in_order(wanted - gone, stuck), gone, stuck)
        except (Forbidden, InvalidToken, NotSent):
            raise
        except TelegramError:
            return False
        finally:
            _remember(self._gone, chat, gone)
            _remember(self._stuck, chat, stuck - gone)
        return wanted == gone

    async def _try(self, chat: int, waiting: list[list[int]], gone: set[int], stuck: set[int]) -> None:
        """Works through what is ``waiting``, its end first, and notes how that went. Raises `TelegramError`."""
        for _ in range(MOST_CALLS):
            if not waiting:
                return
            some = waiting.pop()
            await self._pace.reply()
            try:
                await self._bot.delete_messages(chat, some)
            except BadRequest:
                half = len(some) // 2
                waiting += [some[:half], some[half:]] if half else []
                stuck.update(() if half else some)
            else:
                gone.update(some)


def _in_order(left: Collection[int], stuck: Collection[int]) -> list[list[int]]:
    """What is to be tried, last first: the newest, the older, and one by one what did not go the last time."""
    fresh = sorted(set(left) - set(stuck))
    return [[one] for one in sorted(stuck)] + [fresh[at : at + AT_ONCE] for at in range(0, len(fresh), AT_ONCE)]


def _remember(known: OrderedDict[int, frozenset[int]], chat: int, numbers: Collection[int]) -> None:
    known.pop(chat, None)
    if numbers:
        known[chat] = frozenset(numbers)
    while len(known) > _MOST_CHATS:
        known.popitem(last=False)
