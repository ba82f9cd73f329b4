"""The booklet: an edition's pages on sheets to fold."""

from __future__ import annotations

from diglot.run.building.pages import LaidOut
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.booklet import booklet


def make(work: Work, laid_out: LaidOut) -> Made:
    """Return the sheets."""
    direction = laid_out.pdf.documents.locale.direction
    return Made(booklet(laid_out.book.content, work.config.booklet, direction))
