"""Home: what it shows first, and that everything on it can be tapped or typed."""

from datetime import date, timedelta

import pytest
from helpers_app import AT, Friend, shipped
from helpers_plan import a_line, with_plan

from bot.app import sample_circles
from bot.app.incoming import Commanded, Pressed
from bot.app.menu import BEGINNINGS, FIRST, menu_view
from bot.app.message import link
from bot.app.peer import Peer

DAY = AT.date()


def first(peer: Peer) -> list[str]:
    """What home shows at once."""
    found: list[str] = menu_view(peer, shipped(), "en", AT)["first"]
    return found


def been_at(peer: Peer, *dialogues: str) -> Peer:
    """The person has opened these, one a day, the last one last."""
    peer.remember(opened={name: AT - timedelta(days=len(dialogues) - place) for place, name in enumerate(dialogues)})
    return peer


# -- what comes first ------------------------------------------------------------------------------------------------


def test_somebody_new_is_shown_good_beginnings() -> None:
    """In their order, and no more than can be taken in at a glance."""
    assert first(with_plan()) == list(BEGINNINGS)[:FIRST]


def test_what_somebody_was_at_lately_comes_first() -> None:
    """The latest first; what is left of the room goes to beginnings, none of them twice."""
    assert first(been_at(with_plan(), "story", "win")) == ["win", "story", "reflect", "next_step"]
    many = been_at(with_plan(), "story", "win", "connect", "meaning", "domains")
    assert first(many) == ["domains", "meaning", "connect", "win"]


def test_what_comes_and_goes_by_itself_is_not_shown() -> None:
    """Nor is home itself, nor what no longer exists, nor what only opens from inside another dialogue."""
    assert first(been_at(with_plan(), "home", "now", "import", "about", "gone", "welcome")) == list(BEGINNINGS)[:FIRST]


@pytest.mark.parametrize(("days", "is_near"), [(0, True), (1, True), (2, True), (3, False), (30, False)])
def test_a_session_that_is_near_comes_before_all(days: int, is_near: bool) -> None:
    """Two days ahead it is time to think of what to bring."""
    peer = been_at(with_plan(), "story")
    peer.remember(meeting_on=DAY + timedelta(days=days))
    assert (first(peer)[0] == "session") == is_near


def test_open_steps_bring_their_dialogue_up() -> None:
    """After what somebody was at lately, before beginnings; with every step done it is not shown."""
    goal = a_line(1, "swim")
    step, done = a_line(2, "goggles", role="step", about=1), a_line(2, "goggles", role="step", about=1, settled="done")
    assert first(been_at(with_plan(goal, step), "story"))[:2] == ["story", "steps"]
    assert "steps" not in first(with_plan(goal, done))


def test_what_is_open_is_not_offered_a_second_time(ana: Friend) -> None:
    """It is named above, with a button of its own."""
    ana.does(Commanded("reflect"))
    ana.does(Commanded("home"))
    assert menu_view(ana.peer, ana.content, "en", AT)["open"] == ["Reflect on my strengths"]
    assert "reflect" not in first(ana.peer)


# -- what it tells ---------------------------------------------------------------------------------------------------


def test_everything_that_waits_is_named_the_latest_first(ana: Friend) -> None:
    """Asides keep no place, so they do not wait."""
    assert menu_view(ana.peer, ana.content, "en", AT)["open"] == []
    for dialogue in ("reflect", "story", "plan"):
        ana.opens(dialogue)
    titles = [ana.content.wording.label("en", name, "title", {}) for name in ("story", "reflect")]
    assert menu_view(ana.peer, ana.content, "en", AT)["open"] == titles


def test_the_newest_step_that_is_open_is_told() -> None:
    """Not one that is done, let go, out, or gone with its goal."""
    goal, hidden = a_line(1), a_line(2, removed_at=AT)
    steps = [
        a_line(3, "older", role="step", about=1), a_line(4, "newest", role="step", about=1),
        a_line(5, "done", role="step", about=1, settled="done"), a_line(6, "gone", role="step", about=2),
        a_line(7, "let go", role="step", about=1, settled="let_go"),
    ]  # fmt: skip
    assert menu_view(with_plan(goal, hidden, *steps), shipped(), "en", AT)["step"] == "newest"
    assert menu_view(with_plan(goal), shipped(), "en", AT)["step"] == ""


