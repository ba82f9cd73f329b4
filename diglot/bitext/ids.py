"""Everything in a chapter that carries an id, as it is written.

Goes in: a chapter of the model. Comes out: ids with their positions, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator

from diglot.core.model import (
    Block,
    Chapter,
    Code,
    CodeBlock,
    Division,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    Math,
    Note,
    Position,
    Section,
    Span,
    Table,
    Text,
)
from diglot.core.walk import inline_lines, walk_blocks, walk_inlines, walk_sections

FoundId = tuple[str, Position]


def written_id(part: Section | Chapter) -> str:
    """Return the id that the author wrote at a heading, or "".

    It stays among the attributes when the section is named otherwise.
    """
    if isinstance(part, Chapter):
        return part.attributes.id
    return part.attributes.id or (part.id if part.explicit else "")


def written_ids(chapter: Chapter) -> Iterator[FoundId]:
    """Yield every id that is written in a chapter, with its place."""
    if name := written_id(chapter):
        yield name, chapter.position
    yield from inner_ids(chapter)
    for section in walk_sections(chapter):
        if name := written_id(section):
            yield name, section.position
        yield from inner_ids(section)


def inner_ids(part: Chapter | Section) -> Iterator[FoundId]:
    """Yield the ids in a title and the blocks under it, sections not among them.

    An inline without a position of its own is where its block is.
    """
    yield from _inline_ids(part.title, part.position)
    if isinstance(part, Chapter):
        yield from _inline_ids(part.subtitle, part.position)
    for block in walk_blocks(part.blocks):
        if name := _block_id(block):
            yield name, block.position
        for line in inline_lines(block):
            yield from _inline_ids(line, block.position)


def _block_id(block: Block) -> str:
    if isinstance(block, Table | Figure | Division | CodeBlock | Heading):
        return block.attributes.id
    return ""


def _inline_ids(inlines: tuple[Inline, ...], position: Position) -> Iterator[FoundId]:
    for inline in walk_inlines(inlines):
        match inline:
            case Text():
                pass  # most are, so they are asked for first
            case Link() | Image() if inline.attributes.id:
                yield inline.attributes.id, inline.position
            case Span() | Code() | Math() if inline.attributes.id:
                yield inline.attributes.id, position
            case Note(blocks=blocks):
                for block in walk_blocks(blocks):
                    if name := _block_id(block):
                        yield name, block.position
