"""How often somebody may come with a sign-in link that does not open. Kept in memory: a restart forgives everybody."""

import ipaddress
from collections import deque
from datetime import datetime, timedelta

# A link has 256 random bits, so nobody finds one by trying. The limits keep the door quiet.
FROM_ONE, FROM_ONE_IN = 10, timedelta(minutes=15)
FROM_ALL, FROM_ALL_IN = 100, timedelta(minutes=1)
# Enough for any real day; beyond it the addresses that tried first are forgotten.
MOST_ADDRESSES = 10_000


class Tries:
    """Counts tries that opened nothing, by address and in all."""

    def __init__(self) -> None:
        self._by_address: dict[str, deque[datetime]] = {}
        self._all: deque[datetime] = deque(maxlen=FROM_ALL)

    def missed(self, address: str, at: datetime) -> None:
        """Notes a try that opened nothing."""
        place = _place(address)
        mine = self._by_address.pop(place, deque[datetime](maxlen=FROM_ONE))
        mine.append(at)
        self._by_address[place] = mine
        self._all.append(at)
        while len(self._by_address) > MOST_ADDRESSES:
            del self._by_address[next(iter(self._by_address))]

    def wait(self, address: str, at: datetime) -> int:
        """After how many seconds the next try is heard; 0: at once."""
        mine = self._by_address.get(_place(address), deque())
        return max(_left(mine, FROM_ONE, FROM_ONE_IN, at), _left(self._all, FROM_ALL, FROM_ALL_IN, at))


def _left(missed: deque[datetime], most: int, within: timedelta, at: datetime) -> int:
    if len(missed) < most:
        return 0
    return max(0, int((missed[0] + within - at).total_seconds() + 0.999))


def _place(address: str) -> str:
    """Of an IPv6 address the network: one home has all of its 64 bits (RFC 4291)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address
