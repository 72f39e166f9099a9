"""Whatever people write, it is kept and shown as they wrote it, and does nothing else.

Every character that Unicode has room for; and texts that are code somewhere: HTML, Jinja, YAML, Markdown, SQL, a shell.
"""

import json
import sys
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from helpers_app import Friend, check_message, shipped
from helpers_export import AT, a_document, a_record
from helpers_pdf import squeezed, text_of
from helpers_storage import KEY
from helpers_world import ANA, BEN, World, world
from structlog.testing import capture_logs

from bot import sandbox
from bot.app.batch import Batch
from bot.app.content import overlaid
from bot.app.export.gather import plan_file
from bot.app.export.job import Job
from bot.app.export.page import as_page
from bot.app.export.presses import Presses
from bot.app.export.text import as_text
from bot.app.incoming import Changed, Said, Sent, Unsupported
from bot.storage import Vault
from bot.storage.sealing import line_of, line_row
from bot.telegram.updates import read_update
from bot.wording import plain
from bot.wording.render import Voice

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466\U0001f3fd"
HOSTILE = {
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)><b>bold",
    "half of HTML": '</blockquote></b> <a href="tg://user?id=1">me</a> &lt; &#60; &nbsp; &',
    "Jinja": "{{ 7 * 7 }} {% for a in range(10**9) %} {# gone #} {{ config.__class__ }}",
    "Python": "{0.__class__} %s %(x)d ${HOME} f'{1+1}' __import__('os').system('true')",
    "YAML": "- !!python/object/apply:os.system ['true']\n&a *a\n---\nkey: [1, {",
    "Markdown": "*a* _b_ [c](https://example.org) `d` ```e``` ||f|| # g\n- h\n> i",
    "SQL": "'; DROP TABLE peers; -- \" OR 1=1",
    "a shell": "$(reboot) `reboot` ; rm -rf / | cat /etc/passwd > x && y",
    "JSON": '", "admin": true, "x": "\\u0000 \\',
    "a header": "a\r\nSet-Cookie: x=1\r\n\r\n<html>",
    "a zalgo": "Z" + "\u0300\u0301\u0302\u0489\u0360" * 300 + "algo",
    "right to left": "\u202eevil\u202c \u2066a\u2069 \u200f\u200e\u061c שלום abc عربي",
    "marks that are left open": "\u202e\u202b\u2067\u2068 to the end",
    "a family": f"{FAMILY} \U0001f1ea\U0001f1f8 1\ufe0f\u20e3 \U0001f3f4\U000e0067\U000e0062\U000e007f",
    "nothing to see": "a\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u115f\u3164z",
    "controls": "a" + "".join(map(chr, range(1, 32))) + "\x7f\x80\x9fz",
    "no characters": "a\ufffe\uffff\U0001fffe\U0010ffff\ufdd0z",
    "a button": "5:skip @home 1:#1 [yes]",
    "our own marks": "\u2068“quoted”\u2069 … \ue000\ue001\uf8ff",
}
LONG_NAME = "Ana " + "<b>" + "x" * 10_000


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    """An application with Ana and Ben, who have agreed."""
    async with world(tmp_path) as made:
        await made.welcome(ANA, BEN)
        yield made


def shown(text: str) -> str:
    """What of a text can be seen: a channel may break lines elsewhere, and turns some controls into spaces."""
    return "".join(text.split())


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_words_are_words(what: str) -> None:
    """In the plan byte for byte; in every message whole, in valid HTML; in every copy as typed."""
    words = HOSTILE[what]
    friend = Friend(shipped())
    friend.opens("win")
    friend.says(words)
    assert friend.plan == [words]
    heard = [*friend.heard]
    friend.opens("plan")
    heard += friend.heard
    friend.opens("hard")
    heard += friend.heard
    for message in heard:
        check_message(message)
    assert any(shown(words)[:60] in shown(plain(one.html)) for one in heard)
    lines = list(friend.peer.lines.values())
    assert json.loads(plan_file(a_record(), lines, (), {}, AT).as_json())["lines"][0]["text"] == words
    assert shown(words) in shown(as_text(a_document(lines, name=words)))
    page = as_page(a_document(lines, name=words))
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("name", [*HOSTILE.values(), LONG_NAME])
def test_a_hostile_name_is_a_name(name: str) -> None:
    """Somebody may be called anything; it is what they hear, and all of it is kept."""
    friend = Friend(shipped(), consented=False)
    for act in ("start", "yes"):
        friend.opens("welcome") if act == "start" else friend.presses(act)
        for message in friend.heard:
            check_message(message)
    friend.says(name)
    for message in friend.heard:
        check_message(message)
    assert friend.peer.record.name == name.strip()
    friend.opens("home")
    for message in friend.heard:
        check_message(message)


async def test_all_of_them_on_paper() -> None:
    """One PDF with every hostile text: none of them ends it, and what fonts can draw stands there."""
    friend = Friend(shipped())
    for words in HOSTILE.values():
        friend.opens("win")
        friend.says(words)
    lines = list(friend.peer.lines.values())
    document = a_document(lines, name="<b>")
    pdf = await Presses().run(Job("pdf", as_page(document), as_page(document, document.glyphs), "A4"))
    text = squeezed(text_of(pdf))
    for what in ("HTML", "Jinja", "Python", "Markdown", "SQL", "a shell"):
        assert squeezed(HOSTILE[what]) in text


