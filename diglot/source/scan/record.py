"""The scanner's record of each line, and the open blocks that it keeps between lines.

Goes in: what a line was found to be. Comes out: `Lines`, line by line. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from diglot.source.scan import joints
from diglot.source.scan.containers import Container, Cursor, shown_on
from diglot.source.scan.scanned import Joint, LineKind, Lines, Sort


class Record:
    """The lines as they are written down, one after another."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.lines = Lines(texts)
        self.inside: list[Container] = []
        self.counted: dict[str, int] = {}  # the last number of the lists that have ended

    def note(
        self,
        number: int,
        kind: LineKind,
        cursor: Cursor,
        stack: Sequence[Container],
        *,
        goes_on: bool = False,
        stop: int | None = None,
    ) -> int:
        """Write down what a line, or all up to `stop`, is; return the number that follows."""
        lines = self.lines
        stop = number + 1 if stop is None else stop
        around = self.inside if goes_on else stack
        is_list = any(c.kind != "quote" for c in around)
        for k in range(number, stop):
            if k > number:
                cursor, stack = shown_on(self.texts[k], stack)
            lines.kinds.append(kind)
            lines.indents.append(cursor.indent())
            lines.starts.append(len(cursor.text) - len(cursor.rest))
            lines.stacks.append(tuple(stack))
            lines.goes_on.append(goes_on)
            lines.in_list.append(is_list)
        return stop

    def enter(self, stack: Sequence[Container]) -> None:
        """Stand in some containers, and no more in what else was open."""
        for container in self.inside[len(stack) :]:
            if container.marker and container.marker.may_be_initial:
                self.counted[container.marker.style] = container.marker.value
        self.inside = list(stack)

    def join(
        self,
        number: int,
        sort: Sort,
        stack: Sequence[Container],
        left: Sequence[Container],
        below: bool,
        *,
        is_evident: bool = True,
    ) -> bool:
        """Write down what begins right below something else; tell whether it is read as such."""
        if below:
            is_free = sort == "list" and joints.is_free(stack, left)
            self.lines.joints[number] = Joint(sort, is_evident, is_free)
        elif left and self.texts[number - 1].strip():  # a quotation's empty line has its sign
            is_free = sort == "list" and joints.is_free(stack, left)
            self.lines.joints[number] = Joint(sort, True, is_free)
        return is_evident
