"""Notices that somebody has something for you: neutral, in good time, once, and never lost; and what is in them."""

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import get_args

import pytest
from helpers_checkins import DUE, WORDS, a_rhythm
from helpers_circle import ANA, AT, BEN, NIGHT, OTIS, ROSA, SEA, SWIM, Town, town
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.app.delivery import Unreachable
from bot.app.incoming import Blocking
from bot.app.programmes import desk
from bot.app.sharing.announcing import ANNOUNCED, announce
from bot.app.turn import Turn
from bot.storage.circle import LetterKind, LetterRecord, NoteRecord
from bot.wording import plain

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOTICE = "Hello. There is a note for you."
SHARED = "Hello. A summary was shared with you."
KINDS: tuple[LetterKind, ...] = get_args(LetterKind)
SECRET = "SECRETWORDS"


@pytest.fixture
async def here() -> AsyncIterator[Town]:
    """River House; Ana and Ben have two lines in their plans."""
    async with town() as made:
        await made.people(ANA, BEN)
        yield made


def a_letter(kind: LetterKind = "note", text: str = SECRET, **fields: object) -> LetterRecord:
    """A note of Rosa's."""
    made = LetterRecord(peer_id=0, kind=kind, at=AT, name="Rosa", text=text)
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of the record


async def heard(here: Town, address: str, until: datetime) -> list[tuple[datetime, str]]:
    """What comes to somebody by itself: when, to the minute, and what."""
    found = await here.live_until(until)
    return [
        (one.at.replace(second=0, microsecond=0), plain(one.message.html)) for one in found if one.address == address
    ]


# -- what a notice says ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_notice_says_nothing_that_a_screen_may_not_show(here: Town, kind: LetterKind, locale: str) -> None:
    """No word of anybody's, and in its first line no name; one button leads on."""
    await here.rewrite(replace(await here.known(ROSA), locale=locale))
    await here.send(ROSA, a_letter(kind, share_id=(await here.gave(ANA)).id))
    [(_, text)] = await heard(here, ROSA, AT + HOUR)
    first, *rest = text.splitlines()
    assert SECRET not in text
    assert "Rosa" not in first
    assert not (rest and kind in ("shared", "updated", "read", "note", "question"))
    keys = [key.data for row in here.post.to(ROSA)[-1].rows for key in row]
    assert keys == [f"@{ANNOUNCED[kind][1]}", "@now"]


async def test_every_kind_of_letter_is_announced(here: Town) -> None:
    """With a dialogue that opens for whoever gets it."""
    assert set(ANNOUNCED) == set(KINDS)
    assert all(dialogue in here.app.content.catalog for _, dialogue in ANNOUNCED.values())


async def test_several_at_once_come_as_one(here: Town) -> None:
    """Of each kind one message, with how many there are."""
    await here.send(ANA, a_letter(), a_letter("question"), a_letter("read", ""), a_letter("note"))
    await here.send(ROSA, a_letter("shared"), a_letter("updated"), a_letter("confirmed"))
    assert [text for _, text in await heard(here, ANA, AT + HOUR)] == ["Hello. There are 4 notes for you."]
    assert await here.live_until(AT + DAY) == []
    assert all(one.told_at is not None for one in [*await here.letters(ANA), *await here.letters(ROSA)])


async def test_each_kind_comes_in_a_message_of_its_own(here: Town) -> None:
    """Summaries, and news about a role."""
    share_id = (await here.gave(ANA)).id
    about = [a_letter(kind, share_id=share_id) for kind in ("shared", "updated")]
    await here.send(ROSA, about[0], a_letter("suspended"), about[1])
    [(_, shared), (_, role)] = await heard(here, ROSA, AT + HOUR)
    assert shared == SHARED
    assert role.startswith("Hello. There is news about your role here.")


# -- when it comes -----------------------------------------------------------------------------------------------------


async def test_a_notice_comes_at_once_in_the_day(here: Town) -> None:
    """And never again."""
    await here.send(ANA, a_letter())
    assert await heard(here, ANA, AT + 9 * DAY) == [(AT, NOTICE)]


