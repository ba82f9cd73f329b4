"""Findings → lines of text, for people and for the problem matchers of editors.

The first line of a finding is a contract: `path:line:column: severity code rule: message`.
"""

from __future__ import annotations

from collections.abc import Callable

from diglot.core.findings import Finding, cut_short
from diglot.core.model import Position
from diglot.report.listing import Listing
from diglot.report.wording import isolated, whole

_LONGEST = 100  # characters of a source's line that are shown

Excerpt = Callable[[Position], str]


def finding_lines(finding: Finding, excerpt: Excerpt) -> tuple[str, ...]:
    """Return a finding as lines of text: where and what, the counterpart, the way out."""
    message = isolated(finding.message)
    head = f"{finding.position}: {finding.severity} {finding.code} {finding.rule}: {message}"
    lines = [head]
    if finding.counterpart:
        line = cut_short(excerpt(finding.counterpart), _LONGEST)
        lines.append(f"  source: {finding.counterpart} {whole(line)}".rstrip())
    if finding.hint:
        lines.append(f"  hint: {isolated(finding.hint)}")
    return tuple(lines)


def as_text(listing: Listing, excerpt: Excerpt) -> str:
    """Return a whole report: the findings that it lists, and what closes it."""
    lines = [line for finding in listing.listed for line in finding_lines(finding, excerpt)]
    return "\n".join([*lines, *listing.closing()]) + "\n"
