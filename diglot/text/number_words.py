"""Numbers written as words in the languages that are known, and what they count.

Goes in: words in lower case, Hebrew ones without points. Comes out: values.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from diglot.lang.known import any_of, languages
from diglot.lang.language import Language, itself

_KEPT = 50_000  # words whose values are kept: a book says most of its words again and again
_KEPT_TEXTS = 1024  # texts whose words are kept: each rule asks for those of a section anew
_WORD = re.compile(r"[^\W\d_]+")

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class _Tables(Struct, frozen=True):
    """The number words of all languages. scripts: what finds a word, and how its stems are."""

    values: tuple[Mapping[str, float], ...]
    further: Mapping[str, tuple[float, ...]]
    scales: Mapping[str, float]
    months: Mapping[str, int]
    joiners: frozenset[str]
    twos: tuple[str, ...]
    scripts: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[str]]], ...]


@cache
def _tables(known: tuple[Language, ...]) -> _Tables:
    numbers = [language.numbers for language in known]
    return _Tables(
        tuple(
            ChainMap(*(dict(table) for table in tables))
            for tables in (
                [words.fixed for words in numbers],
                [words.scales for words in numbers],
                [words.values for words in numbers],
            )
        ),
        ChainMap(*(dict(words.further) for words in numbers)),
        ChainMap(*(dict(words.scales) for words in numbers)),
        ChainMap(*(dict(words.months) for words in numbers)),
        frozenset().union(*(words.joiners for words in numbers)),
        tuple(end for words in numbers for end in words.twos),
        tuple(
            (re.compile(spoken.word), spoken.stems)
            for spoken in known
            if spoken.stems is not itself
        ),
    )


def stems(word: str) -> Iterator[str]:
    """Yield a word as it is, and without what its language may join to its front."""
    for script, of_word in _tables(languages()).scripts:
        if script.fullmatch(word):
            yield from of_word(word)
            return
    yield word


@lru_cache(_KEPT)
def word_value(word: str) -> float | None:
    """Return what a word counts, a scale ("million") among them; None for other words."""
    for stem in stems(word):
        for table in _tables(languages()).values:
            if stem in table:
                return table[stem]
    return None


@lru_cache(_KEPT)
def is_scale(word: str) -> bool:
    """Tell whether a word multiplies the number before it."""
    scales = _tables(languages()).scales
    return any(stem in scales for stem in stems(word))


@lru_cache(_KEPT)
def month_number(word: str) -> int | None:
    """Return the number of the month that a word names."""
    months = _tables(languages()).months
    return next((months[stem] for stem in stems(word) if stem in months), None)


def without_idle(text: str) -> str:
    """Return a text without the words for numbers that count nothing where they are."""
    return _idle(languages()).sub(" · ", text)


@cache
def _idle(known: tuple[Language, ...]) -> re.Pattern[str]:
    return re.compile(any_of(language.numbers.idle for language in known), re.IGNORECASE)


@lru_cache(_KEPT)
def further_values(word: str) -> tuple[float, ...]:
    """Return what else a word may stand for: shares, months, twos of Hebrew's dual."""
    return tuple(_further_values(word))


def _further_values(word: str) -> Iterator[float]:
    tables = _tables(languages())
    for stem in stems(word):
        yield from tables.further.get(stem, ())
        if stem in tables.months:
            yield tables.months[stem]
    if word.endswith(tables.twos):
        yield 2


@lru_cache(_KEPT)
def may_count(word: str) -> bool:
    """Tell whether a word may count something, or names a month."""
    return word_value(word) is not None or any(True for _ in _further_values(word))


@lru_cache(_KEPT_TEXTS)
def counting_words(text: str) -> frozenset[str]:
    """Return the words of a text that may count something, or name a month, in lower case.

    Most passages have none, so whoever asks for such words asks here first.
    """
    return frozenset(filter(may_count, map(str.lower, _WORD.findall(text))))


def has_number_word(text: str) -> bool:
    """Tell whether a text has a word that counts."""
    return any(word_value(word) is not None for word in counting_words(text))


def run_value(run: Sequence[float | str]) -> float:
    """Return what a run of words and figures counts together: "two", "hundred", "fifty" → 250."""
    total = current = 0.0
    for item in run:
        value = item if isinstance(item, float | int) else word_value(item) or 0
        if isinstance(item, str) and is_scale(item):
            scaled = (current or 1) * value
            if value == 100:
                current = scaled
            else:
                total, current = total + scaled, 0.0
        elif value == 0.5 and total:
            # מיליון וחצי: half of the scale that was just named
            total += 0.5 * _last_scale(run)
        else:
            current += value
    return total + current


def _last_scale(run: Sequence[float | str]) -> float:
    scales = [word_value(item) or 0 for item in run if isinstance(item, str) and is_scale(item)]
    return scales[-1] if scales else 1


def is_joiner(word: str) -> bool:
    """Tell whether a word may be inside a number: two hundred and fifty."""
    return word in _tables(languages()).joiners


def roman_value(word: str) -> int:
    """Return what Roman figures count; 0 for a word that is none."""
    if not word or not _ROMAN.fullmatch(word):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
