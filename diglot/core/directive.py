"""A comment in the text that tells the check to be silent, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Directive:
    """What <!-- parity: ignore B203 reason --> says, and for which lines of its file.

    rules: names from `findings.RULES`. reason: in the author's words, or "".
    first_line, last_line: where it holds, both included.
    broken: what cannot be understood of it, or "".
    """

    line: int
    column: int
    rules: tuple[str, ...]
    reason: str
    first_line: int
    last_line: int
    broken: str = ""
