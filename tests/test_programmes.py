"""Founding, changing and closing programmes."""

from pathlib import Path

import pytest
from helpers_programmes import AT, LATER, a_programme, at_work, letters_to, person

from bot.app.programmes import Problem, desk
from bot.app.programmes.details import Details, checked_languages, key_for
from bot.app.programmes.inviting import invitations, invite_to_join, state_of
from bot.app.sharing import access
from bot.storage import Store


async def test_a_programme_is_kept_as_it_was_said(store: Store, tmp_path: Path) -> None:
    """Everything that can be said of one is there again when it is read."""
    await a_programme(
        store, "River  House", languages=("es", "en", "es"), country="us", timezone="America/New_York",
        retention_days="365", overlay=str(tmp_path), contact="555 0100", notice_url="https://example.org/privacy",
    )  # fmt: skip
    async with store.transaction() as transaction:
        found = await desk.find(transaction, "river-house")
    assert (found.name, found.languages, found.country) == ("River House", ("es", "en"), "US")
    assert (found.timezone, found.retention_days, found.overlay) == ("America/New_York", 365, str(tmp_path))
    assert (found.contact, found.notice_url) == ("555 0100", "https://example.org/privacy")
    assert (found.created_at, found.closed_at) == (AT, None)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("River House", "river-house"),
        ("Peñalolén, Centro 2", "penalolen-centro-2"),
        ("  --A & B--  ", "a-b"),
        ("x" * 60, "x" * 40),
        ("The Recovery Community of the Whole North - Annexe", "the-recovery-community-of-the-whole-nort"),
    ],
)
def test_a_key_is_made_from_the_name(name: str, key: str) -> None:
    """Small letters, digits and hyphens, at most 40, and none of the hyphens at an end."""
    assert key_for(name) == key
    assert Details(key=key)._checked() == {"key": key}


@pytest.mark.parametrize("name", ["дом", "!", "ü"])
def test_a_name_without_letters_for_a_key_asks_for_one(name: str) -> None:
    """No key is made up."""
    with pytest.raises(Problem, match="--key"):
        key_for(name)


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ({"name": ""}, "A programme has a name"),
        ({"name": "n" * 81}, "1 to 80 characters"),
        ({"name": "a\x1bb"}, "A programme has a name"),
        ({"key": "River"}, "small letters"),
        ({"key": "a"}, "2 to 40"),
        ({"key": "a" * 41}, "2 to 40"),
        ({"key": "-ab"}, "begins and ends"),
        ({"languages": ("english",)}, "no words in the language 'english'"),
        ({"country": "XX"}, "no country 'XX'"),
        ({"country": "UK"}, "Did you mean GB?"),
        ({"country": "Spain"}, "Did you mean ES?"),
        ({"timezone": "Mars/Base"}, "America/New_York"),
        ({"retention_days": "29"}, "30 to 3650 days"),
        ({"retention_days": "3651"}, "30 to 3650 days"),
        ({"retention_days": "-40"}, "30 to 3650 days"),
        ({"retention_days": "a year"}, "30 to 3650 days"),
        ({"overlay": "/nowhere/at/all"}, "no such folder"),
        ({"contact": "c" * 301}, "at most 300"),
        ({"notice_url": "ftp://example.org"}, "https://"),
        ({"notice_url": "example.org"}, "https://"),
        ({"notice_url": "https://"}, "https://"),
        ({"notice_url": "https://[::1"}, "https://"),
        ({"notice_url": 'https://example.org/"onclick'}, "https://"),
    ],
)
async def test_what_cannot_be_is_refused_with_what_can(store: Store, said: dict[str, object], hint: str) -> None:
    """One line that says what to write; nothing is written."""
    with pytest.raises(Problem) as refused:
        await a_programme(store, **{"name": "River House", **said})  # type: ignore[arg-type]  # that is what is tested
    assert hint in str(refused.value)
    assert refused.value.usage
    assert "\n" not in str(refused.value)
    async with store.transaction() as transaction:
        assert await transaction.programmes.all() == []


def test_languages_are_those_there_are_words_in() -> None:
    """Codes in any case, each once; one without words names those that have some."""
    assert checked_languages((" ES", "en", "es"), ("en", "es")) == ("es", "en")
    assert checked_languages(("",), ("en", "es")) == ()
    with pytest.raises(Problem, match="There are words in: en, es"):
        checked_languages(("fr",), ("en", "es"))


