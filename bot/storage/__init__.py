"""Storage: tables, encryption, and the few statements a batch of turns needs. Everything is written in bulk."""

from bot.storage.chats import ChatMessage, SentRecord
from bot.storage.crypto import KeyFileError, Vault, WrongKeyError, read_keys
from bot.storage.database import Database
from bot.storage.errors import DatabaseBusy, DatabaseError, DatabaseUnavailable
from bot.storage.journal import Journal
from bot.storage.records import LineRecord, OutboxRecord, PeerRecord, TimerRecord
from bot.storage.store import Store
from bot.storage.transaction import Transaction

__all__ = [
    "ChatMessage",
    "Database",
    "DatabaseBusy",
    "DatabaseError",
    "DatabaseUnavailable",
    "Journal",
    "KeyFileError",
    "LineRecord",
    "OutboxRecord",
    "PeerRecord",
    "SentRecord",
    "Store",
    "TimerRecord",
    "Transaction",
    "Vault",
    "WrongKeyError",
    "read_keys",
]
