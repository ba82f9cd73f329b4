"""Two editions → one PDF whose pages have both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from diglot.bitext import ChapterPair
from diglot.core.model import Edition
from diglot.settings import Page
from diglot.writers.pdf.book.edition import Making, PdfBook, PdfEdition
from diglot.writers.pdf.engine.layouts import Begin
from diglot.writers.pdf.identity import Identity, joint_title
from diglot.writers.pdf.together.documents import Together, TogetherDocuments


class TogetherEdition(PdfEdition):
    """A book with both languages on its pages."""

    documents: TogetherDocuments

    def __init__(
        self,
        editions: tuple[Edition, Edition],
        pairs: Sequence[ChapterPair],
        page: Page,
        templates: Sequence[Path],
        making: Making,
        together: Together,
    ) -> None:
        documents = TogetherDocuments(editions, pairs, page, templates, together)
        super().__init__(documents.edition, page, templates, making, documents)
        self._titles = tuple(edition.title for edition in editions)

    @property
    def identity(self) -> Identity:
        """Return what the file is called: by both titles."""
        return replace(super().identity, title=joint_title(self._titles))


def together_pdf(
    editions: tuple[Edition, Edition],
    pairs: Sequence[ChapterPair],
    page: Page,
    templates: Sequence[Path],
    making: Making,
    together: Together,
    begin: Begin,
    step: Callable[[str], None] = lambda _: None,
) -> PdfBook:
    """Return the book of two editions, the source and a translation.

    pairs: their chapters as counterparts. Raises ChaptersError for chapters that cannot be laid
    out.
    """
    pdf = TogetherEdition(editions, pairs, page, templates, making, together)
    pdf.begin(begin)
    return pdf.finish(begin, step)
