"""A chapter's tree of sections as a list in reading order, which alignment works on.

Goes in: a chapter. Comes out: its sections numbered from 0, with parents and extents.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from diglot.core.model import Chapter, Section

ROOT = -1


class Outline(Struct, frozen=True):
    """The sections of one chapter in reading order.

    parents: each section's parent by number, ROOT for the chapter itself.
    ends: the number after a section's last descendant, so that range(i, ends[i])
        is the section with all that is under it.
    """

    sections: tuple[Section, ...]
    parents: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.sections)


def outline(chapter: Chapter | None) -> Outline:
    """Return the outline of a chapter; an empty one where there is no chapter."""
    sections: list[Section] = []
    parents: list[int] = []
    ends: list[int] = []

    def add(children: tuple[Section, ...], parent: int) -> None:
        for section in children:
            number = len(sections)
            sections.append(section)
            parents.append(parent)
            ends.append(0)
            add(section.sections, number)
            ends[number] = len(sections)

    if chapter is not None:
        add(chapter.sections, ROOT)
    return Outline(tuple(sections), tuple(parents), tuple(ends))


def ancestors(tree: Outline, number: int) -> Iterator[int]:
    """Yield the numbers of the sections around a section, the nearest first."""
    number = tree.parents[number]
    while number != ROOT:
        yield number
        number = tree.parents[number]