@pytest.mark.parametrize(
    ("zone", "sent", "comes"),
    [
        ("UTC", AT.replace(hour=20, minute=59), AT.replace(hour=20, minute=59)),
        ("UTC", AT.replace(hour=21), AT.replace(hour=9) + DAY),
        ("UTC", AT.replace(hour=23, minute=30), AT.replace(hour=9) + DAY),
        ("UTC", AT.replace(hour=8, minute=59), AT.replace(hour=9)),
        ("America/Los_Angeles", AT, AT.replace(hour=17)),
        ("Asia/Kolkata", AT.replace(hour=16), AT.replace(hour=3, minute=30) + DAY),
        # The night in which the clocks go forward there.
        ("America/New_York", AT.replace(day=8, hour=5), AT.replace(day=8, hour=13)),
    ],
)
async def test_a_notice_waits_for_the_end_of_quiet_hours(zone: str, sent: datetime, comes: datetime) -> None:
    """By the reader's own clock."""
    async with town(at=AT.replace(hour=0)) as here:
        await here.settle(ANA, None, zone=zone)
        here.at = sent
        await here.send(ANA, a_letter(at=sent))
        assert await heard(here, ANA, sent + 2 * DAY) == [(comes, NOTICE)]


async def test_quiet_hours_of_ones_own_are_kept(here: Town) -> None:
    """Those that were chosen, and none where there are none."""
    await here.change(ANA, quiet=(time(9), time(15)))
    await here.change(BEN, quiet=(time(0), time(0)))
    for one in (ANA, BEN):
        await here.send(one, a_letter())
    assert await heard(here, BEN, AT + HOUR) == [(AT, NOTICE)]
    assert await heard(here, ANA, AT + DAY) == [(AT.replace(hour=15), NOTICE)]


async def test_what_gathers_in_quiet_hours_comes_as_one(here: Town) -> None:
    """In the morning, with how many there are."""
    for hour in (21, 22, 23):
        here.at = AT.replace(hour=hour)
        await here.send(ANA, a_letter(at=here.at))
        assert await heard(here, ANA, here.at + HOUR / 2) == []
    assert await heard(here, ANA, AT + 2 * DAY) == [(AT.replace(hour=9) + DAY, "Hello. There are 3 notes for you.")]


async def test_a_notice_does_not_use_up_the_days_check_in(here: Town) -> None:
    """It is from a person; the check-in comes at its time."""
    await here.settle("test:9", a_rhythm(), WORDS)
    await here.send("test:9", a_letter())
    found = await here.live_until(DUE + HOUR)
    assert [one.kind for one in found if one.address == "test:9"] == ["note", "check_in"]


async def test_both_at_the_same_moment(here: Town) -> None:
    """Neither is lost."""
    await here.settle("test:9", a_rhythm(), WORDS)
    await here.send("test:9", a_letter(at=DUE))
    found = await here.live_until(DUE + HOUR)
    assert sorted(one.kind for one in found if one.address == "test:9") == ["check_in", "note"]
    assert await here.live_until(DUE + DAY) == []


# -- nothing is lost ---------------------------------------------------------------------------------------------------


async def test_a_notice_survives_a_restart(here: Town) -> None:
    """Before it was announced, and between that and its sending; it comes once."""
    here.at = AT.replace(hour=22)
    await here.send(ANA, a_letter(at=here.at))
    await here.restart()
    here.app.delivery.release()
    here.post.open.clear()
    await here.tick(AT.replace(hour=9) + DAY)
    await here.restart()
    here.post.open.set()
    assert [plain(one.message.html) for one in await here.release()] == [NOTICE]
    assert await here.live_until(AT + 3 * DAY) == []


@pytest.mark.xfail(strict=True, reason="a notice has no time after which it is not sent, as check-ins have")
async def test_a_notice_that_was_held_up_does_not_come_at_night(here: Town) -> None:
    """Made in the evening, and sent when the bot is back: that is in the morning, if it was down until the night."""
    await here.send(ANA, a_letter())
    here.post.open.clear()
    await here.tick(AT.replace(hour=20, minute=59))
    here.at = AT.replace(hour=23)
    await here.restart()
    here.post.open.set()
    assert await here.release() == []
    assert await heard(here, ANA, AT + 2 * DAY) == [(AT.replace(hour=9) + DAY, NOTICE)]


