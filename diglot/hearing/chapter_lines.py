"""Which lines of a chapter's file belong together: its blocks, and its headings.

Goes in: a book. Comes out: for a place in it, the lines that a finding there speaks of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from diglot.core.model import Book, Chapter, Position
from diglot.core.walk import chapter_blocks, walk_sections

LAST_LINE = 10**9


class ChapterLines:
    """The blocks and headings of every chapter of a book, by the lines of its file."""

    def __init__(self, book: Book) -> None:
        self._chapters: Mapping[str, Chapter] = {
            chapter.position.path: chapter
            for edition in book.editions
            for chapter in edition.chapters
        }
        self._starts: dict[str, tuple[list[int], dict[int, int]]] = {}

    def around(self, position: Position) -> tuple[int, int]:
        """Return the first and last line of the block at a place; of a heading, to the next."""
        if position.path not in self._chapters:
            return position.line, position.line
        starts, headings = self._of(position.path)
        if position.line in headings:
            return position.line, headings[position.line]
        place = bisect_right(starts, position.line)
        first = starts[place - 1] if place else 1
        return first, starts[place] - 1 if place < len(starts) else LAST_LINE

    def section(self, position: Position) -> tuple[int, int]:
        """Return the lines of the heading before a place, and of all up to the next one."""
        if position.path not in self._chapters:
            return position.line, position.line
        _, headings = self._of(position.path)
        first = max((line for line in headings if line <= position.line), default=1)
        return first, headings.get(first, min(headings) - 1)

    def _of(self, path: str) -> tuple[list[int], dict[int, int]]:
        if path not in self._starts:
            chapter = self._chapters[path]
            sections = tuple(walk_sections(chapter))
            own = [chapter.position.line, *(section.position.line for section in sections)]
            ends = [*(line - 1 for line in own[1:]), LAST_LINE]
            blocks = [block.position.line for block in chapter_blocks(chapter)]
            headings = dict(zip(own, ends, strict=True))
            self._starts[path] = sorted({*own, *blocks}), headings
        return self._starts[path]
