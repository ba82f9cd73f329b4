"""Hebrew marks: gershayim and geresh inside words, quotation marks around them.

One typed sign has several meanings: " is gershayim in צה"ל, opens a quotation in
ב"הארץ", closes one, or means inches. A mark is judged by what is on its two
sides; where that leaves two meanings, by whether a quotation closes later.
What cannot be decided stays as it was typed.
"""

from __future__ import annotations

import re
from typing import Literal

from diglot.core.conventions import Typography
from diglot.lang.he.words import (
    FOREIGN_ENDS,
    ends_like_acronym,
    is_abbreviation,
    is_doubly_foreign,
    is_ending,
    is_prefix,
    is_year,
)
from diglot.text.marks.quotations import MarkPair, is_among
from diglot.text.marks.signs import DOUBLE, Line, set_straight

GERESH, GERSHAYIM, APOSTROPHE, PRIME, INCHES = "׳", "״", "’", "′", "″"
# From the name of a style to its (opening, closing) pairs: outer, inner.
STYLES = {
    "gershayim": (("״", "״"), ("׳", "׳")),
    "curly": (("”", "”"), ("’", "’")),
    "low": (("„", "”"), ("‚", "’")),
}
_ENGLISH = (("“", "”"), ("‘", "’"))
_WORDS = ("hebrew", "letter", "digit")
# What begins words with a sign: a bracket, an amount, .NET, @dana, #tag, +5.
_OPENING = re.compile(r"[(\[₪$€]|-[א-ת]|[.@#][A-Za-z]|[−+]\d")
# What may begin the words of a quotation where nothing but a hyphen is before it: ה-"!Hello".
_OPENING_SIGNS = re.compile(r"[(\[₪$€]|[!?.@#%&*/\\~^_+=<]+\w|[@#%&*+=]+[\"״]")
_PREFIXED = re.compile(r"([א-ת]+)[-־][\dA-Za-z₪$€]")

Role = Literal["gershayim", "prefix", "open", "close", "inch", "odd"]


def set_hebrew(line: Line, scope: int, how: Typography) -> None:
    """Set the marks of one scope by Hebrew rules."""
    doubles = _Doubles(line, scope)
    doubles.judge()
    singles = _Singles(line, scope, doubles.pairs)
    singles.judge()
    if how.geresh:
        for index, sign in [*doubles.signs, *singles.signs]:
            line.put(index, sign)
    quoted = line.quotations_of(scope)
    if how.quotes == "off":
        set_straight(line, quoted, doubles.pairs)
    else:
        _set_pairs(line, [*doubles.pairs, *quoted], singles.pairs, how.quotes)
    line.undecided.extend(doubles.undecided)


def _set_pairs(line: Line, doubles: list[MarkPair], singles: list[MarkPair], style: str) -> None:
    for level, pairs in ((0, doubles), (1, singles)):
        for opening, closing in pairs:
            depth = sum(a < opening and closing < b for a, b in doubles)
            is_inner = level == 1 or depth % 2 == 1
            is_latin = is_among("letter", line.text, (opening, closing), [*doubles, *singles])
            marks = _ENGLISH if is_latin else STYLES[style]
            line.put(opening, marks[is_inner][0])
            line.put(closing, marks[is_inner][1])


