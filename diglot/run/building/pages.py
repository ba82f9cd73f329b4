"""One edition → the pages that it is laid out on, of which several formats are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from diglot.core.model import Edition
from diglot.disk.cache import used
from diglot.disk.steps import Step
from diglot.run.building.work import Work
from diglot.settings.press import Archive
from diglot.writers.pdf.book.edition import Making, PdfBook, PdfEdition
from diglot.writers.pdf.book.kept import BOOK
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


class Begun(Struct, frozen=True):
    """An edition whose chapters are being laid out. kept: its PDF, where that was made before."""

    pdf: PdfEdition
    step: Step
    kept: PdfBook | None

    def finished(self, work: Work, told: Callable[[str], None]) -> PdfBook:
        """Return its PDF. told: of each chapter that is there."""
        if self.kept is None:
            book = self.pdf.finish(work.layouts.begin, told)
            self.step.keep(book, BOOK, used())
            return book
        for chapter in self.pdf.edition.chapters:
            told(chapter.name)
        work.layouts.count(self.kept.layouts)
        return self.kept


def begin_pages(work: Work, edition: Edition) -> Begun:
    """Return an edition whose chapters are being laid out by the workers, if that is needed."""
    how = Making(work.order.modified, STANDARDS[work.config.archive])
    pdf = PdfEdition(edition, work.config.page, work.templates, how)
    step = work.step_of("book", edition, work.config.page, how)
    kept = step.kept(BOOK, used())
    if kept is None:
        pdf.begin(work.layouts.begin)
    return Begun(pdf, step, kept)


def finish_pages(work: Work, begun: Begun) -> LaidOut:
    """Return the pages of an edition, in a draft whatever they are made of.

    Raises DiglotError where there are none.
    """
    now = begun
    step: Callable[[str], None] = work.progress.step

    def make(editions: Sequence[Edition]) -> PdfBook:
        nonlocal now, step
        if editions[0] != now.pdf.edition:
            now = begin_pages(work, editions[0])
        told, step = step, _silent  # a second time, these steps are done already
        return now.finished(work, told)

    book = work.rescue.with_stand_ins(
        [begun.pdf.edition], make, lambda chapter: now.pdf.fails(chapter, work.layouts.begin)
    )
    work.rescue.findings += book.findings
    return LaidOut(now.pdf, book)


def _silent(_step: str) -> None:
    """Say nothing."""
