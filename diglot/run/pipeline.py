"""The first half of the trip: read → check. What follows is in building/.

Knows the order of the steps; each step itself is in the package that it belongs to.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Protocol

from diglot.bitext import Alignment, Bitext, bitext
from diglot.config import Config, load_config
from diglot.core.findings import Counts, Finding, in_order
from diglot.core.model import Book
from diglot.disk.cache import Cache, program_digest
from diglot.disk.sources import read_bytes, read_text
from diglot.fonts.glyphs import missing_glyphs
from diglot.fonts.sheets import FONT_SUFFIXES
from diglot.fonts.typecase import SHEETS
from diglot.hearing.audience import hindering
from diglot.hearing.exceptions import silence, unused_allow, with_severities
from diglot.manuscript import manuscript_of
from diglot.reader import Trials, pandoc_version, read_book
from diglot.render.drawn import maths
from diglot.render.templates import builtin_templates, find_file, list_files, typecase_of
from diglot.run.git_changes import Changes, changes_since
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


@dataclass(frozen=True)
class Checked:
    """A book that was checked: findings in order.

    reading: the book itself, for those who need more than what is wrong in it.
    omitted: how many findings were left out because no change touched them; None
        where all are wanted.
    hindering: those that are no matter of the comparison, but hinder an edition.
    """

    config: Config
    findings: tuple[Finding, ...]
    counts: Counts
    reading: LazyBook
    omitted: int | None = None
    hindering: frozenset[Finding] = frozenset()

    def read(self) -> None:
        """Read and align the book now, while someone is told how it goes.

        A check whose outcome was kept has not read it.
        """
        _ = self.reading.bitext

    @property
    def bitext(self) -> Bitext:
        """Return the aligned book."""
        return self.reading.bitext

    @property
    def book(self) -> Book:
        """Return the book, its sections named."""
        return self.bitext.book

    @property
    def stamped(self) -> Mapping[str, Stamped]:
        """Return, by language, the units of each translation with the stamps kept of them."""
        return self.reading.stamped

    @property
    def has_errors(self) -> bool:
        """Tell whether a finding hinders an edition."""
        return any(finding.severity == "error" for finding in self.findings)

    def only_in(self, languages: Sequence[str]) -> Checked:
        """Return the same check without what is found in the files of other languages."""
        others = tuple(f"content/{t}/" for t in self.config.languages if t not in languages)
        return self._only(lambda finding: not finding.position.path.startswith(others))

    def only_of(self, rules: Collection[str], paths: Collection[str]) -> Checked:
        """Return the same check with findings of some rules, in some files.

        rules: by name. paths: folders, or files with * for any signs. Of either, none
            stands for all.
        """

        def is_wanted(finding: Finding) -> bool:
            path = finding.position.path
            is_there = any(fnmatchcase(path, p) or path.startswith(f"{p}/") for p in paths)
            return (not rules or finding.rule in rules) and (not paths or is_there)

        return self._only(is_wanted)

    def _only(self, is_wanted: Callable[[Finding], bool]) -> Checked:
        return replace(self, findings=tuple(filter(is_wanted, self.findings)))

    def touched_by(self, changes: Changes) -> Checked:
        """Return the same check with those findings only that a change has to do with."""
        touched = changes.touched(self.findings, self.book)
        return replace(self, findings=touched, omitted=len(self.findings) - len(touched))


def check_project(
    project: Path, *, jobs: int, progress: Progress, cache: Cache, since: str = ""
) -> Checked:
    """Return the book in a project folder, and all that is wrong with it.

    since: a revision of git; only what was changed from there on is reported.
    Raises DiglotError where there is no book to check.
    """
    config = load_config(project)
    changes = changes_since(config.project, since) if since else None
    reading = LazyBook(config, jobs=jobs, progress=progress, cache=cache)
    outcome = reading.outcome()
    aside = hindering(outcome.findings, config.languages)
    checked = Checked(config, outcome.findings, outcome.counts, reading, hindering=aside)
    return checked if changes is None else checked.touched_by(changes)


def templates_of(config: Config) -> tuple[Path, ...]:
    """Return the folders of templates, the project's own first."""
    own = config.project / "templates"
    builtin = builtin_templates()
    return (own, builtin) if own.is_dir() and own.resolve() != builtin.resolve() else (builtin,)
