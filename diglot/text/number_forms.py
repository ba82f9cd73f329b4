"""What finds numbers with words around them: clocks, dates, halves, references, shares.

Goes in: what the languages that are known say of their numbers and times. Comes out: patterns
for texts of any of them, compiled once.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from diglot.lang.known import any_of, languages
from diglot.lang.language import Language

_YEARS = "years"


class NumberForms(Struct, frozen=True):
    """Patterns for numbers in all languages. "First" is the first group of one.

    percent: the sign or word after a number. share: a word or a sign for a share. suffix: what
        multiplies right behind a figure, by what `suffixes` say; scale: that, or a word.
    spelled: a long number in words. decade: figures that name one, these first.
    and_a_half: a count first, and a "half", of which `halves` have the value; half: that alone.
    hundredths: those of a unit, in words, these first.
    reference: what other languages number in letters. lettered: that in letters, these first.
    """

    percent: re.Pattern[str]
    share: re.Pattern[str]
    suffix: re.Pattern[str]
    suffixes: Mapping[str, float]
    scale: re.Pattern[str]
    spelled: re.Pattern[str]
    decade: re.Pattern[str]
    and_a_half: re.Pattern[str]
    half: re.Pattern[str]
    halves: Mapping[str, float]
    hundredths: tuple[re.Pattern[str], ...]
    reference: re.Pattern[str]
    lettered: tuple[re.Pattern[str], ...]


class TimeForms(Struct, frozen=True):
    """Patterns for times in all languages, with the names of their groups in quotes.

    clock: an hour of the clock that is read twice a day: "hour", "minute", "morning", "evening".
    half_day: what shows that hours are counted twice a day.
    dated: the month beside a day or a year: "before" or "after" it. month: a word that may be a
        month by itself.
    years: the word after a number of them. span: that for shorter ones, the group by its name.
    """

    clock: re.Pattern[str]
    half_day: re.Pattern[str]
    dated: re.Pattern[str]
    month: re.Pattern[str]
    years: re.Pattern[str]
    span: re.Pattern[str]


def number_forms() -> NumberForms:
    """Return the patterns for numbers in the languages that are known now."""
    return _numbers(languages())


def time_forms() -> TimeForms:
    """Return the patterns for times in the languages that are known now."""
    return _times(languages())


@cache
def _numbers(known: tuple[Language, ...]) -> NumberForms:
    numbers = [language.numbers for language in known]
    percent = any_of(language.measures.get("percent", "") for language in known)
    suffixes = ChainMap(*(dict(words.suffixes) for words in numbers))
    suffix = any_of(map(re.escape, suffixes))
    scales = any_of(re.escape(word) for words in numbers for word in words.scales)
    halves = ChainMap(*(dict(words.halves) for words in numbers))
    half = f"(?P<half>{any_of(map(re.escape, halves))})"
    joint = any_of(words.before_halves for words in numbers)
    return NumberForms(
        percent=re.compile(rf"\s*(?:%|{percent})"),
        share=re.compile(f"[%٪]|{any_of(words.shares for words in numbers)}"),
        suffix=re.compile(rf"{suffix}\b"),
        suffixes=suffixes,
        scale=re.compile(rf"[\s-]?(?:{scales}|(?-i:{suffix}))\b", re.IGNORECASE),
        spelled=re.compile(any_of(words.spelled for words in numbers), re.IGNORECASE),
        decade=re.compile(rf"\b(\d{{2,4}}){any_of(words.decade for words in numbers)}"),
        and_a_half=re.compile(rf"(?:([\w.]+)\s+)?{joint}{half}\b", re.IGNORECASE),
        half=re.compile(half, re.IGNORECASE),
        halves=halves,
        hundredths=_each(words.hundredths for words in numbers),
        reference=_reference(known),
        lettered=_each(words.lettered for words in numbers),
    )


def _each(patterns: Iterator[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, filter(None, patterns)))


def _reference(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Return what finds chapter and verse, folios, volume and issue, and their like."""
    counted = any_of(language.numbers.counted for language in known)
    joint = any_of(language.conjunction for language in known)
    return re.compile(
        rf"(?:\b\d{{1,3}}:\d{{1,3}}\b|(?i:\b{counted})\.?\s\d{{1,3}}\b)"
        rf"(?:(?:[-–,;:]|,? {joint})\s?\d{{1,3}}\b)*"
        r"|\b\d{1,3}[ab]\b(?:[-–]\d{0,3}[ab]\b)?|\b\d{1,3}(?=\(\d{1,3}\))"
    )


@cache
def _times(known: tuple[Language, ...]) -> TimeForms:
    times = [language.times for language in known]
    morning, evening = any_of(t.morning for t in times), any_of(t.evening for t in times)
    twelves, after_day = any_of(t.twelves for t in times), any_of(t.after_day for t in times)
    months = [any_of(map(re.escape, language.numbers.months)) for language in known]
    alone, first, last = (
        any_of(own or names for own, names in zip(each, months, strict=True))
        for each in zip(*((t.month, t.month_first, t.month_last) for t in times), strict=True)
    )
    units = {name: any_of(t.units.get(name, "") for t in times) for t in times for name in t.units}
    years = units.pop(_YEARS, any_of(()))
    spans = any_of(f"(?P<{name}>{words})" for name, words in units.items())
    return TimeForms(
        clock=re.compile(
            r"(?P<hour>\d(?:(?<=[01])\d|(?<=2)[0-4])?)(?::(?P<minute>[0-5]\d))?\s*"
            rf"(?:(?P<morning>{morning})|(?P<evening>{evening}))",
            re.IGNORECASE,
        ),
        half_day=re.compile(rf"\d\s?(?:{morning}|{evening})|{twelves}", re.IGNORECASE),
        dated=re.compile(
            rf"(?P<before>{first})[.,]? (?=\d)|(?<=\d){after_day}? (?P<after>{last})\b"
        ),
        month=re.compile(rf"\b{alone}\b"),
        years=re.compile(rf"[\s-]{years}\b"),
        span=re.compile(rf"[\s-]*{spans}\b", re.IGNORECASE),
    )
