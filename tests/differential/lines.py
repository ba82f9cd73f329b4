"""Characters with their places → lines, each from left to right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Mark = TypeVar("Mark")
_SAME_LINE_PX = 9.0  # a raised mark is nearer than this to its line, the next line is not


@dataclass(frozen=True, slots=True)
class Placed(Generic[Mark]):
    """Something on a page: its middle from the left, and how far down it stands, in px."""

    mark: Mark
    x: float
    y: float


def in_lines(placed: Iterable[Placed[Mark]]) -> list[list[Mark]]:
    """Return what stands on each line, from the top, and on a line from the left."""
    lines: list[list[Placed[Mark]]] = []
    for one in sorted(placed, key=lambda one: one.y):
        if not lines or one.y - lines[-1][-1].y > _SAME_LINE_PX:
            lines.append([])
        lines[-1].append(one)
    return [[one.mark for one in sorted(line, key=lambda one: one.x)] for line in lines]
