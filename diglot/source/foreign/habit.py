"""A habit of another program: how its mark is known, what it is, and how it is said here."""

from __future__ import annotations

import re
from functools import cached_property

from msgspec import Struct

AS_TYPED = r"to show it as typed, make it code or put a backslash before it"


class Habit(Struct, frozen=True, dict=True):
    """One habit. name: what it is, after "is". hint: the next step.

    sign: what a text must hold to have the habit, which is quicker looked for than the pattern.
    expression: what is found is in its group "at".
    in_targets: whether it is looked for in the targets of links, too.
    before_code: whether code must follow it.
    """

    sign: str
    expression: str
    name: str
    hint: str
    in_targets: bool = False
    before_code: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the expression, compiled: few texts have the sign of any one habit."""
        return re.compile(self.expression, re.MULTILINE)
