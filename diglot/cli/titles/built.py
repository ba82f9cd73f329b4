"""`build` of several books: each built in a process that stays, and told when all are done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from diglot.cli.building import Wanted, built
from diglot.cli.terminal import Terminal
from diglot.cli.titles.named import Title
from diglot.cli.titles.recording import Record, Recorder
from diglot.cli.titles.side_by_side import Share, side_by_side
from diglot.cli.titles.telling import Row, Summary
from diglot.core.formats import FORMATS
from diglot.report import below
from diglot.work.workers import preload


def build_titles(titles: Sequence[Title], wanted: Wanted, terminal: Terminal) -> int:
    """Build books, say what is wrong and what was made, and return the worst exit status.

    wanted: what is asked for of each. Its folder for the output has one for each book.
    """
    summary = Summary(titles)
    if wanted.lays_out_here:
        from diglot.run.building.build import LAYING_OUT

        preload(LAYING_OUT)
    were_away: frozenset[Path] = frozenset()
    if wanted.scheduler:
        from diglot.cli.titles.away import build_away

        were_away = build_away(titles, wanted, terminal)
    make = partial(_built, wanted, were_away)
    done = side_by_side(titles, make, "Building", jobs=wanted.jobs, terminal=terminal)
    for one in done:
        if one.outcome:
            terminal.findings(below(one.outcome.findings, f"{one.title.name}/"), Path())
            _say_remarks(one.title, one.outcome, terminal)
    return summary.tell(done, _row, terminal)


def _built(wanted: Wanted, were_away: Collection[Path], title: Title, share: Share) -> Record:
    """Build a book. were_away: those that have been built elsewhere: they need no machine now."""
    out = wanted.out and wanted.out / title.project.name
    recorder = Recorder()
    scheduler = "" if title.project in were_away else wanted.scheduler
    order = replace(wanted, project=title.project, out=out, jobs=share.jobs, scheduler=scheduler)
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
