"""Attacks: every way for every role and for none, other people's numbers, forged forms, what browsers are told."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from helpers_sharing import FROM_HERE, Office, Visitor, content_with_bot, office
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.storage.circle import SharedLine
from bot.web.config import WebConfig
from bot.web.forms import MOST_BYTES
from bot.web.limits import Tries
from bot.web.sessions import Sessions
from bot.web.views import ways
from bot.web.ways import Way

SECRETS = ("I stay calm", "Walking to the river", "Alex (sample)", "Dogs trust me", "Kim (sample)", "The allotment")
WAYS = ways(Sessions(), Tries())
PRIVATE = [way for way in WAYS if way.need != "nobody"]


def named(way: Way) -> str:
    """What a case is called."""
    return f"{way.method} {way.path}"


def address(way: Way, place: Office, who: str) -> str:
    """A real address of a way: what ``who`` shares, the peer behind it, the first invitation."""
    numbers = {
        "share_id": str(place.share(who).id), "peer_id": str(place.share(who).peer_id), "invitation_id": "1",
        "token": "wrong-token", "name": "nothing.css",
    }  # fmt: skip
    return re.sub(r"\{(\w+)\}", lambda found: numbers[found[1]], way.path)


async def ask(visitor: Visitor, way: Way, path: str) -> httpx.Response:
    """Goes a way, with a valid key for its form where the browser has one."""
    if way.method == "GET":
        return await visitor.client.get(path)
    return await visitor.post(path, text="words of an attacker", kind="note", name="x", label="x", span="30d", most="")


async def everything(place: Office) -> list[object]:
    """All that a request could have changed."""
    tables = (
        "shares", "share_views", "letters", "staff_notes", "invitations", "staff", "programmes", "peers", "timers",
        "plan_lines", "tallies", "web_sessions", "sign_ins",
    )  # fmt: skip
    found: list[object] = []
    async with place.store.database.transaction() as connection:
        for table in tables:
            found.append((await connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1")).all())  # noqa: S608 - ours
    return found


def shows_nothing(response: httpx.Response) -> bool:
    """Whether an answer holds none of what people wrote, and no name of theirs."""
    return not any(secret in response.text for secret in SECRETS)


def test_every_way_says_what_it_needs() -> None:
    """No way is open to everybody but these: a new one has to be added here, too."""
    assert {named(way) for way in WAYS if way.need == "nobody"} == {
        "GET /", "GET /static/{name}", "GET /sign-in", "GET /sign-in/{token}", "POST /sign-in",
        "GET /lines", "GET /lines/{country}",
    }  # fmt: skip
    assert len({named(way) for way in WAYS}) == len(WAYS)


@pytest.mark.parametrize("way", PRIVATE, ids=named)
async def test_nobody_gets_nowhere(place: Office, way: Way) -> None:
    """Without a session: to the sign-in page, or a page that says so. Nothing is shown, nothing changes."""
    before = await everything(place)
    async with place.visitor() as visitor:
        response = await ask(visitor, way, address(way, place, "alex"))
    assert response.status_code == (401 if way.method == "POST" or way.quiet else 303)
    assert response.headers.get("location") in (None, "/sign-in")
    assert shows_nothing(response)
    assert await everything(place) == before


@pytest.mark.parametrize("who", ("rosa", "maya"))
@pytest.mark.parametrize("way", PRIVATE, ids=named)
async def test_each_role_gets_to_its_own_ways_only(place: Office, way: Way, who: str) -> None:
    """Specialists come to no coordinator's page, and coordinators to none that shows or touches a share."""
    role = place.staff(who).role
    async with place.signed_in(who) as visitor:
        if way.need in ("staff", role):
            response = await ask(visitor, way, address(way, place, "jo"))
            assert response.status_code in (200, 204, 303), response.text
            assert response.headers.get("location") != "/sign-in"
        else:
            before = await everything(place)
            response = await ask(visitor, way, address(way, place, "alex"))
            assert response.status_code == 404
            assert shows_nothing(response)
            assert await everything(place) == before


