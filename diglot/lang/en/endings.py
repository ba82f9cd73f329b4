"""What English words end in: plurals and possessives."""

from __future__ import annotations

import re


def with_endings(word: str) -> str:
    """Return what finds a word, its plural and its possessives, for `re`."""
    if re.search("[^aeiou]y$", word):
        return f"(?:{re.escape(word[:-1])}(?:y|ies|y's))"
    return re.escape(word) + "(?:'s|s'|e?s)?"
