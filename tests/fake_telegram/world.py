"""Everything the server remembers: chats, messages, presses, settings, calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from .clock import Bell, wall_clock
from .errors import forbidden, violation
from .faults import FaultQueue, RateLimits
from .files import FileStore
from .params import Params, Upload
from .updates import UpdateQueue

Json = dict[str, Any]
Happening = Literal["sent", "edited", "deleted"]


@dataclass(eq=False)
class ChatMessage:
    """A message in a chat, by the bot or by a person."""

    chat: Json
    message_id: int
    sender: Json
    date: int
    text: str = ""
    html: str = ""
    entities: list[Json] = field(default_factory=list)
    markup: Json | None = None
    kind: str = "text"
    extra: Json = field(default_factory=dict)
    upload: Upload | None = None
    params: Params = field(default_factory=dict)
    at: float = 0.0
    edited_at: int | None = None
    deleted: bool = False

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.sender["is_bot"])

    @property
    def buttons(self) -> list[list[Json]]:
        """The rows of the inline keyboard."""
        return list((self.markup or {}).get("inline_keyboard", []))

    @property
    def labels(self) -> list[str]:
        """The labels of the inline keyboard, row after row."""
        return [str(button["text"]) for row in self.buttons for button in row]

    def as_json(self) -> Json:
        """The message as the Bot API shows it."""
        if self.deleted:
            return {"chat": self.chat, "message_id": self.message_id, "date": 0}
        body = {"message_id": self.message_id, "from": self.sender, "chat": self.chat, "date": self.date}
        if self.edited_at is not None:
            body["edit_date"] = self.edited_at
        text_key, entities_key = ("text", "entities") if self.kind == "text" else ("caption", "caption_entities")
        if self.text:
            body[text_key] = self.text
        if self.entities:
            body[entities_key] = self.entities
        if self.buttons:
            body["reply_markup"] = {"inline_keyboard": self.buttons}
        return {**body, **self.extra}


@dataclass(eq=False)
class Chat:
    """A chat and all that was ever said in it."""

    info: Json
    messages: list[ChatMessage] = field(default_factory=list)
    log: list[tuple[Happening, ChatMessage, str]] = field(default_factory=list)
    next_message_id: int = 1
    opened: bool = False
    blocked: bool = False
    deactivated: bool = False
    bot_left: bool = False

    def find(self, message_id: int) -> ChatMessage | None:
        """A message that still exists."""
        for message in reversed(self.messages):
            if message.message_id == message_id:
                return None if message.deleted else message
        return None

    @property
    def from_bot(self) -> list[ChatMessage]:
        """What the bot wrote and did not delete."""
        return [one for one in self.messages if one.from_bot and not one.deleted]


@dataclass(eq=False)
class Press:
    """A pressed button and the bot's answer to it."""

    id: str
    message: ChatMessage
    data: str
    at: float
    answered: bool = False
    answer: str = ""
    alert: bool = False


@dataclass(eq=False)
class Call:
    """One request, as it came and as it ended; `status` 0 while it runs, or when nobody was answered."""

    method: str
    params: Json
    at: float
    status: int = 0
    description: str = ""
    fault: str = ""
    took_effect: bool = False
    malformed: bool = False

    @property
    def chat_id(self) -> int | None:
        """The chat it was about."""
        try:
            return int(str(self.params["chat_id"]))
        except (KeyError, ValueError):
            return None


class World:
    """The state behind the server; it outlives restarts of both the server and the bot."""

    def __init__(
        self,
        token: str,
        *,
        clock: Callable[[], float] = wall_clock,
        bot_username: str = "strongsuit_test_bot",
        literal_ampersands: bool = False,
    ) -> None:
        self.token = token
        self.clock = clock
        self.literal_ampersands = literal_ampersands
        self.bell = Bell()
        self.faults = FaultQueue()
        self.limits = RateLimits(clock)
        self.updates = UpdateQueue(clock, self.bell.ring)
        self.files = FileStore()
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.calls: list[Call] = []
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int | None, Json] = {}
        self.webhook: Json | None = None
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Strongsuit",
            "username": bot_username,
        }

    @property
    def violations(self) -> list[Call]:
        """Calls that no correct bot would have made: a test ends with this empty."""
        return [call for call in self.calls if call.malformed]

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    def chat(self, chat_id: int, info: Json | None = None) -> Chat:
        """A chat; `info` (its JSON) founds it."""
        if chat_id not in self.chats:
            self.chats[chat_id] = Chat(info or {"id": chat_id, "type": "private"})
        return self.chats[chat_id]

    def writable_chat(self, chat_id: int | str) -> Chat:
        """The chat the bot wants to write to, or Telegram's reason why it may not."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise violation("chat not found")
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.bot_left:
            raise forbidden("bot is not a member of the supergroup chat")
        if not chat.opened:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def add_message(self, chat: Chat, sender: Json, **fields: Any) -> ChatMessage:
        """Put a message into a chat under the next identifier."""
        now = self.clock()
        fields.setdefault("date", int(now))
        message = ChatMessage(chat.info, chat.next_message_id, sender, at=now, **fields)
        chat.next_message_id += 1
        chat.messages.append(message)
        self.note(chat, "sent", message)
        return message

    def note(self, chat: Chat, what: Happening, message: ChatMessage) -> None:
        """Write down what happened to a message and wake those who wait for it."""
        chat.log.append((what, message, message.text))
        self.bell.ring()

    def push(self, kind: str, content: Json) -> int | None:
        """Queue an update for the bot."""
        return self.updates.push(kind, content)

    def change_membership(self, chat: Chat, by: Json, old: str, new: str) -> None:
        """Queue the my_chat_member update of a block, an unblock, a joined or a left group."""
        self.push(
            "my_chat_member",
            {
                "chat": chat.info,
                "from": by,
                "date": int(self.clock()),
                "old_chat_member": self._member(old),
                "new_chat_member": self._member(new),
            },
        )

    def _member(self, status: str) -> Json:
        member: Json = {"user": self.bot, "status": status}
        return {**member, "until_date": 0} if status == "kicked" else member
