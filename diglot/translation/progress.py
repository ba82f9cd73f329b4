"""How far a translation is, chapter by chapter: the numbers of `status`.

Goes in: units with stamps, and findings. Comes out: counts, and the JSON of the contract.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from msgspec import Struct

from diglot.bitext.sections.align import Alignment
from diglot.core.chapter_names import chapter_of
from diglot.core.findings import Finding
from diglot.core.model import Chapter, Section
from diglot.core.walk import plain_text, walk_sections
from diglot.core.wording import without_isolates
from diglot.translation.changes import changes
from diglot.translation.units import Stamped, State, TranslationUnit
from diglot.translation.words import count_words

STATES: tuple[State, ...] = get_args(State)
_LEFT = frozenset({"stale", "untranslated", "missing"})
_SEVERITIES = ("error", "warning", "note")


class UnitProgress(Struct, frozen=True):
    """One section, or a chapter's opening. words: of the source."""

    unit: TranslationUnit
    state: State
    words: int


class ChapterProgress(Struct, frozen=True):
    """One chapter. findings: how many, by severity; of both languages' files."""

    name: str
    units: tuple[UnitProgress, ...]
    findings: Mapping[str, int]

    @property
    def status(self) -> str:
        """Return what the translation's front matter says of itself."""
        around = self.units[0].unit.around
        return around.status if around else ""

    def count(self, state: State) -> int:
        """Return how many sections are so far."""
        return sum(unit.state == state for unit in self.units)

    @property
    def words(self) -> int:
        """Return how many words the source has."""
        return sum(unit.words for unit in self.units)

    @property
    def words_left(self) -> int:
        """Return how many words of the source wait to be translated, or looked at again."""
        return sum(unit.words for unit in self.units if unit.state in _LEFT)

    @property
    def title(self) -> str:
        """Return what the source calls it."""
        return _title(self.units[0].unit.chapter)


def percent_of(chapters: Sequence[ChapterProgress]) -> int:
    """Return how much of chapters is translated and up to date, 0 to 100, rounded down.

    By the words of the source; by sections where it has none. 100 is all of it.
    """
    units = [unit for chapter in chapters for unit in chapter.units]
    weights = [unit.words for unit in units]
    if not any(weights):
        weights = [1 for _ in units]
    left = sum(w for w, unit in zip(weights, units, strict=True) if unit.state in _LEFT)
    whole = sum(weights)
    return 100 * (whole - left) // whole if whole else 100


def progress_of(
    stamped: Stamped, findings: Sequence[Finding], allowed: frozenset[str]
) -> tuple[ChapterProgress, ...]:
    """Return how far each chapter is.

    allowed: keys of the units that need no translation; they are not counted.
    """
    found: dict[str, Counter[str]] = {}
    for finding in findings:
        found.setdefault(finding.position.path, Counter())[finding.severity] += 1
    chapters: dict[str, list[TranslationUnit]] = {}
    for unit in stamped.units:
        if unit.key not in allowed or unit.translation is not None:
            chapters.setdefault(unit.chapter.name, []).append(unit)
    return tuple(
        ChapterProgress(
            name,
            tuple(UnitProgress(u, stamped.state(u), count_words(u.source)) for u in units),
            _severities(found, units[0]),
        )
        for name, units in chapters.items()
    )


def _severities(found: Mapping[str, Counter[str]], unit: TranslationUnit) -> dict[str, int]:
    paths = {part.position.path for part in (unit.chapter, unit.around) if part is not None}
    if unit.around is None:  # what is missing is reported at the file that should exist
        paths |= {path for path in found if chapter_of(path) == unit.chapter.name}
    counts = sum((found.get(path, Counter()) for path in paths), Counter[str]())
    return {severity: counts[severity] for severity in _SEVERITIES}


def allowed_units(alignment: Alignment, allow: Iterable[str]) -> frozenset[str]:
    """Return the keys of what parity.allow lets stand on one side, with all below it."""
    keys = {without_isolates(key) for key in allow}

    def below(name: str, section: Section) -> Iterator[str]:
        yield f"{name}#{section.id}"
        yield from (f"{name}#{inner.id}" for inner in walk_sections(section))

    found = set()
    for pair in alignment.chapters:
        if pair.source is None:
            continue
        name = pair.source.name
        if name in keys:
            found |= {name, *(f"{name}#{s.id}" for s in walk_sections(pair.source))}
        for section in walk_sections(pair.source):
            if f"{name}#{section.id}" in keys:
                found |= set(below(name, section))
    return frozenset(found)


# The contract ----------------------------------------------------------------------


def totals(chapters: Sequence[ChapterProgress]) -> dict[str, Any]:
    """Return the sums over chapters, in the form of the contract."""
    return {
        "sections": sum(len(chapter.units) for chapter in chapters),
        **{state: sum(chapter.count(state) for chapter in chapters) for state in STATES},
        "words": sum(chapter.words for chapter in chapters),
        "words_left": sum(chapter.words_left for chapter in chapters),
        "percent": percent_of(chapters),
        "findings": {s: sum(chapter.findings[s] for chapter in chapters) for s in _SEVERITIES},
    }


def report(
    source: str,
    found: Mapping[str, Sequence[ChapterProgress]],
    stamped: Mapping[str, Stamped],
) -> dict[str, Any]:
    """Return the report that programs read, version 1.

    source: the source's language. found: the chapters of each translation.
    """
    return {
        "version": 1,
        "source": source,
        "translations": [
            {
                "language": tag,
                "summary": {"chapters": len(chapters), **totals(chapters)},
                "chapters": [_chapter_entry(chapter, stamped[tag]) for chapter in chapters],
            }
            for tag, chapters in found.items()
        ],
    }


def _chapter_entry(chapter: ChapterProgress, stamped: Stamped) -> dict[str, Any]:
    return {
        "chapter": chapter.name,
        "title": chapter.title,
        "status": chapter.status,
        "summary": totals([chapter]),
        "sections": [_unit_entry(unit, stamped) for unit in chapter.units],
    }


def _unit_entry(progress: UnitProgress, stamped: Stamped) -> dict[str, Any]:
    unit = progress.unit
    entry: dict[str, Any] = {
        "name": unit.argument,
        "title": _title(unit.source),
        "state": progress.state,
        "words": progress.words,
        "source": _place(unit.source),
    }
    if unit.translation is not None:
        entry["translation"] = _place(unit.translation)
    if progress.state == "stale" and (stamp := stamped.stamps[unit.key]).text:
        entry["changes"] = [change.text() for change in changes(stamp.text, unit.text)]
    return entry


def _place(part: Any) -> dict[str, str | int]:
    return {"path": part.position.path, "line": part.position.line}


def _title(part: Chapter | Section) -> str:
    """Return a title's words; a chapter without any is called by its name."""
    words = plain_text(part.title).strip()
    return words or (part.name if isinstance(part, Chapter) else "")
