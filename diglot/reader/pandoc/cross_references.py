"""References to parts of the book that are written as citations: @fig-mill, [@tbl-a; @tbl-b].

Knows what Quarto, pandoc-crossref and MyST call figures, tables, sections and the like.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Any

_KINDS = (
    "fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|alg|sol|rem|nte|tip|wrn|imp|cau|"
    "Fig|Tbl|Sec|Eq|Lst|Thm"
)
_NAME = re.compile(rf"(?:{_KINDS})[-:]\w[\w:.-]*")


def is_part(key: str) -> bool:
    """Tell whether what looks like the key of a work is the name of a part of the book."""
    return bool(_NAME.fullmatch(key))


def are_parts(citations: Sequence[Mapping[str, Any]], works: Container[str]) -> bool:
    """Tell whether what one citation names are parts of the book, with no words around.

    citations: as pandoc has them. works: the keys of those that are known.
    """
    keys = [citation["citationId"] for citation in citations]
    has_words = any(c["citationPrefix"] or c["citationSuffix"] for c in citations)
    return not has_words and all(is_part(key) and key not in works for key in keys)


def id_of(key: str) -> str:
    """Return the id that a reference means: @Fig-mill begins a sentence."""
    return key[0].lower() + key[1:]


def doubt_about(citation: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return what is wrong with a reference whose name is not what the author counts on.

    A message and the next step; None where the name is right.
    """
    key = citation["citationId"]
    is_numbered = re.split("[-:]", id_of(key))[0] in ("fig", "tbl", "eq")
    if citation["citationMode"]["t"] == "SuppressAuthor" and is_numbered:
        return (
            f'"-@{key}" is the number alone in Quarto; here the whole name is filled in',
            f"write @{key}, and take out the word before it that the name has",
        )
    return None
