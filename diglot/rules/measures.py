"""What numbers are of: percent, currencies, lengths, weights, volumes, degrees.

Goes in: text without niqqud, English or Hebrew. Comes out: the figures with their
measures, and what they are in other measures of the kind, as translations convert them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from msgspec import Struct

from diglot.lang.known import any_of, languages
from diglot.lang.language import Language
from diglot.text.first_signs import alternatives_of, by_first_sign
from diglot.text.number_forms import number_forms
from diglot.text.number_words import is_joiner, run_value, word_value


class Measure(Struct, frozen=True):
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
    Measure("dollars", "currency", 0, signs=r"\$", before=r"US\$|\$|USD"),
    Measure("euros", "currency", 0, signs=r"€", before=r"€|EUR"),
    Measure("pounds", "currency", 0, signs=r"£", before=r"£|GBP", key="pounds of money"),
    Measure("shekels", "currency", 0, signs=r"₪", before=r"₪|NIS|ILS"),
    Measure("shillings", "currency", 0),
    Measure("rubles", "currency", 0, signs="₽", before="₽|RUB"),
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
    Measure("teaspoons", "volume", 5),
    Measure("tablespoons", "volume", 15),
    Measure("cubic feet", "volume", 28317),
    Measure("cubic meters", "volume", 1e6),
    Measure("square feet", "area", 0.0929),
    Measure("square yards", "area", 0.836),
    Measure("square miles", "area", 2.59e6),
    Measure("square kilometers", "area", 1e6),
    Measure("square meters", "area", 1),
    Measure("dunams", "area", 1000),
    Measure("acres", "area", 4047),
    Measure("hectares", "area", 10000),
    Measure("miles per hour", "speed", 1.609),
    Measure("kilometers per hour", "speed", 1),
    Measure("miles per gallon", "mileage", 0.425),
    Measure("kilometers per liter", "mileage", 1),
    Measure("seconds", "time", 1),
    Measure("minutes", "time", 60),
    Measure("hours", "time", 3600),
    Measure("days", "time", 86400),
    Measure("weeks", "time", 604800),
    Measure("months", "time", 2.6e6),
    Measure("years", "time", 3.16e7),
    Measure("morning", "half of the day", 0),
    Measure("afternoon or evening", "half of the day", 0),
    Measure("degrees", "degrees", 1.8, signs=r"°\s?F\b", key="degrees Fahrenheit"),
    Measure("degrees", "degrees", 1, signs=r"°(?!\s?F)"),
)
_FIGURE = re.compile(
    r"[\d¼-¾⅐-⅞](?:(?<=\d)(?<![\w.,]\d)"
    r"(?:\d{0,2}[ -]?[¼-¾⅐-⅞]|\d? [1-9]/\d{1,2}(?![\d/])|[\d.,]*(?<![.,]))"
    r"|(?<=[¼-¾⅐-⅞])(?<!\d[¼-¾⅐-⅞]))"
)
_BEFORE = [(m, re.compile(rf"(?<!\w)(?:{m.before})\s?$")) for m in MEASURES if m.before]
_ANY_BEFORE = re.compile(rf"(?:{'|'.join(m.before for m in MEASURES if m.before)})\s?$")


@cache
def _after(known: tuple[Language, ...]) -> list[tuple[Measure, re.Pattern[str]]]:
    """Return what is written after the numbers of each measure, in the languages known."""
    return [(m, re.compile("|".join(_words(m, known)), re.IGNORECASE)) for m in MEASURES]


@cache
def _any(known: tuple[Language, ...]) -> re.Pattern[str]:
    # A letter that is a unit ("g") is none at the end of a word; Hebrew joins words to the front.
    words = "|".join(word for m in MEASURES for word in _words(m, known))
    return re.compile(rf"(?<![A-Za-z])(?:{words})", re.IGNORECASE)


@cache
def _some(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Return what is found where `_any` is, sooner; how much of the text it is, it does not say."""
    words = by_first_sign(word for m in MEASURES for word in _single_words(m, known))
    return re.compile(rf"(?<![A-Za-z]){words}", re.IGNORECASE)


