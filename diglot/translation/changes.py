"""Two texts → what changed from one to the other, word by word.

The notation is that of `git diff --word-diff`: [-what went-] {+what came+}.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from diglot.core.wording import isolated

_AROUND = 2  # words shown before and after a change
_LONGEST = 12  # words shown of what went, and of what came
_SHOWN = 3  # changes shown in a message
_MOST_COMPARED = 4_000_000  # pairs of words; longer texts count as changed in one piece
_ALIKE = 0.6


Run = tuple[tuple[str, ...], tuple[str, ...]]


class Change(Struct, frozen=True):
    """A place where texts differ, with a few words around it.

    runs: (what went, what came) one after the other; words that stayed are in both.
    """

    runs: tuple[Run, ...]

    def text(self) -> str:
        """Return the change in one line, in full."""
        return " ".join(word for run in self.runs for word in _marked(*run))

    def shortened(self) -> str:
        """Return the change in one line, long passages cut off."""
        return " ".join(word for run in self.runs for word in _marked(*map(_cut, run)))


def _marked(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if old == new:
        yield from new
        return
    if old:
        yield f"[-{' '.join(old)}-]"
    if new:
        yield f"{{+{' '.join(new)}+}}"


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return where two texts differ, in order; changes a few words apart are one."""
    ours, theirs = old.split(" "), new.split(" ")
    found: list[list[Run]] = []
    last = -2 * _AROUND - 1  # where the last change ended in the new text
    for tag, i1, i2, j1, j2 in _opcodes(ours, theirs):
        if tag == "equal":
            continue
        is_near = bool(found) and j1 - last <= 2 * _AROUND
        start = last if is_near else max(j1 - _AROUND, 0)
        if not is_near:
            if found:
                found[-1].append(_same(theirs[last : last + _AROUND]))
            found.append([])
        found[-1] += [_same(theirs[start:j1]), (tuple(ours[i1:i2]), tuple(theirs[j1:j2]))]
        last = j2
    if found:
        found[-1].append(_same(theirs[last : last + _AROUND]))
    return tuple(Change(tuple(runs)) for runs in found)


def _same(words: Sequence[str]) -> Run:
    return tuple(words), tuple(words)


def summed_up(found: Sequence[Change]) -> str:
    """Return the first few changes as words for a message."""
    shown = " … ".join(change.shortened() for change in found[:_SHOWN])
    plain = isolated("".join(c for c in shown if c.isprintable()))
    more = len(found) - _SHOWN
    if more <= 0:
        return plain
    return f"{plain} … and {more} more change{'s' if more > 1 else ''}"


def marked_pieces(old: str, pieces: Sequence[Sequence[str]]) -> list[tuple[Run, ...]]:
    """Return what changed in each piece of a text, all its words in runs; () where nothing did.

    pieces: the words of the new text, piece by piece.
    """
    ours, theirs = old.split(" "), [word for piece in pieces for word in piece]
    found = [op for op in _opcodes(ours, theirs) if op[0] != "equal"]
    marked: list[tuple[Run, ...]] = []
    start = 0
    for piece in pieces:
        end = start + len(piece)
        is_last = len(marked) == len(pieces) - 1
        runs: list[Run] = []
        at = start
        for _, i1, i2, j1, j2 in found:
            begins_here = start <= j1 < end or (is_last and j1 == end)
            first, last = max(j1, start), min(j2, end)
            if not begins_here and first >= last:
                continue
            went = tuple(ours[i1:i2]) if begins_here else ()
            runs += [_same(theirs[at:first]), (went, tuple(theirs[first:last]))]
            at = max(first, last)
        if runs:
            runs.append(_same(theirs[at:end]))
        marked.append(tuple(run for run in runs if any(run)))
        start = end
    return marked


def more_than_shown(found: Sequence[Change]) -> bool:
    """Tell whether `summed_up` leaves something out."""
    return len(found) > _SHOWN or any(change.text() != change.shortened() for change in found)


def is_alike(old: str, new: str) -> bool:
    """Tell whether two texts are evidently the same passage, changed."""
    matcher = SequenceMatcher(None, old.split(" "), new.split(" "), autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return False
    if len(old) * len(new) > 36 * _MOST_COMPARED:
        return True
    return matcher.ratio() >= _ALIKE


def _opcodes(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what SequenceMatcher does, but for the ends, which are alike as a rule."""
    least = min(len(old), len(new))
    start = next((k for k in range(least) if old[k] != new[k]), least)
    rest = least - start
    end = next((k for k in range(rest) if old[-1 - k] != new[-1 - k]), rest)
    ours, theirs = old[start : len(old) - end], new[start : len(new) - end]
    if len(ours) * len(theirs) > _MOST_COMPARED or not (ours and theirs):
        if ours or theirs:
            yield "replace", start, len(old) - end, start, len(new) - end
        return
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield tag, start + i1, start + i2, start + j1, start + j2


def _cut(words: Sequence[str]) -> tuple[str, ...]:
    return (*words[:_LONGEST], "…") if len(words) > _LONGEST else tuple(words)
