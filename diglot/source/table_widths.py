"""How wide the columns of a table with bars are meant to be: as the line of hyphens says, or not.

pandoc reads the lengths of its hyphens as the shares of the columns wherever a line of the table
is long. Most tables have hyphens that say nothing: three or so in each column, as GitHub teaches,
or about as many as the titles above them take, or took before they were translated. Their columns
are as wide as their words need.
"""

from __future__ import annotations

import re

from diglot.source.scan import starts

_BAR = re.compile(r"(?<!\\)\|")
_FEW, _NEAR = 5, 3  # characters


def has_meant_widths(head: str, rule: str) -> bool:
    """Tell whether the hyphens of a table with bars say how wide its columns are.

    head, rule: its first two lines. True for what is no such table.
    """
    if not starts.is_pipe_table(head.lstrip(" \t>"), rule.lstrip(" \t>")):
        return True
    hyphens = _lengths(rule)
    titles = _lengths(head)
    is_like_titles = len(titles) == len(hyphens) and all(
        abs(one - other) <= _NEAR for one, other in zip(titles, hyphens, strict=True)
    )
    is_plain = len(set(hyphens)) == 1 and hyphens[0] <= _FEW
    return not is_plain and not is_like_titles


def _lengths(line: str) -> list[int]:
    """Return of how many characters the cells of a line are, from bar to bar."""
    return [len(cell) for cell in _BAR.split(line.strip(" \t>").strip("|"))]
