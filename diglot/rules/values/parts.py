"""Rule T602: fractions in words that are other ones, and a minus that is lost.

Goes in: a section and its translation, passage by passage. Comes out: findings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.rules.numbers import values_in
from diglot.rules.values.missing import is_compared
from diglot.text.number_words import counting_words, further_values

_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_SIGN = re.compile(r"(?:^|[^\d ]|[^\d] )([½¼])")
_PARTS = (0.25, 0.5)  # a third and less are called like ordinals: a fifth, the fifth
_MINUTES = 60
_KEPT = 1024  # words of which it is kept: a book says most of its words again and again
_SIGNED = re.compile(r"[-−–](\d[\d.,]*)\s?%?")
_SIGNLESS = re.compile(r"(\d[\d.,]*)\s?%?")


def part_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the halves and quarters that are others, and the cells that lost their minus."""
    for part in compared.parts:
        for pair in part.passages:
            if not is_compared(pair):
                continue
            if part.is_pair and (message := _other_fraction(pair)):
                yield _finding(pair, message, "correct the fraction")
            elif pair.source.kind == "cell" and (message := _lost_minus(pair)):
                yield _finding(pair, message, "put the minus before the number, or correct it")


def _finding(pair: PassagePair, message: str, hint: str) -> Finding:
    return Finding("number-missing", pair.translation.position, message, hint, pair.source.position)


def _other_fraction(pair: PassagePair) -> str:
    """Return what is said of the one fraction of a passage that is another one here."""
    ours = _fractions(pair.source.words)
    theirs = _fractions(pair.translation.words) if ours else {}
    if not theirs or {*ours.values()} == {*theirs.values()}:
        return ""
    lost = _unknown(ours, pair.translation.everything)
    instead = _unknown(theirs, pair.source.everything)
    if len(lost) != 1 or len(instead) != 1:
        return ""
    return f"{quoted(lost[0])} of the source does not reappear; here it is {quoted(instead[0])}"


def _fractions(text: str) -> dict[str, frozenset[float]]:
    """Return the words of a text that are halves and quarters, each with all that it may count."""
    has_sign = "½" in text or "¼" in text
    signs = (m[1] for m in _SIGN.finditer(text)) if has_sign else ()
    found = {sign: frozenset([unicodedata.numeric(sign)]) for sign in signs}
    for match in _WORD.finditer(text) if any(map(_parts, counting_words(text))) else ():
        if parts := _parts(match[0].lower()):
            # Half an hour is thirty minutes, too.
            ways = (*further_values(match[0].lower()), *(part * _MINUTES for part in parts))
            found[match[0]] = frozenset(ways)
    return found


@lru_cache(_KEPT)
def _parts(word: str) -> tuple[float, ...]:
    """Return of how much of one a word may be the name."""
    further = further_values(word)
    return tuple(value for value in further if value in _PARTS and value * 100 in further)


def _unknown(fractions: Mapping[str, frozenset[float]], other: str) -> list[str]:
    """Return the fractions which another text does not count in."""
    there = values_in(_CLOCK.sub("", other))
    there |= {value % 1 for value in there}
    return [word for word, ways in fractions.items() if ways.isdisjoint(there)]


def _lost_minus(pair: PassagePair) -> str:
    ours = _SIGNED.fullmatch(pair.source.words.strip())
    theirs = _SIGNLESS.fullmatch(pair.translation.words.strip()) if ours else None
    if ours and theirs and ours[1] == theirs[1]:
        return f"{quoted(ours[0])} of the source has lost its minus here"
    return ""
