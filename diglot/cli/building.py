"""One book built, for whoever is told of it: a terminal, or those who build many.

Knows the clock and the environment; how a book is checked and built is known below.
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from diglot.cli.shared import STATUS_FINDINGS, STATUS_OK, languages_of
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.formats import Format

if TYPE_CHECKING:
    from diglot.disk.output import Artifact
    from diglot.run.building.build import Built
    from diglot.run.building.work import Order
    from diglot.run.lazy_book import Progress
    from diglot.run.pipeline import Checked
    from diglot.run.unchanged import Builds, LastBuild
    from diglot.work.workers import Pool

# Rules by which something is missing that another try may bring.
_FAILED = {"chapter-not-laid-out", "edition-not-made", "unreadable-chapter"}


class Told(Protocol):
    """Who is told what becomes of a book, in the order in which it is known."""

    def progress(self) -> AbstractContextManager[Progress]:
        """Give something that is told how the work goes, for as long as it goes."""

    def assumptions(self, assumptions: Sequence[str]) -> None:
        """Hear what was taken for granted."""

    def findings(self, findings: Sequence[Finding], project: Path) -> None:
        """Hear what is wrong."""

    def summary(
        self,
        artifacts: Sequence[Artifact],
        out: Path,
        seconds: float | None = None,
        layouts: tuple[int, int] = (0, 0),
    ) -> None:
        """Hear what was made, in which time, and how many layouts of how many were reused.

        seconds: None where all had been made before.
        """

    def missing(self, missing: Sequence[tuple[str, str]], out: Path) -> None:
        """Hear what was not made, and why."""

    def say(self, text: str) -> None:
        """Hear a remark."""


class Wanted(Struct, frozen=True):
    """What is asked for of one book. out: where editions are written, if that was said."""

    project: Path
    formats: tuple[Format, ...]
    languages: tuple[str, ...]
    out: Path | None
    jobs: int
    no_cache: bool
    is_draft: bool
    scheduler: str = ""

    @property
    def folder(self) -> Path:
        """Return where editions are written."""
        return self.out or self.project / "build"

    @property
    def lays_out_here(self) -> bool:
        """Tell whether processes of this machine may have pages to lay out."""
        return not self.scheduler and any(form.needs_layout for form in self.formats)

    @property
    def words(self) -> list[str]:
        """Return what tells one order from another."""
        names = [form.name for form in self.formats]
        return [repr(names), repr(self.languages), repr(self.is_draft)]


def built(wanted: Wanted, told: Told, *, warm: Pool | None = None) -> tuple[int, Path | None]:
    """Check and build, or see that nothing would be new.

    warm: workers that stay; None for some of this build alone.
    Returns the exit status and the first of what was made, if anything was. Raises DiglotError
    where there is no book, or nothing at all can be made of it.
    """
    start = time.monotonic()
    builds = _builds(wanted)
    key = "" if wanted.no_cache else builds.key()
    if key and (found := builds.last(key, _today().isoformat())):
        last, artifacts = found
        told.assumptions(last.assumptions)
        told.findings(last.checked, wanted.project)
        told.findings(last.built, wanted.project)
        told.summary(artifacts, wanted.folder)
        if last.has_errors:
            _say_draft(told)
        status = STATUS_OK if last.is_sound else STATUS_FINDINGS
        return status, _first_made(wanted.folder, wanted.formats, artifacts)
    return _build(wanted, told, builds, key, start, warm)


def is_built(wanted: Wanted) -> bool:
    """Tell whether all was made by the last build that was asked for the same."""
    builds = _builds(wanted)
    return builds.last(builds.key(), _today().isoformat()) is not None


def _builds(wanted: Wanted) -> Builds:
    from diglot.disk.cache import Cache, project_cache
    from diglot.run.unchanged import Builds

    cache = Cache(None) if wanted.no_cache else project_cache(wanted.project)
    return Builds(wanted.project, wanted.folder, wanted.words, cache)


def _build(
    wanted: Wanted, told: Told, builds: Builds, key: str, start: float, warm: Pool | None
) -> tuple[int, Path | None]:
    """Check and build; return the exit status and the first of what was made.

    key: under which the build is kept, "" for not at all. start: when the command began.
    """
    from diglot.run import pipeline
    from diglot.run.building.build import LAYING_OUT
    from diglot.run.building.build import build as build_editions
    from diglot.work.workers import preload

    project, cache = wanted.project, builds.cache
    if warm is None and wanted.lays_out_here:
        preload(LAYING_OUT)  # while chapters are read
    with told.progress() as progress:
        checked = pipeline.check_project(project, jobs=wanted.jobs, progress=progress, cache=cache)
        is_wanted = wanted.is_draft or not checked.has_errors
        if is_wanted:
            checked.read()
    told.assumptions(checked.config.assumptions)
    told.findings(checked.findings, project)
    if not is_wanted:
        told.say(
            "Nothing was built: the check found errors (listed above). "
            "Correct them, or build all the same with --draft."
        )
        return STATUS_FINDINGS, None
    languages = languages_of(checked, wanted.languages)
    order = ordered(
        checked,
        wanted.folder,
        wanted.formats,
        languages,
        jobs=wanted.jobs,
        is_draft=wanted.is_draft,
    )
    with _pool(wanted.scheduler, warm) as pool, told.progress() as progress:
        built = build_editions(checked, order, progress=progress, cache=cache, warm=pool)
    told.findings(built.findings, project)
    told.summary(built.artifacts, order.out, time.monotonic() - start, built.layouts)
    told.missing([(item.path, item.why) for item in built.missing], order.out)
    if checked.has_errors:
        _say_draft(told)
    made = _as_kept(checked, built, order)
    if key and not built.missing and not any(f.rule in _FAILED for f in built.findings):
        builds.keep(key, made)
    status = STATUS_OK if made.is_sound else STATUS_FINDINGS
    return status, _first_made(order.out, order.formats, built.artifacts)


def _pool(scheduler: str, warm: Pool | None) -> AbstractContextManager[Pool | None]:
    """Return the workers of a cluster, where one is named; else those that stay, or None."""
    if not scheduler:
        return nullcontext(warm)
    from diglot.work.cluster import cluster

    return cluster(scheduler)


def _as_kept(checked: Checked, built: Built, order: Order) -> LastBuild:
    """Return what is kept of a build."""
    from diglot.run.git.history import head
    from diglot.run.unchanged import LastBuild, manifest_state

    config = checked.config
    has_dates = any(edition.translation.notices for edition in config.editions.values())
    is_of_today = _is_of_today(edition.date for edition in checked.book.editions)
    return LastBuild(
        assumptions=config.assumptions,
        checked=checked.findings,
        built=built.findings,
        has_errors=checked.has_errors,
        day=order.modified.partition("T")[0] if is_of_today else "",
        history=head(config.project) if has_dates else "",
        manifest=manifest_state(order.out),
        made=tuple(artifact.path for artifact in built.artifacts),
    )


def _say_draft(told: Told) -> None:
    told.say("This is a draft: it was built although the check found errors.")


def _first_made(out: Path, formats: Sequence[Format], made: Sequence[Artifact]) -> Path | None:
    """Return what to look at of a build: the first format's file, or the page it begins with."""
    for form in formats:
        for artifact in made:
            if artifact.format == form.name:
                path = f"{form.files}index.html" if form.is_folder else artifact.path
                return out / path
    return None


def ordered(
    checked: Checked,
    out: Path,
    formats: tuple[Format, ...],
    languages: tuple[str, ...],
    *,
    jobs: int,
    is_draft: bool,
) -> Order:
    """Return the order for some formats of a book that was checked."""
    from diglot.run.building.work import Order

    modified = _modified(edition.date for edition in checked.book.editions)
    return Order(out, formats, languages, jobs, modified, is_draft)


def _modified(dates: Iterable[str]) -> str:
    """Return the time that the files carry, in UTC, as ISO 8601 writes it.

    SOURCE_DATE_EPOCH if it is set, else the book's own date, so that the same
    sources give the same bytes; a book without a date carries today's.
    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    from diglot.lang.locales import first_day

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).isoformat()
        except (ValueError, OverflowError, OSError):
            raise DiglotError(
                f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds since 1970.\n"
                "  hint: unset it, or set it to such a number"
            ) from None
    own = max((first_day(date) for date in dates if date), default=None)
    day = own or _today()
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC).isoformat()


def _is_of_today(dates: Iterable[str]) -> bool:
    """Tell whether the files carry the date of the day on which they are made."""
    return not os.environ.get("SOURCE_DATE_EPOCH", "") and not any(dates)


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()
