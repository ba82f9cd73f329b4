"""Links inside the book, as they are written in the sources → the place that they mean.

Knows how paths are read: from the folder of the chapter's file, or from that of the
language where they begin with "/". Goes in: "03-energy.md#oil", "../part2/", "#oil".
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from diglot.core.chapter_names import (
    FOLDER_PAGES,
    file_stem,
    folder_of,
    is_folder_page,
    without_suffix,
)

LinkTarget = tuple[str, str]
"""A chapter's name, and an id in it or ""."""


def as_id(written: str) -> str:
    """Return an id as every edition can have it: eq:mass of LaTeX is eq-mass."""
    return written.replace(":", "-")


def place_of(target: str, chapter: str, known: Collection[str]) -> LinkTarget:
    """Return the chapter and the id that a link means.

    chapter: the name of the one in which the link is. known: the names of all
        chapters in reading order. Where none of them is meant, the first of the place
        is the path as it was read, which is the name of no chapter.
    """
    path, _, fragment = target.partition("#")
    name = _path(path, chapter)
    found = next((n for n in _meant(name, path, known) if n in known), "")
    return found or name, as_id(unquote(fragment))


def same_place(target: str, chapter: str) -> str:
    """Return a link in the form that it has in both languages, whatever chapters there are."""
    path, _, fragment = target.partition("#")
    name = without_suffix(_path(path, chapter))
    place = folder_of(name) if is_folder_page(name) else name
    return f"{place}#{as_id(unquote(fragment))}"


def link_to(place: LinkTarget, chapter: str) -> str:
    """Return how a link to a place is written in a chapter."""
    name, fragment = place
    path = posixpath.relpath(f"/{name}.md", f"/{folder_of(chapter)}") if name != chapter else ""
    return f"{path}#{fragment}" if fragment else path


def _path(path: str, chapter: str) -> str:
    """Return a path from the language's folder, "" for that folder itself."""
    if not path:
        return chapter
    path = unquote(path)
    whole = path.lstrip("/") if path.startswith("/") else posixpath.join(folder_of(chapter), path)
    inside = posixpath.normpath(whole or ".")
    return "" if inside == "." else inside


def _meant(name: str, path: str, known: Collection[str]) -> Iterator[str]:
    """Yield the chapters that a path may mean, the likeliest first."""
    if not path:
        yield name
        return
    bare = without_suffix(name)
    if not path.endswith("/"):
        yield bare
    is_file = bare != name
    if is_file and not is_folder_page(bare):
        return
    # A folder is its own page, or where it has none, the first chapter in it.
    folder = folder_of(bare) if is_file else name
    inside = [n for n in known if n.startswith(f"{folder}/" if folder else "")]
    pages = [n for n in inside if folder_of(n) == folder and is_folder_page(n)]
    yield from sorted(pages, key=lambda n: FOLDER_PAGES.index(file_stem(n).lower()))
    yield from inside if folder else ()
