"""One edition → its PDF: its documents are laid out, numbered and assembled.

Each chapter is laid out as if it opened on a recto, without knowing its page
numbers, so that nothing but the contents, the folios and the running heads depends
on how long the others are. Folios and heads are set on pages of their own and laid over.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from diglot.core.errors import ChaptersError, DiglotError
from diglot.core.findings import Finding
from diglot.core.model import Chapter, Edition, Position
from diglot.settings import Page
from diglot.work.workers import WorkerDiedError
from diglot.writers.pdf.book.assemble import Frame, Overlay, assembled
from diglot.writers.pdf.book.documents import Documents
from diglot.writers.pdf.book.joining import JoinedPages, Leaf
from diglot.writers.pdf.book.order import CONTENTS, INDEX
from diglot.writers.pdf.book.plan import PageRun, page_finder
from diglot.writers.pdf.book.references import PageOf, Rooms, places_referred_to, rooms_for
from diglot.writers.pdf.engine.layout import LayoutError, LayoutJob, Pages
from diglot.writers.pdf.engine.layouts import Begin, Kept, Wait
from diglot.writers.pdf.engine.patience import EndlessError
from diglot.writers.pdf.identity import Identity, Standard
from diglot.writers.pdf.units import PT_PER_MM

_MOST_ROUNDS = 12  # two are usual


class PdfBook(Struct, frozen=True):
    """A finished PDF, how many pages it has, and on which of them each part is, from 0.

    findings: what only the laid-out pages show. joined: the name of the step that gave the content.
    layouts: of how many runs of pages it is made.
    """

    content: bytes
    pages: int
    parts: Mapping[str, range]
    findings: tuple[Finding, ...] = ()
    joined: str = ""
    layouts: int = 0


class Making(Struct, frozen=True):
    """When the files are made (ISO 8601 with a zone), and for which archive, if any."""

    modified: str
    archive: Standard | None = None


class PdfEdition:
    """The PDF of one edition, in two steps: `begin`, then `finish`."""

    def __init__(
        self,
        edition: Edition,
        page: Page,
        templates: Sequence[Path],
        making: Making,
        documents: Documents | None = None,
    ) -> None:
        """documents: what it is made of; None for the usual ones of one language."""
        self.edition = edition
        self.making = making
        self.documents = documents or Documents(edition, page, templates)
        self._begun: dict[str, Wait] = {}
        self._failed: dict[str, str] = {}

    def jobs(self) -> Iterator[tuple[str, LayoutJob]]:
        """Yield the runs whose length depends on no other, by name: first the chapters."""
        for chapter in self.edition.chapters:
            yield chapter.name, self.documents.chapter(chapter, {})
        yield from self.documents.around().items()

    def begin(self, begin: Begin) -> None:
        """Have those runs laid out, side by side."""
        for chapter in self.edition.chapters:
            try:
                self._begun[chapter.name] = begin(self.documents.chapter(chapter, {}))
            except ChaptersError as error:
                self._failed |= error.reasons
        for name, job in self.documents.around().items():
            self._begun[name] = begin(job)

    def finish(self, begin: Begin, step: Callable[[str], None]) -> PdfBook:
        """Return the finished book. step: is told of each chapter that is there.

        Raises ChaptersError for all chapters that cannot be laid out.
        """
        documents, begin = self.documents, functools.cache(begin)
        pages = self._laid_out(
            {c.name: self._begun.pop(c.name, None) for c in self.edition.chapters}, step
        )
        pages |= {name: wait() for name, wait in self._begun.items()}
        # Guesses. Only the numbers of front matter depend on how long the contents are.
        pages[CONTENTS] = _empty(documents.contents_guess)
        if documents.index:
            pages[INDEX] = _empty(1)
        joined = self._settle(pages, begin)
        parts = documents.order.place(pages)
        overlays = [begin(job) for job in documents.overlays(parts)]
        shown = tuple(map(bool, documents.margins(parts)))
        overlay = Overlay(tuple(wait().pdf for wait in overlays), shown)
        places = {part.name: range(part.first, part.end) for part in parts}
        name, content = assembled(joined, parts, overlay, self._frame(parts))
        findings = tuple(self._squeezed(pages))
        layouts = len(parts) + len(overlays)
        return PdfBook(content, parts[-1].end, places, findings, name, layouts)

    def _squeezed(self, pages: Mapping[str, Pages]) -> Iterator[Finding]:
        """Yield the tables that are too wide for the page."""
        for chapter in self.edition.chapters:
            for table in pages[chapter.name].squeezed:
                effect = "its last columns are cut off" if table.is_cut else "words break in them"
                yield Finding(
                    "squeezed-column",
                    Position(chapter.position.path, table.line),
                    f"the columns of this table are too narrow for the page of the PDF: {effect}",
                    "use fewer columns or shorter words, or write {.turned} or {.small} after "
                    "its caption",
                )

    def _laid_out(
        self, begun: Mapping[str, Wait | None], step: Callable[[str], None] = lambda _: None
    ) -> dict[str, Pages]:
        """Return the pages of chapters; raise ChaptersError for those that have none."""
        pages: dict[str, Pages] = {}
        failed = dict(self._failed)
        for name, wait in begun.items():
            try:
                pages |= {name: wait()} if wait else {}
            except LayoutError as error:
                failed[name] = error.reason
            except (WorkerDiedError, EndlessError) as error:
                failed[name] = str(error).partition("\n")[0]
            step(f"{self.edition.language}/{name}")
        if failed:
            raise ChaptersError(self.edition.language, failed)
        return pages

    def fails(self, chapter: Chapter, begin: Begin) -> bool:
        """Tell whether a chapter of the edition, or what is left of it, cannot be laid out.

        Raises WorkerDiedError where the process dies of it, EndlessError where it has no end.
        """
        try:
            begin(self.documents.chapter(chapter, {}))()
        except (LayoutError, ChaptersError):
            return True
        return False

    def _settle(self, pages: dict[str, Pages], begin: Begin) -> JoinedPages:
        """Lay out all that shows numbers of pages, until they stay as they are.

        pages: by the name of a run, with guesses; changed. Returns the text, joined while
        something else is laid out.
        Raises DiglotError where a template makes them go on changing.
        """
        documents = self.documents
        rooms: dict[str, Rooms] = {}
        joined: JoinedPages | None = None
        for _ in range(_MOST_ROUNDS):
            plan = documents.order.place(pages)
            page_of = page_finder(plan)
            if self._widened(pages, rooms, page_of, begin):
                continue
            numbered = {name: begin(job) for name, job in documents.numbered(page_of).items()}
            # What is laid over is most likely the same at the end, and need not wait.
            begun = [*numbered.values(), *(begin(job) for job in documents.overlays(plan))]
            text = documents.order.text(plan)
            if joined is None or not joined.holds(text):
                joined = JoinedPages(text, self._leaf)
            if not all(isinstance(wait, Kept) for wait in begun):
                joined.join()  # where all had been kept, the whole book may have been
            guessed = pages[CONTENTS].count
            pages |= {name: wait() for name, wait in numbered.items()}
            if pages[CONTENTS].count == guessed:
                return joined
        raise DiglotError(
            f"the page numbers of the PDF in {self.edition.language} do not settle: each round "
            "moves them again.\n"
            "  hint: look for a template or style whose length depends on a page's number"
        )

    def _widened(
        self,
        pages: dict[str, Pages],
        rooms: dict[str, Rooms],
        page_of: PageOf,
        begin: Begin,
    ) -> bool:
        """Lay out again the chapters with too much or too little room for a number.

        rooms: by chapter, those that it has; changed. Tells whether there were any.
        """
        begun = {}
        for chapter in self.edition.chapters:
            wanted = rooms_for(pages[chapter.name], page_of)
            had = rooms.get(chapter.name, {})
            usually = self.documents.usual_room
            if any(room != had.get(place, usually(place)) for place, room in wanted.items()):
                rooms[chapter.name] = wanted
                begun[chapter.name] = begin(self.documents.chapter(chapter, wanted))
        pages |= self._laid_out(begun)
        return bool(begun)

    def _frame(self, parts: Sequence[PageRun]) -> Frame:
        documents = self.documents
        locale = documents.locale
        texts = {f"{place.chapter}/{place.id}": name for place, name in documents.names.items()}
        page_of = page_finder(parts)
        named = {place for part in parts for place in places_referred_to(part.pages)}
        page_texts = {
            f"{p.chapter}/{p.id}": locale.gettext(
                "page\N{NO-BREAK SPACE}%(number)s", number=page_of(p.chapter, p.id)
            )
            for p in named
        }
        return Frame(
            direction=locale.direction,
            label_runs=documents.order.label_runs(parts),
            link_texts=texts,
            page_texts=page_texts,
            identity=self.identity,
            archive=self.making.archive,
        )

    @property
    def _leaf(self) -> Leaf:
        page = self.documents.page
        towards_outside = -1 if self.documents.locale.direction == "rtl" else 1
        return Leaf(
            is_wide=page.trim.width_mm > page.trim.height_mm,
            to_verso_pt=(page.outer_mm - page.inner_mm) * towards_outside * PT_PER_MM,
        )

    @property
    def identity(self) -> Identity:
        """Return what the edition's files are called."""
        return Identity(
            title=self.edition.title,
            language=self.edition.language,
            modified=self.making.modified,
            authors=tuple(person.name for person in self.edition.authors),
            publisher=self.edition.publisher,
            description=self.edition.description,
            rights=self.edition.rights,
        )


def _empty(count: int) -> Pages:
    return Pages(b"", count, {}, ())
