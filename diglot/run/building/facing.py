"""Two editions → the pages on which they face each other."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from diglot.core.model import Edition
from diglot.run.building.pages import STANDARDS
from diglot.run.building.work import Work
from diglot.writers.pdf.book.edition import Making
from diglot.writers.pdf.facing.edition import FacingBook, facing_pdf

# Of a build, the pages that several formats are made of.
_MADE: WeakKeyDictionary[Work, FacingBook] = WeakKeyDictionary()


def facing(work: Work) -> FacingBook:
    """Return the facing pages of a book, in a draft whatever they are made of; made once.

    Raises DiglotError where there is only one language to make them of.
    """
    if work in _MADE:
        return _MADE[work]
    work.refuse_one_language("a book of facing pages")
    making = Making(work.order.modified, STANDARDS[work.config.archive])

    def make(editions: Sequence[Edition]) -> FacingBook:
        source, translation = editions[:2]
        return facing_pdf(
            (source, translation),
            work.pairs(editions),
            work.config.page,
            work.templates,
            making,
            work.layouts.begin,
            setting=work.config.bilingual,
        )

    book = _MADE[work] = work.with_stand_ins(work.editions, make)
    work.rescue.findings += book.findings
    return book