@cache
def _money(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Return what names a currency in a text in lower case.

    Each way of it begins with a letter or a sign, which `re` looks for before it tries any.
    """
    money = [m for m in MEASURES if m.kind == "currency"]
    words = [word for m in money for word in _single_words(m, known)]
    return re.compile("|".join((*words, *(m.before for m in money if m.before))).lower())


@cache
def _gap(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Return what is between a figure and its unit: a scale, and what is joined to the unit."""
    joined = any_of(language.measure_starts for language in known)
    return re.compile(rf"(?:{number_forms().scale.pattern})?[\s\u00a0-]?{joined}?", re.IGNORECASE)


@cache
def _joints(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Return what joins numbers of one unit: 10–20 percent, 9 by 5 inches, מ־7 ל־5 אחוזים."""
    words = any_of(language.numbers.between for language in known)
    return re.compile(rf"(?:\s?[-–—×x/]\s?|,\s|,?\s{words})(?:[$€£₪]\s?)?")


def _words(measure: Measure, known: tuple[Language, ...]) -> Iterator[str]:
    if measure.signs:
        yield f"(?:{measure.signs})"
    for language in known:
        if words := language.measures.get(measure.key or measure.name):
            yield f"(?:{words}){language.measure_ends}"


def _single_words(measure: Measure, known: tuple[Language, ...]) -> Iterator[str]:
    """Yield what `_words` has, each word by itself."""
    if measure.signs:
        yield from alternatives_of(measure.signs)
    for language in known:
        for word in alternatives_of(language.measures.get(measure.key or measure.name, "")):
            if word:
                yield f"{word}{language.measure_ends}"


_WORDS_BEFORE = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_KEPT = 1024  # texts whose measures are kept
_ROUNDED = 0.09  # by what share of it a converted number may be rounded
_ROUNDED_DEGREES = 4


class Measured(Struct, frozen=True):
    """A figure as it is written and of what it may be: "pounds" are money and weight.

    shown: the figure with the measure as the text has it.
    """

    figure: str
    shown: str
    measures: tuple[Measure, ...]


def may_measure(text: str) -> bool:
    """Tell whether a text names a measure at all."""
    return _some(languages()).search(text) is not None


@lru_cache(_KEPT)
def measured(text: str, *, widely: bool = False) -> tuple[Measured, ...]:
    """Return the figures of a text with their measures; those in a range share theirs.

    widely: a figure is also given the measure of the one before, as in "from 7% to 5".
    """
    matches = list(_FIGURE.finditer(text))
    own = [_own(text, match) for match in matches]
    found = [measures for measures, _, _ in own]
    joints = _joints(languages())
    for place in reversed(range(len(matches) - 1)):
        gap = text[matches[place].end() : matches[place + 1].start()]
        if not found[place] and joints.fullmatch(gap) and not _YEAR.fullmatch(matches[place][0]):
            found[place] = found[place + 1]
    for place in range(1, len(matches) if widely else 0):
        gap = text[own[place - 1][2] : matches[place].start()]
        if not found[place] and joints.fullmatch(gap) and not _YEAR.fullmatch(matches[place][0]):
            found[place] = found[place - 1]
    return tuple(
        Measured(match[0], text[start:end].strip(), measures)
        for match, measures, (_, start, end) in zip(matches, found, own, strict=True)
    )


def may_cost(text: str) -> bool:
    """Tell whether a text names a currency at all."""
    return _money(languages()).search(text.lower()) is not None


def measured_words(text: str) -> list[tuple[float, tuple[Measure, ...]]]:
    """Return what number words before a unit count, with its measures: twenty-two pounds."""
    found = []
    for unit in _places(text):
        run: list[str] = []
        for word in reversed(_WORDS_BEFORE.findall(text[max(unit.start() - 60, 0) : unit.start()])):
            if word_value(word.lower()) is None and not (run and is_joiner(word.lower())):
                break
            run.insert(0, word.lower())
        while run and word_value(run[0]) is None:
            run.pop(0)
        if run:
            found.append((run_value(run), _at(text, unit.start())))
    return found


def _places(text: str) -> Iterable[re.Match[str]]:
    """Return where a text names a measure; most texts name none, which is sooner seen."""
    return _any(languages()).finditer(text) if may_measure(text) else ()


def _at(text: str, start: int) -> tuple[Measure, ...]:
    """Return the measures whose words are at a place, the first one of each kind."""
    found: dict[str, Measure] = {}
    for measure, sign in _after(languages()):
        if sign.match(text, start):
            found.setdefault(measure.kind, measure)
    return tuple(found.values())


def _own(text: str, match: re.Match[str]) -> tuple[tuple[Measure, ...], int, int]:
    """Return the measures that are at a figure itself, and from where to where that goes."""
    before = text[max(match.start() - 5, 0) : match.start()]
    for measure, sign in _BEFORE if _ANY_BEFORE.search(before) else ():
        if at := sign.search(before):
            return (measure,), match.start() - len(at[0]), match.end()
    gap = _gap(languages()).match(text, match.end())
    start = gap.end() if gap else match.end()
    found: dict[str, tuple[Measure, int]] = {}
    some = _some(languages())
    is_there = some.match(text, start) or some.match(text, match.end())
    for measure, sign in _after(languages()) if is_there else ():
        at = sign.match(text, start) or sign.match(text, match.end())
        if at and measure.kind not in found:
            found[measure.kind] = measure, at.end()
    end = max((end for _, end in found.values()), default=match.end())
    return tuple(measure for measure, _ in found.values()), match.start(), end


def _all_at(text: str, start: int) -> list[Measure]:
    return [measure for measure, sign in _after(languages()) if sign.match(text, start)]


@lru_cache(_KEPT)
def named(text: str) -> tuple[Measure, ...]:
    """Return the measures that a text names, with a number or without: a column's heading."""
    starts = [match.start() for match in _places(text)]
    return tuple(dict.fromkeys(measure for start in starts for measure in _all_at(text, start)))


def converted(
    value: float, measures: tuple[Measure, ...], text: str
) -> Iterator[tuple[Measure, float, float]]:
    """Yield the other measures that a text names, and from where to where a number is in them."""
    for measure in measures:
        for other in named(text) if measure.size else ():
            if other.kind != measure.kind or other.size == measure.size:
                continue
            if measure.kind == "time":
                continue  # said in whole ones: `numbers` knows how many make a longer one
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
