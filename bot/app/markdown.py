"""Markdown as messages can show it: bold, italics, links, quotations, lines. Everything else becomes plain text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode as Node

# Deeper than anybody writes; what stands deeper than the limit would be left out without a word.
DEEPEST = 100

# Program code and notes for links, as their words could get lost; and a heading made by a line below it, as whoever
# puts dashes under a paragraph means no heading.
_UNUSED = ["code", "fence", "reference", "lheading"]

_BULLET, _RULE = "•", "* * *"
_WEB = ("https://", "http://")
_Open = frozenset[str]
"""The tags a piece stands in: Telegram wants none within its like."""


class TooDeepError(ValueError):
    """Quotations or lists stand in one another, so deep that the innermost could not be shown."""


def to_html(text: str) -> str:
    """``text`` as the small HTML of messages; empty where nothing is left to show.

    Headings are bold lines, lists have bullets or numbers, a line break is a line break. Tags are shown as they are
    typed. Images are left out, and of links that lead nowhere on the web the words stay. Raises `TooDeepError`.
    """
    from markdown_it import MarkdownIt  # slow to import, and only needed where there are stories
    from markdown_it.tree import SyntaxTreeNode

    tokens = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).disable(_UNUSED).parse(text)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        raise TooDeepError(f"quotations or lists stand more than {DEEPEST} deep in one another")
    return _blocks(SyntaxTreeNode(tokens).children, frozenset(), "\n\n").strip()


def _blocks(nodes: Iterable["Node"], within: _Open, between: str) -> str:
    return between.join(filter(None, (_written(node, within) for node in nodes)))


def _inner(node: "Node", within: _Open) -> str:
    return "".join(_written(child, within) for child in node.children)


def _written(node: "Node", within: _Open) -> str:
    form = _FORMS.get(node.type)
    return form(node, within) if form else _inner(node, within)


def _tagged(tag: str, node: "Node", within: _Open, inner: Callable[["Node", _Open], str] = _inner) -> str:
    """What is in ``node`` between tags; without them where it stands between such already, or is nothing."""
    html = inner(node, within | {tag})
    return f"<{tag}>{html}</{tag}>" if html.strip() and tag not in within else html


def _quotation(node: "Node", within: _Open) -> str:
    return _tagged("blockquote", node, within, lambda quoted, inside: _blocks(quoted.children, inside, "\n\n"))


def _list(node: "Node", within: _Open) -> str:
    return "\n".join(_items(node.children, within, int(node.attrs.get("start", 1)), node.type == "ordered_list"))


def _items(nodes: Sequence["Node"], within: _Open, first: int, numbered: bool) -> Iterable[str]:
    for number, item in enumerate(nodes, first):
        html = _blocks(item.children, within, "\n")
        if html or numbered:
            yield f"{f'{number}.' if numbered else _BULLET} {html}"


def _link(node: "Node", within: _Open) -> str:
    address, label = str(node.attrs.get("href", "")), _inner(node, within)
    return f'<a href="{escape(address)}">{label}</a>' if address.startswith(_WEB) and label.strip() else label


def _typed(node: "Node", within: _Open) -> str:
    return escape(node.content, quote=False)


_FORMS: Mapping[str, Callable[["Node", _Open], str]] = {
    "paragraph": lambda node, within: _inner(node, within).strip(),
    "heading": lambda node, within: _tagged("b", node, within),
    "strong": lambda node, within: _tagged("b", node, within),
    "em": lambda node, within: _tagged("i", node, within),
    "blockquote": _quotation,
    "bullet_list": _list,
    "ordered_list": _list,
    "link": _link,
    "text": _typed,
    "code_inline": _typed,
    "softbreak": lambda node, within: "\n",
    "hardbreak": lambda node, within: "\n",
    "hr": lambda node, within: _RULE,
    "image": lambda node, within: "",
}
