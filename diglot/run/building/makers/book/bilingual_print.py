"""The bilingual edition for a press: the facing pages made fit for it."""

from __future__ import annotations

from diglot.run.building.facing import facing
from diglot.run.building.press import begin_press, unfit
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.resolution import coarse_pictures


def make(work: Work) -> Made:
    """Return the pages, and say what a press would complain of."""
    book = facing(work)
    printed = begin_press(work, book.content, book.identity)()
    least_ppi = work.config.press.resolution_ppi
    for edition in work.editions:
        if parts := book.parts.get(edition.language):
            work.rescue.findings += coarse_pictures(printed.pictures, edition, parts, least_ppi)
    work.rescue.findings += unfit(printed, "the bilingual print PDF")
    return Made(printed.content, printed.pages, printed.report.entry(), book.remark)
