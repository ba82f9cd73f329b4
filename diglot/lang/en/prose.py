"""What English prose looks like."""

from __future__ import annotations

from collections.abc import Sequence

_SMALL_WORDS = (
    "the a an of to in and or is are was were be been it its this that these those with for on at"
    " by from as not but if you your we our they their he his she her which who what when where how"
    " can will would may must has have had do does did there here all any each no than then so into"
    " only one about also more"
)
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""Words that only join others."""


def is_prose(words: Sequence[str], fewest: int, has_same: bool) -> bool:
    """Tell running text from names and from titles of works, as `Language.is_prose` says."""
    if len(words) < fewest:
        return False
    small = sum(word[0].islower() for word in words)
    telling = sum(word.lower() in SMALL_WORDS for word in words)
    if has_same:
        return small >= 0.5 * len(words) and telling >= 1
    return small >= 0.6 * len(words) and telling >= 0.2 * len(words)
