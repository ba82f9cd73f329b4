"""Two editions → which chapter and which section is the counterpart of which.

Chapters pair by name. In a chapter, sections with the same explicit id pair first;
between those of them that are in order, the rest is aligned optimally by what a
translation keeps; what is left over and evidently the same has been moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diglot.bitext.sections.counterparts import find_counterparts, pairs_by_id
from diglot.bitext.sections.doubts import doubtful_pairs, with_originals
from diglot.bitext.sections.elsewhere import (
    are_strange,
    moved_sections,
    renamed_chapters,
)
from diglot.bitext.sections.features import Features, features
from diglot.bitext.sections.outline import Outline, outline
from diglot.bitext.sections.similarity import Similarity, length_ratio
from diglot.core.model import Chapter, Edition, Section
from diglot.core.walk import walk_sections
from diglot.lang.known import language


@dataclass(frozen=True, slots=True)
class SectionPair:
    """A section and its counterpart; None on the side where there is none.

    rival: where the pair is a guess, the other section of either side that may be the
        counterpart instead; None where it is sure.
    """

    source: Section | None
    translation: Section | None
    rival: Section | None = None

    @property
    def is_sure(self) -> bool:
        """Tell whether something may be built upon this pair that lasts: an id, a stamp."""
        return self.rival is None


@dataclass(frozen=True, slots=True)
class ChapterPair:
    """A chapter and its counterpart, with their sections.

    sections: in the reading order of the source; a section that only the
        translation has comes after the one that it follows there.
    """

    source: Chapter | None
    translation: Chapter | None
    sections: tuple[SectionPair, ...]


@dataclass(frozen=True, slots=True)
class MovedSection:
    """A section whose counterpart is in another chapter, each with its chapter."""

    chapter: Chapter
    source: Section
    around: Chapter
    translation: Section


@dataclass(frozen=True, slots=True)
class Alignment:
    """The chapters of two editions in the order of the source, the translation's own last.

    renamed: chapters of either side that are one under two names, so that neither is paired.
    moved: sections that are in other chapters, so that neither is paired.
    """

    chapters: tuple[ChapterPair, ...]
    renamed: tuple[tuple[Chapter, Chapter], ...] = ()
    moved: tuple[MovedSection, ...] = ()


def align(source: Edition, translation: Edition) -> Alignment:
    """Return which chapters and sections of two editions are counterparts."""
    theirs = {chapter.name: chapter for chapter in translation.chapters}
    ours = {chapter.name for chapter in source.chapters}
    both = [(_seen(c), _seen(theirs.get(c.name))) for c in source.chapters]
    both += [(_seen(None), _seen(c)) for c in translation.chapters if c.name not in ours]
    ratio = length_ratio(
        [f for one, other in both if other.features for f in one.features],
        [f for one, other in both if one.features for f in other.features],
        usual_ratio(source.language, translation.language),
    )
    renamed = _renamed(both, ratio)
    parted = {id(chapter) for pair in renamed for chapter in pair}
    pairs = tuple(pair for one, other in both for pair in _pairs(one, other, ratio, parted))
    twice = set(_found_twice(both))
    return Alignment(pairs, tuple(renamed), tuple(_moved(pairs, parted, twice, ratio)))


def _pairs(one: _Seen, other: _Seen, ratio: float, parted: set[int]) -> Iterator[ChapterPair]:
    """Yield a pair of chapters, or each alone where they are namesakes only."""
    if one.chapter and other.chapter and parted & {id(one.chapter), id(other.chapter)}:
        yield _pair_chapters(one, _seen(None), ratio)
        yield _pair_chapters(_seen(None), other, ratio)
    else:
        yield _pair_chapters(one, other, ratio)


def _renamed(both: Sequence[tuple[_Seen, _Seen]], ratio: float) -> list[tuple[Chapter, Chapter]]:
    """Return the chapters that are one under two names.

    First those without a namesake; then, where namesakes are strangers, those too.
    """
    alone = [one.chapter for one, other in both if one.chapter and not other.chapter]
    extra = [other.chapter for one, other in both if other.chapter and not one.chapter]
    found = renamed_chapters(alone, extra, ratio)
    strangers = [
        (one.chapter, other.chapter)
        for one, other in both
        if one.chapter and other.chapter and are_strange(one.features, other.features)
    ]
    if strangers:
        settled = {id(chapter) for pair in found for chapter in pair}
        ours = [c for c in (*(a for a, _ in strangers), *alone) if id(c) not in settled]
        theirs = [c for c in (*(b for _, b in strangers), *extra) if id(c) not in settled]
        shifted = renamed_chapters(ours, theirs, ratio, taken=True)
        found += [(a, b) for a, b in shifted if a.name != b.name]
    return found


def _found_twice(both: Sequence[tuple[_Seen, _Seen]]) -> Iterator[int]:
    """Yield the identities of sections that a book has more than once, word for word."""
    for seen in zip(*both, strict=True):
        known: dict[tuple[str, int], list[Section]] = {}
        for chapter in seen:
            for section, found in zip(chapter.outline.sections, chapter.features, strict=True):
                known.setdefault((found.heading, found.length), []).append(section)
        yield from (id(s) for alike in known.values() if len(alike) > 1 for s in alike)


def _moved(
    pairs: Sequence[ChapterPair], parted: set[int], twice: set[int], ratio: float
) -> Iterator[MovedSection]:
    """Yield the sections that are left over in one chapter and are evidently in another.

    parted: chapters that count as neither, by identity. twice: sections that could be either
        of two places.
    """
    around: dict[int, Chapter] = {}
    ours: list[Section] = []
    theirs: list[Section] = []
    for pair in pairs:
        for chapter, tops, side in (
            (pair.source, ours, "source"),
            (pair.translation, theirs, "translation"),
        ):
            if chapter is None or id(chapter) in parted:
                continue
            paired = {id(s.source) for s in pair.sections if s.source and s.translation}
            paired |= {id(s.translation) for s in pair.sections if s.source and s.translation}
            for both in pair.sections:
                section: Section | None = getattr(both, side)
                if section is None or id(section) in paired or id(section) in around:
                    continue
                around |= {id(inner): chapter for inner in (section, *walk_sections(section))}
                is_whole = all(id(inner) not in paired for inner in walk_sections(section))
                if is_whole and id(section) not in twice:
                    tops.append(section)
    for one, other in moved_sections(ours, theirs, ratio):
        if around[id(one)].name != around[id(other)].name:
            yield MovedSection(around[id(one)], one, around[id(other)], other)


def usual_ratio(source: str, translation: str) -> float:
    """Return how long the translation of one character usually is between two languages."""
    lengths = (spoken.length if (spoken := language(tag)) else 1.0 for tag in (translation, source))
    return next(lengths) / next(lengths)


def carry_over(alignment: Alignment, source: Edition, translation: Edition) -> Alignment:
    """Return an alignment for editions that differ from the aligned ones in ids only."""
    ours = {chapter.name: chapter for chapter in source.chapters}
    theirs = {chapter.name: chapter for chapter in translation.chapters}

    def renamed(pair: ChapterPair) -> ChapterPair:
        new_source = ours[pair.source.name] if pair.source else None
        new_translation = theirs[pair.translation.name] if pair.translation else None
        before = _successors(pair.source, new_source)
        after = _successors(pair.translation, new_translation)
        sections = (
            SectionPair(
                before[id(sections.source)] if sections.source else None,
                after[id(sections.translation)] if sections.translation else None,
                (before | after)[id(sections.rival)] if sections.rival else None,
            )
            for sections in pair.sections
        )
        return ChapterPair(new_source, new_translation, tuple(sections))

    def sections_of(old: Chapter, chapters: dict[str, Chapter]) -> dict[int, Section]:
        return _successors(old, chapters[old.name])

    return Alignment(
        tuple(renamed(pair) for pair in alignment.chapters),
        tuple((ours[one.name], theirs[other.name]) for one, other in alignment.renamed),
        tuple(
            MovedSection(
                ours[moved.chapter.name],
                sections_of(moved.chapter, ours)[id(moved.source)],
                theirs[moved.around.name],
                sections_of(moved.around, theirs)[id(moved.translation)],
            )
            for moved in alignment.moved
        ),
    )


def _successors(old: Chapter | None, new: Chapter | None) -> dict[int, Section]:
    both = zip(outline(old).sections, outline(new).sections, strict=True)
    return {id(before): after for before, after in both}


# One chapter -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    """A chapter as alignment sees it."""

    chapter: Chapter | None
    outline: Outline
    features: tuple[Features, ...]


def _seen(chapter: Chapter | None) -> _Seen:
    tree = outline(chapter)
    return _Seen(chapter, tree, tuple(features(section) for section in tree.sections))


def _pair_chapters(source: _Seen, translation: _Seen, ratio: float) -> ChapterPair:
    ours, theirs = source.outline, translation.outline
    similarity = Similarity(source.features, translation.features, ratio)
    counterparts = find_counterparts(ours, theirs, similarity)
    by_id = pairs_by_id(ours, theirs)
    sizes = len(ours), len(theirs)
    headings = [[f.heading for f in seen.features] for seen in (source, translation)]
    guesses = doubtful_pairs(counterparts, sizes, similarity, by_id)
    counterparts = with_originals(counterparts, guesses, (headings[0], headings[1]))
    doubts = doubtful_pairs(counterparts, sizes, similarity, by_id)

    def rival(i: int | None) -> Section | None:
        if i not in doubts:
            return None
        a, b = doubts[i]
        return theirs.sections[b] if a == i else ours.sections[a]

    sections = (
        SectionPair(
            None if i is None else ours.sections[i],
            None if j is None else theirs.sections[j],
            rival(i),
        )
        for i, j in _in_reading_order(counterparts, len(ours), len(theirs))
    )
    return ChapterPair(source.chapter, translation.chapter, tuple(sections))


def _in_reading_order(
    counterparts: dict[int, int], source_count: int, translation_count: int
) -> Iterator[tuple[int | None, int | None]]:
    sources = {j: i for i, j in counterparts.items()}
    followers: dict[int | None, list[int]] = {}
    anchor: int | None = None
    for j in range(translation_count):
        if j in sources:
            anchor = sources[j]
        else:
            followers.setdefault(anchor, []).append(j)
    yield from ((None, j) for j in followers.get(None, ()))
    for i in range(source_count):
        yield i, counterparts.get(i)
        yield from ((None, j) for j in followers.get(i, ()))
