"""`build`: the book checked, and its editions written; with --watch again at every change."""

from __future__ import annotations

import datetime
import os
import time
import webbrowser
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diglot.cli.commands.shared import (
    STATUS_FINDINGS,
    STATUS_OK,
    cores,
    languages_of,
    project_folder,
    shared_options,
)
from diglot.core.errors import DiglotError
from diglot.core.formats import FORMATS, Format

if TYPE_CHECKING:
    from diglot.cli.terminal import Terminal
    from diglot.disk.output import Artifact
    from diglot.run.building.build import Built
    from diglot.run.building.work import Order
    from diglot.run.pipeline import Checked
    from diglot.run.unchanged import Builds, LastBuild
    from diglot.work.workers import Pool

# Rules by which something is missing that another try may bring.
_FAILED = {"chapter-not-laid-out", "edition-not-made", "unreadable-chapter"}
_FORMAT_NAMES = [form.name for form in FORMATS]


def _listed(formats: Iterable[Format]) -> str:
    """Return the names of formats in a row, each with what it is for."""
    return ", ".join(f"{f.name} ({f.purpose})" if f.purpose else f.name for f in formats)


_USUAL = ", ".join(form.name for form in FORMATS if form.is_usual)
_BUILD_HELP = f"""Check the book, then write its editions.

FORMATS: {_listed(FORMATS)}. Without any, {_USUAL} are made. While the check finds errors
nothing is written and an earlier build stays, unless --draft is given.
"""


