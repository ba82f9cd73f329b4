"""Links as programs that export documents write them.

Knows links inside links, `[[The mill](#mill)](#mill)` and `[The mill [3](#mill)](#mill)`, whose
inside pandoc prints as it is typed, and what it makes itself of references of LaTeX,
`[\\[fig:mill\\]](#fig:mill){reference-type="ref"}`. Goes in: prose without code. Comes out: what
makes pandoc read one link, and findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from diglot.core.findings import Finding, cut_short
from diglot.source.bare import Ruler, blank
from diglot.source.edits import Edit

_BRACKET = re.compile(r"[\[\]]|\n[ \t>]*\n")
_ESCAPE = re.compile(r"\\[^\w\s]")
_TARGET = re.compile(r"\((?P<target>(?:[^()\n]|\([^()\n]*\))*)\)(?:\{[^{}\n]*\})?")
# Where one link ends, and then another that began before it. Without it there is nothing to find.
_BOTH_ENDS = re.compile(
    r"\]\((?:[^()\n]|\([^()\n]*\))*\)(?:[^\[\]]++|\](?!\()|\[[^\[\]]*+\](?!\())*+\]\("
)

# A label, or the number that it had.
_REFERENCE = re.compile(
    r"\[(?P<words>\\\[[^\[\]\n]+\\\]|[\d.]+|\[[^\[\]\n]+\])\]\(#[^()\s]+\)"
    r"\{reference-type=(?P<type>\"[\w+]+\")"
)


class _Link(Struct, frozen=True):
    """Where a link is: its first bracket, the one after its words, and its end."""

    start: int
    close: int
    end: int
    target: str


def link_words(prose: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of links and pictures begin and end: brackets that a target follows."""
    opened: list[int] = []
    for match in _BRACKET.finditer(prose):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] != "]":
            opened = []
        elif opened:
            start = opened.pop()
            if prose[match.end() : match.end() + 1] in ("(", "["):
                yield start, match.end()


def nested_edits(prose: str) -> Iterator[Edit]:
    """Yield what leaves of a link inside a link its words."""
    for inner, _ in _nested(prose):
        yield Edit(inner.start, inner.start + 1, "")
        yield Edit(inner.close, inner.end, "")


def label_edits(prose: str) -> Iterator[Edit]:
    """Yield what lets references of LaTeX have the name of what they lead to."""
    for match in _REFERENCE.finditer(prose) if "reference-type" in prose else ():
        yield Edit(match.start("words"), match.end("words"), "")


def labels(prose: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield the references of LaTeX, of which each was a number alone."""
    for match in _REFERENCE.finditer(prose) if "reference-type" in prose else ():
        words = re.sub(r"\\(?=[\[\]])", "", match["words"])
        yield Finding(
            "foreign-markup",
            ruler.at(match.start()),
            f'"{cut_short(words, 40)}" is a reference of LaTeX, which was a number; the name of '
            "what it leads to is filled in",
            "write [](#id), and take out the word before it that the name has, such as Figure",
        )


def nested_links(prose: str, text: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield the links inside links that lead elsewhere. text: the same with its code."""
    for inner, outer in _nested(prose):
        if inner.target.strip() != outer.target.strip():
            yield Finding(
                "foreign-markup",
                ruler.at(inner.start),
                f'"{cut_short(text[inner.start : inner.end], 40)}" is a link inside another link, '
                "and only its words are read",
                "end the one before the other begins",
            )


def _nested(prose: str) -> Iterator[tuple[_Link, _Link]]:
    """Yield each link that is inside another, and that one. A picture in a link is none."""
    if not _BOTH_ENDS.search(prose):
        return
    around: list[_Link] = []
    for link in sorted(_links(_ESCAPE.sub(blank, prose)), key=lambda link: link.start):
        while around and around[-1].end < link.start:
            around.pop()
        if around:
            yield link, around[0]
        else:
            around.append(link)


def _links(prose: str) -> Iterator[_Link]:
    for start, end in link_words(prose):
        match = _TARGET.match(prose, end)
        if match and prose[start - 1 : start] not in ("!", "^"):
            yield _Link(start, end - 1, match.end(), match["target"])
