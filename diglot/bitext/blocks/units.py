"""What alignment and rules take for one block: units, also items of lists and entries.

Goes in: blocks of the model. Comes out: units. Divisions are looked through: they are
attributes, not text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from diglot.bitext.blocks.passages import is_foreign
from diglot.core.model import (
    Block,
    Chapter,
    CodeBlock,
    Definition,
    DefinitionList,
    Division,
    Figure,
    Heading,
    Image,
    Inline,
    ListBlock,
    Math,
    Paragraph,
    Position,
    Quote,
    Section,
    Table,
    Text,
    Verse,
)
from diglot.core.walk import is_works_cited

UnitKind = Literal[
    "paragraph", "heading", "list", "definitions", "table", "figure", "quotation", "code",
    "formula", "verse", "break", "item", "entry",
]  # fmt: skip


class Unit(Struct, frozen=True):
    """A block as alignment sees it; an item of a list or an entry of definitions as well.

    blocks: the block itself, or what the item or entry holds.
    term: an entry's term. foreign: whether it is marked as another language.
    around: the classes of the divisions that it is in, the outermost first.
    """

    kind: UnitKind
    blocks: tuple[Block, ...]
    position: Position
    foreign: bool = False
    term: tuple[Inline, ...] = ()
    around: tuple[str, ...] = ()


def units(blocks: tuple[Block, ...], language: str, *, foreign: bool = False) -> tuple[Unit, ...]:
    """Return blocks as units, those in divisions in their place."""
    return tuple(_units(blocks, language, foreign))


def with_whole_lists(some: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return units in which a list that goes on after a gap in its numbers is one.

    So are verses of which some have no comment: whether their numbers are printed as they are
    written depends on how each language writes them.
    """
    found: list[Unit] = []
    for unit in some:
        if found and _goes_on(found[-1].blocks[0], unit.blocks[0]):
            found[-1:] = joined((found[-1],), (unit,))
        else:
            found.append(unit)
    return tuple(found)


def _goes_on(one: Block, other: Block) -> bool:
    """Tell whether a numbered list is followed by one that counts on from it."""
    return (
        isinstance(one, ListBlock)
        and isinstance(other, ListBlock)
        and one.numbering == other.numbering != ""
        and one.delimiter == other.delimiter
        and other.start >= one.start + len(one.items)
    )


def section_units(part: Section | Chapter, language: str) -> tuple[Unit, ...]:
    """Return the blocks of a section, or of a chapter's opening, as units."""
    return units(part.blocks, language, foreign=is_foreign_section(part, language))


def is_foreign_section(part: Section | Chapter, language: str) -> bool:
    """Tell whether a section is marked as another language than the edition's."""
    return isinstance(part, Section) and is_foreign(part.attributes.get("lang"), language)


def _units(
    blocks: tuple[Block, ...], language: str, foreign: bool, around: tuple[str, ...] = ()
) -> Iterator[Unit]:
    for block in blocks:
        if isinstance(block, Division):
            if not is_works_cited(block):
                other = is_foreign(block.attributes.get("lang"), language)
                inside = (*around, *block.attributes.classes)
                yield from _units(block.blocks, language, foreign or other, inside)
        else:
            yield Unit(_kind(block), (block,), block.position, foreign, (), around)


def _kind(block: Block) -> UnitKind:
    match block:
        case Paragraph(inlines=inlines):
            return _paragraph_kind(inlines)
        case Heading():
            return "heading"
        case ListBlock():
            return "list"
        case DefinitionList():
            return "definitions"
        case Table():
            return "table"
        case Figure():
            return "figure"
        case Quote():
            return "quotation"
        case CodeBlock():
            return "code"
        case Verse():
            return "verse"
        case _:
            return "break"


def _paragraph_kind(inlines: tuple[Inline, ...]) -> UnitKind:
    telling = [i for i in inlines if not (isinstance(i, Text) and not i.text.strip(" .,;"))]
    if telling and all(isinstance(inline, Math) and inline.display for inline in telling):
        return "formula"
    if telling and all(isinstance(inline, Image) for inline in telling):
        return "figure"
    return "paragraph"


def item_units(block: ListBlock, foreign: bool) -> tuple[Unit, ...]:
    """Return the items of a list."""
    return tuple(
        Unit("item", item, item[0].position if item else block.position, foreign)
        for item in block.items
    )


def entry_units(block: DefinitionList, foreign: bool) -> tuple[Unit, ...]:
    """Return the entries of a list of definitions."""
    return tuple(_entry(entry, block.position, foreign) for entry in block.entries)


def _entry(entry: Definition, fallback: Position, foreign: bool) -> Unit:
    blocks = tuple(block for meaning in entry.meanings for block in meaning)
    return Unit("entry", blocks, blocks[0].position if blocks else fallback, foreign, entry.term)


def joined(units_before: tuple[Unit, ...], units_after: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return units without a heading between them: two lists of a kind then become one."""
    if not (units_before and units_after):
        return units_before + units_after
    last, first = units_before[-1], units_after[0]
    match last.blocks[0], first.blocks[0]:
        case (ListBlock() as one, ListBlock() as other) if one.numbering == other.numbering:
            whole: Block = replace(one, items=one.items + other.items)
        case (DefinitionList() as one, DefinitionList() as other):
            whole = replace(one, entries=one.entries + other.entries)
        case _:
            return units_before + units_after
    return (*units_before[:-1], replace(last, blocks=(whole,)), *units_after[1:])
