"""Findings → the formats in which people and programs read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from diglot.findings import Counts, Finding
from diglot.model import Position

Excerpt = Callable[[Position], str]


def finding_lines(finding: Finding, excerpt: Excerpt) -> tuple[str, ...]:
    """Return a finding as lines of text: where and what, the counterpart, the way out."""
    head = (
        f"{finding.position}: {finding.severity} {finding.code} {finding.rule}: {finding.message}"
    )
    lines = [head]
    if finding.counterpart:
        line = excerpt(finding.counterpart)
        lines.append(f"  source: {finding.counterpart} {_isolated(line)}".rstrip())
    if finding.hint:
        lines.append(f"  hint: {finding.hint}")
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


def as_json(counts: Counts, findings: Sequence[Finding], omitted: int | None = None) -> str:
    """Return the report that programs read, version 1."""
    report = {
        "version": 1,
        "source": counts.source,
        "translation": counts.translation,
        "summary": {
            "errors": count(findings, "error"),
            "warnings": count(findings, "warning"),
            **({} if omitted is None else {"omitted": omitted}),
            "chapters": counts.chapters,
            "sections": counts.sections,
        },
        "findings": [_finding_entry(finding) for finding in findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _finding_entry(finding: Finding) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "rule": finding.rule,
        "code": finding.code,
        "severity": finding.severity,
        **_place(finding.position),
        "message": finding.message,
        "hint": finding.hint,
    }
    if finding.counterpart:
        entry["counterpart"] = _place(finding.counterpart)
    return entry


def _place(position: Position) -> dict[str, str | int]:
    return {"path": position.path, "line": position.line, "column": position.column}


def _isolated(text: str) -> str:
    """Return text that keeps its own direction on a line of another one."""
    return f"\u2068{text}\u2069" if any("\u0590" <= c <= "\u08ff" for c in text) else text


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
