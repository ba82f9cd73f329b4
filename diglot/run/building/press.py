"""Finished pages → what a press is given of them, and what it would complain of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diglot.config import Config
from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.writers.pdf.identity import Identity
from diglot.writers.pdf.press.conversion import PressJob, Printed


def press_job(config: Config, content: bytes, identity: Identity) -> PressJob:
    """Return how pages are made fit for the press. content: the PDF for screens."""
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
