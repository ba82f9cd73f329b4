"""Findings ↔ lists of plain values, as they are kept in JSON."""

from __future__ import annotations

from typing import Any

from diglot.core.findings import RULES, Finding
from diglot.core.model import Position

_SEVERITIES = {"error", "warning", "note", None}


def finding_entry(finding: Finding) -> list[Any]:
    """Return a finding as a list."""
    places = [_place(finding.position), _place(finding.counterpart)]
    return [finding.rule, *places, finding.message, finding.hint, finding.chosen]


def finding_from(entry: list[Any]) -> Finding:
    """Return the finding of a list.

    Raises ValueError or TypeError for a list that no finding of this program was made into.
    """
    rule, place, counterpart, message, hint, chosen = entry
    if rule not in RULES or chosen not in _SEVERITIES:
        raise ValueError(rule)
    other = _position(counterpart) if counterpart else None
    return Finding(rule, _position(place), str(message), str(hint), other, chosen)


def _place(position: Position | None) -> list[str | int] | None:
    return [position.path, position.line, position.column] if position else None


def _position(place: list[Any]) -> Position:
    path, line, column = place
    return Position(str(path), int(line), int(column))
