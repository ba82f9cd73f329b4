"""The numbers of a text: those that a translation must have, and those that it may be read to have.

Goes in: text without niqqud. What a text must have is read strictly (figures, and long
numbers in words); what it has is read as widely as people write: words, Hebrew letters,
Hebrew years, months, ranges, clock times, thousands and millions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from msgspec import Struct

from diglot.lang.he.numerals import numeral_value
from diglot.rules.letters import lettered_values, small_numeral
from diglot.text.number_forms import number_forms, time_forms
from diglot.text.number_words import (
    counting_words,
    further_values,
    has_number_word,
    is_joiner,
    is_scale,
    may_count,
    month_number,
    roman_value,
    run_value,
    word_value,
)

_SPACE = "\u00a0\u202f\u2009"
_PARTS = "¼-¾⅐-⅞"
# What is looked for in each passage begins with a class of signs, and with what is before it only
# then: to such a class a text is run through quickly.
_NUMBER = (
    rf"\d(?:\d{{0,2}}[ -]?[{_PARTS}]|\d? [1-9]/\d{{1,2}}(?![\d/])"
    rf"|\d{{0,2}}(?:[,{_SPACE}]\d{{3}})+(?!\d)(?:\.\d+)?|\d*(?:\.\d+)?)"
)
_FIGURE = re.compile(_NUMBER)
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(
    rf"(?P<figure>{_NUMBER})|(?P<letters>[א-ת]++(?:['׳](?:[א-ת]+[\"״])?[א-ת]*|[\"״][א-ת]+))"
    rf"|(?P<half>[{_PARTS}])|(?P<word>[^\W\d_]+)|(?P<stop>[.;:!?()])"
)
# Digits that name something rather than count: A4, F-16, +972-3-123, 978-965-…, #1a2b3c, v2.1.3.
_NAME = re.compile(
    r"[A-Za-z_#@/\\]++[-–]?\d[\w.]*|\+\d[\d\s()-]{5,}|\d+(?:-\d+){3,}|\d{2,4}-\d{6,}|\d+(?:\.\d+){3,}"
    r"|\d+[A-Za-z_]+\d\w*|\d+(?![KMB]\b)[A-Z]\w*"
)
_BESIDE_FIGURE = re.compile(r"\d(?:(?<=[A-Za-z_#@/\\+–-].)|[-.]\d|[A-Za-z_])")  # in each _NAME
_TIME = re.compile(r"\b([01]?\d|2[0-4]):([0-5]\d)\b")
_RANGE = re.compile(r"([12](?<!\w.)\d{3})\s*[-–—־/]\s*(\d{1,2})\b")
_PHONE = re.compile(r"\+\d[\d\s().-]{6,}\d|(?<![\w-])(?!97[89])\d{1,4}(?:[-.]\d{2,7}){1,4}\b")
_MAY_BE_PHONE = re.compile(r"\d(?:(?<=\+\d)|[-.]\d\d)")  # in each _PHONE
_FEWEST_PHONE, _TELLING = 9, 6  # figures of a telephone number, and those that all forms share
_ROMAN = re.compile(r"[IVXLCDM](?<!\w.)[IVXLCDM]{0,6}\b")
_WITH_POINTS = re.compile(r"\.\d\d?\.\d")
_DOTTED_DATE = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{2,4})(?![\d.]\d)")
_QUOTIENT = re.compile(r"(\d+)/(\d+)")
_CENTURY = re.compile(r"([12](?<!\w.)\d)(\d\d)\b")
_WITH_PART = re.compile(rf"(\d+)[ -]?([{_PARTS}])")
_WITH_FRACTION = re.compile(r"(\d+) (\d+)/(\d+)")
_THOUSANDS = re.compile(f"[,{_SPACE}]")
# Right after a figure, and right before it.
_OVER = re.compile(r"/(\d+)")
_PAST = re.compile(r":[0-5]\d\b")
_FOLLOWING = re.compile(r"[\s-]+([^\W\d_]+)")
_IDLE_AFTER = re.compile(r"[ -][a-zא-ת]|[-–]\d")
_UNDER = re.compile(r"(\d+)/$")
_HOUR_BEFORE = re.compile(r"\b[012]?\d:$")
# How many of a unit make one of those that a translation may count in instead.
_LONGER = {
    "seconds": (60,), "minutes": (60,), "hours": (24,), "days": (7, 30), "weeks": (4,),
    "months": (12,),
}  # fmt: skip
_FEWEST_SPELLED = 13
_HALF_DAY = 12
_LONGEST_RUN = 6  # words that make one number
_KEPT = 1024  # texts whose numbers are kept: each rule asks for those of a section anew
_AROUND = 4  # a translation may round a scaled number to so many places


class Wanted(Struct, frozen=True):
    """A number that a translation must have.

    shown: as the source writes it. values: any of these will do. loosely: values that count
        another unit, and hold only where no other number has this one's place. place: where a
        figure is in its text, else -1.
    """

    shown: str
    values: frozenset[float]
    loosely: frozenset[float] = frozenset()
    place: int = -1


@lru_cache(_KEPT)
def _value(figure: str) -> float:
    if part := _WITH_PART.fullmatch(figure):
        return float(part[1]) + unicodedata.numeric(part[2])
    if part := _WITH_FRACTION.fullmatch(figure):
        return float(part[1]) + float(part[2]) / float(part[3])
    return float(_THOUSANDS.sub("", figure)) if len(figure) < 40 else 0.0


def _with_slashes(text: str) -> str:
    """Return a text in which a date has slashes for its points: 3.10.1923."""
    return _DOTTED_DATE.sub(r"\1/\2/\3", text) if _WITH_POINTS.search(text) else text


# What must be there ------------------------------------------------------------------


@lru_cache(_KEPT)
def wanted(text: str) -> tuple[Wanted, ...]:
    """Return the numbers of a source text that a translation must have, each once."""
    found: dict[str, Wanted] = {}
    has_figures = _DIGIT.search(text) is not None
    if has_figures:
        text = _with_slashes(text)
        found |= _wanted_figures(text)
    for match, value in _spelled(text):
        values = {value, *_scaled_after(text, match.end(), value)}
        if value % 10 == 0 and time_forms().years.match(text, match.end()):
            values.add(value / 10)
        found.setdefault(match[0].lower(), Wanted(match[0], frozenset(values)))
    for shown, value in _phones(text) if has_figures else ():
        found.setdefault(shown, Wanted(shown, frozenset([value])))
    return tuple(found.values())


def _spelled(text: str) -> Iterator[tuple[re.Match[str], float]]:
    """Yield the long numbers in words, each with what it counts."""
    for match in number_forms().spelled.finditer(text) if has_number_word(text) else ():
        value = run_value(re.split(r"[\s-]+", match[0].lower()))
        if value >= _FEWEST_SPELLED:
            yield match, value


def _wanted_figures(text: str) -> dict[str, Wanted]:
    found: dict[str, Wanted] = {}
    has_names = _BESIDE_FIGURE.search(text)
    named = [match.span() for match in _NAME.finditer(text)] if has_names else []
    clocks = {match.start("hour"): match for match in time_forms().clock.finditer(text)}
    ends = {match.start(2): match[1] for match in _RANGE.finditer(text)}
    for match in _FIGURE.finditer(text):
        if any(start <= match.start() < end for start, end in named):
            continue
        loosely = frozenset(_in_other_units(text, match))
        values = {*_figure_values(text, match), *loosely}
        if match.start() in ends:
            century = ends[match.start()]
            values.add(float(century[: 4 - len(match[0])] + match[0]))
        if clock := clocks.get(match.start()):
            values |= _clock_values(int(match[0].partition(".")[0]), clock)
        if not _is_idle(text, match):
            found.setdefault(match[0], Wanted(match[0], frozenset(values), loosely, match.start()))
    return found


def is_lettered(number: Wanted, text: str) -> bool:
    """Tell whether Hebrew letters without a mark will do for a number, as in chapter and verse.

    text: the one that has it.
    """
    return any(start <= number.place < end for start, end in _references(text))


@lru_cache(_KEPT)
def _references(text: str) -> tuple[tuple[int, int], ...]:
    """Return from where to where chapter and verse are named, and what is numbered like them."""
    return tuple(match.span() for match in number_forms().reference.finditer(_with_slashes(text)))


def _phones(text: str) -> Iterator[tuple[str, float]]:
    """Yield telephone numbers, each with the last figures, which it keeps abroad and at home."""
    if not _MAY_BE_PHONE.search(text) or len(_DIGIT.findall(text)) < _FEWEST_PHONE:
        return
    for match in _PHONE.finditer(text):
        figures = "".join(filter(str.isdigit, match[0]))
        if len(figures) >= _FEWEST_PHONE:
            yield match[0], float(figures[-_TELLING:])


def _figure_values(text: str, match: re.Match[str]) -> Iterator[float]:
    forms, value = number_forms(), _value(match[0])
    after = text[match.end() : match.end() + 24]
    scaled = list(_scaled_after(text, match.end(), value))
    yield from scaled
    if not scaled or scaled[0] < 1000 or forms.suffix.match(after):
        yield value
    if decade := forms.decade.match(text, match.start()):
        yield value % 100
        if len(decade[1]) == 4 and decade[1].endswith("00"):
            yield value // 100 + 1
    if forms.percent.match(after):
        yield value / 100
    if (fraction := _OVER.match(after)) and float(fraction[1]):
        yield value / float(fraction[1])
    if 12 < value < 25 and _PAST.match(after):
        yield value - 12
    before = _UNDER.search(text[max(match.start() - 12, 0) : match.start()]) if value else None
    if before:
        yield float(before[1]) / value
    if 5000 < value < 6500 and value == int(value):
        yield from (value - 3761, value - 3760)
    if 1000 < value < 2500 and value == int(value):
        yield from (value + 3760, value + 3761)


def _in_other_units(text: str, match: re.Match[str]) -> Iterator[float]:
    """Yield what a number counts in decades, in hours, or in the next longer unit of time."""
    value = _value(match[0])
    after = text[match.end() : match.end() + 24]
    if value < 60 and _HOUR_BEFORE.search(text[max(match.start() - 3, 0) : match.start()]):
        yield from (value / 60, abs(60 - value) / 60)  # a quarter past, a quarter to
    # A decade may be a word: ten years, two decades.
    if value and value % 10 == 0 and value < 100 and time_forms().years.match(after):
        yield value / 10
    yield from (other for other in _in_longer_units(value, after) if other != value)


def _in_longer_units(value: float, after: str) -> Iterator[float]:
    """Yield how many of the next longer unit of time it is: 48 hours are יומיים."""
    unit = time_forms().span.match(after)
    if unit is None or not value:
        return
    for size in _LONGER[str(unit.lastgroup)]:
        longer = value / size
        if longer * 4 == int(longer * 4):
            yield longer
            # שעה וחצי: an hour, and a half that is a word by itself.
            yield longer % 1 or longer


def _scaled_after(text: str, end: int, value: float) -> Iterator[float]:
    """Yield a number times the word after it: 1.5 million."""
    following = _FOLLOWING.match(text[end : end + 24])
    if following and is_scale(following[1].lower()):
        yield round(value * (word_value(following[1].lower()) or 1), _AROUND)
    elif suffix := number_forms().suffix.match(text, end):
        yield round(value * number_forms().suffixes[suffix[0]], _AROUND)


def _clock_values(hour: int, clock: re.Match[str]) -> set[float]:
    return {float(hour), float(hour % 12 + (12 if clock["evening"] else 0))}


def _is_idle(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number may well go without a word: 1 hour, :00, the first of a list."""
    value = _value(match[0])
    before = text[max(match.start() - 1, 0) : match.start()]
    after = text[match.end() : match.end() + 2]
    if match[0] == "00" or (value == 0 and before == ":"):
        return True
    return value == 1 and _IDLE_AFTER.match(after) is not None


