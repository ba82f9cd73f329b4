"""What is around the words of a line: quotations, items of lists, notes, definitions.

Knows how a line shows that it still belongs to one of them. Columns are counted with tabs
of four, as every reader of Markdown does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct, field

from diglot.source.scan.markers import Marker

_TAB = 4
_LEAST_INDENT = 2  # of what belongs to an item whose sign pandoc does not know
BODY_INDENT = 4  # of what goes on a note or a definition
_FAR_QUOTE_MARK = re.compile(r"(?: {4}|\t)[ \t]*>")


class Cursor(Struct):
    """A place on a line. column: where it is seen; spare: columns of a tab left over before it."""

    text: str
    offset: int = 0
    column: int = 0
    spare: int = 0

    @property
    def rest(self) -> str:
        """Return the line from here on, without the spaces that are here."""
        return self.text[self.offset :].lstrip(" \t")

    def indent(self) -> int:
        """Return how many columns of white space follow."""
        rest = self.text[self.offset :]
        spaces = len(rest) - len(rest.lstrip(" "))
        column = self.column + spaces
        for sign in rest[spaces:]:  # none, as a rule: white space with a tab in it is rare
            if sign == " ":
                column += 1
            elif sign == "\t":
                column += _TAB - column % _TAB
            else:
                break
        return self.spare + column - self.column

    def skip(self, columns: int) -> None:
        """Move over columns of white space."""
        while columns > 0 and (self.spare or self.text[self.offset : self.offset + 1] in " \t"):
            if self.spare:
                used = min(self.spare, columns)
                self.spare -= used
                columns -= used
                continue
            if self.offset >= len(self.text):
                return
            sign = self.text[self.offset]
            self.spare = _TAB - self.column % _TAB if sign == "\t" else 1
            self.column += self.spare
            self.offset += 1

    def pass_signs(self, count: int) -> None:
        """Move over signs that are no white space, and over what is before them."""
        self.skip(self.indent())
        self.offset += count
        self.column += count

    def left(self) -> str:
        """Return the line from here on, a tab that was cut in two as spaces."""
        return " " * self.spare + self.text[self.offset :]


class Container(Struct, frozen=True, eq=False):
    """Something that holds blocks. first: the number of the line on which it begins.

    sign: what begins it, as typed. indent: columns before the sign. width: columns by which
    its other lines are indented. is_apart: whether it begins a list that pandoc would join
    to the one before. fewer: the columns by which its lines are indented, once one has fewer.
    """

    kind: Literal["quote", "item", "note", "meaning"]
    first: int
    sign: str = ">"
    indent: int = 0
    width: int = 0
    marker: Marker | None = None
    is_apart: bool = False
    fewer: list[int] = field(default_factory=list)

    def takes(self, cursor: Cursor) -> bool:
        """Tell whether a line belongs here; move the cursor over what shows it."""
        if self.kind == "quote":
            return pass_quote_mark(cursor, is_open=True)
        if not cursor.rest:
            return True
        indent = cursor.indent()
        width = self.fewer[0] if self.fewer else self.width
        if indent < width and self.marker and indent >= self._least_width(self.marker):
            self.fewer[:] = [indent]
            width = indent
        if indent < width:
            return False
        cursor.skip(width)
        return True

    @property
    def is_rewritten(self) -> bool:
        """Tell whether what is in it may be indented otherwise than pandoc wants it."""
        return self.marker is not None and self._least_width(self.marker) < self.width

    def _least_width(self, marker: Marker) -> int:
        """Return the columns that show a line to be in an item. marker: its own.

        Behind a long sign, such as "iii.", four are enough, as behind the short ones of its
        list; of signs that are everyone's, CommonMark says how many.
        """
        if marker.is_foreign:
            return self.indent + _LEAST_INDENT
        return self.width if marker.is_common else self.indent + BODY_INDENT

    def shown(self, number: int) -> str:
        """Return what stands for it on a line that pandoc is given."""
        sign = self.marker.meant if self.marker else self.sign
        if self.kind == "quote":
            return "> "
        if self.marker and self.marker.is_foreign:
            width = self.indent + len(sign) + 1
        else:
            width = self.width
        return (
            (" " * self.indent + sign + " ").ljust(width) if number == self.first else " " * width
        )


def shown_on(text: str, stack: Sequence[Container]) -> tuple[Cursor, Sequence[Container]]:
    """Return which of some containers are shown on a line, and where its own words begin."""
    cursor = Cursor(text)
    for place, container in enumerate(stack):
        if not container.takes(cursor):
            return cursor, stack[:place]
    return cursor, stack


def shown_before(stack: Iterable[Container], number: int = -1) -> str:
    """Return what stands for some containers at the beginning of a line that pandoc is given."""
    return "".join(container.shown(number) for container in stack)


def has_far_quote_mark(text: str, stack: Sequence[Container]) -> bool:
    """Tell whether a quotation's sign is indented as code is. stack: what the line is in."""
    if ">" not in text or not _FAR_QUOTE_MARK.search(text):
        return False
    cursor = Cursor(text)
    for container in stack:
        if container.kind == "quote" and cursor.indent() >= BODY_INDENT:
            return True
        container.takes(cursor)
    return False


def pass_quote_mark(cursor: Cursor, *, is_open: bool = False) -> bool:
    """Move over the sign of a quotation and the space after it; tell whether it was there.

    is_open: whether the line above is in it, so that nothing else may be meant however far
    the sign is indented.
    """
    if not cursor.rest.startswith(">") or (cursor.indent() >= BODY_INDENT and not is_open):
        return False
    cursor.pass_signs(1)
    if cursor.indent():
        cursor.skip(1)
    return True


def body(kind: str, number: int, cursor: Cursor, sign: str) -> Container:
    """Return what begins with a sign and goes on indented: a note, a meaning."""
    indent = cursor.indent()
    cursor.pass_signs(len(sign))
    cursor.skip(cursor.indent())
    return Container("note" if kind == "note" else "meaning", number, sign, indent, BODY_INDENT)
