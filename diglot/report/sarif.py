"""Findings → SARIF 2.1.0, which code hosts and editors read.

Paths are relative to %SRCROOT%, the repository, so a report says nothing of the
machine that made it. Columns count characters.
Source: OASIS, "Static Analysis Results Interchange Format 2.1.0".
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from diglot import __version__
from diglot.core.findings import RULES, Finding, Rule
from diglot.core.model import Position
from diglot.report.changes import Identity, identity
from diglot.report.text import Excerpt

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_BASE = "%SRCROOT%"
Entry = dict[str, Any]


def as_sarif(
    findings: Sequence[Finding], excerpt: Excerpt, folder: str = "", failures: Sequence[str] = ()
) -> str:
    """Return a log with one run of the check.

    folder: from the repository to the project, "" or with a closing slash. failures: why what
        could not be checked was not.
    """
    rules = sorted(RULES.values(), key=lambda rule: rule.code)
    places = {rule.name: place for place, rule in enumerate(rules)}
    run: Entry = {
        "tool": {
            "driver": {
                "name": "Diglot",
                "semanticVersion": __version__,
                "rules": [_descriptor(rule) for rule in rules],
            }
        },
        "automationDetails": {"id": "diglot/check/"},
        "columnKind": "unicodeCodePoints",
        "language": "en-US",
        "originalUriBaseIds": {_BASE: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(failures)],
        "results": [
            _result(finding, places[finding.rule], fingerprint, excerpt, folder)
            for finding, fingerprint in zip(findings, _fingerprints(findings), strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _invocation(failures: Sequence[str]) -> Entry:
    if not failures:
        return {"executionSuccessful": True}
    told = [{"level": "error", "message": {"text": failure}} for failure in failures]
    return {"executionSuccessful": False, "toolExecutionNotifications": told}


def _descriptor(rule: Rule) -> Entry:
    help_text = f"{rule.summary} Each finding says where, and what to do about it."
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {
            "text": help_text,
            "markdown": f"**{rule.code} {rule.name}** ({rule.severity})\n\n{help_text}",
        },
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.family]},
    }


def _result(
    finding: Finding, rule_place: int, fingerprint: str, excerpt: Excerpt, folder: str
) -> Entry:
    hint = f"\nHint: {finding.hint}" if finding.hint else ""
    result: Entry = {
        "ruleId": finding.code,
        "ruleIndex": rule_place,
        "level": finding.severity,
        "message": {"text": finding.message + hint},
        "locations": [{"physicalLocation": _location(finding.position, excerpt, folder)}],
        "partialFingerprints": {"diglotFinding/v1": fingerprint},
    }
    if finding.counterpart:
        related = {
            "id": 0,
            "message": {"text": "The counterpart in the other language."},
            "physicalLocation": _location(finding.counterpart, excerpt, folder),
        }
        result["relatedLocations"] = [related]
    return result


def _location(position: Position, excerpt: Excerpt, folder: str) -> Entry:
    region: Entry = {"startLine": position.line, "startColumn": position.column}
    if line := excerpt(position):
        region["snippet"] = {"text": line}
    address = {"uri": quote(folder + position.path), "uriBaseId": _BASE}
    return {"artifactLocation": address, "region": region}


def _fingerprints(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what a finding is known by from one run to the next.

    It holds no line, so that text written above leaves it; equal ones are counted.
    """
    seen: Counter[Identity] = Counter()
    for finding in findings:
        key = identity(finding)
        seen[key] += 1
        words = "\0".join((*key, str(seen[key])))
        yield hashlib.sha256(words.encode()).hexdigest()[:32]
