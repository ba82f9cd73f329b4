"""Two parts that are counterparts → their blocks aligned, past a heading that one side lost.

Goes in: a pair of chapters, and the numbers of two sections. Comes out: aligned units, and the
section that goes on inside its neighbor's counterpart.
"""

from __future__ import annotations

from msgspec import Struct

from diglot.bitext.blocks.anchored import Anchors
from diglot.bitext.blocks.pairs import Blocks
from diglot.bitext.blocks.units import joined, section_units, with_whole_lists
from diglot.bitext.sections.paired import Paired
from diglot.core.model import Chapter, Section

OPENING = -1  # the number of what comes before a chapter's first section


class AlignedParts(Struct, frozen=True):
    """The blocks of two parts, aligned.

    lost: the source's next section, whose heading the translation has not, so that its blocks
        are among the pairs. added: the translation's next one, likewise.
    """

    blocks: Blocks
    lost: Section | None = None
    added: Section | None = None


def align_parts(
    chapter: Paired, i: int, j: int, ratio: float, *, whole_lists: bool = False
) -> AlignedParts:
    """Return the aligned blocks of a section of the source and one of the translation.

    i, j: their numbers in the outlines, or OPENING. ratio: how long the translation of one
        character usually is. whole_lists: whether a list that goes on after a gap in its
        numbers is one, as it is for those who compare and not for those who show it.
    """
    languages = chapter.chapter.language, chapter.translated.language
    source = section_units(_part(chapter.chapter, chapter.source.sections, i), languages[0])
    translation = section_units(
        _part(chapter.translated, chapter.translation.sections, j), languages[1]
    )
    if whole_lists:
        source, translation = map(with_whole_lists, (source, translation))
    anchors = Anchors(chapter.chapter, chapter.translated)
    found = [AlignedParts(anchors.align(source, translation, ratio))]
    # What a lost heading has joined, or one too many has parted, is compared as one. That
    # heading is a missing (or an extra) section, which is a finding already.
    if i + 1 < len(chapter.source) and i + 1 not in chapter.counterparts:
        lost = chapter.source.sections[i + 1]
        longer = joined(source, section_units(lost, languages[0]))
        found.append(AlignedParts(anchors.align(longer, translation, ratio), lost=lost))
    if j + 1 < len(chapter.translation) and j + 1 not in chapter.sources:
        added = chapter.translation.sections[j + 1]
        longer = joined(translation, section_units(added, languages[1]))
        found.append(AlignedParts(anchors.align(source, longer, ratio), added=added))
    return min(found, key=lambda parts: parts.blocks.unlike)


def _part(chapter: Chapter, sections: tuple[Section, ...], number: int) -> Chapter | Section:
    return chapter if number == OPENING else sections[number]
