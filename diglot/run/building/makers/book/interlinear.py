"""The PDF with both languages, each paragraph above its counterpart."""

from __future__ import annotations

from diglot.run.building.together import together
from diglot.run.building.work import Made, Work


def make(work: Work) -> Made:
    """Return the pages. Raises DiglotError where there is only one language to make it of."""
    return together(work, "under")
