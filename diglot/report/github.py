"""Findings → workflow commands that GitHub shows as annotations beside the changed lines.

Source: GitHub Docs, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Sequence

from diglot.core.findings import Finding
from diglot.report.listing import counted

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def as_github(findings: Sequence[Finding], folder: str = "", failures: Sequence[str] = ()) -> str:
    """Return a command for each finding, and a line for the log that counts them.

    folder: from the repository to the project, "" or with a closing slash. failures: why what
        could not be checked was not.
    """
    commands = [_command(finding, folder) for finding in findings]
    commands += [f"::error::{_message(failure)}" for failure in failures]
    return "\n".join([*commands, counted(findings)]) + "\n"


def _command(finding: Finding, folder: str) -> str:
    properties = {
        "file": folder + finding.position.path,
        "line": finding.position.line,
        "col": finding.position.column,
        "title": f"{finding.code} {finding.rule}",
    }
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = [finding.message]
    if finding.counterpart:
        message.append(f"source: {folder}{finding.counterpart}")
    if finding.hint:
        message.append(f"hint: {finding.hint}")
    return f"::{_COMMANDS[finding.severity]} {shown}::{_message(chr(10).join(message))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
