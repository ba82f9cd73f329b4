"""Where a line may end in code: at spaces, and after the slashes of a long path.

A hyphen is no place for it: "--out" is no two words, and "-" at the end of a line
might be part of the name or not.
"""

from __future__ import annotations

import re

CODE_PIECE = "piece"  # the class of code that was cut where its direction changes
_WORD = re.compile(r"\s+|\S+")
_STEP = re.compile(r"[^/]*/+(?=[^\W\d])|[^/]+/*|/+")
_LONG_PATH, _LONG_STEP = 16, 32  # characters


def code_steps(code: str) -> tuple[tuple[str, bool], ...]:
    """Return code as pieces between which a line may end, and whether each stays whole.

    A very long word does not: it would stand out of a narrow column.
    """
    return tuple(
        (step, not step.isspace() and len(step) <= _LONG_STEP)
        for word in _WORD.findall(code)
        for step in (_STEP.findall(word) if len(word) > _LONG_PATH else [word])
    )


def stays_whole(code: str) -> bool:
    """Tell whether no line ends in some code."""
    steps = code_steps(code)
    return len(steps) == 1 and steps[0][1]
