"""Words of a report: Hebrew that does not make a line jump, and numbers with their nouns."""

from __future__ import annotations

import re

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_OPENING = "\u2066\u2067\u2068"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_ISOLATED = re.compile(f"([{_OPENING}{_POP_ISOLATE}])")
# An id in braces and code between backticks are there to be copied, so they stay whole;
# else a passage goes from its first to its last Hebrew letter, past no other script.
_PASSAGE = re.compile(
    r"\{#[^}]*\}|`[^`]*`"
    rf"|[{_RIGHT_TO_LEFT}](?:(?:[^\w\"`{{]|[\d_{_RIGHT_TO_LEFT}])*[{_RIGHT_TO_LEFT}])?"
)


def isolated(text: str) -> str:
    """Return a line with each Hebrew passage between isolates, so that the line does not jump.

    What is between isolates already is left as it is.
    """
    depth = 0
    parts = []
    for part in _ISOLATED.split(text):
        if part == _POP_ISOLATE:
            depth = max(depth - 1, 0)
        elif part and part in _OPENING:
            depth += 1
        elif not depth:
            parts.append(_PASSAGE.sub(lambda match: whole(match[0]), part))
            continue
        parts.append(part)
    return "".join(parts)


def whole(text: str) -> str:
    """Return a line of the source as one passage, whatever it begins with."""
    return _between(text) if re.search(f"[{_RIGHT_TO_LEFT}]", text) else text


def _between(text: str) -> str:
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def plural(number: int, noun: str) -> str:
    """Return a number with its noun: "1 error", "2 errors"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
