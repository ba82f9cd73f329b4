"""What is between the covers → the sheet that is wrapped around it."""

from __future__ import annotations

from diglot.run.building.work import Made, Work
from diglot.writers.pdf.identity import Identity
from diglot.writers.pdf.press.cover import WRAP, Inside, PdfCover, Wrap


def made_cover(work: Work, inside: Inside, identity: Identity) -> Made:
    """Return the sheet, as it was kept or made now, and say what has no room on it."""
    cover = PdfCover(inside, work.config.cover, work.config.press.profile)

    def make() -> Wrap:
        return cover.finish(work.layouts.begin(cover.job())(), identity)

    wrap = cover.step(identity).result(make, WRAP)
    work.rescue.findings += wrap.findings
    return Made(wrap.content)


def printed_pages(work: Work, pages: int) -> int:
    """Return how many pages a press prints of so many, with the blank ones at the end."""
    multiple = work.config.press.multiple
    return -(-pages // multiple) * multiple
