"""The order in which several workers run the tests."""

from types import SimpleNamespace
from typing import Any

import pytest
from order_of_tests import in_order, waits


def an_item(name: str, *, long: bool = False, uses: tuple[str, ...] = ()) -> Any:
    """A test as pytest knows it."""
    return SimpleNamespace(nodeid=name, fixturenames=uses, get_closest_marker=lambda _: long or None)


COMPUTING = [an_item(f"tests/test_plan.py::test_{number}", long=number in (5, 17)) for number in range(32)]
WAITING = [an_item(f"tests/{folder}/test_x.py::test_it") for folder in ("telegram", "chaos", "cluster")]
WAITING.append(an_item("tests/test_cli_status.py::test_it", uses=("server", "bot")))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 50])
def test_every_test_is_run_once(count: int) -> None:
    """However many workers there are, and whatever there is to run."""
    for items in ([], COMPUTING, WAITING, [*COMPUTING, *WAITING]):
        found = in_order(items, count)
        assert sorted(id(one) for one in found) == sorted(id(one) for one in items)


def test_some_wait_while_others_compute() -> None:
    """Of four workers two begin with tests that wait, and two with those that compute for long."""
    found = in_order([*COMPUTING, *WAITING], 4)
    size = len(found) // 4
    first, second, third, fourth = (found[begin : begin + size] for begin in (0, size, 2 * size, 3 * size))
    assert [waits(one) for one in first[:3]] == [True, True, False]
    assert [waits(one) for one in second[:3]] == [True, True, False]
    assert (third[0], fourth[0]) == (COMPUTING[5], COMPUTING[17])
    assert first[0].nodeid.startswith("tests/cluster/")
