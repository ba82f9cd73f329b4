"""Patterns compiled once for a user, as Python keeps its modules.

A command that reads one chapter asks for nine hundred. Each process would compile them anew, which
takes a seventh of a second: a twentieth of what a build takes where a paragraph changed.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import atexit
import marshal
import sys
from array import array
from functools import cache
from re import DEBUG, Pattern, _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

from diglot.disk.cache import Cache, cache_key, user_cache

_MOST = 2000  # patterns; the oldest go, since some are made of the words of a book
_FEW = 16  # so many are compiled sooner than written down

# What `_sre.compile` is given beside a pattern: flags, code, groups, their names in both ways.
_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
_Known = dict[tuple[str | bytes, int], _Code]

_compile = _compiler.compile


class Patterns:
    """The patterns that a cache holds, and those that were compiled since."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._kept = self._read()
        self._new: _Known = {}

    def compile(self, pattern: Any, flags: int = 0) -> Pattern[Any]:
        """Return what `re` makes of a pattern, and raise what it raises."""
        if type(pattern) not in (str, bytes) or flags & DEBUG or len(self._new) > _MOST:
            made: Pattern[Any] = _compile(pattern, flags)
            return made
        key = pattern, int(flags)
        known = self._kept.get(key) or self._new.get(key)
        if known is None:
            known = self._new[key] = _code(*key)
        all_flags, code, *groups = known
        made = _sre.compile(pattern, all_flags, array("I", code).tolist(), *groups)
        return made  # noqa: RET504 - its type is known to nobody

    def keep(self) -> None:
        """Keep what was compiled, if it is worth it."""
        if len(self._new) < _FEW or not self._cache.keeps_code:
            return
        known = self._read() | self._new  # another process may have kept some meanwhile
        self._cache.put(_name(), marshal.dumps(dict([*known.items()][-_MOST:])))

    def _read(self) -> _Known:
        kept = self._cache.get(_name())
        return marshal.loads(kept) if kept else {}  # noqa: S302 - sealed, in the user's own folder


def _code(pattern: str | bytes, flags: int) -> _Code:
    """Return what `re` hands to `_sre` of a pattern."""
    parsed = _parser.parse(pattern, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    code = array("I", _compiler._code(parsed, flags)).tobytes()  # noqa: SLF001
    return flags | state.flags, code, state.groups - 1, state.groupdict, tuple(names)


def _name() -> str:
    """Return the name under which they are kept: what a pattern becomes is Python's affair."""
    return cache_key("patterns", [sys.version])


@cache
def keep_patterns() -> None:
    """Let this process compile no pattern that another of the same user has compiled before."""
    patterns = Patterns(user_cache())
    _compiler.compile = patterns.compile
    atexit.register(patterns.keep)
