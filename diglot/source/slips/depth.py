"""Texts that are nested deeper than any book, which pandoc would take hours to read."""

from __future__ import annotations

import re

from diglot.source.scan.starts import is_division_end

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
            depth += -1 if is_division_end(line) else 1
        is_deep = line.startswith((" ", "\t")) and _DEEP_ITEM.match(line)
        if is_deep or depth > _DEEPEST_DIVISION or _DEEP_QUOTE.match(line):
            raise RecursionError
