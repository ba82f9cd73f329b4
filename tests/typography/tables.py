"""The tables beside this file: what is typed, what is set, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TABLES = Path(__file__).parent
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Case:
    """One row of a table."""

    heading: str
    cells: tuple[str, ...]


def cases(name: str) -> list[Case]:
    """Return the rows of all tables of a file, without their heads."""
    found = []
    heading = ""
    rows: list[str] = []
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        if not line.startswith("| "):
            rows = []
            continue
        rows.append(line)
        if len(rows) > 1:
            cells = tuple(cell.strip() for cell in line.strip("| ").split(" | "))
            found.append(Case(heading, tuple(cell.replace("␣", NO_BREAK) for cell in cells)))
    return found


HEBREW, ENGLISH, MARKUP = cases("hebrew.md"), cases("english.md"), cases("markup.md")