async def test_going_back_does_not_take_a_notice_back(here: Town) -> None:
    """It has nothing to do with the question that was open, sent or not."""
    await here.does(ANA, "/reflect", "walking")
    here.post.open.clear()
    await here.send(ANA, a_letter())
    await here.tick(here.at + timedelta(seconds=5))
    back = here.press(ANA, "_back")
    await here.app.intake.take([back])
    here.post.open.set()
    await here.app.delivery.drain(5)
    assert here.post.texts(ANA).count(NOTICE) == 1


async def test_a_notice_leaves_the_open_question_open(here: Town) -> None:
    """The next words are its answer."""
    await here.does(ANA, "/reflect")
    where = await here.where(ANA)
    await here.send(ANA, a_letter())
    await here.live_until(here.at + HOUR)
    assert await here.where(ANA) == where
    await here.does(ANA, "walking")
    assert await here.plan(ANA) == [SWIM, SEA, "walking"]


async def test_whoever_blocked_the_bot_is_told_nothing(here: Town) -> None:
    """What others have for them stays, and is told with the next, once they are back."""
    await here.take(here.incoming(ANA, Blocking(True)))
    await here.send(ANA, a_letter(at=here.at))
    assert await heard(here, ANA, AT + DAY) == []
    [letter] = await here.letters(ANA)
    assert letter.told_at is None
    await here.take(here.incoming(ANA, Blocking(False)))
    await here.send(ANA, a_letter(at=here.at))
    assert [text for _, text in await heard(here, ANA, AT + 3 * DAY)] == ["Hello. There are 2 notes for you."]


async def test_whoever_comes_back_is_told_what_waited(here: Town) -> None:
    """Without a further letter."""
    await here.take(here.incoming(ANA, Blocking(True)))
    await here.send(ANA, a_letter(at=here.at))
    assert await heard(here, ANA, AT + HOUR) == []
    await here.take(here.incoming(ANA, Blocking(False)))
    assert [text for _, text in await heard(here, ANA, AT + DAY)] == [NOTICE]


async def test_an_address_that_cannot_be_reached_harms_nobody(here: Town) -> None:
    """The sending fails for good: that person is noted, the others get theirs."""
    here.post.trouble[ANA] = deque([Unreachable("blocked")])
    for one in (ANA, BEN):
        await here.send(one, a_letter())
    assert await heard(here, BEN, AT + HOUR) == [(AT, NOTICE)]
    assert (await here.known(ANA)).blocked_at is not None


