"""The patterns by which pyphen divides words, read once for a user.

It reads those of a language line by line, with expressions for each, where WeasyPrint asks it for
the first word: in each process anew, which is a fiftieth of a build where a paragraph changed.
"""

from __future__ import annotations

from pathlib import Path

import pyphen  # type: ignore[import-untyped]

from diglot.disk.cache import machine_cache
from diglot.disk.states import version_of
from diglot.disk.steps import records, step

_Patterns = dict[str, tuple[int, tuple[int, ...]]]
_FORM = records(_Patterns)


class _Kept(pyphen.HyphDict):  # type: ignore[misc]
    """The patterns of a language, as they were read before."""

    def __init__(self, path: Path) -> None:
        reading = step("hyphens", [path.read_bytes(), version_of("pyphen")])
        patterns = reading.kept(_FORM, machine_cache())
        if patterns is None:
            super().__init__(path)
            if _is_plain(self):
                reading.keep(self.patterns, _FORM, machine_cache())
        else:
            self.__dict__ |= _all_of(patterns)


def read_hyphens_once() -> None:
    """Let pyphen have from now on what was kept of patterns, where steps are kept."""
    pyphen.HyphDict = _Kept


def _all_of(patterns: _Patterns) -> dict[str, object]:
    """Return all that is known of a language with these patterns before it is asked for a word."""
    return {"patterns": patterns, "cache": {}, "maxlen": max(map(len, patterns))}


def _is_plain(read: pyphen.HyphDict) -> bool:
    """Tell whether nothing was read but such patterns, none of which spells words otherwise."""
    numbers = (number for _, numbers in read.patterns.values() for number in numbers)
    return vars(read) == _all_of(read.patterns) and all(type(number) is int for number in numbers)
