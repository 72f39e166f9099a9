"""What people write is looked at: the answer is kept, the reply comes first, and they come back to where they were."""

from datetime import timedelta

import pytest
from helpers_app import Friend, shipped
from helpers_circle import meet
from helpers_plan import a_line
from helpers_steps import plan_of

from bot.app import watching
from bot.app.admission import DANGER
from bot.app.incoming import Act, Changed, Commanded, Pressed, Said
from bot.app.message import link

SIGN = "I want to kill myself"
OTHER_SIGN = "my husband hits me"
EVERYDAY = "walking by the river"


@pytest.fixture
def ana() -> Friend:
    """Somebody in the United States who has said yes and has nothing open."""
    friend = Friend(shipped())
    friend.peer.record.country = "US"
    return friend


def test_an_answer_with_a_sign_is_kept_and_the_reply_comes_first(ana: Friend) -> None:
    """Nothing that praises it is said with it."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    assert ana.plan == [SIGN]
    assert ana.where == "danger.ask"
    assert "988" in ana.texts
    assert "911" in ana.texts
    assert "I'm a program" in ana.texts
    assert SIGN not in ana.texts


def test_what_was_not_meant_leads_back_to_the_very_question(ana: Friend) -> None:
    """As if nothing had come between: the same question, the same answers, the same plan."""
    other = Friend(shipped())
    for friend, text in ((ana, SIGN), (other, EVERYDAY)):
        friend.does(Commanded("reflect"))
        friend.says(text)
    ana.presses("mistaken")
    assert ana.where == other.where
    assert SIGN in ana.texts
    assert ana.plan == [SIGN]


def test_who_is_safe_is_not_asked_where_that_could_help_next(ana: Friend) -> None:
    """The question that would hold it up as a strength is passed over; the one after it is asked."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    ana.presses("safe")
    ana.presses("no")
    assert ana.where == "reflect.helped_more"
    assert SIGN not in ana.texts
    assert ana.plan == [SIGN]


def test_a_question_that_quotes_nothing_stands_as_it_was(ana: Friend) -> None:
    """Coming back asks it again, and it can be answered."""
    ana.does(Commanded("reflect"))
    ana.says(EVERYDAY)
    ana.presses("_skip")
    before = ana.where
    ana.does(Commanded("language", SIGN))
    assert ana.where == "danger.ask"
    ana.presses("safe")
    ana.presses("no")
    assert ana.where.startswith("language.")
    ana.does(Commanded("reflect"))
    assert ana.where == before


def test_a_win_that_is_a_sign_is_not_praised(ana: Friend) -> None:
    """What stands behind the command is kept like any win; nobody is asked what it says about them."""
    ana.does(Commanded("win", SIGN))
    assert ana.where == "danger.ask"
    ana.presses("safe")
    ana.presses("no")
    assert ana.where != "win.shows"
    assert ana.plan == [SIGN]


@pytest.mark.parametrize("said", ["no", "I'm not sure", "no sé", "I have the pills in my hand and I will take them"])
def test_whoever_is_not_safe_gets_the_emergency_number_first(ana: Friend, said: str) -> None:
    """By button or in words; it stands in the first line."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    ana.says(said)
    assert ana.where == "danger.unsafe"
    assert "911" in ana.texts.splitlines()[0]


def test_whatever_else_is_written_there_is_answered_and_not_kept(ana: Friend) -> None:
    """Nobody reads it, and that is said at once, with a number."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    ana.says("it is so loud here")
    assert ana.where == "danger.heard"
    assert "Nobody reads" in ana.texts or "nobody sees it" in ana.texts
    assert "988" in ana.texts
    assert ana.plan == [SIGN]


def test_it_never_locks_the_conversation(ana: Friend) -> None:
    """Any command works from there, and the reflection keeps its place."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    ana.does(Commanded("plan"))
    assert ana.where.startswith("plan.")
    ana.does(Commanded("reflect"))
    assert ana.where.startswith("reflect.")


def test_the_next_sign_is_answered_again(ana: Friend) -> None:
    """At once, and in other words; a sign of something else gets the reply to that."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    first = ana.texts
    ana.presses("mistaken")
    ana.says(SIGN)
    assert ana.where == "danger.ask"
    assert ana.texts != first
    ana.presses("mistaken")
    ana.says(OTHER_SIGN)
    assert "not your fault" in ana.texts


def test_an_everyday_answer_is_left_alone(ana: Friend) -> None:
    """No reply, and nothing of the look remains."""
    ana.does(Commanded("reflect"))
    ana.says("this exam is killing me")
    assert ana.where.startswith("reflect.")
    assert not any(name.startswith(DANGER) for name in ana.peer.record.memory.opened)


