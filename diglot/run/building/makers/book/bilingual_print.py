"""The bilingual edition for a press: the facing pages made fit for it."""

from __future__ import annotations

from diglot.disk.cache import used
from diglot.run.building.facing import facing
from diglot.run.building.press import press_job, unfit
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.conversion import press_pdf


def make(work: Work) -> Made:
    """Return the pages, and say what a press would complain of."""
    book = facing(work)
    job = press_job(work.config, book.content, book.identity)
    printed = work.pool.submit(press_pdf, job, used())()
    work.rescue.findings += unfit(printed, "the bilingual print PDF")
    return Made(printed.content, printed.pages, printed.report.entry(), book.remark)
