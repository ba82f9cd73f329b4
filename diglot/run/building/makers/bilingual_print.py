"""The bilingual edition for a press: the facing pages made fit for it."""

from __future__ import annotations

from dataclasses import replace

from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.disk.cache import used
from diglot.run.building.facing import facing
from diglot.run.building.work import Made, Work
from diglot.writers.pdf.press.conversion import PressJob, press_pdf


def make(work: Work) -> Made:
    """Return the pages, and say what a press would complain of."""
    book, press = facing(work), work.config.press
    job = PressJob(
        content=book.content,
        press=replace(press, profile=None),
        profile=press.profile.read_bytes() if press.profile else b"",
        profile_name=press.profile.stem if press.profile else "",
        identity=book.identity,
    )
    printed = work.pool.submit(press_pdf, job, used())()
    work.rescue.findings += [
        Finding(
            "preflight",
            Position("content/book.yaml"),
            f"the bilingual print PDF is not fit for a press: {problem}",
            "a template or picture of your own may bring it in; build without it to see",
        )
        for problem in printed.report.problems
    ]
    return Made(printed.content, printed.pages, printed.report.entry(), book.remark)