@pytest.mark.parametrize("way", [way for way in PRIVATE if "{share_id}" in way.path], ids=named)
async def test_other_peoples_numbers(place: Office, way: Way) -> None:
    """What is shared with Sam does not exist for Rosa, and a number without a share looks the same."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("alex"))
        before = await everything(place)
        theirs = await ask(visitor, way, address(way, place, "kim"))
        none = await ask(visitor, way, way.path.replace("{share_id}", "987654"))
        assert theirs.status_code == none.status_code == 404
        assert shows_nothing(theirs)
        assert _without_paths(theirs.text) == _without_paths(none.text)
        assert await everything(place) == before


def _without_paths(page: str) -> str:
    return re.sub(r'name="key" value="[^"]*"', "", page)


async def test_other_peoples_notes(place: Office) -> None:
    """Removing a note by somebody's number removes one's own about them, and nobody else's."""
    async with place.signed_in("sam") as sam:
        await sam.get(place.path("kim"))
        await sam.post(place.path("kim", "/notes"), text="Sam's own")
        async with place.signed_in("rosa") as rosa:
            await rosa.get("/notes")
            assert "own" not in (await rosa.get("/notes")).text.partition("<main")[2].partition("</h1>")[0]
            await rosa.post(f"/notes/{place.share('kim').peer_id}/remove")
    assert await place.notes("sam") == {place.share("kim").peer_id: "Sam's own"}


@pytest.mark.parametrize("way", PRIVATE, ids=named)
@pytest.mark.parametrize("over", ("suspended", "closed"))
async def test_whoever_is_not_at_work_any_more(place: Office, way: Way, over: str) -> None:
    """Suspended, or the programme closed, with a session that was open: a clear page, and the session is over."""
    who = "maya" if way.need == "coordinator" else "rosa"
    async with place.signed_in(who) as visitor:
        await visitor.get("/account")
        await (place.suspend(who) if over == "suspended" else place.close())
        response = await ask(visitor, way, address(way, place, "alex"))
        assert response.status_code == 403
        assert "These pages are closed for you" in response.text
        assert shows_nothing(response)
        assert not visitor.token
    assert await place.letters("jo") == []
    assert await place.notes("rosa") == {}


@pytest.mark.parametrize("way", [way for way in PRIVATE if "{share_id}" in way.path], ids=named)
@pytest.mark.parametrize("over", ("revoked", "ended"))
async def test_shares_that_are_over(place: Office, way: Way, over: str) -> None:
    """Every way to one says so and does nothing; no word of it is shown."""
    if over == "ended":
        place.at = place.share("alex").until
    async with place.signed_in("rosa") as visitor:
        if over == "revoked":
            await place.revoke("alex")
        before = await place.views("alex"), await place.letters("alex"), await place.notes("rosa")
        response = await ask(visitor, way, address(way, place, "alex"))
        assert response.status_code == 410
        assert shows_nothing(response)
        assert (await place.views("alex"), await place.letters("alex"), await place.notes("rosa")) == before


async def test_a_coordinator_of_one_programme_is_nobody_in_another(place: Office) -> None:
    """Invitations of another programme do not exist for them."""
    other = await place.other_programme()
    async with place.store.transaction() as transaction:
        theirs = (await transaction.programmes.invitations(other.id or 0))[0]
    async with place.signed_in("maya") as visitor:
        page = (await visitor.get("/programme/invitations")).text
        assert theirs.code not in page
        assert (await visitor.get(f"/programme/invitations/{theirs.id}/code.svg")).status_code == 404
        assert (await visitor.post(f"/programme/invitations/{theirs.id}/revoke")).status_code == 404
    async with place.store.transaction() as transaction:
        assert (await transaction.programmes.invitations(other.id or 0))[0].revoked_at is None


async def test_a_code_to_choose_a_specialist_is_no_invitation(place: Office) -> None:
    """A coordinator neither sees those codes nor takes them back here."""
    async with place.store.transaction() as transaction:
        codes = await transaction.programmes.invitations(place.sample.programme_id)
    spoken = next(one for one in codes if one.kind == "share")
    async with place.signed_in("maya") as visitor:
        assert spoken.code not in (await visitor.get("/programme/invitations")).text
        assert (await visitor.post(f"/programme/invitations/{spoken.id}/revoke")).status_code == 404


