"""The folders of a book → `Book`: every chapter of every language, read side by side."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from msgspec.structs import replace

from diglot.config import Config
from diglot.core.findings import Finding, in_order
from diglot.core.imprint import Counterpart
from diglot.core.model import Book, Chapter, Edition
from diglot.disk.steps import Store
from diglot.manuscript import Manuscript, manuscript_of
from diglot.reader.chapter import ChapterJob, ReadChapter, read_chapter, typography_of
from diglot.reader.front_matter import foreign_keys
from diglot.reader.parts import PartFinder
from diglot.reader.prose import (
    slips_of_settings,
)
from diglot.reader.trials import NO_TRIALS, Trials
from diglot.text.marks.typography import typeset_people, typeset_text
from diglot.work.shares import in_shares
from diglot.work.workers import MANY_CHAPTERS, Pool, workers

_MUCH_BYTES = 2_000_000  # from so much text on, starting processes pays as well
# What one pandoc reads while another would start; for less text, one is enough.
_BESIDE_BYTES = 60_000


def read_book(
    config: Config,
    *,
    store: Store | None = None,
    trials: Trials = NO_TRIALS,
    jobs: int = 2,
    progress: Callable[[str], None] = lambda _path: None,
) -> tuple[Book, tuple[Finding, ...]]:
    """Return the book as its sources say it, and what is wrong with how they are written.

    store: where pandoc's readings are kept between runs. trials: tell what can be
        drawn. jobs: how many chapters are read at once. progress: is told each path that
        has been read.
    Raises DiglotError where there is nothing to read, or pandoc fails.
    """
    manuscript = manuscript_of(config)
    jobs_of = chapter_jobs(manuscript)
    results: list[ReadChapter] = []
    with read_side_by_side(config, jobs_of, store=store, trials=trials, jobs=jobs) as read:
        for job, result in zip(jobs_of, read, strict=True):
            progress(job.path.relative_to(config.project).as_posix())
            results.append(result)
    return arranged(config, manuscript, results)


def chapter_jobs(manuscript: Manuscript) -> tuple[ChapterJob, ...]:
    """Return what is to be read, language by language."""
    files = ((tag, file) for tag, of_tag in manuscript.chapters.items() for file in of_tag)
    return tuple(ChapterJob(file.name, file.path, tag) for tag, file in files)


def arranged(
    config: Config, manuscript: Manuscript, results: Sequence[ReadChapter]
) -> tuple[Book, tuple[Finding, ...]]:
    """Return the book that chapters make up, in their parts, and what is wrong with all of it."""
    parts = PartFinder(config, manuscript, [result.chapter for result in results])
    findings = list(manuscript.findings)
    findings += parts.without_title_pages(f for result in results for f in result.findings)
    findings += foreign_keys([key for result in results for key in result.foreign])
    editions = []
    for tag in config.languages:
        findings += slips_of_settings(config.editions[tag].labels, tag, typography_of(config))
        editions.append(_edition(config, tag, parts.arranged(tag)))
    return Book(config.id, tuple(editions)), in_order([*findings, *parts.findings])


@contextmanager
def read_side_by_side(
    config: Config, work: Sequence[ChapterJob], *, store: Store | None, trials: Trials, jobs: int
) -> Iterator[Iterator[ReadChapter]]:
    """Give what is read of each chapter, in order.

    A few are read in threads, which wait for pandoc and start at once; many in
    processes, as making our model of what pandoc says takes as long as pandoc does.
    """
    if jobs < 2 or not is_for_processes(work):
        reader = partial(read_chapter, config, store=store, trials=trials)
        count = min(jobs, 1 + _size(work) // _BESIDE_BYTES)
        with ThreadPoolExecutor(max_workers=max(count, 1)) as threads:
            yield threads.map(reader, work)
        return
    with workers(jobs) as pool:
        packed = read_by(pool, config, work, store=store, trials=trials, jobs=jobs)
        yield map(unpacked, packed)


def read_by(
    pool: Pool,
    config: Config,
    work: Sequence[ChapterJob],
    *,
    store: Store | None,
    trials: Trials,
    jobs: int,
) -> Iterator[bytes]:
    """Return what processes read of each chapter, in order, packed as it came from them.

    jobs: how many there are. Raises WorkerDiedError, which names the file that one died of.
    """
    reader = partial(read_chapter, config, store=store, trials=trials)
    names = [job.path.relative_to(config.project).as_posix() for job in work]
    return in_shares(pool, partial(_read_share, reader), work, names, jobs)


def packed(read: ReadChapter) -> bytes:
    """Return a chapter as one process gives it to another."""
    return pickle.dumps(read, pickle.HIGHEST_PROTOCOL)


def unpacked(read: bytes) -> ReadChapter:
    """Return a chapter that another process has packed."""
    chapter: ReadChapter = pickle.loads(read)  # noqa: S301 - a worker of ours made it
    return chapter


def _read_share(
    reader: Callable[[ChapterJob], ReadChapter], share: Sequence[ChapterJob]
) -> list[bytes]:
    return [packed(reader(job)) for job in share]


def is_for_processes(work: Sequence[ChapterJob]) -> bool:
    """Tell whether there is so much to read that it pays to start processes."""
    return len(work) >= MANY_CHAPTERS or _is_much(work)


def _is_much(work: Sequence[ChapterJob]) -> bool:
    """Tell whether there is more text than threads, of which one runs at a time, should read."""
    return _size(work) > _MUCH_BYTES


def _size(work: Sequence[ChapterJob]) -> int:
    """Return how many bytes of text there are to read."""
    return sum(job.path.stat().st_size for job in work if job.path.is_file())


def _counterparts(config: Config, language: str) -> Iterator[Counterpart]:
    """Yield the titles of the book in its other languages, as far as they differ."""
    typography = typography_of(config)
    for tag, edition in config.editions.items():
        if tag != language and edition.title != config.editions[language].title:
            yield Counterpart(tag, typeset_text(edition.title, tag, typography))


def _edition(config: Config, tag: str, chapters: Sequence[Chapter]) -> Edition:
    settings = config.editions[tag]
    numbered = []
    number = 0
    for chapter in chapters:
        if chapter.is_counted:
            number += 1
            numbered.append(replace(chapter, number=number))
        else:
            numbered.append(chapter)

    def words(text: str) -> str:
        return typeset_text(text, tag, typography_of(config))

    numbered = [replace(chapter, part=words(chapter.part)) for chapter in numbered]
    return Edition(
        language=tag,
        title=words(settings.title),
        chapters=tuple(numbered),
        subtitle=words(settings.subtitle),
        authors=typeset_people(settings.authors, tag, typography_of(config)),
        publisher=words(settings.publisher),
        date=settings.date,
        rights=words(settings.rights),
        description=words(settings.description),
        conventions=settings.conventions,
        imprint=replace(
            settings.imprint.with_words(words), counterparts=tuple(_counterparts(config, tag))
        ),
    )
