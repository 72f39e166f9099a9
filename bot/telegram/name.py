"""What Telegram calls the bot."""

from telegram.error import TelegramError

from bot.telegram.run import open_bot

# Somebody waits at a terminal, and can do without.
SECONDS = 5.0


async def bot_name(token: str, api_url: str) -> str | None:
    """The bot's name without its @, by which links lead to it; None where Telegram does not say."""
    async with open_bot(token, api_url) as bot:
        try:
            return (await bot.get_me(read_timeout=SECONDS)).username
        except TelegramError:
            return None
