"""Backticks that begin no code, as their partner is not in the same paragraph or row.

pandoc looks for it in the next row of a table, and takes two of them without a partner for one
that has one. Goes in: `Lines`, and their prose. Comes out: what makes pandoc print them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.source.bare import blank
from diglot.source.edits import Edit
from diglot.source.scan import starts
from diglot.source.scan.scanned import Lines
from diglot.source.scan.tags import TAG

_TICKS = re.compile(r"`+")


def stray_edits(lines: Lines, prose: str) -> Iterator[Edit]:
    """Yield what puts a backslash before each backtick of prose. prose: without its code."""
    if "`" not in prose:
        return
    texts = TAG.sub(blank, prose).split("\n")
    drawn = set(_drawn(lines))
    offset = 0
    for number, text in enumerate(texts):
        is_plain = lines.kinds[number] == "text" and number not in drawn
        if is_plain and "\\`" not in text:
            for match in _TICKS.finditer(text):
                new = r"\`" * len(match[0])
                yield Edit(offset + match.start(), offset + match.end(), new)
        offset += len(text) + 1


def _drawn(lines: Lines) -> Iterator[int]:
    """Yield the lines of tables whose cells may go on from line to line."""
    for first in lines.tables:
        words, below = lines.words(first), lines.words(first + 1)
        if not starts.is_pipe_table(words, below):
            number = first
            while number < len(lines.texts) and lines.kinds[number] == "text":
                yield number
                number += 1
