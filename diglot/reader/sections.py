"""A chapter's flat blocks → its tree of sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diglot.model import Block, Heading, Section


@dataclass
class _Open:
    """A section that is still being filled."""

    heading: Heading
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def section_tree(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Return the blocks before the first heading, and the sections after it.

    A heading opens a section below the nearest heading before it of a smaller
    level; a level that is skipped (## then ####) adds no empty section.
    """
    opening: list[Block] = []
    roots: list[Section] = []
    path: list[_Open] = []

    def close(level: int) -> None:
        while path and path[-1].heading.level >= level:
            section = _finished(path.pop())
            (path[-1].sections if path else roots).append(section)

    for block in blocks:
        if isinstance(block, Heading):
            close(block.level)
            path.append(_Open(block))
        else:
            (path[-1].blocks if path else opening).append(block)
    close(0)
    return tuple(opening), tuple(roots)


def _finished(part: _Open) -> Section:
    heading = part.heading
    return Section(
        id=heading.attributes.id,
        explicit=bool(heading.attributes.id),
        level=heading.level,
        title=heading.inlines,
        position=heading.position,
        blocks=tuple(part.blocks),
        sections=tuple(part.sections),
        attributes=heading.attributes,
    )
