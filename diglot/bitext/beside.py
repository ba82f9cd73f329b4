"""A chapter in two languages, row by row: what is shown beside what.

Goes in: a pair of chapters, one of which may be None. Comes out: rows in reading order, by the
same alignment that the rules look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest

from msgspec.structs import replace

from diglot.bitext.blocks.joining import OPENING, AlignedParts, align_parts
from diglot.bitext.blocks.pairs import Blocks, UnitPair, align_blocks
from diglot.bitext.blocks.units import Unit, entry_units, item_units
from diglot.bitext.sections.align import usual_ratio
from diglot.bitext.sections.eyes import ChapterPair
from diglot.bitext.sections.paired import Paired, paired
from diglot.core.model import Block, Chapter, DefinitionList, Division, ListBlock, Section
from diglot.core.walk import is_works_cited

Side = Chapter | Section | Block | None
Row = tuple[Side, Side]
Titled = Chapter | Section | None
_LONG_LIST = 8  # items: what is longer is shown item by item


def side_by_side(
    pair: ChapterPair, items_from: int = _LONG_LIST, *, by_entry: bool = False
) -> Iterator[Row]:
    """Yield a title, a heading or a block beside its counterpart; None where there is none.

    The order is that of the source. A chapter or section stands for its title or heading.
    What lacks a counterpart on both sides at one place is one row. A division is
    shown whole where the other language has one with the same blocks inside, else its blocks
    are shown one by one, and so are the items of a list of at least so many: each is a list of
    its own then. by_entry: whether lists of definitions are shown so, too.
    """
    both = paired(pair)
    if both is None:
        yield pair.source, pair.translation
        yield from _one_sided(pair.source, pair.translation)
        for sections in pair.sections:
            yield sections.source, sections.translation
            yield from _one_sided(sections.source, sections.translation)
    else:
        yield from _itemized(_two_sided(pair, both), both, items_from, by_entry)


def _one_sided(source: Titled, translation: Titled) -> Iterator[Row]:
    for block in _shown(source):
        yield block, None
    for block in _shown(translation):
        yield None, block


def _shown(part: Titled) -> tuple[Block, ...]:
    """Return what an author wrote; the list of works cited is made by the build."""
    return tuple(block for block in part.blocks if not is_works_cited(block)) if part else ()


def _two_sided(pair: ChapterPair, both: Paired) -> Iterator[Row]:
    ratio = usual_ratio(both.chapter.language, both.translated.language)
    numbers = {id(section): number for number, section in enumerate(both.source.sections)}
    theirs = {id(section): number for number, section in enumerate(both.translation.sections)}
    shown: set[int] = set()
    yield pair.source, pair.translation
    opening = align_parts(both, OPENING, OPENING, ratio)
    yield from _rows(opening, both.chapter, both.translated, shown)
    for sections in pair.sections:
        source, translation = sections.source, sections.translation
        if {id(source), id(translation)} & shown:
            continue
        yield source, translation
        if source is None or translation is None:
            yield from _one_sided(source, translation)
        else:
            parts = align_parts(both, numbers[id(source)], theirs[id(translation)], ratio)
            yield from _rows(parts, source, translation, shown)


def _rows(
    parts: AlignedParts,
    source: Chapter | Section,
    translation: Chapter | Section,
    shown: set[int],
) -> Iterator[Row]:
    """Yield the rows of two parts; the heading that one side lost comes before its blocks.

    shown: the sections whose headings have been shown; one of these may be added.
    """
    ours = _Wholes((source, parts.lost))
    theirs = _Wholes((translation, parts.added))
    rows = _units_beside(parts.blocks)
    whole = _pairs_of_divisions(rows, ours, theirs)
    waiting: list[Row] = []
    if parts.lost is not None or parts.added is not None:
        shown |= {id(parts.lost or parts.added)}
        waiting.append((parts.lost, parts.added))
    done: set[tuple[int, int]] = set()
    for one, other in rows:
        if waiting and (ours.is_late(one) or theirs.is_late(other)):
            yield waiting.pop()
        both = id(ours.of(one)), id(theirs.of(other))
        row = whole.get(both) or (_block(one), _block(other))
        if both not in done:
            yield row
        done |= {both} & whole.keys()
    yield from waiting


def _itemized(rows: Iterable[Row], both: Paired, items_from: int, by_entry: bool) -> Iterator[Row]:
    """Yield rows, and two long lists item by item."""
    ratio = usual_ratio(both.chapter.language, both.translated.language)
    for one, other in rows:
        match one, other:
            case ListBlock(), ListBlock() if max(len(one.items), len(other.items)) >= items_from:
                yield from _parts_beside(_items(one), _items(other), ratio)
            case DefinitionList(), DefinitionList() if by_entry:
                yield from _parts_beside(_entries(one), _entries(other), ratio)
            case _:
                yield one, other


_Parts = Sequence[tuple[Unit, Block]]


def _parts_beside(ours: _Parts, theirs: _Parts, ratio: float) -> Iterator[Row]:
    mine, his = ({id(unit): item for unit, item in side} for side in (ours, theirs))
    blocks = align_blocks([unit for unit, _ in ours], [unit for unit, _ in theirs], ratio)
    for first, second in _units_beside(blocks):
        yield mine.get(id(first)), his.get(id(second))


def _items(block: ListBlock) -> list[tuple[Unit, ListBlock]]:
    """Return the items of a list, each as a unit and as a list of one item."""
    return [
        (unit, replace(block, items=(item,), position=unit.position, start=block.start + place))
        for place, (unit, item) in enumerate(
            zip(item_units(block, foreign=False), block.items, strict=True)
        )
    ]


def _entries(block: DefinitionList) -> list[tuple[Unit, DefinitionList]]:
    """Return the entries of a list, each as a unit and as a list of one entry."""
    units = entry_units(block, foreign=False)
    # A term is in the line above what it means.
    starts = [replace(unit.position, line=unit.position.line - 1) for unit in units]
    places = [block.position, *starts[1:]]
    return [
        (unit, DefinitionList((entry,), place))
        for unit, entry, place in zip(units, block.entries, places, strict=True)
    ]


def _block(unit: Unit | None) -> Block | None:
    return unit.blocks[0] if unit else None


class _Wholes:
    """The outermost blocks of a part, and of the section that goes on in it."""

    def __init__(self, parts: tuple[Chapter | Section, Section | None]) -> None:
        part, following = parts
        self._outer: dict[int, Block] = {}
        self._late: set[int] = set()
        for block in part.blocks:
            self._outer |= dict.fromkeys(_inside(block), block)
        for block in following.blocks if following else ():
            inside = dict.fromkeys(_inside(block), block)
            self._outer |= inside
            self._late |= inside.keys()

    def of(self, unit: Unit | None) -> Block | None:
        """Return the outermost block around a unit; None where it has none, or is no unit."""
        return self._outer.get(id(unit.blocks[0])) if unit else None

    def is_late(self, unit: Unit | None) -> bool:
        """Tell whether a unit belongs to the section that goes on here."""
        return unit is not None and id(unit.blocks[0]) in self._late


def _inside(block: Block) -> Iterator[int]:
    """Yield the identities of the units in a block: its own, or those in a division."""
    if isinstance(block, Division):
        yield from chain.from_iterable(map(_inside, block.blocks))
    else:
        yield id(block)


def _pairs_of_divisions(
    rows: Sequence[tuple[Unit | None, Unit | None]], ours: _Wholes, theirs: _Wholes
) -> Mapping[tuple[int, int], Row]:
    """Return the divisions whose units pair with one another's only, by their identities."""
    partners: dict[int, set[int]] = {}
    backwards: dict[int, set[int]] = {}
    found: dict[tuple[int, int], Row] = {}
    for one, other in rows:
        left, right = ours.of(one), theirs.of(other)
        partners.setdefault(id(left), set()).add(id(right))
        backwards.setdefault(id(right), set()).add(id(left))
        if isinstance(left, Division) and isinstance(right, Division):
            found[id(left), id(right)] = left, right
    return {
        (left, right): row
        for (left, right), row in found.items()
        if partners[left] == {right} and backwards[right] == {left}
    }


def _units_beside(blocks: Blocks) -> list[tuple[Unit | None, Unit | None]]:
    """Return units beside their counterparts, with what is left over at its place."""
    missing, extra = _by_place(blocks.missing), _by_place((*blocks.extra, *blocks.own))
    found: list[tuple[Unit | None, Unit | None]] = []
    for place in range(len(blocks.pairs) + 1):
        found += zip_longest(missing.get(place, ()), extra.get(place, ()))
        found += map(_both, blocks.pairs[place : place + 1])
    return found


def _both(pair: UnitPair) -> tuple[Unit, Unit]:
    return pair.source, pair.translation


def _by_place(alone: Sequence[tuple[int, Unit]]) -> dict[int, list[Unit]]:
    found: dict[int, list[Unit]] = {}
    for place, unit in sorted(alone, key=lambda one: (one[0], one[1].position.line)):
        found.setdefault(place, []).append(unit)
    return found
