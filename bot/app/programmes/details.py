"""What an operator says of a programme, and whether it can be so."""

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict

from bot.app.programmes.problem import misused
from bot.storage.circle import ProgrammeRecord

LONGEST_NAME, LONGEST_CONTACT, LONGEST_URL, LONGEST_KEY = 80, 300, 500, 40
SHORTEST_RETENTION, LONGEST_RETENTION = 30, 3650
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])")


class Details(BaseModel):
    """What is said of a programme: None where nothing is, empty where it is to be cleared.

    ``overlay`` is the whole path of a folder; whether its content is in order is asked elsewhere, and so is whether
    there are words in the ``languages``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str | None = None
    name: str | None = None
    languages: tuple[str, ...] | None = None
    country: str | None = None
    timezone: str | None = None
    retention_days: str | None = None
    overlay: str | None = None
    contact: str | None = None
    notice_url: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is said."""
        return all(value is None for _, value in self)

    def apply(self, record: ProgrammeRecord) -> None:
        """Writes what is said into ``record``. Raises `Problem` for what cannot be so; then nothing is written."""
        for field, value in self._checked().items():
            setattr(record, field, value)

    def _checked(self) -> dict[str, object]:
        checks = {
            "key": checked_key, "name": checked_name, "languages": checked_languages, "country": _country,
            "timezone": _timezone, "retention_days": _retention, "overlay": checked_folder, "contact": _contact,
            "notice_url": _notice_url,
        }  # fmt: skip
        return {field: checks[field](value) for field, value in self if value is not None}  # type: ignore[operator]  # each check takes the type of its field


def checked_name(text: str) -> str:
    """A programme's name. Raises `Problem`."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise misused(f"A programme has a name of 1 to {LONGEST_NAME} characters, such as 'River House'.")
    return name


def checked_key(text: str) -> str:
    """What a programme is called on the command line. Raises `Problem`."""
    if not _KEY.fullmatch(text):
        raise misused(
            f"A key has 2 to {LONGEST_KEY} small letters, digits and hyphens, such as river-house; it begins and ends "
            "with a letter or digit."
        )
    return text


def key_for(name: str) -> str:
    """A key made from a name. Raises `Problem` where the name has too few letters for one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_KEY].strip("-")
    if not _KEY.fullmatch(key):
        raise misused("No key can be made from this name. Give one with --key, such as --key river-house.")
    return key


def checked_languages(codes: tuple[str, ...], known: Collection[str] | None = None) -> tuple[str, ...]:
    """Languages by their codes, each once; with ``known``, those there are words in. Raises `Problem`."""
    wanted = tuple(dict.fromkeys(code.strip().lower() for code in codes if code.strip()))
    for code in wanted:
        if not re.fullmatch("[a-z]{2,3}", code) or (known is not None and code not in known):
            there = f" There are words in: {', '.join(known)}." if known else " Write codes such as en and es."
            raise misused(f"There are no words in the language {code!r}.{there}")
    return wanted


def checked_folder(text: str) -> str:
    """The whole path of a folder of content, or nothing. Raises `Problem`."""
    if not text.strip():
        return ""
    folder = Path(text).expanduser()
    if not folder.is_dir():
        raise misused(f"{text}: there is no such folder. Make it, with prompts/ or stories/ in it, or leave it out.")
    return str(folder.absolute())


def _country(text: str) -> str | None:
    from bot.app import places

    code = text.strip().upper()
    if not code:
        return None
    if places.country(code) is None:
        found = places.find_country(text)
        hint = f" Did you mean {found}?" if found else ""
        raise misused(f"There is no country {code!r}.{hint} Write two letters (ISO 3166), such as US or ES.")
    return code


def _timezone(text: str) -> str | None:
    zone = text.strip()
    if zone and zone not in available_timezones():
        raise misused(f"There is no time zone {zone!r}. Write one such as America/New_York or Europe/Madrid.")
    return zone or None


def _retention(text: str) -> int | None:
    given = text.strip()
    if not given:
        return None
    if not re.fullmatch("[0-9]{1,5}", given) or not SHORTEST_RETENTION <= int(given) <= LONGEST_RETENTION:
        raise misused(f"Words are kept for {SHORTEST_RETENTION} to {LONGEST_RETENTION} days; {given!r} is not that.")
    return int(given)


def _contact(text: str) -> str:
    contact = " ".join(text.split())
    if len(contact) > LONGEST_CONTACT or not contact.isprintable():
        raise misused(f"The contact is one line of at most {LONGEST_CONTACT} characters, such as a phone number.")
    return contact


def _notice_url(text: str) -> str:
    url = text.strip()
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or len(url) > LONGEST_URL or re.search(r"[\s\x00-\x1f\x7f\"<>]", url):
        raise misused(f"{url!r} is no web address. Write one that begins with https://")
    return url
