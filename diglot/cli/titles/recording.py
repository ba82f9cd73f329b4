"""What becomes of a book that is built among others, as it is told, for when all are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from diglot.cli.shared import STATUS_FAILED
from diglot.cli.titles.telling import Quiet
from diglot.core.findings import Finding
from diglot.disk.output import Artifact


class Record(Struct):
    """What became of a book that was built, as it was told.

    made: its files, of an earlier build too where is_new is false. remarks: what else was said.
    """

    status: int = STATUS_FAILED
    findings: list[Finding] = field(default_factory=list)
    made: tuple[Artifact, ...] = ()
    is_new: bool = True
    lacking: tuple[tuple[str, str], ...] = ()
    remarks: list[str] = field(default_factory=list)


class Recorder:
    """Somebody who is told what becomes of a book, and writes it down."""

    def __init__(self) -> None:
        self.record = Record()

    @contextmanager
    def progress(self) -> Iterator[Quiet]:
        """Give somebody to whom it does not matter how the work goes."""
        yield Quiet()

    def assumptions(self, assumptions: Sequence[str]) -> None:
        """Leave out what was taken for granted."""

    def findings(self, findings: Sequence[Finding], _project: Path) -> None:
        """Write down what is wrong."""
        self.record.findings += findings

    def summary(
        self,
        artifacts: Sequence[Artifact],
        _out: Path,
        seconds: float | None = None,
        _layouts: tuple[int, int] = (0, 0),
    ) -> None:
        """Write down what was made."""
        self.record.made, self.record.is_new = tuple(artifacts), seconds is not None

    def missing(self, missing: Sequence[tuple[str, str]], _out: Path) -> None:
        """Write down what was not made."""
        self.record.lacking = tuple(missing)

    def say(self, text: str) -> None:
        """Write down a remark."""
        self.record.remarks.append(text)
