"""The chapters of a book with their texts, each read once, and only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from diglot.config import Config
from diglot.disk.steps import Store
from diglot.manuscript import manuscript_of
from diglot.reader.edition import ChapterJob, ReadChapter, chapter_jobs, read_side_by_side
from diglot.reader.trials import Trials

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
        self._together = together
        self._read: dict[ChapterJob, ReadChapter] = {}

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

    def read(self, jobs: Sequence[ChapterJob]) -> Iterator[ReadChapter]:
        """Yield chapters; those that were not read yet are, side by side."""
        missing = [job for job in jobs if job not in self._read]
        if missing:
            with read_side_by_side(
                self.config,
                missing,
                store=self._readings,
                trials=self.trials,
                jobs=self._together,
            ) as found:
                for job, chapter in zip(missing, found, strict=True):
                    self._read[job] = chapter
                    self.told(self.path(job))
        yield from (self._read[job] for job in jobs)
