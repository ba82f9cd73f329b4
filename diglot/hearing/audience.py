"""Whom a finding is for: whoever compares the languages, or whoever makes the editions.

A translator asks where the two sides have come apart. What only hinders an edition, and
that in the source or because the source has it too, is the author's to mend: in a large
project it is so much that nobody would find the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from diglot.core.findings import Finding
from diglot.hearing.root_causes import HIDING, compares
from diglot.report.causes import Cause, cause_of

# Signs that mislead a reader of either language, and what the book says to the check.
_ALWAYS = frozenset("DP")
_Slip = tuple[str, Cause]  # a chapter, by its path in the folder of a language


def hindering(findings: Collection[Finding], languages: Sequence[str]) -> frozenset[Finding]:
    """Return the findings that only hinder an edition. languages: the source first.

    To the comparison belongs what differs between the languages, what keeps a chapter
    from being compared, and what is wrong in a translation alone: whatever its source
    has as often in the same chapter came from there.
    """
    source, *others = languages
    if not others:
        return frozenset()
    inherited = Counter(_slip(f, source) for f in findings if _is_in(f, source))
    own = Counter((tag, _slip(f, tag)) for tag in others for f in findings if _is_in(f, tag))

    def is_compared(finding: Finding) -> bool:
        if compares(finding) or finding.rule in HIDING or finding.code[0] in _ALWAYS:
            return True
        tag = next((tag for tag in languages if _is_in(finding, tag)), "")
        slip = _slip(finding, tag)
        return not tag or (tag != source and own[tag, slip] > inherited[slip])

    return frozenset(finding for finding in findings if not is_compared(finding))


def _is_in(finding: Finding, language: str) -> bool:
    return finding.position.path.startswith(f"content/{language}/")


def _slip(finding: Finding, language: str) -> _Slip:
    return finding.position.path.removeprefix(f"content/{language}/"), cause_of(finding)
