"""The review page as a web page for the printer: A4, with room for a name, a day and a signature."""

import re
from html import escape
from itertools import pairwise
from pathlib import Path

_STYLE = Path(__file__).with_name("page.css")


def printed(markdown: str, locale: str) -> str:
    """A review page in Markdown as a whole web page that needs nothing else; its headings can be linked to."""
    from markdown_it import MarkdownIt  # late: only this command needs it here

    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = reader.parse(markdown)
    title = ""
    for token, inner in pairwise(tokens):
        if token.type == "heading_open":
            heading = reader.renderInline(inner.content)
            plain = re.sub(r"<[^>]*>", "", heading)
            token.attrSet("id", re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-"))
            title = title or plain
    body = reader.renderer.render(tokens, reader.options, {})
    return (
        f'<!doctype html>\n<html lang="{escape(locale)}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>\n{_STYLE.read_text('utf-8')}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
