"""Codes that let people in."""

from datetime import UTC, datetime, timedelta

import pytest
from helpers_programmes import AT, a_programme, at_work

from bot.app.programmes import Problem
from bot.app.programmes.inviting import (
    MOST_USES,
    invitations,
    invite_to_join,
    invite_to_work,
    moment_of,
    revoke,
    state_of,
)
from bot.app.sharing import access
from bot.app.sharing.codes import normal
from bot.storage import Store
from bot.storage.circle import InvitationRecord, ProgrammeRecord

NEW_YORK = ProgrammeRecord(key="river-house", name="River House", timezone="America/New_York", created_at=AT)


async def test_a_join_link_opens_as_often_and_as_long_as_it_says(store: Store) -> None:
    """The code is found again, and is kept to be shown again."""
    river = await a_programme(store)
    async with store.transaction() as transaction:
        new = await invite_to_join(transaction, river, AT, label=" the  poster ", expires="30d", most=2)
    async with store.transaction() as transaction:
        found = await transaction.programmes.invitation(normal(new.code))
    assert found is not None
    assert (found.kind, found.label, found.code, found.most) == ("join", "the poster", new.code, 2)
    assert found.expires_at == AT + timedelta(days=30)
    assert access.lets_in(found, river, AT)
    assert not access.lets_in(found, river, AT + timedelta(days=30))


async def test_an_invitation_to_the_staff_opens_once_and_is_not_kept(store: Store) -> None:
    """Seven days unless something else is said; the name is what it is compared with."""
    river = await a_programme(store)
    async with store.transaction() as transaction:
        new = await invite_to_work(transaction, river, "coordinator", "Rosa Diaz", AT)
        other = await invite_to_work(transaction, river, "specialist", "Ben", AT, expires="2h")
    async with store.transaction() as transaction:
        found = await transaction.programmes.invitation(normal(new.code))
    assert found is not None
    assert (found.kind, found.label, found.code, found.most) == ("coordinator", "Rosa Diaz", "", 1)
    assert found.expires_at == AT + timedelta(days=7)
    assert other.record.expires_at == AT + timedelta(hours=2)


async def test_what_cannot_be_an_invitation_is_refused(store: Store) -> None:
    """A limit of nobody, nobody's name, a label of many lines."""
    river = await a_programme(store)
    async with store.transaction() as transaction:
        for wrong in (
            invite_to_join(transaction, river, AT, most=0),
            invite_to_join(transaction, river, AT, most=MOST_USES + 1),
            invite_to_join(transaction, river, AT, label="l" * 81),
            invite_to_join(transaction, river, AT, label="a\x07b"),
            invite_to_join(transaction, river, AT, expires="soon"),
            invite_to_work(transaction, river, "specialist", "  ", AT),
        ):
            with pytest.raises(Problem):
                await wrong
        assert await invitations(transaction, river) == []


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("30d", AT + timedelta(days=30)),
        (" 2W ", AT + timedelta(weeks=2)),
        ("1h", AT + timedelta(hours=1)),
        ("2026-03-02", datetime(2026, 3, 3, 4, 59, 59, tzinfo=UTC)),
        ("2026-12-31", datetime(2027, 1, 1, 4, 59, 59, tzinfo=UTC)),
    ],
)
def test_an_end_is_a_span_or_the_last_day_where_the_programme_is(text: str, until: datetime) -> None:
    """A day counts to its end, by the programme's own clock."""
    assert moment_of(text, NEW_YORK, AT) == until


@pytest.mark.parametrize(
    "text", ["", "0d", "30", "d", "-1d", "9999w", "2026-03-01", "2026-02-30", "2040-01-01", "9999-12-31", "1.5d", "٣d"]
)
def test_an_end_that_is_none_is_refused_with_an_example(text: str) -> None:
    """What has passed, what is too far away, and what is no time."""
    with pytest.raises(Problem, match="2026-12-31"):
        moment_of(text, NEW_YORK, AT)


def test_what_has_become_of_an_invitation_is_told() -> None:
    """Revoked before all else; then used up, then expired."""
    one = InvitationRecord(programme_id=1, kind="join", created_at=AT)
    assert state_of(one, AT) == "open"
    one.expires_at = AT
    assert state_of(one, AT) == "expired"
    one.most = one.used = 3
    assert state_of(one, AT) == "used up"
    one.revoked_at = AT
    assert state_of(one, AT) == "revoked"


async def test_a_revoked_invitation_opens_nothing(store: Store) -> None:
    """Only its own programme can take it back, once, and not after it was used up."""
    river, harbour = await a_programme(store), await a_programme(store, "Harbour")
    async with store.transaction() as transaction:
        new = await invite_to_join(transaction, river, AT)
        used = await invite_to_work(transaction, river, "specialist", "Rosa", AT)
        await transaction.programmes.use(used.record.id or 0)
        with pytest.raises(Problem, match="harbour has no invitation"):
            await revoke(transaction, harbour, new.record.id or 0, AT)
        gone = await revoke(transaction, river, new.record.id or 0, AT)
        assert not access.lets_in(gone, river, AT)
        with pytest.raises(Problem, match="revoked before"):
            await revoke(transaction, river, new.record.id or 0, AT)
        with pytest.raises(Problem, match="strongsuit programme suspend river-house"):
            await revoke(transaction, river, used.record.id or 0, AT)


async def test_codes_of_specialists_are_not_among_the_invitations(store: Store) -> None:
    """They are neither listed nor revoked as such."""
    river = await a_programme(store)
    await at_work(store, river, "specialist", "Rosa Diaz")
    async with store.transaction() as transaction:
        kinds = [one.kind for one in await invitations(transaction, river)]
        share = next(one for one in await transaction.programmes.invitations(river.id or 0) if one.kind == "share")
        assert kinds == ["specialist"]
        with pytest.raises(Problem, match="has no invitation"):
            await revoke(transaction, river, share.id or 0, AT)