def test_a_sign_from_a_stranger_is_answered(ana: Friend) -> None:
    """Before any yes, as the first thing they write; nothing is kept of it, and the welcome waits below."""
    stranger = Friend(shipped(), consented=False)
    stranger.says(SIGN)
    assert stranger.where == "danger.ask"
    assert "findahelpline" in stranger.texts
    stranger.presses("safe")
    assert stranger.where == "welcome.consent"
    assert stranger.peer.record.memory.opened == {}
    assert stranger.plan == []


def test_a_message_that_is_changed_into_one_is_answered(ana: Friend) -> None:
    """The line has the new words, and they come back to the question that was open."""
    ana.does(Commanded("reflect"))
    ana.says(EVERYDAY)
    before = ana.where
    ana.does(Changed(SIGN, 1))
    assert ana.where == "danger.ask"
    assert ana.plan == [SIGN]
    ana.presses("mistaken")
    assert ana.where == before


def test_a_thing_said_in_two_messages_is_one(ana: Friend) -> None:
    """Whether they come in one burst or answer two questions within a minute."""
    ana.does(Commanded("reflect"))
    ana.says("I want to")
    ana.says("kill myself", after=1, seen=False)
    assert ana.where == "danger.ask"
    assert ana.plan == ["I want to\nkill myself"]
    slow = Friend(shipped())
    slow.does(Commanded("reflect"))
    slow.says("I want to")
    slow.says("kill myself", after=40)
    assert slow.where == "danger.ask"


def test_what_goes_on_at_once_joins_the_answer_and_not_the_reply(ana: Friend) -> None:
    """The reply cannot have been read: their sentence goes on, and then it is given."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    ana.says("because nobody is here", after=1, seen=False)
    assert ana.plan == [f"{SIGN}\nbecause nobody is here"]
    assert ana.where == "danger.ask"
    assert "988" in ana.texts
    ana.presses("mistaken")
    assert ana.where == "reflect.helped_next"


def test_a_sign_that_is_brought_with_words_to_keep_loses_none(ana: Friend) -> None:
    """With nothing open, it is asked afterwards whether the words are to be kept."""
    ana.says(SIGN)
    assert ana.where == "danger.ask"
    ana.presses("mistaken")
    assert ana.where == "home.keep_it"


def test_their_own_people_and_tools_are_shown_and_never_the_sign(ana: Friend) -> None:
    """Word for word, from their plan; whatever answered "what helps" and is a sign of danger is no help."""
    ana.peer.plan = {
        1: a_line(1, "the river", section="what_helps"),
        2: a_line(2, "Rosa", section="people"),
        3: a_line(3, "i want to die", section="what_helps"),
    }
    ana.says(SIGN)
    assert "Rosa" in ana.texts
    ana.presses("mine")
    assert "the river" in ana.texts
    assert "want to die" not in ana.texts


def test_with_no_such_lines_nothing_of_theirs_is_offered(ana: Friend) -> None:
    """No button that leads to an empty list."""
    ana.says(SIGN)
    assert not any(key.data.endswith(":mine") for message in ana.heard for row in message.rows for key in row)


def test_the_hello_of_the_next_day_comes_only_with_a_yes(ana: Friend) -> None:
    """A day later, at this time of day."""
    ana.says(SIGN)
    ana.presses("safe")
    ana.presses("no")
    assert ana.peer.record.memory.look_in_at is None
    ana.says(SIGN)
    ana.presses("safe")
    assert ana.where != "danger.look_in"  # whoever has said no this evening is not asked again
    ana.at += timedelta(days=1)
    ana.says(SIGN)
    ana.presses("safe")
    ana.presses("yes")
    assert ana.peer.record.memory.look_in_at == ana.at + timedelta(days=1)


def test_whoever_has_not_agreed_is_offered_no_hello() -> None:
    """Nothing about them is kept, so nothing can come."""
    stranger = Friend(shipped(), consented=False)
    stranger.says(SIGN)
    stranger.presses("safe")
    assert stranger.where != "danger.look_in"


def test_the_button_that_says_not_safe_is_no_new_sign(ana: Friend) -> None:
    """Typed or pressed, it is the button; the reply does not begin anew."""
    ana.says(SIGN)
    ana.does(Said("I'm not safe right now", 7))
    assert ana.where == "danger.unsafe"
    assert len(ana.peer.record.session.frames) == 2


def test_what_is_written_at_the_crisis_lines_is_looked_at_too(ana: Friend) -> None:
    """They lie below, and are there again afterwards."""
    ana.does(Pressed(link("now")))
    ana.says(SIGN)
    assert ana.where == "danger.ask"
    ana.presses("mistaken")
    assert ana.where.startswith("now.")


def test_the_plan_does_not_quote_a_sign_back() -> None:
    """Neither on a hard day nor in a check-in: a line that says so is nothing to lean on."""
    ana = Friend(shipped())
    ana.peer.plan = {1: a_line(1, "i want to die", section="what_helps")}
    ana.does(Commanded("hard"))
    ana.says("the kids")
    assert "want to die" not in ana.texts
    assert ana.where == "hard.person"


# -- every question in every dialogue ------------------------------------------------------------------------------


def questions(dialogue: str) -> dict[str, Friend]:
    """Somebody at each question of a dialogue that takes a text, as far as buttons and short answers lead."""
    start = Friend(shipped())
    start.peer.record.country = "US"
    start.peer.plan = {line.ref: line for line in plan_of(1)}
    meet(start.peer, 1)
    start.does(Pressed(link(dialogue)))
    found: dict[str, Friend] = {}
    ahead, seen = [start], set[str]()
    while ahead:
        here = ahead.pop(0)
        top = here.peer.record.session.top
        if top is None or top.dialogue != dialogue or here.where in seen:
            continue
        seen.add(here.where)
        if shipped().catalog.version(top.dialogue, top.version).state(top.state).wait == "text":
            found[here.where] = here
        keys = {key.data for message in here.heard for row in message.rows for key in row}
        acts: list[Act] = [*(Pressed(data) for data in sorted(keys)), Said("Tuesday at 10", 90), Said("1", 91)]
        for act in acts:
            there = here.copy()
            there.does(act)
            ahead.append(there)
    return found


OPENED = sorted(
    name for name, one in shipped().catalog.dialogues.items()
    if name not in (DANGER, "look_in", "consent_again", "import", "invited")
    and any(state.wait == "text" for state in one.states.values())
)  # fmt: skip


@pytest.mark.parametrize("dialogue", OPENED)
def test_every_free_text_is_looked_at_and_kept(dialogue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each question: the reply comes, and afterwards all is as it would have been without it."""
    places = questions(dialogue)
    for where, friend in places.items():
        with monkeypatch.context() as blind:
            blind.setattr(watching, "look_all", lambda *_: None)
            other = friend.copy()
            other.says(SIGN)
        friend.says(SIGN)
        assert friend.where == "danger.ask", where
        friend.presses("mistaken")
        assert friend.where == other.where, where
        assert friend.plan == other.plan, where


