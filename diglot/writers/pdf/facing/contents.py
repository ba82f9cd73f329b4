"""The contents of both languages → rows that are set level on facing pages.

Goes in: what either edition lists. Comes out: a row for each part, chapter and section, for the
index, and for each figure and table that is listed, with the line that either language has there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from markupsafe import Markup
from msgspec import Struct, field

from diglot.render.beside.contents import BothChapter, BothEntry, BothPart, both_contents
from diglot.render.beside.sides import SideName
from diglot.render.chapters import ContentsPart, ListedItem
from diglot.writers.pdf.facing.order import merged_names

_NAMES: tuple[SideName, SideName] = ("source", "translation")
ListKind = Literal["figures", "tables"]
Kind = Literal["part", "chapter", "section", "list", "item"]


class ContentsLine(Struct, frozen=True):
    """What one language has in a row. level: as the style sheet counts them, from 1.

    chapter, id: where it leads. number: before the title.
    """

    kind: Kind
    title: Markup | str
    level: int = 1
    chapter: str = ""
    id: str = ""
    number: str = ""


class ContentsRow(Struct, frozen=True):
    """A line of either language. is_lead: whether others below belong to it.

    is_heading: whether one of them has to be on its page. is_item: that it is no text, which
    would begin on the grid of lines.
    """

    source: ContentsLine | None
    translation: ContentsLine | None
    is_heading: bool = False
    is_lead: bool = False
    is_item: bool = True


class Listed(Struct, frozen=True, dict=True):
    """What one edition lists. depth: how many levels of titles, from 1 for chapters alone.

    index: the line of its index, if it has one. lists: of figures or tables, the heading and what
    is below it.
    """

    language: str
    parts: Sequence[ContentsPart]
    depth: int
    index: ContentsLine | None = None
    lists: Mapping[ListKind, tuple[str, Sequence[ListedItem]]] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Return the number of each chapter, by its name."""
        return {chapter.name: chapter.number for part in self.parts for chapter in part.chapters}

    @cached_property
    def part_titles(self) -> dict[str, str]:
        """Return the title of the part that each chapter is in."""
        return {chapter.name: part.title for part in self.parts for chapter in part.chapters}


def contents_rows(source: Listed, translation: Listed) -> tuple[ContentsRow, ...]:
    """Return the rows of the contents below their title."""
    sides = (source, translation)
    return tuple(row for row in _rows(sides) if row.source or row.translation)


def _rows(sides: tuple[Listed, Listed]) -> Iterator[ContentsRow]:
    source, translation = sides
    languages = (source.language, translation.language)
    depth = max(source.depth, translation.depth)
    for part in both_contents(source.parts, translation.parts, languages, depth - 1):
        yield ContentsRow(_part(source, part), _part(translation, part), is_heading=True)
        for chapter in part.chapters:
            yield ContentsRow(
                _chapter(source, chapter, chapter.titles["source"]),
                _chapter(translation, chapter, chapter.titles["translation"]),
                is_lead=bool(chapter.entries),
            )
            yield from _sections(sides, chapter.name, chapter.entries, 2)
    yield ContentsRow(source.index, translation.index)
    yield from _lists(sides)


def _part(side: Listed, part: BothPart) -> ContentsLine | None:
    titles = (side.part_titles.get(chapter.name, "") for chapter in part.chapters)
    title = next(filter(None, titles), "")
    return ContentsLine("part", title) if title else None


def _chapter(side: Listed, chapter: BothChapter, title: Markup) -> ContentsLine | None:
    name = chapter.name
    number = side.numbers.get(name, "")
    return ContentsLine("chapter", title, chapter=name, number=number) if title else None


def _sections(
    sides: tuple[Listed, Listed], chapter: str, entries: Sequence[BothEntry], level: int
) -> Iterator[ContentsRow]:
    for entry in entries:
        ours, theirs = (
            ContentsLine("section", title, level, chapter, entry.id)
            if title and level <= side.depth
            else None
            for side, title in zip(sides, map(entry.titles.get, _NAMES), strict=True)
        )
        yield ContentsRow(ours, theirs)
        yield from _sections(sides, chapter, entry.entries, level + 1)


def _lists(sides: tuple[Listed, Listed]) -> Iterator[ContentsRow]:
    """Yield the lists of figures and of tables; counterparts have the same id."""
    for kind in dict.fromkeys(kind for side in sides for kind in side.lists):
        one, other = (side.lists.get(kind, ("", ())) for side in sides)
        heading, counterpart = (
            ContentsLine("list", words) if words else None for words, _ in (one, other)
        )
        yield ContentsRow(heading, counterpart, is_heading=True)
        ours, theirs = (
            {(i.chapter, i.id): ContentsLine("item", i.title, 2, i.chapter, i.id) for i in items}
            for _, items in (one, other)
        )
        for place in merged_names(list(ours), list(theirs)):
            yield ContentsRow(ours.get(place), theirs.get(place))
