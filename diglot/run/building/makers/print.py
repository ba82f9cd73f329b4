"""The PDF for a press: an edition's pages made fit for it by a worker, and what it would say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from diglot.config import Config
from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.disk.cache import used
from diglot.run.building.pages import LaidOut
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.conversion import PressJob, Printed, press_pdf
from diglot.writers.pdf.press.resolution import coarse_pictures


def make(work: Work, laid_out: LaidOut) -> Callable[[], Made]:
    """Begin the PDF for a press, and return what waits for it."""
    wait = work.pool.submit(press_pdf, _job(work.config, laid_out), used())

    def finish() -> Made:
        printed = wait()
        work.rescue.findings += _findings(work.config, laid_out, printed)
        return Made(printed.content, printed.pages, printed.report.entry())

    return finish


def _job(config: Config, laid_out: LaidOut) -> PressJob:
    """Return how an edition's pages are made fit for the press."""
    press = config.press
    return PressJob(
        content=laid_out.book.content,
        press=replace(press, profile=None),
        profile=press.profile.read_bytes() if press.profile else b"",
        profile_name=press.profile.stem if press.profile else "",
        identity=laid_out.pdf.identity,
    )


def _findings(config: Config, laid_out: LaidOut, printed: Printed) -> Iterator[Finding]:
    """Yield what a press would complain of."""
    edition, parts = laid_out.pdf.edition, laid_out.book.parts
    yield from coarse_pictures(printed.pictures, edition, parts, config.press.resolution_ppi)
    for problem in printed.report.problems:
        yield Finding(
            "preflight",
            Position("content/book.yaml"),
            f"the print PDF in {edition.language} is not fit for a press: {problem}",
            "a template or picture of your own may bring it in; build without it to see",
        )
