"""One edition → the pages that it is laid out on, of which several formats are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from diglot.core.model import Edition
from diglot.run.building.work import Work
from diglot.settings.press import Archive
from diglot.writers.pdf.book.edition import Making, PdfBook, PdfEdition
from diglot.writers.pdf.identity import Standard

STANDARDS: dict[Archive, Standard | None] = {"none": None, "2u": "a-2u", "3u": "a-3u"}


class LaidOut(Struct, frozen=True):
    """An edition that is laid out: all that is known of it, and its pages as a PDF."""

    pdf: PdfEdition
    book: PdfBook

    @property
    def language(self) -> str:
        """Return the edition's language."""
        return self.pdf.edition.language


def begin_pages(work: Work, edition: Edition) -> PdfEdition:
    """Return an edition whose chapters are being laid out by the workers."""
    making = Making(work.order.modified, STANDARDS[work.config.archive])
    pdf = PdfEdition(edition, work.config.page, work.templates, making)
    pdf.begin(work.layouts.begin)
    return pdf


def finish_pages(work: Work, begun: PdfEdition) -> LaidOut:
    """Return the pages of an edition, in a draft whatever they are made of.

    Raises DiglotError where there are none.
    """
    pdf = begun
    step: Callable[[str], None] = work.progress.step

    def make(editions: Sequence[Edition]) -> PdfBook:
        nonlocal pdf, step
        if editions[0] != pdf.edition:
            pdf = begin_pages(work, editions[0])
        told, step = step, _silent  # a second time, these steps are done already
        return pdf.finish(work.layouts.begin, told)

    book = work.rescue.with_stand_ins(
        [begun.edition], make, lambda chapter: pdf.fails(chapter, work.layouts.begin)
    )
    work.rescue.findings += book.findings
    return LaidOut(pdf, book)


def _silent(_step: str) -> None:
    """Say nothing."""
