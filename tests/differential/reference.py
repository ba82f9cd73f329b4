"""The order that the standard gives a line, worked out from what the browser was given.

Where the two engines end a line at different places they cannot be compared with each
other; each is then held to this. That this is right is shown by the browser's own lines.
Source: Unicode Standard Annex #9, rules L1, L2 and L4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from diglot.core.model import Direction
from diglot.text.direction.fribidi import embedding_levels

_PAIRS = "()[]{}<>«»‹›≤≥"
MIRRORED = dict(zip(_PAIRS, (_PAIRS[n ^ 1] for n in range(len(_PAIRS))), strict=True))
_OPENING: dict[Direction, str] = {"ltr": "\u2066", "rtl": "\u2067"}
_CLOSING, _OBJECT = "\u2069", "\ufffc"


@dataclass(frozen=True)
class Paragraph:
    """What stands between two ends of a paragraph, isolates as their control characters.

    visible: where in the text the characters are that can be seen.
    """

    text: str
    direction: Direction
    visible: tuple[int, ...]

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """Return the level of each character."""
        return tuple(_levels(self.text, self.direction, 1 if self.direction == "rtl" else 0))

    def shape(self, index: int) -> str:
        """Return how the visible character at an index of the text looks (L4)."""
        character = self.text[index]
        return MIRRORED.get(character, character) if self.levels[index] % 2 else character

    def line(self, first: int, last: int) -> list[int]:
        """Return the visible indices from first to last, both included, from left to right."""
        order = _reordered(range(first, last + 1), self.levels[first : last + 1])
        seen = set(self.visible)
        return [index for index in order if index in seen]


def _levels(text: str, direction: Direction, base: int) -> list[int]:
    """Return levels, those inside an isolate worked out by themselves (X5a to X6a, X10).

    FriBidi 1.0.8 is asked about text without isolates only: of an isolate that opens with
    another one it takes a number for a part of Latin text.
    """
    isolates = list(_isolates(text))
    outside = list(text)
    for start, end in isolates:
        outside[start:end] = [_OBJECT] * (end - start)
    shift = base - (1 if direction == "rtl" else 0)
    levels = [level + shift for level in embedding_levels("".join(outside), direction)]
    for start, end in isolates:
        inner: Direction = "rtl" if text[start] == _OPENING["rtl"] else "ltr"
        deeper = base + 1 if (base + 1) % 2 == (inner == "rtl") else base + 2
        levels[start + 1 : end - 1] = _levels(text[start + 1 : end - 1], inner, deeper)
    return levels


def _isolates(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each outermost isolate, its two control characters included."""
    depth = start = 0
    for index, character in enumerate(text):
        if character in _OPENING.values():
            start = start if depth else index
            depth += 1
        elif character == _CLOSING:
            depth -= 1
            if not depth:
                yield start, index + 1


def _reordered(indices: Sequence[int], levels: Sequence[int]) -> list[int]:
    """Return indices in visual order: from the highest level down, runs are turned round (L2)."""
    result = list(zip(indices, levels, strict=True))
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(result):
            if result[start][1] < level:
                start += 1
                continue
            end = start
            while end < len(result) and result[end][1] >= level:
                end += 1
            result[start:end] = result[start:end][::-1]
            start = end
    return [index for index, _ in result]
