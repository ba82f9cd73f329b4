"""The contents of a long book as one of its pages shows them: what lies around the chapter.

Every page of a website carries contents. Whole ones grow with the book on each of its
pages, so a book of 1,000 chapters would be 1,000 times as large; these stay as long as
they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct

from diglot.render.chapters import ContentsChapter, ContentsPart

MOST_CHAPTERS = 60
"""Up to so many chapters a page shows them all."""
_BEFORE, _AFTER = 6, 14  # where the page's own chapter is seen without scrolling
_Item = TypeVar("_Item")


class NearbyPart(Struct, frozen=True):
    """A part as a page shows it.

    first: the name of its first chapter. chapters: what is shown of them, in a part
        that is not the page's own nothing.
    """

    title: str
    first: str
    chapters: tuple[ContentsChapter, ...]


class Nearby(Struct, frozen=True):
    """What a page shows of the contents. is_whole: whether that is all of them."""

    parts: tuple[NearbyPart, ...]
    is_whole: bool


def nearby(parts: Sequence[ContentsPart], name: str) -> Nearby:
    """Return the contents for the page of a chapter: all, or in a long book those around it."""
    if sum(len(part.chapters) for part in parts) <= MOST_CHAPTERS:
        whole = [_shown(part, part.chapters) for part in parts]
        return Nearby(tuple(whole), is_whole=True)
    own = next(i for i, part in enumerate(parts) if any(c.name == name for c in part.chapters))
    names = [chapter.name for chapter in parts[own].chapters]
    chapters = _around(parts[own].chapters, names.index(name))
    shown = (
        _shown(part, chapters if part is parts[own] else ())
        for part in _around(parts, own)
        if part.title or part is parts[own]
    )
    return Nearby(tuple(shown), is_whole=False)


def _shown(part: ContentsPart, chapters: tuple[ContentsChapter, ...]) -> NearbyPart:
    return NearbyPart(part.title, part.chapters[0].name, chapters)


def _around(items: Sequence[_Item], place: int) -> tuple[_Item, ...]:
    """Return the items around a place, as many near an end as in the middle."""
    most = _BEFORE + 1 + _AFTER
    first = max(min(place - _BEFORE, len(items) - most), 0)
    return tuple(items[first : first + most])
