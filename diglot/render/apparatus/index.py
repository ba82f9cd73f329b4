"""Every place of an edition that a link can lead to, and what the place is called.

Knows how links are written in the sources ("#oil", "03-energy.md#oil"); knows no HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from diglot.core.inside_links import place_of
from diglot.core.model import (
    Block,
    Chapter,
    Citation,
    Code,
    CodeBlock,
    Division,
    Edition,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    Note,
    Section,
    Span,
    Styled,
    Table,
    Text,
)
from diglot.core.walk import inline_lines, walk_blocks, walk_inlines
from diglot.disk.cache import cache_key
from diglot.lang.locales import Locale
from diglot.render.apparatus.identity import ByIdentity
from diglot.render.apparatus.numbering import Numbering

Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Destination:
    """A place inside the book: a chapter's beginning, or something with an id in it."""

    chapter: str
    id: str = ""


class Index:
    """The places of one edition and their names.

    key: gives for a chapter the digest of all that its markup is made of, but for the target.
    """

    def __init__(self, edition: Edition, locale: Locale) -> None:
        self.locale = locale
        self.emphasis = edition.conventions.emphasis
        self.signs = edition.conventions.signs
        self.numbering = Numbering(edition, locale)
        self.names: dict[Destination, Inlines] = {}
        self.key = ByIdentity(self._key)
        self._chapters = {chapter.name: chapter for chapter in edition.chapters}
        for chapter in edition.chapters:
            self._add_chapter(chapter)

    def _key(self, chapter: Chapter) -> str:
        """Return a digest of the text of a chapter, and of what it can be told of the edition."""
        own = repr((self.emphasis, self.signs)) + self.numbering.key(chapter)
        return cache_key("text", (self.locale.tag, own, self._names_key, repr(chapter)))

    @cached_property
    def _names_key(self) -> str:
        return repr(self.names)

    def resolve(self, target: str, chapter: str) -> Destination | None:
        """Return the place that a link in a chapter means, or None if there is none."""
        place = Destination(*place_of(target, chapter, self._chapters))
        return place if place in self.names else None

    def name(self, place: Destination) -> Inlines:
        """Return what a place is called: a title, "Figure 2.1", "Table 3.1"."""
        return self.names[place]

    def caption_label(self, block: Table | Figure, chapter: Chapter) -> str:
        """Return "Table 3.1", "איור ג׳־1"; "" for a block without a number."""
        if not block.number:
            return ""
        number = self.numbering.item(chapter, block)
        if isinstance(block, Table):
            return self.locale.gettext("Table %(number)s", number=number)
        return self.locale.gettext("Figure %(number)s", number=number)

    def _add_chapter(self, chapter: Chapter) -> None:
        title = for_label(chapter.title)
        self.names[Destination(chapter.name)] = title
        self.names[Destination(chapter.name, chapter.id)] = title
        self._add_inlines(chapter, chapter.title + chapter.subtitle, title)
        self._add_blocks(chapter, chapter.blocks, title)
        for section in chapter.sections:
            self._add_section(chapter, section)

    def _add_section(self, chapter: Chapter, section: Section) -> None:
        title = for_label(section.title)
        self.names.setdefault(Destination(chapter.name, section.id), title)
        self._add_inlines(chapter, section.title, title)
        self._add_blocks(chapter, section.blocks, title)
        for inner in section.sections:
            self._add_section(chapter, inner)

    def _add_blocks(self, chapter: Chapter, blocks: tuple[Block, ...], around: Inlines) -> None:
        for block in walk_blocks(blocks):
            if name := _block_id(block):
                self.names.setdefault(
                    Destination(chapter.name, name), self._block_name(block, chapter) or around
                )
            for line in inline_lines(block):
                self._add_inlines(chapter, line, around)

    def _add_inlines(self, chapter: Chapter, inlines: Inlines, around: Inlines) -> None:
        for name in _inline_ids(inlines):
            self.names.setdefault(Destination(chapter.name, name), around)

    def _block_name(self, block: Block, chapter: Chapter) -> Inlines:
        if isinstance(block, Heading):
            return for_label(block.inlines)
        if isinstance(block, Table | Figure):
            label = self.caption_label(block, chapter)
            return (Text(label),) if label else ()
        return ()


places_of = ByIdentity(Index, most=4)
"""Return the index of an edition, which all its formats share. Takes the edition and its locale."""


def _block_id(block: Block) -> str:
    if isinstance(block, Table | Figure | Division | CodeBlock | Heading):
        return block.attributes.id
    return ""


def _inline_ids(inlines: Inlines) -> Iterator[str]:
    for inline in walk_inlines(inlines):
        match inline:
            case Span() | Link() | Image() | Code() if inline.attributes.id:
                yield inline.attributes.id
            case Note(blocks=blocks):
                yield from filter(None, map(_block_id, walk_blocks(blocks)))


def item_id(block: Table | Figure) -> str:
    """Return the id of a figure or table, by which a list of them finds its page."""
    kind = "table" if isinstance(block, Table) else "figure"
    return block.attributes.id or (f"listed-{kind}-{block.number}" if block.number else "")


def for_label(inlines: Inlines) -> Inlines:
    """Return a title as it can be used elsewhere: without notes, links and ids."""
    return tuple(plain for inline in inlines for plain in _for_label(inline))


def _for_label(inline: Inline) -> Inlines:
    match inline:
        case Note():
            return ()
        case LineBreak():
            return (Text(" "),)
        case Image(alt=alt):
            return (Text(alt),)
        case Link(children=children) | Citation(children=children):
            return for_label(children)
        case Styled(children=children):
            return (replace(inline, children=for_label(children)),)
        case Span(children=children, attributes=attributes):
            return (Span(for_label(children), replace(attributes, id="")),)
        case Code(attributes=attributes):
            return (replace(inline, attributes=replace(attributes, id="")),)
        case _:
            return (inline,)
