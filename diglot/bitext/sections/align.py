"""Two editions → which chapter and which section is the counterpart of which.

Chapters pair by name. In a chapter, sections with the same explicit id pair first;
between those of them that are in order, the rest is aligned optimally by what a
translation keeps; what is left over and evidently the same has been moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diglot.bitext.sections.counterparts import find_counterparts, pairs_by_id
from diglot.bitext.sections.doubts import doubtful_pairs
from diglot.bitext.sections.features import Features, features
from diglot.bitext.sections.outline import Outline, outline
from diglot.bitext.sections.similarity import Similarity, length_ratio
from diglot.core.model import Chapter, Edition, Section
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
class Alignment:
    """The chapters of two editions in the order of the source, the translation's own last."""

    chapters: tuple[ChapterPair, ...]


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
    return Alignment(tuple(_pair_chapters(one, other, ratio) for one, other in both))


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

    return Alignment(tuple(renamed(pair) for pair in alignment.chapters))


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
    doubts = doubtful_pairs(counterparts, (len(ours), len(theirs)), similarity, by_id)

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
