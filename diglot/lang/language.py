"""The protocol of a language: all that the rest of the program asks of one.

Each folder beside this module is a language: its `__init__` has one `LANGUAGE`, made of this
class, and its catalogue, `diglot.po`, the words of the program in it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

QuotePair = tuple[str, str]
IsHeading = Callable[[Sequence[str], Container[str]], bool]
IsProse = Callable[[Sequence[str], int, bool], bool]


class NumberWords(Struct, frozen=True):
    """Numbers as words of a language, in lower case, and what they count.

    values: "two" is 2. further: what else a word may stand for: "quarter" is 25 too. scales:
        words that multiply what is before them: "hundred". fixed: words that count as they are,
        though they name a scale. months: their numbers, from 1. joiners: words that may be
        inside a number. twos: endings that make two of a thing. suffixes: what multiplies right
        behind a figure, as it is written: "bn". halves: what is added to a count: "half".
    What follows is written for `re`, and finds nothing where it is "":
    idle: words for numbers that count nothing where they are: days of the week, split seconds.
    spelled: longer numbers in words, which a translation must have as it must have figures.
    before_halves: what is between a count and a half of it: "hours and a ".
    hundredths: hundredths behind one of a unit, these its only group: "one seventy" of meters.
    shares: words for a share of something. decade: what makes a year its decade: 1990s.
    between: what stands between two numbers of one unit, its space behind it: "10 to 20 miles".
    counted: words for what other languages number in letters: chapters, verses.
    lettered: Hebrew letters that count, behind the word for what they number, its only group.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    further: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    fixed: Mapping[str, float] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    joiners: frozenset[str] = frozenset()
    twos: tuple[str, ...] = ()
    suffixes: Mapping[str, float] = field(default_factory=dict)
    halves: Mapping[str, float] = field(default_factory=dict)
    idle: str = ""
    spelled: str = ""
    before_halves: str = ""
    hundredths: str = ""
    shares: str = ""
    decade: str = ""
    between: str = ""
    counted: str = ""
    lettered: str = ""


class TimeWords(Struct, frozen=True):
    """How a language writes dates, times of day and spans of time. All is written for `re`.

    month: what a month's name looks like by itself. month_first, month_last: before a day or a
        year, and behind a day; in place of each of these that is "" the names of the months do.
    after_day: what may be right behind the day: "th of". units: the words for seconds, minutes,
        hours, days, weeks, months and years, by these names. morning, evening: what is said
        behind an hour before noon, and after it. twelves: words for hours of the clock that
        is read twice a day: "noon".
    """

    month: str = ""
    month_first: str = ""
    month_last: str = ""
    after_day: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    morning: str = ""
    evening: str = ""
    twelves: str = ""


def months(names: Sequence[str]) -> dict[str, int]:
    """Return the numbers of the months. names: of each, with a space between two of one."""
    return {name: number for number, of_one in enumerate(names, 1) for name in of_one.split()}


def itself(word: str) -> Iterator[str]:
    """Yield a word as it is."""
    yield word


def as_it_is(item: str) -> str:
    """Return the last item of a list as it is."""
    return item


def is_never_a_heading(_words: Sequence[str], _common: Container[str]) -> bool:
    """Tell that words which are the same in both languages may be a name."""
    return False


def spells_none(_word: str, _name: str) -> bool:
    """Tell that no word is a name of another script."""
    return False


def is_a_row_of_words(words: Sequence[str], fewest: int, has_same: bool) -> bool:
    """Tell whether there are too many words in a row to be a name; fewer if all are the same."""
    return len(words) >= max(fewest - (2 if has_same else 1), 3)


class Language(Struct, frozen=True, eq=False):
    """One language.

    tag: BCP 47. catalog: its words of the program's. names: what people call it besides, in
        lower case. length: how many of its characters say what one of English says.
    word: what finds a word of its script, for `re`. is_prose: tells running text in it from a
        name or a title, given its words, how many are too many for a name, and whether the
        text is the same in both languages. is_heading: tells a heading that is the same in
        both from a name, given its words and those that the text has in lower case.
    stems: a word without what is joined to its front.
    small: words that only join others, in lower case.
    clinging: words after which no line of a title should end, in lower case.
    never_twice: words that no sentence has twice in a row.
    may_spell: whether a word in its script may be a name in Latin letters.
    numbers: its number words. measures: words for units, by their names, for `re`.
    measure_starts, measure_ends: what may be joined to the front and to the end of such a word.
    times: its words for dates and times. conjunction: its word for "and", if that is a word by
        itself. warmth: words of those who speak of temperatures.
    cut_short: what is written with a period at its end, for `re`. after_names: what follows a
        name and keeps its period even where the sentence ends with it.
    holding: what is cut short and stays on one line with what is behind it, for `re`. units: what
        stays with the number before it, for `re`.
    quotes: its marks, outer and inner ones; None where its rules are a module of their own.
    as_last: the last item of a list in a text.
    locators: by what a citation counts ("page"), what is said for it, and what people type
        besides. translators_note: what finds, from its start, a note that says it is the
        translator's, for `re`.
    wiki_edit, wiki_query: what Wikipedia has in brackets behind a heading, and behind what its
        editors doubt, for `re`.
    """

    tag: str
    catalog: Path
    names: tuple[str, ...] = ()
    length: float = 1.0
    word: str = r"[^\W\d_]+"
    is_prose: IsProse = is_a_row_of_words
    is_heading: IsHeading = is_never_a_heading
    stems: Callable[[str], Iterator[str]] = itself
    small: frozenset[str] = frozenset()
    clinging: frozenset[str] = frozenset()
    never_twice: frozenset[str] = frozenset()
    may_spell: Callable[[str, str], bool] = spells_none
    numbers: NumberWords = field(default_factory=NumberWords)
    measures: Mapping[str, str] = field(default_factory=dict)
    measure_starts: str = ""
    measure_ends: str = ""
    times: TimeWords = field(default_factory=TimeWords)
    conjunction: str = ""
    warmth: str = ""
    cut_short: str = ""
    after_names: str = ""
    holding: str = ""
    units: str = ""
    quotes: tuple[QuotePair, QuotePair] | None = (("“", "”"), ("‘", "’"))
    as_last: Callable[[str], str] = as_it_is
    locators: Mapping[str, str] = field(default_factory=dict)
    translators_note: str = ""
    wiki_edit: str = ""
    wiki_query: str = ""
