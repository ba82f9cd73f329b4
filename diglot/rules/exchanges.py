"""Rule B212: what is exchanged inside a block: items of a list, cells of a table, pictures.

Each value of the source is there, so nothing is missing, but in another item or cell. Told by
what a translation keeps: numbers, code and the targets of links. Goes in: a section and its
translation. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, permutations

from msgspec import Struct

from diglot.bitext.blocks.pairs import UnitPair
from diglot.bitext.section_pairs import Compared, Level, all_inlines, table_shape
from diglot.core.findings import Finding
from diglot.core.model import (
    Block,
    Cell,
    Code,
    Image,
    Inline,
    Link,
    Paragraph,
    Position,
    Row,
    Table,
    Text,
)
from diglot.core.walk import inline_lines, walk_blocks, walk_inlines
from diglot.core.wording import quoted
from diglot.rules.numbers import Wanted, are_all_there, values_in, wanted

_LETTER = re.compile(r"[^\W\d_]")
_ALIKE = str.maketrans("−–—־", "----", " \u00a0\u202f,")
_MOST_CELLS = 1500  # of larger tables each cell would be looked for in too many
_MOST_CROSSED = 100  # cells: each is held against each
_FEWEST_CELLS = 2  # one alone may only be said otherwise


class _Kept(Struct, frozen=True):
    """What a translation keeps of some words.

    signs: the words themselves where they are none, only figures and signs, else "".
    """

    text: str
    signs: str
    tokens: frozenset[str]

    @property
    def numbers(self) -> tuple[Wanted, ...]:
        """Return the numbers that a translation must have."""
        return wanted(self.text)

    def lost_in(self, other: _Kept) -> tuple[list[Wanted], frozenset[str]]:
        """Return the numbers and tokens that another one lacks."""
        numbers = () if are_all_there(self.text, other.text) else self.numbers
        has = values_in(other.text) if numbers else frozenset[float]()
        return [n for n in numbers if n.values.isdisjoint(has)], self.tokens - other.tokens

    def is_whole_in(self, other: _Kept) -> bool:
        """Tell whether another one has all of them, or there are none."""
        return not any(self.lost_in(other))

    def is_gone_from(self, other: _Kept) -> bool:
        """Tell whether there are some, and another one has none of them."""
        numbers, tokens = self.lost_in(other)
        return (
            bool(numbers or tokens) and tokens == self.tokens and len(numbers) == len(self.numbers)
        )


def exchange_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the items, cells and pictures of a section that stand in for one another."""
    for level in compared.levels:
        if level.container == "list":
            yield from _items(level)
        for pair in level.blocks.pairs:
            match pair.source.blocks[:1], pair.translation.blocks[:1]:
                case ((Table() as ours,), (Table() as theirs,)):
                    yield from _cells(ours, theirs)
    yield from _pictures(compared)
    yield from _orders(compared)


# Items ---------------------------------------------------------------------------------


def _items(level: Level) -> Iterator[Finding]:
    pairs = level.blocks.pairs
    ours = [_kept(all_inlines(pair.source)) for pair in pairs]
    theirs = [_kept(all_inlines(pair.translation)) for pair in pairs]
    told: set[int] = set()
    for i, pair in enumerate(pairs):
        if i in told or pair.moved or not ours[i].is_gone_from(theirs[i]):
            continue
        others = (j for j in range(i + 1, len(pairs)) if _are_crossed(ours, theirs, i, j))
        if (j := next(others, None)) is not None:
            told |= {i, j}
            yield _exchanged_items(pair, pairs[j], i, j)


def _are_crossed(ours: Sequence[_Kept], theirs: Sequence[_Kept], i: int, j: int) -> bool:
    """Tell whether two items are each other's, by all that they keep."""
    return (
        ours[j].is_gone_from(theirs[j])
        and ours[i].is_whole_in(theirs[j])
        and ours[j].is_whole_in(theirs[i])
    )


