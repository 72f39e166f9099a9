"""A coordinator's pages: counts without people, and invitations."""

import re
from dataclasses import replace

from helpers_sharing import Office

from bot.app.content import Reach
from bot.app.figures.data import HEADER
from bot.app.sharing.codes import normal
from bot.storage.circle import InvitationRecord


async def newest(place: Office) -> InvitationRecord:
    """The invitation that was made last."""
    async with place.store.transaction() as transaction:
        return (await transaction.programmes.invitations(place.sample.programme_id))[0]


async def test_figures_are_counts(place: Office) -> None:
    """The page and the file have numbers, and no name, word or id of anybody who is counted."""
    async with place.signed_in("maya") as visitor:
        page = (await visitor.get("/programme")).text
        file = await visitor.get("/programme/figures.csv")
    assert "Reflections finished" in page
    assert file.headers["content-disposition"] == 'attachment; filename="figures.csv"'
    assert file.text.splitlines()[0] == ",".join(HEADER)
    for words in ("Alex", "Kim", "calm", "river to", "sister"):
        assert words not in page + file.text


async def test_a_join_link(place: Office) -> None:
    """With what it is for, until when, and for how many; the link and its picture can be shown again."""
    async with place.signed_in("maya") as visitor:
        await visitor.get("/programme/invitations")
        form = {"label": "poster  at the library", "span": "7d", "most": " 25 "}
        response = await visitor.post("/programme/invitations/join", **form)
        assert response.headers["location"] == "/programme/invitations?done=made"
        made = await newest(place)
        assert (made.kind, made.label, made.most) == ("join", "poster at the library", 25)
        assert made.expires_at is not None
        assert (made.expires_at - place.at).days == 7
        page = (await visitor.get("/programme/invitations")).text
        assert f"https://t.me/river_house_bot?start={made.code}" in page
        assert "for 25 people" in page
        picture = await visitor.get(f"/programme/invitations/{made.id}/code.svg")
        assert picture.headers["content-type"] == "image/svg+xml"
        assert picture.text.count("<svg") == 1
        assert not re.search(r"<script|style=|<style", picture.text)


async def test_a_join_link_without_limits(place: Office) -> None:
    """Nothing is asked for: it is open until it is taken back."""
    async with place.signed_in("maya") as visitor:
        await visitor.get("/programme/invitations")
        await visitor.post("/programme/invitations/join", label="", span="", most="")
    made = await newest(place)
    assert (made.label, made.most, made.expires_at) == ("", None, None)


async def test_what_cannot_be_meant_makes_no_link(place: Office) -> None:
    """The page says so, keeps what was typed, and nothing was made."""
    before = await newest(place)
    async with place.signed_in("maya") as visitor:
        for form in (
            {"label": "x" * 81, "span": "7d", "most": ""}, {"label": "<b>", "span": "7d", "most": "0"},
            {"label": "<b>", "span": "9999d", "most": ""}, {"label": "<b>", "span": "7d", "most": "-1"},
            {"label": "<b>", "span": "7d", "most": "٣"}, {"label": "<b>", "span": "7d", "most": "9" * 40},
        ):  # fmt: skip
            await visitor.get("/programme/invitations")
            response = await visitor.post("/programme/invitations/join", **form)
            assert response.status_code == 422, form
            assert "No link was made" in response.text
            assert ("&lt;b&gt;" in response.text) or ("x" * 81 in response.text)
        await visitor.get("/programme/invitations")
        assert (await visitor.post("/programme/invitations/work", name="   ")).status_code == 422
    assert (await newest(place)).id == before.id


async def test_an_invitation_to_a_specialist_is_shown_once(place: Office) -> None:
    """Its link stands in the answer, opens what it is for, and is kept nowhere."""
    async with place.signed_in("maya") as visitor:
        await visitor.get("/programme/invitations")
        response = await visitor.post("/programme/invitations/work", name="Ines Prado")
        assert response.status_code == 200
        code = re.findall(r"\?start=(\w+)", response.text)[0]
        assert "Ines Prado" in response.text
        made = await newest(place)
        assert (made.kind, made.label, made.most, made.code) == ("specialist", "Ines Prado", 1, "")
        async with place.store.transaction() as transaction:
            opened = await transaction.programmes.invitation(normal(code))
        assert opened is not None
        assert opened.id == made.id
        assert code not in (await visitor.get("/programme/invitations")).text
        assert (await visitor.get(f"/programme/invitations/{made.id}/code.svg")).status_code == 404


async def test_taking_an_invitation_back(place: Office) -> None:
    """It opens nothing any more; taking it back twice changes nothing."""
    async with place.signed_in("maya") as visitor:
        await visitor.get("/programme/invitations")
        await visitor.post("/programme/invitations/join", label="flyer", span="30d", most="")
        made = await newest(place)
        await visitor.get("/programme/invitations")
        for done in ("?done=revoked", ""):
            response = await visitor.post(f"/programme/invitations/{made.id}/revoke")
            assert response.headers["location"] == f"/programme/invitations{done}"
        assert "taken back" in (await visitor.get("/programme/invitations")).text
    assert (await newest(place)).revoked_at == place.at


async def test_a_bot_without_a_name(place: Office) -> None:
    """While nobody knows the bot's name, the page says what to send to it."""
    place.content = replace(place.content, reach=Reach())
    async with place.signed_in("maya") as visitor:
        await visitor.get("/programme/invitations")
        response = await visitor.post("/programme/invitations/work", name="Ines Prado")
        assert re.search(r"/start \w{22}", response.text)
        page = (await visitor.get("/programme/invitations")).text
        assert "t.me" not in page
        assert "/start R1VERH0VSE" in page
