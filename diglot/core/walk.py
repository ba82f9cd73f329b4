"""Ways through a book: its sections, blocks and inlines in reading order.

What is found on them may be kept for as long as a part of the book lives.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from typing import Generic, Literal, TypeVar

from diglot.core.model import (
    Asset,
    Block,
    Chapter,
    Citation,
    Code,
    CodeBlock,
    DefinitionList,
    Division,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Math,
    Note,
    Numbered,
    Paragraph,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    Text,
    Verse,
)

Part = TypeVar("Part")
Found = TypeVar("Found")
NumberedKind = Literal["figures", "tables", "equations"]


def walk_sections(chapter: Chapter | Section) -> Iterator[Section]:
    """Yield every section below a chapter or section, in reading order."""
    for section in chapter.sections:
        yield section
        yield from walk_sections(section)


def chapter_blocks(chapter: Chapter) -> Iterator[Block]:
    """Yield the blocks of a chapter and its sections, outermost ones only."""
    yield from chapter.blocks
    for section in walk_sections(chapter):
        yield from section.blocks


def is_works_cited(block: Block) -> bool:
    """Tell whether a block is the list that the citation processor writes."""
    return isinstance(block, Division) and block.attributes.id == "refs"


def inner_blocks(block: Block) -> tuple[Block, ...]:
    """Return the blocks directly inside a block, notes not among them."""
    match block:
        case Paragraph() | Heading():  # most are, so they are asked for first
            return ()
        case ListBlock(items=items):
            return tuple(inner for item in items for inner in item)
        case DefinitionList(entries=entries):
            return tuple(b for e in entries for meaning in e.meanings for b in meaning)
        case Table(head=head, body=body, foot=foot):
            return tuple(b for row in head + body + foot for cell in row for b in cell.blocks)
        case Figure(blocks=blocks) | Quote(blocks=blocks) | Division(blocks=blocks):
            return blocks
        case _:
            return ()


def inline_lines(block: Block) -> tuple[tuple[Inline, ...], ...]:
    """Return the runs of inlines that a block itself holds, not those of inner blocks."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            return (inlines,)
        case Table(caption=caption) | Figure(caption=caption) | CodeBlock(caption=caption):
            return (caption,) if caption else ()
        case DefinitionList(entries=entries):
            return tuple(entry.term for entry in entries)
        case Verse(lines=lines):
            return lines
        case _:
            return ()


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks and all blocks inside them, notes' blocks not among them."""
    for block in blocks:
        yield block
        if inner := inner_blocks(block):
            yield from walk_blocks(inner)


def walk_inlines(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Yield inlines and all inlines inside them, those of notes' blocks included."""
    for inline in inlines:
        yield inline
        match inline:
            case Text():
                pass  # most are, so they are asked for first
            case Styled(children=children) | Span(children=children):
                yield from walk_inlines(children)
            case Link(children=children) | Citation(children=children):
                yield from walk_inlines(children)
            case Note(blocks=blocks):
                for block in walk_blocks(blocks):
                    for line in inline_lines(block):
                        yield from walk_inlines(line)


def chapter_inlines(chapter: Chapter) -> Iterator[Inline]:
    """Yield every inline of a chapter in reading order: titles, blocks and notes."""
    yield from walk_inlines(chapter.title + chapter.subtitle)
    yield from _block_inlines(chapter.blocks)
    for section in walk_sections(chapter):
        yield from walk_inlines(section.title)
        yield from _block_inlines(section.blocks)


def kind_of(thing: Numbered) -> NumberedKind:
    """Return with which others something is counted."""
    match thing:
        case Figure():
            return "figures"
        case Table():
            return "tables"
        case Math():
            return "equations"


def numbered(chapter: Chapter) -> Iterator[Numbered]:
    """Yield what has a number in a chapter: its figures, tables and formulas, in reading order."""
    for block in walk_blocks(tuple(chapter_blocks(chapter))):
        if isinstance(block, Figure | Table) and block.number:
            yield block
        for line in inline_lines(block):
            for inline in walk_inlines(line):
                if isinstance(inline, Math) and inline.number:
                    yield inline


class OncePer(Generic[Part, Found]):
    """A function of a part of a book that looks at each once, for as long as it lives.

    The parts are frozen, so what was found stays true. They are known by their identity: to ask
    whether two are equal would look at all that is in them. find: what it finds may not hold the
    part itself, or neither would ever be let go.
    """

    def __init__(self, find: Callable[[Part], Found]) -> None:
        self._find = find
        self._known: dict[int, tuple[weakref.ref[Part], Found]] = {}

    def __call__(self, part: Part) -> Found:
        """Return what is found out about a part."""
        key = id(part)
        if (known := self._known.get(key)) is not None:
            return known[1]
        found = self._find(part)
        self._known[key] = weakref.ref(part, lambda _: self._known.pop(key, None)), found
        return found


@OncePer
def pictures_of(chapter: Chapter) -> tuple[Asset, ...]:
    """Return the pictures of a chapter that have a file, each once."""
    found = (i.asset for i in chapter_inlines(chapter) if isinstance(i, Image) and i.asset)
    return tuple({asset.name: asset for asset in found}.values())


def _block_inlines(blocks: tuple[Block, ...]) -> Iterator[Inline]:
    for block in walk_blocks(blocks):
        for line in inline_lines(block):
            yield from walk_inlines(line)


def written_links(part: Chapter | Section) -> Iterator[Link]:
    """Yield the links that the author wrote in a heading and right below it, notes' included."""
    yield from _written_links(part.title)
    if isinstance(part, Chapter):
        yield from _written_links(part.subtitle)
    for block in walk_blocks(part.blocks):
        for line in inline_lines(block):
            yield from _written_links(line)


def _written_links(inlines: tuple[Inline, ...]) -> Iterator[Link]:
    for inline in inlines:
        match inline:
            case Text():
                pass  # most are, so they are asked for first
            case Link(children=children):
                yield inline
                yield from _written_links(children)
            case Styled(children=children) | Span(children=children):
                yield from _written_links(children)
            case Note(blocks=blocks):
                for block in walk_blocks(blocks):
                    for line in inline_lines(block):
                        yield from _written_links(line)
            case Citation():
                pass  # its links lead to the list of works cited, and are made with it


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """Return the words of inlines, without notes; pictures give their alternative text."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text=text) | Code(text=text):
            return text
        case LineBreak():
            return " "
        case Math(tex=tex):
            return tex
        case Image(alt=alt):
            return alt
        case Note():
            return ""
        case Styled(children=children) | Span(children=children):
            return plain_text(children)
        case Link(children=children) | Citation(children=children):
            return plain_text(children)
