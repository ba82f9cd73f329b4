"""Patterns of many alternatives, parted by their first sign, so that `re` need not try each.

Goes in: alternatives, in any of which case is ignored. Comes out: a pattern that is found wherever
one of them is; which one, and so how much of a text it takes, is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

# What else is one of these letters where case is ignored.
_ALSO = {"i": "İı", "k": "\u212a", "s": "ſ"}
_SPECIAL = frozenset(r"\.^$*+?{}[]|()")
_NOT_ALONE = tuple("?*+{")


def by_first_sign(alternatives: Iterable[str]) -> str:
    """Return a pattern for `re.IGNORECASE` that is where any alternative is."""
    groups: dict[str, list[str]] = {}
    others = []
    for alternative in alternatives:
        first, rest = alternative[:1], alternative[1:]
        is_plain = first.isascii() or first.lower() == first.upper()
        if not is_plain or first in _SPECIAL or not first or rest.startswith(_NOT_ALONE):
            others.append(alternative)
        else:
            groups.setdefault(first.lower(), []).append(rest)
    parts = (f"{_class(first)}(?:{'|'.join(rests)})" for first, rests in groups.items())
    return f"(?:{'|'.join((*parts, *others))})"


def _class(letter: str) -> str:
    """Return what stands for a letter: a class is looked at before the rest, unlike a letter."""
    if not letter.isalpha() or letter.upper() == letter:
        return letter
    return f"(?-i:[{letter}{letter.upper()}{_ALSO.get(letter, '')}])"


def alternatives_of(pattern: str) -> Iterator[str]:
    """Yield what is between the bars of a pattern that are in no group and no class."""
    depth, start, is_class, place = 0, 0, False, 0
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 1
        elif is_class:
            is_class = sign != "]"
        elif sign == "[":
            is_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            yield pattern[start:place]
            start = place + 1
        place += 1
    yield pattern[start:]
