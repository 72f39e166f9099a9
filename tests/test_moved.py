"""Who says that they are elsewhere now: seen where it is said plainly, and not in words that only sound like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.moved import says_moved
from bot.app.moved.forms import HINT

ELSEWHERE = [
    "I moved to Denver", "we've moved to Spain", "I've just moved back to Texas", "I moved to Boulder, Colorado",
    "We moved from Boston to Denver last week", "We relocated to Austin", "My wife and I moved to St. Louis",
    "I moved to the UK", "I moved to LA", "I moved to another state", "we have moved abroad",
    "Good news: I moved to Denver!\nIt is cold.", "I'm not sure about the time, but I moved to Springfield",
    "I'm in London now", "I’m in London now", "im in Denver now", "now I'm in Madrid", "I now live in the Netherlands",
    "I'm living in Mexico City now", "we're back in New York this week", "I'm in Lima, Peru right now",
    "I'm currently in Chicago", "In London now!", "we live in Texas now", "I'm in\nLondon now",
    "I'm travelling in Japan this month", "I'm traveling around Europe", "I'm on vacation in Hawaii",
    "I'm on a trip to Canada", "I'm visiting family in Tokyo",
    "new time zone", "different time zone", "I'm in a different time zone now", "I changed time zones",
    "my time zone has changed",
    "me mudé a Sevilla", "me mude a Sevilla", "me mude\u0301 a Sevilla", "me he mudado", "Hola, me he mudado",
    "nos hemos mudado a Valencia", "acabo de mudarme a Ciudad de México", "me he mudado de ciudad",
    "me he mudado a otro país", "me he trasladado a Buenos Aires", "he cambiado de país", "cambié de ciudad",
    "ahora vivo en Bogotá", "vivo en Bogotá ahora", "ahora estoy en Madrid", "estoy en Londres esta semana",
    "estoy de viaje en Perú", "estoy de viaje", "Estoy de vacaciones en Cancún", "estoy viajando por Europa",
    "otra zona horaria", "estoy en otra zona horaria",
]  # fmt: skip
STILL_HERE = [
    "", "I moved on", "that moved me", "moved my body", "moved to tears", "I was moved to tears", "I moved the chair",
    "I moved forward", "we moved to the couch", "I moved to a new room", "I moved to God", "I moved to Mom's",
    "We moved our session to Monday", "I moved to Step 4", "I moved to AA", "I moved up to Manager",
    "I MOVED TO TEARS", "moving to Denver", "I haven't moved to Denver", "if I moved to Denver",
    "I wish I moved to Denver",
    "When I was nine we moved to Texas", "When I was nine, we moved to Texas", "I moved to Denver in 2010",
    "I moved to Denver when I got sober", "then I moved to Denver", "my sister moved to Denver",
    "He said he moved to Spain", "she is in London now", "my sister lives in a different time zone",
    "I'm in pain now", "I'M IN PAIN NOW", "I'm in recovery now", "I'm in Recovery now", "I'm in a good place now",
    "living in the moment now", "I'm in AA now", "I'm in NA now", "I'm in IT now", "I'm in CBT now", "I'm in Love now",
    "I'm in March now", "I'm in Center now", "I'm in Group now", "I'm not in London now", "I'm in Denver", "Denver",
    "I'm visiting Charlotte", "I'm travelling to Spain next month", "I'm traveling light", "I want to travel",
    "me mudé de ropa", "me he mudado de habitación", "me mudé a otra habitación", "quieren que me mude a Sevilla",
    "me mudé a Sevilla en 2010", "cuando era niño me mudé a Sevilla", "mi hermana vive en Bogotá ahora",
    "vivo en Madrid", "estoy en paz ahora", "estoy en Paz ahora", "estoy en un viaje de recuperación",
    "estoy de viaje en mi mente", "cambié de estado de ánimo", "he cambiado de idea", "he cambiado de vida",
]  # fmt: skip


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("text", ELSEWHERE)
def test_who_is_elsewhere_is_seen(text: str, locale: str) -> None:
    """Moved, travelling, or in another time zone; in either language, whatever is set."""
    assert says_moved(text, locale)


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("text", STILL_HERE)
def test_what_only_sounds_like_it_is_not(text: str, locale: str) -> None:
    """Feelings, groups, old stories, wishes, other people, and things that were moved."""
    assert not says_moved(text, locale)


def test_only_the_hint_is_looked_for_in_nearly_every_text() -> None:
    """Most of what people write here has nothing of it."""
    for text in (
        "My sister sits with me when it gets loud",
        "I got through the winter by walking every morning now and then",
        "Pintar me calma, y ahora estoy mejor",
        "Painting. It helps me to slow down, and I feel like myself in the evening",
    ):
        assert not HINT.search(text)


WORDS = "I I'm we moved to in now A Denver, The St. from time zone the . me he mudado mudé a en de viaje ahora"
PIECES = st.sampled_from([*WORDS.split(" "), "\n", "\u2028"])
LOCALES = st.sampled_from(["en", "es", "de", "", "??"])


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=80), LOCALES)
@settings(deadline=None)
def test_nothing_raises(text: str, locale: str) -> None:
    """Whatever is written; and it means the same in whatever language it is looked for first."""
    assert says_moved(text, locale) == says_moved(text, "en")


@pytest.mark.parametrize("piece", ["\n", " ", "I'm back ", "I moved to A ", "St. ", "A de A ", "me he mudado de ", "'"])
def test_a_long_text_ends(piece: str) -> None:
    """Long runs of the same are read once, not again from each place in them."""
    assert not says_moved(piece * (4000 // len(piece)) + "in A", "en")
