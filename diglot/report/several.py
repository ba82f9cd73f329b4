"""Findings of several books → one report, in which each says which book it is of.

Goes in: for each book its name and what was found in it, or why nothing was. Comes out: text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.findings import Counts, Finding
from diglot.core.model import Position
from diglot.report.github import as_github
from diglot.report.json import report_entry
from diglot.report.listing import count
from diglot.report.sarif import as_sarif
from diglot.report.text import Excerpt


class BookReport(Struct, frozen=True):
    """What is reported of one book.

    name: its folder as it was written. folder: from the repository to the book, "" or with a
        closing slash. counts: None where it could not be checked, and error says why.
    """

    name: str
    folder: str
    findings: tuple[Finding, ...] = ()
    counts: Counts | None = None
    omitted: int | None = None
    error: str = ""


def below(findings: Iterable[Finding], folder: str) -> tuple[Finding, ...]:
    """Return findings whose paths begin in another folder. folder: with a closing slash."""

    def moved(place: Position) -> Position:
        return replace(place, path=f"{folder}{place.path}")

    return tuple(
        replace(
            finding,
            position=moved(finding.position),
            counterpart=finding.counterpart and moved(finding.counterpart),
        )
        for finding in findings
    )


def several_as_json(reports: Sequence[BookReport]) -> str:
    """Return the report that programs read: the sums, and for each book what one alone has."""
    every = [finding for report in reports for finding in report.findings]
    whole = {
        "version": 1,
        "summary": {
            "books": len(reports),
            "failed": sum(report.counts is None for report in reports),
            "errors": count(every, "error"),
            "warnings": count(every, "warning"),
        },
        "books": [_entry(report) for report in reports],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _entry(report: BookReport) -> dict[str, Any]:
    if report.counts is None:
        return {"project": report.name, "error": report.error}
    return {
        "project": report.name,
        **report_entry(report.counts, report.findings, report.omitted),
    }


def several_as_sarif(reports: Sequence[BookReport], excerpt: Excerpt) -> str:
    """Return a log with one run for all books. excerpt: of a path from the repository."""
    return as_sarif(_from_repository(reports), excerpt, failures=_failures(reports))


def several_as_github(reports: Sequence[BookReport]) -> str:
    """Return a command for each finding and each book that could not be checked."""
    return as_github(_from_repository(reports), failures=_failures(reports))


def _from_repository(reports: Sequence[BookReport]) -> list[Finding]:
    return [finding for report in reports for finding in below(report.findings, report.folder)]


def _failures(reports: Sequence[BookReport]) -> list[str]:
    return [f"{report.name}: {report.error}" for report in reports if report.counts is None]
