"""A habit of another program: how its mark is known, what it is, and how it is said here."""

from __future__ import annotations

import re

from msgspec import Struct

AS_TYPED = r"to show it as typed, make it code or put a backslash before it"


class Habit(Struct, frozen=True):
    """One habit. name: what it is, after "is". hint: the next step.

    sign: what a text must hold to have the habit, which is quicker looked for than the pattern.
    in_targets: whether it is looked for in the targets of links, too.
    before_code: whether code must follow it.
    """

    sign: str
    pattern: re.Pattern[str]
    name: str
    hint: str
    in_targets: bool = False
    before_code: bool = False


def habit(
    sign: str,
    pattern: str,
    name: str,
    hint: str,
    *,
    in_targets: bool = False,
    before_code: bool = False,
) -> Habit:
    """Return a habit. pattern: what is found is in its group "at"."""
    return Habit(sign, re.compile(pattern, re.MULTILINE), name, hint, in_targets, before_code)
