"""The booklet of the pages with two columns, on sheets to fold."""

from __future__ import annotations

from diglot.lang.locales import direction_of
from diglot.run.building.together import together
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.booklet import booklet


def make(work: Work) -> Made:
    """Return the sheets. Raises DiglotError where there is only one language to make it of."""
    content = together(work, "beside").content
    direction = direction_of(work.editions[0].language)  # it is bound as the source
    return Made(booklet(content, work.config.booklet, direction))
