"""What is said of several books when all are done: a row for each, and the worst status."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from msgspec import Struct

from diglot.cli.shared import STATUS_FAILED, STATUS_OK
from diglot.cli.terminal import Terminal
from diglot.cli.titles.named import Title
from diglot.cli.titles.side_by_side import Done, Outcome
from diglot.core.findings import Finding
from diglot.report import count
from diglot.report.wording import plural

_HEAD = ("book", "result", "errors", "warnings", "notes", "seconds")
_SEVERITIES = ("error", "warning", "note")


class Quiet:
    """Nobody who is told how the work on one book goes."""

    def begin(self, task: str, total: int) -> None:
        """Say nothing."""

    def step(self, detail: str = "") -> None:
        """Say nothing."""


class Row(Struct, frozen=True):
    """What a book's row says. status: the exit status that it alone would have."""

    result: str
    findings: Sequence[Finding] = ()
    status: int = STATUS_OK


class Summary:
    """The rows of several books, and the time that all of them take together."""

    def __init__(self, titles: Sequence[Title]) -> None:
        self._titles = titles
        self._start = time.monotonic()

    def tell(
        self,
        done: Sequence[Done[Outcome]],
        row: Callable[[Outcome], Row],
        terminal: Terminal,
        *,
        aside: bool = False,
    ) -> int:
        """Say why what failed did, and a row for each book; return the worst exit status.

        aside: whether the rows go where they are no part of a report.
        """
        rows = [
            row(one.outcome) if one.outcome else Row("failed", (), STATUS_FAILED) for one in done
        ]
        for one in done:
            if one.outcome is None:
                terminal.failure(f"{one.title.name}: {one.error}")
        cells = [
            (one.title.name, said.result, *_counts(said.findings), f"{one.seconds:.1f}")
            for one, said in zip(done, rows, strict=True)
        ]
        every = [finding for said in rows for finding in said.findings]
        seconds = f"{time.monotonic() - self._start:.1f}"
        closing = (plural(len(done), "book"), _standing(rows), *_counts(every), seconds)
        terminal.table("", _HEAD, [*cells, closing], aside=aside)
        left = len(self._titles) - len(done)
        return max([*(said.status for said in rows), STATUS_FAILED if left else STATUS_OK])


def _counts(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(str(count(findings, severity)) for severity in _SEVERITIES)


def _standing(rows: Sequence[Row]) -> str:
    """Return how many books are as they should be, and how many are not."""
    failed = sum(said.status == STATUS_FAILED for said in rows)
    sound = sum(said.status == STATUS_OK for said in rows)
    words = [f"{sound} sound"]
    if with_errors := len(rows) - sound - failed:
        words.append(f"{with_errors} with errors")
    if failed:
        words.append(f"{failed} failed")
    return ", ".join(words)
