"""A chapter's blocks → its title and its tree of sections, wherever the headings are.

A division round headings is no block: its language, direction and classes go to the sections
that it holds whole, and to what it holds of others. Headings in quotations, lists, cells and
in side remarks (`.note`) open no sections, as nothing there belongs to the chapter's outline.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, field
from msgspec.structs import replace

from diglot.core.model import (
    NO_ATTRIBUTES,
    Attributes,
    Block,
    Division,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Section,
    Span,
    Text,
)
from diglot.core.walk import plain_text

_ASIDE = "note"


class Wrapper(Struct, frozen=True, eq=False):
    """A division round headings: what it says of all that it holds."""

    division: Division


class Item(Struct, frozen=True):
    """A block or a heading of a chapter, and the wrappers round it, the outermost first."""

    block: Block
    wrappers: tuple[Wrapper, ...] = ()


class _Open(Struct):
    """A section that is still being filled."""

    heading: Heading
    wrappers: tuple[Wrapper, ...]
    items: list[Item] = field(default_factory=list)
    sections: list[_Open] = field(default_factory=list)

    @property
    def around(self) -> tuple[Wrapper, ...]:
        """Return the wrappers that hold the whole section."""
        around = self.wrappers
        for other in (*(i.wrappers for i in self.items), *(s.around for s in self.sections)):
            same = [one is another for one, another in zip(around, other, strict=False)]
            around = around[: (*same, False).index(False)]
        return around


def chapter_items(blocks: Sequence[Block]) -> list[Item]:
    """Return the blocks of a chapter in order, those in divisions round headings one by one."""
    return list(_items(blocks, ()))


def _items(blocks: Sequence[Block], around: tuple[Wrapper, ...]) -> Iterator[Item]:
    for block in blocks:
        if isinstance(block, Division) and _holds_headings(block):
            items = list(_items(block.blocks, (*around, Wrapper(block))))
            yield replace(items[0], block=_with_id(items[0].block, block.attributes.id))
            yield from items[1:]
        else:
            yield Item(block, around)


def _holds_headings(division: Division) -> bool:
    return _ASIDE not in division.attributes.classes and any(
        isinstance(block, Heading) or (isinstance(block, Division) and _holds_headings(block))
        for block in division.blocks
    )


def _with_id(block: Block, name: str) -> Block:
    """Return what begins a wrapper with the wrapper's id."""
    if not name:
        return block
    if not isinstance(block, Heading):
        return Division((block,), block.position, Attributes(name))
    if not block.attributes.id:
        return replace(block, attributes=replace(block.attributes, id=name))
    return replace(block, inlines=(Span((), Attributes(name)), *block.inlines))


def title_of(items: Sequence[Item], known: Sequence[Inline] | None) -> tuple[int, Heading] | None:
    """Return the place and the heading of the chapter's title, or None.

    known: the title that the front matter gives, if it does; the heading may repeat it. Only
        pictures, a logo or badges, may be above it.
    """
    place = next((n for n, item in enumerate(items) if not _is_picture(item.block)), None)
    if place is None:
        return None
    first = items[place]
    if not isinstance(first.block, Heading) or first.block.level != 1:
        return None
    if known is not None and plain_text(tuple(known)) != plain_text(first.block.inlines):
        return None
    around = _said(first.wrappers)
    own = first.block.attributes
    spoken = replace(around, pairs=(*own.pairs, *around.pairs))
    return place, replace(first.block, inlines=_spoken(first.block.inlines, spoken))


def _is_picture(block: Block) -> bool:
    """Tell whether a block shows pictures and says nothing."""
    match block:
        case Figure(blocks=inner) | Division(blocks=inner):
            return all(map(_is_picture, inner))
        case Paragraph(inlines=inlines):
            return all(map(_is_wordless, inlines))
    return False


def _is_wordless(inline: Inline) -> bool:
    match inline:
        case Image() | LineBreak():
            return True
        case Text(text=text):
            return not text.strip()
        case Link(children=inner) | Span(children=inner):
            return all(map(_is_wordless, inner))
    return False


def section_tree(items: Sequence[Item]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Return the blocks before the first heading, and the sections after it.

    A heading opens a section below the nearest heading before it of a smaller
    level; a level that is skipped (## then ####) adds no empty section.
    """
    opening: list[Item] = []
    roots: list[_Open] = []
    path: list[_Open] = []
    for item in items:
        if not isinstance(item.block, Heading):
            (path[-1].items if path else opening).append(item)
            continue
        while path and path[-1].heading.level >= item.block.level:
            path.pop()
        section = _Open(item.block, item.wrappers)
        (path[-1].sections if path else roots).append(section)
        path.append(section)
    return _divided(opening, 0), tuple(_finished(section, 0) for section in roots)


def _finished(part: _Open, outer: int) -> Section:
    """Return a section. outer: how many of its wrappers have their classes at one around it."""
    heading, around = part.heading, part.around
    own, classes = heading.attributes, _said(around[outer:]).classes
    attributes = Attributes(
        own.id,
        tuple(dict.fromkeys((*own.classes, *classes))),
        (*own.pairs, *_said(around).pairs),
    )
    return Section(
        id=own.id,
        explicit=bool(own.id),
        level=heading.level,
        title=_spoken(heading.inlines, _said(part.wrappers[len(around) :])),
        position=heading.position,
        blocks=_divided(part.items, len(around)),
        sections=tuple(_finished(section, len(around)) for section in part.sections),
        attributes=attributes,
    )


def _divided(items: Sequence[Item], depth: int) -> tuple[Block, ...]:
    """Return blocks in the divisions that hold them. depth: how many of these are said already."""
    blocks: list[Block] = []

    def wrapper(item: Item) -> Wrapper | None:
        return item.wrappers[depth] if len(item.wrappers) > depth else None

    for around, run in groupby(items, wrapper):
        some = list(run)
        if around is None:
            blocks += [item.block for item in some]
            continue
        inner = _divided(some, depth + 1)
        attributes = replace(around.division.attributes, id="")
        if attributes == NO_ATTRIBUTES:
            blocks += inner
        else:
            blocks.append(Division(inner, inner[0].position, attributes))
    return tuple(blocks)


def _said(wrappers: Sequence[Wrapper]) -> Attributes:
    """Return what wrappers say of all that they hold; the innermost comes first."""
    found = [wrapper.division.attributes for wrapper in reversed(wrappers)]
    classes = dict.fromkeys(name for attributes in found for name in attributes.classes)
    return Attributes("", tuple(classes), tuple(pair for a in found for pair in a.pairs))


def _spoken(inlines: tuple[Inline, ...], said: Attributes) -> tuple[Inline, ...]:
    """Return a heading's words in the language and direction that are said of them."""
    pairs = tuple((key, value) for key in ("lang", "dir") if (value := said.get(key)))
    return (Span(inlines, Attributes(pairs=pairs)),) if pairs and inlines else inlines
