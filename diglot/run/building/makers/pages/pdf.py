"""The PDF for screens: an edition's pages as they are."""

from __future__ import annotations

from diglot.run.building.pages import LaidOut
from diglot.run.building.work import Made, Work


def make(_work: Work, laid_out: LaidOut) -> Made:
    """Return the pages."""
    return Made(laid_out.book.content, laid_out.book.pages)
