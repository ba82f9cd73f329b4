"""The bitext: a book whose editions are aligned and whose sections have their names, made once.

Goes in: a book as read. Comes out: one frozen value for all that look at both languages.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from diglot.bitext.sections.align import Alignment, align, carry_over
from diglot.bitext.sections.eyes import Eyes, WholeEyes
from diglot.bitext.sections.names import name_sections
from diglot.core.model import Book, Edition


class Bitext(Struct, frozen=True):
    """An aligned book.

    book: with an id for every section, the same in each language.
    alignments: by language, of the source with each translation, in the book's order.
    """

    book: Book
    alignments: Mapping[str, Alignment]


def bitext(book: Book, eyes: Eyes | None = None, former: Book | None = None) -> Bitext:
    """Return a book aligned, with names for its sections. No rule is asked.

    eyes: look at the chapters, if not everything that is asked of them is in the book. former:
    the book as it was named before; what is equal to a part of it will be that part.
    """
    read = {e.language: align(book.source, e, eyes or WholeEyes()) for e in book.translations}
    named = with_former_parts(name_sections(book, read), former)
    carried = {
        edition.language: carry_over(read[edition.language], named.source, edition)
        for edition in named.translations
    }
    return Bitext(named, carried)


def with_former_parts(book: Book, former: Book | None) -> Book:
    """Return a book in which editions and chapters that are as they were are the former ones.

    So what was found out about them once need not be found out again.
    """
    if former is None:
        return book
    editions = {edition.language: edition for edition in former.editions}
    return replace(
        book, editions=tuple(_former_or_new(e, editions.get(e.language)) for e in book.editions)
    )


def _former_or_new(edition: Edition, former: Edition | None) -> Edition:
    if former is None:
        return edition
    chapters = {chapter.name: chapter for chapter in former.chapters}
    same = (old if c == (old := chapters.get(c.name)) else c for c in edition.chapters)
    new = replace(edition, chapters=tuple(filter(None, same)))
    return former if new == former else new
