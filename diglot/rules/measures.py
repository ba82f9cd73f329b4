"""What numbers are of: percent, currencies, lengths, weights, volumes, degrees.

Goes in: text without niqqud, English or Hebrew. Comes out: the figures with their
measures, and what they are in other measures of the kind, as translations convert them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from diglot.lang.known import languages
from diglot.lang.language import Language


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit, a currency, or percent.

    kind: only measures of one kind are taken for one another. size: how many of the
        kind's smallest unit it is; 0 where nothing is converted. signs: what every language
        writes after its number. before: what is written before it. key: by which languages
        have their words for it, where the name is that of two.
    """

    name: str
    kind: str
    size: float
    signs: str = ""
    before: str = ""
    key: str = ""


# Of the measures of a kind that fit, the first one counts. The words for them are each
# language's (`lang/*/measures.py`).
MEASURES = (
    Measure("percent", "share", 0, signs=r"%|٪"),
    Measure("dollars", "currency", 0, signs=r"\$", before=r"(?:US)?\$|USD"),
    Measure("euros", "currency", 0, signs=r"€", before=r"€|EUR"),
    Measure("pounds", "currency", 0, signs=r"£", before=r"£|GBP", key="pounds of money"),
    Measure("shekels", "currency", 0, signs=r"₪", before=r"₪|NIS|ILS"),
    Measure("millimeters", "length", 1),
    Measure("centimeters", "length", 10),
    Measure("inches", "length", 25.4),
    Measure("feet", "length", 304.8),
    Measure("yards", "length", 914.4),
    Measure("kilometers", "length", 1e6),
    Measure("miles", "length", 1.609344e6),
    Measure("meters", "length", 1000),
    Measure("milligrams", "weight", 1),
    Measure("ounces", "weight", 28349.5),
    Measure("pounds", "weight", 453592),
    Measure("kilograms", "weight", 1e6),
    Measure("grams", "weight", 1000),
    Measure("tons", "weight", 1e9),
    Measure("milliliters", "volume", 1),
    Measure("cups", "volume", 240),
    Measure("pints", "volume", 473),
    Measure("quarts", "volume", 946),
    Measure("liters", "volume", 1000),
    Measure("gallons", "volume", 3785),
    Measure("dunams", "area", 1000),
    Measure("acres", "area", 4047),
    Measure("hectares", "area", 10000),
    Measure("miles per hour", "speed", 1.609),
    Measure("kilometers per hour", "speed", 1),
    Measure("degrees", "degrees", 1.8, signs=r"°\s?F\b", key="degrees Fahrenheit"),
    Measure("degrees", "degrees", 1, signs=r"°(?!\s?F)"),
)
_FIGURE = re.compile(
    r"(?<![\w.,])(?:\d{1,3}[ -]?[¼-¾⅐-⅞]|\d{1,2} [1-9]/\d{1,2}(?![\d/])|\d[\d.,]*(?<![.,]))"
    r"|(?<!\d)[¼-¾⅐-⅞]"
)
_SCALES = "hundred|thousand|million|billion|bn|(?-i:[KMB])|מאות|אלף|אלפים|אלפי|מיליוני?|מיליארדי?"
_AFTER = re.compile(rf"(?:[\s-]?(?:{_SCALES})\b)?[\s\u00a0-]?ה?", re.IGNORECASE)
_BEFORE = [(m, re.compile(rf"(?<!\w)(?:{m.before})\s?$")) for m in MEASURES if m.before]


@cache
def _after(known: tuple[Language, ...]) -> list[tuple[Measure, re.Pattern[str]]]:
    """Return what is written after the numbers of each measure, in the languages known."""
    return [(m, re.compile("|".join(_words(m, known)), re.IGNORECASE)) for m in MEASURES]


@cache
def _any(known: tuple[Language, ...]) -> re.Pattern[str]:
    return re.compile("|".join(word for m in MEASURES for word in _words(m, known)), re.IGNORECASE)


def _words(measure: Measure, known: tuple[Language, ...]) -> Iterator[str]:
    if measure.signs:
        yield f"(?:{measure.signs})"
    for language in known:
        if words := language.measures.get(measure.key or measure.name):
            yield f"(?:{words}){language.measure_ends}"


