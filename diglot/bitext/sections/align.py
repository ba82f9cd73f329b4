"""Two editions → which chapter and which section is the counterpart of which.

Chapters pair by name. In a chapter, sections with the same explicit id pair first;
between those of them that are in order, the rest is aligned optimally by what a
translation keeps; what is left over and evidently the same has been moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from diglot.bitext.sections.eyes import (
    ChapterPair,
    Eyes,
    Measure,
    Namesakes,
    SectionPair,
    Top,
    WholeEyes,
)
from diglot.bitext.sections.outline import outline
from diglot.bitext.sections.similarity import length_ratio
from diglot.core.model import Chapter, Edition, Section
from diglot.core.walk import walk_sections
from diglot.lang.known import language

_STEP = 0.05  # in which it is told how long a translation is


class MovedSection(Struct, frozen=True):
    """A section whose counterpart is in another chapter, each with its chapter."""

    chapter: Chapter
    source: Section
    around: Chapter
    translation: Section


class Alignment(Struct, frozen=True):
    """The chapters of two editions in the order of the source, the translation's own last.

    renamed: chapters of either side that are one under two names, so that neither is paired.
    moved: sections that are in other chapters, so that neither is paired.
    """

    chapters: tuple[ChapterPair, ...]
    renamed: tuple[tuple[Chapter, Chapter], ...] = ()
    moved: tuple[MovedSection, ...] = ()


def align(source: Edition, translation: Edition, eyes: Eyes | None = None) -> Alignment:
    """Return which chapters and sections of two editions are counterparts.

    eyes: look at the chapters; by themselves they are looked at as they are.
    """
    eyes = eyes or WholeEyes()
    theirs = {chapter.name: chapter for chapter in translation.chapters}
    ours = {chapter.name for chapter in source.chapters}
    both = [Namesakes(c, theirs.get(c.name)) for c in source.chapters]
    both += [Namesakes(None, c) for c in translation.chapters if c.name not in ours]
    ratio = _ratio(both, usual_ratio(source.language, translation.language), eyes)
    eyes.begin([(one, other) for one, other in both if one and other], ratio)
    renamed = _renamed(both, eyes)
    parted = {id(chapter) for pair in renamed for chapter in pair}
    pairs = tuple(pair for one in both for pair in _pairs(one, parted, eyes))
    twice = set(_found_twice(both, eyes))
    return Alignment(pairs, tuple(renamed), tuple(_moved(pairs, parted, twice, eyes)))


def _ratio(both: Sequence[Namesakes], usual: float, eyes: Eyes) -> float:
    """Return how long the translation of one character is in a book, in steps.

    So a sentence more or less in one of its chapters changes nothing in the others.
    """
    lengths: tuple[list[int], list[int]] = ([], [])
    for one, other in both:
        sides = [[m.length for m in eyes.measures(c)] if c else [] for c in (one, other)]
        lengths[0].extend(sides[0] if sides[1] else ())
        lengths[1].extend(sides[1] if sides[0] else ())
    return round(length_ratio(*lengths, usual) / _STEP) * _STEP


def _pairs(both: Namesakes, parted: set[int], eyes: Eyes) -> Iterator[ChapterPair]:
    """Yield a pair of chapters, or each alone where they are namesakes only."""
    one, other = both
    if one and other and not parted & {id(one), id(other)}:
        yield eyes.pair(one, other)
        return
    if one:
        alone = outline(one).sections
        yield ChapterPair(one, None, tuple(SectionPair(section, None) for section in alone))
    if other:
        alone = outline(other).sections
        yield ChapterPair(None, other, tuple(SectionPair(None, section) for section in alone))


def _renamed(both: Sequence[Namesakes], eyes: Eyes) -> list[tuple[Chapter, Chapter]]:
    """Return the chapters that are one under two names.

    First those without a namesake; then, where namesakes are strangers, those too.
    """
    alone = [one for one, other in both if one and not other]
    extra = [other for one, other in both if other and not one]
    found = eyes.renamed(alone, extra)
    strangers = [(a, b) for a, b in both if a and b and eyes.are_strange(a, b)]
    if strangers:
        settled = {id(chapter) for pair in found for chapter in pair}
        ours = [c for c in (*(a for a, _ in strangers), *alone) if id(c) not in settled]
        theirs = [c for c in (*(b for _, b in strangers), *extra) if id(c) not in settled]
        if len(ours) > 1 or len(theirs) > 1:  # else nobody could have the other's name
            shifted = eyes.renamed(ours, theirs, taken=True)
            found += [(a, b) for a, b in shifted if a.name != b.name]
    return found


def _found_twice(both: Sequence[Namesakes], eyes: Eyes) -> Iterator[int]:
    """Yield the identities of sections that a book has more than once, word for word."""
    for side in zip(*both, strict=True):
        known: dict[Measure, list[Section]] = {}
        for chapter in filter(None, side):
            sections = outline(chapter).sections
            for section, measure in zip(sections, eyes.measures(chapter), strict=True):
                known.setdefault(measure, []).append(section)
        yield from (id(s) for alike in known.values() if len(alike) > 1 for s in alike)


def _moved(
    pairs: Sequence[ChapterPair], parted: set[int], twice: set[int], eyes: Eyes
) -> Iterator[MovedSection]:
    """Yield the sections that are left over in one chapter and are evidently in another.

    parted: chapters that count as neither, by identity. twice: sections that could be either
        of two places.
    """
    tops: tuple[list[Top], list[Top]] = ([], [])
    for pair in pairs:
        paired = {id(s.source) for s in pair.sections if s.source and s.translation}
        paired |= {id(s.translation) for s in pair.sections if s.source and s.translation}
        sides = (
            (pair.source, [both.source for both in pair.sections]),
            (pair.translation, [both.translation for both in pair.sections]),
        )
        for place, (chapter, sections) in enumerate(sides):
            if chapter is None or id(chapter) in parted:
                continue
            inside: set[int] = set()
            for section in filter(None, sections):
                if id(section) in paired or id(section) in inside:
                    continue
                inside |= {id(inner) for inner in (section, *walk_sections(section))}
                is_whole = all(id(inner) not in paired for inner in walk_sections(section))
                if is_whole and id(section) not in twice:
                    tops[place].append(Top(chapter, section))
    for one, other in eyes.moved(*tops):
        if one.chapter.name != other.chapter.name:
            yield MovedSection(one.chapter, one.section, other.chapter, other.section)


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
