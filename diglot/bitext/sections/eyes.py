"""How alignment looks at chapters: which sections of two are counterparts, and what else it asks.

Goes in: chapters. Comes out: their sections in pairs, and what tells them from all others. What
is found so may be kept, and then `Eyes` are another pair: the order of the steps is in align.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from msgspec import Struct

from diglot.bitext.sections.counterparts import find_counterparts, pairs_by_id
from diglot.bitext.sections.doubts import doubtful_pairs, with_originals
from diglot.bitext.sections.elsewhere import are_strange, moved_sections, renamed_chapters
from diglot.bitext.sections.features import Features, features, heading_of, length_of
from diglot.bitext.sections.outline import Outline, outline
from diglot.bitext.sections.similarity import Similarity
from diglot.core.model import Chapter, Section


class SectionPair(Struct, frozen=True):
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


class ChapterPair(Struct, frozen=True):
    """A chapter and its counterpart, with their sections.

    sections: in the reading order of the source; a section that only the
        translation has comes after the one that it follows there.
    """

    source: Chapter | None
    translation: Chapter | None
    sections: tuple[SectionPair, ...]


class _Seen(Struct, frozen=True):
    """A chapter as alignment sees it."""

    outline: Outline
    features: tuple[Features, ...]


def _seen(chapter: Chapter) -> _Seen:
    tree = outline(chapter)
    return _Seen(tree, tuple(features(section) for section in tree.sections))


class Namesakes(NamedTuple):
    """The chapters of one name in two languages; None where there is none."""

    source: Chapter | None
    translation: Chapter | None


class Measure(NamedTuple):
    """What is known of a section in the whole book. length: characters of running text."""

    heading: str
    length: int


class Top(NamedTuple):
    """A section that is left over with all below it, and its chapter."""

    chapter: Chapter
    section: Section


class Eyes(Protocol):
    """How alignment looks at chapters: at their texts, or at what was kept of them."""

    def measures(self, chapter: Chapter) -> Sequence[Measure]:
        """Return the measures of a chapter's sections, in reading order."""

    def begin(self, namesakes: Sequence[tuple[Chapter, Chapter]], ratio: float) -> None:
        """Be told which chapters will be asked about in pairs.

        ratio: how long the translation of one character is in the book.
        """

    def are_strange(self, one: Chapter, other: Chapter) -> bool:
        """Tell whether each of two namesakes may be the translation of another chapter."""

    def pair(self, one: Chapter, other: Chapter) -> ChapterPair:
        """Return two namesakes with their sections as counterparts."""

    def renamed(
        self, ours: Sequence[Chapter], theirs: Sequence[Chapter], taken: bool = False
    ) -> list[tuple[Chapter, Chapter]]:
        """Return the chapters that are one under two names, as `renamed_chapters` does."""

    def moved(self, ours: Sequence[Top], theirs: Sequence[Top]) -> list[tuple[Top, Top]]:
        """Return the sections that are one in two chapters, as `moved_sections` does."""


class WholeEyes:
    """Eyes that look at the text of each chapter, once."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[Chapter, _Seen]] = {}  # which keeps what its number names
        self._ratio = 1.0

    def _of(self, chapter: Chapter) -> _Seen:
        if id(chapter) not in self._seen:
            self._seen[id(chapter)] = chapter, _seen(chapter)
        return self._seen[id(chapter)][1]

    def measures(self, chapter: Chapter) -> Sequence[Measure]:
        """Return the measures of a chapter's sections."""
        sections = outline(chapter).sections
        return [Measure(heading_of(section), length_of(section)) for section in sections]

    def begin(self, namesakes: Sequence[tuple[Chapter, Chapter]], ratio: float) -> None:  # noqa: ARG002
        """Be told how long translations are; which chapters are paired is seen one by one."""
        self._ratio = ratio

    def are_strange(self, one: Chapter, other: Chapter) -> bool:
        """Tell whether two namesakes are strangers."""
        return are_strange((one, other), self._of(one).features, self._of(other).features)

    def pair(self, one: Chapter, other: Chapter) -> ChapterPair:
        """Return two namesakes with their sections as counterparts."""
        return _pair_chapters(one, other, (self._of(one), self._of(other)), self._ratio)

    def renamed(
        self, ours: Sequence[Chapter], theirs: Sequence[Chapter], taken: bool = False
    ) -> list[tuple[Chapter, Chapter]]:
        """Return the chapters that are one under two names."""
        return renamed_chapters(ours, theirs, self._ratio, taken)

    def moved(self, ours: Sequence[Top], theirs: Sequence[Top]) -> list[tuple[Top, Top]]:
        """Return the sections that are one in two chapters."""
        tops = {id(top.section): top for top in (*ours, *theirs)}
        sections = [[top.section for top in side] for side in (ours, theirs)]
        found = moved_sections(sections[0], sections[1], self._ratio)
        return [(tops[id(one)], tops[id(other)]) for one, other in found]


def _pair_chapters(
    one: Chapter, other: Chapter, seen: tuple[_Seen, _Seen], ratio: float
) -> ChapterPair:
    source, translation = seen
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
    return ChapterPair(one, other, tuple(sections))


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