class _Doubles:
    """The double marks of a scope: what each is, and which belong together."""

    def __init__(self, line: Line, scope: int) -> None:
        self.line = line
        self.marks = line.places(scope, DOUBLE)
        self.roles = [self._role(index) for index in self.marks]
        self.pairs: list[MarkPair] = []
        self.signs: list[tuple[int, str]] = []
        self.undecided: list[int] = []
        self._opened: list[int] = []

    def _role(self, index: int) -> Role:
        line = self.line
        before, after = line.kind(line.outer_before(index)), line.kind(line.outer_after(index))
        if self._ends_at_dash(index):
            return "close"
        if line.is_open_before(index):
            return "odd" if line.kind(line.after(index)) == "space" else "open"
        if before == "hebrew" and line.kind(line.before(index)) == "hebrew":
            is_prefixed = self._follows_prefix(index)
            if after == "hebrew":
                return "prefix" if is_prefixed else "gershayim"
            following = line.text[line.after(index) :]
            is_opening = _OPENING.match(following) is not None
            if is_prefixed and (after in _WORDS or is_opening):
                return "prefix"
        is_by = re.match(r"[x×]\d", line.text[index + 1 :]) is not None
        if before == "digit" and (after not in _WORDS or is_by or self._has_minutes(index)):
            return "inch"
        if after not in _WORDS or self._has_ending(index):
            return "close"
        return "open" if before == "other" else "odd"

    def _has_ending(self, index: int) -> bool:
        """Tell whether a Hebrew ending follows a quotation of Latin words: ה-"X"ים."""
        is_latin = self.line.kind(self.line.before(index)) == "letter"
        return is_latin and is_ending(self.line.letters_after(index))

    def _ends_at_dash(self, index: int) -> bool:
        """Tell whether a quotation ends in a dash or a maqaf here: "אבל –", "ה-"."""
        rest = self.line.text[self.line.after(index) :]
        is_end = (
            not _OPENING_SIGNS.match(rest) and self.line.kind(self.line.after(index)) not in _WORDS
        )
        before = self.line.text[: index + 1]
        return is_end and re.search(r"[^\s\-–—־][ ]?(?:[-–—־]|--)[\"״]$", before) is not None

    def _has_minutes(self, index: int) -> bool:
        """Tell whether feet or minutes come before the inches or seconds: 31°46'48"."""
        return re.search(r"\d['′]\d+(?:\.\d+)?$", self.line.text[:index]) is not None

    def _follows_prefix(self, index: int) -> bool:
        letters = self.line.letters_before(index)
        place = index
        for _ in letters:
            place = self.line.before(place)
        is_word_start = self.line.kind(self.line.before(place)) not in (*_WORDS,)
        is_after_geresh = self.line.text[self.line.before(place)] in "'׳" and place > 0
        return is_word_start and not is_after_geresh and is_prefix(letters)

    def judge(self) -> None:
        """Give each mark its sign or its partner."""
        for number, index in enumerate(self.marks):
            match self.roles[number]:
                case "gershayim":
                    self.signs.append((index, GERSHAYIM))
                case "prefix":
                    self._after_prefix(number)
                case "open":
                    self._opened.append(index)
                case "close":
                    self._close(index)
                case "inch":
                    self._after_digit(number)
                case "odd":
                    self.undecided.append(index)
        self.undecided.extend(self._opened)

    def _close(self, index: int) -> None:
        if self._opened:
            self.pairs.append((self._opened.pop(), index))
        else:
            self.undecided.append(index)

    def _after_prefix(self, number: int) -> None:
        index = self.marks[number]
        letters = self._word_after(index)
        closes = self._closers_after(number) > len(self._opened)
        is_whole = self._next_mark_touches(number, letters) or self._is_number_with_prefix(index)
        if closes and (len(letters) != 1 or is_whole):
            self._opened.append(index)
        elif letters and ends_like_acronym(letters):
            self.signs.append((index, GERSHAYIM))
        else:
            self.undecided.append(index)

    def _word_after(self, index: int) -> str:
        """Return the letters after a mark, with the geresh inside them: ג'ורג of "ג'ורג'"."""
        letters = self.line.letters_after(index)
        place = index
        for _ in letters:
            place = self.line.after(place)
        geresh = self.line.after(place)
        rest = (
            self.line.letters_after(geresh)
            if self.line.text[geresh : geresh + 1] in tuple("'׳")
            else ""
        )
        return f"{letters}'{rest}" if letters and rest else letters

    def _next_mark_touches(self, number: int, letters: str) -> bool:
        """Tell whether a mark follows right after the letters: ה"א"."""
        place = self.marks[number]
        for _ in letters:
            place = self.line.after(place)
        return self.marks[number + 1 : number + 2] == [self.line.after(place)]

    def _is_number_with_prefix(self, index: int) -> bool:
        """Tell whether a prefix with its number or Latin name follows a mark: ו"מ-5"."""
        match = _PREFIXED.match(self.line.text, index + 1)
        return match is not None and is_prefix(match[1])

    def _closers_after(self, number: int) -> int:
        """Return how many marks after this one close what was opened before them."""
        depth = count = 0
        for later in range(number + 1, len(self.marks)):
            role = self.roles[later]
            letters = self._word_after(self.marks[later])
            if role == "open" or (
                role == "prefix"
                and (
                    not ends_like_acronym(letters) or self._is_number_with_prefix(self.marks[later])
                )
            ):
                depth += 1
            elif role in ("close", "inch"):
                count += depth == 0
                depth = max(depth - 1, 0)
        return count

    def _after_digit(self, number: int) -> None:
        """Tell inches from the end of a quotation: it ends later, or was never opened."""
        index = self.marks[number]
        is_end = self._closers_after(number) < len(self._opened)
        if self._opened and is_end and not self._has_minutes(index):
            self._close(index)
        else:
            self.signs.append((index, INCHES))