def test_most_questions_are_reached() -> None:
    """The test above would else say little."""
    reached = sum(len(questions(name)) for name in OPENED)
    assert reached >= 60


# -- more signs while the reply is open ----------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["win", "hard"])
def test_a_sign_behind_a_command_is_answered_above_the_reply(ana: Friend, command: str) -> None:
    """The command is carried out, and the numbers are there again."""
    ana.says(SIGN)
    ana.does(Commanded(command, "I took all the pills, it is done"))
    assert ana.where == "danger.unsafe"
    assert "911" in ana.texts


def test_an_edit_that_is_a_sign_is_answered_above_the_reply(ana: Friend) -> None:
    """Of a message below it, or of what was typed to it."""
    ana.does(Commanded("reflect"))
    ana.says(EVERYDAY)
    ana.says(SIGN)
    ana.does(Changed("I took all the pills to die", 1))
    assert ana.where == "danger.unsafe"
    assert "911" in ana.texts


def test_a_reply_that_nobody_has_read_is_no_earlier_one(ana: Friend) -> None:
    """Its first words come with the second message of the same breath."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    ana.says("I mean it", after=1, seen=False)
    assert "I'm a program" in ana.texts


def test_a_graver_sign_is_no_repetition(ana: Friend) -> None:
    """After a wish not to wake up, words of intent get their own reply."""
    ana.says("I wish I would not wake up tomorrow")
    ana.presses("mistaken")
    ana.says(SIGN)
    assert "ending your life" in ana.texts or "want to die" in ana.texts


def test_a_win_that_is_a_sign_is_celebrated_nowhere(ana: Friend) -> None:
    """It stands among their lines, and in no progress."""
    ana.does(Commanded("win", SIGN))
    ana.presses("safe")
    ana.presses("no")
    ana.does(Commanded("progress"))
    assert SIGN not in ana.texts


def test_a_name_that_was_there_stays(ana: Friend) -> None:
    """Only what is said as a name, and is a sign, is no name."""
    ana.peer.record.name = "Sam"
    ana.says(SIGN)
    assert ana.peer.record.name == "Sam"
    stranger = Friend(shipped())
    stranger.does(Commanded("about"))
    stranger.says(SIGN)
    assert stranger.peer.record.name is None


# -- afterwards: nothing holds the words up, whichever way they come back -------------------------------------------


def test_a_goal_that_is_a_sign_is_not_broken_into_steps(ana: Friend) -> None:
    """The conversation about it is closed; it stays in the plan, where they can take it out."""
    ana.opens("next_step")
    ana.says("I want to be dead before my birthday")
    assert ana.where.startswith("danger.")
    ana.presses("safe")
    ana.presses("no")
    assert "dead" not in ana.texts
    assert not ana.where.startswith("next_step.")


@pytest.mark.parametrize("way", ["plan", "hide", "reflect"])
def test_coming_back_another_way_holds_nothing_up_either(ana: Friend, way: str) -> None:
    """They leave the reply for something else, and go on later."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    ana.does(Commanded(way))
    ana.does(Commanded("reflect"))
    assert "help you next" not in ana.texts


