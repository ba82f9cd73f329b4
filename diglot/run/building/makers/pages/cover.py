"""The cover for print, its spine as wide as an edition's pages need."""

from __future__ import annotations

from diglot.run.building.covers import made_cover, printed_pages
from diglot.run.building.pages import LaidOut
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.cover import Inside


def make(work: Work, laid_out: LaidOut) -> Made:
    """Return the sheet with back, spine and front."""
    pdf = laid_out.pdf
    inside = Inside(
        (pdf.documents,),
        printed_pages(work, laid_out.book.pages),
        pdf.documents.locale.direction,
        isbn=pdf.edition.imprint.isbns.print,
    )
    return made_cover(work, inside, pdf.identity)
