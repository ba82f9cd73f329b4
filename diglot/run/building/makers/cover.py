"""The cover for print, its spine as wide as an edition's pages need."""

from __future__ import annotations

from diglot.run.building.pages import LaidOut
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.cover import PdfCover


def make(work: Work, laid_out: LaidOut) -> Made:
    """Return the sheet with back, spine and front."""
    press, pdf = work.config.press, laid_out.pdf
    pages = -(-laid_out.book.pages // press.multiple) * press.multiple
    cover = PdfCover(pdf.documents, work.config.cover, pages, press.profile)
    page = work.layouts.begin(cover.job())()
    content = cover.finish(page, pdf.identity)
    work.rescue.findings += cover.findings
    return Made(content)
