"""The PDF for a press: an edition's pages made fit for it by a worker, and what it would say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diglot.config import Config
from diglot.core.findings import Finding
from diglot.run.building.pages import LaidOut
from diglot.run.building.press import begin_press, unfit
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.conversion import Printed
from diglot.writers.pdf.press.resolution import coarse_pictures


def make(work: Work, laid_out: LaidOut) -> Callable[[], Made]:
    """Begin the PDF for a press, and return what waits for it."""
    wait = begin_press(work, laid_out.book.content, laid_out.pdf.identity)

    def finish() -> Made:
        printed = wait()
        work.rescue.findings += _findings(work.config, laid_out, printed)
        return Made(printed.content, printed.pages, printed.report.entry())

    return finish


def _findings(config: Config, laid_out: LaidOut, printed: Printed) -> Iterator[Finding]:
    """Yield what a press would complain of."""
    edition, parts = laid_out.pdf.edition, laid_out.book.parts
    yield from coarse_pictures(printed.pictures, edition, parts, config.press.resolution_ppi)
    yield from unfit(printed, f"the print PDF in {edition.language}")
