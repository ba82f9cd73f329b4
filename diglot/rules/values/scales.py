"""Rule T602: millions that are billions in the translation, or the other way round.

Goes in: a section and its translation, passage by passage. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.rules.numbers import values_in
from diglot.text.number_words import counting_words, is_scale, word_value

_WORD = re.compile(r"[^\W\d_]{4,}")
_BEFORE = re.compile(r"(\d[\d.,]*|[^\W\d_]+)[\s-]$")
_REACH = 24  # characters before a scale in which its number is looked for
_KEPT = 50_000  # words of which it is known
_FEWEST = 10**6  # smaller ones are often said otherwise: 1,200 are twelve hundred


def scale_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the millions and billions that are others in the translation."""
    for part in compared.parts:
        for pair in part.passages:
            if not pair.loose and (two := other_scale(pair)):
                one, other = map(quoted, two)
                yield Finding(
                    "number-missing",
                    pair.translation.position,
                    f"{one} of the source is {other} here",
                    "write it as the source has it",
                    pair.source.position,
                )


def other_scale(pair: PassagePair) -> tuple[str, str] | None:
    """Return the one scale of a passage that is another one here, each with its number.

    Silent where there are more or fewer of them, or they count the same: 1,000 million.
    """
    if pair.source.foreign or pair.translation.foreign:
        return None
    ours = _scaled(pair.source.words)
    theirs = _scaled(pair.translation.words) if ours else []
    if len(ours) != len(theirs):
        return None
    lost, instead = (_without(ours, theirs), _without(theirs, ours))
    if len(lost) != 1 or len(instead) != 1:
        return None
    (scale, _, shown), (_, _, other) = lost[0], instead[0]
    amounts = {one * count for one, count, _ in ours if one == scale}
    return None if amounts <= values_in(pair.translation.words) else (shown, other)


_Scaled = tuple[float, float, str]


def _without(some: list[_Scaled], others: list[_Scaled]) -> list[_Scaled]:
    """Return those whose scale the others have less often."""
    left = [scale for scale, _, _ in others]
    found = []
    for one in some:
        if one[0] in left:
            left.remove(one[0])
        else:
            found.append(one)
    return found


def _scaled(text: str) -> list[_Scaled]:
    """Return the scales of a text, each with what it multiplies, and both as they are written."""
    found: list[_Scaled] = []
    if not any(map(_scale, counting_words(text))):
        return found
    for match in _WORD.finditer(text):
        scale = _scale(match[0])
        if scale:
            before = _BEFORE.search(text[max(match.start() - _REACH, 0) : match.start()])
            count = _count(before[1]) if before else None
            shown = match[0] if count is None or not before else before[0] + match[0]
            found.append((scale, 1.0 if count is None else count, shown))
    return found


@lru_cache(_KEPT)
def _scale(word: str) -> float:
    """Return what a word multiplies by, if it is a million or more, else 0."""
    value = (word_value(word.lower()) or 0) if is_scale(word.lower()) else 0
    return value if value >= _FEWEST else 0


def _count(word: str) -> float | None:
    """Return what a figure or a word counts, None where it counts nothing."""
    if word[0].isdigit():
        plain = word.replace(",", "")
        return float(plain) if plain.replace(".", "", 1).isdigit() else None
    return word_value(word.lower())
