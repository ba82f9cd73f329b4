"""How much of a text three extractors bring back out of a PDF."""

from __future__ import annotations

import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pypdfium2

_JOINER = "\u034f"


def with_poppler(pdf: Path) -> list[str]:
    """Return the text of each page as pdftotext reads it."""
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, text=True)
    return done.stdout.split("\f")[:-1]


def with_pdfium(pdf: Path) -> list[str]:
    """Return the text of each page as PDFium reads it: Chrome, and much else."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_pdfium_text(page) for page in document]
    finally:
        document.close()


def _pdfium_text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()
        page.close()


def with_mupdf(pdf: Path) -> list[str]:
    """Return the text of each page as MuPDF reads it."""
    with pymupdf.open(pdf) as document:
        return [page.get_text() for page in document]


EXTRACTORS: dict[str, Callable[[Path], list[str]]] = {
    "poppler": with_poppler,
    "PDFium": with_pdfium,
    "MuPDF": with_mupdf,
}


def letters(text: str) -> str:
    """Return a text's letters, marks and signs, normalized, without spaces and controls.

    Presentation forms count as what they stand for: extractors take them apart as they like.
    """
    seen = (c for c in text if unicodedata.category(c)[0] not in "CZ" and c != _JOINER)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", "".join(seen)))


def pieces(text: str) -> Counter[str]:
    """Return how often each letter and each mark of a text is there."""
    return Counter(unicodedata.normalize("NFD", letters(text)))


def likeness(text: str, source: str) -> float:
    """Return how near a text is to its source, letter by letter: 1 for the same, 0 for nothing."""
    one, other = letters(text), letters(source)
    distances = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            change = distances[j - 1] + (letter != wanted)
            row.append(min(distances[j] + 1, row[-1] + 1, change))
        distances = row
    return 1 - distances[-1] / max(len(one), len(other), 1)
