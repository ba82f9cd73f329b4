"""Where code between fences ends.

Goes in: the lines, and a fence. Comes out: a `Fence` with its last line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from diglot.source.scan import starts
from diglot.source.scan.containers import BODY_INDENT, Container, Cursor
from diglot.source.scan.markers import read_marker
from diglot.source.scan.scanned import Fence

_AROUND = re.compile(r"[ \t]*")


class FenceEnds:
    """The lines of a text that may close code."""

    def __init__(self, texts: Sequence[str], bounds: Sequence[range]) -> None:
        self.texts = texts
        self.bounds = bounds
        self._ends: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
        for number, text in enumerate(texts):
            rest = text.lstrip(" \t")
            if (mark := starts.fence_end_at(rest)) and len(text) - len(rest) < BODY_INDENT:
                self._ends[mark[0]].append((number, len(mark)))

    def fence(
        self,
        number: int,
        mark: str,
        info: str,
        stack: Sequence[Container],
        *,
        is_below: bool,
    ) -> Fence | None:
        """Return the code that a line opens; None where it never ends."""
        last, is_closed, is_ragged = self._end(number, mark, stack)
        if last is None:
            return None
        inside = range(number + 1, last)
        opening = (k for k in inside if self._opens(k, mark, stack))
        return Fence(number, last, mark, info, is_closed, is_below, is_ragged, next(opening, None))

    def is_end_of_open(self, open_fences: Sequence[int], match: re.Match[str]) -> bool:
        """Tell whether a fence without an end was meant as the end of the last one without."""
        if not open_fences or match["info"]:
            return False
        before = starts.fence_at(self.texts[open_fences[-1]].lstrip(" \t>-*+:.)0123456789"))
        return before is not None and before["mark"].startswith(match["mark"])

    def _end(
        self, number: int, mark: str, stack: Sequence[Container]
    ) -> tuple[int | None, bool, bool]:
        """Return the last line of the code, whether it is an end, and whether that is ragged."""
        if stack:
            return self._end_inside(number, mark, stack)
        ends = self._ends[mark[0]]
        for k, length in ends[bisect_right(ends, (number, len(self.texts[number]))) :]:
            if any(number in bound and k not in bound for bound in self.bounds):
                break
            if length >= len(mark):
                return k, True, False
        return None, False, False

    def _end_inside(
        self, number: int, mark: str, stack: Sequence[Container]
    ) -> tuple[int | None, bool, bool]:
        """Look for the end inside a quotation or an item.

        A line that is indented too little still belongs to the code, if an end comes before
        an empty line does: so pandoc reads it, and so it was meant.
        """
        last = number  # the last line that is shown to be inside
        was_blank = False
        for k in range(number + 1, len(self.texts)):
            cursor = Cursor(self.texts[k])
            missing = next((c for c in stack if not c.takes(cursor)), None)
            rest = cursor.rest
            closing = starts.fence_end_at(rest) if cursor.indent() < BODY_INDENT else ""
            is_end = closing.startswith(mark)
            if missing is None:
                if is_end:
                    return k, True, False
                last = k if rest and last >= number else last
                was_blank = not rest
                continue
            if is_end and missing.kind != "quote":
                return k, True, True
            if not rest or was_blank or read_marker(rest) or rest[0] in "#>":
                break
        else:
            k = len(self.texts)
        while last > number and not self.texts[last].strip(" \t>"):
            last -= 1
        return last, False, False

    def _opens(self, number: int, mark: str, stack: Sequence[Container]) -> bool:
        """Tell whether a line opens a fence that one with `mark` would be closed by."""
        cursor = Cursor(self.texts[number])
        for container in stack:
            container.takes(cursor)
        match = starts.fence_at(cursor.rest)
        return bool(match and match["info"] and match["mark"].startswith(mark))
