"""Headings as they are on a line: found, and given an id or a class."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ATX = re.compile(r"(?P<signs>#{1,6})[ \t]+\S")
_SETEXT = re.compile(r"(?P<sign>[=-])(?P=sign)*[ \t]*")
# What is in {…} at the end of a heading; after "]", ")" or "`" it belongs to a span,
# a link or code instead, and after a backslash it is text.
_ATTRIBUTES = re.compile(
    r"""(?<![\])`\\])\{(?P<inside>
        (?:\s*(?:\#[^\s{}]+|\.[^\s{}.\#]+|-|[\w:.-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)))*
    )\s*\}[ \t]*$""",
    re.VERBOSE,
)


def heading_level(line: str, following: str) -> int:
    """Return the level of the heading that a line begins, or 0 for what is none.

    following: the next line, where "===" or "---" underlines a heading.
    """
    if match := _ATX.match(line):
        return len(match["signs"])
    if line.strip() and not line[:1].isspace() and (match := _SETEXT.fullmatch(following)):
        return 1 if match["sign"] == "=" else 2
    return 0


def is_underlined(line: str) -> bool:
    """Tell whether a line that begins a heading goes on with an underline."""
    return not _ATX.match(line)


def with_attributes(line: str, name: str = "", classes: Sequence[str] = ()) -> str:
    """Return a heading's line with an id, and classes, among its attributes.

    What it has already is kept; spaces at its end stay there.
    """
    match = _ATTRIBUTES.search(line)
    classes = [f".{c}" for c in classes]
    if match is None:
        bare = line.rstrip(" \t")
        new = " ".join([*([f"#{name}"] if name else []), *classes])
        return f"{bare} {{{new}}}{line[len(bare) :]}" if new else line
    words = [*([f"#{name}"] if name else []), match["inside"].strip(), *classes]
    inside = " ".join(word for word in words if word)
    tail = line[match.end("inside") :].lstrip()
    return f"{line[: match.start()]}{{{inside}{tail}"