def _exchanged_items(one: UnitPair, other: UnitPair, i: int, j: int) -> Finding:
    return Finding(
        "exchanged",
        one.translation.position,
        f"items {i + 1} and {j + 1} of the list are exchanged",
        f"put the item of line {other.translation.position.line} here, and this one there",
        one.source.position,
    )


Place = tuple[int, int]
"""A cell's row and column, from 0."""
_Cells = Mapping[Place, _Kept]


# Cells ---------------------------------------------------------------------------------


def _cells(ours: Table, theirs: Table) -> Iterator[Finding]:
    """Yield a finding for a table whose values are in other cells, or for each empty cell."""
    if table_shape(ours) != table_shape(theirs):
        return
    grids = [_grid(table) for table in (ours, theirs)]
    both = enumerate(zip(*grids, strict=True))
    same = [(row, len(cells)) for row, (cells, others) in both if len(cells) == len(others)]
    places = [(row, column) for row, columns in same for column in range(columns)]
    kept = [{place: _kept_of(grid[place[0]][place[1]]) for place in places} for grid in grids]
    gone = [
        place
        for place in (places if len(places) <= _MOST_CELLS else ())
        if kept[0][place].is_gone_from(kept[1][place])
    ]
    away = list(_elsewhere(gone, places, *kept))
    if len(away) < _FEWEST_CELLS:
        away = list(_crossed(places if len(places) <= _MOST_CELLS else (), *kept))
    if len(away) >= _FEWEST_CELLS:
        (row, column), (to_row, to_column) = away[0]
        yield Finding(
            "exchanged",
            _position_of(grids[1][to_row]) or theirs.position,
            f"{quoted(kept[0][row, column].text)} is in row {to_row + 1}, column "
            f"{to_column + 1} of the table here, in the source in row {row + 1}, column "
            f"{column + 1}; {len(away)} cells are elsewhere",
            "put each value into the cell of its source",
            ours.position,
        )
        return
    for row, column in places:
        source, translation = kept[0][row, column], grids[1][row][column]
        if source.text and not translation.blocks:
            yield Finding(
                "exchanged",
                _position_of(grids[1][row]) or theirs.position,
                f"the cell in row {row + 1}, column {column + 1} is empty; "
                f"the source has {quoted(source.text)}",
                "translate it",
                _position_of(grids[0][row]) or ours.position,
            )


def _elsewhere(
    gone: Sequence[Place], places: Sequence[Place], ours: _Cells, theirs: _Cells
) -> Iterator[tuple[Place, Place]]:
    """Yield the cells whose values are gone and in one other cell, and which that is."""
    for place in gone:
        there = [o for o in places if o != place and ours[place].is_whole_in(theirs[o])]
        if len(there) == 1:
            yield place, there[0]


def _crossed(
    places: Sequence[Place], ours: _Cells, theirs: _Cells
) -> Iterator[tuple[Place, Place]]:
    """Yield the cells that have each other's values, though more cells may have these, too."""
    changed = [place for place in places if _is_changed(ours[place], theirs[place])]
    for one, other in permutations(changed[:_MOST_CROSSED], 2):
        if _has_lost_to(ours[one], theirs[one], ours[other], theirs[other]) and _has_lost_to(
            ours[other], theirs[other], ours[one], theirs[one]
        ):
            yield one, other


def _is_changed(source: _Kept, translation: _Kept) -> bool:
    """Tell whether a cell lacks a value of its source, or is of figures and signs that differ."""
    if not source.is_whole_in(translation):
        return True
    return bool(source.signs and translation.signs and source.signs != translation.signs)


def _has_lost_to(source: _Kept, translation: _Kept, other: _Kept, there: _Kept) -> bool:
    """Tell whether what a cell has lost is in another one, which had it not.

    other: the source of that one. there: its translation.
    """
    if source.signs and other.signs:
        return source.signs == there.signs != other.signs
    numbers, tokens = source.lost_in(translation)
    return (
        bool(numbers or tokens)
        and tokens <= there.tokens - other.tokens
        and all(n.values & values_in(there.text) for n in numbers)
        and all(n.values.isdisjoint(values_in(other.text)) for n in numbers)
    )


