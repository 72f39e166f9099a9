"""What scripts and words may read of a person and of the world: one provider for each name that ``needs`` can list."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup

from bot.app import places
from bot.app.content import Content
from bot.app.lines import crisis_lines
from bot.app.menu import menu_view
from bot.app.peer import Peer
from bot.app.plan_view import changes_view, history_view, plan_view, section_titles
from bot.app.progress import progress_view
from bot.app.rhythm.view import checkins_view
from bot.app.sharing.views import letters_view, programme_view, review_view, sharing_view
from bot.app.stories import Story


def locale_of(peer: Peer, content: Content) -> str:
    """The locale to speak with this person."""
    return content.locale_for(peer.record.locale)


def _peer(peer: Peer, content: Content, at: datetime) -> Any:
    record, locale = peer.record, locale_of(peer, content)
    return {
        "name": record.name or "",
        "locale": locale,
        "country": record.country or "",
        "country_name": places.country_name(record.country, locale) if record.country else "",
        "timezone": record.timezone or "",
        "zone_name": places.zone_name(record.timezone, locale) if record.timezone else "",
        "consented": peer.consented,
        "in_programme": record.programme_id is not None,
        "serves": record.memory.serves,
        "now": at,
    }


def _plan(peer: Peer, content: Content, at: datetime) -> Any:
    return plan_view(peer, content, locale_of(peer, content))


def _changes(peer: Peer, content: Content, at: datetime) -> Any:
    return changes_view(peer)


def _history(peer: Peer, content: Content, at: datetime) -> Any:
    return history_view(peer)


def _checkins(peer: Peer, content: Content, at: datetime) -> Any:
    return checkins_view(peer, locale_of(peer, content), at)


def _progress(peer: Peer, content: Content, at: datetime) -> Any:
    return progress_view(peer, at)


def _meeting(peer: Peer, content: Content, at: datetime) -> Any:
    on = peer.record.memory.meeting_on
    return {"on": on or "", "in_days": (on - at.date()).days if on else ""}


def _menu(peer: Peer, content: Content, at: datetime) -> Any:
    return menu_view(peer, content, locale_of(peer, content), at)


def _stories(peer: Peer, content: Content, at: datetime) -> Any:
    locale = locale_of(peer, content)
    found = [story for story in content.stories if story.language == locale] or content.stories
    topics = dict.fromkeys(topic for story in found for topic in story.topics)
    by_topic = [(topic, [_story(story) for story in found if topic in story.topics]) for topic in topics]
    return {
        "all": [_story(story) for story in found],
        "topics": [{"value": topic, "label": topic, "stories": stories} for topic, stories in by_topic],
    }


def _story(story: Story) -> dict[str, Any]:
    return {
        "value": story.name, "label": story.title, "author": story.author, "consented_on": story.consented_on,
        "html": Markup(story.html),  # noqa: S704 - made by us from Markdown, without raw HTML
    }  # fmt: skip


def _countries(peer: Peer, content: Content, at: datetime) -> Any:
    locale = locale_of(peer, content)
    return _named((code, places.country_name(code, locale)) for code in places.common_countries(locale))


def _languages(peer: Peer, content: Content, at: datetime) -> Any:
    from babel import Locale, UnknownLocaleError

    def name(code: str) -> str:
        try:
            return (Locale.parse(code).display_name or code).capitalize()
        except UnknownLocaleError:
            return code

    return _named((code, name(code)) for code in content.offered_languages)


def _zones(peer: Peer, content: Content, at: datetime) -> Any:
    locale = locale_of(peer, content)
    zones = places.country_zones(peer.record.country) if peer.record.country else ()
    return _named((zone, places.zone_name(zone, locale)) for zone in zones)


def _lines(peer: Peer, content: Content, at: datetime) -> Any:
    record, locale = peer.record, locale_of(peer, content)
    return crisis_lines(record.country, content, locale, programme=record.programme_id)


def _sections(peer: Peer, content: Content, at: datetime) -> Any:
    titles = section_titles(peer, content, locale_of(peer, content))
    own = peer.record.memory.sections
    return _named((*own.items(), *((name, title) for name, title in titles.items() if name not in own)))


def _programme(peer: Peer, content: Content, at: datetime) -> Any:
    return programme_view(peer)


def _sharing(peer: Peer, content: Content, at: datetime) -> Any:
    return sharing_view(peer, content, locale_of(peer, content), at)


def _letters(peer: Peer, content: Content, at: datetime) -> Any:
    return letters_view(peer, at)


def _review(peer: Peer, content: Content, at: datetime) -> Any:
    return review_view(peer, content, locale_of(peer, content), at)


def _named(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in pairs]


PROVIDERS: Mapping[str, Callable[[Peer, Content, datetime], Any]] = {
    "peer": _peer,
    "plan": _plan,
    "changes": _changes,
    "history": _history,
    "checkins": _checkins,
    "progress": _progress,
    "meeting": _meeting,
    "menu": _menu,
    "stories": _stories,
    "countries": _countries,
    "languages": _languages,
    "zones": _zones,
    "lines": _lines,
    "sections": _sections,
    "programme": _programme,
    "sharing": _sharing,
    "letters": _letters,
    "review": _review,
}


# Long to work out, and of no interest to most turns that may read them.
_VIEWS = frozenset({"plan", "checkins", "progress", "menu", "stories", "programme", "sharing", "letters", "review"})


class View(Mapping[str, Any]):
    """A mapping that is worked out when it is first looked into."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Mapping[str, Any]]) -> None:
        self._make = make
        self._made: Mapping[str, Any] | None = None

    def _all(self) -> Mapping[str, Any]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __getitem__(self, key: str) -> Any:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def context_of(peer: Peer, content: Content, at: datetime, names: Iterable[str]) -> dict[str, Any]:
    """The values of ``names``, which lint has proved to be known, as they are now, whenever they are looked into.

    Raises `NotLoaded`, here or when a view is looked into.
    """
    names = tuple(names)
    # A view may be looked into later, when other things have happened to the person; all else is worked out here.
    as_now = peer if _VIEWS.isdisjoint(names) else peer.copy()
    return {name: _value(name, as_now, content, at) for name in names}


def _value(name: str, peer: Peer, content: Content, at: datetime) -> Any:
    provide = PROVIDERS[name]
    return View(lambda: provide(peer, content, at)) if name in _VIEWS else provide(peer, content, at)