# What is there -------------------------------------------------------------------------


@lru_cache(_KEPT)
def values_in(text: str) -> frozenset[float]:
    """Return every number that a text can be read to have."""
    found: set[float] = set()
    text = _with_slashes(text)
    run: list[float | str] = []

    def close() -> None:
        # What comes first or last may be another word: המאה התשע־עשרה, שלוש שנים.
        for start in range(min(len(run) - 1, _LONGEST_RUN)):
            ends = range(start + 2, min(start + _LONGEST_RUN, len(run)) + 1)
            found.update(round(run_value(run[start:end]), _AROUND) for end in ends)
        run.clear()

    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match[0]
        if kind == "figure":
            close()
            found.update(_readings(token))
            run.append(_value(token))
        elif kind == "word":
            word = token.lower()
            is_counting = may_count(word)
            if is_counting:
                found.update(further_values(word))
            if is_counting and (value := word_value(word)) is not None:
                found.add(float(value))
                run.append(word)
            elif run and not is_joiner(word):
                close()
        elif kind == "letters":
            close()
            found.update(lettered_values(token))
        elif kind == "half":
            close()
            found.add(unicodedata.numeric(token))
        else:
            close()
    close()
    found.update(_from_forms(text))
    return frozenset(found)


@lru_cache(_KEPT)
def are_all_there(source: str, translation: str) -> bool:
    """Tell, sooner than `values_in`, whether all `wanted` numbers are figures that are kept."""
    text = _with_slashes(source)
    figures = set(_FIGURE.findall(text))
    if figures and not figures <= set(_FIGURE.findall(_with_slashes(translation))):
        return False
    # Of thousands the figure itself is not wanted; a telephone number is looked for as one.
    is_scaled = figures and any(map(is_scale, counting_words(source)))
    return not is_scaled and not any(True for _ in chain(_spelled(text), _phones(text)))


