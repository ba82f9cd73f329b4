"""The lines of tables: drawn with bars, with plus signs, or between lines of hyphens.

Goes in: the lines. Comes out: where a table that begins on one of them ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diglot.source.scan import starts
from diglot.source.scan.containers import Container, Cursor

_RAGGED = 3
"""By how many columns the lines of hyphens of a table may differ in length."""


class TableLines:
    """The lines of a text, looked through for tables."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts

    def end(
        self, number: int, rest: str, stack: Sequence[Container], *, is_below: bool
    ) -> int | None:
        """Return the number after the last line of the table that begins here, or None.

        rest: the line's own words. is_below: whether text is right above.
        """
        following = self._rest(number + 1, stack)
        if not following:
            return None
        if starts.is_pipe_table(rest, following):
            return self._while(number + 2, stack, lambda row, _: "|" in row)
        if starts.is_grid(rest) and following[0] in "|+":
            return self._while(number + 1, stack, starts.is_grid_row)
        if is_below:
            return None
        if " " in following.strip() and starts.is_dash_columns(following):
            return self._while(number + 2, stack, lambda row, _: bool(row))
        return None

    def between_dashes(self, number: int, rest: str, stack: Sequence[Container]) -> int | None:
        """Return the number after a table with a line of hyphens above and below it, or None.

        Both are as long as the one that divides the columns; others are breaks in the text.
        """
        if not starts.is_dashes(rest):
            return None
        width = len(rest.rstrip())
        has_columns = " " in rest.strip()
        for k in range(number + 1, len(self.texts)):
            row = self._rest(k, stack)
            if row is None or starts.is_division_end(row) or row.startswith("#"):
                return None
            if not row and not has_columns:
                return None
            if not starts.is_dashes(row):
                continue
            if abs(len(row.rstrip()) - width) > _RAGGED:
                return None
            if k > number + 1 and not self._rest(k + 1, stack):
                return k + 1 if has_columns else None
            has_columns |= " " in row.strip() and starts.is_dash_columns(row)
        return None

    def _while(
        self, number: int, stack: Sequence[Container], belongs: Callable[[str, str], bool]
    ) -> int:
        """Return the number of the first line that does not belong, told by it and the next."""
        rest = self._rest(number, stack)
        while rest:
            following = self._rest(number + 1, stack) or ""
            if not belongs(rest, following):
                break
            number, rest = number + 1, following
        return number

    def _rest(self, number: int, stack: Sequence[Container]) -> str | None:
        """Return a line's own words; None where it is not in all of some containers."""
        if number >= len(self.texts):
            return None
        cursor = Cursor(self.texts[number])
        return cursor.rest if all(c.takes(cursor) for c in stack) else None
