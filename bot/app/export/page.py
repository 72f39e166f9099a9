"""A plan as a web page: one file that asks for nothing from anywhere, for a screen, for paper, and for a PDF."""

from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from bot.app.export.document import Document, Entry, Part

# Whatever somebody wrote, or a browser adds: nothing is fetched, run or sent from this page.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_page(document: Document, note: str = "") -> str:
    """The page; with a ``note`` under its title."""
    direction = _direction_of_language(document.locale)
    head = [_tag("h1", document.title)]
    if document.name:
        head.append(_tag("p", _own(document.name), "name"))
    head += [_tag("p", document.made_on), *([_tag("p", note, "note")] if note else [])]
    body = [_part(part, direction) for part in document.parts] or [_tag("p", document.empty)]
    page = Markup(
        '<!doctype html>\n<html lang="{lang}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        "<title>{title}</title>\n<style>\n{style}</style>\n</head>\n"
        "<body>\n<main>\n<header>\n{head}\n</header>\n{body}\n</main>\n</body>\n</html>\n"
    ).format(
        lang=document.locale,
        direction=direction,
        policy=POLICY,
        title=document.title,
        style=Markup(_style()),  # noqa: S704 - our own file
        head=Markup("\n").join(head),
        body=Markup("\n").join(body),
    )
    return str(page)


def words(text: str) -> Markup:
    """Somebody's words as HTML that a browser reads as the very same text.

    HTML would make a line break of a carriage return, and has no way to hold a zero character: it shows as unknown.
    """
    return Markup(escape(text).replace("\r", Markup("&#13;")).replace("\0", "\ufffd"))  # noqa: S704 - escaped


@cache
def _style() -> str:
    return files("bot.app.export").joinpath("page.css").read_text("utf-8")


def _direction_of_language(locale: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return "rtl" if Locale.parse(locale).character_order == "right-to-left" else "ltr"
    except (UnknownLocaleError, ValueError):
        return "ltr"


def _tag(name: str, content: str, kind: str = "") -> Markup:
    opening = Markup('<{} class="{}">').format(name, kind) if kind else Markup("<{}>").format(name)
    return opening + content + Markup("</{}>").format(name)


def _own(text: str, direction: str | None = None) -> Markup:
    return Markup('<bdi dir="{}" class="own">{}</bdi>').format(direction or "auto", words(text))


def _part(part: Part, direction: str) -> Markup:
    title = Markup('<bdi dir="auto">{}</bdi>').format(words(part.title)) if part.is_own else escape(part.title)
    entries = Markup("\n").join(_entry(entry, direction) for entry in part.entries)
    return Markup("<section>\n<h2>{}</h2>\n<ul>\n{}\n</ul>\n</section>").format(title, entries)


def _entry(entry: Entry, direction: str) -> Markup:
    """An item, which runs the way of its words: their beginning is where the eye looks for it."""
    runs = entry.direction or direction
    around = Markup(' dir="{}"').format(runs) if runs != direction else Markup()
    kind = Markup(' class="pinned"') if entry.pinned else Markup()
    pieces = [_own(entry.words, entry.direction)]
    if entry.label:
        pieces.insert(0, Markup('<bdi dir="{}" class="label">{}</bdi>').format(direction, entry.label))
    pieces += [Markup('<bdi dir="{}" class="mark">{}</bdi>').format(direction, mark) for mark in entry.marks]
    beneath = Markup("\n").join(_entry(one, direction) for one in entry.beneath)
    nested = Markup('\n<ul dir="{}">\n{}\n</ul>\n').format(direction, beneath) if beneath else Markup()
    return Markup("<li{}{}><p>{}</p>{}</li>").format(around, kind, Markup(" ").join(pieces), nested)
