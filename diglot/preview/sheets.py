"""The pages of a PDF as pictures, as a browser shows them one below another.

A browser's own viewer of PDF begins again on page one whenever the file is another.
"""

from __future__ import annotations

import io
import threading
from functools import lru_cache
from pathlib import Path

import pypdfium2
from msgspec import Struct

_SCALE = 2.0  # dots to a point: sharp where a page is as wide as half a screen
_lock = threading.Lock()  # PDFium works in one thread at a time


class Sheet(Struct, frozen=True):
    """One page. number: from 1. label: as it is printed. width, height: in points."""

    number: int
    label: str
    width: float
    height: float


def sheets_of(pdf: Path) -> list[Sheet]:
    """Return the pages of a PDF, without their pictures."""
    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [
                Sheet(index + 1, document.get_page_label(index), *document.get_page_size(index))
                for index in range(len(document))
            ]
        finally:
            document.close()


def picture_of(pdf: Path, number: int) -> bytes | None:
    """Return a page as PNG; None where the PDF has not so many. number: from 1."""
    return _picture(pdf, number, pdf.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _picture(pdf: Path, number: int, _changed: int) -> bytes | None:
    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if not 1 <= number <= len(document):
                return None
            picture = document[number - 1].render(scale=_SCALE).to_pil()
        finally:
            document.close()
    made = io.BytesIO()
    picture.save(made, "PNG", compress_level=1)
    return made.getvalue()
