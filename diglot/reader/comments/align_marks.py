"""Marks of authors in a chapter that say what is beside what: <!-- align: name -->.

One comes before a block, on a line of its own, in both languages by the same name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from diglot.core.directive import AlignMark
from diglot.core.model import Block, Section

_MARK = re.compile(r"<!--\s*align\s*:(?P<words>.*?)-->", re.DOTALL)


def read_align_marks(
    prose: str, blocks: Sequence[Block], sections: Sequence[Section]
) -> tuple[AlignMark, ...]:
    """Return the marks of a chapter, in order.

    prose: its text, code and front matter blanked out.
    """
    found = list(_MARK.finditer(prose))
    if not found:
        return ()
    headings = {section.position.line for section in _walk(sections)}
    outermost = (*blocks, *(block for s in _walk(sections) for block in s.blocks))
    starts = sorted({*headings, *(block.position.line for block in outermost)})
    return tuple(_mark(match, prose, starts, headings) for match in found)


def _mark(match: re.Match[str], prose: str, starts: Sequence[int], headings: set[int]) -> AlignMark:
    start = match.start()
    line = prose.count("\n", 0, start) + 1
    place = bisect_right(starts, prose.count("\n", 0, match.end()) + 1)
    following = starts[place] if place < len(starts) else 0
    broken = ""
    words = match["words"].split()
    if len(words) != 1:
        broken = "it needs a name of one word"
    elif not following or following in headings:
        broken = "no passage comes after it in its section"
    column = start - prose.rfind("\n", 0, start)
    return AlignMark(" ".join(words), line, column, 0 if broken else following, broken)


def _walk(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.sections)
