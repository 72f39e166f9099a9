"""People with Telegram accounts: what they type, press, send, read and do to the bot."""
# ruff: noqa: ASYNC109 - a test says how long it waits

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .content import document_json, find_entities, photo_json, sticker_json, voice_json
from .world import Chat, ChatMessage, Happening, Press, World


class Person:
    """One person. Everything is queued for the bot at once; the methods that read wait for the bot."""

    def __init__(self, world: World, user_id: int, first_name: str, language_code: str | None) -> None:
        self._world = world
        self._read = 0
        self.user_id = user_id
        self.user: dict[str, Any] = {"id": user_id, "is_bot": False, "first_name": first_name}
        info = {"id": user_id, "first_name": first_name, "type": "private"}
        if language_code:
            self.user["language_code"] = language_code
        self.chat = Chat(info)  # the bot learns of it with the first message

    # What a person does

    async def say(self, text: str, *, date: int | None = None, reply_to: ChatMessage | None = None) -> ChatMessage:
        """Type a message to the bot; the first one opens the chat."""
        extra = {} if reply_to is None else {"reply_to_message": reply_to.as_json()}
        return self._write(self._open(), date=date, text=text, extra=extra)

    async def say_many(self, texts: Iterable[str], dates: Iterable[int] | None = None) -> list[ChatMessage]:
        """Type several messages before the bot sees any, with these dates."""
        texts = list(texts)
        when = [None] * len(texts) if dates is None else list(dates)
        return [self._write(self._open(), date=date, text=text) for text, date in zip(texts, when, strict=True)]

    async def press(self, label: str, *, timeout: float = 15) -> Press:
        """Press the button with this label on the newest message that has it, once there is one."""
        found = await self._world.bell.until(lambda: self._button(label), timeout)
        if found is None:
            raise AssertionError(f"no button {label!r} within {timeout} s.\n{self.transcript()}")
        message, button = found
        if "callback_data" not in button:
            raise AssertionError(f"the button {label!r} does not call the bot: {button}")
        return await self.press_data(message, str(button["callback_data"]))

    async def press_data(self, message: ChatMessage, data: str) -> Press:
        """Press a button the message may not show any more."""
        self._able()
        number = len(self._world.presses) + 1
        press = Press(str(4_000_000_000_000_000_000 + 7919 * number), message, data, self._world.clock())
        self._world.presses[press.id] = press
        content = {
            "id": press.id,
            "from": self.user,
            "message": message.as_json(),
            "chat_instance": str(-(self.user_id * 7919)),
            "data": data,
        }
        self._world.push("callback_query", content)
        return press

    async def edit(self, message: ChatMessage, text: str) -> None:
        """Change an own message."""
        self._able()
        message.text, message.entities = text, find_entities(text)
        message.edited_at = int(self._world.clock())
        self._world.push("edited_message", message.as_json())

    async def send_photo(self, caption: str | None = None) -> ChatMessage:
        """Send a photo."""
        return self._write(self._open(), kind="photo", text=caption or "", extra={"photo": photo_json()})

    async def send_voice(self) -> ChatMessage:
        """Send a voice message."""
        return self._write(self._open(), kind="voice", extra={"voice": voice_json()})

    async def send_sticker(self) -> ChatMessage:
        """Send a sticker."""
        return self._write(self._open(), kind="sticker", extra={"sticker": sticker_json()})

    async def send_document(
        self,
        name: str = "notes.txt",
        content: bytes = b"some notes",
        *,
        caption: str = "",
        kind: str = "application/octet-stream",
        size: int | None = None,
    ) -> ChatMessage:
        """Send a file; ``size`` is what Telegram says of it, where that is not its size."""
        stored = self._world.files.keep(name, kind, content, size)
        return self._write(self._open(), kind="document", text=caption, extra={"document": document_json(stored)})

    async def block_bot(self) -> None:
        """Stop and block the bot."""
        self._able()
        self._known()
        self.chat.blocked = True
        self._world.change_membership(self.chat, self.user, "member", "kicked")

    async def unblock_bot(self) -> None:
        """Let the bot write again."""
        self.chat.blocked = False
        self._world.change_membership(self.chat, self.user, "kicked", "member")

    async def delete_account(self) -> None:
        """Leave Telegram. Telegram tells bots nothing of it."""
        self.chat.deactivated = True

    async def say_in_group(self, text: str, group_id: int = -1_001_234_567_890) -> ChatMessage:
        """Write into a group; the first message of a new group follows the bot's being added to it."""
        self._able()
        self._known()
        is_new = group_id not in self._world.chats
        info = {"id": group_id, "title": "Our circle", "type": "supergroup"}
        group = self._world.chat(group_id, info)
        if is_new:
            group.opened = True
            self._world.change_membership(group, self.user, "left", "member")
        return self._write(group, text=text)

    # What a person sees

    async def hears(self, count: int = 1, timeout: float = 15) -> list[ChatMessage]:
        """The next `count` messages of the bot; later ones are left for the next look."""
        heard: list[ChatMessage] = []
        while len(heard) < count:
            heard.append(await self._next(lambda what, _, __: what == "sent", f"{count} messages", timeout))
        return heard

    async def wait_for(self, substring: str, timeout: float = 15) -> ChatMessage:
        """The next message of the bot, new or edited, with this in its text; earlier ones are skipped."""
        return await self._next(lambda what, text, _: what != "deleted" and substring in text, repr(substring), timeout)

    async def gets_file(self, timeout: float = 15) -> ChatMessage:
        """The bot's next message with a file, which is its `upload`; earlier messages are skipped."""
        return await self._next(lambda what, _, message: what == "sent" and bool(message.upload), "a file", timeout)

    def unheard(self) -> list[ChatMessage]:
        """New messages of the bot since the last look, without waiting."""
        fresh, self._read = self.chat.log[self._read :], len(self.chat.log)
        return [message for what, message, _ in fresh if what == "sent" and message.from_bot]

    async def hears_nothing(self, seconds: float = 0.5) -> None:
        """Fail when the bot writes within this time."""
        start = self._read

        def spoken() -> bool | None:
            return True if any(one[1].from_bot for one in self.chat.log[start:]) else None

        if await self._world.bell.until(spoken, seconds):
            raise AssertionError(f"the bot was not silent.\n{self.transcript()}")

    def transcript(self) -> str:
        """The chat as it stands, for a failing test to show."""
        lines = []
        for message in self.chat.messages:
            who = "bot" if message.from_bot else self.user["first_name"]
            labels = f"  {message.labels}" if message.labels else ""
            text = "(deleted)" if message.deleted else message.text or f"({message.kind})"
            lines.append(f"{who}: {text}{labels}")
        return "\n".join(lines) or "(nothing was said)"

    # How

    def _able(self) -> None:
        if self.chat.deactivated:
            raise AssertionError("a deleted account does nothing any more")

    def _known(self) -> None:
        self._world.chats.setdefault(self.user_id, self.chat)

    def _open(self) -> Chat:
        self._able()
        if self.chat.blocked:
            raise AssertionError("who blocked the bot has to unblock it before writing")
        self._known()
        self.chat.opened = True
        return self.chat

    def _write(self, chat: Chat, *, date: int | None = None, text: str = "", **fields: Any) -> ChatMessage:
        when = {} if date is None else {"date": date}
        entities = find_entities(text)
        message = self._world.add_message(chat, self.user, text=text, entities=entities, **when, **fields)
        self._world.push("message", message.as_json())
        return message

    def _button(self, label: str) -> tuple[ChatMessage, dict[str, Any]] | None:
        for message in reversed(self.chat.from_bot):
            for button in (button for row in message.buttons for button in row):
                if button["text"] == label:
                    return message, button
        return None

    async def _next(
        self, wanted: Callable[[Happening, str, ChatMessage], bool], what: str, timeout: float
    ) -> ChatMessage:
        def look() -> ChatMessage | None:
            while self._read < len(self.chat.log):
                happening, message, text = self.chat.log[self._read]
                self._read += 1
                if message.from_bot and wanted(happening, text, message):
                    return message
            return None

        found = await self._world.bell.until(look, timeout)
        if found is None:
            raise AssertionError(f"waited {timeout} s for {what}.\n{self.transcript()}")
        return found
