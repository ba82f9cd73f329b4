"""Lines that are headings, or were meant as such and are not read so.

Goes in: a line from its first sign on, and what is around it. Comes out: a `HeadingLine`.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

Fault = Literal["", "indented", "space", "joined"]

_INVISIBLE = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff"
_SPACES = "\u00a0\u2000-\u200b\u202f"
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?=\S)")
# Hashes and then, without a space that pandoc knows, what may begin a heading.
_NO_SPACE = re.compile(
    rf"(?P<before>[{_INVISIBLE}]*)(?P<marks>#{{1,6}})"
    rf"(?P<between>[{_SPACES}{_INVISIBLE}]*)(?P<first>[^\s#])"
)
_MARKED = re.compile(
    rf"(?P<before>[{_INVISIBLE}]+[ ]*)(?P<marks>#{{1,6}})(?P<between>[ \t]*)(?P<first>\S)"
)
_AFTER_HASHES = re.compile(r"[\w\"'“”„׳״‘’(\[*_`]")
# Hashes behind a heading's braces hide these from pandoc.
_CLOSED_BRACES = re.compile(r"(\{[ ]*[#.][^{}\n]*\})[ \t]+#+[ \t]*$")


class Around(Struct, frozen=True):
    """What is around a line, as far as it decides whether the line is a heading.

    is_below: whether text is right above. is_alone: whether an empty line, or the end,
        is on both its sides. is_first: whether no text comes before it. is_inside: whether
        it is in a quotation or a list.
    """

    is_below: bool
    is_alone: bool
    is_first: bool
    is_inside: bool


class HeadingLine(Struct, frozen=True):
    """A line that is a heading. meant: as pandoc is to read it. fault: why it would not.

    is_underlined: whether the next line makes it one.
    shift: columns from the line's first sign to the place of the fault. why: says more of it.
    """

    marks: str
    meant: str
    fault: Fault = ""
    is_below: bool = False
    shift: int = 0
    why: str = ""
    is_underlined: bool = False


def read_heading(rest: str, indent: int, around: Around) -> HeadingLine | None:
    """Return the heading that a line is or was meant to be; None for what is none."""
    if "#" not in rest[:12]:
        return None
    meant = _CLOSED_BRACES.sub(r"\1", rest)
    if match := _HEADING.match(rest):
        marks = match["marks"]
        if around.is_below and not _is_meant(marks, rest[match.end() :]):
            return None
        fault: Fault = "joined" if around.is_below else "indented" if indent else ""
        if fault == "indented" and around.is_inside:
            fault = ""
        return HeadingLine(marks, meant, fault, around.is_below)
    if around.is_inside or not (match := _NO_SPACE.match(rest) or _MARKED.match(rest)):
        return None
    if not _is_slip(match, rest, around):
        return None
    marks = match["marks"]
    return HeadingLine(
        marks,
        f"{marks} {meant[match.start('first') :]}",
        "space",
        around.is_below,
        match.start("marks"),
        _why(match),
    )


def _is_meant(marks: str, words: str) -> bool:
    """Tell whether hashes inside a paragraph are those of a heading: one alone may be text."""
    return len(marks) > 1 or (words[:1].isalpha() and not words.rstrip().endswith((".", ",")))


def _is_slip(match: re.Match[str], rest: str, around: Around) -> bool:
    is_marked = bool(match["before"].strip(" ") or match["between"])
    if is_marked:
        return True
    if not _AFTER_HASHES.match(match["first"]):
        return False
    return len(match["marks"]) > 1 or _is_title(rest[match.start("first") :], around)


def _is_title(words: str, around: Around) -> bool:
    """Tell whether what follows one # is a heading, and neither a hashtag nor a number."""
    if not around.is_alone or not words[:1].isalpha() or "#" in words:
        return False
    return around.is_first or (" " in words.strip() and words.rstrip()[-1] not in ".,;:!?")


def _why(match: re.Match[str]) -> str:
    if match["before"].strip(" "):
        return "there is an invisible mark before the heading"
    if match["between"]:
        return f"after # comes U+{ord(match['between'][0]):04X} instead of a space"
    return "there is no space between # and the heading"
