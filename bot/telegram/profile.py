"""What Telegram shows beside the chat: commands with their descriptions, in each language."""

import asyncio

import structlog
from telegram import Bot, BotCommand
from telegram.error import RetryAfter, TelegramError

from bot.app.content import Content
from bot.telegram.resting import Rest
from bot.telegram.send import seconds_of
from bot.telegram.token import TOKEN_WAIT_SECONDS
from bot.wording.render import SHARED

TRIES = 5
# Limits of the Bot API: setMyCommands, setMyDescription, setMyShortDescription.
COMMAND_LIMIT, DESCRIPTION_LIMIT, SHORT_LIMIT = 256, 512, 120

log = structlog.get_logger()


def commands_in(content: Content, locale: str) -> list[BotCommand]:
    """The commands with their descriptions; those that begin, and help, come first."""
    wording = content.wording
    made = {"start": wording.label(locale, SHARED, "command_start", {}, COMMAND_LIMIT)}
    for command, dialogue in sorted(content.catalog.commands.items()):
        if wording.has(locale, dialogue, "command") or wording.has(wording.default, dialogue, "command"):
            made[command] = wording.label(locale, dialogue, "command", {}, COMMAND_LIMIT)
    made["pause"] = wording.label(locale, SHARED, "command_pause", {}, COMMAND_LIMIT)
    first = [name for name in ("start", "now", "home", "reflect", "plan") if name in made]
    return [BotCommand(name, made[name]) for name in dict.fromkeys((*first, *made))]


async def introduce(bot: Bot, content: Content, rest: Rest, *, is_polling: bool) -> None:
    """Learns what the bot is called, and has Telegram hand over updates by polling, until Telegram has answered."""
    while not rest.is_over:
        try:
            if is_polling:
                await bot.delete_webhook()
            content.reach.bot_name = (await bot.get_me()).username or ""
        except Exception as error:  # the library stumbles over whatever an answer may hold
            log.warning("Telegram has not told the bot's name yet", cause=type(error).__name__)
            await rest.rest(TOKEN_WAIT_SECONDS)
        else:
            return


async def register(bot: Bot, content: Content) -> None:
    """Registers commands and descriptions for every language; tries a few times and gives up quietly."""
    for locale in content.wording.locales:
        language = None if locale == content.wording.default else locale
        commands = commands_in(content, locale)
        description = content.wording.label(locale, SHARED, "bot_description", {}, DESCRIPTION_LIMIT)
        short = content.wording.label(locale, SHARED, "bot_short_description", {}, SHORT_LIMIT)
        for attempt in range(TRIES):
            try:
                await bot.set_my_commands(commands, language_code=language)
                await bot.set_my_description(description, language_code=language)
                await bot.set_my_short_description(short, language_code=language)
                break
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except TelegramError as error:
                log.warning("commands could not be registered", locale=locale, cause=type(error).__name__)
                await asyncio.sleep(2**attempt)
