"""What specialists see and do: people, summaries, notes and questions, looks that are recorded."""

from datetime import timedelta

from helpers_sharing import Office

from bot.app.sharing.desk import LONGEST_NOTE
from bot.storage.circle import SharedLine


async def test_people_stand_newest_first_with_what_changed(place: Office) -> None:
    """Each with a name, dates, and what is new; those who share with others are not there."""
    async with place.signed_in("rosa") as visitor:
        page = (await visitor.get("/people")).text
    assert page.index("Alex (sample)") < page.index("Jo (sample)")
    assert "Kim" not in page
    assert "1 new line" in page
    assert "Not read yet" in page


async def test_nobody_shares_yet(place: Office) -> None:
    """The list says so, and what happens when somebody does."""
    async with place.signed_in("lee") as visitor:
        assert "Nobody shares with you right now." in (await visitor.get("/people")).text


async def test_a_summary_leads_with_strengths(place: Office) -> None:
    """Strengths, what helps, people, goals with steps, wins, and at the end what to talk about."""
    async with place.signed_in("rosa") as visitor:
        page = (await visitor.get(place.path("alex"))).text
    order = (
        "I stay calm when others can&#39;t", "Walking to the river before breakfast", "My sister Dana",
        "Play guitar in the Sunday group", "Put new strings on this week", "Said no on Friday, and meant it",
        "How to tell my sister about the group",
    )  # fmt: skip
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Not to be passed on" in page
    assert "What would a good friend say you are good at?" in page


async def test_what_is_new_is_said_in_words(place: Office) -> None:
    """The new line is marked, and the count stands at the top."""
    async with place.signed_in("rosa") as visitor:
        page = (await visitor.get(place.path("alex"))).text
    assert page.index("Since you last read it") < page.index("1 new line") < page.index("I stay calm")
    assert page.count(">New</strong>") == 1


async def test_every_look_is_recorded(place: Office) -> None:
    """On the web and for printing; nothing else counts as a look."""
    async with place.signed_in("rosa") as visitor:
        before = await place.views("alex")
        await visitor.get(place.path("alex"))
        await visitor.get(place.path("alex", "/print"))
        for more in ("/state", "/notes"):
            await visitor.get(place.path("alex", more))
        await visitor.get("/people")
        await visitor.client.head(place.path("alex"))
        assert await place.views("alex") == [("print", 2), ("web", 2), *before]
        assert "Changed since you read it" not in (await visitor.get("/people")).text


async def test_fetching_ahead_is_no_look(place: Office) -> None:
    """What a browser fetches in case somebody wants it is refused, and nobody is told of a look."""
    async with place.signed_in("rosa") as visitor:
        before = await place.views("alex")
        for name, value in (
            ("Sec-Purpose", "prefetch"), ("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch"),
            ("X-Moz", "prefetch"), ("X-Purpose", "preview"),
        ):  # fmt: skip
            response = await visitor.get(place.path("alex"), **{name: value})
            assert response.status_code == 503
            assert "calm" not in response.text
        assert await place.views("alex") == before


async def test_i_have_read_it(place: Office) -> None:
    """One press tells the peer; pressing again tells nothing more."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("alex"))
        response = await visitor.post(place.path("alex", "/read"))
        assert response.headers["location"] == "/people?done=read"
        assert "They will be told that you read it." in (await visitor.get("/people?done=read")).text
        await visitor.post(place.path("alex", "/read"))
        page = (await visitor.get(place.path("alex"))).text
        assert "On March 2, 2026 you told them that you read it." in page
        assert place.path("alex", "/read") not in page
    letters = await place.letters("alex")
    assert [(one.kind, one.name) for one in letters][:2] == [
        ("read", "Rosa Diaz (sample)"),
        ("question", letters[1].name),
    ]


async def test_a_note_and_a_question_go_out_under_the_own_name(place: Office) -> None:
    """Word for word, with line breaks as typed."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("alex"))
        await visitor.post(place.path("alex", "/write"), text="Thank you.\r\n\r\nSee you on Monday  <3", kind="note")
        await visitor.post(place.path("alex", "/write"), text="What song is first?", kind="question")
        page = (await visitor.get(place.path("alex"))).text
    question, note = (await place.letters("alex"))[:2]
    assert (note.kind, note.text, note.name) == ("note", "Thank you.\n\nSee you on Monday  <3", "Rosa Diaz (sample)")
    assert (question.kind, question.text) == ("question", "What song is first?")
    assert "See you on Monday  &lt;3" in page
    assert "They get it as from you:" in page
    assert "no emergency channel" in page
    assert "Nobody is scored here." in page


