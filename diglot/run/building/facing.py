"""Two editions → the pages on which they face each other, of which several formats are made."""

from __future__ import annotations

from collections.abc import Sequence

from diglot.core.model import Direction, Edition
from diglot.lang.locales import direction_of
from diglot.run.building.pages import STANDARDS
from diglot.run.building.work import Work
from diglot.writers.pdf.book.edition import Making
from diglot.writers.pdf.facing.edition import FacingBook, facing_pdf


def facing(work: Work) -> FacingBook:
    """Return the facing pages of a book, in a draft whatever they are made of; made once.

    Raises DiglotError where there is only one language to make them of.
    """
    return work.once(_facing)


def _facing(work: Work) -> FacingBook:
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
            bleed_mm=work.config.press.bleed_mm,
        )

    book = work.with_stand_ins(work.editions, make)
    work.rescue.findings += book.findings
    return book


def binding(work: Work) -> Direction:
    """Return of which direction the books are that are bound as the facing pages."""
    source, translation = (edition.language for edition in work.editions[:2])
    return direction_of(work.config.bilingual.bound_as(source, translation))