async def test_two_programmes_never_have_one_key(store: Store) -> None:
    """Neither at founding nor by renaming."""
    await a_programme(store)
    await a_programme(store, "Harbour")
    with pytest.raises(Problem, match="There is a programme river-house already"):
        await a_programme(store)
    async with store.transaction() as transaction:
        with pytest.raises(Problem, match="already"):
            await desk.edit(transaction, "harbour", Details(key="river-house"))
        assert (await desk.edit(transaction, "harbour", Details(key="harbour"))).name == "Harbour"


async def test_an_edit_changes_what_it_names_and_clears_what_is_empty(store: Store) -> None:
    """All else stays."""
    await a_programme(store, country="US", timezone="America/Chicago", contact="555", languages=("en",))
    async with store.transaction() as transaction:
        cleared = Details(country="", timezone="", languages=("",), retention_days="90", key="the-river")
        await desk.edit(transaction, "river-house", cleared)
    async with store.transaction() as transaction:
        found = await desk.find(transaction, "the-river")
    assert (found.country, found.timezone, found.languages, found.retention_days) == (None, None, (), 90)
    assert (found.name, found.contact) == ("River House", "555")


async def test_a_failed_edit_changes_nothing(store: Store) -> None:
    """What could be is not written beside what cannot."""
    await a_programme(store)
    with pytest.raises(Problem):
        async with store.transaction() as transaction:
            await desk.edit(transaction, "river-house", Details(name="Other", country="XX"))
    async with store.transaction() as transaction:
        assert (await desk.find(transaction, "river-house")).name == "River House"


async def test_whoever_asks_for_an_unknown_programme_hears_which_there_are(store: Store) -> None:
    """And how to found one where there is none."""
    async with store.transaction() as transaction:
        with pytest.raises(Problem, match="strongsuit programme create"):
            await desk.find(transaction, "river")
    await a_programme(store)
    async with store.transaction() as transaction:
        with pytest.raises(Problem, match="There is: river-house"):
            await desk.find(transaction, "river")


async def test_closing_lets_its_people_go_with_everything_of_theirs(store: Store) -> None:
    """They belong to no programme; their rows, and those of another programme, are as they were."""
    river, harbour = await a_programme(store), await a_programme(store, "Harbour")
    ana, ben = await person(store, "telegram:1", river), await person(store, "telegram:2", harbour)
    async with store.transaction() as transaction:
        await desk.close(transaction, "river-house", LATER)
    async with store.transaction() as transaction:
        found = await transaction.peers_by_id([ana.id or 0, ben.id or 0])
        assert (await desk.find(transaction, "river-house")).closed_at == LATER
    left, stays = found[ana.id or 0], found[ben.id or 0]
    assert left is not None
    assert stays is not None
    assert (left.programme_id, left.joined_at, left.memory, left.session) == (None, None, ana.memory, ana.session)
    assert stays.programme_id == harbour.id


async def test_closing_ends_every_code_and_every_role(store: Store) -> None:
    """Codes open nothing, staff are signed out, have no access, and are told; twice it is refused."""
    river = await a_programme(store)
    rosa = await at_work(store, river, "specialist", "Rosa Diaz")
    async with store.transaction() as transaction:
        await invite_to_join(transaction, river, AT)
        await transaction.doors.add_session("token", rosa.id or 0, AT, LATER)
    async with store.transaction() as transaction:
        closed = await desk.close(transaction, "river-house", AT)
        assert await transaction.doors.count_sessions(rosa.id or 0, AT) == 0
        codes = await transaction.programmes.invitations(river.id or 0)
        assert {state_of(one, AT) for one in codes} == {"revoked"}
        assert {one.kind for one in codes} == {"join", "specialist", "share"}
    assert not access.is_at_work(rosa, closed)
    assert [one.kind for one in await letters_to(store, rosa)] == ["closed", "confirmed"]
    async with store.transaction() as transaction:
        for again in (desk.close(transaction, "river-house", AT), desk.edit(transaction, "river-house", Details())):
            with pytest.raises(Problem, match="is closed, and stays so"):
                await again


async def test_the_overview_counts_and_points_to_nobody(store: Store) -> None:
    """Staff by role, what is open, and people rounded down to fives; fewer are not told."""
    river = await a_programme(store)
    await at_work(store, river, "specialist", "Rosa Diaz")
    async with store.transaction() as transaction:
        new = await invite_to_join(transaction, river, AT)
        first = await desk.overview(transaction, river, AT)
    assert (first.people, first.specialists, first.coordinators, first.waiting) == (None, 1, 0, 0)
    assert first.open_invitations == 1
    for number in range(7):
        await person(store, f"telegram:{number}", river)
    async with store.transaction() as transaction:
        assert (await desk.overview(transaction, river, AT)).people == 5
        assert new.record.id in [one.id for one in await invitations(transaction, river)]
