"""Signing in: a link that opens once, a session that renews itself, and ways to end it."""

import asyncio

import pytest
from helpers_sharing import Office, Visitor

from bot.web.sessions import Sessions


def cookie_lines(response: object) -> list[str]:
    """The Set-Cookie headers of an answer."""
    headers = response.headers  # type: ignore[attr-defined]  # any response of httpx
    return [str(value) for value in headers.get_list("set-cookie")]


async def test_a_link_signs_in_once(place: Office) -> None:
    """Opening the link changes nothing; the button signs in; after that neither opens again."""
    async with place.visitor() as visitor:
        link = await place.link("rosa")
        for _ in range(3):
            assert (await visitor.get(link)).status_code == 200
        first = await visitor.press_sign_in()
        assert (first.status_code, first.headers["location"]) == (303, "/people")
        assert (await visitor.get("/people")).status_code == 200
    async with place.visitor() as other:
        again = await other.get(link)
        assert again.status_code == 410
        assert "This link does not open" in again.text


async def test_two_presses_at_once_sign_in_one(place: Office) -> None:
    """Of two browsers that press the button of one link, one gets in."""
    link = await place.link("rosa")
    async with place.visitor() as one, place.visitor() as two:
        await one.get(link)
        await two.get(link)
        answers = await asyncio.gather(one.press_sign_in(), two.press_sign_in())
    assert sorted(answer.status_code for answer in answers) == [303, 410]


async def test_a_link_lasts_fifteen_minutes(place: Office) -> None:
    """After that it opens nothing, pressed or not."""
    async with place.visitor() as visitor:
        link = await place.link("rosa")
        await visitor.get(link)
        place.passes(minutes=15)
        assert (await visitor.press_sign_in()).status_code == 410
        assert (await visitor.get(link)).status_code == 410


async def test_the_page_of_a_link_says_nothing_about_it(place: Office) -> None:
    """It loads nothing from elsewhere, sends no referrer, and is kept nowhere."""
    async with place.visitor() as visitor:
        response = await visitor.get(await place.link("rosa"))
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cache-control"] == "no-store"
    assert "Rosa" not in response.text


async def test_cookies_are_for_this_host_alone(place: Office) -> None:
    """The session's cookie is secure, out of reach of scripts, and never sent from another site."""
    async with place.visitor() as visitor:
        await visitor.get(await place.link("rosa"))
        response = await visitor.press_sign_in()
    session = next(line for line in cookie_lines(response) if line.startswith("__Host-session="))
    for part in ("Secure", "HttpOnly", "SameSite=strict", "Path=/"):
        assert part in session
    assert "Domain" not in session


async def test_a_sign_in_belongs_to_the_browser_that_was_shown_it(place: Office) -> None:
    """Somebody who makes another browser press a button of theirs gets nowhere."""
    link = await place.link("rosa")
    async with place.visitor() as victim:
        pressed = await victim.client.post("/sign-in", data={"token": link.rpartition("/")[2], "door": "x"})
        assert pressed.status_code == 403
        assert not victim.client.cookies


async def test_two_links_in_two_tabs(place: Office) -> None:
    """The button of each still works: somebody may work in two roles."""
    async with place.visitor() as visitor:
        await visitor.get(await place.link("rosa"))
        first = visitor.page
        await visitor.get(await place.link("maya"))
        visitor.page = first
        assert (await visitor.press_sign_in()).headers["location"] == "/people"


async def test_signing_in_again_ends_the_session_before(place: Office) -> None:
    """A token that somebody planted or copied is worth nothing after the next sign-in."""
    async with place.signed_in("rosa") as visitor:
        before = visitor.token
        await visitor.sign_in("sam")
        assert "Sam Okafor" in visitor.page
        async with place.visitor() as thief:
            thief.hold(before)
            assert (await thief.get("/people")).status_code == 303


