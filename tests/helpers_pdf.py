"""Reading a PDF back: what is written in it, and how it is put together for a screen reader."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped] # it ships no types
from pypdfium2 import PdfDocument

# The margin below the text holds the number of the page.
_FOOT = 51.0
_LONGEST = 64


def text_of(pdf: bytes) -> str:
    """Everything that is written in a PDF, without the numbers of pages."""
    with PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded(bottom=_FOOT) for page in document)


def squeezed(text: str) -> str:
    """``text`` without white space and bullets: a PDF does not tell a line that was broken from one that ended."""
    return re.sub(r"[\s•]", "", text)


def pages_of(pdf: bytes) -> int:
    """How many pages there are."""
    with PdfDocument(pdf) as document:
        return len(document)


def language_of(pdf: bytes) -> str:
    """The language that a PDF says it is in; empty where it is not made for reading aloud at all."""
    with PdfDocument(pdf) as document:
        if not raw.FPDFCatalog_IsTagged(document):
            return ""
        buffer = ctypes.create_string_buffer(_LONGEST)
        length = raw.FPDFCatalog_GetLanguage(document, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), _LONGEST)
        return buffer.raw[: length - 2].decode("utf-16-le")


def structure_of(pdf: bytes) -> Counter[str]:
    """How often there is a title, a heading, a list, and so on."""
    found: Counter[str] = Counter()
    with PdfDocument(pdf) as document:
        for page in document:
            tree = raw.FPDF_StructTree_GetForPage(page)
            for number in range(raw.FPDF_StructTree_CountChildren(tree)):
                found.update(_kinds(raw.FPDF_StructTree_GetChildAtIndex(tree, number)))
            raw.FPDF_StructTree_Close(tree)
    return found


def _kinds(element: Any) -> Iterator[str]:
    if not element:
        return
    buffer = ctypes.create_string_buffer(_LONGEST)
    length = raw.FPDF_StructElement_GetType(element, buffer, _LONGEST)
    yield buffer.raw[: length - 2].decode("utf-16-le")
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _kinds(raw.FPDF_StructElement_GetChildAtIndex(element, number))
