"""The cover of the bilingual edition: one front and a spine, both with both titles."""

from __future__ import annotations

from diglot.run.building.covers import made_cover, printed_pages
from diglot.run.building.facing import binding, facing
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.book.documents import Documents
from diglot.writers.pdf.press.cover import Inside


def make(work: Work) -> Made:
    """Return the sheet, bound as the facing pages are."""
    book = facing(work)
    source, translation = (
        Documents(edition, work.config.page, work.templates) for edition in work.editions[:2]
    )
    inside = Inside(
        (source, translation),
        printed_pages(work, book.pages),
        binding(work),
        isbn=work.config.bilingual.isbn,
    )
    return made_cover(work, inside, book.identity)
