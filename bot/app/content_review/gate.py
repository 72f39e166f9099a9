"""Content that has to be signed and is not is refused: one line says which language, what changed, and what to do."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.app.content import Content
from bot.app.content_review.fingerprint import fingerprint
from bot.app.content_review.said import Pages
from bot.app.content_review.signatures import Standing, read_signatures, standing

_MOST_NAMED = 8  # more names than these are no help in a line


class UnsignedContentError(Exception):
    """Nobody has signed the content as it is. The message has a line for each language and ends with the remedy."""


def standings(content: Content, files: Sequence[Path], locales: Iterable[str] | None = None) -> list[Standing]:
    """Where each of the ``locales`` (without any: all that are offered) stands beside the signatures in ``files``.

    Raises `SignatureFileError`, and `WordingError` where words cannot be read.
    """
    signatures = [one for file in files for one in read_signatures(file)]
    pages = Pages(content)
    asked = content.offered_languages if locales is None else locales
    return [standing(fingerprint(content, locale, pages), signatures) for locale in asked]


def require_signed(content: Content, files: Sequence[Path]) -> None:
    """Comes back only if somebody has signed exactly what is said in each offered language.

    Raises `UnsignedContentError`, or what `standings` raises.
    """
    missing = [one for one in standings(content, files) if not one.is_signed]
    if missing:
        told = " ".join(f"{line_about(one)}." for one in missing)
        locale = missing[0].now.locale
        raise UnsignedContentError(
            f"STRONGSUIT_REQUIRE_SIGNED_CONTENT is on, and nobody has signed what the bot would say. {told} "
            f"Read it (strongsuit content review --locale {locale}), then sign it: "
            f"strongsuit content sign --locale {locale} --name NAME --role ROLE"
        )


def line_about(one: Standing) -> str:
    """One locale's standing, as a sentence without its full stop."""
    locale = one.now.locale
    if one.is_signed:
        return f"{locale}: signed by " + ", ".join(f"{s.name} ({s.role}) on {s.day}" for s in one.signed)
    if one.last is None:
        return f"{locale}: not signed yet"
    named = ", ".join(one.changed[:_MOST_NAMED])
    more = f" and {len(one.changed) - _MOST_NAMED} more" if len(one.changed) > _MOST_NAMED else ""
    return f"{locale}: changed since {one.last.name} signed on {one.last.day}: {named}{more}"
