"""Two editions → a book whose pages have both."""

from __future__ import annotations

from collections.abc import Sequence

from diglot.core.model import Edition
from diglot.run.building.pages import STANDARDS
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.book.edition import Making, PdfBook
from diglot.writers.pdf.together.documents import Arrangement, Together
from diglot.writers.pdf.together.edition import together_pdf


def together(work: Work, arrangement: Arrangement) -> Made:
    """Return the pages of a book with both languages, in a draft whatever they are made of.

    They are made once. Raises DiglotError where there is only one language to make them of.
    """
    return work.once(_together, arrangement)


def _together(work: Work, arrangement: Arrangement) -> Made:
    work.refuse_one_language("a page with both languages")
    making = Making(work.order.modified, STANDARDS[work.config.archive])
    shown = work.config.bilingual

    def make(editions: Sequence[Edition]) -> PdfBook:
        source, translation = editions[:2]
        return together_pdf(
            (source, translation),
            work.pairs(editions),
            work.config.page,
            work.templates,
            making,
            Together(arrangement, shown.first, shown.widths),
            work.layouts.begin,
        )

    book = work.with_stand_ins(work.editions, make)
    work.rescue.findings += book.findings
    return Made(book.content, book.pages)
