"""What is asked of WeasyPrint and pdfium. Only the press imports this: they are large, and slow to start."""

import contextlib
import logging
from io import BytesIO
from typing import Any

from pypdfium2 import PdfDocument  # type: ignore[import-untyped] # it ships no types
from weasyprint import CSS, HTML, URLFetcher  # type: ignore[import-untyped] # it ships no types

# Nothing is fetched, whatever a page asks for: not from the network, and not from the disk.
_NOTHING = URLFetcher(allowed_protocols=())
# Rare signs for a new line, which WeasyPrint stumbles over after a space. On paper they look like the common one.
_NEW_LINES = str.maketrans(dict.fromkeys("\v\f\x85\u2028\u2029", "\n"))
# A CSS pixel is three quarters of a point.
_POINT_TO_PIXEL = 4 / 3


class _Ears(logging.Handler):
    """Hears whether anything could not be drawn: while it draws, WeasyPrint warns of nothing but missing glyphs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard = False

    def emit(self, record: logging.LogRecord) -> None:
        """Notes that there was a warning, and nothing of what it says."""
        self.heard = True


def laid_out(page: str, style: str) -> Any:
    """The page as WeasyPrint's document, with further rules."""
    return HTML(string=page.translate(_NEW_LINES), url_fetcher=_NOTHING).render(
        stylesheets=[CSS(string=style, url_fetcher=_NOTHING)]
    )


def drawn(document: Any) -> tuple[bytes, bool]:
    """The document as a PDF that tells its structure, title and language, and whether every letter could be drawn."""
    ears = _Ears()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(ears)
    try:
        made: bytes = document.write_pdf(pdf_tags=True)
    finally:
        logger.removeHandler(ears)
    return made, not ears.heard


def as_png(pdf: bytes) -> bytes:
    """The first page of a PDF as a picture with a pixel for each pixel of its CSS."""
    found = BytesIO()
    with contextlib.closing(PdfDocument(pdf)) as document:
        document[0].render(scale=_POINT_TO_PIXEL).to_pil().save(found, "png")
    return found.getvalue()
