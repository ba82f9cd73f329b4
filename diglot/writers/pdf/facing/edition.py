"""Two editions → one PDF in which they face each other, page by page."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from diglot.bitext import ChapterPair
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.imprint import Isbns
from diglot.core.model import Edition
from diglot.lang.locales import direction_of
from diglot.render.beside.chapter import BesideChapter
from diglot.settings import Page
from diglot.settings.forms.bilingual import Bilingual
from diglot.writers.pdf.book.edition import Making, PdfEdition
from diglot.writers.pdf.book.order import CONTENTS
from diglot.writers.pdf.engine.layout import Pages
from diglot.writers.pdf.engine.layouts import Begin
from diglot.writers.pdf.facing.documents import FacingDocuments
from diglot.writers.pdf.facing.fitting import Fitting, balanced, usual
from diglot.writers.pdf.facing.interleave import Bound, in_the_file, interleaved
from diglot.writers.pdf.facing.levels import level, sample
from diglot.writers.pdf.facing.order import merged_names
from diglot.writers.pdf.identity import Identity, joint_title
from diglot.writers.pdf.units import PT_PER_MM

_MOST_ROUNDS = 3  # one is usual: the contents are as long as was thought


class FacingBook(Struct, frozen=True):
    """A finished PDF of both languages, how many pages it has, and what only its pages show.

    remark: how the letters of both were fitted, where that was chosen. parts: by language, the
        pages of the file, from 0, on which each chapter and each other part is.
    """

    content: bytes
    pages: int
    identity: Identity
    findings: tuple[Finding, ...] = ()
    remark: str = ""
    parts: Mapping[str, Mapping[str, range]] = field(default_factory=dict)


class _FacingEdition(PdfEdition):
    """One of the two languages."""

    documents: FacingDocuments

    def __init__(
        self,
        edition: Edition,
        page: Page,
        templates: Sequence[Path],
        making: Making,
        setting: Bilingual,
        fitting: Fitting,
        *,
        is_left: bool,
        bleed_mm: float,
    ) -> None:
        # The title page of both languages stands for the half titles; and it is a book of its own.
        isbns = Isbns(print=setting.isbn)
        imprint = replace(edition.imprint, half_title=False, isbns=isbns)
        edition = replace(edition, imprint=imprint)
        super().__init__(edition, page, templates, making)
        self.documents = FacingDocuments(
            edition, page, templates, setting, fitting, is_left=is_left, bleed_mm=bleed_mm
        )

    def lengths(self, begin: Begin) -> dict[str, int]:
        """Return how many pages each run has, in order; numbers of pages are not known yet."""
        documents = self.documents
        jobs = dict(self.jobs()) | documents.index_alone
        pages = {name: wait() for name, wait in [(n, begin(job)) for n, job in jobs.items()]}
        pages[CONTENTS] = Pages(b"", documents.contents_guess, {}, ())
        return {run.name: run.pages.count for run in documents.order.alone(pages)}


class _Sides(Struct, frozen=True):
    """The two languages of a book, and where each is on a spread."""

    editions: tuple[Edition, Edition]
    pairs: Sequence[ChapterPair]
    page: Page
    templates: tuple[Path, ...]
    making: Making
    setting: Bilingual
    bleed_mm: float
    rendered: dict[str, BesideChapter] = field(default_factory=dict)

    @property
    def both(self) -> list[tuple[str, str]]:
        """Return the names of the chapters that both languages have."""
        pairs = self.pairs
        return [(p.source.name, p.translation.name) for p in pairs if p.source and p.translation]

    @property
    def left(self) -> int:
        """Return which language has the left pages: by itself the one that is read from there."""
        tags = [edition.language for edition in self.editions]
        if self.setting.left in tags:
            return tags.index(self.setting.left)
        return 0 if direction_of(tags[0]) == "ltr" else 1

    @property
    def is_bound_right(self) -> bool:
        """Tell whether the book is read from right to left."""
        source, translation = (edition.language for edition in self.editions)
        return direction_of(self.setting.bound_as(source, translation)) == "rtl"

    @property
    def order(self) -> tuple[int, int]:
        """Return which language comes first on a spread as the book is read, and which second."""
        first = 1 - self.left if self.is_bound_right else self.left
        return first, 1 - first

    def fitted(self, begin: Begin) -> list[_FacingEdition]:
        """Return both languages in the sizes that fit."""
        source, translation = self.made(usual(self.setting.fit))
        if self.setting.fit.is_auto:
            documents = (source.documents, translation.documents)
            languages = (self.editions[0].language, self.editions[1].language)
            fitting = balanced(sample(documents, self.both, begin), languages)
            for side in documents:
                side.fit(fitting)
        return [source, translation]

    def made(self, fitting: Fitting) -> list[_FacingEdition]:
        """Return both languages, which know of one another."""
        source, translation = (
            _FacingEdition(
                edition,
                self.page,
                self.templates,
                self.making,
                self.setting,
                fitting,
                is_left=number == self.left,
                bleed_mm=self.bleed_mm,
            )
            for number, edition in enumerate(self.editions)
        )
        _face(source, translation, self.pairs, self.rendered)
        return [source, translation]


def facing_pdf(
    editions: tuple[Edition, Edition],
    pairs: Sequence[ChapterPair],
    page: Page,
    templates: Sequence[Path],
    making: Making,
    begin: Begin,
    step: Callable[[str], None] = lambda _: None,
    *,
    setting: Bilingual,
    bleed_mm: float = 0.0,
) -> FacingBook:
    """Return the bilingual edition.

    editions: the source, and the translation. pairs: their chapters as counterparts.
    setting: how they face each other. bleed_mm: how far what goes over the binding is drawn beyond.
    Raises ChaptersError for chapters that cannot be laid out, DiglotError where the pages of both
    languages do not come out equal.
    """
    begin = functools.cache(begin)
    sides = _Sides(editions, pairs, page, tuple(templates), making, setting, bleed_mm)
    source, translation = sides.fitted(begin)
    level((source.documents, translation.documents), sides.both, begin)
    ours, theirs = source.lengths(begin), translation.lengths(begin)
    names = merged_names(list(ours), list(theirs))
    lengths = {name: max(ours.get(name, 0), theirs.get(name, 0)) for name in names}
    for _ in range(_MOST_ROUNDS):
        books = []
        for side, pdf in enumerate((source, translation)):
            place = sides.order.index(side)
            number = partial(_doubled, place) if setting.numbers == "consecutive" else int
            pdf.documents.order = pdf.documents.order.face(names, lengths, number)
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
    identity = replace(source.identity, title=joint_title(edition.title for edition in editions))
    opening = begin(source.documents.both_titles(translation.documents))().pdf
    order = sides.order
    bound = Bound(
        is_rtl=sides.is_bound_right,
        to_binding_pt=(page.inner_mm - page.outer_mm) / 2 * PT_PER_MM,
        languages=(editions[order[0]].language, editions[order[1]].language),
        titles=(editions[order[0]].title, editions[order[1]].title),
    )
    contents = (books[order[0]].content, books[order[1]].content)
    content, count = interleaved(opening, contents, bound, identity, making.archive)
    findings = (*books[0].findings, *books[1].findings)
    parts = {
        edition.language: {
            name: in_the_file(order.index(side), pages) for name, pages in book.parts.items()
        }
        for side, (edition, book) in enumerate(zip(editions, books, strict=True))
    }
    remark = source.documents.fitting.remark
    return FacingBook(content, count, identity, findings, remark, parts)


def _doubled(place: int, number: int) -> int:
    """Return the number of a page where both languages are counted. place: 0 for the first."""
    return 2 * number + place


def _face(
    source: _FacingEdition,
    translation: _FacingEdition,
    pairs: Sequence[ChapterPair],
    rendered: dict[str, BesideChapter],
) -> None:
    """Tell both languages of one another."""
    ours = {p.source.name: p for p in pairs if p.source}
    theirs = {p.translation.name: p for p in pairs if p.translation}
    source.documents.face(translation.documents, ours, "source", theirs, rendered)
    translation.documents.face(source.documents, theirs, "translation", ours, rendered)
