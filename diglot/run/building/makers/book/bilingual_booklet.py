"""The booklet of the bilingual edition: its facing pages on sheets to fold."""

from __future__ import annotations

from diglot.run.building.facing import binding, facing
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.booklet import booklet


def make(work: Work) -> Made:
    """Return the sheets. Raises DiglotError where there is only one language to make it of."""
    return Made(booklet(facing(work).content, work.config.booklet, binding(work)))
