"""`build`: the book checked, and its editions written; with --watch again at every change."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diglot.cli.commands.shared import STATUS_OK, cores, project_folder, shared_options
from diglot.core.errors import DiglotError
from diglot.core.formats import FORMATS, Format

if TYPE_CHECKING:
    from diglot.cli.commands.building import Ordered
    from diglot.cli.terminal import Terminal

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
    draft: bool,
    watch: bool,
    is_opened: bool,
) -> int:
    """Check the book, then write its editions."""
    from diglot.cli.commands.building import Ordered, build_book
    from diglot.cli.terminal import Terminal

    terminal = Terminal()
    order = Ordered(
        project=project_folder(project or default_project),
        out=out,
        formats=_ordered(formats),
        languages=languages,
        jobs=jobs or cores(),
        keeps=not no_cache,
        is_draft=draft,
    )
    if not watch:
        status, made = build_book(order, terminal)
        if made and is_opened:
            _open(made)
        return status
    with suppress(KeyboardInterrupt):
        _watched(order, terminal, _open if is_opened else lambda _path: None)
    terminal.say("Stopped watching.")
    return STATUS_OK


def _watched(order: Ordered, terminal: Terminal, show: Callable[[Path], None]) -> None:
    """Build at every change. show: is given what the first build made."""
    from diglot.cli.commands.building import build_book
    from diglot.disk.changes import changed_files, named

    if not (order.project / "content").is_dir():
        build_book(order, terminal)  # says what is missing
    is_shown = False
    for paths in changed_files(order.project):
        if paths:
            terminal.say(named(paths))
        try:
            _, made = build_book(order, terminal)
        except DiglotError as error:
            terminal.say(f"error: {error}")
            made = None
        if made and not is_shown:
            show(made)
            is_shown = True
        terminal.say("Watching for changes; stop with Ctrl-C.")


def _open(made: Path) -> None:
    """Show a file that was made in the program that the system has for it."""
    webbrowser.open(made.resolve().as_uri())


def _ordered(names: Sequence[str]) -> tuple[Format, ...]:
    """Return the formats that are asked for; the usual ones where none is named."""
    return tuple(f for f in FORMATS if (f.name in names if names else f.is_usual))
