"""What `build` does: nothing where nothing is new; else it checks the book and makes editions."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diglot.cli.commands.shared import STATUS_FINDINGS, STATUS_OK, languages_of
from diglot.core.errors import DiglotError
from diglot.core.formats import Format
from diglot.disk.cache import Cache, project_cache
from diglot.run.unchanged import Builds, LastBuild, manifest_state

if TYPE_CHECKING:
    from diglot.cli.terminal import Terminal
    from diglot.disk.output import Artifact
    from diglot.run.building.build import Built
    from diglot.run.building.work import Order
    from diglot.run.pipeline import Checked

# Rules by which something is missing that another try may bring.
_FAILED = {"chapter-not-laid-out", "edition-not-made", "unreadable-chapter"}


@dataclass(frozen=True, slots=True)
class Ordered:
    """What was asked for. out: where to, None for the usual folder. keeps: whether a cache is."""

    project: Path
    out: Path | None
    formats: tuple[Format, ...]
    languages: tuple[str, ...]
    jobs: int
    keeps: bool
    is_draft: bool

    @property
    def folder(self) -> Path:
        """Return where editions are written."""
        return self.out or self.project / "build"

    @property
    def words(self) -> list[str]:
        """Return what tells one order from another."""
        names = [form.name for form in self.formats]
        return [repr(names), repr(self.languages), repr(self.is_draft)]


def build_book(order: Ordered, terminal: Terminal) -> tuple[int, Path | None]:
    """Build what is ordered; return the exit status, and the first thing that is there to see."""
    start = time.monotonic()
    cache = project_cache(order.project) if order.keeps else Cache(None)
    builds = Builds(order.project, order.folder, order.words, cache)
    key = builds.key() if order.keeps else ""
    if key and (found := builds.last(key, _today().isoformat())):
        last, artifacts = found
        terminal.assumptions(last.assumptions)
        terminal.findings(last.checked, order.project)
        terminal.findings(last.built, order.project)
        terminal.summary(artifacts, order.folder)
        if last.has_errors:
            _say_draft(terminal)
        status = STATUS_OK if last.is_sound else STATUS_FINDINGS
        return status, _first_made(order, artifacts)
    return _build(order, terminal, builds, key, start)


def _build(
    order: Ordered, terminal: Terminal, builds: Builds, key: str, start: float
) -> tuple[int, Path | None]:
    from diglot.run import pipeline
    from diglot.run.building.build import build

    project = order.project
    with terminal.progress() as progress:
        checked = pipeline.check_project(
            project, jobs=order.jobs, progress=progress, cache=builds.cache
        )
        is_wanted = order.is_draft or not checked.has_errors
        if is_wanted:
            checked.read()
    terminal.assumptions(checked.config.assumptions)
    terminal.findings(checked.findings, project)
    if not is_wanted:
        terminal.say(
            "Nothing was built: the check found errors (listed above). "
            "Correct them, or build all the same with --draft."
        )
        return STATUS_FINDINGS, None
    wanted, is_of_today = _order(
        checked,
        order.folder,
        order.formats,
        languages_of(checked, order.languages),
        jobs=order.jobs,
        is_draft=order.is_draft,
    )
    with terminal.progress() as progress:
        built = build(checked, wanted, progress=progress, cache=builds.cache)
    terminal.findings(built.findings, project)
    terminal.summary(built.artifacts, order.folder, seconds=time.monotonic() - start)
    terminal.missing([(item.path, item.why) for item in built.missing], order.folder)
    if checked.has_errors:
        _say_draft(terminal)
    made = _as_kept(checked, built, order, wanted.modified if is_of_today else "")
    if key and not built.missing and not any(f.rule in _FAILED for f in built.findings):
        builds.keep(key, made)
    status = STATUS_OK if made.is_sound else STATUS_FINDINGS
    return status, _first_made(order, built.artifacts)


def _first_made(order: Ordered, made: Sequence[Artifact]) -> Path | None:
    """Return what to look at of a build: the first format's file, or the page it begins with."""
    for form in order.formats:
        for artifact in made:
            if artifact.format == form.name:
                path = f"{form.files}index.html" if form.is_folder else artifact.path
                return order.folder / path
    return None


def draft_order(
    checked: Checked,
    out: Path,
    formats: tuple[Format, ...],
    languages: tuple[str, ...],
    *,
    jobs: int,
) -> Order:
    """Return the order for a draft of some formats of a book that was checked."""
    return _order(checked, out, formats, languages, jobs=jobs, is_draft=True)[0]


def _order(
    checked: Checked,
    out: Path,
    formats: tuple[Format, ...],
    languages: tuple[str, ...],
    *,
    jobs: int,
    is_draft: bool,
) -> tuple[Order, bool]:
    """Return an order, and whether its files carry today's date."""
    from diglot.run.building.work import Order

    modified, is_of_today = _modified(edition.date for edition in checked.book.editions)
    return Order(out, formats, languages, jobs, modified, is_draft), is_of_today


def _as_kept(checked: Checked, built: Built, order: Ordered, modified: str) -> LastBuild:
    """Return what is kept of a build. modified: the time in its files, if that is today's."""
    from diglot.run.git.history import head

    editions = checked.config.editions.values()
    has_dates = any(edition.translation.notices for edition in editions)
    return LastBuild(
        assumptions=checked.config.assumptions,
        checked=checked.findings,
        built=built.findings,
        has_errors=checked.has_errors,
        day=modified.partition("T")[0],
        history=head(order.project) if has_dates else "",
        manifest=manifest_state(order.folder),
        made=tuple(artifact.path for artifact in built.artifacts),
    )


def _say_draft(terminal: Terminal) -> None:
    terminal.say("This is a draft: it was built although the check found errors.")


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _modified(dates: Iterable[str]) -> tuple[str, bool]:
    """Return the time that the files carry, in UTC, as ISO 8601 writes it; and if it is today's.

    SOURCE_DATE_EPOCH if it is set, else the book's own date, so that the same
    sources give the same bytes; a book without a date carries today's.
    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    from diglot.lang.locales import first_day

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).isoformat(), False
        except (ValueError, OverflowError, OSError):
            raise DiglotError(
                f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds since 1970.\n"
                "  hint: unset it, or set it to such a number"
            ) from None
    own = max((first_day(date) for date in dates if date), default=None)
    day = own or _today()
    at_night = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    return at_night.isoformat(), own is None
