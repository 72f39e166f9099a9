"""People who act at the same time, or fail halfway: what one does, the next one sees, and nothing is half done."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from helpers_circle import (
    ANA,
    BEN,
    CLEO,
    JOIN_CODE,
    NIGHT,
    OTIS,
    ROSA,
    ROSAS_CODE,
    SEA,
    SWIM,
    Town,
    a_programme,
    an_invitation,
    town,
)

from bot.app.incoming import Changed, Commanded, Pressed, Said
from bot.app.message import link
from bot.app.peer import Peer
from bot.app.programmes import desk
from bot.engine.codec import dump
from bot.engine.script import State
from bot.storage.sharing import Sharing

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
GONE = "not shared with you any more"
LEAVING = (Pressed(link("programme")), "[leave]", "[keep]")


@pytest.fixture
async def here() -> AsyncIterator[Town]:
    """River House; Ana and Ben have two lines in their plans."""
    async with town() as made:
        await made.people(ANA, BEN)
        yield made


@pytest.fixture
async def shared(here: Town) -> Town:
    """Ana shares with Rosa, and has her finger on "End it now"; Rosa has Ana in her list."""
    await here.share(ANA, talk=NIGHT)
    await here.live_until(here.at + MINUTE)
    await here.does(ROSA, "[@review]")
    await here.does(ANA, "/share", "[#0]")
    return here


def heard(here: Town, address: str) -> str:
    """Everything somebody was sent."""
    return "\n".join(here.post.texts(address))


def sees(here: Town, address: str) -> bool:
    """Whether somebody was shown Ana's words."""
    return any(words in heard(here, address) for words in (SWIM, SEA, NIGHT))


# -- taking back and opening at once -----------------------------------------------------------------------------------


async def test_taken_back_before_it_is_opened(shared: Town) -> None:
    """In one batch: not a word is shown, no look is noted, and the copy is gone."""
    await shared.take(shared.press(ANA, "revoke"), shared.press(ROSA, "#0"))
    assert not sees(shared, ROSA)
    assert GONE in heard(shared, ROSA)
    assert await shared.views(ANA) == []
    [share] = await shared.shares(ANA)
    assert (share.copy, share.seen) == (None, None)
    assert share.revoked_at is not None


async def test_opened_before_it_is_taken_back(shared: Town) -> None:
    """In one batch: the look is noted, and yet the share has ended."""
    await shared.take(shared.press(ROSA, "#0"), shared.press(ANA, "revoke"))
    assert sees(shared, ROSA)
    assert len(await shared.views(ANA)) == 1
    [share] = await shared.shares(ANA)
    assert share.copy is None
    await shared.does(ROSA, "[read]")
    assert GONE in heard(shared, ROSA)
    assert await shared.letters(ANA) == []


async def test_looked_at_again_after_it_is_taken_back(shared: Town) -> None:
    """Whoever has read it before finds nothing, in the list or behind it."""
    await shared.does(ROSA, "[#0]", "[up]")
    revoke, again = shared.press(ANA, "revoke"), shared.press(ROSA, "#0")
    shared.post.sent.clear()
    await shared.take(revoke, again, shared.incoming(ROSA, "/review"))
    assert len(await shared.views(ANA)) == 1
    assert not sees(shared, ROSA)
    assert "Nobody shares anything with you" in heard(shared, ROSA)


async def test_something_harmless_first_does_not_let_an_opening_overtake(shared: Town) -> None:
    """Rosa asks for help, Ana takes it back, Rosa opens it: by the order of the batch, it is gone by then."""
    opening = shared.press(ROSA, "#0")
    await shared.take(
        shared.incoming(ROSA, Said("hm", 7)), shared.press(ANA, "revoke"), opening, shared.incoming(ROSA, "/review")
    )
    assert not sees(shared, ROSA)


async def test_a_deletion_is_not_overtaken_by_an_opening(shared: Town) -> None:
    """Ana deletes everything, Rosa opens what she shared, in one batch: it is gone."""
    await shared.does(ANA, "/delete")
    await shared.take(shared.press(ANA, "yes"), shared.press(ROSA, "#0"))
    assert not sees(shared, ROSA)


