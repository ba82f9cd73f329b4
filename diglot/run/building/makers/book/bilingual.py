"""The bilingual edition for screens: both languages on facing pages."""

from __future__ import annotations

from diglot.run.building.facing import facing
from diglot.run.building.work import Made, Work


def make(work: Work) -> Made:
    """Return the pages. Raises DiglotError where there is only one language to make it of."""
    book = facing(work)
    return Made(book.content, book.pages, remark=book.remark)
