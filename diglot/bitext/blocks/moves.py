"""What has changed places: neighbors that were swapped, and single ones put elsewhere.

Goes in: pairs in order, and how alike units are. Comes out: pairs, some out of order.
Length alone tells only where it tells without a doubt; what both languages keep
(figures, names, links) tells more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

IndexPair = tuple[int, int]
_TELLING = 2  # tokens that must speak for a move
# How far apart, as logarithms, lengths of counterparts and of others are.
_ALIKE, _UNLIKE = 0.2, 0.55
_MOST = 400  # pairs to look at: where more is left over, the two sides are others altogether


class Likeness(Protocol):
    """How alike the units of two sequences are, by number."""

    @property
    def sizes(self) -> tuple[int, int]:
        """Return how many units there are on each side."""

    def may_move(self, i: int, j: int) -> bool:
        """Tell whether two units may be counterparts out of order at all."""

    def is_long(self, i: int) -> bool:
        """Tell whether a unit's length says anything."""

    def apart(self, i: int, j: int) -> float:
        """Return how far apart two lengths are, as a logarithm."""

    def tokens(self, i: int, j: int) -> tuple[int, int]:
        """Return how many tokens two units share, and how many of the fewer they do not."""

    def unlike_marks(self, i: int, j: int) -> int:
        """Return how many of the marks of two units only one of them has."""


def with_moves(
    pairs: list[IndexPair], likeness: Likeness
) -> tuple[list[IndexPair], set[IndexPair]]:
    """Return pairs in the order of the source, and those of them that are out of order."""
    made, moved = _swapped(pairs, likeness)
    for pair in _elsewhere(made, likeness):
        made.append(pair)
        moved.add(pair)
    return (sorted(made), moved) if moved else (pairs, moved)


def _elsewhere(pairs: list[IndexPair], likeness: Likeness) -> Iterator[IndexPair]:
    """Yield what is unpaired on both sides and evidently the same, with pairs between."""
    ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    free = [k for k in range(likeness.sizes[0]) if k not in ours]
    theirs_free = [k for k in range(likeness.sizes[1]) if k not in theirs]
    if len(free) * len(theirs_free) > _MOST:
        return
    found = [
        (likeness.apart(i, j), i, j)
        for i in free
        for j in theirs_free
        if likeness.may_move(i, j) and _is_crossing(i, j, pairs)
        and _is_alike(i, j, likeness, is_only=len(free) == len(theirs_free) == 1)
    ]  # fmt: skip
    used: set[tuple[str, int]] = set()
    for _, i, j in sorted(found):
        if used.isdisjoint({("ours", i), ("theirs", j)}):
            used |= {("ours", i), ("theirs", j)}
            yield i, j


def _is_crossing(i: int, j: int, pairs: list[IndexPair]) -> bool:
    return any((a < i) != (b < j) for a, b in pairs)


def _is_alike(i: int, j: int, likeness: Likeness, *, is_only: bool) -> bool:
    both, other = likeness.tokens(i, j)
    if both > other and (both >= _TELLING or is_only):
        return likeness.apart(i, j) < _UNLIKE
    return is_only and both >= other and likeness.apart(i, j) < _ALIKE


def _swapped(pairs: list[IndexPair], likeness: Likeness) -> tuple[list[IndexPair], set[IndexPair]]:
    made, moved = list(pairs), set[IndexPair]()
    place = 0
    while place + 1 < len(made):
        (i, j), (k, m) = made[place], made[place + 1]
        if k == i + 1 and m == j + 1 and is_crossed((i, j), (k, m), likeness):
            made[place : place + 2] = [(i, m), (k, j)]
            moved.add((k, j))
            place += 1
        place += 1
    return made, moved


def is_crossed(one: IndexPair, other: IndexPair, likeness: Likeness) -> bool:
    """Tell whether two pairs of neighbors are evidently each other's counterparts."""
    (i, j), (k, m) = one, other
    if not all(likeness.may_move(a, b) for a in (i, k) for b in (j, m)):
        return False
    if not (likeness.is_long(i) or likeness.is_long(k)):
        return False  # one figure alone may have gone over to the next paragraph with its sentence
    straight, crossed = (
        _evidence(((i, j), (k, m)), likeness),
        _evidence(((i, m), (k, j)), likeness),
    )
    straight -= likeness.unlike_marks(i, j) + likeness.unlike_marks(k, m)
    crossed -= likeness.unlike_marks(i, m) + likeness.unlike_marks(k, j)
    lengths = [likeness.apart(*pair) for pair in ((i, j), (k, m))]
    crossing = [likeness.apart(*pair) for pair in ((i, m), (k, j))]
    if crossed - straight >= _TELLING and crossed > 0 >= straight:
        return max(crossing) < _UNLIKE and sum(crossing) <= sum(lengths) + _ALIKE
    return crossed >= straight and min(lengths) > _UNLIKE and max(crossing) < _ALIKE


def _evidence(pairs: tuple[IndexPair, IndexPair], likeness: Likeness) -> int:
    """Return how many more tokens pairs share than they do not."""
    return sum(both - other for both, other in (likeness.tokens(*pair) for pair in pairs))
