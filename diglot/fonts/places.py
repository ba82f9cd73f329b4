"""The texts of an edition, each with what it is set as and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from diglot.core.model import (
    Block,
    Chapter,
    Citation,
    Code,
    CodeBlock,
    Edition,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    Note,
    Position,
    Section,
    Span,
    Styled,
    Table,
    Text,
)
from diglot.core.walk import (
    OncePer,
    inline_lines,
    inner_blocks,
    plain_text,
    walk_sections,
)
from diglot.fonts.typecase import TextRole
from diglot.text.whole_words import CANTILLATED, in_one_font


class Shown(NamedTuple):
    """A text that is shown. position: the nearest that is known."""

    text: str
    place: TextRole
    position: Position


def chapter_texts(chapter: Chapter) -> Iterator[Shown]:
    """Yield the texts that a chapter shows, in the order of its source."""
    yield from _inlines(chapter.title + chapter.subtitle, "title", chapter.position)
    for person in chapter.authors:
        yield Shown(person.name, "title", chapter.position)
    yield from _blocks(chapter.blocks, "text")
    for section in walk_sections(chapter):
        yield from _section(section)


def signs_of(edition: Edition) -> dict[TextRole, frozenset[str]]:
    """Return the signs of an edition, by what is set with them."""
    found: dict[TextRole, set[str]] = {"title": set().union(*_around(edition))}
    for chapter in edition.chapters:
        for place, signs in _signs(chapter).items():
            found.setdefault(place, set()).update(signs)
    return {place: frozenset(signs) for place, signs in found.items()}


@OncePer
def _signs(chapter: Chapter) -> Mapping[TextRole, frozenset[str]]:
    found: dict[TextRole, set[str]] = {}
    for shown in chapter_texts(chapter):
        found.setdefault(shown.place, set()).update(shown.text)
    return {place: frozenset(signs) for place, signs in found.items()}


def _around(edition: Edition) -> Iterator[str]:
    """Yield what an edition says of itself: on covers, title pages and around the text."""
    imprint = edition.imprint
    yield from (edition.title, edition.subtitle, edition.publisher, edition.rights)
    yield from (edition.description, *imprint.words())
    yield from (person.name for person in edition.authors)
    yield from (chapter.part for chapter in edition.chapters)


def _section(section: Section) -> Iterator[Shown]:
    yield from _inlines(section.title, "heading", section.position)
    yield from _blocks(section.blocks, "text")


def _blocks(blocks: Sequence[Block], place: TextRole) -> Iterator[Shown]:
    for block in blocks:
        if isinstance(block, CodeBlock):
            yield Shown(block.text, "code", block.position)
        own: TextRole = "heading" if isinstance(block, Heading) else place
        if isinstance(block, Table | Figure):
            own = "caption"
        for line in inline_lines(block):
            yield from _inlines(line, own, block.position)
        yield from _blocks(inner_blocks(block), "table" if isinstance(block, Table) else place)


def _inlines(inlines: Sequence[Inline], place: TextRole, position: Position) -> Iterator[Shown]:
    for inline in inlines:
        match inline:
            case Text(text=text):
                for piece in in_one_font(text):
                    is_verse = isinstance(piece, Span) and CANTILLATED in piece.attributes.classes
                    yield Shown(plain_text((piece,)), "verse" if is_verse else place, position)
            case Code(text=text):
                yield Shown(text, "code", position)
            case Image(alt=alt, position=here):
                yield Shown(alt, place, here)
            case Styled(children=children) | Span(children=children):
                yield from _inlines(children, place, position)
            case (
                Link(children=children, position=here) | Citation(children=children, position=here)
            ):
                yield from _inlines(children, place, here)
            case Note(blocks=blocks):
                yield from _blocks(blocks, "text")
