"""A chapter without its text: what the rest of the book asks of it, small enough to be kept.

Goes in: a chapter as read. Comes out: its sketch, and of that a chapter again, with the same
sections, headings, ids, links inside the book, comments and lines of blocks. Whatever looks at
chapters in the light of all others finds the same in either.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from diglot.bitext.ids import inner_ids
from diglot.core.directive import Directive
from diglot.core.links import is_outside
from diglot.core.model import (
    Attributes,
    Block,
    Chapter,
    Division,
    Inline,
    Link,
    Position,
    Role,
    Rule,
    Section,
    Span,
    Status,
    Text,
)
from diglot.core.walk import is_works_cited, plain_text, written_links

_WORKS = Attributes("refs")
Place = tuple[int, int]
"""A line and a column of the chapter's file."""


class PartSketch(Struct, frozen=True):
    """A heading and what is right below it.

    ids: of all in it but itself. links: inside the book, each target with its place. blocks:
        where the outermost are. works: which of these is the list of works cited, -1 for none.
    """

    place: Place
    words: str
    ids: tuple[str, ...]
    links: tuple[tuple[str, int, int], ...]
    blocks: tuple[Place, ...]
    works: int
    id: str
    own_id: str
    classes: tuple[str, ...]


class SectionSketch(Struct, frozen=True):
    """A section with those below it. explicit: whether its id is the author's."""

    level: int
    explicit: bool
    part: PartSketch
    sections: tuple[SectionSketch, ...]


class Sketch(Struct, frozen=True):
    """A chapter. part: its title, and what is before its first section."""

    name: str
    language: str
    path: str
    role: Role
    status: Status
    directives: tuple[Directive, ...]
    part: PartSketch
    sections: tuple[SectionSketch, ...]


def sketch_of(chapter: Chapter) -> Sketch:
    """Return what is kept of a chapter. Sections must not have been named yet."""
    return Sketch(
        chapter.name,
        chapter.language,
        chapter.position.path,
        chapter.role,
        chapter.status,
        chapter.directives,
        _part(chapter),
        tuple(map(_section, chapter.sections)),
    )


def _section(section: Section) -> SectionSketch:
    below = tuple(map(_section, section.sections))
    return SectionSketch(section.level, section.explicit, _part(section), below)


def _part(part: Chapter | Section) -> PartSketch:
    places = [block.position for block in part.blocks]
    works = (place for place, block in enumerate(part.blocks) if is_works_cited(block))
    links = (link for link in written_links(part) if not is_outside(link.target))
    return PartSketch(
        place=(part.position.line, part.position.column),
        words=plain_text(part.title),
        ids=tuple(name for name, _ in inner_ids(part)),
        links=tuple((link.target, link.position.line, link.position.column) for link in links),
        blocks=tuple((place.line, place.column) for place in places),
        works=next(works, -1),
        id=part.id,
        own_id=part.attributes.id,
        classes=part.attributes.classes,
    )


# And back ----------------------------------------------------------------------------


def drawn(sketch: Sketch) -> Chapter:
    """Return the chapter that a sketch shows; the words of its text are not in it."""
    part, path = sketch.part, sketch.path
    return Chapter(
        name=sketch.name,
        language=sketch.language,
        title=_title(part, path),
        position=Position(path, *part.place),
        blocks=_blocks(part, path),
        sections=tuple(_drawn(section, path) for section in sketch.sections),
        role=sketch.role,
        directives=sketch.directives,
        status=sketch.status,
        id=part.id,
        attributes=Attributes(part.own_id, part.classes),
    )


def _drawn(section: SectionSketch, path: str) -> Section:
    part = section.part
    return Section(
        id=part.id,
        explicit=section.explicit,
        level=section.level,
        title=_title(part, path),
        position=Position(path, *part.place),
        blocks=_blocks(part, path),
        sections=tuple(_drawn(inner, path) for inner in section.sections),
        attributes=Attributes(part.own_id, part.classes),
    )


def _title(part: PartSketch, path: str) -> tuple[Inline, ...]:
    """Return a heading that holds the ids and links of all below it as well."""
    return tuple(_inlines(part, path))


def _inlines(part: PartSketch, path: str) -> Iterator[Inline]:
    if part.words:
        yield Text(part.words)
    yield from (Span((), Attributes(name)) for name in part.ids)
    for target, line, column in part.links:
        yield Link(target, (), Position(path, line, column))


def _blocks(part: PartSketch, path: str) -> tuple[Block, ...]:
    places = (Position(path, line, column) for line, column in part.blocks)
    return tuple(
        Division((), place, _WORKS) if number == part.works else Rule(place)
        for number, place in enumerate(places)
    )
