"""What the sections of a book say, by what was kept of them."""

from __future__ import annotations

from diglot.core.model import Book, Chapter, Section
from diglot.core.walk import walk_sections
from diglot.run.checking.chapters import Chapters


class KeptWords:
    """Knows what sections and openings say whose chapters may be sketches."""

    def __init__(self, book: Book, chapters: Chapters) -> None:
        self._chapters = chapters
        self._book = book  # whose parts are known by their identity
        self._places = {
            id(part): (chapter, number)
            for edition in book.editions
            for chapter in edition.chapters
            for number, part in enumerate((chapter, *walk_sections(chapter)))
        }

    def text(self, part: Chapter | Section) -> str:
        """Return what a section or a chapter's opening says."""
        return self._chapters.text(*self._places[id(part)])

    def digest(self, part: Chapter | Section) -> str:
        """Return the digest of that."""
        chapter, number = self._places[id(part)]
        return self._chapters.record(chapter).digests[number]
