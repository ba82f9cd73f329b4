"""The bitext: a book whose editions are aligned and whose sections have their names, made once.

Goes in: a book as read. Comes out: one frozen value for all that look at both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diglot.bitext.sections.align import Alignment, align, carry_over
from diglot.bitext.sections.eyes import Eyes, WholeEyes
from diglot.bitext.sections.names import name_sections
from diglot.core.model import Book


@dataclass(frozen=True, slots=True)
class Bitext:
    """An aligned book.

    book: with an id for every section, the same in each language.
    alignments: by language, of the source with each translation, in the book's order.
    """

    book: Book
    alignments: Mapping[str, Alignment]


def bitext(book: Book, eyes: Eyes | None = None) -> Bitext:
    """Return a book aligned, with names for its sections. No rule is asked.

    eyes: look at the chapters, if not everything that is asked of them is in the book.
    """
    read = {e.language: align(book.source, e, eyes or WholeEyes()) for e in book.translations}
    named = name_sections(book, read)
    carried = {
        edition.language: carry_over(read[edition.language], named.source, edition)
        for edition in named.translations
    }
    return Bitext(named, carried)