async def test_a_button_pressed_twice_sends_once(place: Office) -> None:
    """The same words a moment later are the same press; a minute later they are meant."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("jo"))
        for _ in range(2):
            await visitor.post(place.path("jo", "/write"), text="Hello", kind="note")
        assert len(await place.letters("jo")) == 1
        place.passes(minutes=1)
        await visitor.post(place.path("jo", "/write"), text="Hello", kind="note")
        assert len(await place.letters("jo")) == 2


async def test_a_note_that_cannot_go_out_is_not_lost(place: Office) -> None:
    """Empty or too long: the page says so, has the words still, and nothing was sent."""
    long = "a long note. " * 300
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("jo"))
        empty = await visitor.post(place.path("jo", "/write"), text=" \r\n ", kind="note")
        assert empty.status_code == 422
        assert 'aria-invalid="true"' in empty.text
        response = await visitor.post(place.path("jo", "/write"), text=long, kind="note")
        assert response.status_code == 422
        assert long in response.text
        assert f"{len(long):,} characters, and {LONGEST_NOTE:,} fit" in response.text
    assert await place.letters("jo") == []


async def test_a_share_that_is_over_is_gone_at_once(place: Office) -> None:
    """Taken back or past its day: every page of it says so clearly, and shows no word of it."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("alex"))
        await place.revoke("alex")
        for more in ("", "/print", "/notes"):
            response = await visitor.get(place.path("alex", more))
            assert response.status_code == 410
            assert "This is not shared any more" in response.text
            assert "calm" not in response.text
        assert (await visitor.get(place.path("alex", "/state"))).status_code == 410
        assert "Alex" not in (await visitor.get("/people")).text


async def test_a_share_ends_to_the_second(place: Office) -> None:
    """At the moment until which it was given, and not before; no clean-up is needed for it."""
    async with place.signed_in("rosa") as visitor:
        until = place.share("jo").until
        place.at = until - timedelta(minutes=10)
        await visitor.sign_in("rosa")
        place.at = until - timedelta(seconds=1)
        assert (await visitor.get(place.path("jo"))).status_code == 200
        place.at = until
        assert (await visitor.get(place.path("jo"))).status_code == 410