@pytest.mark.parametrize("way_back", ["a word", "[note] [_back]", "/help", "/review"])
async def test_what_was_read_is_kept_nowhere_and_not_said_again(shared: Town, way_back: str) -> None:
    """After it was taken back, no way back in the conversation shows it; while it was open, no session held it."""
    await shared.does(ROSA, "[#0]")
    held = dump((await shared.known(ROSA)).session)
    assert SWIM not in held
    assert SEA not in held
    await shared.does(ANA, "[revoke]")
    first, *then = way_back.split() if "[" in way_back else [way_back]
    await shared.does(ROSA, first)
    shared.post.sent[:] = [shared.post.sent[-1]]  # with the buttons that are still good
    await shared.does(ROSA, *then)
    assert not sees(shared, ROSA)
    assert len(await shared.views(ANA)) == 1


async def test_a_number_of_staff_is_never_given_again(here: Town) -> None:
    """What was begun for somebody who has left cannot reach whoever comes next."""
    before = here.roles[OTIS].id
    await here.does(OTIS, "/delete", "[yes]")
    assert (await here.hire("telegram:77", "Eva")).id not in (None, before)


@pytest.mark.parametrize("first", [ANA, ROSA])
async def test_a_note_and_taking_back_at_once(shared: Town, first: str) -> None:
    """The note arrives if it was sent before; else it is not written at all."""
    await shared.does(ROSA, "[#0]", "[note]", "hello")
    acts = [shared.press(ANA, "revoke"), shared.press(ROSA, "send")]
    await shared.take(*(acts if first == ANA else reversed(acts)))
    assert [one.text for one in await shared.letters(ANA)] == ([] if first == ANA else ["hello"])
    assert (await shared.shares(ANA))[0].copy is None


async def test_an_acknowledgement_never_brings_a_share_back(shared: Town) -> None:
    """It is written with the share, and the share has just ended."""
    await shared.does(ROSA, "[#0]")
    await shared.take(shared.press(ANA, "revoke"), shared.press(ROSA, "read"))
    [share] = await shared.shares(ANA)
    assert (share.copy, share.acknowledged_at) == (None, None)


async def test_a_share_is_there_for_whoever_comes_next_in_the_batch(here: Town) -> None:
    """Given, listed, opened: in one go."""
    await here.preview(ANA, talk=NIGHT)
    await here.take(here.press(ANA, "give"), here.incoming(ROSA, "/review"))
    assert "not opened yet" in heard(here, ROSA)


async def test_an_update_and_an_opening_at_once(shared: Town) -> None:
    """Whoever opens after it reads the new copy, and the look is noted for that."""
    await shared.does(ANA, "[renew]", "[#0]", "[#0]", "[up]", "[ready]", "[clear]", "[month]")
    await shared.take(shared.press(ANA, "give"), shared.press(ROSA, "#0"))
    assert [one.number for one in await shared.views(ANA)] == [2]
    assert SEA in heard(shared, ROSA)
    assert SWIM not in heard(shared, ROSA)
    assert NIGHT not in heard(shared, ROSA)


async def test_two_people_share_with_the_same_specialist_at_once(here: Town) -> None:
    """Both arrive; one notice speaks of both."""
    await here.preview(ANA)
    await here.preview(BEN)
    await here.take(here.press(ANA, "give"), here.press(BEN, "give"))
    assert len(await here.letters(ROSA)) == 2
    found = await here.live_until(here.at + MINUTE)
    assert len([one for one in found if one.address == ROSA]) == 1
    await here.does(ROSA, "[@review]")
    assert heard(here, ROSA).count("not opened yet") == 2


async def test_giving_twice_at_once_gives_once(here: Town) -> None:
    """A double tap."""
    await here.preview(ANA)
    await here.take(here.press(ANA, "give"), here.press(ANA, "give"))
    assert len(await here.shares(ANA)) == len(await here.letters(ROSA)) == 1


