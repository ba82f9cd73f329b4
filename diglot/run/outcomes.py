"""The outcome of a whole check, kept between runs: nothing is read where nothing changed.

Knows all that a finding can depend on: every file under content/, the fonts, the
program itself and the libraries that read for it. Goes in and out: JSON.
"""

from __future__ import annotations

import json

from msgspec import Struct

from diglot.config import Config
from diglot.core.finding_records import finding_entry, finding_from
from diglot.core.findings import Counts, Finding
from diglot.core.model import Book
from diglot.core.walk import walk_sections
from diglot.disk.cache import cache_key, program_digest
from diglot.disk.states import states
from diglot.manuscript.files import walk_files
from diglot.reader.pandoc.running import pandoc_version
from diglot.run.checking.inputs import typeface_states, versions


class Outcome(Struct, frozen=True):
    """What a check found."""

    findings: tuple[Finding, ...]
    counts: Counts

    def to_bytes(self) -> bytes:
        """Return the outcome as it is kept."""
        counts = self.counts
        record = {
            "counts": [counts.source, counts.translation, counts.chapters, counts.sections],
            "findings": [finding_entry(finding) for finding in self.findings],
        }
        return json.dumps(record, ensure_ascii=False).encode()


def outcome_from(content: bytes) -> Outcome | None:
    """Return a kept outcome, or None for one that this program did not write."""
    try:
        record = json.loads(content)
        findings = tuple(map(finding_from, record["findings"]))
        return Outcome(findings, Counts(*record["counts"]))
    except (ValueError, KeyError, TypeError):
        return None


def counts_of(book: Book) -> Counts:
    """Return how much there is in a book."""
    source = book.source
    sections = sum(1 for chapter in source.chapters for _ in walk_sections(chapter))
    first = book.translations[0].language if book.translations else None
    return Counts(source.language, first, len(source.chapters), sections)


# The name of an outcome --------------------------------------------------------------


def outcome_key(config: Config) -> str:
    """Return the name under which the outcome of a check is kept."""
    parts = [config.project.name, pandoc_version(), *versions(), program_digest()]
    parts += config.languages  # an empty folder is a translation that is not begun
    parts += states(config.content, walk_files(config.content))
    return cache_key("outcome", [*parts, *typeface_states(config.project)])
