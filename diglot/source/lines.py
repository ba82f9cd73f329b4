"""The lines of a Markdown file by what they are: text, code, comment, fence, division.

Knows just enough of pandoc's block syntax to tell code from text without reading the
whole, and to see what was opened and not closed. Goes in: text. Comes out: `Lines`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["blank", "text", "code", "comment", "division"]

_LEAD = (
    r"[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|\(?[#\w][.)](?=[ \t])|:(?=[ \t]))[ \t]*)*"
)
_FENCE = re.compile(
    rf"(?P<lead>{_LEAD})(?P<mark>`{{3,}}|~{{3,}})[ \t]*"
    r"(?P<info>[^\s`{}]*[ \t]*(?:\{[^`\n]*\})?)[ \t]*"
)
_FENCE_END = re.compile(r"[ \t>]*(?P<mark>`{3,}|~{3,})[ \t]*")
_DIVISION = re.compile(r"(?P<lead>[ \t>]*):{3,}[ \t]*(?:\{[^\n]*\}|[^\s:{}]+)[ \t]*:*[ \t]*")
_DIVISION_END = re.compile(r"[ \t>]*:{3,}[ \t]*")
_LIST_ITEM = re.compile(
    r"[ \t]*(?:[-*+]|\d{1,9}[.)]|#\.|\(?\w[.)]|\(\w+\)|[:~]|\[\^[^\]\s]+\]:)[ \t]"
)
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->")


_DEEP_ITEM = re.compile(r"[ \t]{120,}(?:[-*+]|\d{1,9}[.)])[ \t]")
_DEEP_QUOTE = re.compile(r"(?:[ ]{0,3}>){60,}")
_DEEPEST_DIVISION = 60


def refuse_depth(text: str) -> None:
    """Raise RecursionError for a text that is nested deeper than any book.

    What is nested by the hundred takes pandoc hours, and no edition could show it.
    """
    depth = 0
    for line in text.split("\n"):
        if line.startswith(":::"):
            depth += -1 if _DIVISION_END.fullmatch(line) else 1
        is_deep = line.startswith((" ", "\t")) and _DEEP_ITEM.match(line)
        if is_deep or depth > _DEEPEST_DIVISION or _DEEP_QUOTE.match(line):
            raise RecursionError


@dataclass(slots=True)
class Lines:
    """The lines of a text, without their ends, and what each is. Numbers start at 0.

    open_fences: fences that are never closed. swallowed: from a fence to one that opens
        before the first is closed. open_divisions: divisions never closed. spare_ends:
        lines that close a division where none is open. in_list: whether a line stands in
        a list, where other indents hold.
    """

    texts: list[str]
    kinds: list[Kind] = field(default_factory=list)
    in_list: list[bool] = field(default_factory=list)
    open_fences: list[int] = field(default_factory=list)
    swallowed: dict[int, int] = field(default_factory=dict)
    open_divisions: list[int] = field(default_factory=list)
    spare_ends: list[int] = field(default_factory=list)

    def add_open_fence(self, number: int, fence: re.Match[str]) -> None:
        """Take note of a fence without an end; one meant as the end of another is none itself."""
        before = _FENCE.fullmatch(self.texts[self.open_fences[-1]]) if self.open_fences else None
        is_end = before and not fence["info"].strip() and before["mark"].startswith(fence["mark"])
        if not is_end:
            self.open_fences.append(number)

    def is_after_text(self, number: int) -> bool:
        """Tell whether a line follows text directly, comments between them not counted."""
        number -= 1
        while number >= 0 and self.kinds[number] == "comment":
            number -= 1
        return number >= 0 and self.kinds[number] == "text"


def scan(texts: list[str]) -> Lines:
    """Return the lines with their kinds."""
    lines = Lines(texts)
    ends = _fence_ends(texts)
    comment_ends = [number for number, text in enumerate(texts) if "-->" in text]
    number = 0
    is_list = False
    while number < len(texts):
        text = texts[number]
        is_list = _is_list(text, is_list, lines.kinds)
        kind, stop = _one(lines, number, ends, comment_ends, is_list)
        lines.kinds += [kind] * (stop - number)
        lines.in_list += [is_list] * (stop - number)
        number = stop
    return lines


def _is_list(text: str, before: bool, kinds: list[Kind]) -> bool:
    """Tell whether a line stands in a list, given whether the one before does."""
    if _LIST_ITEM.match(text):
        return True
    starts_anew = not kinds or kinds[-1] != "text"
    # What belongs to an item stands under its first word, two columns in at least.
    return before and not (text.strip() and starts_anew and not text.startswith(("  ", "\t")))


def _one(
    lines: Lines, number: int, ends: dict[str, list[int]], comment_ends: list[int], is_list: bool
) -> tuple[Kind, int]:
    """Return the kind of the line, and the number after the last of what it begins."""
    text = lines.texts[number]
    if not text.strip():
        return "blank", number + 1
    after_text = bool(lines.kinds) and lines.kinds[-1] == "text"
    if _INDENTED.match(text) and not after_text and not is_list:
        return "code", number + 1
    fence = _FENCE.fullmatch(text)
    if fence and not (fence["mark"][0] == "~" and after_text):
        end = _end_of_fence(lines, number, fence, ends)
        if end is None:
            lines.add_open_fence(number, fence)
            return "text", number + 1
        return "code", end + 1
    if text.lstrip(" \t>").startswith(":::"):
        return _division(lines, number, after_text), number + 1
    return _comment(text, number, comment_ends)


def _division(lines: Lines, number: int, after_text: bool) -> Kind:
    text = lines.texts[number]
    if _DIVISION_END.fullmatch(text):
        if lines.open_divisions:
            lines.open_divisions.pop()
        else:
            lines.spare_ends.append(number)
        return "division"
    if _DIVISION.fullmatch(text) and not after_text:
        lines.open_divisions.append(number)
        return "division"
    return "text"


def _comment(text: str, number: int, comment_ends: list[int]) -> tuple[Kind, int]:
    bare = _COMMENT.sub("", _CODE_SPAN.sub("code", text))
    if "<!--" in bare:
        place = bisect_right(comment_ends, number)
        if place < len(comment_ends):
            return "comment", comment_ends[place] + 1
    return "text" if bare.strip() else "comment", number + 1


# Fences ------------------------------------------------------------------------


def _fence_ends(texts: list[str]) -> dict[str, list[int]]:
    """Return, by the fence's character, the lines that may close one."""
    ends: dict[str, list[int]] = {"`": [], "~": []}
    for number, text in enumerate(texts):
        if match := _FENCE_END.fullmatch(text):
            ends[match["mark"][0]].append(number)
    return ends


def _end_of_fence(
    lines: Lines, number: int, fence: re.Match[str], ends: dict[str, list[int]]
) -> int | None:
    """Return the line that closes a fence; take note of a fence that opens before it."""
    mark, quoted = fence["mark"], ">" in fence["lead"]
    candidates = ends[mark[0]]
    for place in range(bisect_right(candidates, number), len(candidates)):
        end = candidates[place]
        text = lines.texts[end]
        if text.count(mark[0]) >= len(mark) and (">" in text[: text.index(mark[0])]) == quoted:
            inner = (k for k in range(number + 1, end) if _opens(lines.texts[k], mark))
            if (first := next(inner, None)) is not None:
                lines.swallowed[number] = first
            return end
    return None


def _opens(text: str, mark: str) -> bool:
    """Tell whether a line opens a fence that one with `mark` would be closed by."""
    match = _FENCE.fullmatch(text)
    return bool(match and match["info"].strip() and match["mark"].startswith(mark))
