"""Rule M532: a whole chapter between fences, as chat programs hand over what they wrote.

Goes in: a file's text. Comes out: the text without the fences, each line in its place.
"""

from __future__ import annotations

import re

from diglot.core.findings import Finding
from diglot.core.model import Position

_OPENING = re.compile(r"(?im)\s*^(?P<mark>`{3,}|~{3,})[ ]*(?:markdown|md)[ \t]*\n")
_BEGINNING = re.compile(r"\s*(?:#{1,6}[ \t]|---[ \t]*\n)")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)


def unwrapped(text: str, path: str) -> tuple[str, tuple[Finding, ...]]:
    """Return a text without the fences around all of it, and the finding that says so.

    Only what begins with a title or front matter, and whose other fences come in pairs, is
    taken for a chapter; everything else is returned as it is.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return text, ()
    body = text[opening.end() :].rstrip()
    inside, _, last = body.rpartition("\n")
    is_whole = last.strip() == opening["mark"] and not len(_FENCE.findall(inside)) % 2
    if not is_whole or not _BEGINNING.match(inside):
        return text, ()
    before = opening[0].count("\n")
    line, end = text.count("\n", 0, opening.start("mark")) + 1, before + inside.count("\n") + 2
    finding = Finding(
        "fenced-chapter",
        Position(path, line),
        "the whole chapter is between fences of code; it is read as if they were not there",
        f"take out this line and line {end}",
    )
    return "\n" * before + inside + "\n", (finding,)
