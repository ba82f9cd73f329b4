"""The cover of the book that is opened from either side: two fronts, and both titles between."""

from __future__ import annotations

from collections.abc import Sequence

from diglot.run.building.back_to_back import two_fronts
from diglot.run.building.covers import made_cover
from diglot.run.building.pages import LaidOut
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.cover import Inside


def make(work: Work, pages: Sequence[LaidOut]) -> Made:
    """Return the sheet. Raises DiglotError where both languages are read from the same side."""
    book = two_fronts(work, pages)
    inside = Inside(
        tuple(one.pdf.documents for one in book.source_first),
        len(book.places),
        "ltr",
        has_two_fronts=True,
        isbn=work.config.bilingual.isbn,
    )
    return made_cover(work, inside, book.identity)
