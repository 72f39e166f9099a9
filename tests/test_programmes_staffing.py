"""Who works for a programme."""

import pytest
from helpers_programmes import AT, LATER, a_programme, accept, at_work, letters_to

from bot.app.programmes import Problem, staffing
from bot.app.sharing import access
from bot.app.sharing.codes import SPOKEN_LENGTH, normal, spoken
from bot.storage import Store


async def test_a_specialist_is_confirmed_by_name_and_gets_a_code(store: Store) -> None:
    """Before, there is access to nothing; after, the code leads to them, and they are told."""
    river = await a_programme(store)
    rosa = await accept(store, river, "specialist", "Rosa Diaz")
    assert not access.is_specialist(rosa, river)
    async with store.transaction() as transaction:
        member = await staffing.confirm(transaction, river, " rosa  DIAZ ", AT)
        code = await staffing.spoken_code(transaction, river, member.record, AT)
        found = await transaction.programmes.invitation(normal(spoken(code)))
    assert member.standing == "at work"
    assert access.is_specialist(member.record, river)
    assert len(code) == SPOKEN_LENGTH
    assert found is not None
    assert (found.kind, found.staff_id) == ("share", rosa.id)
    assert [(one.kind, one.name) for one in await letters_to(store, rosa)] == [("confirmed", "River House")]


async def test_a_coordinator_has_no_code(store: Store) -> None:
    """Nobody shares with a coordinator; and nobody gets a code before they are confirmed."""
    river = await a_programme(store)
    ben = await at_work(store, river, "coordinator", "Ben")
    rosa = await accept(store, river, "specialist", "Rosa")
    async with store.transaction() as transaction:
        with pytest.raises(Problem, match="peers share with none"):
            await staffing.spoken_code(transaction, river, ben, AT)
        with pytest.raises(Problem, match="strongsuit programme confirm river-house"):
            await staffing.spoken_code(transaction, river, rosa, AT)
        codes = await transaction.programmes.invitations(river.id or 0)
    assert not [one for one in codes if one.kind == "share"]


async def test_the_name_given_is_set_beside_the_name_invited(store: Store) -> None:
    """The same name is matched among several; another shows everybody it may have been meant for."""
    river = await a_programme(store)
    await accept(store, river, "specialist", "rosa diaz", invited_as="Rosa Diaz", address="telegram:1")
    await accept(store, river, "specialist", "Dr. Strange", invited_as="Ben Okafor", address="telegram:2")
    await accept(store, river, "coordinator", "Cleo", invited_as="Cleo", address="telegram:3")
    async with store.transaction() as transaction:
        rosa, strange, cleo = await staffing.members(transaction, river)
    assert (rosa.invited_as, rosa.is_as_invited) == (("Rosa Diaz",), True)
    assert (strange.invited_as, strange.is_as_invited) == (("Ben Okafor",), False)
    assert (cleo.invited_as, cleo.is_as_invited) == (("Cleo",), True)


async def test_an_invitation_that_names_its_member_is_the_one_that_counts(store: Store) -> None:
    """Where it is known which invitation somebody came by, no other is looked at."""
    river = await a_programme(store)
    one = await accept(store, river, "specialist", "Rosa", invited_as="Ben", address="telegram:1")
    await accept(store, river, "specialist", "Ben", invited_as="Rosa", address="telegram:2")
    async with store.transaction() as transaction:
        came_by = next(i for i in await transaction.programmes.invitations(river.id or 0) if i.label == "Ben")
        came_by.staff_id = one.id
        await transaction.programmes.put_invitation(came_by)
        found = await staffing.find_member(transaction, river, str(one.id))
    assert (found.invited_as, found.is_as_invited) == (("Ben",), False)


