"""A section and its translation, block by block: what the rules of B, R and T look at.

Goes in: a pair of chapters with its aligned sections. Comes out: for every pair of
sections the aligned blocks on all levels, and the passages of text that belong together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from diglot.bitext.blocks.joining import OPENING, align_parts
from diglot.bitext.blocks.pairs import Blocks, UnitPair, align_blocks
from diglot.bitext.blocks.passages import Passage, PassageKind, passage
from diglot.bitext.blocks.translators_notes import without_translators_notes
from diglot.bitext.blocks.units import (
    Unit,
    entry_units,
    is_foreign_section,
    item_units,
    units,
)
from diglot.bitext.sections.paired import Paired
from diglot.bitext.untranslated import is_untranslated
from diglot.core.model import (
    Block,
    Chapter,
    CodeBlock,
    DefinitionList,
    Figure,
    Heading,
    Image,
    Inline,
    LineBreak,
    ListBlock,
    Note,
    Paragraph,
    Position,
    Quote,
    Row,
    Section,
    Table,
    Verse,
)
from diglot.core.walk import inline_lines, plain_text, walk_blocks, walk_inlines

Captioned = Figure | Table | CodeBlock
Container = Literal["section", "list", "definitions", "item", "entry", "quotation", "cell", "note"]
# Lists in lists deeper than this are not compared; no reader could follow them either.
_DEEPEST = 20


class Level(Struct, frozen=True):
    """The blocks directly inside one container, aligned."""

    container: Container
    source: Position
    translation: Position
    blocks: Blocks


class PassagePair(Struct, frozen=True):
    """A passage and its translation; `loose` where one of them has been split."""

    source: Passage
    translation: Passage
    loose: bool = False


class PartPair(Struct, frozen=True):
    """A heading or an outermost block, with its counterpart or None, and all inlines inside."""

    source: tuple[Inline, ...]
    translation: tuple[Inline, ...]
    source_position: Position | None
    translation_position: Position | None
    passages: tuple[PassagePair, ...] = ()

    @property
    def is_pair(self) -> bool:
        """Tell whether both languages have it."""
        return self.source_position is not None and self.translation_position is not None


class Compared(Struct, frozen=True):
    """A section, or what is before a chapter's first one, and its translation."""

    source: Section | Chapter
    translation: Section | Chapter
    source_language: str
    language: str
    levels: tuple[Level, ...]
    parts: tuple[PartPair, ...]


def compare_sections(chapter: Paired, ratio: float) -> Iterator[Compared]:
    """Yield the pairs of sections of a chapter, its opening first.

    ratio: how long the translation of one character usually is.
    """
    yield _compare(chapter, chapter.chapter, chapter.translated, OPENING, OPENING, ratio)
    for i, j in sorted(chapter.counterparts.items()):
        ours, theirs = chapter.source.sections[i], chapter.translation.sections[j]
        if is_untranslated(theirs):
            continue  # a skeleton: that is one finding, of freshness
        yield _compare(chapter, ours, theirs, i, j, ratio)


def _compare(
    chapter: Paired,
    ours: Section | Chapter,
    theirs: Section | Chapter,
    i: int,
    j: int,
    ratio: float,
) -> Compared:
    languages = chapter.chapter.language, chapter.translated.language
    blocks = align_parts(chapter, i, j, ratio, whole_lists=True).blocks
    work = _Work(*languages, ratio)
    title = work.title(ours, theirs)
    work.levels.append(Level("section", ours.position, theirs.position, blocks))
    parts = [title, *(work.part(pair) for pair in blocks.pairs)]
    parts += (_alone(unit, is_source=True) for _, unit in blocks.missing)
    parts += (_alone(unit, is_source=False) for _, unit in blocks.extra)
    return Compared(ours, theirs, *languages, tuple(work.levels), tuple(parts))


def note_unit(note: Note) -> Unit:
    """Return what a note says, as a unit."""
    return Unit("paragraph", note.blocks, note.position)


def _alone(unit: Unit, *, is_source: bool) -> PartPair:
    inlines = all_inlines(unit)
    if is_source:
        return PartPair(inlines, (), unit.position, None)
    return PartPair((), inlines, None, unit.position)


def all_inlines(unit: Unit) -> tuple[Inline, ...]:
    """Return every inline inside a unit, notes' included, in reading order."""
    found = list(walk_inlines(unit.term))
    for block in walk_blocks(unit.blocks):
        for line in inline_lines(block):
            found.extend(walk_inlines(line))
    return tuple(found)


