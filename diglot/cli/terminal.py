"""What people see on the terminal: progress, findings, the closing summary.

On a terminal there are colours and a moving bar; in a log there are plain lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    Task,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from diglot.core.findings import Finding
from diglot.core.formats import FORMATS
from diglot.core.model import Position
from diglot.disk.output import Artifact
from diglot.report import (
    MOST_OF_A_CAUSE,
    Listing,
    finding_lines,
    first_of_each_cause,
    listing,
)

_COLORS = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_KILOBYTE = 1000


class PlainProgress:
    """Progress as lines of a log: one when a task begins."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def begin(self, task: str, total: int) -> None:
        """Say that a task begins."""
        self._say(f"{task} … ({total} steps)" if total else f"{task} …")

    def step(self, detail: str = "") -> None:
        """Say nothing: a log does not move."""

    def at(self, detail: str) -> None:
        """Say nothing."""


class _Steps(MofNCompleteColumn):
    """How many steps of how many are done; nothing where nobody counts them."""

    def render(self, task: Task) -> Text:
        return Text() if task.total is None else super().render(task)


class BarProgress:
    """Progress as a bar that moves."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None, detail="")

    def begin(self, task: str, total: int) -> None:
        """Begin a task of so many steps."""
        self._bar.update(self._task, description=task, total=total or None, completed=0, detail="")

    def step(self, detail: str = "") -> None:
        """Finish one step of the task."""
        self._bar.update(self._task, advance=1, detail=detail)

    def at(self, detail: str) -> None:
        """Say what is worked on."""
        self._bar.update(self._task, detail=detail)


class Terminal:
    """Standard output for results, standard error for what happens on the way."""

    def __init__(self) -> None:
        self._out = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
        self._err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)

    def say(self, text: str) -> None:
        """Print a line of result."""
        self._out.print(text)

    def log(self, text: str) -> None:
        """Print a line of what happens on the way, in a log; on a terminal a bar shows it."""
        if not self._err.is_terminal:
            self._err.print(text)

    def failure(self, why: str) -> None:
        """Say why something could not be done at all."""
        self._err.print(f"error: {why}")

    @contextmanager
    def progress(self) -> Iterator[PlainProgress | BarProgress]:
        """Give something that shows how the work goes, for as long as it goes."""
        if not self._err.is_terminal:
            yield PlainProgress(self._err.print)
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            _Steps(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[detail]}", style="dim"),
        )
        with Progress(*columns, console=self._err, transient=True) as bar:
            yield BarProgress(bar)

    def assumptions(self, assumptions: Sequence[str]) -> None:
        """Say what was taken for granted."""
        for assumption in assumptions:
            self._err.print(f"assumed: {assumption}", style="dim")

    def findings(self, findings: Sequence[Finding], project: Path) -> None:
        """Print findings; on a terminal, of a flood the first of each cause, and a table."""
        self._listed(listed := listing(findings, self.most_of_a_cause), project)
        for line in listed.table():
            self.say(line)

    def listing(self, listing: Listing, project: Path, book: str = "") -> None:
        """Print what a report lists, and what closes it. book: begins the last line."""
        self._listed(listing, project)
        *lines, total = listing.closing()
        for line in (*lines, book + total):
            self.say(line)

    @property
    def most_of_a_cause(self) -> int | None:
        """Return how many findings of one cause are shown; None for all, as in a log."""
        return MOST_OF_A_CAUSE if self._out.is_terminal else None

    def _listed(self, listing: Listing, project: Path) -> None:
        """Print findings, each with its counterpart and hint."""
        excerpt = self.excerpt(project)
        for finding in listing.listed:
            head, *rest = finding_lines(finding, excerpt)
            line = Text(head)
            start = len(f"{finding.position}: ")
            line.stylize("bold", 0, start - 2)
            line.stylize(_COLORS[finding.severity], start, start + len(finding.severity))
            line.stylize("cyan", head.index(finding.code, start), head.index(": ", start))
            self._out.print(line)
            for detail in rest:
                self._out.print(Text(detail, style="dim"))

    def gone(self, findings: Sequence[Finding]) -> None:
        """Print findings that a change of the text has settled, a line each."""
        most = self.most_of_a_cause
        shown = findings if most is None else first_of_each_cause(findings, most)
        for finding in shown:
            head, *_ = finding_lines(finding, lambda _: "")
            self._out.print(Text(f"settled: {head}", style="green"))
        if more := len(findings) - len(shown):
            self._out.print(Text(f"settled: {more} more like these", style="green"))

    def table(
        self,
        title: str,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        aside: bool = False,
    ) -> None:
        """Print a table whose first two columns are words and the rest numbers, sums last.

        aside: whether it is no result, but tells what happened on the way.
        """
        where = self._err if aside else self._out
        if not where.is_terminal:
            where.print(title)
            widths = [max(map(cell_len, column)) for column in zip(head, *rows, strict=True)]
            for row in (head, *rows):
                where.print("  ".join(_set(row, widths)).rstrip())
            return
        table = Table(title=title or None, title_justify="left", box=SIMPLE_HEAD, padding=0)
        for index, name in enumerate(head):
            is_number = index > 1
            least = max(map(cell_len, name.split())) if is_number else None
            justify: JustifyMethod = "right" if is_number else "left"
            table.add_column(name, justify=justify, no_wrap=index == 0, min_width=least)
        for row in rows[:-1]:
            table.add_row(*row)
        table.add_section()
        table.add_row(*rows[-1], style="bold")
        where.print(table)

    def excerpt(self, project: Path) -> Callable[[Position], str]:
        """Return a function from a position to the line of source there."""

        @cache
        def lines(path: str) -> tuple[str, ...]:
            file = project / path
            try:
                is_text = file.is_file()
                text = file.read_text(encoding="utf-8-sig", errors="replace") if is_text else ""
            except OSError:
                return ()
            return tuple(text.splitlines())

        def line(position: Position) -> str:
            all_lines = lines(position.path)
            inside = 0 < position.line <= len(all_lines)
            return all_lines[position.line - 1].strip() if inside else ""

        return line

    def summary(
        self,
        artifacts: Sequence[Artifact],
        out: Path,
        seconds: float | None = None,
        layouts: tuple[int, int] = (0, 0),
    ) -> None:
        """Print what was made, and how long it took; None where it had been made before.

        layouts: how many were reused, and of how many.
        """
        folders = {form.name: form.path("") for form in FORMATS if form.is_folder}
        rows = []
        for name, folder in folders.items():
            if files := [artifact for artifact in artifacts if artifact.format == name]:
                pages = sum(artifact.path.endswith(".html") for artifact in files)
                size = sum(artifact.size for artifact in files)
                rows.append((f"{_shown(out)}/{folder}index.html", f"{pages} pages", _size(size)))
        for artifact in artifacts:
            if artifact.format not in folders:
                pages_text = f"{artifact.pages} pages" if artifact.pages else ""
                rows.append((f"{_shown(out)}/{artifact.path}", pages_text, _size(artifact.size)))
        widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
        for path, pages_text, size_text in rows:
            self.say(f"  {path:<{widths[0]}}  {pages_text:>{widths[1]}}  {size_text:>{widths[2]}}")
        for remark in dict.fromkeys(a.remark for a in artifacts if a.remark):
            self.say(f"  {remark[0].upper()}{remark[1:]}.")
        if seconds is None:
            self.say("Nothing has changed since these were built.")
            return
        reused, asked = layouts
        kept = f" {reused} of {asked} layouts were kept from before." if reused else ""
        self.say(f"Built in {seconds:.1f} s.{kept}" if artifacts else "Nothing was built.")

    def missing(self, missing: Sequence[tuple[str, str]], out: Path) -> None:
        """Print what was to be made and was not: its path in the output folder, and why."""
        for path, why in missing:
            is_there = (out / path).exists()
            old = "; what is there is from an earlier build" if is_there else ""
            self.say(f"  {_shown(out)}/{path}: not made{old}. {why.rstrip('.')}.")


def _set(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yield the cells of a row, set to the width of their columns; numbers to the right."""
    for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
        fill = " " * (width - cell_len(cell))
        yield fill + cell if index > 1 else cell + fill


def _shown(out: Path) -> str:
    """Return a folder as seen from here, where that is shorter."""
    try:
        return out.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return out.as_posix()


def _size(count: int) -> str:
    """Return a number of bytes in words."""
    if count < _KILOBYTE**2:
        return f"{max(count / _KILOBYTE, 0.1):.0f} kB"
    return f"{count / _KILOBYTE**2:.1f} MB"
