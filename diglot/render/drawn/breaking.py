"""A title → lines, broken where the sense allows it and set as large as the room does.

A line that ends in a word which clings to the next, as each language has some, leaves its reader
waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations, pairwise

from diglot.lang.known import languages

_AFTER_CLINGING = 0.9
_BEFORE_CLINGING = 1.02
_AFTER_PAUSE = 1.15
_UNEVEN = 0.2  # what is lost where a line is next to nothing beside the longest
_EACH_LINE = 0.95  # a title of few lines is read at one glance
_PAUSES = tuple(":;,.?!–—")
_TOO_WIDE = 0.01
_MOST_WORDS = 16  # of more, the ways to break them are too many to try


def broken(
    words: str,
    width_of: Callable[[str], float],
    size: float,
    width: float,
    lines: int,
    *,
    may_shrink: bool = True,
) -> tuple[list[str], float] | None:
    """Return the best lines for a title and the size that they can have.

    width_of: gives the width of a line in sizes of its letters. size: the largest that is
    wanted; width: of the room, in the same unit. lines: the most that there may be.
    may_shrink: whether it may be set smaller for the sake of better lines.
    None for a text too long to be broken by sense.
    """
    pieces = words.split()
    if not 0 < len(pieces) <= _MOST_WORDS:
        return None
    measured = cache(width_of)

    def ranked(cuts: Sequence[int]) -> tuple[float, list[str], float]:
        made = [" ".join(pieces[i:j]) for i, j in pairwise((0, *cuts, len(pieces)))]
        widest = max(map(measured, made))
        fitting = min(size, width / widest) if widest else size
        weight = fitting if may_shrink or fitting == size else fitting * _TOO_WIDE
        return weight * _merit(made, measured), made, fitting

    ways = (
        cuts
        for count in range(min(lines, len(pieces)))
        for cuts in combinations(range(1, len(pieces)), count)
    )
    _score, made, fitting = max(map(ranked, ways), key=lambda way: way[0])
    return made, fitting


def _merit(lines: Sequence[str], width_of: Callable[[str], float]) -> float:
    """Return how well a title is broken, 1 for a single line."""
    merit = _EACH_LINE ** (len(lines) - 1)
    even = [lines[0]]
    for line, following in pairwise(lines):
        if line.endswith(_PAUSES):
            merit *= _AFTER_PAUSE  # what comes after it may be as short as it likes
            continue
        even.append(following)
        if line.rsplit(None, 1)[-1].lower() in _clinging():
            merit *= _AFTER_CLINGING
        elif following.split(None, 1)[0].lower() in _clinging():
            merit *= _BEFORE_CLINGING
    widest = max(map(width_of, lines))
    shortest = min(map(width_of, even))
    return merit * (1 - _UNEVEN * (1 - shortest / widest)) if widest else merit


@cache
def _clinging() -> frozenset[str]:
    """Return the words of all languages that cling to the next one."""
    return frozenset().union(*(spoken.clinging for spoken in languages()))