@click.command("build", help=_BUILD_HELP)
@click.argument(
    "formats",
    nargs=-1,
    type=click.Choice(_FORMAT_NAMES),
    metavar=f"[{'|'.join(_FORMAT_NAMES)}]...",
)
@shared_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write (default: build/ in the project).",
)
@click.option(
    "--lang", "languages", multiple=True, metavar="LANG", help="Only this language; repeatable."
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    default="",
    help="Lay pages out on the workers of a Dask cluster: tcp://HOST:PORT.",
)
@click.option("--draft", is_flag=True, help="Build although the check finds errors.")
@click.option("--watch", is_flag=True, help="Build again at every change, until Ctrl-C.")
@click.option("--open", "is_opened", is_flag=True, help="Open what was made.")
@click.pass_obj
def build(  # noqa: PLR0913, PLR0917 - one argument for each option
    default_project: Path,
    formats: tuple[str, ...],
    project: Path | None,
    jobs: int | None,
    no_cache: bool,
    out: Path | None,
    languages: tuple[str, ...],
    scheduler: str,
    draft: bool,
    watch: bool,
    is_opened: bool,
) -> int:
    """Check the book, then write its editions."""
    from diglot.cli.terminal import Terminal

    terminal = Terminal()
    wanted = _Wanted(
        project_folder(project or default_project),
        _ordered(formats),
        languages,
        out,
        jobs or cores(),
        no_cache,
        draft,
        scheduler,
    )
    if not watch:
        status, made = _built(wanted, terminal)
        if made and is_opened:
            _open(made)
        return status
    with suppress(KeyboardInterrupt):
        _watched(wanted, terminal, _open if is_opened else lambda _path: None)
    terminal.say("Stopped watching.")
    return STATUS_OK


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the command was asked for."""

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
    def words(self) -> list[str]:
        """Return what tells one order from another."""
        names = [form.name for form in self.formats]
        return [repr(names), repr(self.languages), repr(self.is_draft)]


def _watched(wanted: _Wanted, terminal: Terminal, show: Callable[[Path], None]) -> None:
    """Build at every change. show: is given what the first build made."""
    from diglot.disk.changes import changed_files, named

    if not (wanted.project / "content").is_dir():
        _built(wanted, terminal)  # says what is missing
    is_shown = False
    for paths in changed_files(wanted.project):
        if paths:
            terminal.say(named(paths))
        try:
            _, made = _built(wanted, terminal)
        except DiglotError as error:
            terminal.say(f"error: {error}")
            made = None
        if made and not is_shown:
            show(made)
            is_shown = True
        terminal.say("Watching for changes; stop with Ctrl-C.")


def _built(wanted: _Wanted, terminal: Terminal) -> tuple[int, Path | None]:
    """Check and build, or see that nothing would be new.

    Returns the exit status and the first of what was made, if anything was.
    """
    from diglot.disk.cache import Cache, project_cache
    from diglot.run.unchanged import Builds

    start = time.monotonic()
    cache = Cache(None) if wanted.no_cache else project_cache(wanted.project)
    builds = Builds(wanted.project, wanted.folder, wanted.words, cache)
    key = "" if wanted.no_cache else builds.key()
    if key and (found := builds.last(key, _today().isoformat())):
        last, artifacts = found
        terminal.assumptions(last.assumptions)
        terminal.findings(last.checked, wanted.project)
        terminal.findings(last.built, wanted.project)
        terminal.summary(artifacts, wanted.folder)
        if last.has_errors:
            _say_draft(terminal)
        status = STATUS_OK if last.is_sound else STATUS_FINDINGS
        return status, _first_made(wanted.folder, wanted.formats, artifacts)
    return _build(wanted, terminal, builds, key, start)


def _build(
    wanted: _Wanted, terminal: Terminal, builds: Builds, key: str, start: float
) -> tuple[int, Path | None]:
    """Check and build; return the exit status and the first of what was made.

    key: under which the build is kept, "" for not at all. start: when the command began.
    """
    from diglot.run import pipeline
    from diglot.run.building.build import LAYING_OUT
    from diglot.run.building.build import build as build_editions
    from diglot.work.workers import preload

    project, cache = wanted.project, builds.cache
    if any(form.files.endswith(".pdf") for form in wanted.formats):
        preload(LAYING_OUT)  # while chapters are read
    with terminal.progress() as progress:
        checked = pipeline.check_project(project, jobs=wanted.jobs, progress=progress, cache=cache)
        is_wanted = wanted.is_draft or not checked.has_errors
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
    languages = languages_of(checked, wanted.languages)
    order = ordered(
        checked,
        wanted.folder,
        wanted.formats,
        languages,
        jobs=wanted.jobs,
        is_draft=wanted.is_draft,
    )
    with _pool(wanted.scheduler) as pool, terminal.progress() as progress:
        built = build_editions(checked, order, progress=progress, cache=cache, warm=pool)
    terminal.findings(built.findings, project)
    terminal.summary(built.artifacts, order.out, seconds=time.monotonic() - start)
    terminal.missing([(item.path, item.why) for item in built.missing], order.out)
    if checked.has_errors:
        _say_draft(terminal)
    made = _as_kept(checked, built, order)
    if key and not built.missing and not any(f.rule in _FAILED for f in built.findings):
        builds.keep(key, made)
    status = STATUS_OK if made.is_sound else STATUS_FINDINGS
    return status, _first_made(order.out, order.formats, built.artifacts)


def _pool(scheduler: str) -> AbstractContextManager[Pool | None]:
    """Return the workers of a cluster, or None for those of this machine."""
    if not scheduler:
        return nullcontext()
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


def _say_draft(terminal: Terminal) -> None:
    terminal.say("This is a draft: it was built although the check found errors.")


def _first_made(out: Path, formats: Sequence[Format], made: Sequence[Artifact]) -> Path | None:
    """Return what to look at of a build: the first format's file, or the page it begins with."""
    for form in formats:
        for artifact in made:
            if artifact.format == form.name:
                path = f"{form.files}index.html" if form.is_folder else artifact.path
                return out / path
    return None


def _open(made: Path) -> None:
    """Show a file that was made in the program that the system has for it."""
    webbrowser.open(made.resolve().as_uri())


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


def _ordered(names: Sequence[str]) -> tuple[Format, ...]:
    """Return the formats that are asked for; the usual ones where none is named."""
    return tuple(f for f in FORMATS if (f.name in names if names else f.is_usual))


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
