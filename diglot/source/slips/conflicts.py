"""Rule M511: conflict markers that git left in a text.

Goes in: the lines. Comes out: the conflicts, each with its finding and the lines not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding
from diglot.core.model import Position

_CONFLICT = re.compile(r"(?P<mark><{7}|\|{7}|={7}|>{7})(?: .*)?")


class Conflict:
    """What git left of two changes to one place. Line numbers start at 0."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.middle: int | None = None
        self.last: int | None = None
        self.base: int | None = None

    @property
    def dropped(self) -> Iterator[int]:
        """Yield the lines that are not read: the markers, and the second of the versions."""
        yield self.first
        if self.last is not None and self.middle is not None:
            yield from range(self.middle if self.base is None else self.base, self.last + 1)

    def finding(self, path: str) -> Finding:
        """Return the finding, at the first marker."""
        marks = [n + 1 for n in (self.base, self.middle, self.last) if n is not None]
        others = f" (the others are in lines {_listed(marks)})" if marks else ""
        return Finding(
            "conflict-marker",
            Position(path, self.first + 1),
            f"git left a conflict marker here{others}",
            "keep the version that is right and delete the markers; "
            "until then the first version is read",
        )


def conflicts(texts: list[str]) -> Iterator[Conflict]:
    """Yield the conflicts of a file. What lacks a marker is reported by the one it has."""
    is_open: Conflict | None = None
    for number, text in enumerate(texts):
        match = _CONFLICT.fullmatch(text) if text[:1] in ("<", "|", "=", ">") else None
        mark = match["mark"][0] if match else ""
        if mark == "<":
            if is_open:
                yield is_open
            is_open = Conflict(number)
        elif is_open and mark == "|" and is_open.middle is None:
            is_open.base = number
        elif is_open and mark == "=" and is_open.middle is None:
            is_open.middle = number
        elif mark == ">" and is_open and is_open.middle is not None:
            is_open.last = number
            yield is_open
            is_open = None
        elif mark == ">" and not is_open and " " in text and not _is_quoted(texts, number):
            yield Conflict(number)
    if is_open:
        yield is_open


def _is_quoted(texts: list[str], number: int) -> bool:
    """Tell whether a neighbour begins with ">" too, as in a quotation of a quotation."""
    neighbours = texts[max(number - 1, 0) : number] + texts[number + 1 : number + 2]
    return any(text.startswith(">") for text in neighbours)


def _listed(numbers: list[int]) -> str:
    return " and ".join(filter(None, (", ".join(map(str, numbers[:-1])), str(numbers[-1]))))
