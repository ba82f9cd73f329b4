"""What pandoc would drop is let through it in disguise.

Marks that the author escaped stay as typed: \\" is a straight mark, \\... three dots.
pandoc drops the backslash, so each escaped mark goes through it as a sign that
no text has; what is not words gets its own sign back. And the cell of a table drawn
with bars that holds a block of HTML, `<ul>`, comes out empty, so such a tag goes
through as one of no known name.
"""

from __future__ import annotations

import re
from typing import Any

from diglot.source.scan.tags import BLOCKS
from diglot.text.marks.signs import ESCAPED

_SIGNS = {sign: stand_in for stand_in, sign in ESCAPED.items()}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ROW = re.compile(r"^[ >]*\|.*</?[A-Za-z].*$", re.MULTILINE)
_BLOCK = re.compile(
    rf"(?<!\\)(?P<sign></?)(?=(?:{'|'.join(sorted(BLOCKS))})(?![\w-]))", re.IGNORECASE
)
_DISGUISE = "dgl-"
_STAND_IN = re.compile("[" + "".join(ESCAPED) + "]")


def protect(text: str) -> str:
    """Return Markdown in which each escaped mark is a stand-in of the same width."""
    if "|" in text and "<" in text:
        text = _ROW.sub(lambda row: _BLOCK.sub(rf"\g<sign>{_DISGUISE}", row[0]), text)
    return _ESCAPE.sub(lambda match: "\\" + _SIGNS.get(match[1], match[1]), text)


def is_disguised(text: str) -> bool:
    """Tell whether anything goes through pandoc in disguise in a protected text."""
    return _DISGUISE in text or _STAND_IN.search(text) is not None


def restore(node: Any) -> Any:
    """Return pandoc nodes in which only words keep their stand-ins."""
    if isinstance(node, dict):
        if node.get("t") == "Str":
            return node
        return {key: restore(value) for key, value in node.items()}
    if isinstance(node, list):
        return [restore(item) for item in node]
    return as_typed(node) if isinstance(node, str) else node


def as_typed(text: str) -> str:
    """Return text with its own signs for the stand-ins."""
    if _DISGUISE in text:
        text = text.replace(f"<{_DISGUISE}", "<").replace(f"</{_DISGUISE}", "</")
    return _STAND_IN.sub(lambda match: ESCAPED[match[0]], text)
