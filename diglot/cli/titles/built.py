"""`build` of several books: each built in a process that stays, and told when all are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from diglot.cli.building import Wanted, built
from diglot.cli.shared import STATUS_FAILED
from diglot.cli.terminal import Terminal
from diglot.cli.titles.named import Title
from diglot.cli.titles.side_by_side import Share, side_by_side
from diglot.cli.titles.telling import Quiet, Row, Summary
from diglot.core.findings import Finding
from diglot.core.formats import FORMATS
from diglot.disk.output import Artifact
from diglot.report import below
from diglot.work.workers import preload


@dataclass(slots=True)
class Record:
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


def build_titles(titles: Sequence[Title], wanted: Wanted, terminal: Terminal) -> int:
    """Build books, say what is wrong and what was made, and return the worst exit status.

    wanted: what is asked for of each. Its folder for the output has one for each book.
    """
    summary = Summary(titles)
    if wanted.lays_out_here:
        from diglot.run.building.build import LAYING_OUT

        preload(LAYING_OUT)
    make = partial(_built, wanted)
    done = side_by_side(titles, make, "Building", jobs=wanted.jobs, terminal=terminal)
    for one in done:
        if one.outcome:
            terminal.findings(below(one.outcome.findings, f"{one.title.name}/"), Path())
            _say_remarks(one.title, one.outcome, terminal)
    return summary.tell(done, _row, terminal)


def _built(wanted: Wanted, title: Title, share: Share) -> Record:
    out = wanted.out and wanted.out / title.project.name
    recorder = Recorder()
    order = replace(wanted, project=title.project, out=out, jobs=share.jobs)
    recorder.record.status, _ = built(order, recorder, warm=share.warm)
    return recorder.record


def _row(record: Record) -> Row:
    names = {artifact.format for artifact in record.made}
    formats = ", ".join(form.name for form in FORMATS if form.name in names)
    if not record.made:
        return Row("not built", record.findings, record.status)
    result = "built" if record.is_new else "unchanged"
    if record.lacking:
        result = f"{len(record.lacking)} not made; built"
    return Row(f"{result}: {formats}", record.findings, record.status)


def _say_remarks(title: Title, record: Record, terminal: Terminal) -> None:
    for path, why in record.lacking:
        terminal.say(f"{title.name}: {path}: not made. {why.rstrip('.')}.")
    for remark in dict.fromkeys(a.remark for a in record.made if a.remark):
        terminal.say(f"{title.name}: {remark}.")
    for remark in record.remarks:
        terminal.say(f"{title.name}: {remark}")
