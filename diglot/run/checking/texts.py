"""The chapters of a book with their texts, each read once, and only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from diglot.config import Config
from diglot.disk.steps import Store
from diglot.manuscript import manuscript_of
from diglot.reader.chapter import ChapterJob, ReadChapter
from diglot.reader.edition import (
    chapter_jobs,
    is_for_processes,
    packed,
    read_by,
    read_side_by_side,
    unpacked,
)
from diglot.reader.trials import Trials
from diglot.work.workers import Pool

Told = Callable[[str], None]


class Texts:
    """The chapters of a book as they are now.

    readings: where pandoc's are kept. together: how many are read side by side. told: which has
    been.
    """

    def __init__(
        self, config: Config, readings: Store, trials: Trials, *, together: int, told: Told
    ) -> None:
        self.config = config
        self.manuscript = manuscript_of(config)
        self.jobs = chapter_jobs(self.manuscript)
        self.trials = trials
        self.told = told
        self._readings = readings
        self.together = together
        self._read: dict[ChapterJob, ReadChapter] = {}
        self._packed: dict[ChapterJob, bytes] = {}

    @property
    def unread(self) -> list[ChapterJob]:
        """Return the chapters that were not read yet."""
        return [job for job in self.jobs if job not in self._read]

    def take(self, job: ChapterJob, read: ReadChapter) -> None:
        """Take a chapter as it was read in an earlier run."""
        self._read[job] = read
        self.told(self.path(job))

    def taken(self, job: ChapterJob) -> ReadChapter | None:
        """Return a chapter that was read, or None."""
        return self._read.get(job)

    def path(self, job: ChapterJob) -> str:
        """Return where a chapter's file is in the project."""
        return job.path.relative_to(self.config.project).as_posix()

    def packed(self, job: ChapterJob) -> bytes:
        """Return a chapter that was read as it is given to another process."""
        return self._packed.get(job) or packed(self._read[job])

    def read(self, jobs: Sequence[ChapterJob], pool: Pool | None = None) -> Iterator[ReadChapter]:
        """Yield chapters, as soon as they are there; those that were not read yet are read.

        pool: reads them where they are many; a pool of their own does if none is given.
        """
        missing = [job for job in jobs if job not in self._read]
        if not missing:
            yield from (self._read[job] for job in jobs)
            return
        with self._being_read(missing, pool) as found:
            arriving = zip(missing, found, strict=True)
            for job in jobs:
                while job not in self._read:
                    came, chapter = next(arriving)
                    self._read[came] = chapter
                    self.told(self.path(came))
                yield self._read[job]

    @contextmanager
    def _being_read(
        self, jobs: Sequence[ChapterJob], pool: Pool | None
    ) -> Iterator[Iterator[ReadChapter]]:
        if pool and is_for_processes(jobs):
            yield self._by_processes(jobs, pool)
            return
        with read_side_by_side(
            self.config, jobs, store=self._readings, trials=self.trials, jobs=self.together
        ) as found:
            yield found

    def _by_processes(self, jobs: Sequence[ChapterJob], pool: Pool) -> Iterator[ReadChapter]:
        found = read_by(
            pool, self.config, jobs, store=self._readings, trials=self.trials, jobs=self.together
        )
        for job, content in zip(jobs, found, strict=True):
            self._packed[job] = content
            yield unpacked(content)
