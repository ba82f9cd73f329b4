"""The second half of the trip: render → write, once a book is checked.

Knows which steps run side by side; each step itself lives in the room that it belongs to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from diglot.cache import Cache
from diglot.config import Config
from diglot.errors import DiglotError
from diglot.findings import Finding, in_order
from diglot.model import Book, Edition, Position
from diglot.output import Artifact, Staging
from diglot.pipeline import Checked, Progress, templates_of
from diglot.render.chapters import Renderer, plain_renderer
from diglot.rescue import Missing, Rescue, with_unread
from diglot.settings.press import Archive
from diglot.silence import with_severities
from diglot.writers.epub import epub
from diglot.writers.pdf.booklet import booklet
from diglot.writers.pdf.cover import PdfCover
from diglot.writers.pdf.edition import Making, PdfBook, PdfEdition
from diglot.writers.pdf.identity import Standard
from diglot.writers.pdf.layouts import Layouts
from diglot.writers.pdf.press import PressJob, Printed, press_pdf
from diglot.writers.pdf.resolution import coarse_pictures
from diglot.writers.pdf.workers import Workers, workers
from diglot.writers.site import Download, site_files, title_pages
from diglot.writers.worksheet import worksheet

FORMATS = ("site", "epub", "pdf", "print", "cover", "booklet")
SITE_FOLDER = "site"
_STANDARDS: dict[Archive, Standard | None] = {"none": None, "2u": "a-2u", "3u": "a-3u"}
# What is made of pages that are laid out.
_PAGED = frozenset({"pdf", "print", "cover", "booklet"})


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built.

    formats: of `FORMATS`. languages: of the book's. modified: the time of their
        making that the files carry, ISO 8601 with a zone. is_draft: whether what cannot be
        shown gets a note in its place.
    """

    out: Path
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    jobs: int
    modified: str
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, by path, what it could not make, and what only building finds wrong."""

    artifacts: tuple[Artifact, ...]
    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...]


def build(checked: Checked, order: Order, *, progress: Progress, cache: Cache) -> Built:
    """Write the editions that are ordered; what cannot be made costs no other.

    Where nothing at all could be made, an earlier build stays. Raises DiglotError if that is
    through no chapter's fault.
    """
    with Staging(order.out) as staging, workers(order.jobs) as pool:
        work = _Work(checked, order, staging, pool, Layouts(pool, cache), progress)
        work.do()
        rescue = work.rescue
        if staging.artifacts:
            staging.commit(
                lambda kind, tag: _is_replaced(kind, tag, checked.config, order),
                missing={item.path for item in rescue.missing},
            )
        elif rescue.first and not rescue.has_lost_chapters:
            raise rescue.first
        cache.prune()
        artifacts = sorted(staging.artifacts, key=lambda artifact: artifact.path)
        findings = in_order(rescue.findings)
        return Built(
            tuple(artifacts),
            tuple(rescue.missing),
            with_severities(findings, checked.config.severities),
        )


def _is_replaced(kind: str, language: str, config: Config, order: Order) -> bool:
    """Tell whether files of an earlier build give way to this one."""
    gone = bool(language) and language not in config.languages
    return gone or (kind in order.formats and (not language or language in order.languages))


class _Work:
    """The steps of one build, with what they share."""

    def __init__(
        self,
        checked: Checked,
        order: Order,
        staging: Staging,
        pool: Workers,
        layouts: Layouts,
        progress: Progress,
    ) -> None:
        self.checked = checked
        self.config = checked.config
        self.order = order
        self.staging = staging
        self.pool = pool
        self.layouts = layouts
        self.progress = progress
        self.rescue = Rescue(checked.config.project, order.is_draft)
        self.templates = templates_of(checked.config)
        self.on_site: Book | None = None
        wanted = [e for e in checked.book.editions if e.language in order.languages]
        self.editions = [with_unread(e, checked.findings) for e in wanted if e.chapters]
        for edition in wanted:
            if not edition.chapters:
                self._leave_out(edition)

    def do(self) -> None:
        """Make all that is ordered. Chapters are laid out while the rest is written."""
        formats = self.order.formats
        self.progress.begin("Building", self.steps)
        begun = [(e, self._begun(e)) for e in self.editions] if _PAGED & set(formats) else []
        if "site" in formats:
            self._write_site()
        if "epub" in formats:
            for edition in self.editions:
                self._write_epub(edition)
                self.progress.step(self._name(edition, "epub"))
        pdfs = [(edition, self._write_paged(edition, pdf)) for edition, pdf in begun if pdf]
        if self.on_site:
            self._write_title_pages(self.on_site)
        if "site" in formats:
            self.progress.step("site")
        for edition, finish in pdfs:
            if finish is None:
                continue
            name = self._name(edition, "print")
            self.rescue.attempt((name,), edition.language, finish)
            self.progress.step(name)

    def _leave_out(self, edition: Edition) -> None:
        """Say of a language without chapters that it has no editions."""

        def make() -> None:
            raise DiglotError(
                f"content/{edition.language}/ has no chapters yet.\n"
                "  hint: write one, or let `stub` write skeletons of them"
            )

        names = [self._name(edition, kind) for kind in self.order.formats if kind != "site"]
        if not names and not self.editions:
            names = [f"{SITE_FOLDER}/"]
        if names:
            self.rescue.attempt(names, edition.language, make)

    def _name(self, edition: Edition, kind: str) -> str:
        end = {"epub": ".epub", "pdf": ".pdf"}.get(kind, f"-{kind}.pdf")
        return f"{self.config.id}-{edition.language}{end}"

    @property
    def steps(self) -> int:
        """Return how many steps the build will report."""
        formats = self.order.formats
        pages = sum(len(edition.chapters) + 1 for edition in self.editions)
        return (
            ("site" in formats)
            + ("epub" in formats) * len(self.editions)
            + bool(_PAGED & set(formats)) * pages
            + ("print" in formats) * len(self.editions)
        )

    # What is no PDF -----------------------------------------------------------

    def _write_site(self) -> None:
        def write(editions: Sequence[Edition]) -> None:
            self.staging.drop("site")  # what was written of it before a chapter failed
            book = replace(self.checked.book, editions=tuple(editions))
            languages = tuple(edition.language for edition in editions)
            self._write_on_site(site_files(book, languages, self.templates))
            self.on_site = book

        if not self._is_written((f"{SITE_FOLDER}/",), "", self.editions, write):
            self.staging.drop("site")

    def _write_title_pages(self, book: Book) -> None:
        """Write the pages of the site that offer what was made beside it."""

        def make() -> bool:
            downloads: dict[str, list[Download]] = defaultdict(list)
            for made in tuple(self.staging.artifacts):
                if made.format in self.config.downloads:
                    path = f"{SITE_FOLDER}/{made.language}/{made.path}"
                    self.staging.copy(made, path, kind="site")
                    downloads[made.language].append(Download(made.path, made.format, made.size))
            languages = self.order.languages
            self._write_on_site(title_pages(book, languages, self.templates, downloads))
            return True

        if self.rescue.attempt((f"{SITE_FOLDER}/",), "", make) is None:
            self.staging.drop("site")

    def _write_on_site(self, files: Iterable[tuple[str, bytes]]) -> None:
        for path, content in files:
            self.staging.write(f"{SITE_FOLDER}/{path}", content, kind="site")

    def _write_epub(self, edition: Edition) -> None:
        name = self._name(edition, "epub")

        def write(editions: Sequence[Edition]) -> None:
            content = epub(editions[0], self.checked.book, self.templates, self.order.modified)
            self.staging.write(name, content, kind="epub", language=edition.language)

        self._is_written((name,), edition.language, [edition], write)

    def _is_written(
        self,
        paths: Sequence[str],
        language: str,
        editions: Sequence[Edition],
        write: Callable[[Sequence[Edition]], None],
    ) -> bool:
        """Write files in which chapters are markup; tell whether that went well."""

        @cache
        def renderer(language: str) -> Renderer:
            return plain_renderer(next(e for e in editions if e.language == language))

        def make() -> bool:
            self.rescue.with_stand_ins(
                editions, write, lambda chapter: renderer(chapter.language).fails(chapter)
            )
            return True

        return self.rescue.attempt(paths, language, make) is not None

    # PDFs ---------------------------------------------------------------------

    def _pdf_of(self, edition: Edition) -> PdfEdition:
        """Return an edition whose chapters are being laid out."""
        making = Making(self.order.modified, _STANDARDS[self.config.archive])
        pdf = PdfEdition(edition, self.config.page, self.templates, making)
        pdf.begin(self.layouts.begin)
        return pdf

    def _begun(self, edition: Edition) -> PdfEdition | None:
        names = [self._name(edition, kind) for kind in self.order.formats if kind in _PAGED]
        return self.rescue.attempt(names, edition.language, lambda: self._pdf_of(edition))

    def _write_paged(self, edition: Edition, begun: PdfEdition) -> Callable[[], None] | None:
        """Write what is made of an edition's pages; return what finishes the one for a press."""
        formats, language = self.order.formats, edition.language
        names = [self._name(edition, kind) for kind in formats if kind in _PAGED]
        finished = self.rescue.attempt(names, language, lambda: self._finished(begun))
        self.progress.step(language)
        self.layouts.forget()
        if finished is None:
            return None
        pdf, book = finished
        self.rescue.findings += book.findings
        finish = self._begin_press(pdf, book) if "print" in formats else None
        if "pdf" in formats:
            name = self._name(edition, "pdf")
            self.staging.write(name, book.content, kind="pdf", language=language, pages=book.pages)
        if "booklet" in formats:
            self._attempt(edition, "booklet", lambda: self._booklet(pdf, book))
        if "cover" in formats:
            self._attempt(edition, "cover", lambda: self._cover(pdf, book))
        return finish

    def _attempt(self, edition: Edition, kind: str, make: Callable[[], bytes]) -> None:
        """Make and write one file of an edition."""
        name = self._name(edition, kind)
        content = self.rescue.attempt((name,), edition.language, make)
        if content is not None:
            self.staging.write(name, content, kind=kind, language=edition.language)

    def _finished(self, begun: PdfEdition) -> tuple[PdfEdition, PdfBook]:
        """Return the pages of an edition, in a draft whatever they are made of."""
        pdf = begun
        step: Callable[[str], None] = self.progress.step

        def make(editions: Sequence[Edition]) -> PdfBook:
            nonlocal pdf, step
            if editions[0] != pdf.edition:
                pdf = self._pdf_of(editions[0])
            told, step = step, _silent  # a second time, these steps are done already
            return pdf.finish(self.layouts.begin, told)

        book = self.rescue.with_stand_ins(
            [begun.edition], make, lambda chapter: pdf.fails(chapter, self.layouts.begin)
        )
        return pdf, book

    def _booklet(self, pdf: PdfEdition, book: PdfBook) -> bytes:
        """Return an edition's pages on sheets to fold."""
        return booklet(book.content, self.config.booklet, pdf.documents.locale.direction)

    def _cover(self, pdf: PdfEdition, book: PdfBook) -> bytes:
        """Return an edition's cover for print, its spine as wide as the pages need."""
        press = self.config.press
        pages = -(-book.pages // press.multiple) * press.multiple
        cover = PdfCover(pdf.documents, self.config.cover, pages, press.profile)
        page = self.layouts.begin(cover.job())()
        content = cover.finish(page, pdf.identity)
        self.rescue.findings += cover.findings
        return content

    # For a press --------------------------------------------------------------

    def _begin_press(self, pdf: PdfEdition, book: PdfBook) -> Callable[[], None]:
        """Begin the PDF for a press, and return what waits for it and writes it."""
        wait = self.pool.submit(press_pdf, self._press_job(pdf, book))

        def finish() -> None:
            printed = wait()
            self.staging.write(
                self._name(pdf.edition, "print"),
                printed.content,
                kind="print",
                language=pdf.edition.language,
                pages=printed.pages,
                preflight=printed.report.entry(),
            )
            self.rescue.findings += self._press_findings(pdf, book, printed)

        return finish

    def _press_job(self, pdf: PdfEdition, book: PdfBook) -> PressJob:
        """Return how an edition's pages are made fit for the press."""
        press = self.config.press
        return PressJob(
            content=book.content,
            bleed_mm=press.bleed_mm,
            has_marks=press.has_marks,
            profile=press.profile.read_bytes() if press.profile else b"",
            profile_name=press.profile.stem if press.profile else "",
            multiple=press.multiple,
            identity=pdf.identity,
        )

    def _press_findings(
        self, pdf: PdfEdition, book: PdfBook, printed: Printed
    ) -> Iterator[Finding]:
        """Yield what a press would complain of."""
        least_ppi = self.config.press.resolution_ppi
        yield from coarse_pictures(printed.pictures, pdf.edition, book.parts, least_ppi)
        for problem in printed.report.problems:
            yield Finding(
                "preflight",
                Position("content/book.yaml"),
                f"the print PDF in {pdf.edition.language} is not fit for a press: {problem}",
                "a template or picture of your own may bring it in; build without it to see",
            )


def _silent(_step: str) -> None:
    """Say nothing."""


def worksheet_of(checked: Checked, interface: str) -> str:
    """Return the page on which a translator sees both languages with the findings.

    interface: the language of its own words, "" for the source language.
    """
    return worksheet(
        checked.bitext,
        checked.findings,
        templates_of(checked.config),
        interface or checked.book.source.language,
    )
