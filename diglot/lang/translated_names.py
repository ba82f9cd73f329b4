"""Names that a language has its own words for: countries, languages, months and days.

Goes in: a word. Comes out: whether it is one, so that nobody waits for its letters or its sound.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

_ADJECTIVE = re.compile("(?:[ei]ans?|ese|ish|ists?|isms?|ics?)$")


def has_own_words(name: str, tag: str) -> bool:
    """Tell whether a name of a language is one that others translate: Germany, Monday, Indian."""
    return name.casefold() in _words(tag) or _ADJECTIVE.search(name) is not None


@cache
def _words(tag: str) -> frozenset[str]:
    locale = Locale.parse(tag, sep="-")
    calendars = (kinds.values() for kinds in (locale.months["format"], locale.days["format"]))
    dated = (word for kind in calendars for names in kind for word in names.values())
    named = [*locale.territories.values(), *locale.languages.values(), *dated]
    return frozenset(word for name in named for word in re.findall(r"[^\W\d_]+", name.casefold()))