def test_after_silence_what_is_written_is_filed_under_no_question_they_never_read(ana: Friend) -> None:
    """The reply is put away after a day; the question below rests, and they are asked what their words are."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    ana.time_out("expire")
    ana.says("no")
    assert ana.plan == [SIGN]
    assert "no" in ana.texts
    assert ana.peer.record.session.top is not None
    assert ana.peer.record.session.top.paused


def test_the_button_for_not_safe_works_when_the_reply_is_over(ana: Friend) -> None:
    """Whatever is open by then; the emergency number comes first."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    unsafe = ana.data("unsafe")
    ana.presses("mistaken")
    ana.does(Pressed(unsafe))
    assert ana.where == "danger.unsafe"
    assert "911" in ana.texts.splitlines()[0]


@pytest.mark.parametrize("said", ["I'm not safe right now", "no estoy a salvo", "I'm in danger"])
def test_whoever_says_that_they_are_not_safe_gets_the_number(ana: Friend, said: str) -> None:
    """At any question, with no reply open."""
    ana.does(Commanded("reflect"))
    ana.says(said)
    assert ana.where == "danger.unsafe"
    ana.presses("safe")
    assert "help you next" not in ana.texts


def test_an_older_button_of_the_reply_means_what_it_says(ana: Friend) -> None:
    """The keyboard under an earlier message of it is as good as the newest."""
    ana.says(SIGN)
    safe = ana.data("safe")
    ana.says("it is loud here")
    ana.does(Pressed(safe))
    assert ana.where == "danger.look_in"


def test_what_was_not_meant_makes_no_later_reply_a_second_one(ana: Friend) -> None:
    """The next sign is heard as the first."""
    ana.does(Commanded("reflect"))
    ana.says(SIGN)
    ana.presses("mistaken")
    ana.says("I am going to end my life tonight")
    assert "again" not in ana.texts
    assert "I'm a program" in ana.texts


def test_more_from_the_writer_is_heard_after_the_number_too(ana: Friend) -> None:
    """Worry about another can turn into one's own danger; the reply turns with it."""
    ana.says("my sister wants to kill herself")
    ana.presses("unsafe")
    ana.says("I will kill myself if she dies")
    assert ana.where == "danger.unsafe"
    assert ana.peer.record.session.frames[-1].answers["sign"]["concern"] == "suicide"


def test_after_violence_no_hello_is_offered(ana: Friend) -> None:
    """Somebody else may read it."""
    ana.says(OTHER_SIGN)
    ana.presses("safe")
    assert ana.where != "danger.look_in"


def test_nobody_is_no_person_and_drinking_no_tool(ana: Friend) -> None:
    """What was answered in bitterness is not handed back as help."""
    ana.peer.plan = {
        1: a_line(1, "nobody, they all left", section="people"),
        2: a_line(2, "drinking, honestly", section="what_helps"),
    }
    ana.says(SIGN)
    assert "nobody, they" not in ana.texts
    assert not any(key.data.endswith(":mine") for message in ana.heard for row in message.rows for key in row)


def test_the_hello_is_offered_after_more_was_written_too(ana: Friend) -> None:
    """A second sign within the same reply takes no offer away that was not made yet."""
    ana.says(SIGN)
    ana.says("I really want to kill myself")
    ana.presses("safe")
    assert ana.where == "danger.look_in"
