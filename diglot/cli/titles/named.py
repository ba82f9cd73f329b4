"""The words of a command → the books that it is for.

A folder among the words is a book; without one, it is the book of --project, or of this folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from diglot.cli.shared import project_folder
from diglot.core.formats import FORMATS, Format


class Title(Struct, frozen=True):
    """A book of several. name: its folder as it was written. project: the whole path of that."""

    name: str
    project: Path


def folders(
    _context: click.Context, _argument: click.Parameter, words: tuple[str, ...]
) -> tuple[Path, ...]:
    """Return the folders that the words of a command name."""
    return tuple(map(_folder, words))


def formats_and_folders(
    _context: click.Context, _argument: click.Parameter, words: tuple[str, ...]
) -> tuple[Format | Path, ...]:
    """Return the formats and the folders that the words of a command name.

    A word with a slash is never a format.
    """
    by_name = {form.name: form for form in FORMATS}
    return tuple(by_name.get(word) or _folder(word, tuple(by_name)) for word in words)


def _folder(word: str, others: Sequence[str] = ()) -> Path:
    """Return the folder that a word names. others: the words that would do in its place."""
    path = Path(word)
    if path.is_dir():
        return path
    if any(sign in word for sign in "*?["):
        raise click.BadParameter(f"nothing matches {word}: there is no folder of such a name.")
    if others and "/" not in word:
        known = ", ".join(map(repr, others))
        raise click.BadParameter(f"{word!r} is not one of {known}, nor a folder.")
    raise click.BadParameter(f"there is no folder {word}.")


def titles_of(folders: Sequence[Path], project: Path | None, usual: Path) -> tuple[Title, ...]:
    """Return the books that a command is for, each once.

    project: what --project says. usual: the book where nothing is said.
    """
    if folders and project:
        raise click.UsageError(
            "name the book by --project or by its folder, not by both: "
            f"{project} and {', '.join(map(str, folders))}"
        )
    titles: dict[Path, Title] = {}
    for folder in folders or (project or usual,):
        path = project_folder(folder)
        if path in titles:
            click.echo(
                f"{_name(folder)}: the same book as {titles[path].name}; done once.", err=True
            )
        titles.setdefault(path, Title(_name(folder), path))
    return tuple(titles.values())


def _name(folder: Path) -> str:
    """Return a folder as it was written; what is only points, by its own name."""
    return folder.as_posix() if folder.name.strip(".") else folder.resolve().as_posix()