async def test_somebody_is_found_by_number_or_by_a_name_that_is_theirs_alone(store: Store) -> None:
    """No name of anybody is in the refusal."""
    river, harbour = await a_programme(store), await a_programme(store, "Harbour")
    first = await accept(store, river, "specialist", "Rosa", address="telegram:1")
    await accept(store, river, "specialist", "Rosa", address="telegram:2")
    async with store.transaction() as transaction:
        assert (await staffing.find_member(transaction, river, str(first.id))).record.id == first.id
        with pytest.raises(Problem, match="Several people") as several:
            await staffing.find_member(transaction, river, "rosa")
        with pytest.raises(Problem, match="Nobody"):
            await staffing.find_member(transaction, harbour, str(first.id))
    assert "Rosa" not in str(several.value)
    assert "strongsuit programme staff river-house" in str(several.value)


async def test_suspending_takes_everything_at_once_and_resuming_gives_it_back(store: Store) -> None:
    """Signed out everywhere, no access, told both times; the code is the same afterwards."""
    river = await a_programme(store)
    rosa = await at_work(store, river, "specialist", "Rosa")
    async with store.transaction() as transaction:
        code = await staffing.spoken_code(transaction, river, rosa, AT)
        await transaction.doors.add_session("a token", rosa.id or 0, AT, LATER)
        await transaction.doors.add_sign_in("a link", rosa.id or 0, AT, LATER)
        suspended = await staffing.suspend(transaction, river, "Rosa", AT)
        assert suspended.standing == "suspended"
        assert not access.is_at_work(suspended.record, river)
        assert await transaction.doors.count_sessions(rosa.id or 0, AT) == 0
        assert not await transaction.doors.opens("a link", AT)
        resumed = await staffing.resume(transaction, river, "Rosa", AT)
        assert access.is_specialist(resumed.record, river)
        assert await staffing.spoken_code(transaction, river, resumed.record, AT) == code
    assert [one.kind for one in await letters_to(store, rosa)] == ["resumed", "suspended", "confirmed"]


async def test_what_was_done_before_is_told_and_not_done_again(store: Store) -> None:
    """No second letter is written."""
    river = await a_programme(store)
    rosa = await accept(store, river, "specialist", "Rosa")
    async with store.transaction() as transaction:
        with pytest.raises(Problem, match="has no access yet"):
            await staffing.suspend(transaction, river, "Rosa", AT)
        with pytest.raises(Problem, match="not suspended"):
            await staffing.resume(transaction, river, "Rosa", AT)
        await staffing.confirm(transaction, river, "Rosa", AT)
        with pytest.raises(Problem, match="confirmed before"):
            await staffing.confirm(transaction, river, "Rosa", AT)
        await staffing.suspend(transaction, river, "Rosa", AT)
        with pytest.raises(Problem, match="suspended already"):
            await staffing.suspend(transaction, river, "Rosa", AT)
    assert [one.kind for one in await letters_to(store, rosa)] == ["suspended", "confirmed"]


async def test_a_renewed_code_takes_the_place_of_the_old(store: Store) -> None:
    """The old one opens nothing; without renewing, it stays the same."""
    river = await a_programme(store)
    rosa = await at_work(store, river, "specialist", "Rosa")
    async with store.transaction() as transaction:
        old = await staffing.spoken_code(transaction, river, rosa, AT)
        assert await staffing.spoken_code(transaction, river, rosa, AT) == old
        new = await staffing.spoken_code(transaction, river, rosa, AT, renew=True)
        gone = await transaction.programmes.invitation(normal(old))
        made = await transaction.programmes.invitation(normal(new))
    assert not access.lets_in(gone, river, AT)
    assert access.lets_in(made, river, AT)


async def test_a_code_that_is_taken_is_not_given_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Short codes can meet by chance."""
    river = await a_programme(store)
    drawn = iter(["AAAAAAAA", "AAAAAAAA", "BBBBBBBB"])
    monkeypatch.setattr(staffing, "new_spoken", lambda: next(drawn))
    rosa = await at_work(store, river, "specialist", "Rosa")
    ben = await at_work(store, river, "specialist", "Ben")
    async with store.transaction() as transaction:
        assert await staffing.spoken_code(transaction, river, rosa, AT) == "AAAAAAAA"
        assert await staffing.spoken_code(transaction, river, ben, AT) == "BBBBBBBB"