async def test_words_written_while_the_share_ended_come_back(place: Office) -> None:
    """Nothing was sent; what was typed stands on the page, to copy."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("jo"))
        await place.revoke("jo")
        response = await visitor.post(place.path("jo", "/write"), text="Keep <this> for me", kind="note")
        assert response.status_code == 410
        assert "Keep &lt;this&gt; for me" in response.text
    assert await place.letters("jo") == []


async def test_words_written_while_the_session_ended_come_back(place: Office) -> None:
    """The same for somebody who was signed out meanwhile."""
    async with place.signed_in("rosa") as visitor:
        await visitor.get(place.path("jo"))
        place.passes(minutes=40)
        response = await visitor.post(place.path("jo", "/write"), text="Keep this for me", kind="note")
        assert response.status_code == 401
        assert "Keep this for me" in response.text
    assert await place.letters("jo") == []


async def test_words_are_shown_as_they_are(place: Office) -> None:
    """Markup in them is text; they may run from right to left; nothing is cut."""
    words = "<script>alert(1)</script> & \"quotes\" 'too'\nsecond line"
    lines = (
        SharedLine(ref=1, section="strengths", text=words, at=place.at),
        SharedLine(ref=2, section="own_1", text="أنا أعرف كيف أصغي", at=place.at),
        SharedLine(ref=3, section="what_helps", text="w" * 3000, at=place.at, question="{{ 7 * 7 }}"),
    )
    number = await place.give("lee", *lines, name="<b>Noor</b>", talk="</textarea><img src=x>")
    async with place.signed_in("lee") as visitor:
        page = (await visitor.get(f"/people/{number}")).text
        listed = (await visitor.get("/people")).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;quotes&#34; &#39;too&#39;\nsecond line" in page
    assert "w" * 3000 in page
    assert '<bdi class="own" dir="auto">أنا أعرف كيف أصغي</bdi>' in page
    assert '<bdi dir="auto">قسمي الخاص</bdi>' in page
    assert "{{ 7 * 7 }}" in page
    assert "&lt;/textarea&gt;&lt;img src=x&gt;" in page
    assert "&lt;b&gt;Noor&lt;/b&gt;" in listed
    assert "<img" not in page


async def test_a_person_without_a_name(place: Office) -> None:
    """The list and the page say that there is none."""
    number = await place.give("lee", SharedLine(ref=1, section="strengths", text="I listen", at=place.at), name="")
    async with place.signed_in("lee") as visitor:
        assert "No name given" in (await visitor.get("/people")).text
        assert "No name given" in (await visitor.get(f"/people/{number}")).text


async def test_the_page_for_paper(place: Office) -> None:
    """It has the words, the notice and for whom it was printed, and no forms."""
    async with place.signed_in("rosa") as visitor:
        page = (await visitor.get(place.path("alex", "/print"))).text
    assert "I stay calm" in page
    assert "Not to be passed on" in page
    assert "Rosa Diaz (sample)" in page
    assert '<textarea id="text"' not in page


async def test_titles_and_addresses_hold_no_names(place: Office) -> None:
    """A browser's history shows them to whoever opens it next."""
    async with place.signed_in("rosa") as visitor:
        for path in (
            "/people",
            place.path("alex"),
            place.path("alex", "/print"),
            place.path("alex", "/notes"),
            "/notes",
        ):
            page = (await visitor.get(path)).text
            title = page.partition("<title>")[2].partition("</title>")[0]
            assert "Alex" not in title
            assert title.endswith("· Strongsuit")


async def test_times_are_the_readers_own(place: Office) -> None:
    """In New York it is still the morning."""
    async with place.signed_in("rosa") as visitor:
        assert "11:00\u202fAM" in (await visitor.get(place.path("alex"))).text.replace("11:00 AM", "11:00\u202fAM")


async def test_the_readers_language(place: Office) -> None:
    """Pages are in the language of whoever is signed in, and before that in the browser's."""
    async with place.store.transaction() as transaction:
        peer_id = place.staff("rosa").peer_id or 0
        record = (await transaction.peers_by_id([peer_id]))[peer_id]
        assert record is not None
        record.locale = "es-MX"
        from bot.storage.records import Changes

        await transaction.save([Changes(peer=record)])
    async with place.signed_in("rosa") as visitor:
        page = (await visitor.get("/people")).text
        assert '<html lang="es"' in page
        assert "Personas que comparten contigo" in page
        assert (await visitor.get(place.path("alex"))).headers["content-language"] == "es"
    async with place.visitor() as visitor:
        assert "Entrar" in (await visitor.get("/sign-in", **{"Accept-Language": "xx, es-ES;q=0.9, en;q=0.1"})).text
        assert "Sign in" in (await visitor.get("/sign-in", **{"Accept-Language": "de,*;q=0.5"})).text
