"""The audit log of the web pages: every way leaves its row before anything is shown, and a row holds no words."""

from typing import Any

import pytest
from helpers_sharing import Office, Visitor

from bot.storage.audit import Audit, Audited, AuditRecord
from bot.web.limits import Tries
from bot.web.sessions import Sessions
from bot.web.views import ways
from bot.web.ways import Way

WAYS = ways(Sessions(), Tries())
NOTED = [way for way in WAYS if way.noted is not None]
# These leave no row of their own. A new way belongs here only with its reason.
NEED_NONE = {
    "GET /": "only leads on to another page",
    "GET /static/{name}": "files that are the same for everybody",
    "GET /lines": "crisis lines, for anybody; nobody is to be known by having looked",
    "GET /lines/{country}": "the same",
    "GET /sign-in": "how to get in, for anybody",
    "GET /sign-in/{token}": "nothing is used up or shown yet",
    "POST /sign-in": "notes by itself who came in; nobody is signed in before",
    "GET /who-sees-what": "the same text for everybody",
    "GET /people/{share_id}/state": "the open page asks by itself; that it was opened is noted",
}
COORDINATOR, SPECIALIST = "maya", "rosa"
WORDS = "words of a specialist that belong nowhere else"


def named(way: Way) -> str:
    """What a case is called."""
    return f"{way.method} {way.path}"


def who_goes(way: Way) -> str:
    """Somebody who may go this way."""
    return COORDINATOR if way.need == "coordinator" else SPECIALIST


def address(way: Way, place: Office) -> str:
    """A real address of a way, about what Alex shares, and the first invitation."""
    share = place.share("alex")
    numbers = {"share_id": share.id, "peer_id": share.peer_id, "invitation_id": 1}
    path = way.path
    for name, number in numbers.items():
        path = path.replace("{" + name + "}", str(number))
    return path


async def go(visitor: Visitor, way: Way, place: Office) -> int:
    """Goes a way as a browser would; the status of what is answered."""
    if way.path.startswith("/people/"):
        await visitor.get(place.path("alex"))  # only what was read can be acknowledged
    if way.method == "GET":
        return (await visitor.get(address(way, place))).status_code
    fields = {"text": WORDS, "kind": "note", "name": "Noor", "label": "poster", "span": "30d", "most": "5"}
    return (await visitor.post(address(way, place), **fields)).status_code


async def rows(place: Office) -> list[AuditRecord]:
    """All that was noted, in order."""
    async with place.store.transaction() as transaction:
        return await transaction.audit.page(place.at.replace(year=2000), 10_000)


def test_every_way_is_noted_or_has_its_reason_why_not() -> None:
    """A new way has to say what it leaves behind, or stand in the list above."""
    assert {named(way) for way in WAYS if way.noted is None} == NEED_NONE.keys()


@pytest.mark.parametrize("way", NOTED, ids=named)
async def test_going_a_way_leaves_its_row(place: Office, way: Way) -> None:
    """One row, of whoever went, about the share or the programme that it was about."""
    who = who_goes(way)
    about = {"share": place.share("alex").id, "programme": place.sample.programme_id}
    async with place.signed_in(who) as visitor:
        before = await rows(place)
        status = await go(visitor, way, place)
        after = await rows(place)
    assert status < 400, "the test has to go this way as it is meant"
    left = [one for one in after[len(before) :] if one.what is way.noted]
    expected = {
        **dict.fromkeys((Audited.LOOKED_AT_SHARE, Audited.PRINTED_SHARE, Audited.ACKNOWLEDGED_SHARE), "share"),
        **dict.fromkeys((Audited.WROTE_TO_PEER, Audited.READ_OWN_NOTE, Audited.WROTE_OWN_NOTE), "share"),
    }  # fmt: skip
    kind = expected.get(left[-1].what, "programme" if way.need == "coordinator" else "")  # type: ignore[arg-type]  # none in a row that this version wrote
    assert (left[-1].staff_id, left[-1].about) == (place.staff(who).id, about.get(kind))
    assert len(left) == (2 if way.noted is Audited.LOOKED_AT_SHARE else 1)  # it was looked at before, to come here


@pytest.mark.parametrize("way", NOTED, ids=named)
async def test_nothing_is_shown_or_done_that_cannot_be_noted(
    place: Office, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the row cannot be written, the page says that something went wrong, and all is as it was."""

    async def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("no row")

    async with place.signed_in(who_goes(way)) as visitor:
        if way.path.startswith("/people/"):
            await visitor.get(place.path("alex"))
        before = await place.views("alex"), await place.letters("alex"), await place.notes(SPECIALIST)
        with monkeypatch.context() as broken:
            broken.setattr(Audit, "note", fail)
            if way.method == "GET":
                answer = await visitor.get(address(way, place))
            else:
                answer = await visitor.post(address(way, place), text=WORDS, kind="note", name="Noor", span="30d")
        assert answer.status_code == 500
        assert "I stay calm" not in answer.text
        assert (await place.views("alex"), await place.letters("alex"), await place.notes(SPECIALIST)) == before


async def test_signing_in_is_noted_and_a_wrong_link_is_not(place: Office) -> None:
    """Of whoever came in; a link that opens nothing is nobody's."""
    async with place.visitor() as visitor:
        await visitor.get("/sign-in/a-link-that-is-wrong")
        assert await rows(place) == []
        await visitor.sign_in(SPECIALIST)
    found = await rows(place)
    assert (found[0].what, found[0].staff_id) == (Audited.SIGNED_IN, place.staff(SPECIALIST).id)


async def test_a_refusal_is_noted_without_what_was_tried(place: Office) -> None:
    """Another specialist's share, a coordinator's page, a share that has ended; not the page that asks by itself."""
    async with place.signed_in("lee") as visitor:
        before = len(await rows(place))
        await visitor.get(place.path("alex"))
        await visitor.get("/programme")
        await visitor.get(place.path("alex", "/state"))
        found = (await rows(place))[before:]
    assert [(one.what, one.staff_id, one.about) for one in found] == [
        (Audited.WAS_REFUSED, place.staff("lee").id, None)
    ] * 2


async def test_what_was_in_vain_is_not_noted(place: Office) -> None:
    """A note that is empty, a button pressed twice, an invitation that was taken back before."""
    async with place.signed_in(SPECIALIST) as visitor:
        await visitor.get(place.path("alex"))
        await visitor.post(place.path("alex", "/write"), text=" ", kind="note")
        for _ in range(2):
            await visitor.post(place.path("alex", "/write"), text=WORDS, kind="note")
        assert [one.what for one in await rows(place)].count(Audited.WROTE_TO_PEER) == 1
    async with place.signed_in(COORDINATOR) as visitor:
        await visitor.get("/programme/invitations")
        for _ in range(2):
            await visitor.post("/programme/invitations/1/revoke")
        assert [one.what for one in await rows(place)].count(Audited.REVOKED_CODE) == 1


async def test_no_word_gets_into_the_log(place: Office) -> None:
    """Whatever is typed, read or called: the table holds numbers and the words of the closed list."""
    for way in NOTED:
        async with place.signed_in(who_goes(way)) as visitor:
            await go(visitor, way, place)
    async with place.store.database.transaction() as connection:
        found = (await connection.exec_driver_sql("SELECT * FROM audit")).all()
    texts = {value for row in found for value in row if isinstance(value, str)}
    assert len(found) > len(NOTED)
    assert texts <= {"staff", *(one.value for one in Audited)}
