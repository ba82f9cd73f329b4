"""Every place of an edition that a link can lead to, and what the place is called.

Knows how links are written in the sources ("#oil", "03-energy.md#oil"); knows no HTML.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

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
    Math,
    Note,
    Numbered,
    Paragraph,
    Span,
    Styled,
    Table,
    Text,
)
from diglot.core.walk import (
    OncePer,
    inline_lines,
    kind_of,
    walk_blocks,
    walk_inlines,
    walk_sections,
)
from diglot.lang.locales import Locale
from diglot.render.apparatus.numbering import Numbering

Inlines = tuple[Inline, ...]


class Destination(Struct, frozen=True):
    """A place inside the book: a chapter's beginning, or something with an id in it."""

    chapter: str
    id: str = ""


class _Named(Struct, frozen=True):
    """What is known of a chapter's places. names: of each. key: the digest of that."""

    names: Mapping[Destination, Inlines]
    key: str


class Index:
    """The places of one edition and their names."""

    def __init__(self, edition: Edition, locale: Locale) -> None:
        self.locale = locale
        self.emphasis = edition.conventions.emphasis
        self.signs = edition.conventions.signs
        self.spaces = edition.conventions.spaces
        self.numbering = Numbering(edition, locale)
        self.names: dict[Destination, Inlines] = {}
        self._chapters = {chapter.name: chapter for chapter in edition.chapters}
        named = [self._named(chapter) for chapter in edition.chapters]
        for of_chapter in named:
            self.names |= of_chapter.names
        self._names_key = " ".join(of_chapter.key for of_chapter in named)

    def key(self, chapter: Chapter) -> str:
        """Return what markup of a chapter can be told of the edition, as text."""
        own = repr((self.emphasis, self.signs, self.spaces)) + self.numbering.key(chapter)
        return own + self._names_key

    def resolve(self, target: str, chapter: str) -> Destination | None:
        """Return the place that a link in a chapter means, or None if there is none."""
        place = Destination(*place_of(target, chapter, self._chapters))
        return place if place in self.names else None

    def name(self, place: Destination) -> Inlines:
        """Return what a place is called: a title, "Figure 2.1", "Table 3.1"."""
        return self.names[place]

    def label(self, thing: Numbered, chapter: Chapter) -> str:
        """Return "Table 3.1", "איור ג׳־1"; "" for what has no number."""
        if not thing.number:
            return ""
        number = self.numbering.item(chapter, thing)
        match kind_of(thing):
            case "figures":
                return self.locale.gettext("Figure %(number)s", number=number)
            case "tables":
                return self.locale.gettext("Table %(number)s", number=number)
            case "equations":
                return self.locale.gettext("Equation %(number)s", number=number)

    def _named(self, chapter: Chapter) -> _Named:
        """Return the places of a chapter; their names may have the numbers of the edition."""
        known, key = _known(chapter), f"{self.locale.tag} {self.numbering.key(chapter)}"
        if key not in known:
            names: dict[Destination, Inlines] = {}
            for place, name in self._places(chapter):
                names.setdefault(place, name)
            digest = hashlib.sha256(repr(names).encode(errors="surrogateescape")).hexdigest()
            known[key] = _Named(names, digest)
        return known[key]

    def _places(self, chapter: Chapter) -> Iterator[tuple[Destination, Inlines]]:
        """Yield the places of a chapter; of those with one address the first counts."""
        title = for_label(chapter.title)
        yield Destination(chapter.name), title
        yield Destination(chapter.name, chapter.id), title
        yield from self._around(chapter, chapter.title + chapter.subtitle, chapter.blocks, title)
        for section in walk_sections(chapter):
            title = for_label(section.title)
            yield Destination(chapter.name, section.id), title
            yield from self._around(chapter, section.title, section.blocks, title)

    def _around(
        self, chapter: Chapter, heading: Inlines, blocks: tuple[Block, ...], title: Inlines
    ) -> Iterator[tuple[Destination, Inlines]]:
        """Yield the places in a heading and in the blocks below it. title: its name."""
        for name, _ in _inline_ids(heading):
            yield Destination(chapter.name, name), title
        for block in walk_blocks(blocks):
            called = self._block_name(block, chapter)
            if name := _block_id(block):
                yield Destination(chapter.name, name), called or title
            if called and isinstance(block, Figure):  # its parts have no number of their own
                for name in _ids_in(block.blocks):
                    yield Destination(chapter.name, name), called
            for line in inline_lines(block):
                for name, place in _inline_ids(line):
                    label = self.label(place, chapter) if isinstance(place, Math) else ""
                    yield Destination(chapter.name, name), (Text(label),) if label else title

    def _block_name(self, block: Block, chapter: Chapter) -> Inlines:
        """Return what a block is called by its number, its caption or its title; () for others."""
        match block:
            case Heading(inlines=words) | CodeBlock(caption=words):
                return for_label(words)
            case Table() | Figure():
                label = self.label(block, chapter)
                return (Text(label),) if label else ()
            case Division(
                blocks=(Paragraph(inlines=(Styled(style="strong", children=words),)), *_)
            ):
                return for_label(words) if "note" in block.attributes.classes else ()
            case Division(blocks=(Figure() | Table() | CodeBlock() as only,)):
                return self._block_name(only, chapter)
        return ()


@OncePer
def _known(_chapter: Chapter) -> dict[str, _Named]:
    """Return what is known of a chapter's places, by what it depends on beside the chapter."""
    return {}


@OncePer
def _of_edition(_edition: Edition) -> dict[str, Index]:
    """Return the indexes of an edition that were made, by the language of their words."""
    return {}


def index_of(edition: Edition, locale: Locale) -> Index:
    """Return the index of an edition, which all that show it share."""
    known = _of_edition(edition)
    if locale.tag not in known:
        known[locale.tag] = Index(edition, locale)
    return known[locale.tag]


def _block_id(block: Block) -> str:
    if isinstance(block, Table | Figure | Division | CodeBlock | Heading):
        return block.attributes.id
    return ""


def _ids_in(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in walk_blocks(blocks):
        yield from filter(None, (_block_id(block),))
        for line in inline_lines(block):
            yield from (name for name, _ in _inline_ids(line))


def _inline_ids(inlines: Inlines) -> Iterator[tuple[str, Inline]]:
    """Yield the ids in a line, each with what has it, or the note in which it is."""
    for inline in walk_inlines(inlines):
        match inline:
            case Span() | Link() | Image() | Code() | Math() if inline.attributes.id:
                yield inline.attributes.id, inline
            case Note(blocks=blocks):
                for name in filter(None, map(_block_id, walk_blocks(blocks))):
                    yield name, inline


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