class _Singles:
    """The single marks of a scope: geresh, apostrophe, minutes, or an inner quotation."""

    def __init__(self, line: Line, scope: int, doubles: list[MarkPair]) -> None:
        self.line = line
        self.doubles = doubles
        self.marks = line.places(scope, "'")
        self.pairs: list[MarkPair] = []
        self.signs: list[tuple[int, str]] = []
        self._opened: list[int] = []

    def judge(self) -> None:
        """Give each mark its sign or its partner."""
        for number, index in enumerate(self.marks):
            region = self._region(index)
            self._opened = [place for place in self._opened if self._region(place) == region]
            before = self.line.kind(self.line.before(index))
            if self.line.is_open_before(index):
                self._at_word_start(number)
            elif before == "hebrew":
                self._after_hebrew(number)
            elif before == "digit":
                self._after_digit(number)
            elif before == "letter":
                self._after_latin(index)
            elif self._opened:
                self.pairs.append((self._opened.pop(), index))

    def _region(self, index: int) -> MarkPair | None:
        """Return the innermost quotation in double marks around a place."""
        around = [pair for pair in self.doubles if pair[0] < index < pair[1]]
        return max(around, default=None)

    def _sign(self, index: int, sign: str) -> None:
        self.signs.append((index, sign))

    def _is_final(self, index: int) -> bool:
        return self.line.kind(self.line.after(index)) not in _WORDS

    def _word(self, index: int) -> str:
        """Return the word before a mark, with the geresh inside it."""
        word = self.line.letters_before(index)
        place = index
        for _ in word:
            place = self.line.before(place)
        mark = self.line.before(place)
        is_inside = mark >= 0 and self.line.text[mark] in "'׳" and mark not in self._opened
        first = self.line.letters_before(mark) if is_inside else ""
        return f"{first}'{word}" if first and word else word

    def _is_sure_geresh(self, index: int) -> bool:
        """Tell whether a word's last mark cannot close a quotation."""
        word = self._word(index)
        place = index
        for _ in word:
            place = self.line.before(place)
        if len(word) == 1 and self.line.before(place) in self.marks:
            return False  # a letter in quotation marks: 'א'
        return is_abbreviation(word) or is_doubly_foreign(word)

    def _closer_after(self, number: int) -> bool:
        """Tell whether a later mark can close a quotation that opens here."""
        region = self._region(self.marks[number])
        depth = 0
        for place in self.marks[number + 1 :]:
            if self._region(place) != region:
                continue
            if self.line.is_open_before(place) or self._is_prefixed(place):
                depth += 1
            elif self._is_final(place) and not self._is_sure_geresh(place):
                if depth == 0:
                    return True
                depth -= 1
        return False

    def _at_word_start(self, number: int) -> None:
        index = self.marks[number]
        after = self.line.kind(self.line.after(index))
        if after == "space":
            return
        if self._closer_after(number):
            self._opened.append(index)
        elif after in ("letter", "digit"):
            self._sign(index, APOSTROPHE)

    def _after_hebrew(self, number: int) -> None:
        index = self.marks[number]
        if self._is_final(index):
            self._at_word_end(number)
            return
        if self._is_prefixed(index) and self._closer_after(number):
            self._opened.append(index)
        else:
            self._sign(index, GERESH)

    def _is_prefixed(self, index: int) -> bool:
        """Tell whether a mark inside a word may open a quotation after a prefix."""
        letters = self.line.letters_before(index)
        is_dated = letters[-1:] == "ה" and is_year(self.line.letters_after(index))
        is_whole = self._word(index) == letters and not self._is_final(index)
        return is_whole and is_prefix(letters) and not is_dated

    def _at_word_end(self, number: int) -> None:
        index = self.marks[number]
        word = self._word(index)
        is_foreign = word[-1:] in FOREIGN_ENDS and self._closer_after(number)
        if self._opened and not self._is_sure_geresh(index) and not is_foreign:
            self.pairs.append((self._opened.pop(), index))
        else:
            self._sign(index, GERESH)

    def _after_digit(self, number: int) -> None:
        index = self.marks[number]
        after = self.line.kind(self.line.after(index))
        if after in ("letter", "hebrew"):
            self._sign(index, APOSTROPHE)
        elif after != "digit" and self._opened and not self._closer_after(number):
            self.pairs.append((self._opened.pop(), index))
        else:
            self._sign(index, PRIME)

    def _after_latin(self, index: int) -> None:
        if self._is_final(index) and self._opened:
            self.pairs.append((self._opened.pop(), index))
        else:
            self._sign(index, APOSTROPHE)
