"""In which order tests run, and how many at once: some compute, and some wait for processes, and each goes with others.

Among several workers, `--dist worksteal` first gives each as many tests as the others, in their order, and lets those
that are done take over what others have not come to. So half of the workers begin with tests that wait, the others
with those that compute, and all with their longest: neither do the processors idle, nor does one long test come last.
"""

from collections.abc import Sequence
from itertools import chain, islice
from os import cpu_count

import pytest

# Tests of the real process, nearly all of them: what they do most is wait for it.
FOLDERS = ("tests/cluster/", "tests/chaos/", "tests/faults/test_faults_process.py", "tests/telegram/")
MORE_THAN_PROCESSORS = 2


def workers() -> int:
    """How many tests are to run at once."""
    return (cpu_count() or 1) + MORE_THAN_PROCESSORS


def in_order(items: Sequence[pytest.Item], count: int) -> list[pytest.Item]:
    """The tests in the order in which ``count`` workers are to have them; it is the same at each of them."""
    waiting = sorted((item for item in items if waits(item)), key=_folder)
    long = [item for item in items if not waits(item) and item.get_closest_marker("long")]
    others = iter([item for item in items if not waits(item) and not item.get_closest_marker("long")])
    shares: list[list[pytest.Item]] = [[] for _ in range(count)]
    patient = max(1, count // 2)
    for begins, first in ((shares[:patient], waiting), (shares[patient:] or shares, long)):
        for number, item in enumerate(first):
            begins[number % len(begins)].append(item)
    left = len(items)
    for number, share in enumerate(shares):
        size = left // (count - number)  # as it is given out
        share += islice(others, max(0, size - len(share)))
        left -= size
    return [*chain.from_iterable(shares), *others]


def waits(item: pytest.Item) -> bool:
    """Whether a test waits most of its time."""
    return item.nodeid.startswith(FOLDERS) or "bot" in getattr(item, "fixturenames", ())


def _folder(item: pytest.Item) -> int:
    """Those whose tests are longest come first."""
    return next((number for number, folder in enumerate(FOLDERS) if item.nodeid.startswith(folder)), len(FOLDERS))
