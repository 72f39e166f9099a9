"""Writing pages out: templates for their shape, the prompts file ``pages`` for every word on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.app.content import Content
from bot.app.export.page import words as own_words
from bot.app.sharing.desk import Reader
from bot.web.answers import Shown
from bot.web.statics import static
from bot.wording import Voice, plain
from bot.wording.render import PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Who a page is for. ``form_key`` goes into every form of it; ``path`` is where the page stands."""

    content: Content
    locale: str
    zone: str
    reader: Reader | None = None
    form_key: str = ""
    path: str = ""


def say(setting: Setting) -> Callable[..., str]:
    """What says a block of the pages' words as plain text, with moments as they are where the reader is."""
    peer = {"timezone": setting.zone}
    wording, locale = setting.content.wording, setting.locale

    def said(block: str, **scope: object) -> str:
        return plain(wording.say(locale, PAGES, block, {**scope, "peer": peer}, Voice()))

    return said


def rendered(answer: Shown, setting: Setting) -> str:
    """The page. Raises `WordingError` or `jinja2.TemplateError` where there is a mistake in ours."""
    scope: Mapping[str, object] = {
        "say": say(setting),
        "lang": setting.locale,
        "direction": _direction(setting.locale),
        "reader": setting.reader,
        "role": setting.reader.role.role if setting.reader else "",
        "form_key": setting.form_key,
        "path": setting.path,
        "done": "",
        **answer.scope,
    }
    return _environment().get_template(answer.page).render(scope)


def templates() -> Path:
    """The folder of the templates."""
    return Path(str(files("bot.web").joinpath("templates")))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(templates()), undefined=StrictUndefined, autoescape=True, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters["own"] = own_words
    made.globals["static"] = static
    return made


def _direction(locale: str) -> str:
    from babel import Locale  # Babel's data is slow to import; a start should not wait for it

    return "rtl" if Locale.parse(locale).character_order == "right-to-left" else "ltr"
