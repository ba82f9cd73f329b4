"""Comments in the text that tell the program something, as data: to be silent, what is level."""

from __future__ import annotations

from msgspec import Struct


class Directive(Struct, frozen=True):
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


class AlignMark(Struct, frozen=True):
    """What <!-- align: name --> says: the passage after it is beside the other of that name.

    block_line: where that passage begins, 0 where there is none. broken: what is wrong with the
    mark by itself, or "".
    """

    name: str
    line: int
    column: int
    block_line: int
    broken: str = ""
