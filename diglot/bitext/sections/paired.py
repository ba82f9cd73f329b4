"""A chapter and its translation with their sections by number: what the rules look at.

Goes in: a pair of chapters. Comes out: outlines, counterparts, and what has been moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct, field

from diglot.bitext.sections.eyes import ChapterPair
from diglot.bitext.sections.outline import ROOT, Outline, outline
from diglot.bitext.sequence import longest_increasing
from diglot.core.model import Chapter

Pairs = list[tuple[int, int]]


class Paired(Struct, frozen=True):
    """A chapter that exists in both languages.

    counterparts: from the number of a source section to that of its translation.
    sources: the other way round. rivals: from the number of a source section without
        counterpart to the section whose counterpart may be its own instead. their_rivals: from
        the number of a translation's section without one to that which may be too much instead.
    """

    chapter: Chapter
    translated: Chapter
    source: Outline
    translation: Outline
    counterparts: dict[int, int]
    sources: dict[int, int]
    rivals: dict[int, int] = field(default_factory=dict)
    their_rivals: dict[int, int] = field(default_factory=dict)


def paired(pair: ChapterPair) -> Paired | None:
    """Return a pair of chapters with its sections by number, or None if it has one side."""
    if pair.source is None or pair.translation is None:
        return None
    ours, theirs = outline(pair.source), outline(pair.translation)
    numbers = {id(section): number for number, section in enumerate(ours.sections)}
    their_numbers = {id(section): number for number, section in enumerate(theirs.sections)}
    both = {
        numbers[id(sections.source)]: their_numbers[id(sections.translation)]
        for sections in pair.sections
        if sections.source is not None and sections.translation is not None
    }
    sources = {j: i for i, j in both.items()}
    rivals = {
        numbers[id(sections.rival)]: numbers[id(sections.source)]
        for sections in pair.sections
        if sections.source is not None and id(sections.rival) in numbers
    }
    their_rivals = {
        their_numbers[id(sections.rival)]: their_numbers[id(sections.translation)]
        for sections in pair.sections
        if sections.translation is not None and id(sections.rival) in their_numbers
    }
    return Paired(pair.source, pair.translation, ours, theirs, both, sources, rivals, their_rivals)


def moved_sections(chapter: Paired) -> Pairs:
    """Return the smallest set of pairs out of order, each with all below it as one.

    A section that all its subsections went along with counts once, so moving a
    long section past two short ones is one move and not two.
    """
    found: Pairs = []
    waiting: list[Pairs] = [sorted(chapter.counterparts.items())]
    while waiting:
        pairs = waiting.pop()
        tops, insides = _units(chapter, pairs)
        waiting.extend(insides)
        kept = longest_increasing([j for _, j in tops])
        moved = [pair for place, pair in enumerate(tops) if place not in kept]
        found += _without_followers(chapter, moved)
    return sorted(found)


def _units(chapter: Paired, pairs: Pairs) -> tuple[Pairs, list[Pairs]]:
    """Return the largest subtrees that are paired whole, and what is inside each.

    pairs: in the order of the source. A section whose subsections have other
    places than its translation's is a unit alone.
    """
    tops: Pairs = []
    insides: list[Pairs] = []
    place = 0
    while place < len(pairs):
        i, j = pairs[place]
        tops.append((i, j))
        end = place + 1
        while end < len(pairs) and pairs[end][0] < chapter.source.ends[i]:
            end += 1
        inside = pairs[place + 1 : end]
        below = range(j + 1, chapter.translation.ends[j])
        is_whole = all(b in below for _, b in inside)
        if is_whole and len(inside) == sum(b in chapter.sources for b in below):
            insides.append(inside)
            place = end
        else:
            place += 1
    return tops, [inside for inside in insides if inside]


def _without_followers(chapter: Paired, moved: Pairs) -> Pairs:
    """Return the moved pairs without those that only went along with their parents."""
    both = dict(moved)
    return [
        (i, j)
        for i, j in moved
        if (parent := chapter.source.parents[i]) == ROOT
        or both.get(parent) != chapter.translation.parents[j]
    ]


def in_each_others_place(chapter: Paired) -> Iterator[int]:
    """Yield the translation's sections of which two neighbors have changed places, by number.

    Either they did, or their texts, and then their headings are not each other's.
    """
    pairs = sorted(chapter.counterparts.items())
    for (_, j), (_, following) in pairwise(pairs):
        if j == following + 1:
            yield from (j, following)
