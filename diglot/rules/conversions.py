"""What a translation says in another measure: pounds as kilograms, degrees of another scale.

Goes in: a passage and its translation. Comes out: whether a number is there, converted. Only
what is near the exact value in a unit that the translation names, or its column, will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache

from diglot.bitext.section_pairs import PassagePair
from diglot.lang.known import any_of, languages
from diglot.lang.language import Language
from diglot.rules.measures import Measure, converted, measured, measured_words, named
from diglot.rules.numbers import Wanted, values_in
from diglot.text.number_words import word_value

_MM_OF_FOOT, _MM_OF_INCH, _INCHES = 304.8, 25.4, 12
_NEAR = 0.03  # by what share a height in feet and inches may be rounded
_NEAR_DEGREES = 1.6  # by how much, where the scale is nowhere named
_MOST_DEGREES = 600


@cache
def _warmth(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Return what shows that a text is about temperatures."""
    words = (language.warmth for language in known if language.warmth)
    return re.compile("|".join(["°", *words]), re.IGNORECASE)


@cache
def _feet(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Return what finds a length in feet and inches: its two numbers."""
    feet = any_of(language.measures.get("feet", "") for language in known)
    joint = any_of(language.conjunction for language in known)
    return re.compile(rf"(\w+)[\s-]?(?:{feet}[,.]?\s(?:{joint}\s)?|['′]\s?)(\w+)", re.IGNORECASE)


def _counted(word: str) -> float | None:
    if word.isascii() and word.isdigit() and len(word) < 4:
        return float(word)
    return word_value(word.lower())


def _heights(text: str) -> Iterator[tuple[float, float, float]]:
    """Yield the feet and the inches of each length that has both, and its millimeters."""
    for match in _feet(languages()).finditer(text):
        feet, inches = _counted(match[1]), _counted(match[2])
        if feet and inches and inches < _INCHES:
            yield feet, inches, feet * _MM_OF_FOOT + inches * _MM_OF_INCH


class Conversions:
    """The measures of a passage and of its translation, each looked for once.

    has: what the translation can be read to count.
    """

    def __init__(self, pair: PassagePair, has: Set[float]) -> None:
        """Look for them."""
        self._has = has
        source = pair.source.words
        self._text = f"{pair.translation.everything} {pair.translation.context}"
        self._known = set(named(f"{pair.source.everything} {pair.source.context}"))
        self._numbers = measured(source)
        self._words = measured_words(source)
        self._column = tuple(named(pair.source.context)) if pair.source.context else ()
        self._heights = {
            value
            for feet, inches, size in _heights(source)
            if self._has_length(size)
            for value in (feet, inches)
        }
        warmth = _warmth(languages())
        self._is_warm = any(map(warmth.search, (source, pair.source.context, self._text)))

    def has(self, number: Wanted) -> bool:
        """Tell whether a number is there in another measure of the kind: ounces as grams."""
        ours = [n.measures for n in self._numbers if n.figure == number.shown]
        ours += [of for value, of in self._words if value in number.values]
        values = number.values - number.loosely
        return (
            any(self._is_near(value, of or self._column) for of in ours for value in values)
            or (not ours and any(self._is_near(value, self._column) for value in values))
            or self.has_height(*values)
            or self._has_degrees(values, ours)
        )

    def has_height(self, *values: float) -> bool:
        """Tell whether a number is part of a height that is said in meters."""
        return not self._heights.isdisjoint(values)

    def has_word(self, value: float) -> bool:
        """Tell whether a number in words is there in another measure."""
        ours = [of for other, of in self._words if other == value]
        return self.has_height(value) or any(self._is_near(value, of) for of in ours)

    def _is_near(self, value: float, measures: tuple[Measure, ...]) -> bool:
        return any(
            low <= there <= high and (other not in self._known or there in self._figures_of(other))
            for other, low, high in converted(value, measures, self._text)
            for there in self._has
        )

    def _figures_of(self, measure: Measure) -> set[float]:
        """Return the numbers of a measure that a source gives itself: 350°F (180°C)."""
        of = (n.figure for n in self._numbers if measure in n.measures)
        return {value for figure in of for value in values_in(figure)}

    def _has_length(self, millimeters: float) -> bool:
        sizes = [m.size for m in named(self._text) if m.kind == "length"]
        return any(
            abs(there * size / millimeters - 1) < _NEAR for size in sizes for there in self._has
        )

    def _has_degrees(self, values: frozenset[float], ours: list[tuple[Measure, ...]]) -> bool:
        """Tell whether degrees are there in the other scale, where neither is named."""
        kinds = {measure.kind for measures in ours for measure in measures}
        if not self._is_warm or kinds - {"degrees"} or max(values, default=0) > _MOST_DEGREES:
            return False
        exact = [degrees for v in values for degrees in ((v - 32) / 1.8, v * 1.8 + 32)]
        return any(abs(there - one) < _NEAR_DEGREES for one in exact for there in self._has)