class _Work(Struct):
    """The way down one pair of sections, which collects levels and passages."""

    source_language: str
    language: str
    ratio: float
    levels: list[Level] = field(default_factory=list)
    passages: list[PassagePair] = field(default_factory=list)
    columns: tuple[str, str] = ("", "")

    def title(self, ours: Section | Chapter, theirs: Section | Chapter) -> PartPair:
        lines = [(ours.title, theirs.title)]
        if isinstance(ours, Chapter) and isinstance(theirs, Chapter):
            lines.append((ours.subtitle, theirs.subtitle))
        for one, other in lines if _has_title(theirs) else ():
            foreign = is_foreign_section(ours, self.source_language) or is_foreign_section(
                theirs, self.language
            )
            self._add("heading", one, ours.position, other, theirs.position, foreign, False)
        return PartPair(
            tuple(walk_inlines(tuple(inline for line, _ in lines for inline in line))),
            tuple(walk_inlines(tuple(inline for _, line in lines for inline in line))),
            ours.position,
            theirs.position,
            self._taken(),
        )

    def part(self, pair: UnitPair) -> PartPair:
        before = len(self.levels)
        self._pair(pair, 0, "paragraph")
        ours = all_inlines(pair.source)
        theirs = without_translators_notes(all_inlines(pair.translation))
        self._notes(ours, theirs)
        ours, theirs = self._without_alone(before, pair, ours, theirs)
        return PartPair(
            ours, theirs, pair.source.position, pair.translation.position, self._taken()
        )

    def _without_alone(
        self, before: int, pair: UnitPair, ours: tuple[Inline, ...], theirs: tuple[Inline, ...]
    ) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
        """Return inlines without those in items that one side lacks: they are one finding.

        before: how many levels there were before this pair.
        """
        if are_other_tables(pair):
            return (), ()
        blocks = [level.blocks for level in self.levels[before:]]
        alone = {
            id(inline)
            for units in blocks
            for _, unit in units.missing + units.extra
            for inline in all_inlines(unit)
        }
        sides = [[i for i in inlines if isinstance(i, Note)] for inlines in (ours, theirs)]
        if len(sides[0]) != len(sides[1]):
            notes = (note_unit(note) for side in sides for note in side)
            alone |= {id(inline) for unit in notes for inline in all_inlines(unit)}
        if not alone:
            return ours, theirs
        kept = (tuple(i for i in inlines if id(i) not in alone) for inlines in (ours, theirs))
        return next(kept), next(kept)

    def _taken(self) -> tuple[PassagePair, ...]:
        taken, self.passages = tuple(self.passages), []
        return taken

    def _add(
        self,
        kind: PassageKind,
        one: tuple[Inline, ...],
        one_position: Position,
        other: tuple[Inline, ...],
        other_position: Position,
        foreign: bool,
        loose: bool,
    ) -> None:
        if one and other:
            ours, theirs = (
                passage(kind, words, position, language, foreign=foreign, context=column)
                for words, position, language, column in (
                    (one, one_position, self.source_language, self.columns[0]),
                    (other, other_position, self.language, self.columns[1]),
                )
            )
            self.passages.append(PassagePair(ours, theirs, loose))

    def _pair(self, pair: UnitPair, depth: int, kind: PassageKind) -> None:
        ours, theirs = pair.source, pair.translation
        if depth > _DEEPEST:
            return
        if ours.kind in {"item", "entry"}:
            foreign = ours.foreign or theirs.foreign
            self._add(
                "item", ours.term, ours.position, theirs.term, theirs.position, foreign, pair.loose
            )
            inner = units(ours.blocks, self.source_language, foreign=foreign)
            others = units(theirs.blocks, self.language, foreign=foreign)
            container: Container = "item" if ours.kind == "item" else "entry"
            self._level(container, pair, inner, others, depth, "item")
        else:
            self._blocks(pair, depth, kind)

    def _blocks(self, pair: UnitPair, depth: int, kind: PassageKind) -> None:
        foreign = pair.source.foreign or pair.translation.foreign
        here = pair.source.position, pair.translation.position
        match pair.source.blocks[0], pair.translation.blocks[0]:
            case (Paragraph() as one, Paragraph() as other):
                self._add(kind, one.inlines, here[0], other.inlines, here[1], foreign, pair.loose)
                self._alts(one, other, foreign)
            case (Heading() as one, Heading() as other):
                self._add("heading", one.inlines, here[0], other.inlines, here[1], foreign, False)
            case (ListBlock() as one, ListBlock() as other):
                items = item_units(one, foreign), item_units(other, foreign)
                self._level("list", pair, *items, depth, "item")
            case (DefinitionList() as one, DefinitionList() as other):
                entries = entry_units(one, foreign), entry_units(other, foreign)
                self._level("definitions", pair, *entries, depth, "item")
            case (Quote() as one, Quote() as other):
                inner = units(one.blocks, self.source_language, foreign=foreign)
                others = units(other.blocks, self.language, foreign=foreign)
                self._level("quotation", pair, inner, others, depth, "paragraph")
            case (Figure() as one, Figure() as other):
                self._caption(one, other, foreign)
                for ours, theirs in zip(one.blocks, other.blocks, strict=False):
                    if isinstance(ours, Paragraph) and isinstance(theirs, Paragraph):
                        self._alts(ours, theirs, foreign)
            case (Table() as one, Table() as other):
                self._caption(one, other, foreign)
                self._cells(one, other, foreign, depth)
            case (CodeBlock() as one, CodeBlock() as other) if one.caption and other.caption:
                self._caption(one, other, foreign)
            case (Verse() as one, Verse() as other):
                self._add("verse", _joined(one), here[0], _joined(other), here[1], foreign, True)

    def _level(
        self,
        container: Container,
        pair: UnitPair,
        ours: tuple[Unit, ...],
        theirs: tuple[Unit, ...],
        depth: int,
        kind: PassageKind,
    ) -> None:
        blocks = align_blocks(ours, theirs, self.ratio)
        here = pair.source.position, pair.translation.position
        self.levels.append(Level(container, *here, blocks))
        for inner in blocks.pairs:
            self._pair(inner, depth + 1, kind)

    def _caption(self, one: Captioned, other: Captioned, foreign: bool) -> None:
        here = one.position, other.position
        self._add("caption", one.caption, here[0], other.caption, here[1], foreign, False)

    def _alts(self, one: Paragraph, other: Paragraph, foreign: bool) -> None:
        ours = [inline for inline in walk_inlines(one.inlines) if isinstance(inline, Image)]
        theirs = [inline for inline in walk_inlines(other.inlines) if isinstance(inline, Image)]
        if len(ours) != len(theirs):
            return
        for a, b in zip(ours, theirs, strict=True):
            if a.alt and b.alt:
                mine = Passage("alt", a.position, a.alt, a.alt, a.alt, foreign)
                his = Passage("alt", b.position, b.alt, b.alt, b.alt, foreign)
                self.passages.append(PassagePair(mine, his))

    def _cells(self, one: Table, other: Table, foreign: bool, depth: int) -> None:
        if table_shape(one) != table_shape(other):
            return
        heads = list(zip(_column_heads(one), _column_heads(other), strict=False))
        for ours, theirs in zip(_rows(one), _rows(other), strict=False):
            for place, (a, b) in enumerate(zip(ours, theirs, strict=False)):
                if a.blocks and b.blocks:
                    self.columns = heads[place] if place < len(heads) else ("", "")
                    self._inside("cell", a.blocks, b.blocks, foreign, depth, "cell")
        self.columns = "", ""

    def _inside(
        self,
        container: Container,
        ours: tuple[Block, ...],
        theirs: tuple[Block, ...],
        foreign: bool,
        depth: int,
        kind: PassageKind,
    ) -> None:
        inner = units(ours, self.source_language, foreign=foreign)
        others = units(theirs, self.language, foreign=foreign)
        if inner and others:
            cell = UnitPair(
                Unit("item", ours, inner[0].position), Unit("item", theirs, others[0].position)
            )
            self._level(container, cell, inner, others, depth, kind)

    def _notes(self, ours: tuple[Inline, ...], theirs: tuple[Inline, ...]) -> None:
        """Compare the notes of two blocks, where they have as many."""
        mine = [inline for inline in ours if isinstance(inline, Note)]
        his = [inline for inline in theirs if isinstance(inline, Note)]
        if len(mine) == len(his):
            for a, b in zip(mine, his, strict=True):
                self._inside("note", a.blocks, b.blocks, False, 0, "paragraph")