async def test_quiet_for_half_an_hour(place: Office) -> None:
    """A session ends after 30 quiet minutes; anything done within them keeps it open."""
    async with place.signed_in("rosa") as visitor:
        for _ in range(3):
            place.passes(minutes=29)
            assert (await visitor.get("/people")).status_code == 200
        place.passes(minutes=31)
        response = await visitor.get("/people")
        assert (response.status_code, response.headers["location"]) == (303, "/sign-in")


async def test_a_page_that_looks_after_itself_keeps_no_session_open(place: Office) -> None:
    """What an open page asks every few seconds does not count as being there."""
    async with place.signed_in("rosa") as visitor:
        for _ in range(4):
            place.passes(minutes=8)
            status = (await visitor.get(place.path("alex", "/state"))).status_code
        assert status == 401


async def test_twelve_hours_are_the_end(place: Office) -> None:
    """However busy somebody is."""
    async with place.signed_in("rosa") as visitor:
        for _ in range(12 * 60 // 20 - 1):
            place.passes(minutes=20)
            assert (await visitor.get("/people")).status_code == 200
        place.passes(minutes=20)
        assert (await visitor.get("/people")).status_code == 303


async def test_tokens_are_renewed(place: Office) -> None:
    """After ten minutes the browser gets a new one; the old one opens for a moment longer, and then never again."""
    async with place.signed_in("rosa") as visitor:
        old = visitor.token
        place.passes(minutes=11)
        await visitor.get("/people")
        assert visitor.token != old
        async with place.visitor() as late:
            late.hold(old)
            assert (await late.get("/people")).status_code == 200
            assert late.token == visitor.token
        place.passes(minutes=2)
        async with place.visitor() as thief:
            thief.hold(old)
            assert (await thief.get("/people")).status_code == 303
        assert (await visitor.get("/people")).status_code == 200


async def test_tabs_do_not_sign_each_other_out(place: Office) -> None:
    """Many requests at once around a renewal: all are answered, and a form of a page from before still works."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("alex"))
        form = visitor.page
        place.passes(minutes=11)
        answers = await asyncio.gather(*(visitor.client.get("/people") for _ in range(8)))
        assert {answer.status_code for answer in answers} == {200}
        visitor.page = form
        assert (await visitor.post(place.path("alex", "/read"))).status_code == 303


async def test_what_is_not_ours_is_no_token(place: Office) -> None:
    """Made-up tokens open nothing, and harm nothing."""
    async with place.visitor() as visitor:
        for token in ("", ".", "a.b.c", "a.b." + "9" * 400, "é" * 10, "x" * 4000, "a.b.-1", "\x00"):
            response = await visitor.client.get("/people", headers={b"cookie": f"__Host-session={token}".encode()})
            assert response.status_code == 303


async def test_signing_out(place: Office) -> None:
    """The session is over on this device, and stays open on another."""
    async with place.signed_in("rosa") as here, place.signed_in("rosa") as there:
        before = here.token
        response = await here.post("/sign-out")
        assert response.headers["location"] == "/sign-in?done=out"
        assert "You are signed out." in (await here.get("/sign-in?done=out")).text
        here.hold(before)
        assert (await here.get("/people")).status_code == 303
        assert (await there.get("/people")).status_code == 200


async def test_signing_out_everywhere(place: Office) -> None:
    """All sessions and unused links of one person are gone; nobody else notices."""
    async with place.signed_in("rosa") as here, place.signed_in("rosa") as there, place.signed_in("sam") as other:
        assert "signed in on 2 devices" in (await here.get("/account")).text
        link = await place.link("rosa")
        await here.post("/sign-out-everywhere")
        assert (await there.get("/people")).status_code == 303
        assert (await other.get("/people")).status_code == 200
        async with place.visitor() as late:
            assert (await late.get(link)).status_code == 410


async def test_coordinators_begin_elsewhere(place: Office) -> None:
    """Each role comes to its own first page."""
    async with place.visitor() as visitor:
        assert (await visitor.get("/")).headers["location"] == "/sign-in"
        assert (await visitor.sign_in("maya")).headers["location"] == "/programme"
        assert (await visitor.get("/")).headers["location"] == "/programme"


@pytest.mark.parametrize("path", ("/sign-in/wrong-link", "/sign-in"))
async def test_many_tries_have_to_wait(place: Office, path: str) -> None:
    """After ten links that did not open, an address waits for a quarter of an hour with further ones; others do not.

    A link that opens is no guess: nobody is kept out by what somebody else has tried.
    """

    async def tries(visitor: Visitor) -> int:
        if path == "/sign-in":
            visitor.client.cookies.set("__Host-door", "d")
            return (await visitor.client.post(path, data={"token": "wrong", "door": "d"})).status_code
        return (await visitor.get(path)).status_code

    async with place.visitor("198.51.100.7") as visitor:
        assert [await tries(visitor) for _ in range(12)] == [410] * 10 + [429] * 2
        response = await visitor.get("/sign-in/wrong-link")
        assert response.status_code == 429
        assert response.headers["retry-after"] == "900"
        assert "In 15 minutes it goes on." in response.text
        async with place.visitor("198.51.100.8") as other:
            assert (await other.get("/sign-in/wrong-link")).status_code == 410
        assert (await visitor.get(await place.link("rosa"))).status_code == 200
        place.passes(minutes=15)
        assert (await visitor.get("/sign-in/wrong-link")).status_code == 410


async def test_all_addresses_together_have_a_limit(place: Office) -> None:
    """A hundred tries a minute that open nothing, from wherever: then the door rests for the rest of the minute."""
    for number in range(100):
        async with place.visitor(f"203.0.113.{number}") as visitor:
            assert (await visitor.get("/sign-in/wrong")).status_code == 410
    async with place.visitor("192.0.2.1") as visitor:
        assert (await visitor.get("/sign-in/wrong")).status_code == 429
        assert (await visitor.get(await place.link("rosa"))).status_code == 200
        place.passes(minutes=1)
        assert (await visitor.get("/sign-in/wrong")).status_code == 410


async def test_one_home_is_one_address(place: Office) -> None:
    """Whoever has a whole IPv6 network has no more tries than others."""
    for number in range(10):
        async with place.visitor(f"2001:db8:1:2::{number:x}") as visitor:
            await visitor.get("/sign-in/wrong")
    async with place.visitor("2001:db8:1:2::ffff") as same, place.visitor("2001:db8:1:3::1") as other:
        assert (await same.get("/sign-in/wrong")).status_code == 429
        assert (await other.get("/sign-in/wrong")).status_code == 410


async def test_somebody_suspended_is_not_let_in(place: Office) -> None:
    """With a link that was made before: a clear page, and no session."""
    link = await place.link("rosa")
    await place.suspend("rosa")
    async with place.visitor() as visitor:
        await visitor.get(link)
        response = await visitor.press_sign_in()
        assert response.status_code == 403
        assert "These pages are closed for you" in response.text
        assert not visitor.token


async def test_only_hashes_are_kept(place: Office) -> None:
    """The database alone opens no session: the token is not in it."""
    async with place.signed_in("rosa") as visitor:
        token = visitor.token
    async with place.store.database.transaction() as connection:
        raw = await connection.exec_driver_sql("SELECT * FROM web_sessions")
        rows = repr(raw.all())
    assert token not in rows
    assert all(part not in rows for part in token.split(".")[:2])


async def test_a_session_is_renewed_only_when_it_is_used(place: Office) -> None:
    """Asking quietly neither renews a token nor moves its end."""
    sessions = Sessions()
    async with place.store.transaction() as transaction:
        token = await sessions.begin(transaction.doors, place.staff("rosa").id or 0, place.at)
        place.passes(minutes=20)
        quiet = await sessions.enter(transaction.doors, token, place.at, quiet=True)
        assert quiet is not None
        assert (quiet.token, quiet.is_new) == (token, False)
        place.passes(minutes=10)
        assert await sessions.enter(transaction.doors, token, place.at) is None
