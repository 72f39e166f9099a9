"""Settings, from the environment or a ``.env`` file in the working folder. Names begin with ``STRONGSUIT_``."""

import re
from pathlib import Path
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """A setting cannot be used. The message has a line for each: its name, what is wrong, and what to write."""


class Settings(BaseSettings):
    """Everything that can be set. An empty value counts as not set."""

    model_config = SettingsConfigDict(env_prefix="STRONGSUIT_", env_file=".env", env_ignore_empty=True, extra="ignore")

    telegram_token: SecretStr | None = Field(None, description="bot token, from @BotFather")
    telegram_api_url: str = Field("https://api.telegram.org", description="root of the Bot API server")
    messages_per_second: int = Field(30, description="what Telegram lets this bot send; 0 for no limit")
    database_url: str | None = Field(None, description="SQLAlchemy URL; a SQLite file in DATA_DIR when not set")
    data_dir: Path = Field(default_factory=lambda: default_data_dir(), description="database, key file, backups")
    secret_key: SecretStr | None = Field(
        None, description="comma-separated keys, newest first; a key file when not set"
    )
    content_dir: Path | None = Field(None, description="overlay of dialogues and prompts")
    require_signed_content: bool = Field(False, description="say only what somebody has signed")
    locale: str = Field("en", description="language before a person chooses")
    timezone: str = Field("UTC", description="time zone before a person chooses")
    country: str | None = Field(None, description="country before a person chooses")
    webhook_url: str | None = Field(None, description="where Telegram brings updates; the bot asks when not set")
    webhook_secret: SecretStr | None = Field(None, description="word by which Telegram is known; made when not set")
    http_host: str = Field("127.0.0.1", description="where the web pages are served")
    http_port: int = Field(8080, description="where the web pages are served")
    public_url: str | None = Field(None, description="where browsers find the web pages; none when not set")

    alert_chat: int | None = Field(None, description="Telegram chat that is told when something is wrong")
    alert_backup_days: int = Field(3, description="a backup that is older is told of there; 0 for never")

    @field_validator("timezone")
    @classmethod
    def _a_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("it is no time zone; write one such as Europe/Madrid")
        return value

    @field_validator("country")
    @classmethod
    def _a_country(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch("[A-Za-z]{2}", value):
            raise ValueError("it is no country code; write two letters such as US")
        return value.upper() if value else None

    @field_validator("database_url")
    @classmethod
    def _a_database(cls, value: str | None) -> str | None:
        """Names the asynchronous driver where the URL names only the kind of database."""
        if value is None:
            return None
        kind, separator, rest = value.partition("://")
        driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}.get(kind, kind)
        if not separator or driver not in ("sqlite+aiosqlite", "postgresql+asyncpg"):
            raise ValueError("it is no database I know; write one such as sqlite+aiosqlite:////srv/strongsuit.sqlite3")
        return f"{driver}://{rest}"

    @field_validator("messages_per_second", mode="before")
    @classmethod
    def _a_rate(cls, value: object) -> int:
        if not str(value).strip().isdecimal():
            raise ValueError("it is no whole number; write one such as 30, or 0 for no limit")
        return int(str(value))

    @field_validator("alert_chat", mode="before")
    @classmethod
    def _a_chat(cls, value: object) -> int | None:
        if value is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,18}", str(value).strip()):
            raise ValueError("it is no number of a chat; write one such as 123456789, or -1001234567890 for a group")
        return int(str(value))

    @field_validator("alert_backup_days", mode="before")
    @classmethod
    def _days(cls, value: object) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", str(value).strip()):
            raise ValueError("it is no number of days; write one such as 3, or 0 to be told of no old backup")
        return int(str(value))

    @field_validator("telegram_api_url")
    @classmethod
    def _a_url(cls, value: str) -> str:
        if not re.match(r"https?://[^/]+", value):
            raise ValueError("it is no address; write one such as https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _a_hook(cls, value: str | None) -> str | None:
        if value is None:
            return None
        found = re.fullmatch(r"https?://[^/?#\s]+(/[^?#\s]*)?", value)
        if not found or found[1] in ("/healthz", "/readyz", "/metrics"):
            raise ValueError("it is no address for a webhook; write one such as https://bot.example.org/telegram")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _a_word(cls, value: SecretStr | None) -> SecretStr | None:
        # Bot API, setWebhook: what a secret token may be made of.
        if value is not None and not re.fullmatch("[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("it is no secret that Telegram takes; write 1 to 256 letters, digits, _ or -; 32 are good")
        return value

    @field_validator("require_signed_content", mode="before")
    @classmethod
    def _a_yes_or_no(cls, value: object) -> bool:
        said = str(value).strip().lower()
        if said not in ("true", "false", "1", "0", "yes", "no", "on", "off"):
            raise ValueError("it is neither yes nor no; write true or false")
        return said in ("true", "1", "yes", "on")

    @field_validator("content_dir")
    @classmethod
    def _a_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("there is no such folder; make it, or leave the setting out")
        return value

    @property
    def database(self) -> str:
        """The database's URL; the embedded one's where none is set."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'strongsuit.sqlite3'}"

    @property
    def signed_content(self) -> Path:
        """Where it stands who signed what the bot says: in the overlay, or beside the database where there is none."""
        return (self.content_dir or self.data_dir) / "signed-content.yaml"

    @property
    def heartbeat(self) -> Path:
        """Where the running bot notes when Telegram last answered."""
        return self.data_dir / "heartbeat"

    @property
    def journal(self) -> Path:
        """Where the running bot notes what it has sent a moment ago."""
        return self.data_dir / "sent.journal"

    @property
    def key_file(self) -> Path:
        """Where the secret is kept when it is not in the environment."""
        return self.data_dir / "secret.key"


def default_data_dir() -> Path:
    """The platform's folder for a user's application data (XDG Base Directory Specification; Apple's guidelines)."""
    import os
    import sys

    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "strongsuit"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "strongsuit"


def read_settings(**overrides: object) -> Settings:
    """The settings in force. Raises `SettingsError`."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks what it is given
    except ValidationError as error:
        raise SettingsError("\n".join(_line(item["loc"], item["msg"]) for item in error.errors())) from None


def _line(place: tuple[int | str, ...], message: str) -> str:
    return f"STRONGSUIT_{str(place[0]).upper()}: {message.removeprefix('Value error, ')}."
