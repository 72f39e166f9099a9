"""Progress: what counts as a fact, what the words can say of it, and the dialogue that shows it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from helpers_app import Friend, has_all_words, shipped
from helpers_plan import AT, FAMILY, GOAL, STEP, a_line, later, plans, saved, with_plan
from hypothesis import given, settings

from bot.app import plan
from bot.app.message import Enclosure
from bot.app.peer import NotLoaded
from bot.app.progress import Facts, facts_of, progress_view
from bot.storage.records import LineRecord

NOTHING = {"count": 0, "since": "", "last": "", "last_on": ""}
LOCALES = [locale for locale in ("en", "es") if has_all_words(locale)]


def win(ref: int, text: str, days: float, **fields: object) -> LineRecord:
    """A win that was noted so many days after `AT`."""
    return a_line(ref, text, section="wins", created_at=AT + timedelta(days=days), **fields)


def done(line: LineRecord, days: float) -> LineRecord:
    """A goal or a step that was done so many days after `AT`."""
    return replace(line, settled="done", settled_at=AT + timedelta(days=days))


def counts(facts: Facts) -> tuple[int, int, int, int]:
    """How many of each kind there are."""
    return len(facts.wins), len(facts.steps), len(facts.goals), len(facts.words)


# -- what counts -------------------------------------------------------------------------------------------------------


def test_wins_steps_and_goals_are_told_with_their_days_and_last_words() -> None:
    """A win counts from when it was noted, a step and a goal from when they were done."""
    peer = with_plan(
        win(11, "called Rosa", 3), win(12, "slept", 1), done(GOAL, 9), done(STEP, 5),
        done(a_line(6, "buy a towel", role="step", about=1), 2),
    )  # fmt: skip
    found = progress_view(peer, later(0))
    assert found["wins"] == {
        "count": 2, "since": date(2026, 3, 3), "last": "called Rosa", "last_on": date(2026, 3, 5),
    }  # fmt: skip
    assert found["steps"] == {
        "count": 2, "since": date(2026, 3, 4), "last": "find goggles", "last_on": date(2026, 3, 7),
    }  # fmt: skip
    assert found["goals"] == {
        "count": 1, "since": date(2026, 3, 11), "last": "swim", "last_on": date(2026, 3, 11),
    }  # fmt: skip
    assert found["words"] == {"count": 5, "since": date(2026, 3, 2)}
    assert found["any"] is True


def test_with_nothing_written_there_is_nothing_to_tell() -> None:
    """Every value is there all the same, and empty."""
    assert progress_view(with_plan(), AT) == {
        "wins": NOTHING, "steps": NOTHING, "goals": NOTHING, "words": {"count": 0, "since": ""},
        "lately": {"wins": [], "steps": []}, "any": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (FAMILY, (0, 0, 0, 5)),
        ((win(1, "called", 0), win(2, "I can", 0, role="shows", about=1)), (1, 0, 0, 2)),
        ((win(1, "called", 0, removed_at=AT), win(2, "I can", 0, role="shows", about=1)), (0, 0, 0, 0)),
        ((replace(GOAL, removed_at=AT), done(STEP, 1)), (0, 0, 0, 0)),
        ((replace(GOAL, settled="let_go"), done(STEP, 1)), (0, 1, 0, 2)),
        ((GOAL, replace(STEP, settled="let_go")), (0, 0, 0, 2)),
        ((a_line(1, section="sessions", settled="past"),), (0, 0, 0, 1)),
        ((a_line(1, section="people", settled="done"),), (0, 0, 0, 1)),
    ],
    ids=("open", "what it shows", "taken out", "with its goal", "of a goal let go", "let go", "past", "elsewhere"),
)
def test_what_counts(lines: tuple[LineRecord, ...], expected: tuple[int, int, int, int]) -> None:
    """What was done stays done, also when its goal is let go of; what is taken out is out, with all beneath it."""
    assert counts(facts_of(lines)) == expected


def test_a_step_that_came_without_a_day_counts_from_when_it_was_written() -> None:
    """A file may have brought it so."""
    step = replace(STEP, settled="done", settled_at=None)
    assert facts_of([step]).steps[0].at == STEP.created_at


def test_days_are_those_on_the_persons_wall() -> None:
    """Half past eleven at night in New York is the next day in UTC."""
    at = datetime(2026, 3, 9, 3, 30, tzinfo=UTC)
    peer = with_plan(a_line(1, "slept", section="wins", created_at=at))
    assert progress_view(peer, at.astimezone(ZoneInfo("America/New_York")))["wins"]["since"] == date(2026, 3, 8)
    assert progress_view(peer, at)["wins"]["since"] == date(2026, 3, 9)


def test_lately_is_the_last_week() -> None:
    """The newest first."""
    peer = with_plan(win(11, "old", 0), win(12, "newer", 31), win(13, "newest", 35), GOAL, done(STEP, 31))
    at = AT + timedelta(days=37)
    assert progress_view(peer, at)["lately"] == {"wins": ["newest", "newer"], "steps": ["find goggles"]}


def test_the_plan_has_to_be_loaded() -> None:
    """As for every view of it: the turn is played again with it."""
    peer = with_plan()
    peer.plan = None
    with pytest.raises(NotLoaded):
        progress_view(peer, AT)


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(plans(circles=True))
def test_letting_go_takes_nothing_away(lines: list[LineRecord]) -> None:
    """Whatever a plan holds, no number becomes smaller by laying a goal aside; every fact is among the words."""
    before = facts_of(lines)
    peer = with_plan(*lines)
    for line in lines:
        if line.section == "goals" and not line.settled:
            plan.settle(peer, line.ref, "let_go", later(9))
    assert counts(facts_of(saved(peer).lines.values())) == counts(before)
    words = [fact.text for fact in before.words]
    assert {fact.text for kind in (before.wins, before.steps, before.goals) for fact in kind} <= set(words)


# -- the dialogue ------------------------------------------------------------------------------------------------------


def friend(*lines: LineRecord, locale: str = "en") -> Friend:
    """Somebody with a plan."""
    made = Friend(shipped(), locale=locale)
    made.peer.plan = {line.ref: line for line in lines}
    return made


def test_it_is_told_in_the_persons_own_words() -> None:
    """With the days, and the words as they were typed."""
    ana = friend(win(11, "  slept <b>", 1), win(12, "called *Rosa*", 3), GOAL, done(STEP, 5))
    ana.opens("progress")
    assert "2 wins since March 3, 2026, the last: “called *Rosa*”" in ana.texts
    assert "A step done: “find goggles”" in ana.texts
    assert "In all, 4 lines in your own words since March 2, 2026" in ana.texts
    assert "goal" not in ana.texts


def test_what_there_is_none_of_is_not_told() -> None:
    """Nothing is shown as missing, and there is no nought."""
    ana = friend(a_line(1, "swim"))
    ana.opens("progress")
    assert "A line in your own words, on March 2, 2026" in ana.texts
    assert not any(word in ana.texts for word in ("win", "step", "reached", "0 "))


def test_somebody_new_is_offered_a_beginning() -> None:
    """Kindly, and without a question that is owed."""
    ana = friend()
    ana.opens("progress")
    assert ana.where == ""
    assert [ana.data(f"@{name}") for name in ("win", "reflect", "home")] == ["@win", "@reflect", "@home"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("shade", ["light", "dark"])
def test_the_picture_goes_with_what_its_signs_mean(locale: str, shade: str) -> None:
    """Who cannot see it, or whose letters have no font, knows what is in it."""
    ana = friend(win(11, "slept", 1), GOAL, locale=locale)
    ana.opens("progress")
    ana.presses(shade)
    assert [message.enclosure for message in ana.heard if message.enclosure] == [
        Enclosure("progress", {"dark": shade == "dark"})
    ]
    assert len(ana.heard[0].html.splitlines()) == 4
    assert ana.where == ""


def test_a_plan_that_was_emptied_meanwhile_has_no_picture() -> None:
    """The button was there before; what is said fits what is there now."""
    ana = friend(win(11, "slept", 1))
    ana.opens("progress")
    plan.remove(ana.peer, 11, later(1))
    ana.presses("light")
    assert not any(message.enclosure for message in ana.heard)
    assert "blank" in ana.texts
