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


def parts_cited(citations: Sequence[Mapping[str, Any]], works: Container[str]) -> tuple[str, ...]:
    """Return the names of the parts of the book that one citation names; () for one of works.

    citations: as pandoc has them. works: the keys of those that are known.
    """
    keys = tuple(citation["citationId"] for citation in citations)
    has_words = any(c["citationPrefix"] or c["citationSuffix"] for c in citations)
    if has_words or any(key in works or not is_part(key) for key in keys):
        return ()
    return keys


def id_of(key: str) -> str:
    """Return the id that a reference means: @Fig-mill begins a sentence."""
    return key[0].lower() + key[1:]


def is_formula(key: str) -> bool:
    """Tell whether a reference means a formula, which has no number."""
    return id_of(key).startswith(("eq-", "eq:"))
