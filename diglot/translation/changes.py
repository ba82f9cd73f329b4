"""Two texts → what changed from one to the other, word by word.

The notation is that of `git diff --word-diff`: [-what went-] {+what came+}.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from diglot.parity.wording import isolated

_AROUND = 2  # words shown before and after a change
_LONGEST = 12  # words shown of what went, and of what came
_SHOWN = 3  # changes shown in a message
_MOST_COMPARED = 4_000_000  # pairs of words; longer texts count as changed in one piece
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Change:
    """One place where texts differ. before, after: a few words around it, in the new text."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    def text(self) -> str:
        """Return the change in one line, in full."""
        return " ".join(self._parts(self.old, self.new))

    def shortened(self) -> str:
        """Return the change in one line, long passages cut off."""
        return " ".join(self._parts(_cut(self.old), _cut(self.new)))

    def _parts(self, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
        yield from self.before
        if old:
            yield f"[-{' '.join(old)}-]"
        if new:
            yield f"{{+{' '.join(new)}+}}"
        yield from self.after


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return where two texts differ, in the order of the new one."""
    ours, theirs = old.split(" "), new.split(" ")
    found = []
    for tag, i1, i2, j1, j2 in _opcodes(ours, theirs):
        if tag != "equal":
            before = tuple(theirs[max(j1 - _AROUND, 0) : j1])
            after = tuple(theirs[j2 : j2 + _AROUND])
            found.append(Change(tuple(ours[i1:i2]), tuple(theirs[j1:j2]), before, after))
    return tuple(found)


def summed_up(found: Sequence[Change]) -> str:
    """Return the first few changes as words for a message."""
    shown = " … ".join(change.shortened() for change in found[:_SHOWN])
    plain = isolated("".join(c for c in shown if c.isprintable()))
    more = len(found) - _SHOWN
    if more <= 0:
        return plain
    return f"{plain} … and {more} more change{'s' if more > 1 else ''}"


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
