"""Two checks of one book → which findings are new and which are gone.

A finding that only moved to another line, because something was written above
it, is the same finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from diglot.core.findings import Finding

Identity = tuple[str, ...]
# Places that a message may name in words.
_LINE = re.compile(r"\bline \d+|(?<=[^\s:]):\d+(?::\d+)?\b")


class Changes(Struct, frozen=True):
    """What a check found that the one before did not, and what it no longer finds."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]


def changes(before: Sequence[Finding], after: Sequence[Finding]) -> Changes:
    """Return what changed from one check to the next."""
    return Changes(tuple(_without(after, before)), tuple(_without(before, after)))


def identity(finding: Finding) -> Identity:
    """Return what stays of a finding when lines are written above it: all but the lines."""
    counterpart = finding.counterpart.path if finding.counterpart else ""
    message = _LINE.sub("line", finding.message)
    return finding.code, finding.position.path, counterpart, message


def _without(findings: Sequence[Finding], others: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings that have no equal among the others, one for one."""
    left = Counter(map(identity, others))
    for finding in findings:
        key = identity(finding)
        if left[key]:
            left[key] -= 1
        else:
            yield finding
