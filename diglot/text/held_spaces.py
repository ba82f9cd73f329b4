"""Spaces at which no line of a page ends, and marks that none parts.

Goes in: a text as it is set. Comes out: the same, with spaces that do not break between a number
and its unit, behind a title and before a dash; a dash without a space stays with the word before
it. A screen breaks its lines anew for each reader, and what is searched and copied there has plain
spaces, so only pages have these.
"""

from __future__ import annotations

import re
from functools import cache

from diglot.lang.known import any_of, languages
from diglot.lang.language import Language
from diglot.text.isolates import WORD_JOINER

_NO_BREAK = "\u00a0"
_ASKED = re.compile("(?<=[!?…])(?=[״׳])")
_DASH = re.compile(r" (?<=\S )(?=[–—](?: |$))")
_JOINED_DASH = re.compile(r"(?<=[^\s—–])(?=—)")  # "wall—look": rules of lines part it on both sides
_SIGNS = "[°%‰₪$€£¥₽]"  # of what the number before them counts


def with_spaces_held(text: str) -> str:
    """Return a text with its spaces at which no line should end as such that do not break."""
    text = _JOINED_DASH.sub(WORD_JOINER, _DASH.sub(_NO_BREAK, text))
    return _held(languages()).sub(lambda match: match[0][:-1] + _NO_BREAK, text)


def with_marks_held(text: str) -> str:
    """Return a text in which no line ends between "!", "?" or "…" and the mark that closes.

    Geresh and gershayim are letters to the rules of lines, which part letters from such signs.
    Source: UAX #14, class HL and rule LB13.
    """
    return _ASKED.sub(WORD_JOINER, text) if "״" in text or "׳" in text else text


@cache
def _held(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Return what finds the last figure before a unit, or a title, with the space behind it."""
    units = any_of(language.units for language in known)
    before = any_of(language.holding for language in known)
    return re.compile(rf"[\d¼-¾⅐-⅞] (?={_SIGNS}|{units}(?!\w))|{before} (?=[\w״“”])")
