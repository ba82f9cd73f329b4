"""Eyes that a process keeps from one look at a book to the next.

Goes in: chapters, of which those that have not changed are the same objects as before. Comes
out: what was seen of them then.
"""

from __future__ import annotations

from msgspec import Struct

from diglot.bitext.sections.eyes import ChapterPair, WholeEyes
from diglot.core.model import Book, Chapter


class _SeenPair(Struct, frozen=True):
    """Two namesakes as they were seen; it holds them, so that their numbers stay their own."""

    pair: ChapterPair
    ratio: float


class SteadyEyes(WholeEyes):
    """Eyes that look at two chapters again only where one of them is another than before."""

    def __init__(self) -> None:
        super().__init__()
        self._pairs: dict[tuple[int, int], _SeenPair] = {}
        self._strange: dict[tuple[int, int], bool] = {}

    def are_strange(self, one: Chapter, other: Chapter) -> bool:
        """Tell whether two namesakes are strangers."""
        key = id(one), id(other)
        if key not in self._strange:
            self._strange[key] = super().are_strange(one, other)
        return self._strange[key]

    def pair(self, one: Chapter, other: Chapter) -> ChapterPair:
        """Return two namesakes with their sections as counterparts."""
        key = id(one), id(other)
        seen = self._pairs.get(key)
        if seen is None or seen.ratio != self._ratio:
            seen = self._pairs[key] = _SeenPair(super().pair(one, other), self._ratio)
        return seen.pair

    def keep_only(self, book: Book) -> None:
        """Forget what was seen of chapters that are not in a book."""
        there = {id(chapter) for edition in book.editions for chapter in edition.chapters}
        self._seen = {key: seen for key, seen in self._seen.items() if key in there}
        self._pairs = {key: seen for key, seen in self._pairs.items() if there.issuperset(key)}
        self._strange = {
            key: is_so for key, is_so in self._strange.items() if there.issuperset(key)
        }
