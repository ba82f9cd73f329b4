"""A text as it is in its file, without its code, and the lines that it is read as.

Knows that a side remark of another program is indented, and is no code for that.
Goes in: a text. Comes out: `Lines`, and a text as long as it was.
"""

from __future__ import annotations

from diglot.source.code import without_code
from diglot.source.meant.sides.admonitions import read_remarks
from diglot.source.scan.lines import Lines, scan


def plain_lines(text: str) -> Lines:
    """Return the lines of a text, remarks read."""
    return scan(read_remarks(text.split("\n")).texts)


def read_plain(text: str, lines: Lines | None = None) -> tuple[Lines, str]:
    """Return the lines of a text, remarks read, and the text itself with its code blank.

    lines: its plain lines, if they are known.
    """
    typed = text.split("\n")
    remarks = read_remarks(typed)
    lines = lines or scan(remarks.texts)
    coded = without_code(lines).split("\n")
    for number, line in enumerate(typed):
        removed = max(0, remarks.removed.get(number, 0))
        whole = line[:removed] + coded[number]
        coded[number] = whole if len(whole) == len(line) else line
    return lines, "\n".join(coded[: len(typed)])
