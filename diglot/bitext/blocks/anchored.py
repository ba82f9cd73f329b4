"""Blocks of two sections, aligned between the marks that their authors have put there.

A mark <!-- align: name --> in both files holds: what is above it has its counterparts above, what
is below it below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from diglot.bitext.blocks.pairs import Blocks, align_blocks
from diglot.bitext.blocks.units import Unit
from diglot.core.model import Chapter


class Anchors:
    """The marks that two chapters share."""

    def __init__(self, source: Chapter, translation: Chapter) -> None:
        ours, theirs = _lines(source), _lines(translation)
        self._lines = [(ours[name], theirs[name]) for name in ours if name in theirs]

    def align(self, source: Sequence[Unit], translation: Sequence[Unit], ratio: float) -> Blocks:
        """Return the best alignment of two sequences of units between the marks among them."""
        cuts = list(self._cuts(source, translation))
        if not cuts:
            return align_blocks(source, translation, ratio)
        first, *ends = [*cuts, (len(source), len(translation))]
        above = align_blocks(source[: first[0]], translation[: first[1]], ratio)
        return _one_after_the_other(
            (
                above,
                *(
                    _below(source[i:k], translation[j:m], ratio)
                    for (i, j), (k, m) in zip(cuts, ends, strict=True)
                ),
            )
        )

    def _cuts(
        self, source: Sequence[Unit], translation: Sequence[Unit]
    ) -> Iterator[tuple[int, int]]:
        """Yield before which units the marks are, in order; a mark that crosses another is none."""
        if not self._lines:
            return
        ours, theirs = _places(source), _places(translation)
        reached = (-1, -1)
        for line, other in sorted(self._lines):
            cut = ours.get(line, -1), theirs.get(other, -1)
            if cut[0] > reached[0] and cut[1] > reached[1]:
                reached = cut
                yield cut


def _lines(chapter: Chapter) -> Mapping[str, int]:
    """Return where the passages of marks begin, by name; the first where there are two."""
    marks = [mark for mark in chapter.align_marks if mark.block_line]
    return {mark.name: mark.block_line for mark in reversed(marks)}


def _places(units: Sequence[Unit]) -> Mapping[int, int]:
    """Return the number of the first unit that begins at a line."""
    return {unit.position.line: number for number, unit in reversed(list(enumerate(units)))}


def _below(source: Sequence[Unit], translation: Sequence[Unit], ratio: float) -> Blocks:
    """Return the alignment of what is below a mark, of which the first two belong together."""
    blocks = align_blocks(source, translation, ratio)
    if any(p.source is source[0] and p.translation is translation[0] for p in blocks.pairs):
        return blocks
    first = align_blocks(source[:1], translation[:1], ratio)
    return _one_after_the_other((first, align_blocks(source[1:], translation[1:], ratio)))


def _one_after_the_other(parts: Iterable[Blocks]) -> Blocks:
    joined = Blocks(())
    for part in parts:
        before = len(joined.pairs)
        missing, extra, own = (
            (*one, *((place + before, unit) for place, unit in other))
            for one, other in (
                (joined.missing, part.missing),
                (joined.extra, part.extra),
                (joined.own, part.own),
            )
        )
        joined = Blocks(
            (*joined.pairs, *part.pairs),
            missing,
            extra,
            own,
            far=joined.far + part.far,
            odd_marks=joined.odd_marks + part.odd_marks,
        )
    return joined
