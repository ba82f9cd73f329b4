"""Which file a page of the website is, and how one is reached from another."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct

from diglot.core.chapter_names import folder_of, is_folder_page
from diglot.core.model import Edition

ARROWS = {"ltr": ("←", "→"), "rtl": ("→", "←")}


class Arrows(Struct, frozen=True):
    """The signs that point against and along the direction of reading."""

    back: str
    on: str


class Other(Struct, frozen=True):
    """A place in another language.

    name: the language's name in itself. also: the language's name in that of the page.
    label: what is there, and in which language, in its own words.
    """

    tag: str
    direction: str
    name: str
    also: str
    href: str
    label: str


def page_files(book: Sequence[Edition]) -> dict[str, str]:
    """Return the file of each chapter's page in the folder of its edition, by the chapter's name.

    The edition's title page is index.html. In other folders that is the name of the page of
    a chapter that is the folder's own, the same in all editions.
    """
    names = dict.fromkeys(chapter.name for edition in book for chapter in edition.chapters)
    files = {name: f"{name}.html" for name in names}
    if "index" in files:
        files["index"] = "index_.html"
    taken = set(map(str.lower, files.values()))
    for name in filter(is_folder_page, names):
        file = f"{folder_of(name)}/index.html"
        if folder_of(name) and file not in taken:
            files[name] = file
            taken.add(file)
    return files


def way_to(file: str, page: str) -> str:
    """Return the address of a file from a page; both are paths from one folder."""
    return _way(file, posixpath.dirname(page))


@lru_cache(maxsize=2**16)
def _way(file: str, folder: str) -> str:
    return quote(posixpath.relpath(f"/{file}", f"/{folder}") if folder else file)