# What joins numbers that share their measure: 10–20 percent, 9 by 5 inches, מ־7 ל־5 אחוזים.
_JOINS = re.compile(
    r"(?:\s?[-–—×x/]\s?|,\s|,?\s(?:to|and|or|by|x|או|עד|עד ל|על)\s"
    r"|,?\s(?:ל?בין\s|[ולמ]{1,2}[־-]?|עד\s))(?:[$€£₪]\s?)?"
)
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_ROUNDED = 0.09  # by what share of it a converted number may be rounded
_ROUNDED_DEGREES = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure as it is written and of what it may be: "pounds" are money and weight.

    shown: the figure with the measure as the text has it.
    """

    figure: str
    shown: str
    measures: tuple[Measure, ...]


def may_measure(text: str) -> bool:
    """Tell whether a text names a measure at all."""
    return _any(languages()).search(text) is not None


def measured(text: str, *, widely: bool = False) -> list[Measured]:
    """Return the figures of a text with their measures; those in a range share theirs.

    widely: a figure is also given the measure of the one before, as in "from 7% to 5".
    """
    matches = list(_FIGURE.finditer(text))
    own = [_own(text, match) for match in matches]
    found = [measures for measures, _, _ in own]
    for place in reversed(range(len(matches) - 1)):
        gap = text[matches[place].end() : matches[place + 1].start()]
        if not found[place] and _JOINS.fullmatch(gap) and not _YEAR.fullmatch(matches[place][0]):
            found[place] = found[place + 1]
    for place in range(1, len(matches) if widely else 0):
        gap = text[own[place - 1][2] : matches[place].start()]
        if not found[place] and _JOINS.fullmatch(gap) and not _YEAR.fullmatch(matches[place][0]):
            found[place] = found[place - 1]
    return [
        Measured(match[0], text[start:end].strip(), measures)
        for match, measures, (_, start, end) in zip(matches, found, own, strict=True)
    ]


def _own(text: str, match: re.Match[str]) -> tuple[tuple[Measure, ...], int, int]:
    """Return the measures that stand at a figure itself, and from where to where that goes."""
    before = text[max(match.start() - 5, 0) : match.start()]
    for measure, sign in _BEFORE:
        if at := sign.search(before):
            return (measure,), match.start() - len(at[0]), match.end()
    gap = _AFTER.match(text, match.end())
    start = gap.end() if gap else match.end()
    found: dict[str, tuple[Measure, int]] = {}
    for measure, sign in _after(languages()):
        at = sign.match(text, start) or sign.match(text, match.end())
        if at and measure.kind not in found:
            found[measure.kind] = measure, at.end()
    end = max((end for _, end in found.values()), default=match.end())
    return tuple(measure for measure, _ in found.values()), match.start(), end


def named(text: str) -> list[Measure]:
    """Return the measures that a text names, with a number or without: a column's heading."""
    return [measure for measure, sign in _after(languages()) if sign.search(text)]


def converted(
    value: float, measures: tuple[Measure, ...], text: str
) -> Iterator[tuple[Measure, float, float]]:
    """Yield the other measures that a text names, and from where to where a number is in them."""
    for measure in measures:
        for other in named(text) if measure.size else ():
            if other.kind != measure.kind or other.size == measure.size:
                continue
            if measure.kind == "degrees":
                exact = (value - 32) / 1.8 if measure.size > other.size else value * 1.8 + 32
                yield other, exact - _ROUNDED_DEGREES, exact + _ROUNDED_DEGREES
            else:
                exact = value * measure.size / other.size
                yield other, exact * (1 - _ROUNDED), exact * (1 + _ROUNDED)


def is_changed(ours: tuple[Measure, ...], theirs: tuple[Measure, ...]) -> bool:
    """Tell whether the same figure is of another measure of the kind: dollars, not shekels."""
    both = [(a, b) for a in ours for b in theirs if a.kind == b.kind]
    return bool(both) and not any(
        a is b or (a.size and abs(a.size / b.size - 1) < _ROUNDED) for a, b in both
    )
