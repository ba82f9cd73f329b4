"""A pair of chapters → rows of markup, one language beside the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, get_args

from markupsafe import Markup
from msgspec import Struct

from diglot.bitext import ChapterPair
from diglot.bitext.untranslated import NOTICE
from diglot.core.model import Asset, Chapter, Division, ListBlock, Position, Section
from diglot.core.walk import pictures_of
from diglot.render.apparatus.kept import Grounds, kept_markup
from diglot.render.beside.rows import Blocks, Places, Titles, rows_of
from diglot.render.beside.sides import EMPTY, Cell, SideName, SideRenderer
from diglot.render.chapters import RenderedChapter

RowKind = Literal["heading", "block", "item", "works-cited"]
_PIECES = 6  # of which a row is made


class BesideRow(Struct, frozen=True):
    """What is beside what. rank: of a heading, from 2; 0 for others."""

    kind: RowKind
    rank: int
    source: Cell
    translation: Cell


class BesideChapter(Struct, frozen=True):
    """A chapter in two languages.

    name: that of either. source, translation: what is at the head of each, and its notes; None
        where a language has no such chapter. notices: by side, what is said of one that is not
        there, or not translated yet. rows: what is below, works cited included.
    assets: the pictures of each side.
    """

    name: str
    source: RenderedChapter | None
    translation: RenderedChapter | None
    notices: Mapping[SideName, str]
    rows: tuple[BesideRow, ...]
    assets: tuple[tuple[Asset, ...], tuple[Asset, ...]]


class BesideRenderer:
    """Renders pairs of chapters. Raises ChaptersError as `Renderer.chapter` does."""

    def __init__(self, source: SideRenderer, translation: SideRenderer) -> None:
        self.source = source
        self.translation = translation

    def chapter(self, pair: ChapterPair) -> BesideChapter:
        """Return a chapter in both languages, or in the one that has it."""
        one, other = pair.source, pair.translation
        return BesideChapter(
            name=next(chapter.name for chapter in (one, other) if chapter),
            source=self.source.head(one) if one else None,
            translation=self.translation.head(other) if other else None,
            notices=dict(self._notices(pair)),
            rows=self._kept_rows(pair),
            assets=(pictures_of(one) if one else (), pictures_of(other) if other else ()),
        )

    def _notices(self, pair: ChapterPair) -> Iterator[tuple[SideName, str]]:
        chapter = pair.translation
        if chapter is None or (chapter.status == "untranslated" and not _is_said(chapter)):
            words = self.translation.locale.gettext("This chapter has not been translated yet.")
            yield "translation", words
        if pair.source is None:
            words = self.source.locale.gettext("Only the other language has this chapter.")
            yield "source", words

    def grounds(self, pair: ChapterPair) -> Grounds:
        """Return all that the markup of a pair is made of."""
        chapters = ((pair.source, self.source), (pair.translation, self.translation))
        sides = [(c, side.renderer.index) for c, side in chapters if c]
        places = [side.renderer.target.place for _, side in chapters]
        return Grounds(sides, f"{places} {list(_paired(pair))}" if all(places) else "")

    def _kept_rows(self, pair: ChapterPair) -> tuple[BesideRow, ...]:
        """Return the rows of a pair, made now if they were not kept."""
        pieces = kept_markup(self.grounds(pair), _PIECES, lambda: tuple(_flat(self._rows(pair))))
        return tuple(_rows_from(pieces))

    def _rows(self, pair: ChapterPair) -> Iterator[BesideRow]:
        ours, theirs = Places(pair.source), Places(pair.translation)
        for row in rows_of(pair, ours, theirs):
            sides = (
                (self.source, pair.source, row.source, ours),
                (self.translation, pair.translation, row.translation, theirs),
            )
            cells = [_cell(*side) for side in sides]
            match row:
                case Titles(source=Section() as section):
                    yield BesideRow("heading", len(ours.sections_to(section)) + 1, *cells)
                case Titles(translation=Section() as section):
                    yield BesideRow("heading", len(theirs.sections_to(section)) + 1, *cells)
                case Blocks():
                    yield BesideRow("item" if _is_item(row, ours, theirs) else "block", 0, *cells)
        cited = [
            side.works_cited(chapter, places) if chapter else EMPTY
            for side, chapter, places in (
                (self.source, pair.source, ours),
                (self.translation, pair.translation, theirs),
            )
        ]
        if any(cell.content for cell in cited):
            yield BesideRow("works-cited", 0, *cited)


def _paired(pair: ChapterPair) -> Iterator[tuple[Position | None, ...]]:
    """Yield the places of the sections that are counterparts."""
    for both in pair.sections:
        parts = (both.source, both.translation, both.rival)
        yield tuple(part.position if part else None for part in parts)


def _flat(rows: Iterable[BesideRow]) -> Iterator[Markup]:
    """Yield rows as pieces of markup."""
    for row in rows:
        yield from (Markup(row.kind), Markup(str(row.rank)))
        for cell in (row.source, row.translation):
            yield from (cell.content, Markup(cell.id))


def _rows_from(pieces: Sequence[Markup]) -> Iterator[BesideRow]:
    kinds: dict[str, RowKind] = {kind: kind for kind in get_args(RowKind)}
    for start in range(0, len(pieces), _PIECES):
        kind, rank, *cells = pieces[start : start + _PIECES]
        ours, theirs = Cell(cells[0], str(cells[1])), Cell(cells[2], str(cells[3]))
        yield BesideRow(kinds[kind], int(rank), ours, theirs)


def _cell(side: SideRenderer, chapter: Chapter | None, part: object, places: Places) -> Cell:
    match part:
        case Section() if chapter:
            return side.heading(chapter, part, places)
        case tuple() if part and chapter:
            return side.blocks(chapter, part, places)
    return EMPTY


def _is_said(chapter: Chapter) -> bool:
    """Tell whether a chapter itself begins with a notice of how far it is."""
    match chapter.blocks:
        case (Division(attributes=attributes), *_):
            return NOTICE in attributes.classes
    return False


def _is_item(row: Blocks, ours: Places, theirs: Places) -> bool:
    """Tell whether a row is an item of a list."""
    for blocks, places in ((row.source, ours), (row.translation, theirs)):
        match blocks:
            case (ListBlock() as block,):
                whole = places.whole(block)
                return whole is not block and isinstance(whole, ListBlock)
    return False


def pairs_by_name(pairs: Sequence[ChapterPair]) -> dict[str, ChapterPair]:
    """Return pairs by the names of their chapters; two strangers of one name share a page."""
    found: dict[str, ChapterPair] = {}
    for pair in pairs:
        name = next(chapter.name for chapter in (pair.source, pair.translation) if chapter)
        old = found.get(name)
        found[name] = pair if old is None else _joined(old, pair)
    return found


def _joined(one: ChapterPair, other: ChapterPair) -> ChapterPair:
    return ChapterPair(
        one.source or other.source,
        one.translation or other.translation,
        (*one.sections, *other.sections),
    )
