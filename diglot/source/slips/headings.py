"""Rules M512 and M513: headings that pandoc would take for text.

A heading without words, which programs that export documents leave behind, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.source.repairs import Repair, put_before
from diglot.source.scan.heading_lines import HeadingLine
from diglot.source.scan.scanned import Lines

_EMPTY = re.compile(r"#{1,6}(?:[ \t]+[ \t*_]*)?")


def check_headings(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield what is wrong with headings; each is read as what it was meant to be."""
    for number, heading in lines.headings.items():
        if _EMPTY.fullmatch(heading.meant):
            repair[number] = lines.meant(number, "")
            continue
        is_plain = lines.words(number) == heading.meant and not lines.indents[number]
        if heading.fault or not is_plain:
            repair[number] = lines.meant(number, heading.meant)
        if heading.is_underlined and lines.indents[number + 1]:  # to pandoc that is text
            repair[number + 1] = lines.meant(number + 1, lines.words(number + 1))
        if heading.is_below:
            put_before(lines, number, repair)
        if finding := _finding(heading, Position(path, number + 1, lines.starts[number] + 1)):
            yield finding
    for number, text in enumerate(lines.texts):
        is_empty = "#" in text and _EMPTY.fullmatch(lines.words(number))
        if is_empty and lines.kinds[number] == "text" and not lines.is_after_text(number):
            repair[number] = lines.meant(number, "")


def _finding(heading: HeadingLine, start: Position) -> Finding | None:
    match heading.fault:
        case "joined":
            return Finding(
                "heading-blank-line",
                start,
                "the heading follows the text above without an empty line, so it is no heading",
                "put an empty line before it",
            )
        case "indented":
            return Finding(
                "heading-space",
                start,
                "there are spaces before the heading, so it is not read as one",
                "begin the line with the heading's #",
            )
        case "space":
            return Finding(
                "heading-space",
                Position(start.path, start.line, start.column + heading.shift),
                f"{heading.why}, so it is no heading",
                f'write "{heading.marks} …": the marks, a plain space, the heading',
            )
    return None
