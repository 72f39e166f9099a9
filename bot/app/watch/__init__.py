"""Watching over the running bot: what it counts, whether it is well, and who is told when it is not.

Nothing here holds a word, a name or a number of anybody's: there are counts, durations, and kinds from closed lists.
"""

from bot.app.watch.meter import Meter

__all__ = ["Meter"]
