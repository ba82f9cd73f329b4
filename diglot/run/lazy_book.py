"""A book that is read, aligned and judged when someone asks for it, each once.

Goes in: settings. Comes out: the aligned book, its stamps, and what is wrong with it. What reads
and compares is loaded when it is needed: where nothing changed, it is not.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

from diglot.config import Config
from diglot.core.findings import Finding
from diglot.core.model import Book
from diglot.disk.cache import Cache, HeldBack, program_digest
from diglot.run.outcomes import Outcome, counts_of, outcome_from, outcome_key

if TYPE_CHECKING:
    from diglot.bitext import Bitext
    from diglot.reader.trials import Trials
    from diglot.run.checking.chapters import Chapters
    from diglot.run.checking.texts import Texts
    from diglot.translation import Stamped


class Progress(Protocol):
    """Someone who is told how the work goes."""

    def begin(self, task: str, total: int) -> None:
        """Begin a task of so many steps; 0 where nobody counts them."""

    def step(self, detail: str = "") -> None:
        """Finish one step of the task."""


class LazyBook:
    """A book that is read and compared when someone asks for it, once."""

    def __init__(self, config: Config, *, jobs: int, progress: Progress, cache: Cache) -> None:
        self.config = config
        self.jobs = jobs
        self.progress = progress
        self.cache = cache
        self._held = HeldBack(cache)

    @cached_property
    def _texts(self) -> Texts:
        from diglot.run.checking.texts import Texts

        trials, step = _trials(self.cache), self.progress.step
        return Texts(self.config, self.cache, trials, together=self.jobs, told=step)

    @cached_property
    def _chapters(self) -> Chapters:
        from diglot.run.checking.chapters import Chapters

        return Chapters(self._texts, self._held)

    @cached_property
    def _read(self) -> tuple[Book, tuple[Finding, ...]]:
        from diglot.reader.edition import arranged

        texts = self._texts
        self.progress.begin("Reading", len(texts.unread))
        if self.cache.folder is None:
            return arranged(self.config, texts.manuscript, list(texts.read(texts.jobs)))
        read = arranged(self.config, texts.manuscript, self._chapters.read_texts())
        self._held.keep()
        return read

    @cached_property
    def bitext(self) -> Bitext:
        """Return the book aligned, with named sections. No rule is asked."""
        from diglot.bitext import bitext

        book = self._read[0]
        self.progress.begin("Comparing", 0)
        return bitext(book)

    @cached_property
    def stamped(self) -> Mapping[str, Stamped]:
        """Return, by language, the units of each translation with the stamps kept of them."""
        from diglot.run.stamped import stamped_units

        return stamped_units(self.config, self.bitext.alignments)

    def outcome(self) -> Outcome:
        """Return what is wrong in the book: of an earlier check, if nothing changed since."""
        key = outcome_key(self.config)
        kept = self.cache.get(key)
        outcome = outcome_from(kept) if kept else None
        if outcome is None:
            outcome = self._found()
            if outcome_key(self.config) == key:  # no file was written to meanwhile
                self.cache.put(key, outcome.to_bytes())
                self._held.keep()
            else:
                self._held.drop()
            self.cache.prune(most_bytes=self.config.cache_bytes)
        return outcome

    def _found(self) -> Outcome:
        """Find what is wrong: by what was kept of the chapters, or where nothing is, by all."""
        from diglot.run.checking.findings import findings_of, kept_grounds, whole_grounds

        if self.cache.folder is None:
            grounds = whole_grounds(self.config, self._read, self.bitext)
        else:
            self.progress.begin("Reading", len(self._texts.jobs))
            grounds = kept_grounds(self._texts, self._chapters, self._held)
        return Outcome(findings_of(self.config, grounds), counts_of(grounds.book))


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
    return tuple(map(importlib.metadata.version, ("Pillow", "weasyprint", "ziamath")))
