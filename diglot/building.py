"""The second half of the trip: render → write, once a book is checked.

Knows which steps run side by side; each step itself lives in the room that it belongs to.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from diglot.cache import Cache, program_digest
from diglot.config import Config
from diglot.errors import DiglotError
from diglot.findings import Finding
from diglot.model import Edition, Position
from diglot.output import Artifact, Staging
from diglot.pipeline import Checked, Progress, templates_of
from diglot.settings.press import Archive
from diglot.silence import with_severities
from diglot.writers.epub import epub
from diglot.writers.pdf import (
    LayoutJob,
    Making,
    Pages,
    PdfBook,
    PdfCover,
    PdfEdition,
    PressJob,
    Printed,
    Standard,
    booklet,
    coarse_pictures,
    lay_out,
    layout_key,
    press_pdf,
)
from diglot.writers.site import site_files
from diglot.writers.worksheet import worksheet

FORMATS = ("site", "epub", "pdf", "print", "cover", "booklet")
SITE_FOLDER = "site"
_STANDARDS: dict[Archive, Standard | None] = {"none": None, "2u": "a-2u", "3u": "a-3u"}
_Made = TypeVar("_Made")
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
    work = _Work(checked, order, editions, cache)
    progress.begin("Building", work.steps)
    with Staging(order.out) as staging, _workers(order.jobs) as workers:
        pdfs = work.start_pdfs(workers) if _PAGED & set(order.formats) else []
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
            book = pdf.finish(progress)
            if "print" in order.formats:
                presses.append((pdf, book, workers.submit(press_pdf, work.press_job(pdf, book))))
            if "pdf" in order.formats:
                name = f"{checked.config.id}-{pdf.language}.pdf"
                pages = book.pages
                staging.write(name, book.content, kind="pdf", language=pdf.language, pages=pages)
            if "booklet" in order.formats:
                name = f"{checked.config.id}-{pdf.language}-booklet.pdf"
                content = work.booklet(pdf, book)
                staging.write(name, content, kind="booklet", language=pdf.language)
            if "cover" in order.formats:
                name = f"{checked.config.id}-{pdf.language}-cover.pdf"
                content, found = work.cover(pdf, book)
                staging.write(name, content, kind="cover", language=pdf.language)
                findings += found
            progress.step(pdf.language)
        for pdf, book, future in presses:
            name = f"{checked.config.id}-{pdf.language}-print.pdf"
            printed = _result(future)
            staging.write(
                name,
                printed.content,
                kind="print",
                language=pdf.language,
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

    def __init__(
        self, checked: Checked, order: Order, editions: Sequence[Edition], cache: Cache
    ) -> None:
        self.checked = checked
        self.order = order
        self.editions = editions
        self.cache = cache
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

    def booklet(self, pdf: _PdfWork, book: PdfBook) -> bytes:
        """Return an edition's pages on sheets to fold."""
        return booklet(
            book.content, self.checked.config.booklet, pdf.book.documents.locale.direction
        )

    def cover(self, pdf: _PdfWork, book: PdfBook) -> tuple[bytes, list[Finding]]:
        """Return an edition's cover for print, its spine as wide as the pages need."""
        config = self.checked.config
        pages = -(-book.pages // config.press.multiple) * config.press.multiple
        cover = PdfCover(pdf.book.documents, config.cover, pages, config.press.profile)
        (page,) = pdf.laid_out([cover.job()])
        return cover.finish(page, pdf.book.identity), cover.findings

    def press_job(self, pdf: _PdfWork, book: PdfBook) -> PressJob:
        """Return how an edition's pages are made fit for the press."""
        press = self.checked.config.press
        return PressJob(
            content=book.content,
            bleed_mm=press.bleed_mm,
            has_marks=press.has_marks,
            profile=press.profile.read_bytes() if press.profile else b"",
            profile_name=press.profile.stem if press.profile else "",
            multiple=press.multiple,
            identity=pdf.book.identity,
        )

    def press_findings(self, pdf: _PdfWork, book: PdfBook, printed: Printed) -> Iterator[Finding]:
        """Yield what a press would complain of."""
        least_ppi = self.checked.config.press.resolution_ppi
        yield from coarse_pictures(printed.pictures, pdf.book.edition, book.parts, least_ppi)
        for problem in printed.report.problems:
            yield Finding(
                "preflight",
                Position("content/book.yaml"),
                f"the print PDF in {pdf.language} is not fit for a press: {problem}",
                "a template or picture of your own may bring it in; build without it to see",
            )

    def start_pdfs(self, workers: ProcessPoolExecutor) -> list[_PdfWork]:
        """Hand the chapters of every edition to the workers."""
        page = self.checked.config.page
        making = Making(self.order.modified, _STANDARDS[self.checked.config.archive])
        books = [PdfEdition(edition, page, self.templates, making) for edition in self.editions]
        return [_PdfWork(book, workers, self.cache) for book in books]


class _PdfWork:
    """The PDF of one edition while its chapters are being laid out."""

    def __init__(self, book: PdfEdition, workers: ProcessPoolExecutor, cache: Cache) -> None:
        self.book = book
        self.language = book.edition.language
        self.cache = cache
        self.workers = workers
        self.chapters: Mapping[str, Pages | Future[Pages]] = {
            chapter.name: self._kept_or_started(job)
            for chapter, job in zip(book.edition.chapters, book.chapter_jobs(), strict=True)
        }

    def finish(self, progress: Progress) -> PdfBook:
        """Wait for the chapters and return the finished book."""
        pages = {}
        for name, result in self.chapters.items():
            pages[name] = self._result(result)
            progress.step(f"{self.language}/{name}")
        return self.book.finish(pages, self.laid_out)

    def laid_out(self, jobs: Sequence[LayoutJob]) -> Iterator[Pages]:
        """Begin to lay out some more jobs, side by side, and return their pages as they come."""
        return map(self._result, [*map(self._kept_or_started, jobs)])

    def _kept_or_started(self, job: LayoutJob) -> Pages | Future[Pages]:
        key = layout_key(job, self._versions)
        if kept := self.cache.get(key):
            return Pages.from_bytes(kept)
        future = self.workers.submit(lay_out, job)
        future.add_done_callback(_keeper(self.cache, key))
        return future

    def _result(self, result: Pages | Future[Pages]) -> Pages:
        return result if isinstance(result, Pages) else _result(result)

    @cached_property
    def _versions(self) -> tuple[str, ...]:
        packages = ("weasyprint", "pydyf", "fonttools")
        versions = (importlib.metadata.version(name) for name in packages)
        return (program_digest("writers/pdf"), *versions)


def _result(future: Future[_Made]) -> _Made:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise DiglotError(
            "a worker process that makes pages has died, perhaps for want of memory.\n"
            "  hint: build again with fewer of them: --jobs 1"
        ) from error


def _keeper(cache: Cache, key: str) -> Callable[[Future[Pages]], None]:
    def keep(future: Future[Pages]) -> None:
        if not future.cancelled() and future.exception() is None:
            cache.put(key, future.result().to_bytes())

    return keep


@contextmanager
def _workers(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes; on the way out, what has not begun is dropped."""
    pool = ProcessPoolExecutor(max_workers=max(jobs, 1), mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


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
