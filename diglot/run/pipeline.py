"""The first half of the trip: read → check. What follows is in building/.

Knows the order of the steps; each step itself is in the package that it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from diglot.config import Config, load_config
from diglot.core.findings import Counts, Finding
from diglot.core.model import Book
from diglot.disk.cache import Cache
from diglot.hearing.audience import hindering
from diglot.run.lazy_book import LazyBook, Progress
from diglot.run.outcomes import counts_of

if TYPE_CHECKING:
    from diglot.bitext import Bitext
    from diglot.translation import Stamped


class Checked(Struct, frozen=True):
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


def checked_of(reading: LazyBook) -> Checked:
    """Return a book with all that is wrong with it."""
    outcome = reading.outcome()
    aside = hindering(outcome.findings, reading.config.languages)
    return Checked(reading.config, outcome.findings, outcome.counts, reading, hindering=aside)


def unchecked_of(reading: LazyBook) -> Checked:
    """Return a book with what is wrong with its writing alone: no rule is asked.

    Its editions are those of the book when it is checked.
    """
    return Checked(reading.config, reading.written, counts_of(reading.bitext.book), reading)


def check_project(
    project: Path, *, jobs: int, progress: Progress, cache: Cache, since: str = ""
) -> Checked:
    """Return the book in a project folder, and all that is wrong with it.

    since: a revision of git; only what was changed from there on is reported.
    Raises DiglotError where there is no book to check.
    """
    config = load_config(project)
    reading = LazyBook(config, jobs=jobs, progress=progress, cache=cache)
    checked = checked_of(reading)
    if not since:
        return checked
    from diglot.run.git.changes import changes_since
    from diglot.run.past import former_book, since_then

    changes = changes_since(config.project, since)
    with former_book(
        config.project, changes.commit, jobs=jobs, progress=progress, cache=cache
    ) as before:
        found = since_then(before, reading, changes, checked.findings, since)
    return replace(checked, findings=found.findings, omitted=found.omitted)
