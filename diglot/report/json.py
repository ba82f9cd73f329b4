"""Findings → the report that programs read, version 1: a contract."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from diglot.findings import Finding
from diglot.model import Book, Position
from diglot.report.text import count
from diglot.walk import walk_sections


def as_json(book: Book, findings: Sequence[Finding]) -> str:
    """Return the report that programs read, version 1."""
    source = book.source
    report = {
        "version": 1,
        "source": source.language,
        "translation": book.translations[0].language if book.translations else None,
        "summary": {
            "errors": count(findings, "error"),
            "warnings": count(findings, "warning"),
            "chapters": len(source.chapters),
            "sections": sum(1 for chapter in source.chapters for _ in walk_sections(chapter)),
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
