"""The e-book of an edition."""

from __future__ import annotations

from collections.abc import Sequence

from diglot.core.model import Edition
from diglot.run.building.work import Made, Work
from diglot.writers.epub import epub


def make(work: Work, edition: Edition) -> Made:
    """Return the e-book."""

    def write(editions: Sequence[Edition]) -> bytes:
        return epub(editions[0], work.checked.book, work.templates, work.order.modified)

    return Made(work.with_stand_ins([edition], write))
