"""What the commands share: options, the book read and checked, what is written."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diglot.core.errors import DiglotError

if TYPE_CHECKING:
    from diglot.cli.terminal import Terminal
    from diglot.run.pipeline import Checked
    from diglot.translation.skeletons import Edited, Left

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
STATUS_OK, STATUS_FINDINGS, STATUS_FAILED = 0, 1, 2


project_option = click.option(
    "--project",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder that holds content/ (default: this book's folder).",
)


def shared_options(command: Any) -> Any:
    """Add the options that every command has."""
    options = (
        project_option,
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            metavar="N",
            help="Worker processes (default: one for each core).",
        ),
        click.option("--no-cache", is_flag=True, help="Do everything anew; keep nothing."),
    )
    for option in reversed(options):
        command = option(command)
    return command


language_option = click.option(
    "--lang", "languages", multiple=True, metavar="LANG", help="Only this translation; repeatable."
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Show what would change; write nothing."
)


def scheduler_option(purpose: str) -> Callable[[Any], Any]:
    """Return the option that names a cluster. purpose: what is done there."""
    return click.option(
        "--scheduler",
        metavar="ADDRESS",
        default="",
        help=f"{purpose} on the workers of a Dask cluster: tcp://HOST:PORT.",
    )


def project_folder(folder: Path) -> Path:
    """Return the whole path of a project's folder; raise DiglotError if there is none."""
    if not folder.is_dir():
        raise DiglotError(f"{folder}: there is no such folder.\n  hint: see --project")
    return folder.resolve()


def system_words(error: OSError) -> str:
    """Return what is said of a full disk, of too many open files, of a folder that is gone."""
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}\n  hint: mend it, and try again"


def cores() -> int:
    """Return how many processes may run side by side."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def checked_book(
    terminal: Terminal, project: Path, jobs: int | None, *, no_cache: bool = False
) -> Checked:
    """Return the book of a project, read and checked."""
    from diglot.disk.cache import Cache, project_cache
    from diglot.run.pipeline import check_project

    cache = Cache(None) if no_cache else project_cache(project)
    with terminal.progress() as progress:
        checked = check_project(project, jobs=jobs or cores(), progress=progress, cache=cache)
        checked.read()
        return checked


def book_to_edit(terminal: Terminal, project: Path, jobs: int | None, *, no_cache: bool) -> Checked:
    """Return a book into whose files something is to be written.

    Raises DiglotError where it would be put beside the author's files, not among them.
    """
    from diglot.settings.language_folders import misplaced

    checked = checked_book(terminal, project, jobs, no_cache=no_cache)
    for finding in misplaced(checked.config.homes):
        raise DiglotError(f"{finding.position.path}: {finding.message}.\n  hint: {finding.hint}")
    return checked


def translations(checked: Checked, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the translations that are asked for; all of them where none is named."""
    known = tuple(checked.bitext.alignments)
    for tag in wanted:
        if tag not in known:
            names = ", ".join(known) or "none"
            raise DiglotError(f'--lang {tag}: "{tag}" is not a translation of this book: {names}')
    return tuple(tag for tag in known if not wanted or tag in wanted)


def languages_of(checked: Checked, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the languages of a book that are asked for; all of them where none is named."""
    known = checked.config.languages
    for tag in wanted:
        if tag not in known:
            raise DiglotError(
                f'--lang {tag}: the book has no language "{tag}", but {", ".join(known)}'
            )
    return tuple(tag for tag in known if not wanted or tag in wanted)


def refuse_interface(interface: str, what: str) -> None:
    """Refuse a language in which the program has no words for what it writes; "" is none."""
    from diglot.lang.locales import known_languages

    if interface and interface not in known_languages():
        raise click.UsageError(
            f"--interface {interface}: the {what} has no words in that language, "
            f"only in {', '.join(known_languages())}"
        )


def chapter_names(checked: Checked, wanted: Sequence[str]) -> frozenset[str]:
    """Return the source's chapters that are asked for; all of them where none is named."""
    from diglot.core.chapter_names import without_suffix
    from diglot.core.wording import without_isolates

    known = [chapter.name for chapter in checked.book.source.chapters]
    names = [without_suffix(without_isolates(name)) for name in wanted]
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f'did you mean "{close[0]}"?' if close else f"the chapters: {', '.join(known)}"
            raise DiglotError(f'"{name}": the source has no such chapter.\n  hint: {hint}')
    return frozenset(names or known)


def files_of(checked: Checked) -> dict[str, bytes]:
    """Return the bytes of every chapter's file, by path."""
    from diglot.disk.sources import read_bytes
    from diglot.manuscript import manuscript_of

    project = checked.config.project
    chapters = manuscript_of(checked.config).chapters.values()
    files = (file.path for of_language in chapters for file in of_language if file.path.is_file())
    paths = (path.relative_to(project).as_posix() for path in files)
    return {path: raw for path in paths if (raw := read_bytes(project, path)) is not None}


def write_edits(
    project: Path, edits: Iterable[Edited], files: Mapping[str, bytes], *, dry_run: bool
) -> None:
    """Write edited files, all of them or none; with `dry_run`, show how they would differ."""
    from diglot.disk.sources import Rewrite, rewrite

    edits = tuple(edits)
    if not dry_run:
        rewrite(project, {e.path: Rewrite(e.new, files.get(e.path)) for e in edits})
        return
    for edit in edits:
        click.echo(diff(edit.path, files.get(edit.path), edit.new), nl=False)


def diff(path: str, old: bytes | None, new: bytes) -> str:
    """Return how a file would differ, as `diff -u` writes it."""
    before = _LINE.findall((old or b"").decode())
    after = _LINE.findall(new.decode())
    name = "/dev/null" if old is None else f"a/{path}"
    lines = difflib.unified_diff(before, after, name, f"b/{path}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def say_left(terminal: Terminal, left: Iterable[Left]) -> None:
    """Say what was not done, and why."""
    from diglot.core.wording import isolated

    for item in left:
        terminal.say(f"{isolated(str(item.position))}: left: {item.reason}")
        terminal.say(f"  hint: {item.hint}")