async def test_a_batch_that_comes_again_is_applied_once(here: Town) -> None:
    """The channel repeats it after a crash."""
    await here.preview(ANA)
    give = here.press(ANA, "give")
    await here.take(give)
    await here.take(give)
    assert [one.number for one in await here.shares(ANA)] == [1]
    assert len(await here.letters(ROSA)) == 1


# -- the last use of an invitation -------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [ANA, BEN])
async def test_of_two_people_with_the_last_use_one_gets_in(here: Town, first: str) -> None:
    """In one batch, in either order; the other one is told, and nothing is counted for them."""
    await here.invite("0N1Y0NE00", "join", most=1)
    for one in (ANA, BEN):
        await here.does(one, "/start")
        await here.take(here.incoming(one, Commanded("start", "0N1Y0NE00")))
        assert await here.where(one) == "invited.seen"
    second = BEN if first == ANA else ANA
    await here.take(here.press(first, "yes"), here.press(second, "yes"))
    belong = {one: (await here.known(one)).programme_id for one in (ANA, BEN)}
    assert belong == {first: here.programme.id, second: None}
    assert "ended" in heard(here, second)
    async with here.store.transaction() as transaction:
        found = await transaction.programmes.invitation("0N1Y0NE00")
    assert found is not None
    assert found.used == 1


async def test_of_two_specialists_with_one_invitation_one_gets_in(here: Town) -> None:
    """Both have typed their name in the same moment."""
    await here.invite("0N1Y0NE00", "specialist", most=1)
    for one in (ANA, BEN):
        await here.take(here.incoming(one, Commanded("start", "0N1Y0NE00")))
        assert await here.where(one) == "invited.role"
    await here.take(here.incoming(ANA, Said("Ana Lee", 1)), here.incoming(BEN, Said("Ben Lee", 2)))
    async with here.store.transaction() as transaction:
        staff = await transaction.programmes.staff(here.programme.id or 0)
    assert [one.name for one in staff] == ["Rosa", "Otis", "Ana Lee"]
    assert [(await here.known(one)).memory.serves for one in (ANA, BEN)] == [True, False]


async def test_somebody_new_joins_in_one_batch(here: Town) -> None:
    """Link, yes to the programme and yes to what is kept, all at once with somebody else's acts."""
    strangers = [f"test:{number}" for number in range(50, 55)]
    for one in strangers:
        await here.take(here.incoming(one, Commanded("start", JOIN_CODE)))
    yes = [here.press(one, "yes") for one in strangers]
    await here.take(*yes, here.incoming(ANA, "/share"))
    for one in strangers:
        assert (await here.known(one)).programme_id == here.programme.id
    again = [here.press(one, "yes") for one in strangers]
    await here.take(*again)
    assert [(one.what, one.times, one.people) for one in await here.tallies()] == [("joined", 5, 5)]


async def test_leaving_for_good_and_coming_back_by_a_link_in_one_batch(here: Town) -> None:
    """They are somebody new, who belongs; nothing of before is left."""
    await here.belong(ANA)
    await here.does(ANA, "/delete")
    await here.take(here.press(ANA, "yes"), here.incoming(ANA, Commanded("start", JOIN_CODE)))
    await here.take(here.press(ANA, "yes"))
    record = await here.known(ANA)
    assert (record.programme_id, record.consented_at) == (here.programme.id, None)
    assert await here.plan(ANA) == []


# -- what fails --------------------------------------------------------------------------------------------------------