def _grid(table: Table) -> list[Row]:
    return [*table.head, *table.body, *table.foot]


def _position_of(row: Row) -> Position | None:
    """Return where the first words of a row are."""
    blocks: Iterator[Block] = (block for cell in row for block in cell.blocks)
    return next((block.position for block in blocks), None)


def _kept_of(cell: Cell) -> _Kept:
    lines = (line for block in walk_blocks(cell.blocks) for line in inline_lines(block))
    return _kept(tuple(chain.from_iterable(map(walk_inlines, lines))))


def _kept(inlines: Sequence[Inline]) -> _Kept:
    """Return what a translation keeps. inlines: with all that is inside them."""
    words, tokens = [], set()
    for inline in inlines:
        match inline:
            case Text(text=text):
                words.append(text)
            case Code(text=text):
                tokens.add(text)
                words.append(text)
            case Link(target=target) | Image(source=target):
                tokens.add(target)
    text = " ".join("".join(words).split())
    signs = "" if _LETTER.search(text) else text.translate(_ALIKE)
    return _Kept(text, signs, frozenset(tokens))


# Pictures ------------------------------------------------------------------------------


def _pictures(compared: Compared) -> Iterator[Finding]:
    """Yield a finding for each two figures that show each other's picture."""
    found = []
    for part in compared.parts:
        sides = [
            [i.source for i in side if isinstance(i, Image)]
            for side in (part.source, part.translation)
        ]
        if part.is_pair and len(sides[0]) == len(sides[1]) == 1:
            found.append((part, sides[0][0], sides[1][0]))
    for place, (part, source, shown) in enumerate(found):
        for _, other_source, other_shown in found[place + 1 :]:
            if source != shown and (shown, source) == (other_source, other_shown):
                assert part.translation_position
                yield Finding(
                    "exchanged",
                    part.translation_position,
                    f"the picture here is {quoted(shown)}, in the source {quoted(source)}, "
                    "which is further on",
                    "exchange the two",
                    part.source_position,
                )


# Order in a passage --------------------------------------------------------------------


def _orders(compared: Compared) -> Iterator[Finding]:
    """Yield a note for each passage in which two pieces of code, or two links, change places.

    Languages order their sentences differently, but seldom what is named one after the other.
    """
    for pair in (pair for level in compared.levels for pair in level.blocks.pairs):
        match pair.source.blocks[:1], pair.translation.blocks[:1]:
            case ((Paragraph() as one,), (Paragraph() as other,)) if not pair.loose:
                ours, theirs = (tuple(walk_inlines(p.inlines)) for p in (one, other))
                yield from _order(pair, "pieces of code", Code, ours, theirs)
                yield from _order(pair, "links", Link, ours, theirs)


def _order(
    pair: UnitPair,
    noun: str,
    kind: type[Code | Link],
    ours: Sequence[Inline],
    theirs: Sequence[Inline],
) -> Iterator[Finding]:
    before, after = (
        [name for i in side if isinstance(i, kind) and (name := _name_of(i))]
        for side in (ours, theirs)
    )
    differing = [one for one, other in zip(before, after, strict=False) if one != other]
    is_told = len(set(before)) == len(before) and sorted(before) == sorted(after)
    if is_told and len(differing) == 2:
        one, other = map(quoted, differing)
        yield Finding(
            "exchanged",
            pair.translation.position,
            f"the {noun} {one} and {other} come in the other order here",
            "make sure that each is where it belongs; if so, write "
            "<!-- parity: ignore B212 why --> at the end of the passage",
            pair.source.position,
            "note",
        )


def _name_of(inline: Inline) -> str:
    """Return what code or a link is known by; that of a citation is no author's."""
    match inline:
        case Code(text=text):
            return text
        case Link(target=target) if not target.startswith("#ref-"):
            return target
    return ""
