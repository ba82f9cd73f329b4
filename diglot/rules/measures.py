"""What numbers are of: percent, currencies, lengths, weights, volumes, degrees.

Goes in: text without niqqud, English or Hebrew. Comes out: the figures with their
measures, and what they are in other measures of the kind, as translations convert them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_Q = "[\"״'׳]{1,2}"


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit, a currency, or percent.

    kind: only measures of one kind are taken for one another. size: how many of the
        kind's smallest unit it is; 0 where nothing is converted. after: what is
        written after its number. before: what is written before it.
    """

    name: str
    kind: str
    size: float
    after: str
    before: str = ""


# Of the measures of a kind that fit, the first one counts.
MEASURES = (
    Measure("percent", "share", 0, r"%|٪|percent\b|per cent\b|pct\b|אחוז"),
    Measure("dollars", "currency", 0, r"\$|dollars?\b|USD\b|דולר", r"(?:US)?\$|USD"),
    Measure("euros", "currency", 0, r"€|euros?\b|EUR\b|אירו|יורו", r"€|EUR"),
    Measure(
        "pounds", "currency", 0,
        rf"£|pounds?\b|GBP\b|sterling|פאונד|ליש{_Q}ט|ליר|שטרלינג", r"£|GBP",
    ),
    Measure(
        "shekels", "currency", 0,
        rf"₪|NIS\b|ILS\b|(?:new )?shekels?\b|ש{_Q}ח|שקל", r"₪|NIS|ILS",
    ),
    Measure("millimeters", "length", 1, rf"mm\b|millimet\w+|מ{_Q}מ|מילימטר"),
    Measure("centimeters", "length", 10, rf"cm\b|centimet\w+|ס{_Q}מ|סנטימטר|סנטים"),
    Measure("inches", "length", 25.4, r"in\.|inch(?:es)?\b|אינץ|אינצ['׳]?"),
    Measure("feet", "length", 304.8, r"feet\b|foot\b|ft\b|רגל"),
    Measure("yards", "length", 914.4, r"yards?\b|yd\b|יארד"),
    Measure("kilometers", "length", 1e6, rf"km\b|kilomet\w+|ק{_Q}מ|קילומטר"),
    Measure("miles", "length", 1.609344e6, r"miles?\b|mi\b|מייל"),
    Measure("meters", "length", 1000, r"m\b(?!\.)|met(?:er|re)s?\b|מטר|מ['׳]"),
    Measure("milligrams", "weight", 1, rf"mg\b|milligram\w*|מ{_Q}ג|מיליגרם"),
    Measure("ounces", "weight", 28349.5, r"oz\b|ounces?\b|אונקי"),
    Measure("pounds", "weight", 453592, r"lbs?\b|pounds?\b|ליבר|פאונד"),
    Measure("kilograms", "weight", 1e6, rf"kg\b|kilo(?:gram)?\w*\b|ק{_Q}ג|קילו(?:גרם|גרמים)?"),
    Measure("grams", "weight", 1000, r"g\b|gr\b|gramm?e?s?\b|גרם|גר['׳]|גרמים"),
    Measure("tons", "weight", 1e9, r"tons?\b|tonnes?\b|טון|טונות"),
    Measure("milliliters", "volume", 1, rf"ml\b|millilit\w+|מ{_Q}ל|מיליליטר"),
    Measure("cups", "volume", 240, r"cups?\b|כוס"),
    Measure("pints", "volume", 473, r"pints?\b|pt\b|פיינט"),
    Measure("quarts", "volume", 946, r"quarts?\b|qt\b|קווארט"),
    Measure("liters", "volume", 1000, r"l\b|lit(?:er|re)s?\b|ליטר|ל['׳]"),
    Measure("gallons", "volume", 3785, r"gallons?\b|gal\b|גלון"),
    Measure("dunams", "area", 1000, r"dun[au]ms?\b|דונם|דונמים"),
    Measure("acres", "area", 4047, r"acres?\b|אקר"),
    Measure("hectares", "area", 10000, r"hectares?\b|ha\b|הקטר"),
    Measure("miles per hour", "speed", 1.609, r"mph\b|miles (?:an|per) hour|מייל לשעה"),
    Measure("kilometers per hour", "speed", 1, rf"km/h\b|kph\b|kmh\b|קמ{_Q}ש|קילומטר לשעה"),
    Measure("degrees", "degrees", 1.8, r"°\s?F\b|degrees F(?:ahrenheit)?\b|מעלות פרנהייט"),
    Measure("degrees", "degrees", 1, r"°(?!\s?F)|degrees?\b(?! F)|מעלות(?! פרנהייט)|צלזיוס"),
)  # fmt: skip
_FIGURE = re.compile(
    r"(?<![\w.,])(?:\d{1,3}[ -]?[¼-¾⅐-⅞]|\d{1,2} [1-9]/\d{1,2}(?![\d/])|\d[\d.,]*(?<![.,]))"
    r"|(?<!\d)[¼-¾⅐-⅞]"
)
_SCALES = "hundred|thousand|million|billion|bn|(?-i:[KMB])|מאות|אלף|אלפים|אלפי|מיליוני?|מיליארדי?"
_AFTER = re.compile(rf"(?:[\s-]?(?:{_SCALES})\b)?[\s\u00a0-]?ה?", re.IGNORECASE)
_BEFORE = [(m, re.compile(rf"(?<!\w)(?:{m.before})\s?$")) for m in MEASURES if m.before]
_ENDINGS = "(?:ים|ות|י|ה|יה|ייה|יות)?(?![א-ת])"
_AT = [(m, re.compile(rf"(?:{m.after}){_ENDINGS}", re.IGNORECASE)) for m in MEASURES]
_ANY = re.compile("|".join(f"(?:{m.after})" for m in MEASURES), re.IGNORECASE)
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
    return _ANY.search(text) is not None


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
    for measure, sign in _AT:
        at = sign.match(text, start) or sign.match(text, match.end())
        if at and measure.kind not in found:
            found[measure.kind] = measure, at.end()
    end = max((end for _, end in found.values()), default=match.end())
    return tuple(measure for measure, _ in found.values()), match.start(), end


def named(text: str) -> list[Measure]:
    """Return the measures that a text names, with a number or without: a column's heading."""
    return [measure for measure, sign in _AT if sign.search(text)]


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
