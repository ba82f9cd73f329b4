"""Faults in tables: rows, columns and cells that are lost, doubled or exchanged."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from drift.planting import Line, Pair, choose
from planted.kinds import both, kind

_SHAPE = "table-shape table-cells block-sequence"
_VALUES = "exchanged number-missing number-extra inline-code table-shape"


def cells(line: Line) -> list[str]:
    """Return the cells of a row as they are typed."""
    return [cell.strip() for cell in line.text.strip().strip("|").split("|")]


def row(parts: list[str]) -> str:
    """Return a row of cells."""
    return "| " + " | ".join(parts) + " |"


def _table(
    pair: Pair, chance: random.Random, test: Callable[[list[Line]], object] = bool
) -> int | None:
    places = pair.free(
        "table",
        lambda one, two: len(one.lines) == len(two.lines) > 3 and test(two.lines),
    )
    return choose(pair, places, chance)


def _is_value(cell: str) -> bool:
    return bool(re.search(r"\d|`", cell))


def _differing(parts: list[str]) -> list[tuple[int, int]]:
    """Return which two cells of a row have values that differ."""
    return [
        (i, k)
        for i in range(len(parts))
        for k in range(i + 1, len(parts))
        if _is_value(parts[i]) and _is_value(parts[k]) and parts[i] != parts[k]
    ]


def _expect_row(pair: Pair, place: int, rules: str, *numbers: int) -> None:
    sides = pair.source[place].lines, pair.translation[place].lines
    lines = [side[n] for n in (0, *numbers) for side in sides if n < len(side)]
    pair.expect(rules, *lines)


@kind("structure")
def table_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a table out, with its caption."""
    if (place := _table(pair, chance)) is None:
        return False
    pair.translation[place].lines = []
    lines = list(pair.source[place].lines)
    if place + 1 < len(pair.source) and pair.source[place + 1].kind == "caption":
        pair.translation[place + 1].lines = []
    pair.expect("block-sequence", *lines)
    return True


@kind("structure")
def row_doubled(pair: Pair, chance: random.Random) -> bool:
    """Let a row of a table stand twice."""
    if (place := _table(pair, chance)) is None:
        return False
    lines = pair.translation[place].lines
    at = chance.randrange(2, len(lines))
    lines.insert(at, Line(lines[at].text))
    _expect_row(pair, place, _SHAPE, at, at + 1)
    return True


@kind("numbers")
def rows_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Exchange two rows of a table that have different values."""

    def values_of(line: Line) -> list[str]:
        return [cell for cell in cells(line) if _is_value(cell)]

    def pairs_of(lines: list[Line]) -> list[int]:
        return [
            i
            for i in range(2, len(lines) - 1)
            if values_of(lines[i]) and values_of(lines[i]) != values_of(lines[i + 1])
        ]

    if (place := _table(pair, chance, pairs_of)) is None:
        return False
    lines = pair.translation[place].lines
    at = chance.choice(pairs_of(lines))
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    _expect_row(pair, place, _VALUES, at, at + 1)
    return True


@kind("numbers")
def row_values_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Exchange all values of two rows, and leave the words before them."""

    def pairs_of(lines: list[Line]) -> list[int]:
        return [
            i
            for i in range(2, len(lines) - 1)
            if len(_differing(cells(lines[i])[1:])) > 0
            and cells(lines[i])[1:] != cells(lines[i + 1])[1:]
        ]

    if (place := _table(pair, chance, pairs_of)) is None:
        return False
    lines = pair.translation[place].lines
    at = chance.choice(pairs_of(lines))
    one, two = cells(lines[at]), cells(lines[at + 1])
    lines[at].text, lines[at + 1].text = row([one[0], *two[1:]]), row([two[0], *one[1:]])
    _expect_row(pair, place, _VALUES, at, at + 1)
    return True


@kind("numbers")
def columns_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Exchange two columns of values, and leave their heads."""

    def columns_of(lines: list[Line]) -> list[tuple[int, int]]:
        rows = [cells(line) for line in lines[2:]]
        width = min(map(len, rows))
        return [
            (i, k)
            for i in range(width)
            for k in range(i + 1, width)
            if all(_is_value(r[i]) and _is_value(r[k]) for r in rows)
            and any(r[i] != r[k] for r in rows)
        ]

    if (place := _table(pair, chance, columns_of)) is None:
        return False
    lines = pair.translation[place].lines
    one, two = chance.choice(columns_of(lines))
    for line in lines[2:]:
        parts = cells(line)
        parts[one], parts[two] = parts[two], parts[one]
        line.text = row(parts)
    pair.expect(_VALUES, *both(pair, place))
    return True


@kind("numbers")
def cells_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Exchange two cells of a row."""
    found = _row_where(pair, chance, lambda line: bool(_differing(cells(line))))
    if found is None:
        return False
    place, at = found
    line = pair.translation[place].lines[at]
    parts = cells(line)
    one, two = chance.choice(_differing(parts))
    parts[one], parts[two] = parts[two], parts[one]
    line.text = row(parts)
    _expect_row(pair, place, _VALUES, at)
    return True


