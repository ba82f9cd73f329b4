"""The text of a file without its code, its comments and what was marked as an example.

Goes in: `Lines`. Comes out: a text of the same length, blank where nothing of Markdown is
to be looked for, so that an offset means the same place in both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from msgspec import Struct

from diglot.core.model import Position
from diglot.source.code import without_code
from diglot.source.scan.scanned import Lines

VERBATIM = r"\{[^{}]*(?:\.verbatim\b|typography=[\"']?off)[^{}]*\}"
VERBATIM_SPAN = re.compile(rf"\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^()\n]*\))?{VERBATIM}")
_CODE_ELEMENT = re.compile(
    r"(?P<opening><(?P<name>code|pre|script|style|kbd|samp|tt)\b[^<>]*>)(?P<code>.{0,5000}?)"
    r"(?P<closing></(?P=name)\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_SIGN = re.compile(r"[^\n]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def blank(match: re.Match[str]) -> str:
    """Return spaces for what was matched, its line ends kept."""
    return "\n".join(" " * len(line) for line in match[0].split("\n"))


def _between_tags(match: re.Match[str]) -> str:
    """Return an element with its code blank. Its tags may have slips as any others."""
    return match["opening"] + _SIGN.sub(" ", match["code"]) + match["closing"]


def bare(lines: Lines) -> str:
    """Return the text with its code and comments blank."""
    pairs = zip(without_code(lines).split("\n"), lines.kinds, strict=True)
    text = "\n".join(" " * len(t) if kind == "comment" else t for t, kind in pairs)
    if "</" in text:
        text = _CODE_ELEMENT.sub(_between_tags, text)
    if "-->" in text:
        text = _COMMENT.sub(blank, text)
    return text


class Ruler(Struct, frozen=True):
    """Tells on which line of a file an offset is.

    starts: where each line begins. removed: how many columns a line has lost at its beginning.
    """

    path: str
    starts: tuple[int, ...]
    removed: Mapping[int, int]

    def line(self, offset: int) -> int:
        """Return the number of the line, counted from 0, on which an offset is."""
        return bisect_right(self.starts, offset) - 1

    def at(self, offset: int) -> Position:
        """Return the position of an offset."""
        line = self.line(offset)
        column = offset - self.starts[line] + self.removed.get(line, 0) + 1
        return Position(self.path, line + 1, column)


def ruler(lines: Lines, path: str, removed: Mapping[int, int]) -> Ruler:
    """Return the ruler of a file."""
    starts, start = [], 0
    for text in lines.texts:
        starts.append(start)
        start += len(text) + 1
    return Ruler(path, tuple(starts), removed)