@lru_cache(_KEPT)
def counted_in(text: str, *, widely: bool = True) -> frozenset[float]:
    """Return the numbers that a text has for certain: each figure and small word by itself.

    widely: what else a word may count, such as a half fifty, is among them.
    """
    found: set[float] = set()
    before = ""
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match[0].lower()
        if kind == "figure":
            value = _value(token)
            # 5½ are five and a half
            found |= {value, value // 1} if value * 4 % 1 == 0 else {value}
        elif kind == "letters":
            found.update(small_numeral(token))
        elif kind == "word":
            found.update({*further_values(token)} - {month_number(token)} if widely else ())
            for words in ([token], [before, token]):
                if all(words) and word_value(token) is not None:
                    found.add(run_value(words))
            if is_scale(token):
                found.add((word_value(token) or 0) / 2)  # half a dozen
        before = token if kind == "word" and word_value(token) is not None else ""
    found.update(_lettered(text))
    found.update(abs(float(match[1]) - _HALF_DAY) for match in _TIME.finditer(text))
    found.update(float(roman_value(m[0])) for m in _ROMAN.finditer(text) if len(m[0]) > 1)
    return frozenset(found)


def _readings(figure: str) -> Iterator[float]:
    value = _value(figure)
    yield value
    if "." in figure:
        yield from (float(part) for part in figure.split(".") if part.isdigit() and len(part) < 9)
        if re.fullmatch(r"\d{1,3}\.\d{3}", figure):
            yield value * 1000


def _from_forms(text: str) -> Iterator[float]:
    """Yield what figures and letters mean together."""
    if _DIGIT.search(text):
        yield from _from_figures(text)
    forms = number_forms()
    for match in forms.and_a_half.finditer(text) if forms.half.search(text) else ():
        part = forms.halves[match["half"].lower()]
        count = match[1] or ""
        yield 1 + part
        if counted := _value(count) if re.fullmatch(r"\d+", count) else word_value(count.lower()):
            yield counted + part
    for hundredths in forms.hundredths:
        for match in hundredths.finditer(text):
            for words in (match[1].split()[:1], match[1].split()):
                yield 1 + run_value(words) / 100
    yield from _lettered(text)
    for match in _ROMAN.finditer(text):
        yield float(roman_value(match[0]))


def _lettered(text: str) -> Iterator[float]:
    """Yield what letters without a mark count behind a word for what is numbered so."""
    for lettered in number_forms().lettered:
        for match in lettered.finditer(text):
            yield float(numeral_value(match[1]))


def _from_figures(text: str) -> Iterator[float]:
    yield from (value for _, value in _phones(text))
    for match in _TIME.finditer(text) if ":" in text else ():
        hour = int(match[1])
        yield from (float(hour), float(hour - 12 if hour > 12 else hour + 12), hour % 24)
    for match in time_forms().clock.finditer(text):
        yield from _clock_values(int(match["hour"]), match)
    for match in _RANGE.finditer(text):
        yield float(match[1][: 4 - len(match[2])] + match[2])
    for match in _QUOTIENT.finditer(text) if "/" in text else ():
        if len(match[2]) < 9 and float(match[2]):
            yield float(match[1]) / float(match[2])
    for match in _CENTURY.finditer(text):
        yield from (float(match[2]), float(match[1]) + 1)  # שנות ה־90; 19th century