def _row_where(
    pair: Pair, chance: random.Random, test: Callable[[Line], bool]
) -> tuple[int, int] | None:
    """Return a table and a row of its body that fits."""
    place = _table(pair, chance, lambda lines: any(map(test, lines[2:])))
    if place is None:
        return None
    lines = pair.translation[place].lines
    return place, chance.choice([n for n in range(2, len(lines)) if test(lines[n])])


@kind("numbers")
def cells_of_two_rows_exchanged(pair: Pair, chance: random.Random) -> bool:
    """Exchange the last cells of two rows."""

    def pairs_of(lines: list[Line]) -> list[int]:
        ends = [cells(line)[-1] for line in lines]
        return [
            i
            for i in range(2, len(lines) - 1)
            if _is_value(ends[i]) and _is_value(ends[i + 1]) and ends[i] != ends[i + 1]
        ]

    if (place := _table(pair, chance, pairs_of)) is None:
        return False
    lines = pair.translation[place].lines
    at = chance.choice(pairs_of(lines))
    one, two = cells(lines[at]), cells(lines[at + 1])
    one[-1], two[-1] = two[-1], one[-1]
    lines[at].text, lines[at + 1].text = row(one), row(two)
    _expect_row(pair, place, _VALUES, at, at + 1)
    return True


@kind("numbers")
def cell_emptied(pair: Pair, chance: random.Random) -> bool:
    """Empty a cell."""
    found = _row_where(pair, chance, lambda line: len(cells(line)) > 1)
    if found is None:
        return False
    place, at = found
    line = pair.translation[place].lines[at]
    parts = cells(line)
    full = [i for i, cell in enumerate(parts) if len(cell) > 1 or cell.isalnum()]
    parts[chance.choice(full)] = ""
    line.text = row(parts)
    _expect_row(pair, place, f"{_VALUES} cell-empty", at)
    return True


@kind("numbers")
def cells_shifted(pair: Pair, chance: random.Random) -> bool:
    """Lose a cell of a row, so that those after it move up and the last is empty."""
    found = _row_where(pair, chance, lambda line: len(_differing(cells(line))) > 0)
    if found is None:
        return False
    place, at = found
    line = pair.translation[place].lines[at]
    parts = cells(line)
    del parts[chance.randrange(1, len(parts) - 1) if len(parts) > 2 else 0]
    line.text = row([*parts, ""])
    _expect_row(pair, place, f"{_VALUES} cell-empty", at)
    return True


@kind("structure")
def table_line_lost(pair: Pair, chance: random.Random) -> bool:
    """Lose the line of hyphens of a table."""
    if (place := _table(pair, chance)) is None:
        return False
    lost = pair.translation[place].lines.pop(1)
    pair.expect("table-cells table-shape block-sequence", *both(pair, place), lost)
    return True


@kind("structure")
def table_caption_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out the caption of a table."""
    if (place := choose(pair, pair.free("caption"), chance)) is None:
        return False
    pair.translation[place].lines = []
    pair.expect("caption", *both(pair, place), *both(pair, place - 1))
    return True


@kind("words")
def cell_in_english(pair: Pair, chance: random.Random) -> bool:
    """Leave the words of a cell in English."""

    def words(line: Line) -> bool:
        return bool(re.match(r"\|[^|`\d]*[א-ת]{3}[^|`]*\|", line.text))

    place = _table(pair, chance, lambda lines: any(map(words, lines[2:])))
    if place is None:
        return False
    ours, theirs = pair.source[place].lines, pair.translation[place].lines
    at = chance.choice([n for n in range(2, len(theirs)) if words(theirs[n])])
    theirs[at].text = row([cells(ours[at])[0], *cells(theirs[at])[1:]])
    _expect_row(pair, place, "untranslated", at)
    return True


@kind("structure")
def row_added(pair: Pair, chance: random.Random) -> bool:
    """Leave a row of a table out of the source."""
    if (place := _table(pair, chance)) is None:
        return False
    at = chance.randrange(2, len(pair.source[place].lines))
    del pair.source[place].lines[at]
    _expect_row(pair, place, _SHAPE, at)
    return True


@kind("structure")
def column_added(pair: Pair, chance: random.Random) -> bool:
    """Leave the last column of a table out of the source."""
    if (place := _table(pair, chance)) is None:
        return False
    for line in pair.source[place].lines:
        line.text = line.text.rstrip("| ").rpartition("|")[0] + "|"
    pair.expect(_SHAPE, *both(pair, place))
    return True
