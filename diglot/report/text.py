"""Findings → lines of text, for people and for the problem matchers of editors.

The first line of a finding is a contract: `path:line:column: severity code rule: message`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from diglot.findings import Finding, cut_short
from diglot.model import Position

_LONGEST = 100  # characters of a source's line that are shown

Excerpt = Callable[[Position], str]

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_OPENING = "\u2066\u2067\u2068"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_ISOLATED = re.compile(f"([{_OPENING}{_POP_ISOLATE}])")
# An id in braces and code between backticks are there to be copied, so they stay whole;
# else a passage goes from its first to its last Hebrew letter, past no other script.
_PASSAGE = re.compile(
    r"\{#[^}]*\}|`[^`]*`"
    rf"|[{_RIGHT_TO_LEFT}](?:(?:[^\w\"`{{]|[\d_{_RIGHT_TO_LEFT}])*[{_RIGHT_TO_LEFT}])?"
)


def finding_lines(finding: Finding, excerpt: Excerpt) -> tuple[str, ...]:
    """Return a finding as lines of text: where and what, the counterpart, the way out."""
    message = isolated(finding.message)
    head = f"{finding.position}: {finding.severity} {finding.code} {finding.rule}: {message}"
    lines = [head]
    if finding.counterpart:
        line = cut_short(excerpt(finding.counterpart), _LONGEST)
        lines.append(f"  source: {finding.counterpart} {_whole(line)}".rstrip())
    if finding.hint:
        lines.append(f"  hint: {isolated(finding.hint)}")
    return tuple(lines)


def as_text(findings: Sequence[Finding], excerpt: Excerpt, omitted: int | None = None) -> str:
    """Return findings as text, with a closing line that counts them."""
    lines = [line for finding in findings for line in finding_lines(finding, excerpt)]
    return "\n".join([*lines, counted(findings, omitted)]) + "\n"


def counted(findings: Sequence[Finding], omitted: int | None = None) -> str:
    """Return how many findings there are, in words; omitted: how many more there were."""
    errors = count(findings, "error")
    warnings = count(findings, "warning")
    words = f"{_plural(errors, 'error')}, {_plural(warnings, 'warning')}"
    return words if omitted is None else f"{words}; {_plural(omitted, 'older finding')} left out"


def count(findings: Sequence[Finding], severity: str) -> int:
    """Return how many findings are of one severity."""
    return sum(finding.severity == severity for finding in findings)


def isolated(text: str) -> str:
    """Return a line with each Hebrew passage between isolates, so that the line does not jump.

    What stands between isolates already is left as it is.
    """
    depth = 0
    parts = []
    for part in _ISOLATED.split(text):
        if part == _POP_ISOLATE:
            depth = max(depth - 1, 0)
        elif part and part in _OPENING:
            depth += 1
        elif not depth:
            parts.append(_PASSAGE.sub(lambda match: _whole(match[0]), part))
            continue
        parts.append(part)
    return "".join(parts)


def _whole(text: str) -> str:
    """Return a line of the source as one passage, whatever it begins with."""
    return _between(text) if re.search(f"[{_RIGHT_TO_LEFT}]", text) else text


def _between(text: str) -> str:
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
