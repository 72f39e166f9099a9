"""Places by the clock: the time that a clock shows leads to zones that keep showing the right one."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.places import Ambiguous, ZoneMatch, zones_by_clock
from bot.app.places.by_clock import MOST_CHOICES
from bot.app.places.tables import MOST_PEOPLE
from bot.app.places.zones import clocks_of_the_world, owners

JANUARY = datetime(2027, 1, 15, 13, 7, 40, tzinfo=UTC)
JULY = datetime(2027, 7, 15, 13, 7, 40, tzinfo=UTC)


def shown(zone: str, at: datetime, off: int = 0) -> time:
    """What somebody reads from a clock in a zone that is some minutes off."""
    return (at.astimezone(ZoneInfo(zone)) + timedelta(minutes=off)).time().replace(second=0, microsecond=0)


def found(said: Sequence[time], at: datetime, country: str | None = None) -> list[str]:
    """The names of the zones."""
    match = zones_by_clock(said, at, country)
    if isinstance(match, Ambiguous):
        return [choice.zone for choice in match.choices]
    return [match.zone] if match else []


@pytest.mark.parametrize(
    ("zone", "at", "country", "zones"),
    [
        ("Asia/Kathmandu", JANUARY, None, ["Asia/Kathmandu"]),
        ("Asia/Kathmandu", JULY, "NP", ["Asia/Kathmandu"]),
        ("America/St_Johns", JANUARY, None, ["America/St_Johns"]),
        ("America/St_Johns", JULY, "CA", ["America/St_Johns"]),
        ("Australia/Lord_Howe", JULY, None, ["Australia/Lord_Howe"]),
        ("Australia/Lord_Howe", JANUARY, "AU", ["Australia/Sydney", "Australia/Lord_Howe"]),
        ("Europe/Dublin", JULY, "ie", ["Europe/Dublin"]),
        ("America/Denver", JULY, "US", ["America/Denver"]),
        ("America/Denver", JANUARY, "US", ["America/Denver", "America/Phoenix"]),
        ("America/Phoenix", JULY, "US", ["America/Phoenix", "America/Los_Angeles"]),
        ("Pacific/Apia", JANUARY, "WS", ["Pacific/Apia"]),
        ("Pacific/Apia", JULY, None, ["Pacific/Apia", "Pacific/Pago_Pago"]),
        ("Pacific/Apia", JANUARY, None, ["Pacific/Auckland", "Pacific/Apia", "Pacific/Pago_Pago"]),
        ("Asia/Tokyo", JANUARY, "US", ["Asia/Tokyo"]),
        ("Asia/Tokyo", JANUARY, "not a country", ["Asia/Tokyo"]),
    ],
)
@pytest.mark.parametrize("off", [-7, 0, 7])
def test_a_clock_time_gives_the_zones_that_show_it(
    zone: str, at: datetime, country: str | None, zones: list[str], off: int
) -> None:
    """One for each clock that differs through the year, those of the country alone, though the clock is a bit off."""
    assert found([shown(zone, at, off)], at, country) == zones


def test_summer_time_is_kept_apart_from_the_same_hour_without_it() -> None:
    """Without a country, Dublin's summer hour is London's, and also Lagos's, which does not change."""
    zones = found([shown("Europe/Dublin", JULY)], JULY)
    assert {"Europe/London", "Africa/Lagos"} <= set(zones)
    assert "Africa/Lagos" not in found([shown("Europe/Dublin", JANUARY)], JANUARY)


def test_the_year_is_the_one_that_begins_now() -> None:
    """Venezuela's clock was half an hour back until May 2016: what held then is looked up, not what holds now."""
    assert found([time(8, 30)], datetime(2016, 3, 1, 13, tzinfo=UTC)) == ["America/Caracas"]
    assert found([time(8, 30)], datetime(2017, 3, 1, 13, tzinfo=UTC)) == []


def test_two_times_give_the_zones_of_both() -> None:
    """For each time those of the country, or of the world where it has none; the country's stand first."""
    said, at = [time(8), time(20)], datetime(2027, 1, 15, 13, tzinfo=UTC)
    anywhere = found(said, at)
    assert anywhere[:3] == ["Asia/Jakarta", "America/New_York", "America/Bogota"]
    assert found(said, at, "US") == ["America/New_York", "Asia/Jakarta"]
    assert found(said, at, "JP") == anywhere


def test_a_time_that_no_clock_shows_gives_none() -> None:
    """Nor does no time at all."""
    assert zones_by_clock([time(0, 22)], JANUARY, None) is None
    assert zones_by_clock([], JANUARY, "US") is None


def test_the_zone_comes_with_its_country() -> None:
    """So that it can be named as people there do."""
    assert zones_by_clock([shown("Asia/Kathmandu", JULY)], JULY, "GB") == ZoneMatch("Asia/Kathmandu", "NP")


def test_the_tables_name_zones_that_exist() -> None:
    """Each has a country, and none is named twice."""
    table = MOST_PEOPLE.split()
    assert len(set(table)) == len(table)
    assert set(table) <= set(owners())
    assert set(clocks_of_the_world()) <= set(owners())


@given(
    st.lists(st.times(), max_size=2),
    st.integers(0, 10 * 365 * 24 * 60).map(lambda minutes: JANUARY + timedelta(minutes=minutes)),
    st.sampled_from([None, "US", "RU", "AU", "gb", "zz", ""]),
)
def test_every_choice_shows_one_of_the_times(said: list[time], at: datetime, country: str | None) -> None:
    """Within eight minutes, and there are never too many."""
    zones = found(said, at, country)
    assert len(zones) <= MOST_CHOICES
    for zone in zones:
        clock = shown(zone, at)
        apart = [abs((clock.hour - each.hour) * 60 + clock.minute - each.minute) for each in said]
        assert min(min(minutes, 24 * 60 - minutes) for minutes in apart) <= 8
