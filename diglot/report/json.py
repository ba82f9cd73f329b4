"""Findings → the report that programs read, version 1: a contract."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from diglot.core.findings import Counts, Finding
from diglot.core.model import Position
from diglot.report.listing import count


def as_json(counts: Counts, findings: Sequence[Finding], omitted: int | None = None) -> str:
    """Return the report that programs read, version 1.

    omitted: how many findings were left out because no change touched them.
    """
    report = {"version": 1, **report_entry(counts, findings, omitted)}
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def report_entry(
    counts: Counts, findings: Sequence[Finding], omitted: int | None
) -> dict[str, Any]:
    """Return what the report says of one book."""
    return {
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
