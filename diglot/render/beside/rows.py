"""A pair of chapters → its rows, as parts of the model: what is set beside what.

`bitext` says which parts are counterparts; here divisions become whole again, and each part gets
its number in the chapter, by which other pages find it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from diglot.bitext import ChapterPair, Side, side_by_side
from diglot.core.model import Block, Chapter, Division, ListBlock, Section
from diglot.core.walk import is_works_cited, walk_blocks

_ITEMS_FROM = 2  # a list of so many items is shown item by item


class Place(Struct, frozen=True):
    """Where a block is in its chapter.

    number: of the outermost block around it, from 1, without the list of works cited.
    outermost: that block. around: the sections that it is in, from the outside.
    """

    number: int
    outermost: Block
    around: tuple[Section, ...]


class Places:
    """The blocks of a chapter, or of none, and where they are."""

    def __init__(self, chapter: Chapter | None) -> None:
        self._places: dict[int, Place] = {}
        self._around: dict[int, tuple[Section, ...]] = {}
        self._numbers = 0
        self.works_cited: Division | None = None
        if chapter:
            self._add(chapter, ())

    def _add(self, part: Chapter | Section, around: tuple[Section, ...]) -> None:
        for block in part.blocks:
            if is_works_cited(block) and isinstance(block, Division):
                self.works_cited = block
                continue
            self._numbers += 1
            place = Place(self._numbers, block, around)
            self._places |= {id(inner): place for inner in walk_blocks((block,))}
        for section in part.sections:
            inside = (*around, section)
            self._around[id(section)] = inside
            self._add(section, inside)

    def sections_to(self, section: Section) -> tuple[Section, ...]:
        """Return the sections that one is in, from the outside, and itself."""
        return self._around[id(section)]

    def of(self, block: Block) -> Place | None:
        """Return where a block is; None for an item of a list that has nothing in it."""
        place = self._places.get(id(block))
        if place is None and isinstance(block, ListBlock):  # one item, made to be shown alone
            place = next((self._places.get(id(b)) for item in block.items for b in item), None)
        return place

    def whole(self, block: Block) -> Block:
        """Return the division that a block is in, or the list that it is an item of."""
        place = self.of(block)
        return place.outermost if place else block

    def is_torn(self, block: Block) -> bool:
        """Tell whether a block is only a part of a division."""
        whole = self.whole(block)
        return whole is not block and isinstance(whole, Division)


class Titles(Struct, frozen=True):
    """A row of the chapters themselves, or of sections: None on the side that has none."""

    source: Chapter | Section | None
    translation: Chapter | Section | None


class Blocks(Struct, frozen=True):
    """A row of blocks, mostly one on each side; none where there is no counterpart."""

    source: tuple[Block, ...]
    translation: tuple[Block, ...]


def rows_of(pair: ChapterPair, ours: Places, theirs: Places) -> Iterator[Titles | Blocks]:
    """Yield the rows of a chapter in the order of the source, divisions whole.

    ours, theirs: where the blocks of either chapter are.
    """
    run: list[tuple[Block | None, Block | None]] = []
    shown: set[int] = set()
    for one, other in side_by_side(pair, _ITEMS_FROM):
        if isinstance(one or other, Chapter | Section):
            yield from _whole(run, ours, theirs, shown)
            run = []
            yield Titles(_title(one), _title(other))
        else:
            run.append((_block(one), _block(other)))
    yield from _whole(run, ours, theirs, shown)


def _title(side: Side) -> Chapter | Section | None:
    return side if isinstance(side, Chapter | Section) else None


def _block(side: Side) -> Block | None:
    return None if isinstance(side, Chapter | Section) else side


def _whole(
    run: list[tuple[Block | None, Block | None]], ours: Places, theirs: Places, shown: set[int]
) -> Iterator[Blocks]:
    """Yield the rows below a heading; those that hold parts of one division become one row.

    shown: what of it has been shown as a whole, by identity; it is added to.
    """
    ends = list(range(len(run)))
    for side, places in ((0, ours), (1, theirs)):
        torn = {
            row: id(places.whole(block))
            for row, both in enumerate(run)
            if (block := both[side]) is not None and places.is_torn(block)
        }
        last = {whole: row for row, whole in torn.items()}
        for row, whole in torn.items():
            ends[row] = max(ends[row], last[whole])
    row = 0
    while row < len(run):
        end, reached = row, row
        while reached <= end:
            end = max(end, ends[reached])
            reached += 1
        found = run[row : end + 1]
        source = tuple(_shown([one for one, _ in found], ours, shown))
        translation = tuple(_shown([other for _, other in found], theirs, shown))
        if source or translation:
            yield Blocks(source, translation)
        row = end + 1


def _shown(blocks: list[Block | None], places: Places, shown: set[int]) -> Iterator[Block]:
    """Yield what one side of a row shows: a single item as it is, else what is outermost."""
    for block in (block for block in blocks if block is not None):
        whole = places.whole(block)
        if id(whole) in shown:
            continue
        if len(blocks) == 1 and not places.is_torn(block):
            yield block
        else:
            shown.add(id(whole))
            yield whole
