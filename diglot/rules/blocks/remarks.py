"""Rule B214: side remarks that only one of the languages sets apart.

Goes in: the aligned blocks of a section. Comes out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator

from diglot.bitext.blocks.pairs import UnitPair
from diglot.bitext.section_pairs import Level
from diglot.core.findings import Finding
from diglot.core.wording import quoted

# Classes of divisions that say what a reader has to mind; a note at the side may go into the
# text, a warning may not.
_REMARKS = frozenset({"tip", "hint", "important", "warning", "caution", "danger", "attention"})


def lost_remarks(level: Level) -> Iterator[Finding]:
    """Yield the remarks whose counterpart is in the running text, at their first block."""
    was_lost = was_added = False
    for pair in level.blocks.pairs:
        ours, theirs = _kind(pair.source.around), _kind(pair.translation.around)
        lost, added = bool(ours) and not theirs, bool(theirs) and not ours
        if lost and not was_lost:
            yield _finding(pair, f"the source sets this apart as {quoted(ours)}; here it is text")
        if added and not was_added:
            yield _finding(pair, f"this is set apart as {quoted(theirs)}; in the source it is text")
        was_lost, was_added = lost, added


def _kind(around: tuple[str, ...]) -> str:
    """Return what a remark is called by its division; "" outside of one."""
    return next((name for name in around if name in _REMARKS), "")


def _finding(pair: UnitPair, words: str) -> Finding:
    return Finding(
        "remark",
        pair.translation.position,
        words,
        "set both apart, or neither",
        pair.source.position,
    )
