"""HTML as Telegram reads it: a short list of tags, everything else refused."""

from __future__ import annotations

from .formatting import TAGS, Entity, HtmlError, Opened, argument_of, entity_of, settle_code
from .text import clean_character, utf16_length

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACES = " \t\r\n\0\v"
_NAME_END = _SPACES + "=>/\"'"


class _Reader:
    """One pass over the source; `\\0` stands for the end."""

    def __init__(self, source: str, literal_ampersands: bool) -> None:
        self.source = source
        self.literal_ampersands = literal_ampersands
        self.pos = 0
        self.out: list[str] = []
        self.units = 0
        self.open: list[Opened] = []
        self.entities: list[Entity] = []

    def read(self) -> None:
        while self.pos < len(self.source):
            char = self.source[self.pos]
            if char == "<":
                self._close_tag() if self._peek(1) == "/" else self._open_tag()
            elif char == "&":
                self._put(self._reference())
            else:
                self.pos += 1
                self._put(char)
        if self.open:
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def _peek(self, ahead: int = 0) -> str:
        at = self.pos + ahead
        return self.source[at] if at < len(self.source) else "\0"

    def _at(self, pos: int) -> int:
        return len(self.source[:pos].encode())

    def _put(self, text: str) -> None:
        for char in map(clean_character, text):
            if char:
                self.out.append(char)
                self.units += utf16_length(char)

    def _take_until(self, stop: str) -> str:
        start = self.pos
        while self._peek() not in stop:
            self.pos += 1
        return self.source[start : self.pos]

    def _skip_spaces(self) -> None:
        while self._peek() != "\0" and self._peek() in _SPACES:
            self.pos += 1

    def _reference(self) -> str:
        """A character reference from `&` on; anything else is a missing escape."""
        start = self.pos
        self.pos += 1
        numeric = self._peek() == "#"
        char = self._numeric() if numeric else self._named()
        if char:
            self.pos += self._peek() == ";"
            return char
        if not self.literal_ampersands:
            raise HtmlError(f"Unescaped or unsupported character reference at byte offset {self._at(start)}")
        self.pos = start + 1
        return "&"

    def _numeric(self) -> str:
        self.pos += 1
        base, digits = (16, "0123456789abcdefABCDEF") if self._peek() == "x" else (10, "0123456789")
        self.pos += base == 16
        start = self.pos
        while self._peek() in digits:
            self.pos += 1
        number = self.source[start : self.pos]
        code = int(number, base) if number and len(number) < 9 else 0
        if 0xD800 <= code <= 0xDFFF:
            raise HtmlError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            )
        return chr(code) if 0 < code < 0x10FFFF else ""

    def _named(self) -> str:
        start = self.pos
        while self._peek().isascii() and self._peek().isalpha():
            self.pos += 1
        return _NAMED.get(self.source[start : self.pos], "")

    def _open_tag(self) -> None:
        begin = self.pos
        self.pos += 1
        tag = self._take_until(_SPACES + ">").lower()
        if self._peek() == "\0":
            raise HtmlError(f"Unclosed start tag at byte offset {self._at(begin)}")
        if tag not in TAGS:
            raise HtmlError(f'Unsupported start tag "{tag}" at byte offset {self._at(begin)}')
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise HtmlError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._at(begin)}')
        self.open.append(Opened(tag, argument, self.units, len(self.out)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                self.pos += 1
                return argument
            name = self._take_until(_NAME_END)
            if not name:
                at = self._at(begin)
                raise HtmlError(f'Empty attribute name in the tag "{tag}" at byte offset {at}')
            self._skip_spaces()
            if self._peek() == "=":
                self.pos += 1
                self._skip_spaces()
                argument = argument_of(tag, name, self._value(), argument)
            elif tag == "blockquote" and name == "expandable":
                argument = "1"
            if self._peek() == "\0":
                raise HtmlError(f'Unclosed start tag "{tag}" at byte offset {self._at(begin)}')

    def _value(self) -> str:
        quote = self._peek()
        if quote not in ("'", '"'):
            return self._name_token()
        self.pos += 1
        value: list[str] = []
        while self._peek() not in (quote, "\0"):
            if self._peek() == "&":
                value.append(self._attribute_reference())
            else:
                value.append(self._peek())
                self.pos += 1
        self.pos += self._peek() == quote
        return "".join(value)

    def _attribute_reference(self) -> str:
        """Inside an attribute a plain `&` is a part of the address."""
        strict, self.literal_ampersands = self.literal_ampersands, True
        try:
            return self._reference()
        finally:
            self.literal_ampersands = strict

    def _name_token(self) -> str:
        start = self.pos
        while self._peek().isascii() and (self._peek().isalnum() or self._peek() in ".-"):
            self.pos += 1
        if self._peek() not in _SPACES + ">":
            raise HtmlError(f"Unexpected end of name token at byte offset {self._at(start)}")
        return self.source[start : self.pos].lower()

    def _close_tag(self) -> None:
        begin = self.pos
        if not self.open:
            raise HtmlError(f"Unexpected end tag at byte offset {self._at(begin)}")
        self.pos += 2
        tag = self._take_until(_SPACES + ">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise HtmlError(f"Unclosed end tag at byte offset {self._at(begin)}")
        self.pos += 1
        expected = self.open[-1].tag
        if tag and tag != expected:
            raise HtmlError(
                f'Unmatched end tag at byte offset {self._at(begin)}, expected "</{expected}>", found "</{tag}>"'
            )
        self._emit(self.open.pop())

    def _emit(self, opened: Opened) -> None:
        if self.units > opened.offset:
            extra = entity_of(opened, "".join(self.out[opened.text_from :]))
            if extra:
                self.entities.append({"offset": opened.offset, "length": self.units - opened.offset, **extra})


def parse_html(source: str, *, literal_ampersands: bool = False) -> tuple[str, list[Entity]]:
    """The plain text and its entities.

    The documentation demands that every `&` be escaped; `literal_ampersands` keeps stray ones as they
    are, which is what the real server does with this mistake.
    """
    reader = _Reader(source, literal_ampersands)
    reader.read()
    return "".join(reader.out), settle_code(reader.entities)
