"""What only the bot on Telegram needs: whom it looks after, where updates come to, and whom it tells of trouble."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from bot.app.charge import Charge
from bot.app.delivery import Pace, Sender
from bot.app.watch.watch import Watch
from bot.settings import Settings
from bot.storage.slots import TELEGRAM

if TYPE_CHECKING:
    from bot.telegram.webhook import Hook


def telegrams_charge(settings: Settings) -> Charge:
    """Whom a process looks after that runs the bot on Telegram, before it knows of any others.

    On an embedded database it is the only one; where Telegram brings updates to the inbox, it settles that first.
    """
    if make_url(settings.database).get_backend_name() != "sqlite":
        return Charge(frozenset(), frozenset())
    return Charge(TELEGRAM, frozenset() if settings.webhook_url else TELEGRAM)


def hook_of(settings: Settings, token: str) -> "Hook | None":
    """Where Telegram is to bring updates, if it is to."""
    if not settings.webhook_url:
        return None
    from bot.telegram.webhook import Hook, secret_from

    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else secret_from(token)
    return Hook(settings.webhook_url, secret)


@asynccontextmanager
async def open_alerts(settings: Settings, watch: Watch, sender: Sender, pace: Pace) -> AsyncIterator[None]:
    """Tells the operator's chat what is wrong while the block runs, where there is such a chat."""
    if settings.alert_chat is None:
        yield
        return
    from bot.app.watch.alerts import Alerts

    alerts = Alerts(watch, sender, pace, settings.alert_chat, settings.data_dir, settings.alert_backup_days)
    async with alerts.running():
        yield
