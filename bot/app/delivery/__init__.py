"""Delivery: sends what is in the outbox, in order for each person, at the channel's pace, and notes what was sent."""

from bot.app.delivery.carrier import AT_ONCE
from bot.app.delivery.delivery import Delivery
from bot.app.delivery.noting import NOTE_AFTER_SECONDS, Notes
from bot.app.delivery.pace import Pace, Place
from bot.app.delivery.queues import Letter, Queue
from bot.app.delivery.sender import FileRefused, Refused, Sender, SendError, TryAgain, Unreachable
from bot.app.delivery.sending import FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS

__all__ = [
    "AT_ONCE",
    "FIRST_WAIT_SECONDS",
    "LONGEST_WAIT_SECONDS",
    "NOTE_AFTER_SECONDS",
    "Delivery",
    "FileRefused",
    "Letter",
    "Notes",
    "Pace",
    "Place",
    "Queue",
    "Refused",
    "SendError",
    "Sender",
    "TryAgain",
    "Unreachable",
]