def _has_title(part: Section | Chapter) -> bool:
    """Tell whether a part has a heading; a chapter that lost its title is called by its file."""
    return isinstance(part, Section) or plain_text(part.title) != part.name


def are_other_tables(pair: UnitPair) -> bool:
    """Tell whether a pair are tables of other shapes, whose cells are not compared."""
    match pair.source.blocks[:1], pair.translation.blocks[:1]:
        case ((Table() as one,), (Table() as other,)):
            return table_shape(one) != table_shape(other)
    return False


def table_shape(table: Table) -> tuple[int, int]:
    """Return how many rows and columns a table has, its head and foot among them."""
    return len(_rows(table)), len(table.columns)


def _column_heads(table: Table) -> list[str]:
    """Return the words over each column."""
    cells = table.head[0] if table.head else ()
    return [
        " ".join(plain_text(line) for block in cell.blocks for line in inline_lines(block))
        for cell in cells
    ]


def _rows(table: Table) -> tuple[Row, ...]:
    return table.head + table.body + table.foot


def _joined(verse: Verse) -> tuple[Inline, ...]:
    """Return the words of verse as one line, a break where a line ended."""
    lines = ((LineBreak(), *line) if place else line for place, line in enumerate(verse.lines))
    return tuple(inline for line in lines for inline in line)
