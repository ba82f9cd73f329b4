"""Markdown as it was meant: findings, and the text that pandoc is given.

Goes in: the text of a file. Comes out: what is wrong with its lines, and the text as it was
evidently meant, so that one broken place does not hide the rest of the chapter. Each module
that looks at the lines is a line here.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from diglot.core.findings import Finding
from diglot.source.foreign.code import code_marks
from diglot.source.foreign.layout import raw_blocks
from diglot.source.meant.directives import check_directives
from diglot.source.meant.fences import check_fences
from diglot.source.meant.inline import check_inline
from diglot.source.meant.lists import repair_lists
from diglot.source.meant.remarks import Remarks
from diglot.source.meant.sides.admonitions import read_remarks
from diglot.source.meant.verse import repair_verse
from diglot.source.repairs import write_literals
from diglot.source.scan.lines import Lines, scan
from diglot.source.slips.blocks import check_joints
from diglot.source.slips.conflicts import conflicts
from diglot.source.slips.divisions import check_divisions
from diglot.source.slips.grids import check_grids
from diglot.source.slips.headings import check_headings
from diglot.source.slips.lines_apart import check_lines
from diglot.source.slips.tables import adopt_captions, check_tables

# Signs of direction that nobody sees, before the sign of an item, a quotation or a row.
_HIDDEN_SIGN = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
_ANY_HIDDEN = re.compile(_HIDDEN_SIGN)
_HIDDEN = re.compile(
    rf"^([ \t>]*){_HIDDEN_SIGN}+"
    r"(?=(?:[-*+•–]|\(?(?:\d{1,3}|[א-ת]{1,2})[.)])[ \t]|[>|])"
)


def check_markup(
    text: str, path: str, scanned: Lines | None = None
) -> tuple[tuple[Finding, ...], str]:
    """Return what is wrong in the lines of a text, and the text to read.

    The text to read has the letters of the words in the same order; a line that only
    misleads pandoc is empty there. scanned: the text's plain lines, if they are known, which stay
    as they are.
    """
    texts = text.split("\n")
    found = list(conflicts(texts))
    resolved = list(texts)
    for conflict in found:
        for number in conflict.dropped:
            resolved[number] = ""
    has_hidden = _ANY_HIDDEN.search(text)
    bare = [_HIDDEN.sub(r"\1", line) for line in resolved] if has_hidden else resolved
    remarks = read_remarks(bare)
    for number, (line, seen) in enumerate(zip(resolved, bare, strict=True)):
        if line != seen:
            remarks.removed[number] = remarks.removed.get(number, 0) + len(line) - len(seen)
    lines = _scanned(remarks, None if found else scanned)
    findings = []
    for conflict in found:
        if lines.kinds[conflict.first] != "code":
            findings.append(conflict.finding(path))
            continue
        for number in conflict.dropped:
            lines.texts[number] = texts[number]
    repair = remarks.repair
    findings += check_grids(lines, path, repair)
    repair_lists(lines, repair)
    repair_verse(lines, repair)
    adopt_captions(lines)
    write_literals(lines, repair)
    findings += check_fences(lines, path, repair)
    findings += raw_blocks(lines, path, repair)
    findings += check_directives(lines, path)
    findings += code_marks(lines, path)
    findings += check_headings(lines, path, repair)
    findings += check_divisions(lines, path, repair)
    findings += check_joints(lines, path, repair)
    findings += check_tables(lines, path, repair)
    findings += check_lines(lines, path)
    findings += check_inline(lines, path, repair, remarks.removed)
    remarks.write_ends()
    read = (repair.get(number, line) for number, line in enumerate(remarks.texts))
    return tuple(findings), "\n".join(line for line in read if line is not None)


def _scanned(remarks: Remarks, known: Lines | None) -> Lines:
    """Return the lines with remarks read: a copy of those that are known, if they are the same."""
    if known is None or remarks.bodies or remarks.texts != known.texts:
        return scan(remarks.texts, remarks.bodies)
    return replace(
        known, texts=remarks.texts, joints=dict(known.joints), literal=list(known.literal)
    )
