"""The e-book with both languages in it."""

from __future__ import annotations

from collections.abc import Sequence

from diglot.core.model import Edition
from diglot.run.building.work import Made, Work
from diglot.writers.epub import bilingual_epub


def make(work: Work) -> Made:
    """Return the e-book. Raises DiglotError where there is only one language to make it of."""
    work.refuse_one_language("an e-book with both languages")

    def write(editions: Sequence[Edition]) -> bytes:
        source, translation = editions[:2]
        return bilingual_epub(
            work.checked.book,
            (source, translation),
            work.pairs(editions),
            work.templates,
            work.order.modified,
            work.config.bilingual.first,
        )

    return Made(work.with_stand_ins(work.editions, write))
