"""The website: all its pages, and at the end those that offer what was made beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from diglot.core.model import Book, Edition
from diglot.run.building.work import Folder, Order, Work
from diglot.writers.site import Download, Parallel, site_files, title_pages


def make(work: Work, folder: Folder) -> Callable[[], None]:
    """Write the website without the pages on which its editions begin; return what writes these."""

    def write(editions: Sequence[Edition]) -> Book:
        folder.clear()  # what was written of it before a chapter failed
        book = replace(work.checked.book, editions=tuple(editions))
        languages = tuple(edition.language for edition in editions)
        files = site_files(
            book,
            languages,
            work.templates,
            parallel=_parallel(work, editions),
            first=work.order.looked_at,
        )
        folder.write(_shown_first(files, work.order))
        return book

    book = work.with_stand_ins(work.editions, write)
    return lambda: _write_title_pages(work, folder, book)


def _shown_first(files: Iterable[tuple[str, bytes]], order: Order) -> Iterator[tuple[str, bytes]]:
    """Yield files; those that someone waits for come first, and are shown at once."""
    early: dict[str, bytes] = {}
    for path, content in files:
        if path in order.looked_at:
            early[path] = content
        elif early:
            order.show(early)
            early = {}
        yield path, content


def _parallel(work: Work, editions: Sequence[Edition]) -> Parallel | None:
    """Return what the pages with both languages show, if the book has and wants them."""
    if len(editions) < 2 or not work.config.has_parallel:
        return None
    return Parallel(work.pairs(editions), work.config.bilingual.first)


def _write_title_pages(work: Work, folder: Folder, book: Book) -> None:
    """Write the pages that offer what was made beside the site, and copies of that."""
    languages = tuple(edition.language for edition in book.editions)
    downloads: dict[str, list[Download]] = defaultdict(list)
    for made in work.written:
        if made.format in work.config.downloads:
            for language in (made.language,) if made.language else languages:
                folder.take(made, f"{language}/{made.path}")
                downloads[language].append(Download(made.path, made.format, made.size))
    has_parallel = _parallel(work, book.editions) is not None
    pages = title_pages(book, languages, work.templates, downloads, has_parallel=has_parallel)
    folder.write(pages)