async def test_words_of_one_letter_that_cannot_be_read_do_not_stop_the_clock(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An announcement that fails costs nobody else theirs."""

    def fail(turn: Turn) -> None:
        if turn.peer.record.address == ANA:
            raise RuntimeError("no words")
        announce(turn)

    monkeypatch.setattr("bot.app.firing.announce", fail)
    for one in (ANA, BEN):
        await here.send(one, a_letter())
    assert await heard(here, BEN, AT + HOUR) == [(AT, NOTICE)]


# -- from a specialist to a peer ---------------------------------------------------------------------------------------


async def read_and_write(here: Town, *acts: str) -> None:
    """Ana shares; Rosa opens that, and does more."""
    await here.share(ANA)
    await here.live_until(here.at + timedelta(minutes=1))
    await here.does(ROSA, "[@review]", "[#0]", *acts)


NOTES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=80)


@settings(max_examples=5, derandomize=True, deadline=None, database=None, phases=[Phase.generate])
@given(texts=st.lists(NOTES, min_size=6, max_size=6))
async def test_a_note_arrives_as_it_was_written(texts: list[str]) -> None:
    """Any words of any script, with markup that is none; without white space around them, and byte for byte within."""
    async with town() as here:
        await here.people(ANA)
        await read_and_write(here)
        for words in (f"a{text}z" for text in texts):
            await here.does(ROSA, "[note]", words, "[send]", "[#0]")
            letter = (await here.letters(ANA))[0]
            assert (letter.kind, letter.name, letter.text) == ("note", "Rosa", words)
            await here.live_until(here.at + timedelta(minutes=1))
            assert words not in here.post.texts(ANA)[-1]
            await here.does(ANA, "[@letters]")
            assert (await here.letters(ANA))[0].read_at is not None


async def test_a_note_is_shown_word_for_word_and_as_from_that_person(here: Town) -> None:
    """With its lines and signs, under the name of whoever wrote it."""
    words = "First line\n<b>not bold</b> & {{ 7 * 7 }}\n\nLast line"
    await read_and_write(here, "[question]", words, "[send]")
    await here.live_until(here.at + timedelta(minutes=1))
    await here.does(ANA, "[@letters]")
    shown = here.post.texts(ANA)[-1]
    assert words in shown
    assert shown.startswith("Rosa asks")


async def test_the_longest_note_arrives_and_a_longer_one_is_refused(here: Town) -> None:
    """In one piece, or not at all; nothing is cut."""
    await read_and_write(here, "[note]", "x" * 3000, "[send]", "[#0]", "[note]", "y" * 3001, "[send]")
    assert [len(one.text) for one in await here.letters(ANA)] == [3000]
    assert "nothing was sent" in "\n".join(here.post.texts(ROSA)[-2:]).lower()


async def test_nothing_is_sent_before_it_is_confirmed(here: Town) -> None:
    """Skipped, not sent, or left: the peer gets nothing."""
    await read_and_write(
        here, "[note]", "hello", "[leave]", "[#0]", "[note]", "[_skip]", "[#0]", "[note]", "hm", "/help"
    )
    assert await here.letters(ANA) == []


async def test_i_have_read_it_is_told_once_for_each_copy(here: Town) -> None:
    """Again only for a new copy."""
    await read_and_write(here, "[read]", "[#0]", "[read]")
    assert [one.kind for one in await here.letters(ANA)] == ["read"]
    await here.does(ANA, "/share", "[#0]", "[renew]", "[ready]", "[_skip]", "[week]", "[give]")
    await here.does(ROSA, "/review", "[#0]", "[read]", "[#0]", "[read]")
    assert [one.kind for one in await here.letters(ANA)] == ["read", "read"]


async def test_letters_are_marked_when_they_are_opened(here: Town) -> None:
    """One after the other, the oldest first; later looks change nothing."""
    await here.send(ANA, a_letter(text="first"), a_letter(text="second"))
    await here.live_until(AT + HOUR)
    await here.does(ANA, "[@letters]")
    first_at = here.at
    assert "first" in here.post.texts(ANA)[-1]
    assert [(one.text, one.read_at) for one in await here.letters(ANA)] == [("second", None), ("first", first_at)]
    await here.does(ANA, "[next]")
    assert "second" in here.post.texts(ANA)[-1]
    await here.does(ANA, "[earlier]", "[#1]")
    assert "first" in here.post.texts(ANA)[-1]
    assert [(one.text, one.read_at) for one in await here.letters(ANA)][1] == ("first", first_at)


async def test_somebody_elses_letter_cannot_be_opened(here: Town) -> None:
    """Only what is one's own is there at all."""
    await here.send(BEN, a_letter(text="for Ben"))
    await here.send(ANA, a_letter(text="for Ana"))
    await here.live_until(AT + HOUR)
    await here.does(ANA, "[@letters]")
    assert "for Ben" not in "\n".join(here.post.texts(ANA))
    assert [one.read_at for one in await here.letters(BEN)] == [None]


# -- when somebody goes ------------------------------------------------------------------------------------------------


async def everything_between(here: Town) -> None:
    """Ana belongs to River House, shares with Rosa, who has looked, written and made a note of her own."""
    await here.belong(ANA)
    await here.share(ANA, talk=NIGHT)
    await here.live_until(here.at + timedelta(minutes=1))
    await here.does(ROSA, "[@review]", "[#0]", "[note]", "hello", "[send]", "[#0]", "[read]")
    ana, rosa = (await here.known(ANA)).id or 0, here.roles[ROSA].id or 0
    async with here.store.transaction() as transaction:
        await transaction.sharing.put_note(
            NoteRecord(staff_id=rosa, peer_id=ana, heading="", text="hers", written_at=here.at)
        )


TABLES = ("shares", "share_views", "letters", "staff_notes", "tallies")


async def test_whoever_deletes_everything_takes_it_from_the_specialist_too(here: Town) -> None:
    """Shares, looks, notes on either side, and counts; the specialist's list is empty, and nothing is announced."""
    await everything_between(here)
    assert all([await here.count(table) for table in TABLES])
    await here.does(ANA, "/delete", "[yes]")
    assert [await here.count(table) for table in TABLES] == [0] * 5
    assert await heard(here, ROSA, here.at + DAY) == []
    await here.does(ROSA, "/review")
    assert "Nobody shares anything with you" in here.post.texts(ROSA)[-1]


async def test_a_notice_about_a_share_goes_with_the_peer(here: Town) -> None:
    """Deleted in the night: in the morning the specialist hears nothing."""
    here.at = AT.replace(hour=20, minute=58)
    await here.share(ANA)
    assert len(await here.letters(ROSA)) == 1
    await here.does(ANA, "/delete", "[yes]")
    assert await here.letters(ROSA) == []
    assert await heard(here, ROSA, AT + 2 * DAY) == []


async def test_what_was_taken_back_before_it_was_told_is_not_told(here: Town) -> None:
    """Shared and ended in the night: in the morning there is nothing to read, and so no notice of it."""
    here.at = AT.replace(hour=22)
    await here.share(ANA)
    await here.does(ANA, "/share", "[#0]", "[revoke]")
    assert await heard(here, ROSA, AT + 2 * DAY) == []


async def test_a_specialist_who_deletes_everything_ends_what_was_shared_with_them(here: Town) -> None:
    """The peer keeps everything of theirs, belongs on, and can share with somebody else."""
    await everything_between(here)
    await here.does(ROSA, "/delete", "[yes]")
    assert (await here.shares(ANA), await here.count("staff_notes")) == ([], 0)
    assert await here.plan(ANA) == [SWIM, SEA]
    assert (await here.known(ANA)).programme_id == here.programme.id
    assert await here.tallies() != []
    await here.does(ANA, "/share")
    assert "Nothing is shared" in here.post.texts(ANA)[-1]
    await here.invite("0T1S0T1S", "share", staff_id=here.roles[OTIS].id)
    await here.does(ANA, "[new]", "OTIS-OTIS")
    assert await here.where(ANA) == "share.sections"


async def test_a_half_made_share_with_a_specialist_who_goes_says_so(here: Town) -> None:
    """At the last step: nothing is shared, nothing is lost."""
    await here.preview(ANA)
    await here.does(ROSA, "/delete", "[yes]")
    await here.does(ANA, "[give]")
    assert await here.shares(ANA) == []
    assert await here.where(ANA) == "share.front"
    assert (await here.known(ANA)).memory.draft is None


async def test_whoever_shared_with_somebody_who_leaves_is_told(here: Town) -> None:
    """Rosa deletes everything: Ana hears that it has ended, without a word of it."""
    await here.share(ANA)
    await here.does(ROSA, "/delete", "[yes]")
    [(_, told)] = await heard(here, ANA, here.at + HOUR)
    assert "Rosa is not here any more" in told
    assert SWIM not in told
    assert await here.shares(ANA) == []


async def test_whoever_shared_with_a_programme_that_closes_is_told(here: Town) -> None:
    """The programme is closed: whoever shared with its staff hears so, once, and nobody else does."""
    await here.share(ANA)
    async with here.store.transaction() as transaction:
        await desk.close(transaction, here.programme.key, here.at)
    [(_, told)] = await heard(here, ANA, here.at + HOUR)
    assert "is not here any more" in told
    assert [one.kind for one in await here.letters(ANA)] == ["ended"]
    assert await here.letters(BEN) == []
