"""A chapter that cannot be laid out → the blocks that are the cause.

Knows no more of layout than that it fails. Halves of the chapter are laid out, then halves
of those that fail, so that one bad block among a thousand costs about twenty tries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from diglot.core.model import Block, Chapter
from diglot.core.walk import walk_sections
from diglot.render.stand_in import rebuilt

_MOST_TRIES = 60

# Lays a chapter out and tells whether that fails.
Fails = Callable[[Chapter], bool]


def blamed_blocks(chapter: Chapter, fails: Fails) -> tuple[Block, ...]:
    """Return the blocks of a chapter that cannot be laid out even alone, in order.

    None, where it is a title, or blocks only together.
    """
    blocks = [*chapter.blocks, *(b for section in walk_sections(chapter) for b in section.blocks)]
    return tuple(_Search(chapter, fails).among(blocks))


class _Search:
    """The tries of one search, of which there are only so many."""

    def __init__(self, chapter: Chapter, fails: Fails) -> None:
        self.chapter = chapter
        self.fails = fails
        self.tries = 0

    def among(self, blocks: Sequence[Block]) -> Iterator[Block]:
        if len(blocks) < 2:
            yield from blocks
            return
        middle = len(blocks) // 2
        for half in (blocks[:middle], blocks[middle:]):
            if self.tries < _MOST_TRIES and self._fail(half):
                yield from self.among(half)

    def _fail(self, blocks: Sequence[Block]) -> bool:
        self.tries += 1
        kept = set(map(id, blocks))
        return self.fails(
            rebuilt(self.chapter, lambda some: tuple(b for b in some if id(b) in kept))
        )
