"""A book that is read, aligned and judged when someone asks for it, each once.

Goes in: settings. Comes out: the aligned book, its stamps, and what is wrong with it.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Protocol

from diglot.bitext import Alignment, Bitext, bitext
from diglot.config import Config
from diglot.core.findings import Finding, in_order
from diglot.core.model import Book
from diglot.disk.cache import Cache, program_digest
from diglot.disk.sources import read_bytes, read_text
from diglot.fonts.glyphs import missing_glyphs
from diglot.fonts.sheets import FONT_SUFFIXES
from diglot.fonts.typecase import SHEETS
from diglot.hearing.exceptions import silence, unused_allow, with_severities
from diglot.manuscript import manuscript_of
from diglot.reader import Trials, pandoc_version, read_book
from diglot.render.drawn import maths
from diglot.render.templates import builtin_templates, find_file, list_files, typecase_of
from diglot.run.outcomes import Outcome, counts_of, outcome_from, outcome_key
from diglot.translation import Stamped, freshness, lock_path, parse_stamps, units_of, with_stamps
from diglot.writers.pdf.engine.trial import drawing_trial


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
        folders = templates_of(config)
        fonts = list_files(folders, "fonts", FONT_SUFFIXES)
        self.typefaces = (*fonts, *(find_file(folders, name) for name in SHEETS))

    @cached_property
    def _read(self) -> tuple[Book, tuple[Finding, ...]]:
        config = self.config
        self.progress.begin("Reading", manuscript_of(config).count)
        step = self.progress.step
        return read_book(
            config, store=self.cache, trials=_trials(self.cache), jobs=self.jobs, progress=step
        )

    @cached_property
    def bitext(self) -> Bitext:
        """Return the book aligned, with named sections. No rule is asked."""
        book = self._read[0]
        self.progress.begin("Comparing", 0)
        return bitext(book)

    @cached_property
    def stamped(self) -> Mapping[str, Stamped]:
        """Return, by language, the units of each translation with the stamps kept of them."""
        alignments = self.bitext.alignments.items()
        return {tag: _stamped(self.config, tag, units) for tag, units in alignments}

    def outcome(self) -> Outcome:
        """Return what is wrong in the book: of an earlier check, if nothing changed since."""
        key = outcome_key(self.config, self.typefaces, (pandoc_version(),))
        kept = self.cache.get(key)
        outcome = outcome_from(kept) if kept else None
        if outcome is None:
            outcome = Outcome(self._findings(), counts_of(self.bitext.book))
            self.cache.put(key, outcome.to_bytes())
            self.cache.prune(most_bytes=self.config.cache_bytes)
        return outcome

    def _findings(self) -> tuple[Finding, ...]:
        from diglot.rules import compare  # where nothing changed, no rule is asked

        config, book = self.config, self.bitext.book
        compared = compare(self.bitext, config.allow, config.glossary)
        glyphs = self._missing_glyphs(book)
        unused = unused_allow(compared.unused_allow, config.allow_places)
        fresh = [f for tag, units in self.stamped.items() for f in freshness(units, lock_path(tag))]
        found = in_order((*self._read[1], *compared.findings, *glyphs, *unused, *fresh))
        heard = silence(found, book)
        return in_order(with_severities(heard, config.severities))

    def _missing_glyphs(self, book: Book) -> Iterator[Finding]:
        typecase = typecase_of(templates_of(self.config))
        source_of = lru_cache(maxsize=1)(partial(_source_of, self.config.project))
        for edition in book.editions:
            labels = self.config.editions[edition.language].labels
            yield from missing_glyphs(edition, typecase, labels, source_of)


def _source_of(project: Path, path: str) -> str:
    """Return a file's text as far as it can be read; what is wrong with it is told elsewhere."""
    return (read_bytes(project, path) or b"").decode("utf-8-sig", errors="replace")


def _trials(cache: Cache) -> Trials:
    """Return how it is found out whether pictures and formulas can be drawn: by drawing them."""
    rooms = map(program_digest, ("pictures", "render", "writers/pdf"))
    return Trials(drawing_trial, maths.problem, " ".join((*rooms, *_drawing_libraries())), cache)


@lru_cache(maxsize=1)
def _drawing_libraries() -> tuple[str, ...]:
    return tuple(map(importlib.metadata.version, ("Pillow", "weasyprint", "ziamath")))


def _stamped(config: Config, tag: str, alignment: Alignment) -> Stamped:
    content = read_text(config.project, lock_path(tag)) or ""
    return with_stamps(tuple(units_of(alignment)), parse_stamps(content))


def templates_of(config: Config) -> tuple[Path, ...]:
    """Return the folders of templates, the project's own first."""
    own = config.project / "templates"
    builtin = builtin_templates()
    return (own, builtin) if own.is_dir() and own.resolve() != builtin.resolve() else (builtin,)
