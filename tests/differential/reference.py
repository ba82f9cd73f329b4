"""The order that the standard gives a line, worked out from what the browser was given.

Where the two engines end a line at different places they cannot be compared with each
other; each is then held to this. That this is right is shown by the browser's own lines.
Source: Unicode Standard Annex #9, rules L1, L2 and L4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from diglot.model import Direction
from diglot.text.fribidi import embedding_levels

_PAIRS = "()[]{}<>«»‹›≤≥"
MIRRORED = {
    a: b for pair in zip(_PAIRS[::2], _PAIRS[1::2], strict=True) for a, b in (pair, pair[::-1])
}


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
        return embedding_levels(self.text, self.direction)

    def shape(self, index: int) -> str:
        """Return how the visible character at an index of the text looks (L4)."""
        character = self.text[index]
        return MIRRORED.get(character, character) if self.levels[index] % 2 else character

    def line(self, first: int, last: int) -> list[int]:
        """Return the visible indices from first to last, both included, from left to right."""
        order = _reordered(range(first, last + 1), self.levels[first : last + 1])
        seen = set(self.visible)
        return [index for index in order if index in seen]


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
