"""Back to back for screens: both editions in one file, each from its own cover."""

from __future__ import annotations

from collections.abc import Sequence

from diglot.run.building.back_to_back import two_fronts
from diglot.run.building.pages import LaidOut
from diglot.run.building.work import Made, Work


def make(work: Work, pages: Sequence[LaidOut]) -> Made:
    """Return the pages of both. Raises DiglotError where both are read from the same side."""
    book = two_fronts(work, pages)
    return Made(book.joined(work), len(book.places))
