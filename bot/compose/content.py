"""The content in force, as the settings choose it."""

from dataclasses import replace

from bot.app.content import Content, Defaults, content_roots, load_content, missing_words
from bot.app.content_review import require_signed
from bot.compose.clock import now
from bot.compose.web import public_url
from bot.scripts import ContentError
from bot.settings import Settings, SettingsError


def defaults_of(settings: Settings) -> Defaults:
    """What is assumed of people before they choose."""
    return Defaults(locale=settings.locale, timezone=settings.timezone, country=settings.country)


def usable_content(settings: Settings) -> Content:
    """The content in force. Raises `ContentError` where a finding is an error, so that nobody is led nowhere."""
    content, findings = load_content(content_roots(settings.content_dir), settings.locale, now().date())
    if settings.locale not in content.wording.locales:
        known = ", ".join(content.wording.locales)
        raise SettingsError(
            f"STRONGSUIT_LOCALE: there are no words in {settings.locale!r}; there are words in: {known}."
        )
    content.wording.preload()
    content.reach.public_url = public_url(settings)
    errors = [item for item in findings if item.severity == "error"] + missing_words(content)
    if errors:
        raise ContentError(errors)
    return content


def speakable_content(settings: Settings) -> Content:
    """The content in force, for speaking with people: where it has to be signed, it is.

    Raises what `usable_content` raises, and `UnsignedContentError` or `SignatureFileError`.
    """
    content = usable_content(settings)
    if not settings.require_signed_content:
        return content
    require_signed(content, [settings.signed_content])
    return replace(content, signatures=settings.signed_content)
