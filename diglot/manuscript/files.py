"""A folder → its files, in natural order, sorted into chapters and what is not read.

Knows what editors, systems and other tools leave in folders.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath

from msgspec import Struct, field

from diglot.core.chapter_names import (
    is_folder_page,
    is_markdown,
    natural,
    split_suffix,
    without_suffix,
)

# Files in which other tools keep the order of chapters.
TABLES_OF_CONTENTS = frozenset(
    (
        *("summary.md", "_sidebar.md", "_navbar.md", "_coverpage.md", "_toc.yml", "_toc.yaml"),
        *("_quarto.yml", "_quarto.yaml", "_bookdown.yml", "myst.yml"),
    )
)
# In these formats people keep text that they may take for part of the book.
_TEXT_SUFFIXES = frozenset(
    (
        *(".txt", ".text", ".rst", ".adoc", ".asciidoc", ".asc", ".org", ".textile", ".wiki"),
        *(".mediawiki", ".creole", ".dj", ".ipynb", ".fountain"),
        *(".docx", ".doc", ".odt", ".fodt", ".rtf", ".pages", ".htm", ".html", ".xhtml"),
        *(".tex", ".latex", ".typ"),
    )
)
# Names that say by themselves that the file is no chapter.
_NO_TEXT = frozenset(
    (
        *("license", "licence", "licenses", "copying", "copyright", "notice", "authors"),
        *("contributors", "changelog", "cname", "makefile", "dockerfile", "gemfile", "codeowners"),
    )
)


class ChapterFile(Struct, frozen=True):
    """A file of the text. part: the key of the part that the chapter is in, or ""."""

    name: str
    path: Path
    part: str = ""


class Found(Struct):
    """What is in a folder, by path from there with forward slashes, in natural order.

    chapters: Markdown. texts: what may be text, and is not read. partials: Markdown
        whose name says that it is no chapter. tables: contents of other tools.
    """

    chapters: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    partials: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)


def find_files(folder: Path) -> Found:
    """Return what is in a folder and in those inside it."""
    found = Found()
    for path in walk_files(folder):
        relative = path.relative_to(folder)
        if not any(is_nobodys(part) for part in relative.parts):
            sort_file(relative.as_posix(), found)
    return found


def walk_files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and in those inside it, in natural order.

    Links to folders are followed; one that leads back to a folder around it is not. A
    folder with the name of a chapter's file is yielded as it is, for someone to complain.
    """
    yield from _walk(folder, frozenset())


def _walk(folder: Path, around: frozenset[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in around:
        return
    try:
        paths = sorted(folder.iterdir(), key=_place)
    except OSError:
        return
    for path in paths:
        if path.is_dir() and not is_markdown(path.name):
            yield from _walk(path, around | {real})
        else:
            yield path


def _place(path: Path) -> tuple[object, ...]:
    """Return the key of a file or folder among its neighbors; a folder's own page is first."""
    name, suffix = split_suffix(path.name)
    is_page = is_markdown(path.name) and is_folder_page(name)
    # Of two files that are one chapter the first is read: that with the usual suffix.
    return (not is_page, natural(name), not suffix, suffix.lower() != ".md", path.name)


def is_nobodys(name: str) -> bool:
    """Tell whether a file or folder is an editor's or a system's own, and hidden from people."""
    is_lock = name.startswith((".", "~$")) or (name.startswith("#") and name.endswith("#"))
    return is_lock or name.endswith(("~", ".bak", ".orig", ".rej", ".swp", ".tmp"))


def sort_file(path: str, found: Found) -> None:
    """Put a file, by its path, where it belongs; what is no text belongs nowhere."""
    *folders, name = path.split("/")
    if name.lower() in TABLES_OF_CONTENTS:
        found.tables.append(path)
    elif is_markdown(name):
        is_partial = name.startswith("_") and not is_folder_page(without_suffix(name))
        is_partial = is_partial or any(folder.startswith("_") for folder in folders)
        (found.partials if is_partial else found.chapters).append(path)
    elif _may_be_text(name):
        found.texts.append(path)


def _may_be_text(name: str) -> bool:
    path = PurePath(name.lower())
    suffix = path.suffix
    if path.stem in _NO_TEXT:
        return False
    return suffix in _TEXT_SUFFIXES or suffix.startswith(".md") or not suffix
