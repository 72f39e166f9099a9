"""Whether Telegram accepts the token: while it does not, one message now and then finds out for all that wait."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.app.delivery import FileRefused, Refused, TryAgain, Unreachable

# With a token that does not hold, there is nothing to do but wait for a better one.
TOKEN_WAIT_SECONDS = 30.0
# While that one message is on its way, the others look again after so long.
_LOOK_AGAIN_SECONDS = 1.0


class TokenWatch:
    """Lets messages through while the token holds. After a refusal one goes each half minute, whoever's it is."""

    def __init__(self) -> None:
        self._next_try: float | None = None
        self._is_trying = False

    @contextmanager
    def message(self) -> Iterator[None]:
        """Stands around the sending of one message. Raises `TryAgain` where it is not to be tried now."""
        is_ours = self._next_try is not None
        if self._next_try is not None:
            left = self._next_try - _now()
            if left > 0 or self._is_trying:
                raise TryAgain(after=max(left, _LOOK_AGAIN_SECONDS), trouble="token_refused")
            self._is_trying = True
        try:
            yield
        except TryAgain as error:
            if error.trouble == "token_refused":
                self._next_try = _now() + TOKEN_WAIT_SECONDS
            raise
        except (Unreachable, Refused, FileRefused):
            self._next_try = None
            raise
        else:
            self._next_try = None
        finally:
            if is_ours:
                self._is_trying = False


def _now() -> float:
    return asyncio.get_running_loop().time()
