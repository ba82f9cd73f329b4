"""`build`: the book checked, and its editions written; with --watch again at every change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diglot.cli.building import Wanted, built
from diglot.cli.checking import Asked
from diglot.cli.shared import STATUS_OK, cores, scheduler_option, shared_options
from diglot.cli.titles.named import Title, formats_and_folders, titles_of
from diglot.core.errors import DiglotError
from diglot.core.formats import FORMATS, Format
from diglot.work.collecting import GOING_ON, collect_seldom

if TYPE_CHECKING:
    from diglot.cli.terminal import Terminal


def _listed(formats: Iterable[Format]) -> str:
    """Return the names of formats in a row, each with what it is for."""
    return ", ".join(f"{f.name} ({f.purpose})" if f.purpose else f.name for f in formats)


_USUAL = ", ".join(form.name for form in FORMATS if form.is_usual)
_BUILD_HELP = f"""Check the book, then write its editions.

FORMAT: {_listed(FORMATS)}. Without any, {_USUAL} are made. While the check finds errors
nothing is written and an earlier build stays, unless --draft is given.

DIR: a folder that holds content/, instead of --project; of several, each book is built, whatever
becomes of the others: `build titles/*/ epub`.
"""


@click.command("build", help=_BUILD_HELP)
@click.argument(
    "words",
    nargs=-1,
    callback=formats_and_folders,
    metavar="[FORMAT|DIR]...",
)
@shared_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write (default: build/ in the project; of several, a folder for each).",
)
@click.option(
    "--lang", "languages", multiple=True, metavar="LANG", help="Only this language; repeatable."
)
@scheduler_option("Check, and lay pages out,")
@click.option("--draft", is_flag=True, help="Build although the check finds errors.")
@click.option("--watch", is_flag=True, help="Build again at every change, until Ctrl-C.")
@click.option("--open", "is_opened", is_flag=True, help="Open what was made.")
@click.pass_obj
def build(  # noqa: PLR0913, PLR0917 - one argument for each option
    default_project: Path,
    words: tuple[Format | Path, ...],
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
    formats = _ordered([word for word in words if isinstance(word, Format)])
    titles = titles_of([w for w in words if isinstance(w, Path)], project, default_project)
    first = titles[0].project
    wanted = Wanted(first, formats, languages, out, jobs or cores(), no_cache, draft, scheduler)
    if len(titles) > 1:
        from diglot.cli.titles.built import build_titles

        _refuse_several(titles, out, watch=watch, is_opened=is_opened)
        return build_titles(titles, wanted, terminal)
    if scheduler:
        from diglot.cli.titles.away import check_away

        check_away(titles, _check_of(wanted), terminal)
    if not watch:
        status, made = built(wanted, terminal)
        if made and is_opened:
            _open(made)
        return status
    with suppress(KeyboardInterrupt):
        _watched(wanted, terminal, _open if is_opened else lambda _path: None)
    terminal.say("Stopped watching.")
    return STATUS_OK


def _check_of(wanted: Wanted) -> Asked:
    """Return the check that comes before a build."""
    return Asked(
        project=wanted.project,
        jobs=wanted.jobs,
        no_cache=wanted.no_cache,
        since="",
        languages=(),
        rules=frozenset(),
        paths=(),
        is_read=True,
        scheduler=wanted.scheduler,
    )


def _refuse_several(
    titles: Sequence[Title], out: Path | None, *, watch: bool, is_opened: bool
) -> None:
    """Refuse options that are for one book."""
    if watch or is_opened:
        name = "--watch" if watch else "--open"
        raise click.UsageError(f"{name} is for one book, and here are {len(titles)}")
    names = Counter(title.project.name for title in titles)
    twice = next((name for name, count in names.items() if count > 1), "")
    if out and twice:
        raise click.UsageError(
            f'--out {out}: two of the books are in a folder called "{twice}", so they would be '
            "written into one; leave out --out, and each is written into its own build/"
        )


def _watched(wanted: Wanted, terminal: Terminal, show: Callable[[Path], None]) -> None:
    """Build at every change. show: is given what the first build made."""
    from diglot.disk.changes import changed_files, named

    collect_seldom(GOING_ON)
    if not (wanted.project / "content").is_dir():
        built(wanted, terminal)  # says what is missing
    is_shown = False
    for paths in changed_files(wanted.project):
        if paths:
            terminal.say(named(paths))
        try:
            _, made = built(wanted, terminal)
        except DiglotError as error:
            terminal.say(f"error: {error}")
            made = None
        if made and not is_shown:
            show(made)
            is_shown = True
        terminal.say("Watching for changes; stop with Ctrl-C.")


def _open(made: Path) -> None:
    """Show a file that was made in the program that the system has for it."""
    import webbrowser

    webbrowser.open(made.resolve().as_uri())


def _ordered(wanted: Sequence[Format]) -> tuple[Format, ...]:
    """Return the formats that are asked for; the usual ones where none is named."""
    return tuple(form for form in FORMATS if (form in wanted if wanted else form.is_usual))