def test_home_tells_of_the_session_that_is_ahead(ana: Friend) -> None:
    """In words, for today and tomorrow."""
    for days, words in ((0, "today"), (1, "tomorrow"), (9, "March 11, 2026")):
        ana.peer.remember(meeting_on=DAY + timedelta(days=days))
        ana.does(Commanded("home"))
        assert words in ana.texts


def test_home_does_not_call_a_past_session_the_next_one(ana: Friend) -> None:
    """The day of yesterday is not ahead."""
    ana.peer.remember(meeting_on=date(2026, 3, 1))
    ana.does(Commanded("home"))
    assert "next session is on March 1" not in ana.texts


# -- getting around --------------------------------------------------------------------------------------------------


def test_offers_stand_between_data_and_the_other_buttons(ana: Friend) -> None:
    """What is likely wanted is at the top; everything else, and help, below."""
    ana.does(Commanded("home"))
    data = [key.data for row in ana.heard[-1].rows for key in row]
    assert data[:FIRST] == [link(name) for name in first(ana.peer)]
    assert [one.rpartition(":")[2] for one in data[FIRST:]] == ["more", link("now")]


def test_home_leads_back_to_the_open_question(ana: Friend) -> None:
    """One tap, and the question is there again."""
    ana.does(Commanded("reflect"))
    ana.does(Commanded("home"))
    ana.presses("#0")
    assert ana.where == "reflect.helped"


def test_every_dialogue_can_be_reached_from_home(ana: Friend) -> None:
    """By buttons alone; but for those that open by themselves, and those of somebody who has not agreed yet."""
    reached = reached_from_home(ana)
    by_itself = {"welcome", "consent_again", "import", "home", "invited", "danger", "look_in"}
    # Stories are offered where a programme has some; what is about programmes and roles, to those who have one; what is
    # prepared is shared from where it is prepared.
    assert set(ana.content.catalog.dialogues) - reached - by_itself == {
        "stories", "programme", "review", "share_prepared",
    }  # fmt: skip


@pytest.mark.parametrize(("belongs", "serves"), [(True, False), (False, True), (True, True)])
def test_what_is_about_a_programme_is_offered_to_those_who_have_one(ana: Friend, belongs: bool, serves: bool) -> None:
    """Belonging to it, and working for it, are two things."""
    if belongs:
        sample_circles.belong(ana.peer, AT)
    ana.peer.remember(serves=serves)
    reached = reached_from_home(ana)
    assert ("programme" in reached, "review" in reached) == (belongs, serves)


def reached_from_home(friend: Friend) -> set[str]:
    """The dialogues that buttons at home, and in its rooms, lead to."""
    friend.does(Commanded("home"))
    reached: set[str] = set()
    ahead, seen = [friend], set[str]()
    while ahead:
        here = ahead.pop()
        reached |= {frame.dialogue for frame in here.peer.record.session.frames}
        if here.where in seen or not here.where.startswith("home."):
            continue
        seen.add(here.where)
        for data in [key.data for message in here.heard for row in message.rows for key in row]:
            reached |= {data[1:]} if data.startswith("@") else set()
            if not data.startswith("@"):
                made = here.copy()
                made.does(Pressed(data))
                ahead.append(made)
    return reached


LABELS = [*BEGINNINGS[:FIRST], "now"]


@pytest.mark.parametrize("dialogue", LABELS)
def test_what_home_offers_can_be_typed(ana: Friend, dialogue: str) -> None:
    """Telegram drops late presses, so that every button has to work as words."""
    ana.does(Commanded("home"))
    title = next(key.label for row in ana.heard[-1].rows for key in row if key.data == link(dialogue))
    ana.says(title)
    assert ana.where.split(".")[0] == dialogue


def test_opening_something_is_remembered_by_the_moment(ana: Friend) -> None:
    """Opened again, the newer moment counts; what needs no consent is not remembered."""
    ana.opens("story")
    before = dict(ana.peer.record.memory.opened)
    ana.opens("win")
    ana.opens("privacy")
    ana.opens("story")
    opened = ana.peer.record.memory.opened
    assert set(opened) == {"story", "win"}
    assert opened["story"] > opened["win"] > before["story"]


def test_nothing_is_remembered_of_somebody_who_has_not_agreed() -> None:
    """What they asked to open is not kept."""
    ben = Friend(shipped(), consented=False)
    ben.does(Commanded("start"))
    ben.opens("story")
    ben.does(Commanded("help"))
    assert ben.peer.record.memory.opened == {}