async def test_a_turn_that_fails_leaves_no_half_share(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything or nothing: no copy, no notice, no count; the question is still open, and works once all is well."""
    await here.belong(ANA)
    await here.preview(ANA)
    monkeypatch.setattr(Peer, "count", lambda *_: 1 / 0)
    await here.does(ANA, "[give]")
    monkeypatch.undo()
    assert "went wrong" in here.post.texts(ANA)[-1]
    assert (await here.shares(ANA), await here.letters(ROSA), await here.tallies()) == ([], [], [])
    assert await here.where(ANA) == "share.sure"
    await here.does(ANA, "[give]")
    assert len(await here.shares(ANA)) == len(await here.letters(ROSA)) == 1


async def test_a_write_that_fails_leaves_no_half_share(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The share was written, the notice cannot be: neither stays, nobody else in the batch loses anything."""
    await here.preview(ANA)

    async def fail(*_: Any) -> Any:
        raise RuntimeError("no room")

    monkeypatch.setattr(Sharing, "add_letter", fail)
    await here.take(here.press(ANA, "give"), here.incoming(BEN, Commanded("win", "I sang")))
    monkeypatch.undo()
    assert (await here.shares(ANA), await here.letters(ROSA)) == ([], [])
    assert await here.plan(BEN) == [SWIM, SEA, "I sang"]
    assert "went wrong" in here.post.texts(ANA)[-1]


async def test_a_failure_of_one_reader_is_nobody_elses(shared: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rosa's turn fails: no look is noted; Ana's act in the same batch is done."""
    monkeypatch.setattr("bot.app.actions.reviewing.as_view", lambda *_: 1 / 0)
    await shared.take(shared.press(ROSA, "#0"), shared.press(ANA, "up"))
    assert await shared.views(ANA) == []
    assert not sees(shared, ROSA)
    assert await shared.where(ANA) == "share.front"


# -- who cannot --------------------------------------------------------------------------------------------------------


async def test_nobody_shares_with_themselves(here: Town) -> None:
    """A specialist who brings their own code is told whose it is, and nothing is begun."""
    await here.does(ROSA, "/share", "[new]", ROSAS_CODE)
    assert await here.where(ROSA) == "share.front"
    assert (await here.known(ROSA)).memory.draft is None
    await here.take(here.incoming(ROSA, Commanded("start", ROSAS_CODE)))
    assert (await here.known(ROSA)).memory.draft is None
    assert await here.shares(ROSA) == []


@pytest.mark.parametrize("how", [{"suspended_at": "now"}, {"confirmed_at": None}, {"role": "coordinator"}])
async def test_nobody_shares_with_one_who_is_not_at_work(here: Town, how: dict[str, Any]) -> None:
    """Not by their code, and not at the last step of what was begun before."""
    fields = {name: here.at if value == "now" else value for name, value in how.items()}
    await here.preview(ANA)
    await here.stand(ROSA, **fields)
    await here.does(ANA, "[give]")
    assert await here.shares(ANA) == []
    await here.does(BEN, "/share", "[new]", ROSAS_CODE)
    assert await here.where(BEN) == "share.unknown"


async def test_nobody_shares_in_a_programme_that_is_closed(here: Town) -> None:
    """The same."""
    await here.preview(ANA)
    await here.close_programme()
    await here.does(ANA, "[give]")
    assert await here.shares(ANA) == []
    await here.does(BEN, "/share", "[new]", ROSAS_CODE)
    assert await here.where(BEN) == "share.unknown"


async def test_a_specialist_reads_until_the_very_moment_of_the_end(shared: Town) -> None:
    """A second before it is there, then it is not, in the list and on the open page."""
    [share] = await shared.shares(ANA)
    shared.at = share.until - timedelta(seconds=2)
    await shared.take(shared.press(ROSA, "#0", after=1))
    assert sees(shared, ROSA)
    shared.post.sent.clear()
    shared.at = share.until
    await shared.take(shared.incoming(ROSA, "/review", after=0))
    assert "Nobody shares anything with you" in heard(shared, ROSA)
    await shared.does(ANA, "/share")
    assert "Nothing is shared" in heard(shared, ANA)


@pytest.mark.parametrize("how", ["suspended", "closed", "over", "revoked"])
async def test_an_open_page_is_of_no_more_use(shared: Town, how: str) -> None:
    """Whatever ends the access, the next press on what is on the screen finds nothing, and no note goes out."""
    await shared.does(ROSA, "[#0]", "[note]", "hello")
    match how:
        case "suspended":
            await shared.stand(ROSA, suspended_at=shared.at)
        case "closed":
            await shared.close_programme()
        case "over":
            shared.at = (await shared.shares(ANA))[0].until
        case "revoked":
            await shared.does(ANA, "[revoke]")
    await shared.take(shared.press(ROSA, "send", after=0))
    assert await shared.letters(ANA) == []


async def test_each_specialist_sees_only_their_own(shared: Town) -> None:
    """Otis works for the same programme."""
    await shared.does(OTIS, "/review")
    assert "Nobody shares anything with you" in heard(shared, OTIS)
    await shared.invite("0T1S0T1S", "share", staff_id=shared.roles[OTIS].id)
    await shared.does(BEN, "/share", "[new]", "0T1S-0T1S", "[only_talk]", "For Otis alone", "[week]", "[give]")
    await shared.does(OTIS, "/review", "[#0]")
    await shared.does(ROSA, "/review", "[#0]")
    assert "For Otis alone" in heard(shared, OTIS)
    assert "For Otis alone" not in heard(shared, ROSA)
    assert not sees(shared, OTIS)


async def test_a_peer_is_shown_every_look(shared: Town) -> None:
    """When, and how often."""
    await shared.does(ROSA, "[#0]", "[up]", "[#0]")
    await shared.does(ANA, "[up]", "[#0]")
    assert "2 times" in shared.post.texts(ANA)[-1]


# -- nothing by default, and nothing unseen ----------------------------------------------------------------------------


async def test_nothing_is_shared_by_default(here: Town) -> None:
    """Joining, writing, choosing a specialist, choosing lines and looking at the preview share nothing."""
    await here.take(here.incoming(ANA, Commanded("start", JOIN_CODE)))
    await here.does(
        ANA,
        "[yes]",
        Commanded("win", "I sang"),
        "[enough]",
        "/share",
        "[new]",
        ROSAS_CODE,
        "[#0]",
        "[all]",
        "[up]",
        "[ready]",
    )
    await here.does(ANA, NIGHT, "[month]")
    assert await here.where(ANA) == "share.sure"
    assert (await here.count("shares"), await here.letters(ROSA)) == (0, [])
    await here.does(ANA, "[leave]", "/share", "/help", "/plan")
    await here.does(ROSA, "/review")
    assert (await here.count("shares"), await here.count("share_views")) == (0, 0)
    assert not sees(here, ROSA)


async def test_only_the_preview_leads_to_giving(here: Town) -> None:
    """In every script: one way in, from the question under the preview, by one button."""
    catalog = here.app.content.catalog
    giving = {(name, state.name) for name in catalog.dialogues for state in states_of(here, name) if gives(state)}
    assert giving == {("share", "give")}
    assert {state.name for state in states_of(here, "share") if "give" in targets(state)} == {"sure"}
    assert {state.name for state in states_of(here, "share") if "sure" in targets(state)} == {"preview"}
    [preview] = [state for state in states_of(here, "share") if state.name == "preview"]
    assert preview.do == "share.preview"


def states_of(here: Town, dialogue: str) -> list[State]:
    """The states of a dialogue."""
    return list(here.app.content.catalog.current(dialogue).states.values())


def gives(state: State) -> bool:
    """Whether something is shared here."""
    return state.do == "share.give"


def targets(state: State) -> set[str | None]:
    """Where a state may lead."""
    from_data = {state.choices_from.to} if state.choices_from else set()
    return {state.skip, *(one.to for one in state.choices), *(one.to for one in state.next), *from_data}


async def test_a_press_on_an_older_preview_gives_nothing(here: Town) -> None:
    """The lines were chosen anew since; that button is an old one."""
    await here.preview(ANA)
    old = here.pressing(ANA, "give")
    await here.does(ANA, "[lines]", "[#0]", "[none]")
    await here.take(here.incoming(ANA, old))
    assert await here.shares(ANA) == []


async def test_words_that_change_after_the_preview_are_not_given_unseen(here: Town) -> None:
    """An edited message changes the line; what the specialist gets was in a preview."""
    await here.take(here.incoming(ANA, Commanded("win", "I sang", message=900)))
    await here.does(ANA, "[enough]", "/share", "[new]", ROSAS_CODE, "[#1]", "[all]", "[up]", "[ready]", "[_skip]")
    await here.does(ANA, "[month]")
    assert "I sang" in here.post.texts(ANA)[-1]
    await here.take(here.incoming(ANA, Changed("never in a preview", 900)))
    assert await here.plan(ANA) == [SWIM, SEA, "never in a preview"]
    await here.take(here.press(ANA, "give"))
    given = [line.text for one in await here.shares(ANA) if one.copy for line in one.copy.lines]
    assert "never in a preview" not in given


async def test_a_day_that_was_chosen_stays_that_day(here: Town) -> None:
    """The preview says until when; a yes three days later does not make it longer."""
    await here.preview(ANA, until="[week]")
    shown = here.post.texts(ANA)[-1]
    assert "Until March 9, 2026" in shown
    here.at += 3 * DAY
    await here.does(ANA, "[give]")
    assert [one.until.date().isoformat() for one in await here.shares(ANA)] == ["2026-03-09"]


# -- leaving -----------------------------------------------------------------------------------------------------------


async def test_whoever_leaves_a_programme_ends_what_its_staff_could_read(shared: Town) -> None:
    """At once; everything of theirs stays with them."""
    await shared.belong(ANA)
    await shared.does(ANA, "/share")
    await shared.does(ANA, *LEAVING)
    assert (await shared.known(ANA)).programme_id is None
    assert [one.copy for one in await shared.shares(ANA)] == [None]
    assert await shared.plan(ANA) == [SWIM, SEA]
    await shared.does(ROSA, "[#0]")
    assert not sees(shared, ROSA)


async def test_whoever_leaves_ends_what_a_suspended_specialist_holds_too(shared: Town) -> None:
    """When the specialist is back at work, there is nothing to read."""
    await shared.belong(ANA)
    await shared.stand(ROSA, suspended_at=shared.at)
    await shared.does(ANA, *LEAVING)
    await shared.stand(ROSA, suspended_at=None)
    await shared.does(ROSA, "/review", "[#0]")
    assert not sees(shared, ROSA)


async def test_a_share_with_a_suspended_specialist_can_be_taken_back(shared: Town) -> None:
    """It will be read again as soon as they are resumed, so it is not "nothing is shared"."""
    await shared.stand(ROSA, suspended_at=shared.at)
    await shared.does(ANA, "/share")
    shown = shared.post.texts(ANA)[-1]
    await shared.stand(ROSA, suspended_at=None)
    await shared.does(ROSA, "/review", "[#0]")
    assert "Nothing is shared" not in shown or not sees(shared, ROSA)


async def test_closing_a_programme_ends_what_its_staff_could_read(shared: Town) -> None:
    """At once, and for good; the peer is told that nothing is shared, and keeps their plan."""
    async with shared.store.transaction() as transaction:
        await desk.close(transaction, "river", shared.at)
    [share] = await shared.shares(ANA)
    assert (share.copy, share.seen, share.revoked_at) == (None, None, shared.at)
    await shared.does(ROSA, "[#0]")
    assert not sees(shared, ROSA)
    await shared.does(ANA, "/share")
    assert "Nothing is shared" in shared.post.texts(ANA)[-1]
    assert await shared.plan(ANA) == [SWIM, SEA]


async def test_joining_another_programme_ends_what_the_first_ones_staff_could_read(shared: Town) -> None:
    """As the question before it says."""
    await shared.belong(ANA)
    async with shared.store.transaction() as transaction:
        other = await transaction.programmes.put(a_programme(id=None, key="hill", name="Hill House"))
        made = an_invitation(id=None, programme_id=other.id)
        await transaction.programmes.add_invitation(made, "H111H0VSE")
    await shared.take(shared.incoming(ANA, Commanded("start", "H111H0VSE")))
    assert await shared.where(ANA) == "invited.seen"
    await shared.does(ANA, "[yes]")
    assert (await shared.known(ANA)).programme_id == other.id
    assert [one.copy for one in await shared.shares(ANA)] == [None]


async def test_a_link_for_somebody_who_has_agreed_to_nothing_keeps_nothing_of_them(here: Town) -> None:
    """They look at it, say no, and are forgotten."""
    await here.take(here.incoming(CLEO, Commanded("start", JOIN_CODE)))
    await here.does(CLEO, "[no]")
    await here.does(CLEO, "[no]")
    assert await here.record(CLEO) is None
    assert await here.tallies() == []
