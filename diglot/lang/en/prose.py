"""What English prose looks like."""

from __future__ import annotations

from collections.abc import Container, Sequence

_SMALL_WORDS = (
    "the a an of to in and or is are was were be been it its this that these those with for on at"
    " by from as not but if you your we our they their he his she her which who what when where how"
    " can will would may must has have had do does did there here all any each no than then so into"
    " only one about also more i me my why whose while us him them up out over under off down after"
    " before between through without within during against because until till though whether yes"
    " could should might shall cannot don't doesn't didn't isn't aren't wasn't weren't won't can't"
    " shouldn't couldn't wouldn't haven't hasn't it's that's you're we're they're i'm let's there's"
)
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""Words that only join others."""
NEVER_TWICE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "with",
        "from",
        "at",
        "by",
        "to",
        "into",
        "its",
        "our",
        "your",
        "their",
    ]
)
_ENDING, _LONG, _FEWEST_TITLE = "ing", 6, 3


def is_prose(words: Sequence[str], fewest: int, has_same: bool) -> bool:
    """Tell running text from names and from titles of works, as `Language.is_prose` says."""
    if len(words) < fewest:
        return False
    small = sum(word[0].islower() for word in words)
    telling = sum(map(_is_small, words))
    if has_same:
        return small >= 0.5 * len(words) and telling >= 1
    return small >= 0.6 * len(words) and telling >= 0.2 * len(words)


def is_heading(words: Sequence[str], common: Container[str]) -> bool:
    """Tell a heading from a name or a title, as `Language.is_heading` says."""
    own = [word for word in words if not _is_small(word)]
    if _is_small(words[0]) and any(word[0].islower() for word in own):
        return True
    if words[0].endswith(_ENDING) and len(words[0]) >= _LONG and len(words) >= _FEWEST_TITLE:
        return True  # Making Oil Lamps
    return len(own) > 1 and all(word.lower() in common for word in own)


def _is_small(word: str) -> bool:
    return word.lower().replace("’", "'") in SMALL_WORDS
