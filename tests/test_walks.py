"""Walks through every shipped script: whatever people do, in whatever order, a few promises hold at every step."""

import pytest
from helpers_app import has_all_words, shipped
from helpers_steps import STEPS, Step
from helpers_walks import Walker
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

LOCALES = [
    pytest.param(
        locale, marks=pytest.mark.skipif(not has_all_words(locale), reason="its words are still being written")
    )
    for locale in ("en", "es")
]
WALK = settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # shrinking a walk takes minutes; `note` tells it step by step instead
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("dialogue", sorted(shipped().catalog.dialogues))
@WALK
@given(ahead=st.integers(0, 15), size=st.integers(0, 2), steps=st.lists(STEPS, min_size=10, max_size=20))
def test_walk(dialogue: str, locale: str, ahead: int, size: int, steps: list[Step]) -> None:
    """Any walk through any dialogue, from its beginning or from further ahead: see `Walker` for what holds."""
    walker = Walker(locale, consented=dialogue != "welcome", size=size)
    walker.open(dialogue)
    for step in [*(Step("go on", f"answer {number}", number) for number in range(ahead)), *steps]:
        walker.take(step)
    walker.leave()
