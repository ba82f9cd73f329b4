"""The second half of the trip: render → write, once a book is checked.

Knows which steps run side by side; each step itself lives in the room that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diglot.cache import Cache
from diglot.config import Config
from diglot.findings import Finding
from diglot.model import Edition, Position
from diglot.output import Artifact, Staging
from diglot.pipeline import Checked, Progress, templates_of
from diglot.settings.press import Archive
from diglot.silence import with_severities
from diglot.writers.epub import epub
from diglot.writers.pdf.booklet import booklet
from diglot.writers.pdf.cover import PdfCover
from diglot.writers.pdf.edition import Making, PdfBook, PdfEdition
from diglot.writers.pdf.identity import Standard
from diglot.writers.pdf.layouts import Layouts, result_of, workers
from diglot.writers.pdf.press import PressJob, Printed, press_pdf
from diglot.writers.pdf.resolution import coarse_pictures
from diglot.writers.site import site_files
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
        making that the files carry, ISO 8601 with a zone.
    """

    out: Path
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    jobs: int
    modified: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, by path, and what is wrong with it that only pages show."""

    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]


def build(checked: Checked, order: Order, *, progress: Progress, cache: Cache) -> Built:
    """Write the editions that are ordered, all or none; return what was made."""
    editions = [e for e in checked.book.editions if e.language in order.languages]
    work = _Work(checked, order, editions)
    progress.begin("Building", work.steps)
    with Staging(order.out) as staging, workers(order.jobs) as pool:
        layouts = Layouts(pool, cache)
        pdfs = work.begin_pdfs(layouts) if _PAGED & set(order.formats) else []
        if "site" in order.formats:
            for path, content in work.site():
                staging.write(f"{SITE_FOLDER}/{path}", content, kind="site")
            progress.step("site")
        if "epub" in order.formats:
            for edition in editions:
                name = f"{checked.config.id}-{edition.language}.epub"
                content = work.epub(edition)
                staging.write(name, content, kind="epub", language=edition.language)
                progress.step(name)
        findings: list[Finding] = []
        presses = []
        for pdf in pdfs:
            tag = pdf.edition.language
            book = pdf.finish(layouts.begin, progress.step)
            findings += book.findings
            if "print" in order.formats:
                presses.append((pdf, book, pool.submit(press_pdf, work.press_job(pdf, book))))
            if "pdf" in order.formats:
                name = f"{checked.config.id}-{tag}.pdf"
                staging.write(name, book.content, kind="pdf", language=tag, pages=book.pages)
            if "booklet" in order.formats:
                name = f"{checked.config.id}-{tag}-booklet.pdf"
                staging.write(name, work.booklet(pdf, book), kind="booklet", language=tag)
            if "cover" in order.formats:
                name = f"{checked.config.id}-{tag}-cover.pdf"
                content, found = work.cover(pdf, book, layouts)
                staging.write(name, content, kind="cover", language=tag)
                findings += found
            progress.step(tag)
        for pdf, book, future in presses:
            tag = pdf.edition.language
            name = f"{checked.config.id}-{tag}-print.pdf"
            printed = result_of(future)
            staging.write(
                name,
                printed.content,
                kind="print",
                language=tag,
                pages=printed.pages,
                preflight=printed.report.entry(),
            )
            findings += work.press_findings(pdf, book, printed)
            progress.step(name)
        staging.commit(lambda kind, tag: _is_replaced(kind, tag, checked.config, order))
        cache.prune()
        artifacts = sorted(staging.artifacts, key=lambda artifact: artifact.path)
        return Built(tuple(artifacts), with_severities(findings, checked.config.severities))


def _is_replaced(kind: str, language: str, config: Config, order: Order) -> bool:
    """Tell whether files of an earlier build give way to this one."""
    gone = bool(language) and language not in config.languages
    return gone or (kind in order.formats and (not language or language in order.languages))


class _Work:
    """The steps of one build, with what they share."""

    def __init__(self, checked: Checked, order: Order, editions: Sequence[Edition]) -> None:
        self.checked = checked
        self.order = order
        self.editions = editions
        self.templates = templates_of(checked.config)

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

    def site(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the website."""
        yield from site_files(self.checked.book, self.order.languages, self.templates)

    def epub(self, edition: Edition) -> bytes:
        """Return the e-book of one edition."""
        return epub(edition, self.checked.book, self.templates, self.order.modified)

    def booklet(self, pdf: PdfEdition, book: PdfBook) -> bytes:
        """Return an edition's pages on sheets to fold."""
        return booklet(book.content, self.checked.config.booklet, pdf.documents.locale.direction)

    def cover(
        self, pdf: PdfEdition, book: PdfBook, layouts: Layouts
    ) -> tuple[bytes, list[Finding]]:
        """Return an edition's cover for print, its spine as wide as the pages need."""
        config = self.checked.config
        pages = -(-book.pages // config.press.multiple) * config.press.multiple
        cover = PdfCover(pdf.documents, config.cover, pages, config.press.profile)
        page = layouts.begin(cover.job())()
        return cover.finish(page, pdf.identity), cover.findings

    def press_job(self, pdf: PdfEdition, book: PdfBook) -> PressJob:
        """Return how an edition's pages are made fit for the press."""
        press = self.checked.config.press
        return PressJob(
            content=book.content,
            bleed_mm=press.bleed_mm,
            has_marks=press.has_marks,
            profile=press.profile.read_bytes() if press.profile else b"",
            profile_name=press.profile.stem if press.profile else "",
            multiple=press.multiple,
            identity=pdf.identity,
        )

    def press_findings(self, pdf: PdfEdition, book: PdfBook, printed: Printed) -> Iterator[Finding]:
        """Yield what a press would complain of."""
        least_ppi = self.checked.config.press.resolution_ppi
        yield from coarse_pictures(printed.pictures, pdf.edition, book.parts, least_ppi)
        for problem in printed.report.problems:
            yield Finding(
                "preflight",
                Position("content/book.yaml"),
                f"the print PDF in {pdf.edition.language} is not fit for a press: {problem}",
                "a template or picture of your own may bring it in; build without it to see",
            )

    def begin_pdfs(self, layouts: Layouts) -> list[PdfEdition]:
        """Have the chapters of every edition laid out."""
        page = self.checked.config.page
        making = Making(self.order.modified, _STANDARDS[self.checked.config.archive])
        books = [PdfEdition(edition, page, self.templates, making) for edition in self.editions]
        for book in books:
            book.begin(layouts.begin)
        return books


def worksheet_of(checked: Checked, interface: str) -> str:
    """Return the page on which a translator sees both languages with the findings.

    interface: the language of its own words, "" for the source language.
    """
    return worksheet(
        checked.book,
        checked.alignments,
        checked.findings,
        templates_of(checked.config),
        interface or checked.book.source.language,
    )
