"""Rule M520: contents that a word processor wrote into the text, with its numbers of pages.

Goes in: prose without code. Comes out: which lines they are, and a finding for each list of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding, cut_short
from diglot.source.bare import Ruler

_AIM = r"\(#[^()\s]+\)"
# A line that is nothing but a link to a bookmark of Word's or Writer's contents, or whose words
# end with the number of a page: a link of its own, or behind a tab.
_ROW = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?[*_]{0,2}\[[^\n]*(?:"
    rf"\[[*_]*(?:\d{{1,4}}|[ivxlc]{{1,6}})[*_]*\]{_AIM}[*_]*\]{_AIM}"
    rf"|\t\d{{1,4}}[*_]*\]{_AIM}"
    r"|\]\(#(?:_Toc|_heading=|__RefHeading|_TOC_)[^()\s]*\))[*_]{0,2}[ \t\\]*"
)
_SIGNS = ("](#_", ")](#", "*](#", "\t")  # one of them is in each row
_FEWEST = 2
_HEADING = re.compile(
    r"#{1,6}[ \t]+(?:\*\*)?(?:(?:Table of )?Contents\b.*|.*\.TOC-Heading\b.*)", re.IGNORECASE
)


def rows_of_contents(prose: str) -> list[range]:
    """Return the numbers of the lines of each table of contents; empty lines may be in it."""
    if "](#" not in prose or not any(sign in prose for sign in _SIGNS):
        return []
    runs: list[list[int]] = [[]]
    for number, text in enumerate(prose.split("\n")):
        if "](#" in text and _ROW.fullmatch(text):
            runs[-1].append(number)
        elif runs[-1] and text.strip(" \t>"):
            runs.append([])
    texts = prose.split("\n")
    found = [range(_first(texts, run[0]), run[-1] + 1) for run in runs if len(run) >= _FEWEST]
    if len(found) == 1 and not any(
        map(str.strip, texts[: found[0].start] + texts[found[0].stop :])
    ):
        return [range(runs[0][0], found[0].stop)]  # the chapter keeps its title
    return found


def _first(texts: list[str], number: int) -> int:
    """Return the number of the line at which a table of contents begins, with its heading."""
    above = number - 1
    while above >= 0 and not texts[above].strip():
        above -= 1
    if above >= 0 and _HEADING.fullmatch(texts[above]):
        return above
    is_divided = above > 1 and texts[above].strip() == ":::"
    while is_divided and above > 0 and not texts[above].startswith("::: "):
        above -= 1
    return above if is_divided and "TOC-Heading" in texts[above] else number


def contents(rows: list[range], text: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield a finding for each table of contents. text: with its code."""
    for lines in rows:
        start = ruler.starts[lines.start]
        words = text[start:].split("\n", maxsplit=1)[0].strip()
        yield Finding(
            "foreign-markup",
            ruler.at(start),
            f'"{cut_short(words, 40)}" begins a table of contents that a word processor wrote; it '
            "is left out",
            "take it out, with its heading; every edition has its contents, with its own pages",
        )
