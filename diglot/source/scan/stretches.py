"""What a line begins that goes on over more lines, told by its end.

Knows formulas, comments, and elements of HTML in which nothing is Markdown.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->")
_FORMULA = re.compile(r"\\\[(?!.*\\\])|\\begin\{[a-z]+\*?\}")
_VERBATIM = re.compile(r"<(pre|script|style|textarea)(?=[\s>])", re.IGNORECASE)
_VERBATIM_END = re.compile(r"</(pre|script|style|textarea)\s*>\s*$", re.IGNORECASE)


def formula_end(texts: Sequence[str], number: int, rest: str) -> int:
    """Return the last line of a formula that a line opens and does not close, or -1.

    rest: the line from its first sign on. A formula has no empty line.
    """
    dollars = rest.count("$$") % 2
    match = None if dollars else _FORMULA.match(rest)
    if not (dollars or match):
        return -1
    end = "$$" if dollars else "\\]" if rest.startswith("\\[") else "\\end{"
    if not dollars and end in rest:
        return -1
    for k in range(number + 1, len(texts)):
        if not texts[k].strip():
            return -1
        if end in texts[k]:
            return k
    return -1


def comment_end(number: int, rest: str, ends: Sequence[int]) -> int | None:
    """Return the number after the last line of a comment; None for one inside a line of text.

    rest: the line from its first sign on. ends: the lines that hold the end of a comment.
    """
    bare = _COMMENT.sub("", _CODE_SPAN.sub("code", rest))
    if "<!--" not in bare:
        return None if bare.strip() else number + 1
    place = bisect_right(ends, number)
    return ends[place] + 1 if place < len(ends) else None


def verbatim_ends(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Return the lines that end HTML in which nothing is Markdown, with its elements' names."""
    found = ((k, _VERBATIM_END.search(text)) for k, text in enumerate(texts) if "</" in text)
    return [(number, match[1].lower()) for number, match in found if match]


def verbatim_end(number: int, rest: str, ends: Sequence[tuple[int, str]]) -> int | None:
    """Return the number after the last line of such HTML; None where none begins, or ends.

    rest: the line from its first sign on. ends: as `verbatim_ends` returns them.
    """
    match = _VERBATIM.match(rest) if rest[:1] == "<" else None
    if not match:
        return None
    name = match[1].lower()
    later = ends[bisect_left(ends, (number, "")) :]
    return next((end + 1 for end, other in later if other == name), None)
