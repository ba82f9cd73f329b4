"""Two editions → one PDF in which they face each other, page by page."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from diglot.bitext import ChapterPair
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.model import Edition
from diglot.settings import Page
from diglot.settings.entries import PT_PER_MM
from diglot.settings.forms.bilingual import PageNumbers
from diglot.writers.pdf.book.documents import Documents
from diglot.writers.pdf.book.edition import Making, PdfEdition
from diglot.writers.pdf.engine.layouts import Begin
from diglot.writers.pdf.facing.documents import FacingDocuments
from diglot.writers.pdf.facing.interleave import Bound, interleaved
from diglot.writers.pdf.facing.levels import level
from diglot.writers.pdf.facing.order import merged_names
from diglot.writers.pdf.identity import Identity

_MOST_ROUNDS = 3  # one is usual: the contents are as long as was thought


@dataclass(frozen=True, slots=True)
class FacingBook:
    """A finished PDF of both languages, how many pages it has, and what only its pages show."""

    content: bytes
    pages: int
    identity: Identity
    findings: tuple[Finding, ...] = ()


class _FacingEdition(PdfEdition):
    """One of the two languages."""

    documents: FacingDocuments

    def __init__(
        self,
        edition: Edition,
        page: Page,
        templates: Sequence[Path],
        making: Making,
        *,
        is_left: bool,
    ) -> None:
        # The title page of both languages stands for the half titles.
        imprint = replace(edition.imprint, half_title=False)
        edition = replace(edition, imprint=imprint)
        super().__init__(edition, page, templates, making)
        self.documents = FacingDocuments(edition, page, templates, is_left=is_left)

    def lengths(self, begin: Begin) -> dict[str, int]:
        """Return how many pages each run has, in order; numbers of pages are not known yet."""
        documents = self.documents
        jobs = dict(self.jobs()) | documents.numbered(lambda *_: "000")
        pages = {name: wait() for name, wait in [(n, begin(job)) for n, job in jobs.items()]}
        return {run.name: run.pages.count for run in documents.order.alone(pages)}


def facing_pdf(
    editions: tuple[Edition, Edition],
    pairs: Sequence[ChapterPair],
    page: Page,
    templates: Sequence[Path],
    making: Making,
    begin: Begin,
    step: Callable[[str], None] = lambda _: None,
    *,
    numbers: PageNumbers = "same",
) -> FacingBook:
    """Return the bilingual edition: the left-to-right language on left pages.

    editions: the source, and the translation. pairs: their chapters as counterparts.
    numbers: whether the pages of a spread bear one number or two.
    Raises ChaptersError for chapters that cannot be laid out, DiglotError where the pages of both
    languages do not come out equal.
    """
    begin = functools.cache(begin)
    left = 0 if Documents(editions[0], page, templates).locale.direction == "ltr" else 1
    source, translation = (
        _FacingEdition(edition, page, templates, making, is_left=side == left)
        for side, edition in enumerate(editions)
    )
    _face(source, translation, pairs)
    both = [(p.source, p.translation) for p in pairs if p.source and p.translation]
    level((source.documents, translation.documents), both, begin)
    ours, theirs = source.lengths(begin), translation.lengths(begin)
    names = merged_names(list(ours), list(theirs))
    lengths = {name: max(ours.get(name, 0), theirs.get(name, 0)) for name in names}
    for _ in range(_MOST_ROUNDS):
        books = []
        for side, pdf in enumerate((source, translation)):
            number = partial(_doubled, side) if numbers == "consecutive" else int
            pdf.documents.order.face(names, lengths, number)
            pdf.begin(begin)
            books.append(pdf.finish(begin, step))
        longer = {name: max(len(book.parts.get(name, ())) for book in books) for name in names}
        if all(longer[name] <= lengths[name] for name in names):
            break
        lengths = {name: max(lengths[name], longer[name]) for name in names}
    else:
        raise DiglotError(
            "the pages of both languages do not come out equal in the bilingual PDF.\n"
            "  hint: look for a template whose length depends on a page's number"
        )
    identity = replace(source.identity, title=_title(editions))
    opening = begin(source.documents.both_titles(translation.documents))().pdf
    bound = Bound(
        is_rtl=left == 1,
        is_source_left=left == 0,
        to_binding_pt=(page.inner_mm - page.outer_mm) / 2 * PT_PER_MM,
        languages=(editions[0].language, editions[1].language),
        titles=(editions[0].title, editions[1].title),
    )
    contents = (books[0].content, books[1].content)
    content, count = interleaved(opening, contents, bound, identity, making.archive)
    findings = (*books[0].findings, *books[1].findings)
    return FacingBook(content, count, identity, findings)


def _doubled(side: int, number: int) -> int:
    """Return the number of a page where both languages are counted. side: 0 for the source."""
    return 2 * number + side


def _face(
    source: _FacingEdition, translation: _FacingEdition, pairs: Sequence[ChapterPair]
) -> None:
    """Tell both languages of one another."""
    ours = {p.source.name: p for p in pairs if p.source}
    theirs = {p.translation.name: p for p in pairs if p.translation}
    source.documents.face(translation.documents, ours, "source")
    translation.documents.face(source.documents, theirs, "translation")


def _title(editions: tuple[Edition, Edition]) -> str:
    return " / ".join(dict.fromkeys(edition.title for edition in editions))
