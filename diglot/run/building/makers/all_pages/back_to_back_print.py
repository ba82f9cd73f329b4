"""Back to back for a press: the pages of both editions, made fit for it as one book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from diglot.core.findings import Finding
from diglot.run.building.back_to_back import TwoFronts, two_fronts
from diglot.run.building.pages import LaidOut
from diglot.run.building.press import begin_press, unfit
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.conversion import Printed
from diglot.writers.pdf.press.resolution import coarse_pictures


def make(work: Work, pages: Sequence[LaidOut]) -> Made:
    """Return the pages, and say what a press would complain of."""
    book = two_fronts(work, pages)
    printed = begin_press(work, book.joined(work), book.identity)()
    work.rescue.findings += _coarse(book, printed, work.config.press.resolution_ppi)
    work.rescue.findings += unfit(printed, "the back-to-back print PDF")
    return Made(printed.content, printed.pages, printed.report.entry())


def _coarse(book: TwoFronts, printed: Printed, least_ppi: int) -> Iterator[Finding]:
    """Yield the pictures of both editions that have too few dots."""
    for side, one in enumerate((book.left, book.right)):
        own = {n: place[1] for n, place in enumerate(book.places) if place and place[0] == side}
        found = [replace(p, page=own[p.page]) for p in printed.pictures if p.page in own]
        pictures = sorted(found, key=lambda picture: picture.page)
        yield from coarse_pictures(pictures, one.pdf.edition, one.book.parts, least_ppi)
