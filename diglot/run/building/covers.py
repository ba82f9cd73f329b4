"""What is between the covers → the sheet that is wrapped around it."""

from __future__ import annotations

from diglot.run.building.work import Made, Work
from diglot.writers.pdf.identity import Identity
from diglot.writers.pdf.press.cover import Inside, PdfCover


def made_cover(work: Work, inside: Inside, identity: Identity) -> Made:
    """Return the sheet, and say what has no room on it."""
    cover = PdfCover(inside, work.config.cover, work.config.press.profile)
    content = cover.finish(work.layouts.begin(cover.job())(), identity)
    work.rescue.findings += cover.findings
    return Made(content)


def printed_pages(work: Work, pages: int) -> int:
    """Return how many pages a press prints of so many, with the blank ones at the end."""
    multiple = work.config.press.multiple
    return -(-pages // multiple) * multiple
