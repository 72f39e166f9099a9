"""The fake Bot API server refuses what Telegram refuses, over real HTTP."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from fake_telegram import (
    FakeTelegram,
    Fault,
    ManualClock,
    Person,
    broken,
    broken_after,
    cut,
    delayed,
    dropped,
    dropped_after,
    flood,
    garbage,
    truncated,
)
from helpers_files import picture
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update

pytestmark = pytest.mark.asyncio

Answer = dict[str, Any]
Api = Callable[..., Coroutine[Any, Any, Answer]]


@pytest_asyncio.fixture
async def server() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(clock=ManualClock()) as running:
        yield running


@pytest_asyncio.fixture
async def ana(server: FakeTelegram) -> Person:
    person = server.person(42, first_name="Ana", language_code="es")
    await person.say("/start")
    return person


@pytest_asyncio.fixture
async def api(server: FakeTelegram) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:

        async def call(method: str, /, **params: Any) -> Answer:
            url = f"{server.url}/bot{server.token}/{method}"
            async with session.post(url, json=params) as response:
                answer: Answer = await response.json()
                assert answer["ok"] or answer["error_code"] == response.status
                return answer

        yield call


def keyboard(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def reason(answer: Answer) -> str:
    assert not answer["ok"], answer
    return str(answer["description"])


# Calls


async def test_wrong_token_and_unknown_method(server: FakeTelegram, api: Api) -> None:
    assert (await api("getMe"))["result"]["username"] == "strongsuit_test_bot"
    assert await api("sendMesage") == {"ok": False, "error_code": 404, "description": "Not Found"}
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/bot1:x/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (401, "Unauthorized")
    assert [call.method for call in server.violations] == ["sendMesage"]


@pytest.mark.parametrize(
    ("method", "params", "expected"),
    [
        ("sendMessage", {"chat_id": 42, "text": "x", "txet": "y"}, "unknown parameter txet"),
        ("sendMessage", {"chat_id": 42}, "message text is empty"),
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 42, "text": "x", "parse_mode": None}, "parse_mode is null"),
        ("sendMessage", {"chat_id": "4x", "text": "x"}, "must be an Integer"),
        ("sendMessage", {"chat_id": 7, "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": 42, "text": "\ud800"}, "strings must be encoded in UTF-8"),
        ("sendMessage", {"chat_id": 42, "text": " \n\u200b"}, "text must be non-empty"),
        ("sendMessage", {"chat_id": 42, "text": "x" * 4097}, "message is too long"),
        ("sendMessage", {"chat_id": 42, "text": "\U0001f600" * 2049}, "message is too long"),
        (
            "sendMessage",
            {"chat_id": 42, "text": "x", "reply_parameters": {"message_id": 9}},
            "replied not found",
        ),
        ("sendMessage", {"chat_id": 42, "text": "x", "link_preview_options": {"no": 1}}, "unknown field no"),
        ("sendPhoto", {"chat_id": 42, "photo": "id", "caption": "x" * 1025}, "message caption is too long"),
        ("sendDocument", {"chat_id": 42}, "there is no document in the request"),
        ("sendChatAction", {"chat_id": 42, "action": "thinking"}, "wrong parameter action"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
        ("setWebhook", {"url": "http://example.org"}, "An HTTPS URL must be provided"),
    ],
)
async def test_refused_calls(
    server: FakeTelegram, api: Api, ana: Person, method: str, params: Answer, expected: str
) -> None:
    answer = await api(method, **params)
    assert expected in reason(answer)
    assert [call.status for call in server.violations] == [400]
    assert not ana.chat.from_bot


async def test_the_longest_message_passes(server: FakeTelegram, api: Api, ana: Person) -> None:
    text = "<b>" + "&amp;" * 4096 + "</b>"
    assert (await api("sendMessage", chat_id=42, text=text, parse_mode="HTML"))["ok"]
    assert ana.chat.from_bot[0].text == "&" * 4096
    assert not server.violations


# HTML


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("I <3 you", "Unsupported start tag"),
        ("<b", "Unclosed start tag"),
        ('<span class="x">y</span>', 'Tag "span" must have class "tg-spoiler"'),
        ("<a href=https://x.org/y>z</a>", "Unexpected end of name token"),
        ("a&nbsp;b", "Unescaped or unsupported character reference at byte offset 1"),
        ("Tom & Ana", "Unescaped or unsupported character reference"),
        ("&#xD800;", "invalid Unicode characters"),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier"),
    ],
)
async def test_bad_html(server: FakeTelegram, api: Api, ana: Person, html: str, expected: str) -> None:
    description = reason(await api("sendMessage", chat_id=42, text=html, parse_mode="HTML"))
    assert description.startswith("Bad Request: can't parse entities: ")
    assert expected in description
    assert len(server.violations) == 1


async def test_good_html(api: Api, ana: Person) -> None:
    html = (
        ' <b>Hola <i>Ana</i></b> &lt;3 &#39;\U0001f600 <a href="https://x.org/?a=1&amp;b=2">link</a> '
        '<tg-spoiler>s</tg-spoiler><span class="tg-spoiler">s</span>'
        '<pre><code class="language-py">p</code></pre><blockquote expandable>q</blockquote> \n'
    )
    answer = await api("sendMessage", chat_id=42, text=html, parse_mode="HTML")
    assert answer["result"]["text"] == "Hola Ana <3 '\U0001f600 link sspq"
    kinds = {one["type"]: one for one in answer["result"]["entities"]}
    assert kinds["bold"] == {"offset": 0, "length": 8, "type": "bold"}
    assert kinds["text_link"] == {
        "offset": 16,
        "length": 4,
        "type": "text_link",
        "url": "https://x.org/?a=1&b=2",
    }
    assert kinds["pre"]["language"] == "py"
    assert "expandable_blockquote" in kinds


async def test_stray_ampersands_can_be_kept_as_the_real_server_keeps_them() -> None:
    async with FakeTelegram(literal_ampersands=True) as server, Bot(server.token, f"{server.url}/bot") as bot:
        await server.person(42).say("hi")
        message = await bot.send_message(42, "Tom & Ana&nbsp;", parse_mode="HTML")
        assert message.text == "Tom & Ana&nbsp;"


# Keyboards


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": ""}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": "a", "url": "https://x.org"}, "exactly one action"),
        ({"text": " ", "callback_data": "a"}, "inline keyboard button text must be non-empty"),
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "calback_data": "a"}, "unknown field calback_data"),
        ({"text": "x", "url": "mailto:a@x.org"}, "URL 'mailto:a@x.org' is invalid: Unsupported URL protocol"),
        ({"text": "x", "url": "http://localhost:8080/"}, "is invalid: Wrong HTTP URL"),
        ({"text": "x", "web_app": {"url": "http://x.org"}}, "Only HTTPS links are allowed"),
        ({"text": "x", "copy_text": {"text": "y" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "callback_data": "a", "style": "pink"}, "invalid button style"),
    ],
)
async def test_bad_buttons(server: FakeTelegram, api: Api, ana: Person, button: Answer, expected: str) -> None:
    answer = await api("sendMessage", chat_id=42, text="x", reply_markup=keyboard(button))
    assert expected in reason(answer)
    assert len(server.violations) == 1


async def test_keyboard_sizes(api: Api, ana: Person) -> None:
    button = {"text": "x", "callback_data": "é" * 32}
    for rows, fine in (([[button] * 8] * 12, True), ([[button] * 9], False), ([[button]] * 101, False)):
        answer = await api("sendMessage", chat_id=42, text="x", reply_markup={"inline_keyboard": rows})
        assert answer["ok"] is fine
    assert (await api("sendMessage", chat_id=42, text="x", reply_markup={"remove_keyboard": True}))["ok"]


# Editing


async def test_edits(server: FakeTelegram, api: Api, ana: Person) -> None:
    sent = await api("sendMessage", chat_id=42, text="one", reply_markup=keyboard({"text": "a", "url": "tg://x"}))
    here = {"chat_id": 42, "message_id": sent["result"]["message_id"]}
    assert "message is not modified" in reason(
        await api(
            "editMessageText",
            **here,
            text="<b></b>one",
            parse_mode="HTML",
            reply_markup=sent["result"]["reply_markup"],
        )
    )
    assert (await api("editMessageText", **here, text="two"))["result"]["text"] == "two"
    assert "message is not modified" in reason(await api("editMessageReplyMarkup", **here))
    missing = {**here, "message_id": 99}
    assert reason(await api("editMessageText", **missing, text="x")).endswith("message to edit not found")
    assert (await api("deleteMessage", **here))["ok"]
    assert reason(await api("deleteMessage", **here)).endswith("message to delete not found")
    assert not server.violations  # all of these happen to a correct bot as well
    assert "can't be edited" in reason(await api("editMessageText", chat_id=42, message_id=1, text="x"))
    assert [what for what, message, _ in ana.chat.log if message.from_bot] == ["sent", "edited", "deleted"]


async def test_many_messages_are_deleted_at_once(server: FakeTelegram, api: Api, ana: Person) -> None:
    """Of either side, passing over what is gone; where one is too old, none is."""
    numbers = [(await api("sendMessage", chat_id=42, text=str(n)))["result"]["message_id"] for n in range(3)]
    assert (await api("deleteMessages", chat_id=42, message_ids=[1, *numbers[:2], numbers[0], 99]))["ok"]
    assert (await api("deleteMessages", chat_id=42, message_ids=numbers[:1]))["ok"]
    assert [message.text for message in ana.chat.from_bot] == ["2"]
    assert ana.chat.find(1) is None
    assert isinstance(server.clock, ManualClock)
    server.clock.advance(48 * 3600 + 1)
    young = (await api("sendMessage", chat_id=42, text="young"))["result"]["message_id"]
    old_and_young = [numbers[2], young]
    assert "can't be deleted" in reason(await api("deleteMessages", chat_id=42, message_ids=old_and_young))
    assert [message.text for message in ana.chat.from_bot] == ["2", "young"]
    assert not server.violations
    for wrong in ([], list(range(1, 102)), ["x"], [0]):
        assert not (await api("deleteMessages", chat_id=42, message_ids=wrong))["ok"]
    assert len(server.violations) == 4


async def test_presses_are_answered_once_and_in_time(server: FakeTelegram, api: Api, ana: Person) -> None:
    await api("sendMessage", chat_id=42, text="?", reply_markup=keyboard({"text": "Yes", "callback_data": "y"}))
    press = await ana.press("Yes")
    assert "MESSAGE_TOO_LONG" in reason(await api("answerCallbackQuery", callback_query_id=press.id, text="x" * 201))
    assert (await api("answerCallbackQuery", callback_query_id=press.id, text="ok"))["ok"]
    assert (press.answered, press.answer) == (True, "ok")
    assert "query is too old" in reason(await api("answerCallbackQuery", callback_query_id=press.id))
    late = await ana.press("Yes")
    assert isinstance(server.clock, ManualClock)
    server.clock.advance(151)
    assert "query is too old" in reason(await api("answerCallbackQuery", callback_query_id=late.id))
    waiting = (await api("getUpdates"))["result"]
    assert [list(update)[1] for update in waiting] == ["message"]  # unseen presses expire, messages wait


async def test_commands(server: FakeTelegram, api: Api) -> None:
    fine = [{"command": "/plan", "description": "My plan"}]
    assert (await api("setMyCommands", commands=fine, language_code="es"))["ok"]
    assert (await api("getMyCommands", language_code="es"))["result"] == [{"command": "plan", "description": "My plan"}]
    assert (await api("getMyCommands"))["result"] == []
    for commands, language, expected in (
        ([{"command": "Plan", "description": "x"}], "", "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "", "BOT_COMMAND_INVALID"),
        ([{"command": "plan", "description": " "}], "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "plan", "description": "x" * 257}], "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        (fine * 101, "", "BOT_COMMANDS_TOO_MUCH"),
        (fine, "es-MX", "invalid language code specified"),
    ):
        assert expected in reason(await api("setMyCommands", commands=commands, language_code=language))


# Files


@pytest_asyncio.fixture
async def upload(server: FakeTelegram) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:

        async def call(method: str, /, content: bytes, name: str = "a.bin", **params: Any) -> Answer:
            form = aiohttp.FormData({"chat_id": "42", **params}, quote_fields=False)
            field = "photo" if method == "sendPhoto" else "document"
            form.add_field(field, io.BytesIO(content), filename=name, content_type="text/x-mine")
            async with session.post(f"{server.url}/bot{server.token}/{method}", data=form) as response:
                answer: Answer = await response.json()
                return answer

        yield call


async def test_uploads_arrive_whole(server: FakeTelegram, upload: Api, ana: Person) -> None:
    content = bytes(range(256)) * 10_000
    answer = await upload("sendDocument", content, "año 🌱.bin", caption="<b>A &amp; B</b>", parse_mode="HTML")
    assert answer["result"]["document"]["file_size"] == len(content)
    assert answer["result"]["caption_entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    message = await ana.gets_file()
    assert message.upload is not None
    assert (message.upload.name, message.upload.content, message.text) == ("año 🌱.bin", content, "A & B")
    assert message.upload.content_type == "text/x-mine"
    assert not server.violations


@pytest.mark.parametrize(
    ("method", "content", "params", "expected"),
    [
        ("sendDocument", b"", {}, "file must be non-empty"),
        ("sendDocument", b"x", {"name": ""}, "file name must be non-empty"),
        ("sendDocument", b"x", {"caption": "\U0001f600" * 513}, "message caption is too long"),
        ("sendDocument", b"x", {"caption": "1 < 2", "parse_mode": "HTML"}, "can't parse entities"),
        ("sendDocument", b"x", {"text": "y"}, "unknown parameter text"),
        ("sendPhoto", b"x", {"caption": "y"}, "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", picture()[:-30], {}, "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", picture(form="GIF"), {}, "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", picture(21, 1), {}, "PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", picture(5000, 5001), {}, "PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", picture() + bytes(10 * 2**20), {}, "too big for a photo; the maximum size is 10485760 bytes"),
    ],
)
async def test_bad_uploads(
    server: FakeTelegram, upload: Api, ana: Person, method: str, content: bytes, params: Answer, expected: str
) -> None:
    assert expected in reason(await upload(method, content, **params))
    assert len(server.violations) == 1
    assert ana.chat.from_bot == []


async def test_documents_have_a_limit(server: FakeTelegram, upload: Api, ana: Person) -> None:
    assert reason(await upload("sendDocument", bytes(50 * 2**20 + 1))) == "Request Entity Too Large"
    for form, sides in (("PNG", (20, 1)), ("JPEG", (5000, 5000))):
        assert (await upload("sendPhoto", picture(*sides, form)))["ok"]


async def test_files_are_asked_for_and_fetched(server: FakeTelegram, api: Api, ana: Person) -> None:
    sent = await ana.send_document("plan.json", b'{"a": 1}', caption="mine", kind="application/json")
    document = sent.extra["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == ("plan.json", "application/json", 8)
    update = (await api("getUpdates"))["result"][-1]["message"]
    assert (update["document"], update["caption"]) == (document, "mine")
    asked = (await api("getFile", file_id=document["file_id"]))["result"]
    assert asked["file_unique_id"] == document["file_unique_id"]

    async def fetch(path: str, token: str = server.token) -> tuple[int, bytes]:
        async with aiohttp.ClientSession() as session, session.get(f"{server.url}/file/bot{token}/{path}") as response:
            return response.status, await response.read()

    assert await fetch(asked["file_path"]) == (200, b'{"a": 1}')
    assert (await fetch(asked["file_path"], "1:x"))[0] == 401
    assert not server.violations
    assert isinstance(server.clock, ManualClock)
    server.clock.advance(3600)
    assert (await fetch(asked["file_path"]))[0] == 404  # the address was good for an hour
    large = await ana.send_document("film.mp4", b"x", size=21 * 2**20)
    assert "file is too big" in reason(await api("getFile", file_id=large.extra["document"]["file_id"]))
    assert "wrong file_id" in reason(await api("getFile", file_id="nobody's"))
    server.faults.add(broken(500), "download")
    assert (await fetch(asked["file_path"]))[0] == 500
    assert [call.method for call in server.violations] == ["download", "getFile"]


# Updates


async def test_offsets_acknowledge(server: FakeTelegram, api: Api, ana: Person) -> None:
    await ana.say_many(["one", "two"], dates=[1_699_999_990, 1_699_999_991])
    first = (await api("getUpdates", limit=2))["result"]
    assert [update["message"]["text"] for update in first] == ["/start", "one"]
    assert first[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert first[1]["message"]["date"] == 1_699_999_990
    assert (await api("getUpdates", limit=2))["result"] == first  # not acknowledged: once more
    rest = (await api("getUpdates", offset=first[-1]["update_id"] + 1))["result"]
    assert [update["message"]["text"] for update in rest] == ["two"]
    assert (await api("getUpdates", offset=rest[0]["update_id"] + 1))["result"] == []
    await server.all_acknowledged()
    server.updates.redeliver([first[1]["update_id"]])
    again = (await api("getUpdates", offset=rest[0]["update_id"] + 1))["result"]
    assert again == [first[1]]
    server.updates.jump(7)
    await ana.say("after an idle week")
    later = (await api("getUpdates", offset=rest[0]["update_id"] + 1))["result"]
    assert later[-1]["update_id"] == 7
    await ana.say("newest")
    assert [one["update_id"] for one in (await api("getUpdates", offset=-1))["result"]] == [8]
    assert len((await api("getUpdates"))["result"]) == 1


async def test_long_poll_conflict_and_webhook(server: FakeTelegram, api: Api, ana: Person) -> None:
    last = (await api("getUpdates"))["result"][-1]["update_id"]
    older = asyncio.create_task(api("getUpdates", offset=last + 1, timeout=30))
    await server.bell.until(lambda: server.updates._waiting, 1)
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(api("getUpdates", offset=last + 1, timeout=30))
    assert "terminated by other getUpdates request" in reason(await older)
    await ana.say("hello")
    assert (await newer)["result"][0]["message"]["text"] == "hello"
    assert (await api("getUpdates", offset=last + 2, timeout=1))["result"] == []
    assert (await api("setWebhook", url="https://example.org/hook"))["ok"]
    assert "webhook is active" in reason(await api("getUpdates"))
    assert (await api("deleteWebhook"))["ok"]
    assert (await api("getUpdates"))["ok"]
    assert not server.violations


async def test_allowed_updates_and_raw_updates(server: FakeTelegram, api: Api, ana: Person) -> None:
    assert (await api("getUpdates", offset=-1, allowed_updates=["callback_query"]))["ok"]
    await ana.say("not wanted")
    await ana.block_bot()
    server.push_raw({"brand_new_kind": {"x": 1}})
    found = (await api("getUpdates", offset=-1))["result"]
    assert [set(one) - {"update_id"} for one in found] == [{"brand_new_kind"}]


async def test_state_survives_a_restart_and_a_dead_poll(server: FakeTelegram, api: Api, ana: Person) -> None:
    port, first = server.port, (await api("getUpdates"))["result"]
    await server.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await api("getMe")
    await ana.say("while it was down")
    await server.start()
    assert server.port == port
    found = (await api("getUpdates"))["result"]
    assert [one["message"]["text"] for one in found] == ["/start", "while it was down"]
    assert found[0] == first[0]
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(api("getUpdates", offset=found[-1]["update_id"] + 1, timeout=30), 0.2)
    await ana.say("kept")
    assert (await api("getUpdates"))["result"][0]["message"]["text"] == "kept"


# People


async def test_who_can_be_written_to(server: FakeTelegram, api: Api, ana: Person) -> None:
    async def write(chat_id: int) -> str:
        answer = await api("sendMessage", chat_id=chat_id, text="hello")
        return "" if answer["ok"] else reason(answer)

    assert await write(42) == ""
    await ana.block_bot()
    assert await write(42) == "Forbidden: bot was blocked by the user"
    await ana.unblock_bot()
    assert await write(42) == ""
    await ana.delete_account()
    assert await write(42) == "Forbidden: user is deactivated"
    bea = server.person(43, first_name="Bea")
    assert await write(43) == "Bad Request: chat not found"
    group = (await bea.say_in_group("hi all")).chat["id"]
    assert await write(43) == "Forbidden: bot can't initiate conversation with a user"
    assert await write(group) == ""
    assert (await api("leaveChat", chat_id=group))["ok"]
    assert await write(group) == "Forbidden: bot is not a member of the supergroup chat"
    kinds = [list(update)[1] for update in (await api("getUpdates"))["result"]]
    assert kinds == ["message", *["my_chat_member"] * 3, "message", "my_chat_member"]


async def test_people_read(server: FakeTelegram, api: Api, ana: Person) -> None:
    for text in ("one", "two", "three"):
        await api("sendMessage", chat_id=42, text=text)
    assert [message.text for message in await ana.hears(2)] == ["one", "two"]
    assert (await ana.wait_for("thr")).text == "three"
    assert ana.unheard() == []
    await ana.hears_nothing(0.05)
    with pytest.raises(AssertionError, match="bot: three"):
        await ana.hears(timeout=0.05)
    with pytest.raises(AssertionError, match="no button 'Go'"):
        await ana.press("Go", timeout=0.05)


# Faults


@pytest.mark.parametrize(
    ("fault", "took_effect", "status"),
    [
        (flood(3), False, 429),
        (broken(500), False, 500),
        (broken_after(502), True, 502),
        (dropped(), False, 0),
        (dropped_after(), True, 0),
        (truncated(), True, 200),
        (garbage(), True, 200),
        (cut(), True, 0),
        (delayed(0.05), True, 200),
        (delayed(0.05, after_effect=True), True, 200),
    ],
)
async def test_faults(
    server: FakeTelegram, api: Api, ana: Person, fault: Fault, took_effect: bool, status: int
) -> None:
    server.faults.add(fault, "sendMessage")
    try:
        answer = await api("sendMessage", chat_id=42, text="hello")
    except (aiohttp.ClientError, json.JSONDecodeError):
        assert fault.drop or fault.body != "whole"
    else:
        assert answer["ok"] is (fault.status is None)
        assert fault.retry_after is None or answer["parameters"] == {"retry_after": 3}
    assert len(ana.chat.from_bot) == took_effect
    assert [(call.fault, call.status) for call in server.calls_of("sendMessage")] == [(fault.name, status)]
    assert (await api("sendMessage", chat_id=42, text="again"))["ok"]
    assert not server.violations


async def test_a_client_that_gives_up_does_not_undo_its_call(server: FakeTelegram, api: Api, ana: Person) -> None:
    server.faults.add(delayed(0.2), {"sendMessage"})
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(api("sendMessage", chat_id=42, text="hello"), 0.05)
    assert (await ana.hears(timeout=1))[0].text == "hello"


async def test_rate_limits(server: FakeTelegram, api: Api, ana: Person) -> None:
    server.limits.overall, server.limits.per_chat = 3, 1
    for number in range(4):
        await server.person(100 + number).say("hi")
    assert (await api("sendMessage", chat_id=42, text="x"))["ok"]
    assert (await api("sendMessage", chat_id=42, text="x"))["parameters"] == {"retry_after": 1}
    answers = [await api("sendMessage", chat_id=100 + number, text="x") for number in range(3)]
    assert [answer["ok"] for answer in answers] == [True, True, False]
    assert isinstance(server.clock, ManualClock)
    server.clock.advance(1)
    assert (await api("sendMessage", chat_id=42, text="x"))["ok"]
    assert server.limits.hits == 2


async def test_strict_limits_allow_a_burst_in_a_chat(server: FakeTelegram, api: Api, ana: Person) -> None:
    server.limits.be_strict(overall=30, burst=3)
    assert isinstance(server.clock, ManualClock)

    async def sent(count: int) -> list[bool]:
        return [(await api("sendMessage", chat_id=42, text="x"))["ok"] for _ in range(count)]

    assert await sent(5) == [True, True, True, False, False]
    server.clock.advance(1)
    assert await sent(2) == [True, False]
    server.clock.advance(60)
    assert await sent(4) == [True, True, True, False]
    assert server.limits.hits == 4


# A real client


async def test_python_telegram_bot_is_understood(server: FakeTelegram, ana: Person) -> None:
    async with Bot(server.token, base_url=f"{server.url}/bot") as bot:
        assert bot.username == "strongsuit_test_bot"
        await bot.set_my_commands([BotCommand("plan", "My plan")], language_code="es")
        updates = await bot.get_updates(timeout=1, allowed_updates=Update.ALL_TYPES)
        assert updates[0].message is not None
        assert updates[0].message.from_user is not None
        assert updates[0].message.from_user.language_code == "es"
        rows = InlineKeyboardMarkup([[InlineKeyboardButton("Sí", callback_data="y")]])
        await bot.send_message(42, "<b>Hola</b>", parse_mode="HTML", reply_markup=rows)
        await ana.press("Sí")
        for sent in (ana.send_photo("look"), ana.send_voice(), ana.send_sticker(), ana.send_document()):
            await sent
        await ana.edit(await ana.say("tpyo"), "typo")
        updates = await bot.get_updates(offset=updates[-1].update_id + 1)
        query = updates[0].callback_query
        assert query is not None
        assert query.message is not None
        assert await query.answer("gracias")
        await query.edit_message_text("Adiós")
        assert [update.message.effective_attachment is not None for update in updates[1:5] if update.message] == [
            True
        ] * 4
        assert updates[-1].edited_message is not None
        assert updates[-1].edited_message.text == "typo"
        sent_file = await bot.send_document(42, b"my plan", filename="plan.txt", caption="Here")
        assert sent_file.document is not None
        assert sent_file.document.file_name == "plan.txt"
        photo = await bot.send_photo(42, picture())
        assert photo.photo
        fetched = await bot.get_file(sent_file.document)
        assert fetched.file_size == len(b"my plan")
    heard = [message.text or message.kind for message in await ana.hears(3)]
    assert heard == ["Adiós", "Here", "photo"]
    upload = ana.chat.from_bot[1].upload
    assert upload is not None
    assert upload.content == b"my plan"
    assert not server.violations
