"""A book that is read, aligned and judged when someone asks for it, each once.

Goes in: settings. Comes out: the aligned book, its stamps, and what is wrong with it. What reads
and compares is loaded when it is needed: where nothing changed, it is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from diglot.config import Config, load_config
from diglot.core.chapter_names import is_markdown
from diglot.core.findings import Finding
from diglot.core.model import Book
from diglot.disk.cache import Cache, HeldBack, program_digest
from diglot.disk.states import version_of
from diglot.manuscript.files import walk_files
from diglot.run.outcomes import Outcome, counts_of, outcome_from, outcome_key

if TYPE_CHECKING:
    from diglot.bitext import Bitext
    from diglot.bitext.sections.steady_eyes import SteadyEyes
    from diglot.reader.chapter import ReadChapter
    from diglot.reader.trials import Trials
    from diglot.run.checking.chapters import Chapters
    from diglot.run.checking.pairs import Pairs
    from diglot.run.checking.texts import Texts
    from diglot.translation import Stamped
    from diglot.work.workers import Pool

# What processes that read and compare are made of.
_CHECKING = ("diglot.run.lazy_book", "diglot.run.checking.pairs")


class Progress(Protocol):
    """Someone who is told how the work goes."""

    def begin(self, task: str, total: int) -> None:
        """Begin a task of so many steps; 0 where nobody counts them."""

    def step(self, detail: str = "") -> None:
        """Finish one step of the task."""


class Remains(Struct, frozen=True):
    """What a process that goes on has of a book when it reads it again.

    texts: the chapters, by what they are made of. read, named: the book as it was read, and with
    names for its sections. eyes: as they saw it.
    """

    texts: Mapping[str, ReadChapter]
    read: Book
    named: Book
    eyes: SteadyEyes


class LazyBook:
    """A book that is read and compared when someone asks for it, once.

    former: what there is of the same book from before; what has not changed is taken from there.
    """

    def __init__(
        self,
        config: Config,
        *,
        jobs: int,
        progress: Progress,
        cache: Cache,
        former: Remains | None = None,
    ) -> None:
        self.config = config
        self.jobs = jobs
        self.progress = progress
        self.cache = cache
        self._held = HeldBack(cache, self._is_unchanged)
        self._former = former
        self._is_settled = False  # whether nothing changed while it was read

    def remains(self) -> Remains:
        """Return what a later reading of the book may take from this one."""
        texts = self._chapters.texts_by_key() if self._is_settled else {}
        return Remains(texts, self._read[0], self.bitext.book, self._eyes)

    @cached_property
    def _key(self) -> str:
        """Return the name of the outcome, of the files as they were before any was read."""
        return outcome_key(self.config)

    def _is_unchanged(self) -> bool:
        """Tell whether all files are what they were before any was read, the settings too.

        Those were read before the outcome got its name: the file may have been another.
        """
        return (
            outcome_key(self.config) == self._key
            and load_config(self.config.project) == self.config
        )

    @cached_property
    def _eyes(self) -> SteadyEyes:
        from diglot.bitext.sections.steady_eyes import SteadyEyes

        return self._former.eyes if self._former else SteadyEyes()

    @cached_property
    def _texts(self) -> Texts:
        from diglot.run.checking.texts import Texts

        _ = self._key
        trials, step = _trials(self.cache), self.progress.step
        return Texts(self.config, self.cache, trials, together=self.jobs, told=step)

    @cached_property
    def _chapters(self) -> Chapters:
        from diglot.run.checking.chapters import Chapters

        return Chapters(self._texts, self._held, self._former.texts if self._former else {})

    def read_ahead(self, names: Set[str]) -> None:
        """Read some chapters and keep what is found in each by itself; the book is not compared.

        names: of chapters, as each language has them.
        """
        self._texts.jobs = tuple(job for job in self._texts.jobs if job.name in names)
        self._chapters.read()
        self._held.keep()

    @cached_property
    def _pairs(self) -> Pairs:
        from diglot.run.checking.pairs import Pairs

        return Pairs(self._chapters, self._held, self.config.glossary, self.jobs)

    @cached_property
    def _read(self) -> tuple[Book, tuple[Finding, ...]]:
        from diglot.bitext import with_former_parts
        from diglot.reader.edition import arranged

        texts = self._texts
        self.progress.begin("Reading", len(texts.unread))
        if self.cache.folder is None:
            return arranged(self.config, texts.manuscript, list(texts.read(texts.jobs)))
        book, written = arranged(self.config, texts.manuscript, self._chapters.read_texts())
        self._held.keep()
        former = self._former.read if self._former else None
        return with_former_parts(book, former), written

    @cached_property
    def bitext(self) -> Bitext:
        """Return the book aligned, with named sections. No rule is asked."""
        from diglot.bitext import bitext

        book = self._read[0]
        self.progress.begin("Comparing", 0)
        former = self._former.named if self._former else None
        if "_pairs" in vars(self) and self._chapters.is_known():
            return bitext(book, self._pairs, former)  # as the check has seen them
        aligned = bitext(book, self._eyes, former)
        self._eyes.keep_only(book)
        return aligned

    @cached_property
    def written(self) -> tuple[Finding, ...]:
        """Return what is heard of how chapters are written, which no rule is asked for."""
        from diglot.run.checking.findings import heard

        book, written = self._read
        return heard(self.config, written, book)

    @cached_property
    def stamped(self) -> Mapping[str, Stamped]:
        """Return, by language, the units of each translation with the stamps kept of them."""
        from diglot.run.stamped import stamped_units

        return stamped_units(self.config, self.bitext.alignments)

    def outcome(self) -> Outcome:
        """Return what is wrong in the book: of an earlier check, if nothing changed since."""
        self._load_ahead()
        kept = self.cache.get(self._key)
        outcome = outcome_from(kept) if kept else None
        if outcome and "_texts" not in vars(self):
            return outcome  # and nothing of it was read
        found = outcome or self._found()
        self._is_settled = self._is_unchanged()
        if not self._is_settled:  # a file was written to meanwhile
            self._held.drop()
        elif outcome is None:
            self.cache.put(self._key, found.to_bytes())
            self._held.keep()
        if outcome is None:
            self.cache.tidy(self.config.cache_bytes)
        return found

    def _load_ahead(self) -> None:
        """Begin to load what processes need, where it is plain that there will be some."""
        if self.jobs < 2 or not self.cache.is_new():
            return
        from diglot.work.workers import MANY_CHAPTERS, preload

        files = walk_files(self.config.content)
        if sum(is_markdown(path.name) for path in files) >= MANY_CHAPTERS:
            preload(_CHECKING)

    def _found(self) -> Outcome:
        """Find what is wrong: by what was kept of the chapters, or where nothing is, by all."""
        from diglot.run.checking.findings import findings_of, kept_grounds, whole_grounds

        if self.cache.folder is None:
            grounds = whole_grounds(self.config, self._read, self.bitext)
        else:
            self.progress.begin("Reading", len(self._texts.jobs))
            with self._pool() as pool:
                grounds = kept_grounds(self._texts, self._chapters, self._pairs, pool)
        return Outcome(findings_of(self.config, grounds), counts_of(grounds.book))

    def _pool(self) -> AbstractContextManager[Pool | None]:
        """Give who reads and compares beside this process; None where it is to do all."""
        from diglot.work.workers import workers

        return workers(self.jobs, _CHECKING) if self.jobs > 1 else nullcontext()


def _trials(cache: Cache) -> Trials:
    """Return how it is found out whether pictures and formulas can be drawn: by drawing them."""
    from diglot.reader.trials import Trials

    rooms = map(program_digest, ("pictures", "render", "writers/pdf"))
    return Trials(_drawn, _formula, " ".join((*rooms, *_drawing_libraries())), cache)


def _drawn(content: bytes) -> str:
    from diglot.writers.pdf.engine.trial import drawing_trial

    return drawing_trial(content)


def _formula(mathml: str) -> str:
    from diglot.render.drawn import maths

    return maths.problem(mathml)


@lru_cache(maxsize=1)
def _drawing_libraries() -> tuple[str, ...]:
    return tuple(map(version_of, ("Pillow", "weasyprint", "ziamath")))