@pytest.mark.parametrize("way", [way for way in PRIVATE if way.method == "POST"], ids=named)
async def test_forged_forms(place: Office, way: Way) -> None:
    """Without the key of this session, or from another site, a form does nothing."""
    who = "maya" if way.need == "coordinator" else "rosa"
    async with place.signed_in(who) as visitor, place.signed_in("sam") as other:
        page, path = visitor.page, address(way, place, "alex")
        before = await everything(place)
        strange = re.findall(r'name="key" value="([^"]*)"', other.page)[0]
        for key in ("", "0" * 64, strange, "é"):
            assert (await visitor.post(path, key=key, text="forged")).status_code == 403
        for headers in (
            {"origin": "https://evil.example"}, {"origin": "null", "sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "none"}, {"origin": "http://review.example.org"},
            {"origin": "https://review.example.org.evil.example", "sec-fetch-site": "same-origin"},
        ):  # fmt: skip
            visitor.page = page
            assert (await visitor.send(path, {"text": "forged"}, headers)).status_code == 403
        assert _but_sessions(await everything(place)) == _but_sessions(before)


def _but_sessions(found: list[object]) -> list[object]:
    return found[:-2]


async def test_a_browser_that_names_no_origin_at_all(place: Office) -> None:
    """From a page without a referrer the origin is "null": the browser then has to say that it is the same one."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("jo"))
        del visitor.client.headers["sec-fetch-site"]
        assert (await visitor.post(place.path("jo", "/read"))).status_code == 403
        del visitor.client.headers["origin"]
        await visitor.get(place.path("jo"))
        assert (await visitor.post(place.path("jo", "/read"))).status_code == 303


async def test_words_of_a_form_from_elsewhere_are_not_shown(place: Office) -> None:
    """Another site cannot make a page of ours say what it likes."""
    async with place.signed_in("rosa") as visitor:
        headers = {"origin": "https://evil.example"}
        response = await visitor.send(place.path("jo", "/write"), {"text": "call this number", "kind": "note"}, headers)
        assert "call this number" not in response.text


async def test_a_get_with_the_address_of_a_form_does_nothing(place: Office) -> None:
    """And other methods are not known at all."""
    async with place.signed_in("rosa") as visitor:
        before = _but_sessions(await everything(place))
        for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD"):
            response = await visitor.client.request(method, place.path("jo", "/read"))
            assert response.status_code == 405
        for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "HEAD"):
            assert (await visitor.client.request(method, place.path("jo"))).status_code == 405
        assert _but_sessions(await everything(place)) == before


async def test_other_sites_cannot_ask_in_the_background(place: Office) -> None:
    """Pictures, scripts and fetches from elsewhere get nothing; only a link to go to is answered."""
    async with place.signed_in("rosa") as visitor:
        before = await place.views("jo")
        for site in ("cross-site", "same-site"):
            headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
            assert (await visitor.get(place.path("jo"), **headers)).status_code == 403
        assert await place.views("jo") == before


@pytest.mark.parametrize(
    "host", ("evil.example", "evil.example:443", "review.example.org.evil.example", "", "127.0.0.1")
)
async def test_other_names_for_this_machine(place: Office, host: str) -> None:
    """A page of ours is shown under our name only."""
    async with place.visitor() as visitor:
        assert (await visitor.get("/sign-in", Host=host)).status_code == 421
        assert (await visitor.get("/sign-in", Host="review.example.org:443")).status_code == 200


async def test_bodies_have_a_size_and_a_form(place: Office) -> None:
    """What is larger than a form holds, or is none, is refused before it is looked at."""
    async with place.signed_in("rosa") as visitor:
        path = place.path("jo", "/write")

        async def send(body: bytes, kind: str = "application/x-www-form-urlencoded") -> int:
            return (await visitor.client.post(path, content=body, headers={"content-type": kind})).status_code

        assert await send(b"text=" + b"a" * MOST_BYTES) == 413
        assert await send(b"text=%ff%fe") == 400
        assert await send(b"text=\xff") == 400
        assert await send(b"&".join(b"a=1" for _ in range(50))) == 400
        assert await send(b"{}", "application/json") == 400
        assert await send(b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x") == 400

        async def drops() -> AsyncIterator[bytes]:
            for _ in range(200):
                yield b"a" * 1000

        response = await visitor.client.post(
            path,
            content=drops(),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        assert response.status_code == 413


async def test_addresses_that_make_no_sense(place: Office) -> None:
    """Each is a page that is not there; none is an error."""
    async with place.signed_in("rosa") as visitor:
        for path in (
            "/people/0", "/people/-1", "/people/1e3", "/people/" + "9" * 30, "/people/" + "1" * 5000, "/people/١",
            "/people/1/", "/people//1", "/people/1%00", "/people/..%2f1", "/people/1;x", "/static/..%2f..%2fapp.py",
            "/static/site.css", "/sign-in/" + "a" * 5000 + "/x", "/admin", "/people/1/state/x",
        ):  # fmt: skip
            response = await visitor.get(path)
            assert response.status_code == 404, path
            assert shows_nothing(response)
        assert (await visitor.get("/people?done=<script>")).text.count("<script") == 1


async def test_a_route_around_the_gate_is_refused(place: Office) -> None:
    """Whatever is added to the application without saying what it needs, nobody gets to."""

    async def leak(request: Request) -> Response:
        return PlainTextResponse("everything")

    place.app.router.routes.insert(0, Route("/leak", leak))
    place.app.router.routes.insert(0, Route("/people", leak))
    async with place.signed_in("rosa") as visitor:
        for path in ("/leak", "/people"):
            response = await visitor.get(path)
            assert (response.status_code, "everything" in response.text) == (404, False)


def _every_kind(place: Office) -> Iterator[tuple[str, str]]:
    yield from (("GET", path) for path in ("/", "/sign-in", "/nowhere", "/sign-in/wrong"))
    yield from (("GET", path) for path in ("/people", place.path("alex"), place.path("alex", "/print"), "/account"))
    yield from (("GET", path) for path in (place.path("kim"), place.path("alex", "/state"), "/notes", "/who-sees-what"))
    yield from (("POST", path) for path in ("/sign-in", "/sign-out", place.path("alex", "/read")))
    yield "PUT", "/people"


async def test_what_every_answer_tells_the_browser(place: Office) -> None:
    """Pages, errors, redirections and empty answers alike: strict headers, and nothing is to be kept."""
    async with place.signed_in("rosa") as visitor:
        for method, path in _every_kind(place):
            response = await visitor.client.request(method, path)
            headers = response.headers
            policy = headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';"), path
            assert "frame-ancestors 'none'" in policy
            assert "base-uri 'none'" in policy
            assert "form-action 'self'" in policy
            assert "unsafe" not in policy
            assert headers["cache-control"] == "no-store", path
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["x-frame-options"] == "DENY"
            assert headers["cross-origin-opener-policy"] == "same-origin"
            assert headers["cross-origin-resource-policy"] == "same-origin"
            assert headers["strict-transport-security"] == "max-age=31536000"
            assert "camera=()" in headers["permissions-policy"]
            assert "server" not in headers


async def test_no_script_and_no_style_stands_in_a_page(place: Office) -> None:
    """All of both comes from files of ours, which may be kept for ever, as their names change with them."""
    seen = set()
    for who, paths in (
        ("rosa", ("/people", place.path("alex"), place.path("alex", "/print"), place.path("alex", "/notes"), "/notes")),
        ("maya", ("/programme", "/programme/invitations", "/account")),
    ):
        async with place.signed_in(who) as visitor:
            for path in paths:
                page = (await visitor.get(path)).text
                assert "<style" not in page
                assert not re.search(r"<[^>]+\s(?:on\w+|style)=", page), path
                assert re.findall(r"<script(?! src=\"/static/)", page) == []
                assert not re.search(r"(?:src|href)=\"(?:https?:)?//(?!t\.me/)", page)
                seen |= set(re.findall(r'"(/static/[^"]+)"', page))
            for file in seen:
                response = await visitor.get(file)
                assert response.status_code == 200
                assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert len(seen) == 4


async def test_an_error_shows_nothing(
    place: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever goes wrong: a kind page, headers as always, and not a word of anybody's in page or log."""

    async def broken(*_: object) -> object:
        raise RuntimeError("I stay calm: words in an error")

    monkeypatch.setattr("bot.app.sharing.desk.people", broken)
    async with place.signed_in("rosa") as visitor:
        response = await visitor.get("/people")
    assert response.status_code == 500
    assert "That did not work" in response.text
    assert response.headers["cache-control"] == "no-store"
    assert shows_nothing(response)
    out, err = capfd.readouterr()
    assert "I stay calm" not in out + err
    assert "RuntimeError at test_web_attacks.py" in out + err


async def test_a_database_that_does_not_answer(place: Office) -> None:
    """The page says so, and what somebody wrote comes back to them."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("jo"))
        async with place.store.database.transaction() as connection:
            await connection.exec_driver_sql("ALTER TABLE web_sessions RENAME TO gone")
        response = await visitor.post(place.path("jo", "/write"), text="Keep this for me", kind="note")
        assert response.status_code == 503
        assert "Keep this for me" in response.text
        assert response.headers["retry-after"] == "60"
        assert (await visitor.get("/people")).status_code == 503


async def test_logs_hold_no_words_and_no_addresses(place: Office, capfd: pytest.CaptureFixture[str]) -> None:
    """Reading, writing and being refused leave no trace outside of the database."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("alex"))
        await visitor.post(place.path("alex", "/write"), text="Walking to the river?", kind="question")
        await visitor.get("/sign-in/some-wrong-token")
    out, err = capfd.readouterr()
    assert out + err == ""


async def test_on_this_machine_without_a_certificate(tmp_path: Path) -> None:
    """For a demo on localhost the cookie has no such prefix, and nothing promises https."""
    async with office(tmp_path, "http://localhost:8080") as place, place.signed_in("rosa") as visitor:
        names = {cookie.name for cookie in visitor.client.cookies.jar}
        assert "session" in names
        response = await visitor.get("/people")
        assert response.status_code == 200
        assert "strict-transport-security" not in response.headers
        for host, status in (("127.0.0.1:8080", 200), ("[::1]:8080", 200), ("evil.example:8080", 421)):
            assert (await visitor.get("/sign-in", Host=host)).status_code == status
        await visitor.get(place.path("jo"))
        form = {"text": "Hello", "kind": "note"}
        for origin, status in (("http://127.0.0.1:8080", 303), ("http://127.0.0.1:9090", 403)):
            response = await visitor.send(place.path("jo", "/write"), form, {"origin": origin})
            assert response.status_code == status


@pytest.mark.parametrize(
    "wrong", ("http://review.example.org", "review.example.org", "ftp://x", "https://", "https://a.b/path", "")
)
def test_places_where_pages_cannot_be(wrong: str) -> None:
    """Only https, and http on this very machine."""
    with pytest.raises(ValueError, match=r"such as https|begin with https"):
        WebConfig(wrong)


@pytest.mark.parametrize(
    ("url", "origin", "hosts"),
    (
        ("https://Review.Example.org/", "https://review.example.org", frozenset({"review.example.org"})),
        ("https://review.example.org:443", "https://review.example.org", frozenset({"review.example.org"})),
        ("https://review.example.org:8443", "https://review.example.org:8443", frozenset({"review.example.org"})),
        ("http://[::1]:8080", "http://[::1]:8080", frozenset({"localhost", "127.0.0.1", "[::1]"})),
    ),
)
def test_how_a_browser_names_this_place(url: str, origin: str, hosts: frozenset[str]) -> None:
    """Origin and host, as a browser writes them; this very machine has several names."""
    assert (WebConfig(url).origin, WebConfig(url).hosts) == (origin, hosts)


async def test_somebody_elses_lines_cannot_reach_out(place: Office) -> None:
    """Addresses in what people wrote are text: nothing is loaded, and nothing can be pressed."""
    line = SharedLine(ref=1, section="strengths", text="https://evil.example/x.png javascript:alert(1)", at=place.at)
    number = await place.give("lee", line)
    async with place.signed_in("lee") as visitor:
        page = (await visitor.get(f"/people/{number}")).text
    assert "evil.example" in page
    assert 'href="https://evil' not in page


def test_the_bot_of_these_tests_has_a_name() -> None:
    """So that links can be shown."""
    assert content_with_bot().reach.bot_name
    assert FROM_HERE["origin"] == "null"
