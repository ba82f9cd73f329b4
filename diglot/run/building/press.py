"""Finished pages → what a press is given of them, and what it would complain of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from diglot.config import Config
from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.disk.cache import used
from diglot.run.building.work import Work
from diglot.writers.pdf.identity import Identity
from diglot.writers.pdf.press.conversion import PRINTED, PressJob, Printed, press_pdf


def begin_press(work: Work, content: bytes, identity: Identity) -> Callable[[], Printed]:
    """Have pages made fit for the press, unless they were; return what waits for them.

    content: the PDF for screens.
    """
    job, store = _job(work.config, content, identity), used()
    if kept := job.step.kept(PRINTED, store):
        return lambda: kept

    def keep(printed: Printed) -> None:
        store.put(job.step.key, PRINTED.write(printed))

    return work.turns.submit(press_pdf, job, store, done=keep)


def _job(config: Config, content: bytes, identity: Identity) -> PressJob:
    press = config.press
    return PressJob(
        content=content,
        press=replace(press, profile=None),
        profile=press.profile.read_bytes() if press.profile else b"",
        profile_name=press.profile.stem if press.profile else "",
        identity=identity,
    )


def unfit(printed: Printed, what: str) -> Iterator[Finding]:
    """Yield what makes a file unfit for a press. what: the file, in words."""
    for problem in printed.report.problems:
        yield Finding(
            "preflight",
            Position("content/book.yaml"),
            f"{what} is not fit for a press: {problem}",
            "a template or picture of your own may bring it in; build without it to see",
        )