def test_every_character_is_kept() -> None:
    """All planes, four thousand code points at a time: in the plan, sealed and opened, in the data, in the text."""
    points = [chr(one) for one in range(sys.maxunicode + 1) if not 0xD800 <= one < 0xE000]
    texts = ["a" + "".join(points[at : at + 4000]) + "z" for at in range(0, len(points), 4000)]
    friend = Friend(shipped())
    friend.opens("win")
    friend.says("first")
    [line] = friend.peer.lines.values()
    vault = Vault([KEY])
    for text in texts:
        line.text = text
        row: Any = line_row(vault, 1, line)
        assert line_of(vault, row).text == text
        data = plan_file(a_record(), [line], (), {}, AT).as_json()
        assert json.loads(data.encode())["lines"][0]["text"] == text
        assert shown(text) in shown(as_text(a_document([line])))
        update = {"message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": text}}
        read = read_update(json.loads(json.dumps({"update_id": 1, **update})), AT)
        assert read is not None
        assert read.incoming is not None
        assert isinstance(read.incoming.act, Said)
        assert read.incoming.act.text == text


@pytest.mark.parametrize("plane", range(17))
def test_every_plane_goes_through_a_conversation(plane: int) -> None:
    """A few of each block of characters, typed as an answer and read in the plan and in the next messages."""
    points = [chr(one) for one in range(plane << 16, (plane + 1) << 16, 61) if not 0xD800 <= one < 0xE000]
    text = "a" + "".join(points) + "z"
    friend = Friend(shipped())
    friend.opens("win")
    friend.says(text)
    assert friend.plan == [text]
    friend.opens("plan")
    for message in friend.heard:
        check_message(message)


async def test_sixty_four_kilobytes_in_one_and_in_pieces(here: World) -> None:
    """One giant text, and one in sixteen updates of one moment: all of it is kept."""
    giant = "".join(f"word{number} " for number in range(7000))[: 64 * 1024].strip()
    await here.does(ANA, "/win", giant)
    assert await here.plan(ANA) == [giant]
    pieces = [giant[at : at + 4096] for at in range(0, len(giant), 4096)]
    await here.does(BEN, "/win")
    await here.take(*(here.incoming(BEN, piece, after=0.1) for piece in pieces))
    kept = "".join(await here.plan(BEN))
    assert all(piece.strip() in kept for piece in pieces)


async def test_a_message_that_is_edited_to_nothing_or_much_later(here: World) -> None:
    """Nothing is lost by it, and nobody else is held up."""
    await here.does(ANA, "/win")
    said = here.incoming(ANA, Said("I went out", 7_000))
    await here.take(said)
    for text, after in (("", 5.0), (" \n", 5.0), ("I went out twice", 400 * 86_400.0), ("\x00", 5.0)):
        await here.take(here.incoming(ANA, Changed(text, 7_000), after=after), here.incoming(BEN, "/now"))
        assert len(await here.plan(ANA)) == 1
    await here.take(here.incoming(ANA, Changed("never heard of", 999_999)))
    assert await here.count("set_aside") == 0


@pytest.mark.parametrize("kind", ["contact", "poll", "voice", "photo", "location", "web_app_data", "<b>", "", "\x00"])
async def test_what_is_no_text_is_answered_kindly(here: World, kind: str) -> None:
    """Also kinds that nobody knows yet, and files with any name; with a caption that says something, or without."""
    before = len(here.post.sent)
    name = "../../etc/passwd\r\nX: <script>\x00\u202etxt.exe"
    await here.take(here.incoming(ANA, Unsupported(kind, 5)), here.incoming(BEN, Sent(name, None, 6)))
    assert len(here.post.sent) >= before + 2
    assert await here.count("set_aside") == 0
    for _, message in here.post.sent:
        check_message(message)


async def test_no_hostile_word_is_in_the_log(here: World) -> None:
    """Not even when the turn that meets it fails."""
    with capture_logs() as logged:
        for words in HOSTILE.values():
            await here.take(here.incoming(ANA, "/win"), here.incoming(ANA, words, after=60))
    told = repr(logged)
    assert not any(unicodedata.normalize("NFC", words)[:20] in told for words in HOSTILE.values())


async def test_words_of_a_programme_that_fail_cost_a_turn_and_no_more(
    here: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its people are told kindly, in the installation's words if need be; others notice nothing."""
    bomb = "".join(f"{{% for {name} in 'abcdefghijklmnopqrst' | list %}}" for name in "abcdefgh") + "{% endfor %}" * 8
    folder = tmp_path / "theirs" / "prompts" / "en"
    folder.mkdir(parents=True)
    (folder / "win.j2").write_text("{% block what %}" + bomb + "{% endblock %}", "utf-8")
    (folder / "shared.j2").write_text("{% block failed %}" + bomb + "{% endblock %}", "utf-8")
    monkeypatch.setattr(sandbox, "MOST_ROUNDS", 2000)
    theirs = overlaid(shipped(), tmp_path / "theirs")
    monkeypatch.setattr(Batch, "_content_for", lambda _, peer: theirs if peer.record.address == ANA else shipped())
    with capture_logs() as logged:
        await here.take(here.incoming(ANA, "/win"), here.incoming(BEN, "/win"))
    failed = shipped().wording.say("en", "shared", "failed", {}, Voice())
    assert failed in [message.html for message in here.post.to(ANA)]
    assert failed not in [message.html for message in here.post.to(BEN)]
    assert await here.where(BEN) == "win.what"
    assert [entry["event"] for entry in logged] == ["turn failed", "not even the apology could be said"]
    assert await here.count("set_aside") == 1
